"""What the documents asked say of an offense charged for one element of a situation.

The evaluator is asked twice: with nothing else special about the charge, and with everything else unknown.
The second answer shows the clauses that could change the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from nolle.analysis.routes.fitting import Fitting
from nolle.analysis.routes.told import Bucket, Clause, Route, Told
from nolle.dates import Span
from nolle.law.charges import ELEMENTS, Kind, is_class
from nolle.law.evaluator import Answer, Evaluator
from nolle.law.knowledge import Knowledge, pattern, read, satisfies
from nolle.law.places import Office, Place
from nolle.law.policy import Practice
from nolle.law.situation import ConductElement, Situation
from nolle.terms import Decision

UNASKED = Answer(Decision.SILENT, "", "", (Decision.SILENT,), (), (), ())
"""What an office says of which the library holds no document."""


class Asked:
    """One asking at a place on a day, for offense after offense."""

    def __init__(self, evaluator: Evaluator, place: Place, day: Span, offices: Sequence[Office]) -> None:
        self.evaluator, self.place, self.day, self.offices = evaluator, place, day, offices
        self.question = evaluator.question
        self.catalogue = self.question.catalogue
        asking = self.question.askings[0]
        self.policies = asking.policies
        self.own = tuple(filter(None, (asking.office(policy) for policy in asking.policies)))

    def route(self, situation: Situation, one: Fitting) -> Route:
        """The answers to one offense for every element that it fits, made one."""
        told = tuple(self._told(situation, one, element, conduct) for element, conduct in one.fit.values())
        found = {self._bucket(item.answer) for item in told}
        powers = [self._power(office, one) for office in self.own]
        if self.own and all(power is False for power in powers):
            found = {Bucket.OTHER_OFFICE}
        by = tuple(dict.fromkeys(clause for item in told for clause in clauses(item.answer)))
        also = tuple(dict.fromkeys(clause for item in told for clause in item.also if clause not in by))
        bucket = next(iter(found)) if len(found) == 1 else Bucket.UNDETERMINED
        deciding = ((office, self._power(office, one)) for office in self.offices)
        return Route(
            offense=one.offense,
            bucket=bucket,
            told=told,
            by=by,
            also=also,
            always=all(item.always for item in told),
            differs=len(found) > 1,
            offices=tuple((office, power is True) for office, power in deciding if power is not False),
            arguable=frozenset(clause for clause in also if self._arguable(clause, one)),
            practice=tuple(self._practice(one)) if bucket is Bucket.SILENT else (),
            perhaps=one.perhaps,
        )

    def _bucket(self, answer: Answer) -> Bucket:
        return Bucket(answer.decision.value) if self.policies else Bucket.NO_POLICY

    def _told(self, situation: Situation, one: Fitting, element: ConductElement, conduct: tuple[str, ...]) -> Told:
        plain = self._answer(situation, one, conduct, ordinary=True)
        wide = self._answer(situation, one, conduct, ordinary=False)
        known = clauses(plain)
        also = tuple(clause for clause in clauses(wide) if clause not in known)
        return Told(element, conduct, plain, also, wide.decision is plain.decision is not Decision.UNDETERMINED)

    def _answer(self, situation: Situation, one: Fitting, conduct: tuple[str, ...], ordinary: bool) -> Answer:
        if not self.policies:
            return UNASKED
        given = {**situation.given, "offense": one.offense.id, "conduct": list(conduct), "place": self.place.id}
        given |= {"offense_on": self.day.first.isoformat()} | ({"otherwise": "ordinary"} if ordinary else {})
        known = read(given, self.catalogue, self.question.dictionary)
        governed = dict.fromkeys((policy.governs for policy in self.policies), self.day)
        kinds = self._kinds(one, conduct)
        if ordinary:  # no force, abuse or minor where the law does not ask for it; a level not known stays so
            kinds = frozenset(kind for kind in kinds if not any(getattr(kind, name) for name in ELEMENTS)) or kinds
        known = replace(known, kinds=kinds, facts={**known.facts, **governed})
        return self.evaluator.answer(pattern(known, self.question))

    def _kinds(self, one: Fitting, conduct: Sequence[str]) -> frozenset[Kind]:
        every = self.catalogue.kinds(one.offense.id, on=self.day)
        return frozenset(kind for kind in every if any(is_class(kind.conduct, name) for name in conduct))

    def _power(self, office: Office, one: Fitting) -> bool | None:
        """Whether the office can decide it: at every level it may have, at none, or (None) at some."""
        if office.decides is None:
            return True
        return satisfies(Knowledge(self._kinds(one, one.conduct)), office.decides.named, self.catalogue)

    def _arguable(self, clause: Clause, one: Fitting) -> bool:
        """Whether it is open that the rule of a clause means this offense at all."""
        policy = next(policy for policy in self.policies if policy.id == clause.policy)
        rule = policy.rule(clause.path)
        if rule is None:
            return False
        named = self.question.resolve(rule.covers.named, policy, {})
        return satisfies(Knowledge(self._kinds(one, one.conduct)), named, self.catalogue) is not True

    def _practice(self, one: Fitting) -> Iterable[Practice]:
        """What was seen to be done with such charges, without an announcement."""
        known = Knowledge(self._kinds(one, one.conduct))
        for policy in self.policies:
            for seen in policy.practice:
                if satisfies(known, seen.covers.named, self.catalogue):
                    yield seen


def clauses(answer: Answer) -> tuple[Clause, ...]:
    """The rules and exceptions that an answer rests on."""
    return tuple(dict.fromkeys(Clause(said.policy, said.rule) for said in answer.rules if said.rule))
