"""The first page: what each office says of each kind of charge on the day, counted, and what the site is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from nolle.analysis.standing import COLUMNS, Row, Standing, Value
from nolle.analysis.standing.said import OUTLINED
from nolle.publish.cells import NOUNS, TITLES, VALUES, slug
from nolle.publish.marks import STANDING, svg
from nolle.publish.page import day, plural
from nolle.publish.report import Marked
from nolle.publish.site.frame import Frame, Sheet, Site, SitePage, made
from nolle.publish.site.seen import Answer, Seen, answer

ANSWERS = {
    "place": "the place's id",
    "office": "the office's id",
    "conduct": "the kind of charge",
    "value": "the answer as the table shows it",
    "decision": "what the office decides, in the policy language; empty where nothing could decide",
    "status": "how it stands with the answer",
    "outline": "what it is, where it is no policy of the office: a practice, an agreement with the police",
    "n": "how many offenses of the kind are answered so",
    "of": "how many offenses of the kind there are",
    "conditional": "whether it hangs on more than the charge",
    "since": "when it began (EDTF)",
    "until": "when a document on it ended (EDTF)",
    "unknown_since": "the first day on which nobody knows",
    "searched_on": "the day on which a search found nothing",
    "by": "under whom it was issued",
    "policy": "the documents behind it",
    "clauses": "the clauses behind it, as document#clause",
    "sources": "the ids of its sources",
}


@dataclass(frozen=True)
class OfficeRow:
    """One office of the table."""

    anchor: str
    href: str
    place: str
    name: str
    answers: tuple[Answer, ...]


def page(site: Site, seen: Seen) -> SitePage:
    """The first page."""
    frame = Frame("index", site)
    offices = seen.deciding()
    rows = [row for one in offices for row in seen.tables[one.office.id].rows]
    values = {
        "columns": [(column, TITLES[column]) for column in COLUMNS],
        "states": list(_states(frame, seen, offices)),
        "others": [(frame.to(f"offices/{one.office.id}"), one.office.name) for one in seen.others()],
        "counts": list(_counts(rows)),
        "total": len(offices),
    }
    answers = Sheet("answers", "answers", ANSWERS, [answer_values(*one) for one in _cells(offices, seen)])
    counts = Sheet("counts", "counts", {"value": "the answer"} | NOUNS, list(_count_rows(rows)))
    title = "Who declines to prosecute sex work"
    return made(site, "index", "site_index.html", title, headline(site, rows, len(offices)), values, [answers, counts])


def headline(site: Site, rows: list[Row], offices: int) -> str:
    """How many offices had a policy to decline selling, and how many did so without one."""
    selling = [row for row in rows if row.conduct == "selling" and row.value is Value.DECLINES]
    soft = [row for row in selling if row.kind and all(kind in OUTLINED for kind in row.kind)]
    known = f", as known on {day(site.known_on)}" if site.known_on else ""
    had = f"{plural(len(selling) - len(soft), 'office')} of {offices} that were looked at had a policy to decline"
    without = f", and {len(soft)} did so without one" if soft else ""
    return f"On {day(site.as_of)}{known}, {had} {NOUNS['selling']}{without}."


def _states(frame: Frame, seen: Seen, offices: list[Standing]) -> Iterator[tuple[str, str, list[OfficeRow]]]:
    for state, found in groupby(offices, key=lambda one: one.place.id.partition("/")[0]):
        yield seen.state_name(state), frame.to(f"states/{state}"), [_office(frame, seen, one) for one in found]


def _office(frame: Frame, seen: Seen, one: Standing) -> OfficeRow:
    answers = zip(one.today, seen.tables[one.office.id].rows, strict=True)
    return OfficeRow(
        slug(one.office.id), frame.to(f"places/{one.place.id}") or frame.to(f"offices/{one.office.id}"),
        one.place.name, one.office.name, tuple(answer(cell, row) for cell, row in answers),
    )  # fmt: skip


def _counts(rows: list[Row]) -> Iterator[tuple[Marked, list[int]]]:
    for value, numbers in _counted(rows):
        yield Marked(svg(STANDING[value]), VALUES[value]), numbers


def _counted(rows: list[Row]) -> Iterator[tuple[Value, list[int]]]:
    counted = Counter((row.conduct, row.value) for row in rows)
    for value in Value:
        numbers = [counted[conduct, value] for conduct in COLUMNS]
        if any(numbers):
            yield value, numbers


def _count_rows(rows: list[Row]) -> Iterator[dict[str, str | int]]:
    for value, numbers in _counted(rows):
        yield {"value": VALUES[value], **dict(zip(COLUMNS, numbers, strict=True))}


def _cells(offices: list[Standing], seen: Seen) -> Iterator[tuple[Row, str]]:
    for one in offices:
        for cell, row in zip(one.today, seen.tables[one.office.id].rows, strict=True):
            yield row, cell.outline


def answer_values(row: Row, outline: str) -> dict[str, str | int | tuple[str, ...]]:
    """One answer as data."""
    return {
        "place": row.place, "office": row.office, "conduct": row.conduct, "value": VALUES[row.value],
        "decision": row.decision, "status": row.status.value, "outline": outline, "n": row.n, "of": row.of,
        "conditional": "yes" if row.conditional else "no", "since": row.since, "until": row.until,
        "unknown_since": row.unknown_since, "searched_on": row.searched_on, "by": row.by, "policy": row.policy,
        "clauses": row.clauses, "sources": row.sources,
    }  # fmt: skip
