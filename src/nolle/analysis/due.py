"""What has to be looked at again: offices after an election or a change of hands, and sources that have grown old."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from nolle.cite import Source
from nolle.dates import parse, shift
from nolle.law.elections import UNKNOWN
from nolle.law.library import Library
from nolle.law.places import Office
from nolle.law.policy import Policy
from nolle.law.recheck import Recheck, Trigger
from nolle.law.timeline import known, status


@dataclass(frozen=True)
class Due:
    """An office or a source to look at again: since when, by when, and under which rule of the house.

    `because` names what happened; `policies` are the documents that hang on it.
    """

    what: str
    id: str
    title: str
    place: str
    rule: str
    why: str
    because: str
    since: str
    by: str
    overdue: bool
    policies: tuple[str, ...]
    url: str = ""

    def json(self) -> dict[str, Any]:
        return asdict(self)


def due(library: Library, as_of: date) -> tuple[Due, ...]:
    """What is due on a day, the longest overdue first.

    An office is due after an election or a change of holder, until something about it is recorded that late, and as
    long as the result of an election is not known. A source is due once its time has passed since it was retrieved,
    if a document that may be in force rests on it.
    """
    rules = list(library.rechecks.values())
    found = [*_offices(library, rules, as_of), *_sources(library, rules, as_of)]
    return tuple(sorted(found, key=lambda one: (one.by, one.what, one.id)))


# -- offices


def _offices(library: Library, rules: Iterable[Recheck], as_of: date) -> Iterator[Due]:
    about_offices = [rule for rule in rules if rule.after is not Trigger.SOURCE]
    for office in library.offices.values():
        policies = [policy for policy in library.office_policies(office.id) if not policy.private]
        last = _last_word(office, policies)
        for rule in about_offices:
            turns = [
                (day, what)
                for day, what, settled in _turns(office, rule.after)
                if day <= as_of and (day > last or not settled)
            ]
            if turns:
                day, what = max(turns)
                yield _due(
                    "office", office.id, office.name, office.place, rule, what, day, _after(day, rule), as_of,
                    tuple(policy.id for policy in policies),
                )  # fmt: skip


def _turns(office: Office, after: Trigger) -> Iterator[tuple[date, str, bool]]:
    """The days by which the office had changed hands, or an election was held; and whether its outcome is known."""
    if after is Trigger.CHANGE_OF_HOLDER:
        for holder in office.holders:
            if holder.from_ is not None:
                yield holder.from_.last, f"{holder.name} took office", True
    if after is Trigger.ELECTION:
        for election in office.elections:
            if election.on is not None:
                known_ = election.held != UNKNOWN
                yield (
                    election.on.last,
                    f"an election was held{'' if known_ else ', and its result is not known'}",
                    known_,
                )


def _last_word(office: Office, policies: Iterable[Policy]) -> date:
    """The last day on which anything about the office was recorded or searched for."""
    told = [holder.recorded for holder in office.holders]
    for policy in policies:
        told += [policy.recorded, *(event.recorded for event in policy.events), *(r.recorded for r in policy.rules)]
        told += [policy.finding.searched_on] if policy.finding else []
    told += [office.finding.searched_on] if office.finding else []
    return max((parse(day).first for day in told if day), default=date.min)


# -- sources


def _sources(library: Library, rules: Iterable[Recheck], as_of: date) -> Iterator[Due]:
    old = dict(_old(library, [rule for rule in rules if rule.after is Trigger.SOURCE], as_of))
    for id, policies in _resting(library, as_of, old).items():
        source, rule, by = library.sources[id], *old[id]
        because = f"last retrieved on {source.retrieved}"
        place = library.place_of(library.policies[policies[0]])
        yield _due("source", id, source.title, place, rule, because, by, by, as_of, tuple(policies), source.url)


def _old(library: Library, rules: Sequence[Recheck], as_of: date) -> Iterator[tuple[str, tuple[Recheck, date]]]:
    """The sources whose time has passed, each with its rule and the day on which it did."""
    for id, source in library.sources.items():
        rule = _rule_of(source, rules) if source.url and source.retrieved else None
        by = _after(parse(source.retrieved).last, rule) if rule else as_of
        if rule is not None and by <= as_of:
            yield id, (rule, by)


def _resting(library: Library, as_of: date, old: Container[str]) -> dict[str, list[str]]:
    """Of some sources, those of documents that are or may be in force, each with these documents."""
    found: dict[str, list[str]] = {}
    for policy in library.policies.values():
        if policy.private or policy.is_model or not known(policy.recorded, as_of):
            continue
        cited = [id for id in dict.fromkeys(_cited(policy)) if id in old]
        if cited and _may_be_in_force(library, policy, as_of):
            for id in cited:
                found.setdefault(id, []).append(policy.id)
    return found


def _may_be_in_force(library: Library, policy: Policy, as_of: date) -> bool:
    ways = status(policy, library.offices.get(policy.office), as_of).options
    return any(active for option in ways for active in option)


def _cited(policy: Policy) -> Iterator[str]:
    cites = [policy.cite, *(event.cite for event in policy.events), *(rule.cite for rule in policy.rules)]
    yield from (cite.source for told in cites for cite in told)


def _rule_of(source: Source, rules: Iterable[Recheck]) -> Recheck | None:
    named = [rule for rule in rules if source.kind in rule.kinds]
    return next(iter(named or [rule for rule in rules if not rule.kinds]), None)


def _after(day: date, rule: Recheck) -> date:
    """The day by which a rule wants a new look."""
    return shift(day, rule.period.months) + timedelta(days=rule.period.days)


def _due(
    what: str, id: str, title: str, place: str, rule: Recheck, because: str, since: date, by: date, as_of: date,
    policies: tuple[str, ...], url: str = "",
) -> Due:  # fmt: skip
    overdue = by < as_of
    return Due(
        what, id, title, place, rule.id, rule.why, because, since.isoformat(), by.isoformat(), overdue, policies, url
    )
