"""Which gaps there are between two policies, by z3, and whether another method found the same.

A gap is there if some completion shows it however the text's choices fall. So each is first sought as a completion
with one way to choose, and then every other way is held against it; what speaks against it is learnt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from nolle.analysis.proof.logic import (
    Formula,
    Number,
    at_most,
    every,
    given,
    names_in,
    no,
    number,
    possible,
    replaced,
    solver,
    some,
    value,
)  # fmt: skip
from nolle.analysis.proof.verdict import BY_NAME, FIRM, SPOKEN, Verdict, Voice, around, code, verdict
from nolle.analysis.proof.world import World
from nolle.law.charges import Catalogue
from nolle.law.charges import Kind as Charged
from nolle.law.facts import Dictionary
from nolle.law.question import Asking
from nolle.terms import Decision, Kind


class Found(NamedTuple):
    """A gap that occurs: for charges of this class, A says `left` where B says `right`."""

    conduct: str
    kind: Kind
    left: Decision
    right: Decision


@dataclass(frozen=True)
class Opinion:
    """What z3 found beside what another method found: both, only the other, only z3."""

    conduct: tuple[str, ...]
    both: tuple[Found, ...]
    only_theirs: tuple[Found, ...]
    only_z3: tuple[Found, ...]

    @property
    def agrees(self) -> bool:
        return not self.only_theirs and not self.only_z3

    def lines(self) -> list[str]:
        """The opinion in words: one line if both methods agree, or one for each difference."""
        if self.agrees:
            n, classes = len(self.both), len(self.conduct)
            asked = f"{classes} class{'es' * (classes != 1)} of conduct x {len(BY_NAME)} kinds of gap"
            return [f"z3 agrees: {asked}, and the same {n} gap{'s' * (n != 1)} by class, kind and decisions."]
        told = [f"z3 does not agree: {len(self.only_theirs)} found without it, {len(self.only_z3)} found by it alone."]
        told += [f"  z3 finds no charge for this gap: {_said(found)}" for found in self.only_theirs]
        told += [f"  only z3 finds this gap: {_said(found)}" for found in self.only_z3]
        return [*told, "  One of the two methods is wrong: do not rely on this comparison, and please report it."]

    def json(self) -> dict[str, Any]:
        return {
            "agrees": self.agrees,
            "classes": list(self.conduct),
            "found_by_both": len(self.both),
            "only_without_z3": [found._asdict() for found in self.only_theirs],
            "only_by_z3": [found._asdict() for found in self.only_z3],
        }


def _said(found: Found) -> str:
    return f"{found.conduct}, {found.kind}: {found.left} where {found.right} is asked"


def second_opinion(
    askings: Sequence[Asking], catalogue: Catalogue, dictionary: Dictionary, kinds: Iterable[Charged],
    theirs: Iterable[tuple[str, Kind, str, str]],
) -> Opinion:  # fmt: skip
    """z3's view of a comparison of two askings over these kinds of charge, beside what another method found.

    `theirs` are the gaps found: top class of conduct, kind of gap, what A says, what B asks. Raises NolleError
    where z3 is not installed.
    """
    charged = sorted(kinds)
    found = occurring(askings, catalogue, dictionary, charged)
    told = {Found(conduct, kind, Decision(left), Decision(right)) for conduct, kind, left, right in theirs}
    return Opinion(
        tuple(sorted({kind.conduct.partition("/")[0] for kind in charged})),
        *(tuple(sorted(part)) for part in (found & told, told - found, found - told)),
    )


def occurring(
    askings: Sequence[Asking], catalogue: Catalogue, dictionary: Dictionary, kinds: Iterable[Charged]
) -> frozenset[Found]:
    """Every gap of the first asking to the second, each as if in force, over these kinds of charge."""
    by_top: dict[str, list[Charged]] = {}
    for kind in kinds:
        by_top.setdefault(kind.conduct.partition("/")[0], []).append(kind)
    known = around(askings, catalogue, dictionary)
    return frozenset(found for top, inside in by_top.items() for found in _gaps(askings, top, World(known, inside)))


def _gaps(askings: Sequence[Asking], top: str, world: World) -> Iterator[Found]:
    """The gaps for the charges of one top class, of which the world is."""
    told = verdict(*(Voice(asking, world) for asking in askings))
    here = every([world.bounds(), _powers(askings[0], world)])
    for undetermined in (False, True):
        for kind, left, right in _Gaps(world, told, here, undetermined):
            yield Found(top, kind, left, right)


def _powers(asking: Asking, world: World) -> Formula:
    """What the offices of an asking can decide at all; everything, if one of them can decide everything."""
    offices = [asking.office(policy) for policy in asking.policies]
    limits = [office.decides.named for office in offices if office is not None and office.decides]
    if not limits or len(limits) < len(offices):
        return True
    return some(world.is_one(limit) for limit in limits)


class _Gaps:
    """The gaps that occur, one after another: the firm ones, or those that choices of the text leave undetermined."""

    def __init__(self, world: World, one: Verdict, here: Formula, undetermined: bool) -> None:
        self.one, self.undetermined = one, undetermined
        used = names_in([one.kind, one.words])
        choices = {name: entry for name, entry in world.choices.items() if name in used}
        self.choices = [told for told, _ in choices.values()]
        self.facts = [told for name, told in used.items() if name not in choices]
        other = [(told, number(f"{told.decl().name()} otherwise", told.size())) for told in self.choices]
        may = every(at_most(told, given(size - 1, told.size())) for told, size in choices.values())
        self.solver = solver(here, may, replaced(may, other), self._wanted(one.put(other)))
        self.against = solver(may)

    def _wanted(self, other: Verdict) -> Formula:
        """The verdict is a gap; of those undetermined, another way to choose meets B or is unclear."""
        if not self.undetermined:
            return self.one.one_of(*FIRM)
        return every([no(self.one.one_of(Kind.MEETS)), other.one_of(Kind.MEETS, Kind.UNDETERMINED)])

    def _stands(self, other: Verdict, by_name: Number, by_weight: Number) -> Formula:
        """Beside another way to choose, the verdict is still the one that counts."""
        if self.undetermined:
            return at_most(by_name, other.by_name)
        return every([no(other.one_of(Kind.MEETS, Kind.UNDETERMINED)), at_most(by_weight, other.by_weight)])

    def __iter__(self) -> Iterator[tuple[Kind, Decision, Decision]]:
        kind = given(code(Kind.UNDETERMINED), 3) if self.undetermined else self.one.kind
        outcome = [kind, self.one.left, self.one.right]
        while (model := possible(self.solver)) is not None:
            way = self._way_against(model)
            if way is not None:
                self.solver.add(self._stands(self.one.put(way), self.one.by_name, self.one.by_weight))
                continue
            found, left, right = (value(model, told) for told in outcome)
            yield BY_NAME[found], SPOKEN[left], SPOKEN[right]
            self.solver.add(no(every(told == n for told, n in zip(outcome, (found, left, right), strict=True))))

    def _way_against(self, model: Any) -> list[tuple[Number, Number]] | None:
        """A way to choose, for the completion of a model, beside which its verdict is not the one that counts."""
        if not self.choices:
            return None
        fixed = [told == value(model, told) for told in self.facts]
        by_name, by_weight = (given(value(model, told), told.size()) for told in (self.one.by_name, self.one.by_weight))
        found = possible(self.against, *fixed, no(self._stands(self.one, by_name, by_weight)))
        return None if found is None else [(told, given(value(found, told), told.size())) for told in self.choices]
