"""The rows of policies and of what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from nolle.analysis.standing.documents import Document
from nolle.cite import Citation
from nolle.dates import edtf
from nolle.law.policy import Event, Exception_, Policy, Rule, clauses
from nolle.publish.clause_words import act_reading_words, clause_words, reading_words
from nolle.verbs.packages.rows_beside import act_ids
from nolle.verbs.packages.rows_others import results_of
from nolle.verbs.packages.view import View
from nolle.verbs.tracing import ids, issuer

Values = dict[str, Any]
_YES_NO = {"true": "yes", "false": "no"}


def policies(view: View) -> Iterator[Values]:
    """Each version of each instrument, and how it stands."""
    for policy in view.policies.values():
        document, cite = view.documents[policy.id], view.base(policy)
        finding = policy.finding if policy.finding and view.known(policy.finding.searched_on) else None
        yield {
            "id": policy.id, "office": policy.office, "place": view.library.place_of(policy), "title": policy.title,
            "kind": policy.kind, "strength": list(dict.fromkeys(rule.strength.value for rule in view.rules(policy))),
            "holder": view.holder(policy.office, policy.holder), "text_read": policy.text_read, "pages": policy.pages,
            "governs": policy.governs, "amends": policy.amends if policy.amends in view.policies else "",
            "supersedes": view.told(policy.supersedes), "state": document.state,
            "none_found": finding.none_found if finding else None,
            "searched_on": finding.searched_on if finding else "",
            "confidence": policy.confidence, "recorded": policy.recorded,
            "sources": view.cite("policies", policy.id, cite), **_days(view, document), **_told(view, policy),
        }  # fmt: skip


def _days(view: View, document: Document) -> Values:
    """Beginning, end, and since when nobody knows, each with its sources."""
    policy = document.policy
    told: Values = {}
    if document.since is not None:
        began = [event for event in policy.events if event.span == document.since and not event.rules]
        told |= {"since": edtf(document.since), "since_sources": _sources(view, policy, began)}
    if document.ended is not None and not document.ended.rules and not document.holds:
        ended = f"{document.ended.type.value} by {document.ended.by}"
        told |= {
            "until": edtf(document.ended.span), "until_sources": _sources(view, policy, [document.ended]),
            "ended_by": view.ended(policy.office, ended),
        }  # fmt: skip
    if document.unknown_since is not None:
        holder = issuer(policy, view.library)
        behind = ids(holder.cite) if holder else ()
        told |= {
            "unknown_since": document.unknown_since,
            "unknown_sources": view.name(behind or ids(view.base(policy))),
        }
    return told


def _sources(view: View, policy: Policy, events: Sequence[Event]) -> tuple[str, ...]:
    return view.name(ids(cite for event in events for cite in event.cite) or ids(view.base(policy)))


def _told(view: View, policy: Policy) -> Values:
    """The grounds in a word each, and how the office told of it."""
    grounds = [ground for ground in policy.grounds if view.known(ground.recorded)]
    told: Values = {}
    if grounds:
        cites = tuple(cite for ground in grounds for cite in ground.cite)
        told = {
            "grounds": list(dict.fromkeys(ground.ground or ground.id or "other" for ground in grounds)),
            "grounds_sources": view.cite("policies", policy.id, cites, view.base(policy), column="grounds_sources"),
        }
    how = policy.communication
    if how is not None:
        told |= {
            "told_how": how.how, "told_to": how.to, "told_note": how.note,
            "published": _YES_NO.get(how.published, how.published),
            "told_sources": view.cite("policies", policy.id, how.cite, view.base(policy), column="told_sources"),
        }  # fmt: skip
    return told


# -- clauses and readings


def all_clauses(view: View) -> Iterator[Values]:
    """Each rule, then its exceptions."""
    for policy in view.policies.values():
        for rule in view.rules(policy):
            stands = _stands(view, policy, rule)
            for path, clause in view.paths[policy.id].items():
                if path.partition("/")[0] == rule.id:
                    yield {**_clause(view, policy, rule, path, clause), **stands}


def _clause(view: View, policy: Policy, rule: Rule, path: str, clause: Rule | Exception_) -> Values:
    id, within = f"{policy.id}#{path}", path.rpartition("/")[0]
    own = {one for one, _ in clauses(rule.model_copy(update={"readings": ()}))}
    beside = [rule.id, within]
    over = [f"{wide}/{one}" if wide else one for one in clause.overrides for wide in ("", *beside)]
    return {
        "id": id, "policy": policy.id, "office": policy.office, "within": f"{policy.id}#{within}" if within else "",
        "english": clause_words(clause, view.words), "decision": clause.then or "", "strength": clause.strength,
        "provided": clause.provided, "programme": clause.programme,
        "overrides": tuple(dict.fromkeys(view.clauses(policy, over))), "one_reading": path not in own,
        "note": clause.note, "confidence": rule.confidence, "recorded": rule.recorded,
        "sources": view.cite("clauses", id, clause.cite, rule.cite, view.base(policy)),
    }  # fmt: skip


def _stands(view: View, policy: Policy, rule: Rule) -> Values:
    """How a rule stands on the day, as its exceptions do with it."""
    row = view.clause_rows.get((policy.id, rule.id))
    if row is None:
        return {}
    traced = view.tracer.clause(row)
    return {
        "conduct": row.conduct, "status": row.status, "since": row.since, "until": row.until,
        "ended_by": view.ended(policy.office, row.ended_by), "since_sources": view.name(traced.since_sources),
        "until_sources": view.name(traced.until_sources),
    }  # fmt: skip


def readings(view: View) -> Iterator[Values]:
    """The tellings of rules, of acts and of results."""
    for policy in view.policies.values():
        for rule in view.rules(policy):
            for number, one in enumerate(rule.readings, 1):
                subject = f"{policy.id}#{rule.id}"
                says, note = reading_words(one, view.words), one.note or rule.note
                told = {"clause": subject, "preferred": rule.preferred == number, "says": says, "note": note}
                yield _reading(view, subject, number, told, one.cite, rule.cite)
        for subject, act in zip(act_ids(policy), policy.acts, strict=True):
            for number, telling in enumerate(act.readings, 1):
                told = {"act": subject, "says": act_reading_words(telling), "note": telling.note}
                yield _reading(view, subject, number, told, telling.cite, act.cite)
    for subject, result in results_of(view):
        for number, other in enumerate(result.readings, 1):
            said = [other.value, f"of {other.of}" if other.of else "", other.says]
            told = {"result": subject, "says": ", ".join(filter(None, said)) or "otherwise"}
            yield _reading(view, subject, number, told, other.cite, result.cite)


def _reading(view: View, subject: str, number: int, told: Values, *cites: Sequence[Citation]) -> Values:
    id = f"{subject}:reading-{number}"
    return {"id": id, "number": number, **told, "sources": view.cite("readings", id, *cites)}
