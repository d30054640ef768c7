"""All clauses of all documents in one table, each leading to its place on the page of its document."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby

from nolle.analysis.standing import ClauseRow, Status
from nolle.analysis.standing.said import OUTLINED
from nolle.dates import parse
from nolle.law.policy import Rule
from nolle.law.timeline import known
from nolle.publish.cells import TITLES
from nolle.publish.marks import MARKS, svg
from nolle.publish.page import listed, plural, when
from nolle.publish.report import Marked
from nolle.publish.site.frame import Frame, Sheet, Site, SitePage, Value, made
from nolle.publish.site.seen import Seen, since
from nolle.publish.wording import WORD, Wording
from nolle.terms import Decision, Instrument

COLUMNS = {
    "policy": "the document's id",
    "kind": "its instrument",
    "clause": "the clause's id in the document",
    "conduct": "the kinds of charge it speaks of",
    "decision": "what it says, in the policy language",
    "says": "the same in English",
    "strength": "mandatory, or a presumption that a supervisor may lift",
    "status": "how it stands on the day",
    "since": "when it began (EDTF)",
    "until": "when it ended (EDTF)",
    "by": "under whom it was issued",
    "confidence": "how far it was checked",
    "sources": "the ids of its sources",
}
STATUS = {
    "in_force": "in force", "unknown": "not known", "ended": "ended", "not_yet": "not yet in force",
    "promise": "a promise", "no_rules": "no rule",
}  # fmt: skip


def clause_values(row: ClauseRow, rule: Rule, words: Wording) -> dict[str, Value]:
    """One clause as data."""
    return {
        "policy": row.policy, "kind": row.kind, "clause": row.clause, "conduct": row.conduct,
        "decision": row.decision, "says": words.rule(rule), "strength": row.strength, "status": row.status.value,
        "since": row.since, "until": row.until, "by": row.by, "confidence": row.confidence, "sources": row.sources,
    }  # fmt: skip


LISTED = {name: says for name, says in COLUMNS.items() if name != "says"}
"""The columns of the page of all clauses, which leaves the words to the pages of the documents."""


def page(site: Site, seen: Seen) -> SitePage:
    """The page of all clauses."""
    frame, words = Frame("clauses", site), Wording(seen.library)
    every_row = [row for one in seen.standings.values() for row in seen.tables[one.office.id].clauses]
    told_then = (row for row in every_row if _known(site, seen, row))
    rows = sorted(told_then, key=lambda row: (row.place, row.policy))
    groups = [
        (
            seen.policies[id].title,
            frame.to(f"policies/{id}"),
            _place(seen, found[0]),
            [_told(frame, row) for row in found],
        )
        for id, found in ((id, list(group)) for id, group in groupby(rows, key=lambda row: row.policy))
    ]
    counted = Counter(row.status.value for row in rows)
    told = ", ".join(f"{STATUS.get(word, word)} {n}" for word, n in sorted(counted.items(), key=lambda one: -one[1]))
    says = f"{plural(len(rows), 'clause')} of {plural(len(groups), 'document')}: {told}."
    every = [
        clause_values(row, rule, words)
        for row in rows
        if (rule := seen.policies[row.policy].rule(row.clause)) is not None
    ]
    return made(
        site, "clauses", "site_clauses.html", "Clauses", says, {"groups": groups},
        [Sheet("clauses", "clauses", LISTED, every)],
    )  # fmt: skip


def _known(site: Site, seen: Seen, row: ClauseRow) -> bool:
    policy = seen.policies.get(row.policy)
    rule = policy.rule(row.clause) if policy else None
    return rule is not None and known(rule.recorded, site.known_on)


def _place(seen: Seen, row: ClauseRow) -> str:
    """Where, and under whom."""
    place = seen.library.places.get(row.place)
    where = place.name if place else row.place
    return f"{where}; {row.by}" if row.by else where


def _told(frame: Frame, row: ClauseRow) -> tuple[str, str, Marked, str, str, str]:
    """Link, id, what it says, the kinds of charge, how it stands, how sure it is."""
    mark = MARKS[Decision(row.decision)]
    mark = mark if row.status is Status.IN_FORCE else replace(mark, role="grey")
    status = STATUS.get(row.status.value, row.status.value)
    if row.until:
        status += f"{'' if row.status is Status.ENDED else ', ended'} {when(parse(row.until))}"
    elif row.since and row.status is Status.IN_FORCE:
        status += f" {since(parse(row.since))}"
    shown = Marked(svg(mark, outline=Instrument(row.kind) in OUTLINED), WORD[Decision(row.decision)])
    speaks_of = listed(TITLES[column] for column in row.conduct)
    return frame.clause(row.policy, row.clause), row.clause, shown, speaks_of, status, row.confidence
