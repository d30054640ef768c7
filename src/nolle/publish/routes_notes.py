"""Notes on what can still be charged: what could change an answer, and why one is not known.

Several offenses share a note; each has a letter, by which the tables name it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nolle.analysis.routes import Bucket, Route, Routes
from nolle.law.condition import ALWAYS
from nolle.law.offense import Offense
from nolle.law.policy import Policy, Rule
from nolle.publish.wording import WORD, Wording, clause_of
from nolle.terms import Decision


@dataclass(frozen=True)
class Note:
    """A sentence that several offenses share."""

    mark: str
    text: str
    offenses: tuple[Offense, ...]


def notes(told: Routes, words: Wording) -> tuple[Note, ...]:
    """Every note of every situation once, marked a, b, c in the order in which they are met."""
    found: dict[str, dict[str, Offense]] = {}
    for way in told.ways:
        for route in way.routes:
            for text in noted(route, told.policies, words):
                found.setdefault(text, {})[route.offense.id] = route.offense
    return tuple(Note(_letter(n), text, tuple(of.values())) for n, (text, of) in enumerate(found.items()))


def noted(route: Route, policies: Sequence[Policy], words: Wording) -> list[str]:
    """What could change the answer to one offense, and why it is not known where it is not."""
    if route.bucket in (Bucket.OTHER_OFFICE, Bucket.NO_POLICY):
        return []
    told = list(_unknown(route, words))
    if not route.always:
        told += _only(route, policies, words)
    told += _changing(route, policies, words)
    told += _read_otherwise(route, policies, words)
    return list(dict.fromkeys(told))


def _unknown(route: Route, words: Wording) -> Iterable[str]:
    if route.differs:
        each: dict[Decision, dict[str, None]] = {}
        for item in route.told:
            each.setdefault(item.answer.decision, {}).update(dict.fromkeys(map(words.conduct, item.conduct)))
        told = [f"{WORD[decision]} as {' or '.join(names)}" for decision, names in each.items()]
        yield f"It depends on what is charged: {'; '.join(told)}."
    for item in route.told:
        if item.answer.decision is Decision.UNDETERMINED:
            ways = " or ".join(WORD[decision] for decision in item.answer.candidates)
            needs = "".join(f" {words.need(need)}" for need in item.answer.needs)
            yield f"{ways[0].upper()}{ways[1:]}.{needs}{''.join(map(words.because, item.answer.because))}"


def _only(route: Route, policies: Sequence[Policy], words: Wording) -> Iterable[str]:
    """The conditions of the clauses that give the answer, which an ordinary charge meets."""
    if route.bucket is Bucket.UNDETERMINED:
        return
    for policy, path in route.by:
        clause = clause_of(policies, policy, path)
        if clause is not None and clause.when != ALWAYS:
            yield f"Only if {words.condition(clause.when)}."


def _changing(route: Route, policies: Sequence[Policy], words: Wording) -> Iterable[str]:
    for item in route.also:
        clause = clause_of(policies, *item)
        if clause is None:
            continue
        said = WORD[clause.then or Decision.NOT_COVERED]
        said = f"perhaps {said}" if item in route.arguable else said
        said = f"{said[0].upper()}{said[1:]}"
        if clause.when != ALWAYS:
            yield f"{said} if {words.condition(clause.when)}."
        elif any(by.path.startswith(f"{item.path}/") for by in route.by):
            yield f"{said} otherwise."
        elif isinstance(clause, Rule):
            yield f"{said} if it is {words.scope(clause.covers)}."


def _read_otherwise(route: Route, policies: Sequence[Policy], words: Wording) -> Iterable[str]:
    """Readings of a rule that do not decide, because another one is preferred."""
    for id, path in route.by:
        rule = next((policy.rule(path) for policy in policies if policy.id == id), None)
        if rule is None or rule.preferred is None:
            continue
        for number, reading in enumerate(rule.readings, 1):
            if number != rule.preferred:
                said = "absent" if reading.absent else WORD[reading.then or rule.then]
                sources = words.library.sources
                titles = [sources[c.source].title if c.source in sources else c.source for c in reading.cite]
                yield f"Read otherwise by another source, which does not decide: {said} ({', '.join(titles)})."


def _letter(number: int) -> str:
    """a, b, ... z, aa, ab, ..."""
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)
