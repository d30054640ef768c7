"""One change of one clause: an exception taken out, a decision changed, a reading settled, a rule added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from nolle.law.policy import Exception_, NamedList, Policy, Rule, clauses
from nolle.law.scope import Scope
from nolle.terms import Confidence, Decision, Kind


class Gap(Protocol):
    """What a comparison tells of a gap: which clause of each side speaks, and what it says."""

    @property
    def kind(self) -> Kind: ...
    @property
    def conduct(self) -> str: ...
    @property
    def left(self) -> tuple[str, str]: ...
    @property
    def right(self) -> tuple[str, str]: ...
    @property
    def n_at_most(self) -> int | None: ...


class How(StrEnum):
    """Kinds of change, the least first."""

    DROP = "drop"
    """An exception is taken out."""
    CHANGE = "change"
    """A clause says another decision."""
    SETTLE = "settle"
    """Of a rule that can be read in several ways one reading is written."""
    ADD = "add"
    """A rule is added."""


@dataclass(frozen=True)
class Change:
    """One change: the clause it is made at, and the rule after it (none where its exception is taken out)."""

    how: How
    path: str
    after: Rule

    @property
    def rule(self) -> str:
        """The id of the rule that changes or comes in."""
        return self.path.partition("/")[0]


def apply(policy: Policy, changes: Iterable[Change], target: Policy) -> Policy:
    """The policy after some changes; lists that an added rule names come with it."""
    for change in changes:
        known = {rule.id: rule for rule in policy.rules}
        after = _made(known.get(change.rule), change)
        rules = (
            tuple(after if rule.id == change.rule else rule for rule in policy.rules)
            if change.rule in known else (*policy.rules, after)
        )  # fmt: skip
        lists = _with_lists(policy, target) if change.how is How.ADD else policy.lists
        policy = policy.model_copy(update={"rules": rules, "lists": lists})
    return policy


def _with_lists(policy: Policy, target: Policy) -> dict[str, NamedList]:
    """The lists of both. Raises ValueError where one name means two lists."""
    for name in policy.lists.keys() & target.lists.keys():
        if policy.lists[name] != target.lists[name]:
            raise ValueError(f'both documents have a list "{name}", and they differ: rename one of them')
    return {**target.lists, **policy.lists}


def _made(now: Rule | None, change: Change) -> Rule:
    """The rule as it is now with this change: several changes of one rule add up."""
    if now is None or change.how in (How.ADD, How.SETTLE):
        return change.after
    if change.how is How.DROP:
        return _without(now, change.path)
    now = next(variant for variant in now.variants() if variant is not None) if len(now.variants()) == 1 else now
    says = next(clause for path, clause in clauses(change.after) if path == change.path)
    told = {key: getattr(says, key) for key in ("then", "provided", "programme", "strength")}
    return _with(now, change.path, told)


def candidates(policy: Policy, target: Policy, gaps: Sequence[Gap]) -> list[Change]:
    """Every single change that a gap suggests, the least first, each once."""
    found: dict[tuple[object, ...], Change] = {}
    for gap in gaps:
        for change in _suggested(policy, target, gap):
            found.setdefault((change.how, change.path, change.after.overrides, change.after.then), change)
    return sorted(found.values(), key=lambda change: (list(How).index(change.how), change.path))


def _suggested(policy: Policy, target: Policy, gap: Gap) -> Iterable[Change]:
    left, right = gap.left[1], gap.right[1]
    own = policy.rule(left) if left else None
    asked = target.rule(right) if right else None
    told = dict(clauses(asked)).get(right) if asked else None
    if own is not None and "/" in left and any(path == left for path, _ in clauses(own)):
        yield Change(How.DROP, left, own)
    if own is not None:
        settled = [variant for variant in own.variants() if variant is not None]
        if told is not None and len(own.variants()) == len(settled) == 1 and _plain(told):
            yield Change(How.CHANGE, left, _with(settled[0], left, _says(told)))
        if len(own.variants()) > 1:
            yield from (Change(How.SETTLE, own.id, variant) for variant in settled)
    if asked is not None:
        taken = _free(asked.id, policy)
        yield Change(How.ADD, taken, _copied(asked, taken, ()))
        if own is not None:
            yield Change(How.ADD, taken, _copied(asked, taken, (left, own.id) if "/" in left else (left,)))


def silencing(policy: Policy, target: Policy, gap: Gap) -> Change | None:
    """The rule that the other policy has, added over every rule there is: the last resort, which always closes."""
    asked = target.rule(gap.right[1]) if gap.right[1] else None
    if asked is None:
        return None
    taken = _free(asked.id, policy)
    return Change(How.ADD, taken, _copied(asked, taken, tuple(rule.id for rule in policy.rules if rule.id != taken)))


def _plain(clause: Rule | Exception_) -> bool:
    return clause.then is not None and clause.then is not Decision.UNKNOWN


def _says(clause: Rule | Exception_) -> dict[str, object]:
    return {key: getattr(clause, key) for key in ("then", "provided", "programme", "strength")}


def _copied(rule: Rule, id: str, overrides: tuple[str, ...]) -> Rule:
    """The other policy's rule under a free id, silencing these clauses; it is proposed, so no longer in doubt."""
    update = {"id": id, "overrides": overrides, "confidence": Confidence.RETRIEVED, "recorded": ""}
    return rule.model_copy(update=update | {"covers": _closed(rule.covers)})


def _closed(covers: Scope) -> Scope:
    """What a scope names, without what it leaves open: nobody proposes a doubt."""
    parts = tuple(replace(part, open=None, open_to_any=False) for part in covers.parts if part.tests or not part.bound)
    return Scope(parts) if parts else covers


def _free(id: str, policy: Policy) -> str:
    """The id that a rule taken over has here: its own, or the next that is free."""
    names = {rule.id for rule in policy.rules} | set(policy.lists)
    if id not in names:
        return id
    return next(f"{id}-{n}" for n in range(2, len(names) + 3) if f"{id}-{n}" not in names)


def _with(rule: Rule, path: str, told: dict[str, object]) -> Rule:
    """The rule with other keys at the clause at `path`."""
    if path == rule.id:
        return rule.model_copy(update=told)
    rest = path.partition("/")[2]
    return rule.model_copy(update={"unless": _changed(rule.unless, rest, told)})


def _changed(unless: tuple[Exception_, ...], path: str, told: dict[str, object]) -> tuple[Exception_, ...]:
    head, _, rest = path.partition("/")
    return tuple(
        one if one.id != head
        else one.model_copy(update={"unless": _changed(one.unless, rest, told)} if rest else told)
        for one in unless
    )  # fmt: skip


def _without(rule: Rule, path: str) -> Rule:
    """The rule without the exception at `path`."""
    return rule.model_copy(update={"unless": _left(rule.unless, path.partition("/")[2])})


def _left(unless: tuple[Exception_, ...], path: str) -> tuple[Exception_, ...]:
    head, _, rest = path.partition("/")
    if not rest:
        return tuple(one for one in unless if one.id != head)
    return tuple(
        one.model_copy(update={"unless": _left(one.unless, rest)}) if one.id == head else one for one in unless
    )
