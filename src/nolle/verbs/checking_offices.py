"""Do two documents of one office, both surely in force on some day, say different things to one charge?

Adds to `nolle check`: a contradiction that neither document owns up to, with both places and the smallest charge, and
an entry of `disagrees_with` that nothing answers to any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nolle.analysis import conflicts
from nolle.dates import LAST_DAY
from nolle.law import timeline
from nolle.law.evaluator import Evaluator
from nolle.law.library import Library
from nolle.law.places import Office
from nolle.law.policy import Policy, clauses
from nolle.law.question import Asking, Question
from nolle.library.lines import line_of
from nolle.library.load import Loaded
from nolle.library.shelf import among, cut
from nolle.publish.wording import WORD, Wording
from nolle.terms import Decision


@dataclass(frozen=True)
class Together:
    """Documents of one office surely in force at one time, each with the rules that are, and the first such day."""

    first: date
    policies: tuple[Policy, ...]


def offices(frozen: Library, loaded: Loaded) -> None:
    """Report every contradiction between documents of one office that is not known, and what is known in vain."""
    words = Wording(frozen)
    met: set[frozenset[str]] = set()
    for office in frozen.offices.values():
        told: set[tuple[str, ...]] = set()
        for together in _together(frozen, office):
            for conflict, charge in _contradictions(frozen, together, words):
                one, two = conflict.policies
                met.add(frozenset(conflict.policies))
                key = (one, two, *conflict.clauses)
                if key not in told and not _known(frozen, one, two):
                    told.add(key)
                    _report(loaded, together, conflict, charge)
    for policy in frozen.policies.values():
        _in_vain(policy, frozen, loaded, met)


def _together(frozen: Library, office: Office) -> Iterator[Together]:
    """What is surely in force at one time, for each combination of several documents once, in order of days."""
    ruled = [p for p in frozen.office_policies(office.id) if p.rules and not p.is_model]
    if len(ruled) < 2:
        return
    turns = {day for policy in ruled for day in timeline.turning_points(policy, office)}
    seen: set[tuple[tuple[str, frozenset[str]], ...]] = set()
    for day in sorted(turns - {LAST_DAY}):  # an open end is no day
        certain = [(policy, _certain(policy, office, day)) for policy in ruled]
        held = [(policy, rules) for policy, rules in certain if rules]
        key = tuple((policy.id, rules) for policy, rules in held)
        if len(held) > 1 and key not in seen:
            seen.add(key)
            together = Together(day, tuple(_only(policy, rules) for policy, rules in held))
            if len(_said(together)) > 1:
                yield together


def _certain(policy: Policy, office: Office, day: date) -> frozenset[str]:
    """The rules in force whichever way imprecise dates and an unsettled status fall."""
    ways = [way or frozenset() for option in timeline.status(policy, office, day).options for way in option]
    return frozenset.intersection(*ways)


def _only(policy: Policy, rules: frozenset[str]) -> Policy:
    return policy.model_copy(update={"rules": tuple(rule for rule in policy.rules if rule.id in rules)})


def _said(together: Together) -> set[Decision]:
    """Every decision that some clause gives: where there is one alone, nothing can contradict it."""
    variants = [v for policy in together.policies for rule in policy.rules for v in rule.variants() if v is not None]
    return {clause.then for variant in variants for _, clause in clauses(variant) if clause.then is not None}


def _contradictions(frozen: Library, together: Together, words: Wording) -> Iterator[tuple[conflicts.Conflict, str]]:
    """The contradictions between two documents, with the smallest charge; those within one are told of it alone."""
    first = together.policies[0]
    asking = Asking(first.office, together.policies, frozen.offices, True)
    catalogue = frozen.catalogue(frozen.state_of([frozen.place_of(first)]))
    question = Question(catalogue, frozen.dictionary, [asking])
    for conflict in conflicts.conflicts(Evaluator(question), catalogue.anything):
        if not conflict.overlap and len({*conflict.policies}) > 1:
            yield conflict, words.witness(conflict.witness, question.variables)


def _known(frozen: Library, one: str, two: str) -> bool:
    """Whether one of two documents says that it disagrees with the other."""
    pairs = ((one, two), (two, one))
    return any(beside.policy == b for a, b in pairs for beside in frozen.policies[a].disagrees_with)


def _report(loaded: Loaded, together: Together, conflict: conflicts.Conflict, charge: str) -> None:
    (one, two), (clause, other) = conflict.policies, conflict.clauses
    there = line_of(loaded, one, "rules", clause)
    says = [WORD[said] for said in conflict.says]
    what = (
        f'"{other}" says “{says[1]}” and "{clause}" of {one} ({there.file}:{there.line}) says “{says[0]}”, '
        f"and both are in force on {together.first}. Smallest charge: {charge}."
    )
    todo = (
        "If one took the other's place, give the older one an event `superseded` with the day. If both stand, say so: "
        f"disagrees_with: [{{policy: {one}, why: ...}}]"
    )
    rules = [rule.id for rule in loaded.documents["policy"][two].rules]
    head = other.partition("/")[0]
    place = ("rules", rules.index(head)) if head in rules else ("rules",)
    loaded.fault("policy", two, place, what, todo, warning=True)


def _in_vain(policy: Policy, frozen: Library, loaded: Loaded, met: set[frozenset[str]]) -> None:
    """Entries of `disagrees_with` that name no document of the office, give no reason, or fit no contradiction."""
    for index, beside in enumerate(policy.disagrees_with):
        at = ("disagrees_with", index)
        other = frozen.policies.get(beside.policy)
        if other is None or other.office != policy.office or other.id == policy.id:
            beside_it = [p.id for p in frozen.office_policies(policy.office) if p.id != policy.id]
            what = f'"{cut(beside.policy)}" is no other document of {policy.office or "its office"}'
            loaded.fault("policy", policy.id, (*at, "policy"), what, among("The others are", beside_it))
        elif not beside.why.strip():
            what = f"it disagrees with {other.id}, and does not say why both stand"
            loaded.fault("policy", policy.id, (*at, "why"), what, "Add why: in a sentence.")
        elif frozenset((policy.id, other.id)) not in met:
            what = f"it says that it disagrees with {other.id}, and on no day do the two contradict each other"
            loaded.fault("policy", policy.id, at, what, "Take the entry out.", warning=True)
