"""Two rows of answers to the same charges → their counts, and how many charges a peer answers without support.

Where nolle's answer is determined a peer must give the same one, charge by charge; so must it on every charge if it
says that it knows of the unknown. Anything else stops the benchmark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bench.peers.common import OUTCOMES, UNDETERMINED


class Disagreement(Exception):
    """Counts that must be equal are not, or a comparison would show nothing."""


@dataclass(frozen=True)
class Beside:
    """A peer beside nolle: how often each gives each answer, and what the peer says where the record says nothing."""

    nolle: Mapping[str, int]
    peer: Mapping[str, int]
    unsupported: Mapping[str, int]


def counts(answers: bytes) -> dict[str, int]:
    """How often each outcome is given."""
    found = Counter(answers)
    return {outcome: found[place] for place, outcome in enumerate(OUTCOMES)}


def beside(policy: str, nolle: bytes, peer: str, answers: bytes, knows_unknown: bool) -> Beside:
    """The comparison. Raises Disagreement if the peer differs where it must not."""
    if len(nolle) != len(answers):
        raise Disagreement(f"{policy}: nolle answered {len(nolle):,} charges, {peer} {len(answers):,}.")
    differing = Counter((OUTCOMES[n], OUTCOMES[p]) for n, p in zip(nolle, answers, strict=True) if n != p)
    wrong = {pair: n for pair, n in differing.items() if knows_unknown or pair[0] != UNDETERMINED}
    if wrong:
        told = ", ".join(f"{n} where nolle says {ours} and {peer} {theirs}" for (ours, theirs), n in wrong.items())
        raise Disagreement(f"{policy}: nolle and {peer} must agree and do not: {told}.")
    unsupported = Counter({theirs: n for (_, theirs), n in differing.items()})
    return Beside(counts(nolle), counts(answers), dict(unsupported.most_common()))


def must_show_all(policy: str, nolle: bytes) -> None:
    """Raises Disagreement if some outcome never occurs: equal counts of nothing prove nothing."""
    missing = [outcome for outcome, n in counts(nolle).items() if not n]
    if missing:
        raise Disagreement(f"{policy}: no charge is {', '.join(missing)}; take more rows.")
