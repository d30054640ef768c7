"""What can still be charged: in each situation, every offense of a place and day that fits, and what a policy says.

The situations are lists of conduct, never of people. An offense is asked about with nothing else special about
the charge; what could change the answer is told beside it. Nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from nolle.analysis.routes.asked import Asked
from nolle.analysis.routes.counted import counted, offense_tests
from nolle.analysis.routes.fitting import Fitting, fitting
from nolle.analysis.routes.told import (
    SPARED,
    Bucket,
    Charges,
    Clause,
    Gone,
    InForce,
    Reach,
    Route,
    Routes,
    Sale,
    Told,
    Way,
)  # fmt: skip
from nolle.dates import Span
from nolle.law import timeline
from nolle.law.charges import Catalogue, is_class
from nolle.law.evaluator import Evaluator
from nolle.law.offense import Offense
from nolle.law.places import Office, Place
from nolle.law.policy import Policy
from nolle.law.question import Asking
from nolle.law.situation import ConductElement, Does, Situation
from nolle.law.variables import Pattern
from nolle.terms import Confidence, Level

__all__ = [
    "SPARED", "Bucket", "Charges", "Clause", "Gone", "InForce", "Reach", "Route", "Routes", "Sale", "Told", "Way",
    "in_force", "offense_tests", "trace",
]  # fmt: skip

SELLING = "selling"
_SALE = ConductElement(id=SELLING, says="", conduct=(SELLING,), does=Does.SELLING, confidence=Confidence.UNVERIFIED)

Counts = Sequence[tuple[Pattern, int]]


def trace(
    evaluator: Evaluator, situations: Iterable[Situation], place: Place, offices: Sequence[Office], on: date,
    records: Counts | None = None,
) -> Routes:  # fmt: skip
    """What the first asking of the evaluator's question leaves open in each situation, at a place on a day.

    `offices` are the prosecutors of the place. `records` are patterns with their numbers of charges; the
    question must then have been built with `offense_tests`. Returns every situation given, in that order.
    """
    asking = evaluator.question.askings[0]
    asked = Asked(evaluator, place, Span(on, on), offices)
    ways = tuple(_way(asked, situation, records) for situation in situations)
    unmatched = None if records is None else sum(n for known, n in records if not known.offense_known)
    total = None if records is None else sum(n for _, n in records)
    policies = asking.policies
    return Routes(
        asking.id, policies, place, on, asking.as_if, in_force(asking, on), tuple(offices), ways, total, unmatched
    )


def in_force(asking: Asking, on: date) -> InForce:
    """Where the documents stand on the day, whether or not they are asked as if in force."""
    ruled = [policy for policy in asking.policies if policy.rules]
    if not ruled:
        return InForce.NO_RULES
    if all(policy.is_model for policy in ruled):
        return InForce.ALWAYS
    states = {_state(asking, policy, on) for policy in ruled}
    if len(states) == 1:
        return states.pop()
    return InForce.NOT_KNOWN if InForce.NOT_KNOWN in states else InForce.PART


def _state(asking: Asking, policy: Policy, on: date) -> InForce:
    status = timeline.status(policy, asking.office(policy), on, asking.known_on)
    ways = {way or frozenset() for option in status.options for way in option}
    if len(ways) > 1:
        return InForce.NOT_KNOWN
    rules = ways.pop()
    return InForce.YES if len(rules) == len(policy.rules) else InForce.PART if rules else InForce.NO


def _way(asked: Asked, situation: Situation, records: Counts | None) -> Way:
    catalogue, place = asked.catalogue, asked.place
    fitted = fitting(situation, catalogue, place.localities, asked.day)
    found = [_route(asked, situation, one, records) for one in fitted.present]
    order = {id: number for number, id in enumerate(catalogue.offenses)}
    found.sort(key=lambda route: (*_used(route.charges), -_severity(route.offense), order[route.offense.id]))
    gone = [_gone(asked, offense, _classes(fit.values()), records) for offense, fit in fitted.gone]
    beyond = fitted.beyond
    return Way(situation, tuple(found), tuple(gone), beyond, _sale(asked, situation, catalogue))


def _route(asked: Asked, situation: Situation, one: Fitting, records: Counts | None) -> Route:
    route = asked.route(situation, one)
    if records is None:
        return route
    return replace(route, charges=counted(asked.question, records, one.counted_as, one.conduct))


def _gone(asked: Asked, offense: Offense, conduct: Iterable[str], records: Counts | None) -> Gone:
    ended = offense.in_force.from_ is None or offense.in_force.from_.first <= asked.day.first
    charges = None if records is None else counted(asked.question, records, offense.id, conduct)
    return Gone(offense, ended, charges)


def _classes(fits: Iterable[tuple[ConductElement, tuple[str, ...]]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, names in fits for name in names))


def _used(charges: Charges | None) -> tuple[int, int]:
    """The most used first."""
    return (-charges.sure, -charges.at_most) if charges else (0, 0)


def _severity(offense: Offense) -> int:
    """The rank of the level; a level that varies, or was not read, comes after those that are known."""
    return Level(offense.level).rank if offense.level in tuple(Level) else -1


def _sale(asked: Asked, situation: Situation, catalogue: Catalogue) -> Sale:
    """Every offense of selling sex at the place, asked as in this situation."""
    selling = situation.model_copy(update={"elements": (_SALE,)})
    fitted = fitting(selling, catalogue, asked.place.localities, asked.day)
    kept = [one for one in fitted.present if all(is_class(name, SELLING) for name in one.conduct)]
    return Sale(tuple((one.offense, asked.route(selling, one).bucket) for one in kept))
