"""An opened aggregate file → the standard table of counts, and what became of each of its rows.

Runs the query of `sums.counts` in an engine and looks at what came of it: rows read and set aside, words that
nothing translates, and the file's own sums beside the numbers that were published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from nolle.compiler import count_sums as sums
from nolle.compiler.count_cells import laid_out
from nolle.compiler.counts import count, needed
from nolle.compiler.layout import Layout
from nolle.compiler.query import Query
from nolle.engine.base import Engine
from nolle.errors import EngineError, RecordsError, UnknownId
from nolle.intake.guard import admit, entering, refuse_at_sight
from nolle.records.counts import Break, Count, Fit, Held, Vintage, fit
from nolle.records.mapping import Mapping as MappingDocument
from nolle.records.privacy import Note, Signs

_QUARANTINED = (
    "select reason, count(*) from (select reason from quarantine union all select reason from unreadable)\n"
    "as aside group by 1 order by 2 desc, 1"
)


@dataclass(frozen=True)
class Rows:
    """What became of the rows of a file: `n_in` = `n_read` + all of `aside`, always. `n_counts` rows came of them."""

    n_in: int
    n_read: int
    aside: tuple[tuple[str, int], ...]
    n_counts: int

    @property
    def n_aside(self) -> int:
        return sum(n for _, n in self.aside)


@dataclass(frozen=True)
class Sum:
    """A sum over one year in which each thing is counted once."""

    series: str
    measure: str
    category: str | None
    conduct: str | None
    holds: str | None
    year: int
    n: int


@dataclass(frozen=True)
class Span:
    """The first and last day that a file counts for one measure and place."""

    measure: str
    place: str
    first: date
    last: date


@dataclass(frozen=True)
class Taken:
    """An aggregate file that was taken in; its table stands in the engine as `counts`.

    `unread` are columns that the mapping neither reads nor drops, `missing` categories that it describes and the
    file does not have, `untranslated` the office's words without a standard one. `repeated` rows say again what an
    earlier row says. `breaks` are the known reasons for a change of the numbers within the file's days.
    """

    rows: Rows
    spans: tuple[Span, ...]
    sums: tuple[Sum, ...]
    held: tuple[Held, ...]
    unread: tuple[str, ...]
    missing: tuple[str, ...]
    untranslated: Mapping[str, tuple[tuple[str, int], ...]]
    repeated: int
    breaks: tuple[Break, ...]
    query: Query

    @property
    def fit(self) -> Fit:
        """The vintages whose published numbers the file's own agree with, and those it contradicts."""
        return fit(self.held)


def take_in(
    engine: Engine, layout: Layout, signs: Signs, drop: Sequence[str] = (), set_aside: bool = False,
    notes: Sequence[Note] = (),
) -> Taken:  # fmt: skip
    """Take in the file that the engine has opened; `drop` names columns that are left unread besides the mapping's.

    `notes` is what the file carries beside its rows. Raises UnknownId for columns that are missing, RecordsError for
    personal data or a mapping that is not of counts.
    """
    mapping, laid = layout.mapping, laid_out(layout)
    wanted = needed(mapping)
    file = entering(mapping, layout.present, wanted, drop, notes)
    refuse_at_sight(file, signs)
    _complete(mapping, wanted, layout.present, drop)
    query = count(layout)
    admit(engine, file, signs, set_aside)
    engine.run(query)
    own = {row[0] for row in engine.fetch("select distinct category from counts")}
    spans = tuple(Span(*row) for row in engine.fetch(sums.SPANS))
    return Taken(
        rows=_rows(engine),
        spans=spans,
        sums=tuple(Sum(*row) for row in engine.fetch(sums.sums_sql())),
        held=tuple(_held(engine, mapping, laid.cumulative)),
        unread=tuple(column for column in layout.present if column not in (*wanted, *file.dropped)),
        missing=tuple(category for category in laid.categories if category not in own),
        untranslated=_untranslated(engine, layout),
        repeated=0 if laid.one_each else int(engine.fetch(sums.REPEATED)[0][0]),
        breaks=tuple(_within(laid.breaks, spans)),
        query=query,
    )  # fmt: skip


def table(engine: Engine) -> Iterator[Count]:
    """The table in the engine, row by row; rows that differ in nothing but their source row are one."""
    return (Count(*row) for row in engine.fetch(sums.table_sql()))


def edition(stated: Vintage | None, found: Fit) -> Vintage | None:
    """The vintage a file is of: what its mapping states, or the one other that its numbers agree with in its place."""
    if stated is None or stated.id not in found.contradicts or len(found.agrees) != 1:
        return stated
    return stated.model_copy(update={"id": found.agrees[0]})


def apart(files: Sequence[tuple[str, str, Sequence[Span]]]) -> None:
    """Refuse to put files into one table that count the same things twice.

    `files` are names with the series and the spans of each. Raises RecordsError naming the first two that overlap.
    """
    for (one, series, spans), (other, its, theirs) in combinations(files, 2):
        counted = {(span.measure, span.place): span for span in spans} if series == its else {}
        for b in theirs:
            a = counted.get((b.measure, b.place))
            if a is not None and a.first <= b.last and b.first <= a.last:
                raise RecordsError(
                    f'"{one}" and "{other}" are of one series ("{series}"), and both count {a.measure} between '
                    f"{max(a.first, b.first)} and {min(a.last, b.last)}. In one table these would count twice.\n"
                    "Read one of them, or read them one by one."
                )


def _within(breaks: Iterable[Break], spans: Sequence[Span]) -> Iterator[Break]:
    """The breaks that lie within the days of a file."""
    for one in breaks:
        if any(one.on.first <= span.last and span.first <= one.on.last for span in spans):
            yield one


# ---------------------------------------------------------------- before anything is read


def _complete(
    mapping: MappingDocument, wanted: Sequence[str], present: Mapping[str, str], drop: Sequence[str]
) -> None:  # fmt: skip
    """Every column that the mapping reads is there: without one of them totals could pass for parts."""
    left_out = [column for column in wanted if column in drop]
    if left_out:
        raise RecordsError(
            f'the mapping "{mapping.id}" reads "{left_out[0]}", so it cannot be dropped: the numbers would no longer '
            "say what they count. Write a mapping of your own that does without it."
        )
    missing = [column for column in wanted if column not in present]
    if missing:
        shown = ", ".join(f'"{column}"' for column in missing[:10])
        more = f" and {len(missing) - 10} more" if len(missing) > 10 else ""
        raise UnknownId(
            f'the mapping "{mapping.id}" needs columns that the file does not have: {shown}{more}.\n'
            f"The file has: {', '.join(list(present)[:50])}.\n"
            "If the office changed its categories, the file is of another vintage: write a mapping of its own."
        )


# ---------------------------------------------------------------- what came of it


def _rows(engine: Engine) -> Rows:
    aside = tuple((reason, int(n)) for reason, n in engine.fetch(_QUARANTINED))
    read, made = engine.fetch("select count(distinct source_row), count(*) from counts")[0]
    n_in = _number(engine, "source") + _number(engine, "unreadable")
    rows = Rows(n_in, int(read), aside, int(made))
    if rows.n_in != rows.n_read + rows.n_aside:
        raise EngineError(f"of {n_in:,} rows {rows.n_read:,} were read and {rows.n_aside:,} set aside: some are lost")
    return rows


def _held(engine: Engine, mapping: MappingDocument, cumulative: bool) -> Iterator[Held]:
    """The published numbers beside the file's own; of a period that it holds in part, no number can be compared."""
    for total in mapping.totals:
        for period, published in total.figures:
            found, first, last, inside = engine.fetch(sums.sum_sql(total, period))[0]
            last = inside if cumulative else last
            covered = first is not None and last is not None and first <= period.first and period.last <= last
            yield Held(total, period, published, None if found is None else int(found), covered)


def _untranslated(engine: Engine, layout: Layout) -> dict[str, tuple[tuple[str, int], ...]]:
    found = {
        column: tuple((word, int(n)) for word, n in engine.fetch(sql))
        for column, sql in sums.untranslated(layout).items()
    }
    return {column: words for column, words in found.items() if words}


def _number(engine: Engine, relation: str) -> int:
    return int(engine.fetch(f"select count(*) from {relation}")[0][0])
