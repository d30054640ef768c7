"""The documents of an asking with an evaluator over the law of a place, and when what of them is in force.

Neither hangs on the day that is asked about, so that a whole history is asked of one evaluator.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

from nolle.analysis.standing.documents import Document
from nolle.analysis.standing.said import Cell, Entry
from nolle.analysis.standing.versions import Version, Versions
from nolle.dates import parse
from nolle.law import timeline
from nolle.law.charges import Catalogue
from nolle.law.condition import Condition, When, facts, walk
from nolle.law.evaluator import Evaluator
from nolle.law.library import Library, found
from nolle.law.policy import Policy, clauses
from nolle.law.question import Asking, Question
from nolle.law.variables import Days, Pattern
from nolle.terms import Instrument

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
        self.patterns: dict[Hashable, Pattern] = {}
        self.concerning: dict[Hashable, tuple[frozenset[str], ...]] = {}
        self.entries: dict[Hashable, Entry] = {}
        self.cells: dict[Hashable, Cell] = {}
        self.tables: dict[Hashable, tuple[Cell, ...]] = {}
        self._narrowed: dict[tuple[timeline.Status, frozenset[str]], timeline.Status] = {}

    @cached_property
    def question(self) -> Question:
        return Question(self._catalogue, self._library.dictionary, [self._asking])

    @cached_property
    def dated(self) -> bool:
        """Whether a rule asks for a date of the charge."""
        return any(isinstance(variable, Days) for variable in self.question.variables)

    @cached_property
    def evaluator(self) -> Evaluator:
        return Evaluator(self.question)

    def narrowed(self, status: timeline.Status, rules: frozenset[str]) -> timeline.Status:
        """What may be in force, as far as some rules are concerned."""
        found = self._narrowed.get((status, rules))
        if found is None:
            found = self._narrowed[status, rules] = status.of(rules)
        return found

    def number(self, in_force: _InForce) -> int:
        """The number of the asking with this in force."""
        if self._asking.as_if:
            return 0
        if in_force not in self._numbers:
            self._numbers[in_force] = self.question.also(0, dict(zip(self.ids, in_force, strict=True)))
        return self._numbers[in_force]


class Voice:
    """Documents asked together, as known on a day; `as_if`, as if all that was known of them were in force."""

    def __init__(self, texts: Texts, asking: Asking, versions: Sequence[Version], as_if: bool = False) -> None:
        self.texts, self.asking, self.as_if = texts, asking, as_if
        self._versions = versions

    def in_force(self, day: date) -> _InForce:
        """What may be in force of each document of the texts on a day; none where they are asked without a day."""
        if self.asking.as_if:
            return ()
        ruled = [version for version in self._versions if version.policy.rules]
        found = {version.policy.id: version.whole if self.as_if else version.status(day) for version in ruled}
        return tuple(found.get(id, timeline.NOTHING) for id in self.texts.ids)

    def told_apart(self, day: date) -> Hashable:
        """All by which the documents tell a day from another, but for what is in force."""
        return day if self._dated else None

    @cached_property
    def _dated(self) -> bool:
        """Whether some rule looks at a date itself."""
        asked = (condition for policy in self.asking.policies for condition in _conditions(policy))
        return any(isinstance(part, When) for condition in asked for part in walk(condition))

    @cached_property
    def governs(self) -> frozenset[str]:
        """The facts by whose day the documents say that they hold."""
        return frozenset(policy.governs for policy in self.asking.policies)

    @cached_property
    def ruleless(self) -> frozenset[Instrument]:
        """The kinds of document that hold no rule."""
        return frozenset(policy.kind for policy in self.asking.policies if not policy.rules)

    def documents(self, day: date) -> list[Document]:
        """Every document as it stands on a day."""
        return [version.document(day) for version in self._versions]


def public(library: Library, office: str, known_on: date | None) -> tuple[Policy, ...]:
    """The documents of an office that anybody may see, as far as they were known on `known_on`."""
    return tuple(version.policy for version in _versions(library, office).known(known_on))


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
    versions = _versions(library, office_id).known(known_on)
    policies = tuple(version.policy for version in versions)
    asking = Asking(office_id, policies, library.offices, known_on=known_on)
    return Voice(_texts(library, office_id, _last(_lists(library, office_id), known_on)), asking, versions, as_if)


@lru_cache(maxsize=64)
def _versions(library: Library, office_id: str) -> Versions:
    own = [policy for policy in library.office_policies(office_id) if not policy.private]
    return Versions(own, found(library.offices, office_id, "office"))


@lru_cache(maxsize=64)
def _lists(library: Library, office_id: str) -> tuple[date, ...]:
    """The days on which rules were recorded that may change what a list of charges is, where a condition asks it."""
    policies = library.office_policies(office_id)
    asking = [policy for policy in policies if any("listed" in facts(asked) for asked in _conditions(policy))]
    return tuple(sorted({parse(rule.recorded).first for policy in asking for rule in policy.rules if rule.recorded}))


@lru_cache(maxsize=64)
def _texts(library: Library, office_id: str, known_on: date | None) -> Texts:
    """The texts of an office, also those not known on a day, with the lists of charges that they declined by then.

    What was not known is not in force, and says nothing; it need not be asked about anew when it becomes known.
    """
    place = found(library.offices, office_id, "office").place
    every = tuple(policy for policy in library.office_policies(office_id) if not policy.private)
    asking = Asking(office_id, every, library.offices, known_on=known_on)
    return Texts(library, library.catalogue(library.state_of([place])), asking)


def _conditions(policy: Policy) -> Iterator[Condition]:
    """Every condition in the rules of a document, on every reading."""
    for variant in (variant for rule in policy.rules for variant in rule.variants() if variant):
        found = (variant.covers.named, variant.covers.bound, *(clause.when for _, clause in clauses(variant)))
        yield from (condition for condition in found if condition is not None)


@lru_cache(maxsize=64)
def model_voice(library: Library, state: str, model_id: str) -> Voice:
    """The model policy over the law of a state."""
    return alone(library, library.catalogue(state), Asking("model", (library.policy(model_id),), {}, True))


def alone(library: Library, catalogue: Catalogue, asking: Asking) -> Voice:
    """Documents that are asked once, and nothing of it kept."""
    versions = [Version(policy, asking.office(policy), asking.known_on) for policy in asking.policies]
    return Voice(Texts(library, catalogue, asking), asking, versions, asking.as_if)
