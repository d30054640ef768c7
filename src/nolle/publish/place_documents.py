"""The documents of an office on the page of its place: what each is, how it stands, its rules, what stands beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from nolle.analysis.standing import Clause, Document, RuleState, Standing, State
from nolle.law.policy import Policy, Reading, Rule
from nolle.law.timeline import known
from nolle.publish import history
from nolle.publish.cells import anchor
from nolle.publish.page import Reference, Sources, as_yaml, capital, on
from nolle.publish.wording import WORD, Wording
from nolle.terms import TextRead

READ = {
    TextRead.FULL: "The full text was read.",
    TextRead.PART: "Part of the text was read: silence means that nothing was found in that part.",
    TextRead.NONE: "The text was not read: what it says is known from reports.",
}
CONFIDENCE = {
    "seed": "from the project's first sources",
    "retrieved": "retrieved and read",
    "verified": "checked against the text",
    "partial": "checked in part",
    "unverified": "not verified: decides nothing by itself",
}


@dataclass(frozen=True)
class Statement:
    """A statement in words, with what kind of statement it is and its sources."""

    kind: str
    text: str
    refs: tuple[Reference, ...]


@dataclass(frozen=True)
class RuleView:
    """A rule: in English, as written, with its state on the day and its sources."""

    id: str
    anchor: str
    state: str
    ended: bool
    english: str
    asides: tuple[Statement, ...]
    refs: tuple[Reference, ...]
    written: Markup


@dataclass(frozen=True)
class DocumentView:
    """A document: what it is, how it stands, its rules, and what stands beside them."""

    id: str
    title: str
    kind: str
    said: str
    read: str
    confidence: str
    refs: tuple[Reference, ...]
    rules: tuple[RuleView, ...]
    beside: tuple[Statement, ...]


class Documents:
    """The documents of one standing in words; what they cite gets its number among the sources of the page."""

    def __init__(self, standing: Standing, words: Wording, sources: Sources) -> None:
        self.standing, self.words, self.sources = standing, words, sources

    def view(self, document: Document) -> DocumentView:
        """One document with its rules, those that were known."""
        policy = document.policy
        rules = tuple(
            self._rule(policy, rule, state)
            for rule, state in zip(policy.rules, document.rules, strict=True)
            if known(rule.recorded, self.standing.known_on)
        )
        return DocumentView(
            id=policy.id,
            title=policy.title,
            kind=policy.kind.value.replace("_", " "),
            said=history.said(document, self.standing),
            read=READ[policy.text_read],
            confidence=CONFIDENCE[policy.confidence.value],
            refs=self.sources.cite(policy.cite),
            rules=rules,
            beside=tuple(self._beside(policy)),
        )

    def _rule(self, policy: Policy, rule: Rule, state: RuleState) -> RuleView:
        written = rule.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"cite", "note"})
        return RuleView(
            id=rule.id,
            anchor=anchor(Clause(policy.id, rule.id)),
            state=_state(state),
            ended=state.state is State.ENDED,
            english=self.words.rule(rule),
            asides=tuple(self._asides(rule)),
            refs=self.sources.cite(rule.cite),
            written=Markup("") if state.state is State.ENDED else Markup(escape(as_yaml(written))),
        )

    def _asides(self, rule: Rule) -> Iterator[Statement]:
        for index, reading in enumerate(rule.readings, 1):
            kind = f"Reading {index}" + (", which decides here" if index == rule.preferred else "")
            yield Statement(kind, capital(_reading(reading, rule)), self.sources.cite(reading.cite))
        if rule.note:
            yield Statement("Note", capital(rule.note), ())

    def _beside(self, policy: Policy) -> Iterator[Statement]:
        for protection in policy.protections:
            text = " ".join([protection.kind.replace("_", " "), protection.note]).strip()
            yield Statement("Protection", text, self.sources.cite(protection.cite))
        for carve_out in policy.carve_outs:
            yield Statement("Carve-out", carve_out.text or carve_out.says, self.sources.cite(carve_out.cite))
        for position in policy.positions:
            yield Statement("Position", position.says, self.sources.cite(position.cite))
        for practice in policy.practice:
            what = self.words.scope(practice.covers)
            yield Statement("Practice, not policy", f"{what}: {practice.says}", self.sources.cite(practice.cite))
        for commitment in policy.commitments:
            text = commitment.says or commitment.to.replace("_", " ")
            yield Statement(f"Commitment ({commitment.status})", text, self.sources.cite(commitment.cite))
        for disclaimer in policy.disclaimers:
            yield Statement("Disclaimer", disclaimer.text or disclaimer.says, self.sources.cite(disclaimer.cite))
        for note in policy.notes:
            yield Statement("Note", note.text or note.says, self.sources.cite(note.cite))


def _reading(reading: Reading, rule: Rule) -> str:
    return "not in the text" if reading.absent else WORD[reading.then or rule.then]


def _state(state: RuleState) -> str:
    match state.state:
        case State.IN_FORCE:
            return ""
        case State.UNKNOWN:
            return "not known whether in force"
        case State.ENDED if state.ended is not None:
            return f"{state.ended.type.value} {on(state.ended.span)}"
        case _:
            return "not in force"
