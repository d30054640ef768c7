"""The documents of an asking with an evaluator over the law of a place, and when what of them is in force.

Neither hangs on the day that is asked about, so that a whole history is asked of one evaluator.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

from nolle.analysis.standing.documents import Document, Stretch, document_of, stretches_of
from nolle.analysis.standing.said import Cell, Entry
from nolle.dates import parse
from nolle.law import timeline
from nolle.law.charges import Catalogue, Kind
from nolle.law.condition import When, walk
from nolle.law.evaluator import Evaluator
from nolle.law.library import Library, found
from nolle.law.policy import Policy, clauses
from nolle.law.question import Asking, Question
from nolle.law.variables import Pattern

_Law = tuple[frozenset[Kind], ...]
_InForce = tuple[timeline.Status, ...]


class Texts:
    """Documents and rules with what they were found to say: one evaluator answers on every day, as known on any.

    What is kept is kept by the law, by what of the documents is in force, and by what was asked.
    """

    def __init__(self, library: Library, catalogue: Catalogue, asking: Asking) -> None:
        self._library, self._catalogue = library, catalogue
        self._asking = asking if asking.as_if else replace(asking, standing={})
        self.ids = tuple(policy.id for policy in asking.policies)
        self._numbers: dict[_InForce, int] = {}
        self.patterns: dict[tuple[frozenset[Kind], str, str, str], Pattern] = {}
        self.entries: dict[tuple[_Law, _InForce, Hashable, str, str, bool], Entry] = {}
        self.cells: dict[tuple[frozenset[str], Hashable, tuple[str, ...]], tuple[Cell, ...]] = {}

    @cached_property
    def question(self) -> Question:
        return Question(self._catalogue, self._library.dictionary, [self._asking])

    @cached_property
    def evaluator(self) -> Evaluator:
        return Evaluator(self.question)

    def number(self, in_force: _InForce) -> int:
        """The number of the asking with this in force."""
        if self._asking.as_if:
            return 0
        if in_force not in self._numbers:
            self._numbers[in_force] = self.question.also(0, dict(zip(self.ids, in_force, strict=True)))
        return self._numbers[in_force]


class Voice:
    """Documents asked together, as known on a day."""

    def __init__(self, texts: Texts, asking: Asking) -> None:
        self.texts, self.asking = texts, asking
        self._histories: dict[str, tuple[Stretch, ...]] = {}

    def in_force(self, day: date) -> _InForce:
        """What may be in force of each document of the texts on a day; nothing for what is asked as if it were."""
        if self.asking.as_if:
            return ()
        known_on, own = self.asking.known_on, {policy.id: policy for policy in self.asking.policies if policy.rules}
        found = {id: timeline.status(policy, self.asking.office(policy), day, known_on) for id, policy in own.items()}
        return tuple(found.get(id, timeline.NOTHING) for id in self.texts.ids)

    def told_apart(self, day: date) -> Hashable:
        """All by which the documents tell a day from another, but for what is in force."""
        return day if self._dated else None

    @cached_property
    def _dated(self) -> bool:
        """Whether some rule looks at a date itself."""
        variants = (v for p in self.asking.policies for r in self.asking.rules(p) for v in r.variants() if v)
        conditions = (c for v in variants for c in (v.covers.named, v.covers.bound, *(k.when for _, k in clauses(v))))
        return any(isinstance(part, When) for condition in conditions if condition for part in walk(condition))

    def documents(self, day: date) -> list[Document]:
        """Every document as it stands on a day."""
        return [self._document(policy, day) for policy in self.asking.policies]

    def _document(self, policy: Policy, day: date) -> Document:
        office, known_on = self.asking.office(policy), self.asking.known_on
        if policy.id not in self._histories:
            self._histories[policy.id] = stretches_of(policy, office, known_on)
        return document_of(policy, office, day, known_on, self._histories[policy.id])


def public(library: Library, office: str, known_on: date | None) -> tuple[Policy, ...]:
    """The documents of an office that anybody may see, as far as they were known on `known_on`."""
    own = (p for p in library.office_policies(office) if not p.private and timeline.known(p.recorded, known_on))
    return tuple(timeline.as_known(policy, known_on) for policy in own)


def voice_of(library: Library, office_id: str, known_on: date | None, as_if: bool = False) -> Voice:
    """All documents of an office as known on a day (`as_if`: as if all of them were in force). Raises UnknownId."""
    return _voice(library, office_id, _last(recorded(library, office_id), known_on), as_if)


def _last(days: Sequence[date], known_on: date | None) -> date | None:
    """The last of some days up to `known_on`; None where none comes after it."""
    if known_on is None or not days or days[-1] <= known_on:
        return None
    return max((day for day in days if day <= known_on), default=date.min)


@lru_cache(maxsize=64)
def recorded(library: Library, office_id: str) -> tuple[date, ...]:
    """The days on which something of an office was recorded, in order: between two of them nothing is learned.

    Raises UnknownId.
    """
    office = found(library.offices, office_id, "office")
    own = [policy for policy in library.office_policies(office_id) if not policy.private]
    return tuple(sorted(timeline.recorded(own, office)))


@lru_cache(maxsize=64)
def _voice(library: Library, office_id: str, known_on: date | None, as_if: bool) -> Voice:
    own = library.office_policies(office_id)
    told = {rule.recorded for policy in own for rule in policy.rules} | {p.recorded for p in own if as_if}
    days = sorted(parse(day).first for day in told if day)
    texts = _texts(library, office_id, _last(days, known_on), as_if)
    return Voice(texts, Asking(office_id, public(library, office_id, known_on), library.offices, as_if, known_on))


@lru_cache(maxsize=64)
def _texts(library: Library, office_id: str, known_on: date | None, as_if: bool) -> Texts:
    """The texts of an office, with the rules known on a day: also those of documents that were not, unless `as_if`.

    What was not known is not in force, and says nothing; it need not be asked about anew when it becomes known.
    """
    place = found(library.offices, office_id, "office").place
    every = tuple(policy for policy in library.office_policies(office_id) if not policy.private)
    own = public(library, office_id, known_on) if as_if else every
    asking = Asking(office_id, own, library.offices, as_if, known_on)
    return Texts(library, library.catalogue(library.state_of([place])), asking)


@lru_cache(maxsize=64)
def model_voice(library: Library, state: str, model_id: str) -> Voice:
    """The model policy over the law of a state."""
    return alone(library, library.catalogue(state), Asking("model", (library.policy(model_id),), {}, True))


def alone(library: Library, catalogue: Catalogue, asking: Asking) -> Voice:
    """Documents that are asked once, and nothing of it kept."""
    return Voice(Texts(library, catalogue, asking), asking)
