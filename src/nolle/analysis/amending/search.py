"""The search: take the change that closes most, until none is open; then leave out what is not needed.

Every step is asked of the comparison again, which is handed in. What the other policy itself leaves unread or
contradictory no clause can meet: such gaps are told apart, and stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from nolle.analysis.amending.changes import Change, Gap, apply, candidates, silencing
from nolle.law.policy import Policy
from nolle.terms import Decision

Ask = Callable[[Policy], Sequence[Gap]]
"""The gaps of a policy to the target; and of the policy as it was to the one proposed (what would be given up)."""

MOST_STEPS, MOST_TRIED = 60, 40
Key = tuple[str, str, tuple[str, str], tuple[str, str]]


@dataclass(frozen=True)
class Step:
    """One change with the gaps it closes, as they were before any change was made."""

    change: Change
    closes: tuple[Gap, ...]


@dataclass(frozen=True)
class Amended:
    """The changes in their order, the policy after all of them, and what stays open.

    `gives_up` are the gaps of the new policy to the old one: where it protects less. `fewest` says that no
    smaller number of the changes considered closes as much; else it was only tried to leave out each.
    """

    before: Policy
    after: Policy
    steps: tuple[Step, ...]
    open: tuple[Gap, ...]
    gives_up: tuple[Gap, ...]
    fewest: bool


def amend(policy: Policy, target: Policy, gaps: Ask, lost: Ask, counted: Sequence[Gap] = ()) -> Amended:
    """The changes after which `policy` gives what `target` gives; `gaps` and `lost` ask the comparison.

    `counted` are the gaps of the policy as it is, with the charges of records counted, by which the changes
    are put in order.
    """
    search = _Search(policy, target, gaps, lost, counted or gaps(policy))
    chosen = search.pruned(search.greedy())
    fewer = search.fewer(chosen)
    final = fewer.found if fewer.found is not None else chosen
    after = apply(policy, final, target)
    return Amended(
        policy, after, tuple(search.ordered(final)), tuple(gaps(after)), tuple(search.lost(after)), fewer.sure
    )


@dataclass(frozen=True)
class _Fewer:
    found: list[Change] | None
    sure: bool


class _Search:
    def __init__(self, policy: Policy, target: Policy, gaps: Ask, lost: Ask, counted: Sequence[Gap] = ()) -> None:
        self.policy, self.target, self._lost = policy, target, lost
        self.counted = [gap for gap in counted if closable(gap)]
        self._gaps, self._kept = gaps, dict[tuple[Change, ...], list[Gap]]()
        self.seen: dict[Change, None] = {}

    def open(self, changes: Sequence[Change]) -> list[Gap]:
        """The gaps that can be closed at all and are open after some changes."""
        key = tuple(changes)
        if key not in self._kept:
            found = self._gaps(apply(self.policy, key, self.target))
            self._kept[key] = [gap for gap in found if closable(gap)]
        return self._kept[key]

    def lost(self, after: Policy) -> list[Gap]:
        """What a changed policy would give up of what can be told of the policy as it is."""
        return [gap for gap in self._lost(after) if closable(gap)]

    def greedy(self) -> list[Change]:
        """One change after the other, that which leaves least open; the last resort where none helps."""
        made: list[Change] = []
        for _ in range(MOST_STEPS):
            left = self.open(made)
            if not left:
                break
            now = apply(self.policy, made, self.target)
            offered = candidates(now, self.target, left)
            self.seen |= dict.fromkeys(offered)
            best = min(offered, key=lambda change: self._worth(made, change), default=None)
            if best is None or len(self.open([*made, best])) >= len(left):
                last = next((change for gap in left if (change := silencing(now, self.target, gap))), None)
                best = last or best
            if best is None:
                break
            self.seen[best] = None
            made.append(best)
        return made

    def _worth(self, made: list[Change], change: Change) -> tuple[int, int]:
        """How much is open after a change, and what it would give up: less of both is better."""
        changes = [*made, change]
        return len(self.open(changes)), len(self.lost(apply(self.policy, changes, self.target)))

    def pruned(self, changes: list[Change]) -> list[Change]:
        """The changes without those that nothing needs."""
        kept = list(changes)
        reach = len(self.open(kept))
        for change in reversed(changes):
            without = [one for one in kept if one is not change]
            if len(self.open(without)) <= reach:
                kept = without
        return kept

    def fewer(self, changes: list[Change]) -> _Fewer:
        """Fewer of all changes that were considered, if some close as much: tried by number, up to a bound."""
        every = sum(comb(len(self.seen), size) for size in range(1, len(changes)))
        if every > MOST_TRIED:
            return _Fewer(None, False)
        reach, given_up = len(self.open(changes)), len(self.lost(apply(self.policy, changes, self.target)))
        for size in range(1, len(changes)):
            for some in self._some(size):
                enough = len(self.open(some)) <= reach
                if enough and len(self.lost(apply(self.policy, some, self.target))) <= given_up:
                    return _Fewer(list(some), True)
        return _Fewer(None, True)

    def _some(self, size: int) -> Iterator[tuple[Change, ...]]:
        """Changes together that are not of one and the same clause."""
        return (some for some in combinations(self.seen, size) if len({c.path for c in some}) == size)

    def _left(self, changes: list[Change], first: dict[Key, Gap]) -> tuple[int, int]:
        """How many charges, and how many gaps, are still open after some changes."""
        left = self.open(changes)
        return sum((first[_key(g)].n_at_most or 0) for g in left if _key(g) in first), len(left)

    def ordered(self, changes: Sequence[Change]) -> Iterator[Step]:
        """The changes, each with the gaps that are closed once it is made: those that settle most charges first."""
        first = {_key(gap): gap for gap in self.counted}
        made: list[Change] = []
        rest = list(changes)
        while rest:
            best = min(rest, key=lambda change: self._left([*made, change], first))
            before = {_key(gap) for gap in self.open(made)}
            rest.remove(best)
            made.append(best)
            after = {_key(gap) for gap in self.open(made)}
            yield Step(best, tuple(gap for key, gap in first.items() if key in before - after))


def closable(gap: Gap) -> bool:
    """Whether a clause could close the gap: not where the other policy's own text is unread or contradictory."""
    return gap.right[0] != Decision.UNDETERMINED.value


def _key(gap: Gap) -> Key:
    return gap.conduct, gap.kind.value, gap.left, gap.right
