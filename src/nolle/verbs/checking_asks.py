"""What a file leaves unclear → what to ask its office for. For charges and for tables of counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from nolle.analysis.asks import Ask
from nolle.analysis.quality import Charged, Quality
from nolle.analysis.tables import Numbers
from nolle.compiler import rows
from nolle.compiler.layout import Layout
from nolle.intake.counts import Taken
from nolle.records.counts import DIMENSIONS
from nolle.records.mapping import Mapping as MappingDocument

WANTED = ("code", "offense_on", "filed_on", "disposed_on", "level", "stage", "place")
"""Columns that most questions to a file of charges need."""

SHOWN = 5

_OWN_REASONS = (rows.EMPTY, rows.REPEATED, rows.SUPERSEDED, rows.LATER)


def of_charges(quality: Quality, layout: Layout, summary: Mapping[str, Any]) -> Iterator[Ask]:
    """What to ask for, of a file of charges; not yet in order."""
    n = summary["rows"]["charges"]
    settles = {item["need"]: item["alone"] for item in summary["settles"]}
    yield from _columns(layout, n, settles)
    mapping = layout.mapping
    if mapping.case.others != "complete":
        yield Ask("cases", "", n, n, sum(alone for need, alone in settles.items() if need.startswith("case")))
    if not mapping.history.complete:
        yield Ask("history", "", n, n, sum(alone for need, alone in settles.items() if need.startswith("history")))
    yield from _strings(quality.to_review, n)
    for missing in quality.missing:
        if missing.column == "charge_id":
            continue
        words = [(item["word"], item["n"]) for item in summary["unrecognised"].get(missing.column, [])]
        yield Ask("words", missing.column, missing.unread, n, examples=tuple(words[:SHOWN]))
        yield Ask("empty", missing.column, missing.n - missing.unread, n)
    yield Ask("dates", "", quality.impossible_rows, n)
    repeated = sum(item["n"] for item in summary["quarantine"] if item["reason"] == rows.REPEATED)
    yield Ask("repeated", "ids", repeated, summary["rows"]["in"])
    yield Ask("repeated", "alike", quality.alike or 0, n)
    for item in summary["quarantine"]:
        if item["reason"] not in _OWN_REASONS:
            yield Ask("aside", item["reason"], item["n"], summary["rows"]["in"])


def _columns(layout: Layout, n: int, settles: Mapping[str, int]) -> Iterator[Ask]:
    """Standard columns that neither the file nor a constant fills, and facts that would settle a charge by itself."""
    lacking = [column for column in WANTED if layout.column(column) is None]
    if layout.column("offense") or layout.column("description"):
        lacking = [column for column in lacking if column != "code"]
    for column in lacking:
        yield Ask("column", column, n, n, settles.get(column, 0))
    for need, alone in settles.items():
        fact = need in layout.dictionary.facts and need not in (*lacking, "offense", "conduct")
        if fact and layout.column(need) is None:
            yield Ask("column", need, alone, n, alone)


def _strings(to_review: Iterable[Charged], n: int) -> Iterator[Ask]:
    """Charge strings that need a person, by what would tell what they are."""
    groups: dict[str, list[Charged]] = defaultdict(list)
    for string in to_review:
        groups[" ".join(string.deciding) or string.how].append(string)
    for about, strings in groups.items():
        shown = [(" ".join(filter(None, (s.code or s.offense, s.description))) or "(empty)", s.n) for s in strings]
        yield Ask("strings", about, sum(s.n for s in strings), n, examples=tuple(shown[:SHOWN]))


def of_table(taken: Taken, numbers: Numbers, mapping: MappingDocument) -> Iterator[Ask]:
    """What to ask for, of a table of counts; not yet in order."""
    rows_in = taken.rows.n_in
    for one in numbers.series:
        if len(one.classes) > 1:
            every = next(s for s in numbers.series if s.measure == one.measure and not s.category)
            yield Ask("side", one.category, sum(one.counts), sum(every.counts))
    for column, words in taken.untranslated.items():
        yield Ask("words", column, sum(n for _, n in words), rows_in, examples=tuple(words[:SHOWN]))
    yield from _editions(taken, mapping)
    missed: dict[str, set[str]] = defaultdict(set)
    for lacking in numbers.lacking:
        missed[lacking.place].update(lacking.periods)
    for place, periods in missed.items():
        yield Ask("lacking", place, len(periods), rows_in, examples=tuple((period, 1) for period in sorted(periods)))
    yield Ask("repeated", "rows", taken.repeated, taken.rows.n_counts)
    for reason, n in taken.rows.aside:
        yield Ask("aside", reason, n, rows_in)
    for column in sorted(set(DIMENSIONS) & {"place"} - set(mapping.columns)):
        yield Ask("column", column, rows_in, rows_in)


def _editions(taken: Taken, mapping: MappingDocument) -> Iterator[Ask]:
    """Published numbers that the table does not have: in its own edition, and in others."""
    stated = mapping.vintage.id if mapping.vintage else ""
    others: dict[str, int] = defaultdict(int)
    for held in (held for held in taken.held if held.total.vintage and held.covered and not held.agrees):
        apart = abs((held.found or 0) - held.published)
        if held.total.vintage != stated:
            others[held.total.vintage] += apart
        elif held.found is not None:
            yield Ask("edition", " ".join((*held.total.words.values(), str(held.period))), apart, held.published)
    for vintage, apart in others.items():
        yield Ask("editions", vintage, apart, apart)


def of_breaks(series: Sequence[Mapping[str, Any]]) -> Iterator[Ask]:
    """Breaks of the told series that nothing known explains, by how far the number is from the usual one.

    `about` is the place of the series and of its break.
    """
    for number, one in enumerate(series):
        for place, found in enumerate(one["breaks"]):
            if not found["explained"]:
                periods = one["periods"].index(found["last"]) - one["periods"].index(found["first"]) + 1
                apart = round(abs(found["n"] - found["usual"] * periods))
                yield Ask("break", f"{number}:{place}", apart, sum(one["counts"]))
