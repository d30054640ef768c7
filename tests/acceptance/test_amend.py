"""Done when 6 of part 4: the amendments of Seattle 2020 and of Bragg's memo, worked out by hand."""

import pytest

from nolle import verbs
from nolle.dates import parse
from nolle.errors import NolleError
from nolle.verbs.amending import find_amendments, write_amended

SEATTLE, BRAGG = "us-wa/seattle/2019", "us-ny/manhattan/2022-01-03"


def brief(told):
    return {(change.step.change.how.value, change.step.change.path) for change in told.changes}


def test_seattle_stops_prosecuting_clients_and_names_what_it_was_silent_on():
    """Selling is declined already. Buying is prosecuted: one decision changes. The rest is four new rules."""
    told = find_amendments(SEATTLE, on=parse("2020-06-01"))
    assert brief(told) == {
        ("change", "buying"), ("add", "loitering"), ("add", "street-charges"), ("add", "third-parties"),
        ("add", "unlicensed-massage"),
    }  # fmt: skip
    assert not told.open
    assert not told.gives_up
    [buying] = [c for c in told.changes if c.step.change.path == "buying"]
    assert [(p.text, p.change.value) for p in buying.pieces if p.change.value != "same"] == [(" not", "inserted")]


@pytest.mark.shared
def test_bragg_with_the_charges_of_december_2017(shared):
    """Patronizing changes; selling needs the felony exception gone and the school zone named: one rule does both."""
    december = next((shared / "data/nypd-arrests").glob("*.parquet"))
    how = verbs.Asked("nypd-arrests", as_if=True, where={"place": "us-ny/manhattan"})
    told = find_amendments(BRAGG, on=parse("2022-06-01"), records=december, how=how)
    assert [(c.step.change.how.value, c.step.change.path, c.n, c.n_at_most) for c in told.changes] == [
        ("add", "street-charges", 0, 37),
        ("change", "patronizing", 14, 14),
        ("add", "selling", 0, 12),
        ("add", "third-parties", 2, 2),
        ("add", "unlicensed-massage", 0, 2),
        ("add", "loitering", 0, 1),
    ]
    assert not told.open
    assert not told.gives_up
    [selling] = [c for c in told.changes if c.step.change.path == "selling"]
    assert {(gap.conduct, gap.kind.value) for gap in selling.step.closes} == {
        ("selling", "silent"), ("selling", "narrower"),
    }  # fmt: skip


def test_the_amended_document_is_sound_and_has_no_gap(tmp_path):
    told = find_amendments(BRAGG, on=parse("2022-06-01"))
    path = write_amended(told, tmp_path)
    assert not [fault for fault in verbs.check(tmp_path) if not fault.warning]
    assert not verbs.compare("us-ny/manhattan/amended", on=parse("2022-06-01"), workspace=tmp_path).json()["gaps"]
    assert "open:" not in path.read_text(), "nobody proposes a list that is open"
    with pytest.raises(NolleError, match="is there already"):
        write_amended(told, tmp_path)


def test_what_cannot_be_changed_is_told():
    for id in ("model", "us-ny/manhattan-da"):
        with pytest.raises(NolleError, match=r"has no rules of an office|is an office"):
            find_amendments(id)
