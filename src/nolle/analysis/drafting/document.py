"""Answers → the policy as a document would write it: keys and values, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nolle.analysis.drafting.asking import NONE
from nolle.analysis.drafting.interview import FELONY, HARM, PROVIDED, THIRD, VIOLENCE, Interview, Unit, units
from nolle.law.charges import ELEMENTS
from nolle.law.elements import Asks
from nolle.terms import ASKS_NOTHING, Decision

Raw = dict[str, Any]
LENIENT = tuple(d.value for d in Decision if d not in (*ASKS_NOTHING, Decision.UNKNOWN, Decision.UNDETERMINED))
_BESIDE = {
    FELONY: {"id": "beside-a-felony", "when": {"case": {"any": {"level": "felony"}}}, "then": "not_covered"},
    VIOLENCE: {"id": "beside-violence", "when": {"case": {"any": {"conduct": "violence"}}}, "then": "not_covered"},
}


class Contradiction(ValueError):
    """Answers that cannot stand together; `id` is the question to answer anew."""

    def __init__(self, what: str, id: str) -> None:
        super().__init__(what)
        self.id = id


def document(interview: Interview, id: str, office: str, source: str) -> Raw:
    """The draft as raw data. Raises Contradiction where answers cannot stand together."""
    rules = list(_rules(interview, source))
    lenient = [rule["id"] for rule in rules if rule["then"] in LENIENT]
    _agree(interview, lenient)
    raw: Raw = {
        "id": id, "title": interview["title"], "office": office, "kind": "written_memo", "text_read": "full",
        "private": "true", "governs": interview["governs"],
    }  # fmt: skip
    if interview["from"] != NONE:
        raw["events"] = [{"type": "in_effect", "on": interview["from"]}]
    raw["rules"] = rules
    for key, entries in (
        ("relief", _relief(interview, lenient, source)),
        ("protections", _protections(interview, source)),
        ("positions", _positions(interview, source)),
        ("commitments", _commitments(interview, office, source)),
    ):
        if told := list(entries):
            raw[key] = told
    return raw | {"cite": [_cite(source, "the whole draft")]}


def _agree(interview: Interview, lenient: list[str]) -> None:
    asked = [e for e in interview.local.elements if e.asks is Asks.RELIEF]
    for element in asked:
        if not lenient and interview[f"{element.id}.do"] == "yes":
            what = f"No charge is declined, so there is nothing to act on for {element.title.lower()}"
            raise Contradiction(f"{what}: answer no there, or decline some charge.", f"{element.id}.do")
    begins, looked = interview["from"], interview["review"]
    if NONE not in (begins, looked) and looked <= begins:
        raise Contradiction(f"The policy is looked at again on {looked}, before it holds ({begins}).", "review")


# -- rules


def _rules(interview: Interview, source: str) -> Iterator[Raw]:
    asked = {question.id for question in interview.questions()}
    for unit in units(interview.local, interview.answers):
        then = interview[f"{unit.id}.then"] if f"{unit.id}.then" in asked else NONE
        if then == NONE:
            continue
        covers = _covers(interview, unit)
        if covers is None:
            continue
        rule: Raw = {"id": unit.id, "covers": covers}
        unless = interview[f"{unit.id}.unless"].split(", ") if f"{unit.id}.unless" in asked else []
        if HARM in unless:
            rule["when"] = dict.fromkeys(ELEMENTS, "false")
        rule["then"] = then
        if then in PROVIDED and (told := interview.answers.get(f"{unit.id}.provided", "")):
            rule["programme" if then == Decision.DIVERT.value else "provided"] = told
        if beside := [dict(_BESIDE[word]) for word in unless if word in _BESIDE]:
            rule["unless"] = beside
        yield rule | {"cite": [_cite(source, f"element {unit.id}")]}


def _covers(interview: Interview, unit: Unit) -> Raw | None:
    """What a rule names: the classes of conduct, or the sections there are; none if there are none."""
    by_section = interview.local.catalogued and interview["names"] == "sections"
    if not by_section:
        return {"conduct": unit.conduct[0] if len(unit.conduct) == 1 else list(unit.conduct)}
    sections = [s.offense for e in unit.elements for s in interview.local.sections.get(e.id, ())]
    return {"offense": list(dict.fromkeys(sections)), "conduct": list(unit.conduct)} if sections else None


# -- what is no charge


def _relief(interview: Interview, lenient: list[str], source: str) -> Iterator[Raw]:
    acts = {"pending": "dismiss", "open_warrants": ["quash", "dismiss"], "convictions": "support_motion"}
    for element in interview.local.elements:
        if element.asks is Asks.RELIEF and lenient and interview[f"{element.id}.do"] == "yes":
            yield {
                "id": element.id, "for": lenient, "reach": element.reach, "act": acts[element.reach],
                "cite": [_cite(source, f"element {element.id}")],
            }  # fmt: skip


def _protections(interview: Interview, source: str) -> Iterator[Raw]:
    for element in interview.local.elements:
        if element.asks is Asks.PROTECTION and interview[f"{element.id}.do"] == "yes":
            yield {
                "id": element.id, "kind": "no_use_of_information", "against": "this_office",
                "holder": {"report.role": ["victim", "witness"]}, "cite": [_cite(source, f"element {element.id}")],
            }  # fmt: skip


def _positions(interview: Interview, source: str) -> Iterator[Raw]:
    for element in interview.local.elements:
        if element.asks is Asks.POSITION and (says := interview[f"{element.id}.says"]) != NONE:
            cite = [_cite(source, f"element {element.id}")]
            yield {"id": element.id, "stage": element.stages[0], "says": says, "cite": cite}


def _commitments(interview: Interview, office: str, source: str) -> Iterator[Raw]:
    told: Mapping[str, tuple[str, str]] = {
        "training": ("train", interview["training"]),
        "data": ("publish_data", interview["data"]),
        "review": ("review", interview["review"]),
    }
    for id, (to, says) in told.items():
        if says != NONE:
            when = {"by": says} if id == "review" else {"says": says}
            yield {"id": id, "party": office, "to": to, **when, "cite": [_cite(source, id)]}


def _cite(source: str, at: str) -> Raw:
    return {"source": source, "at": at}


__all__ = ["LENIENT", "THIRD", "Contradiction", "document"]
