"""What a policy says in one completion, and how that stands to what another asks, as formulas.

The kinds of gap are those of the policy language, section 9 ("Comparing").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from nolle.analysis.proof.logic import (
    Formula,
    Number,
    alike,
    at_most,
    every,
    first,
    given,
    no,
    replaced,
    some,
    width,
    z3,
)
from nolle.analysis.proof.text import Clause, Text, tests_of, versions_of
from nolle.analysis.proof.world import Around, World
from nolle.law import timeline
from nolle.law.charges import Catalogue
from nolle.law.condition import OneOf
from nolle.law.facts import Dictionary
from nolle.law.policy import Rule, clauses
from nolle.law.question import Asking
from nolle.terms import ASKS_NOTHING, DECLINING, PROTECTION_ORDER, Decision, Kind

Word = tuple[str, str, Decision]
"""One answer: the document, the clause by its path, what it says."""

SPOKEN = sorted(Decision)
"""Decisions in the order of their names, in which ties between verdicts are settled."""

FIRM = (Kind.CONFLICTS, Kind.STRICTER, Kind.NARROWER, Kind.SILENT)
"""Kinds of gap that no choice of the text closes, the gravest first."""

BY_NAME = tuple(sorted(kind for kind in Kind if kind is not Kind.MEETS))
MEETS = 7


class Voice:
    """What some documents asked together say: which words are heard, and the one decision they make, if they do."""

    def __init__(self, asking: Asking, world: World) -> None:
        documents = [p for p in asking.policies if timeline.known(p.recorded, asking.known_on)]
        self.silence = Decision.NOT_IN_FORCE if asking.policies and not documents else Decision.SILENT
        self.texts = [Text(p, asking.rules(p), asking.office(p), world) for p in documents]
        self.ids = {policy.id for policy in documents}
        spoken: dict[tuple[Word, bool], Formula] = {
            ((text.policy.id, path, decision), lifted): said
            for text in self.texts
            for (path, decision, lifted), said in text.speaks.items()
        }
        heads = _without_each(spoken)
        self.binding = some(
            said for ((_, _, decision), lifted), said in spoken.items() if decision is Decision.DECLINE and not lifted
        )
        self.heard: dict[Word, Formula] = {}
        for (word, _), said in spoken.items():
            silent = no(heads[_head(word)]) if word[2] is Decision.NOT_COVERED else True
            self.heard[word] = some([self.heard.get(word, False), every([said, silent])])

    @cached_property
    def names(self) -> Formula:
        """Some rule of the documents names the charge."""
        return some(text.names for text in self.texts)

    @cached_property
    def says(self) -> Mapping[Decision, Formula]:
        """By decision, where some word says it; silence where no word is heard."""
        found = {
            decision: some(said for (_, _, what), said in self.heard.items() if what is decision) for decision in SPOKEN
        }
        return found | {self.silence: no(some(self.heard.values()))}

    @cached_property
    def alone(self) -> Mapping[Decision, Formula]:
        """By decision, where it is the only one said; undetermined where words contradict or nobody has read them."""
        found = {
            one: every([said, *(no(other) for what, other in self.says.items() if what is not one)])
            for one, said in self.says.items()
            if one not in (Decision.UNKNOWN, Decision.UNDETERMINED)
        }
        return found | {Decision.UNDETERMINED: no(some(found.values()))}

    def differs(self, other: Voice) -> Formula:
        """The decisions said are not those that the other says."""
        decisions = {*self.says, *other.says}
        return no(every(alike(self.says.get(d, False), other.says.get(d, False)) for d in decisions))

    @cached_property
    def decision(self) -> Number:
        """The one decision, by its place in `SPOKEN`."""
        return first([(self.alone[d], n) for n, d in enumerate(SPOKEN) if d in self.alone], 0, width(len(SPOKEN)))

    @cached_property
    def rule(self) -> Number:
        """The place of the first clause heard, by its path; 0 where there is none."""
        paths = sorted({path for _, path, _ in self.heard})
        ways = [
            (some(said for (_, path, _), said in self.heard.items() if path == one), n)
            for n, one in enumerate(paths, start=1)
        ]
        return first(ways, 0, width(len(paths) + 1))

    @cached_property
    def protection(self) -> Number:
        """The place in the order of protection; a decline that a supervisor may lift stands just below a firm one."""
        presumed = every([self.alone[Decision.DECLINE], no(self.binding)])
        places = [(self.alone[d], 2 * n) for n, d in enumerate(PROTECTION_ORDER)]
        return first([(presumed, 1), *places], MEETS, 4)


@dataclass(frozen=True)
class Verdict:
    """How A stands to what B asks, in one completion and one way to choose, as numbers.

    `kind` is a place in `BY_NAME`, or `MEETS`; `left` and `right` are what they say, as places in `SPOKEN`; `words` are
    these with the first clauses that say so.
    """

    kind: Number
    left: Number
    right: Number
    words: Number

    def one_of(self, *kinds: Kind) -> Formula:
        """The verdict is one of these."""
        return some(self.kind == given(code(kind), 3) for kind in kinds)

    @property
    def by_name(self) -> Number:
        """For order: kinds by their names, of one kind by their words; `meets` comes after all."""
        last = z3().Concat(given(MEETS, 3), z3().BitVecVal(-1, self.words.size()))
        return z3().If(self.one_of(Kind.MEETS), last, z3().Concat(self.kind, self.words))

    @property
    def by_weight(self) -> Number:
        """For order: the firm kinds, the gravest first, of one kind by their words; all others come after."""
        weight = first([(self.one_of(kind), n) for n, kind in enumerate(FIRM)], MEETS, 3)
        return z3().Concat(weight, self.words)

    def put(self, pairs: Sequence[tuple[Number, Number]]) -> Verdict:
        """The verdict with choices replaced by others."""
        return Verdict(*(replaced(told, pairs) for told in (self.kind, self.left, self.right, self.words)))


def code(kind: Kind) -> int:
    """The number of a kind of gap."""
    return MEETS if kind is Kind.MEETS else BY_NAME.index(kind)


def verdict(left: Voice, right: Voice) -> Verdict:
    """How what `left` says stands to what `right` says."""
    same = _same_words(left, right)
    nothing = some([same, *(right.alone[d] for d in ASKS_NOTHING if d in right.alone)])
    torn, unread = left.alone[Decision.UNDETERMINED], left.says[Decision.UNKNOWN]
    unclear = some([torn, right.alone[Decision.UNDETERMINED]])
    contradicts = every([torn, no(unread)])
    lifted = left.alone[Decision.NOT_COVERED]
    silent = left.alone[left.silence]
    enough = at_most(left.protection, right.protection)
    against = every([left.alone[Decision.WILL_PROSECUTE], some(right.alone[d] for d in DECLINING)])
    ladder = [
        (nothing, Kind.MEETS), (every([unclear, contradicts]), Kind.CONFLICTS), (unclear, Kind.UNDETERMINED),
        (lifted, Kind.NARROWER), (every([silent, left.names]), Kind.NARROWER), (silent, Kind.SILENT),
        (enough, Kind.MEETS), (against, Kind.CONFLICTS), (True, Kind.STRICTER),
    ]  # fmt: skip
    words = z3().Concat(left.decision, left.rule, right.decision, right.rule)
    return Verdict(first([(step, code(kind)) for step, kind in ladder], MEETS, 3), left.decision, right.decision, words)


def _same_words(left: Voice, right: Voice) -> Formula:
    """Both say the same by the same clauses of the same documents."""
    if not left.ids & right.ids:
        return False
    words = {**left.heard, **right.heard}
    return every(alike(left.heard.get(word, False), right.heard.get(word, False)) for word in words)


def _head(word: Word) -> tuple[str, str]:
    return word[0], word[1].partition("/")[0]


def _without_each(spoken: Mapping[tuple[Word, bool], Formula]) -> dict[tuple[str, str], Formula]:
    """For each rule, where another rule says anything but `not_covered`."""
    voiced: dict[tuple[str, str], list[Formula]] = {_head(word): [] for word, _ in spoken}
    for (word, _), said in spoken.items():
        if word[2] is not Decision.NOT_COVERED:
            voiced[_head(word)].append(said)
    heads = [(head, some(said)) for head, said in voiced.items()]
    before, after = [False], [False]
    for (_, one), (_, last) in zip(heads, reversed(heads), strict=True):
        before.append(some([before[-1], one]))
        after.append(some([after[-1], last]))
    return {head: some([before[n], after[len(heads) - 1 - n]]) for n, (head, _) in enumerate(heads)}


def around(askings: Iterable[Asking], catalogue: Catalogue, dictionary: Dictionary) -> Around:
    """What is around every charge, once it knows what the documents ask and which ids they name."""
    found = Around(catalogue, dictionary)
    for asking in askings:
        for policy in asking.policies:
            for clause in _counting(asking.rules(policy)):
                for test in tests_of(policy, clause.when):
                    found.asked[test] = None
                    if isinstance(test, OneOf):
                        found.named.setdefault(test.fact, set()).update(test.values)
    return found


def _counting(rules: Iterable[Rule]) -> Iterator[Clause]:
    """The clauses that speak on some reading: what only an absent or discarded one asks about, nobody asks."""
    versions = (version for rule in rules for version in versions_of(rule) if version)
    return (clause for version in versions for _, clause in clauses(version))
