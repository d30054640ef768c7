"""What is kept for a large workspace answers as what is worked out anew; a changed document is seen."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from bench import histories
from nolle import verbs
from nolle.errors import NolleError
from nolle.library import compiled
from nolle.verbs import documents, ledger_made
from nolle.verbs import ledger as ledgers
from nolle.verbs.packages import forms

OFFICES = 12
DAYS = [date(2009, 3, 1), date(2016, 6, 30), date(2024, 1, 1)]
KNOWN = [None, date(2012, 1, 1)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("histories")
    histories.write(folder, OFFICES, seed=3)
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def kept(workspace, cache, monkeypatch):
    """The workspace, small as it is, with everything kept, worked out by several processes."""
    monkeypatch.setenv("NOLLE_CACHE", str(cache))
    monkeypatch.setattr(documents, "MANY", 1)
    monkeypatch.setattr(ledgers, "LARGE", 1)
    monkeypatch.setattr(ledger_made, "_ENOUGH", 8)
    monkeypatch.setattr(ledger_made, "_processors", lambda: 2)
    fresh()
    yield workspace
    fresh()


def fresh():
    documents.open_library.cache_clear()
    ledgers.forget()


def answers(workspace):
    """Every question of `track`, on several days, as known on several."""
    place = next(id for id in verbs.open_library(workspace).places if "made-up" in id)
    for day in DAYS:
        for known_on in KNOWN:
            yield verbs.track(day, known_on, workspace=workspace).json()
            yield verbs.track_since(date(2008, 1, 1), day, known_on, workspace=workspace).json()
            yield verbs.track_durability(day, known_on, workspace).json()
            yield verbs.place_history(place, day, known_on, workspace).json()
        yield [one.json() for one in verbs.track_due(day, workspace=workspace)]


def test_what_is_kept_answers_as_what_is_asked(kept, monkeypatch):
    told: list[str] = []
    first = ledgers.ledger(kept, told.append)
    assert len(first.chronicles) == OFFICES + len(documents.open_library(None).prosecutors)
    assert len(told) == 1
    from_file = list(answers(kept))
    fresh()
    assert ledgers.ledger(kept, told.append).chronicles == first.chronicles
    assert len(told) == 1  # read, not worked out again
    monkeypatch.setenv("NOLLE_CACHE", "off")
    fresh()
    assert ledgers.ledger(kept).chronicles == {}
    assert list(answers(kept)) == from_file


def test_a_package_has_the_same_bytes_from_what_is_kept(kept, monkeypatch, tmp_path):
    """From what is kept, the larger files are made by another program: nobody can tell."""
    assert ledgers.ledger(kept).chronicles
    verbs.write_package(tmp_path / "kept", DAYS[-1], workspace=kept)
    monkeypatch.setenv("NOLLE_CACHE", "off")
    fresh()
    verbs.write_package(tmp_path / "asked", DAYS[-1], workspace=kept)
    names = sorted(file.name for file in (tmp_path / "asked").iterdir())
    assert sorted(file.name for file in (tmp_path / "kept").iterdir()) == names
    for name in names:
        assert (tmp_path / "kept" / name).read_bytes() == (tmp_path / "asked" / name).read_bytes(), name


def test_a_program_that_fails_says_why_and_fails_the_package(kept, monkeypatch, tmp_path, capfd):
    ledgers.ledger(kept)
    monkeypatch.setattr(forms, "csv_files", nowhere)
    with pytest.raises(NolleError, match="writing the files that hold all tables could not be done"):
        verbs.write_package(tmp_path / "kept", DAYS[-1], workspace=kept)
    assert "answers.csv: cannot be read as CSV" in capfd.readouterr().err
    assert not (tmp_path / "kept").exists()


@contextmanager
def nowhere(*_):
    yield lambda *_: None


def test_a_changed_document_is_seen(kept):
    ledgers.ledger(kept)
    policy = next(iter(sorted((kept / "policies").rglob("*.yaml"))))
    text = policy.read_text()
    try:
        policy.write_text(text.replace("A made-up policy", "Another title"))
        fresh()
        assert "Another title" in {p.title for p in verbs.open_library(kept).policies.values()}
        found, _ = compiled.opened(kept)
        assert found is not None
        assert "chronicles" not in found.parts
    finally:
        policy.write_text(text)


def changed(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return text


WHAT_CHANGES = {
    "a policy": ("policies", "then: decline\n", "then: divert\n"),
    "an office": ("offices", "Holder 1", "Somebody else"),
    "a place": ("places", "name: Made-up", "name: Invented"),
}


@pytest.mark.parametrize("what", WHAT_CHANGES)
def test_only_the_office_of_a_changed_document_is_worked_out_anew(what, kept, monkeypatch):
    folder, old, new = WHAT_CHANGES[what]
    ledgers.ledger(kept)
    path = next(file for file in sorted((kept / folder).rglob("*.yaml")) if old in file.read_text())
    text = changed(path, old, new)
    asked: list[str] = []
    whole = ledger_made._each

    def noted(library, offices):
        asked.extend(office.id for office in offices)
        return whole(library, offices)

    monkeypatch.setattr(ledger_made, "_each", noted)
    try:
        fresh()
        documents.open_library(kept)  # some other command reads the changed documents first
        fresh()
        told = ledgers.ledger(kept)
        place = path.relative_to(kept / folder).with_suffix("").as_posix()
        assert [id for id in asked if place.startswith(id.removesuffix("-da"))] == asked
        assert len(asked) == 1
        monkeypatch.setenv("NOLLE_CACHE", "off")
        fresh()
        assert told.chronicles == whole(documents.open_library(kept), told.library.prosecutors)
    finally:
        path.write_text(text)


def test_where_the_law_changed_every_office_of_the_state_is_worked_out_anew(kept):
    before = ledgers.ledger(kept)
    state = "us-ny"
    offense = next(one for id, one in before.library.offenses.items() if id.startswith(f"{state}-"))
    law = {**before.library.offenses, offense.id: offense.model_copy(update={"level": "infraction"})}
    there = ledger_made.still(replace(before.library, offenses=law), before.library, before.chronicles)
    assert {before.library.offices[id].place.partition("/")[0] for id in before.chronicles if id not in there} == {
        state
    }
    assert ledger_made.still(before.library, before.library, before.chronicles) == before.chronicles
    facts = before.library.dictionary.model_copy(update={"conduct": {}})
    assert ledger_made.still(replace(before.library, dictionary=facts), before.library, before.chronicles) == {}


def test_a_small_workspace_keeps_nothing(workspace, monkeypatch, tmp_path):
    monkeypatch.setenv("NOLLE_CACHE", str(tmp_path / "cache"))
    fresh()
    assert ledgers.ledger(workspace).chronicles == {}
    assert not (tmp_path / "cache").exists()
    fresh()
