"""Situations as documents: what ships is sound, what is not sound is told with file and line, and a workspace overlays."""

import pytest
from jsonschema import Draft202012Validator

from nolle import verbs
from nolle.errors import DocumentError
from nolle.library.check import check
from nolle.library.load import load
from nolle.library.schema import schemas
from nolle.library.skeleton import init
from nolle.terms import Confidence

SOUND = """\
id: {id}
title: Made up
elements:
  - id: sells
    does: selling
    says: Sells sex.
    conduct: selling
    cite: [{{source: example-memo, at: page 1}}]
    confidence: seed
"""


@pytest.fixture
def workspace(tmp_path):
    init(tmp_path / "mine")
    (tmp_path / "mine/situations").mkdir()
    return tmp_path / "mine"


def faults(workspace, **files):
    for name, text in files.items():
        (workspace / f"situations/{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
    loaded = load(workspace)
    return [str(fault) for fault in (*loaded.faults, *check(loaded)) if "situations/" in str(fault)]


# ---------------------------------------------------------------- what ships


def test_eight_situations_ship_in_the_order_in_which_they_are_read(library):
    assert list(library.situations) == [
        "street", "car", "hotel", "massage-business", "shared-flat", "driver", "online", "reporting-violence",
    ]  # fmt: skip


def test_every_element_has_a_source_or_says_that_it_is_general_knowledge(library):
    for situation in library.situations.values():
        assert situation.elements
        for element in situation.elements:
            assert element.cite or element.confidence is Confidence.UNVERIFIED
            if element.confidence is not Confidence.UNVERIFIED:
                assert {citation.source for citation in element.cite} <= {"seed-web", "seed-slides", "seed-sfda"}


def test_every_element_fits_some_offense_somewhere(library):
    """A class that no catalogue holds would make an element that is never seen."""
    from nolle.law.charges import is_class

    held = {name for offense in library.offenses.values() for name in offense.conduct}
    for situation in library.situations.values():
        for element in situation.elements:
            assert any(is_class(asked, own) or own == asked for asked in element.conduct for own in held), element


def test_the_schema_refuses_what_the_loader_refuses():
    validator = Draft202012Validator(schemas()["situation"])
    element = {"id": "a", "says": "Does it.", "conduct": "selling"}
    assert validator.is_valid({"id": "a", "title": "A", "order": 3, "elements": [element]})
    assert not validator.is_valid({"id": "a", "title": "A", "elements": [{**element, "does": "women"}]})
    assert not validator.is_valid({"id": "a", "title": "A", "people": []})
    assert not validator.is_valid({"id": "a"})


# ---------------------------------------------------------------- what is not sound


def test_a_sound_situation_has_no_fault(workspace):
    assert faults(workspace, sound=SOUND.format(id="sound")) == []


@pytest.mark.parametrize(
    ("change", "line", "what"),
    [
        (("conduct: selling", "conduct: seling"), 7, 'conduct "seling" is not a class'),
        (("conduct: selling", "conduct: quality_of_life"), 7, 'conduct "quality_of_life" is wide'),
        (("conduct: selling", "conduct: [buying, third_party]"), 7, 'conduct "third_party" is wide'),
        (("conduct: selling", "conduct: other"), 7, 'conduct "other" is wide'),
        (("    cite: [{source: example-memo, at: page 1}]\n", ""), 4, 'element "sells" names no source'),
        (("example-memo", "exmaple-memo"), 8, 'source "exmaple-memo" is not described'),
        (("does: selling", "does: seller"), 5, '"does" cannot be "seller"'),
        (("    says: Sells sex.\n", ""), 4, '"says" is missing'),
        (("confidence: seed", "certainty: seed"), 9, '"certainty" is not a key that belongs here'),
        (("id: a\n", "id: b\n"), 1, 'id "b" does not fit the path'),
        (("elements:\n", "given: {report.rol: victim}\nelements:\n"), 3, '"report.rol" is not a fact'),
        (("elements:\n", "given: {report.role: onlooker}\nelements:\n"), 3, "onlooker"),
        (("elements:\n", "given: {person.coerced: 'true'}\nelements:\n"), 3, "does not belong in a situation"),
        (("elements:\n", "given: {conduct: selling}\nelements:\n"), 3, "does not belong in a situation"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_file_and_line(workspace, change, line, what):
    text = SOUND.format(id="a")
    assert change[0] in text
    old, new = change
    found = faults(workspace, a=text.replace(old, new, 1))
    assert [fault for fault in found if fault.startswith(f"situations/a.yaml:{line}: ") and what in fault], found


def test_elements_are_told_apart(workspace):
    element = SOUND.format(id="a").partition("elements:\n")[2]
    found = faults(workspace, a=SOUND.format(id="a") + element)
    assert found == ['situations/a.yaml:10: element "sells" stands here twice\n  Ids are never reused.']


def test_a_situation_without_elements_is_told(workspace):
    [found] = faults(workspace, a="id: a\ntitle: A\ncite: [{source: example-memo, at: page 1}]\n")
    assert 'situation "a" has no elements' in found


def test_an_id_is_used_once(workspace):
    (workspace / "situations/sub").mkdir()
    (workspace / "situations/sub/a.yaml").write_text(SOUND.format(id="a"), encoding="utf-8")
    found = faults(workspace, a=SOUND.format(id="a"))
    assert any('situation "a" is already defined at situations/a.yaml:1' in fault for fault in found)


# ---------------------------------------------------------------- a workspace of one's own


def test_a_workspace_adds_situations_and_takes_the_place_of_those_that_ship(workspace):
    faults(workspace, street=SOUND.format(id="street"), mine=SOUND.format(id="mine") + "order: 0\n")
    situations = verbs.open_library(workspace).situations
    assert next(iter(situations)) == "mine"
    assert [element.id for element in situations["street"].elements] == ["sells"]
    assert len(situations) == 9


def test_a_faulty_situation_stops_a_command(workspace):
    (workspace / "situations/a.yaml").write_text(SOUND.format(id="a").replace("selling", "seling"), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"situations/a\.yaml:5"):
        verbs.open_library(workspace)


def test_show_prints_a_situation():
    shown = verbs.show("driver")
    assert shown["kind_of_document"] == "situation"
    assert shown["english"][0] == (
        "Drives a sex worker to a client. May be charged as: driving or moving a person who sells sex."
    )
    assert "seed-slides" in shown["sources_cited"]
