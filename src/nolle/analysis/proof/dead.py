"""Clauses that do nothing: those that can never fire, those always shadowed by others, those that change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nolle.analysis.proof.logic import no, possible, solver
from nolle.analysis.proof.text import Text
from nolle.analysis.proof.verdict import Voice, around
from nolle.analysis.proof.world import World
from nolle.law.charges import Catalogue, Kind
from nolle.law.facts import Dictionary
from nolle.law.places import Office
from nolle.law.policy import Exception_, Policy
from nolle.law.question import Asking


class Why(StrEnum):
    """Why a clause does nothing."""

    NEVER_APPLIES = "never_applies"
    SHADOWED = "shadowed"
    CHANGES_NOTHING = "changes_nothing"


@dataclass(frozen=True)
class Dead:
    """A clause by its path, why it does nothing, and the clauses that shadow it."""

    path: str
    why: Why
    by: tuple[str, ...] = ()


def never_fires(
    policy: Policy, catalogue: Catalogue, dictionary: Dictionary, kinds: Iterable[Kind], office: Office | None = None,
    idle: bool = True,
) -> tuple[Dead, ...]:  # fmt: skip
    """The rules and exceptions of a policy that do nothing, for any charge of these kinds and on any reading.

    `never_applies`: no charge meets its scope and conditions. `shadowed`: wherever it applies, clauses that override
    it, or its own exceptions, speak in its place. `changes_nothing` (asked only if `idle`): without it every decision
    is the same. Raises NolleError where z3 is not installed.
    """
    charged = sorted(kinds)
    asking = Asking(policy.id, (policy,), {} if office is None else {office.id: office}, True)
    world = World(around([asking], catalogue, dictionary), charged)
    voice = Voice(asking, world)
    told = solver(world.bounds(), world.choosable())
    found: dict[str, Dead] = {}
    for text in voice.texts:
        for path in text.applies:
            dead = _unheard(text, path, told)
            if dead:
                found[path] = dead
    if idle:
        found |= {path: dead for path, dead in _idle(asking, catalogue, dictionary, charged) if path not in found}
    return tuple(found[path] for path in sorted(found))


def _unheard(text: Text, path: str, told: Any) -> Dead | None:
    if possible(told, text.applies[path]) is None:
        return Dead(path, Why.NEVER_APPLIES)
    if possible(told, text.spoken(path)) is not None:
        return None
    return Dead(path, Why.SHADOWED, tuple(_shadows(text, path, told)))


def _shadows(text: Text, path: str, told: Any) -> list[str]:
    """As few clauses as can be of those that, together, always speak in a clause's place."""
    kept = dict(text.shadows(path))
    for one in sorted(kept, reverse=True):
        without = {other: where for other, where in kept.items() if other != one}
        if possible(told, text.applies[path], *(no(where) for where in without.values())) is None:
            kept = without
    return sorted(kept)


def _idle(
    asking: Asking, catalogue: Catalogue, dictionary: Dictionary, kinds: Sequence[Kind]
) -> Iterator[tuple[str, Dead]]:
    """The clauses without which every decision on every reading is the same."""
    [policy] = asking.policies
    known = around([asking], catalogue, dictionary)
    for path, left in _without(policy):
        world = World(known, kinds)
        whole = Voice(asking, world)
        part = Voice(Asking(policy.id, (left,), asking.offices, True), world)
        told = solver(world.bounds(), world.choosable())
        if possible(told, whole.differs(part)) is None:
            yield path, Dead(path, Why.CHANGES_NOTHING)


def _without(policy: Policy) -> Iterator[tuple[str, Policy]]:
    """The policy without each of its rules and exceptions in turn; exceptions of readings stay."""
    for at, rule in enumerate(policy.rules):
        others = (*policy.rules[:at], *policy.rules[at + 1 :])
        yield rule.id, policy.model_copy(update={"rules": others})
        for path, unless in _fewer(rule.id, rule.unless):
            changed = rule.model_copy(update={"unless": unless})
            yield path, policy.model_copy(update={"rules": (*policy.rules[:at], changed, *policy.rules[at + 1 :])})


def _fewer(path: str, unless: tuple[Exception_, ...]) -> Iterator[tuple[str, tuple[Exception_, ...]]]:
    for at, one in enumerate(unless):
        before, after = unless[:at], unless[at + 1 :]
        yield f"{path}/{one.id}", (*before, *after)
        for inner, fewer in _fewer(f"{path}/{one.id}", one.unless):
            yield inner, (*before, one.model_copy(update={"unless": fewer}), *after)
