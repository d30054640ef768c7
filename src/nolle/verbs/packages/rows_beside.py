"""The rows of what stands in a policy beside its clauses: events, relief, acts, protections, positions, remarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nolle.dates import edtf
from nolle.law.policy import Policy, Practice, Statement, Wait
from nolle.publish.clause_words import exceptions_words
from nolle.verbs.packages.view import View, numbered

Values = dict[str, Any]


def events(view: View) -> Iterator[Values]:
    """What happened to each document."""
    for policy in view.policies.values():
        for number, event in enumerate(policy.events, 1):
            if view.known(event.recorded):
                id = f"{policy.id}@{number}"
                yield {
                    "id": id, "policy": policy.id, "type": event.type, "on_day": edtf(event.span),
                    "clauses": view.clauses(policy, event.rules), "by": view.who(policy.office, event.by),
                    "note": event.note, "recorded": event.recorded or policy.recorded,
                    "sources": view.cite("events", id, event.cite, view.base(policy)),
                }  # fmt: skip


def relief(view: View) -> Iterator[Values]:
    """What is promised for past cases."""
    for policy in view.policies.values():
        for one in policy.relief:
            id = f"{policy.id}#{one.id}"
            yield {
                "id": id, "policy": policy.id, "clauses": view.clauses(policy, one.for_),
                "covers": view.scope(one.covers), "reach": one.reach, "act": one.act,
                "only_if": view.condition(one.when), "unless": exceptions_words(one.unless, view.words),
                "window": edtf(one.window) if one.window else "", "with_prejudice": one.with_prejudice,
                "waits": [_wait(wait) for wait in one.waits], "note": one.note, "confidence": one.confidence,
                "sources": view.cite("relief", id, one.cite, view.base(policy)),
            }  # fmt: skip


def _wait(wait: Wait) -> str:
    """`P3Y from disposed_on (self)`."""
    return f"{wait.for_} from {wait.from_} ({wait.of}{'' if wait.inclusive else ', that day not counted'})"


def act_ids(policy: Policy) -> list[str]:
    """The ids of the acts of a document, in their order."""
    return list(numbered(f"{policy.id}:{act.id or edtf(act.on)}" for act in policy.acts))


def acts(view: View) -> Iterator[Values]:
    """Relief that was done."""
    for policy in view.policies.values():
        there = {one.id for one in policy.relief}
        for id, act in zip(act_ids(policy), policy.acts, strict=True):
            counted = tuple(cite for one in act.counts for cite in one.cite)
            yield {
                "id": id, "policy": policy.id, "on_day": edtf(act.on), "act": act.act,
                "relief": [f"{policy.id}#{one}" for one in act.relief if one in there],
                "outcome": act.outcome, "span": edtf(act.span) if act.span else "",
                "counts": [f"{one.n} {one.of}" for one in act.counts], "total": act.total, "people": act.people,
                "court": act.court, "basis": act.basis, "note": act.note, "confidence": act.confidence,
                "sources": view.cite("acts", id, (*act.cite, *counted), view.base(policy)),
            }  # fmt: skip


def protections(view: View) -> Iterator[Values]:
    """What is promised of information, statements and status."""
    for policy in view.policies.values():
        for one in policy.protections:
            id = f"{policy.id}#{one.id}"
            yield {
                "id": id, "policy": policy.id, "kind": one.kind, "holder": view.condition(one.holder),
                "against": one.against, "concerning": one.concerning, "covers": view.scope(one.covers),
                "exempt": one.except_, "note": one.note, "confidence": one.confidence,
                "sources": view.cite("protections", id, one.cite, view.base(policy)),
            }  # fmt: skip


def positions(view: View) -> Iterator[Values]:
    """What is sought after charging."""
    for policy in view.policies.values():
        ids = numbered(f"{policy.id}:{one.id or one.stage}" for one in policy.positions)
        for id, one in zip(ids, policy.positions, strict=True):
            yield {
                "id": id, "policy": policy.id, "stage": one.stage, "says": one.says,
                "covers": view.scope(one.covers), "only_if": view.condition(one.when),
                "on_day": edtf(one.on) if one.on else "", "note": one.note, "confidence": one.confidence,
                "sources": view.cite("positions", id, one.cite, view.base(policy)),
            }  # fmt: skip


def commitments(view: View) -> Iterator[Values]:
    """What parties undertook."""
    for policy in view.policies.values():
        named = (one.id or f"commitment-{number}" for number, one in enumerate(policy.commitments, 1))
        ids = numbered(f"{policy.id}:{name}" for name in named)
        for id, one in zip(ids, policy.commitments, strict=True):
            yield {
                "id": id, "policy": policy.id, "party": one.party, "with_whom": one.with_, "to_do": one.to,
                "says": one.says, "by_day": edtf(one.by) if one.by else "", "status": one.status, "note": one.note,
                "confidence": one.confidence, "sources": view.cite("commitments", id, one.cite, view.base(policy)),
            }  # fmt: skip


def remarks(view: View) -> Iterator[Values]:
    """Grounds, carve-outs, disclaimers and notes; and what was seen to be done."""
    for policy in view.policies.values():
        kinds = {
            "ground": policy.grounds, "carve_out": policy.carve_outs, "disclaimer": policy.disclaimers,
            "note": policy.notes,
        }  # fmt: skip
        for kind, said in kinds.items():
            for number, one in enumerate(said, 1):
                if view.known(one.recorded):
                    told = {"ground": one.ground, "says": one.says or one.text, "recorded": one.recorded}
                    yield _remark(view, policy, kind, number, one, told)
        for number, seen in enumerate(policy.practice, 1):
            yield _remark(
                view, policy, "practice", number, seen, {"says": seen.says, "covers": view.scope(seen.covers)}
            )


def _remark(view: View, policy: Policy, kind: str, number: int, one: Statement | Practice, told: Values) -> Values:
    id = f"{policy.id}:{kind}-{number}"
    cited = view.cite("remarks", id, one.cite, view.base(policy))
    return {"id": id, "policy": policy.id, "kind": kind, "confidence": one.confidence, "sources": cited, **told}
