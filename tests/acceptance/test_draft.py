"""Done when 3 of part 4: a draft for an invented county is sound, meets the model, and prints as a memo."""

from datetime import date

import pytest

from nolle import verbs
from nolle.verbs.drafting import begin_draft, draft, write_draft
from nolle.verbs.memo import MemoWanted, make_memo, write_memo

PLACE = "us-ny/westchester"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The draft that an interview with a few answers of one's own writes."""
    folder = tmp_path_factory.mktemp("county")
    answers = {
        "place.name": "Invented County",
        "from": "2027-03-01",
        "review": "2028-03-01",
        "training": "all prosecutors",
    }
    write_draft(draft(begin_draft(PLACE, date(2026, 11, 20)), answers), folder)
    return folder


def test_it_is_sound_and_has_no_gap(written):
    assert verbs.check(written) == []
    told = verbs.compare(f"{PLACE}/draft", workspace=written).json()
    assert (told["gaps"], told["gaps_in_opened_lists"], told["end_demand"]) == ([], [], False)


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".pdf"])
def test_it_prints_as_a_memo(written, tmp_path, suffix):
    if suffix != ".txt":
        pytest.importorskip("typst" if suffix == ".pdf" else "docx")
    wanted = MemoWanted(date(2026, 11, 20))
    told = make_memo(f"{PLACE}/draft", wanted, workspace=written)
    write_memo(told, tmp_path / f"memo{suffix}", wanted)
    made = (tmp_path / f"memo{suffix}").read_bytes()
    assert made.startswith({".txt": b"", ".docx": b"PK", ".pdf": b"%PDF"}[suffix])
    if suffix == ".txt":
        text = " ".join(made.decode().split())
        assert "Invented County District Attorney" in text
        assert "§ 230.00" in text
        assert "March 2027" in text
