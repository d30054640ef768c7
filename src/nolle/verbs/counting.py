"""counts: aggregate files → one standard table of counts, and what became of every row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nolle.compiler.count_sums import joined, kept, table_sql
from nolle.compiler.counts import series
from nolle.compiler.layout import Layout
from nolle.dates import edtf
from nolle.engine.duckdb import DuckDB
from nolle.engine.notes import carried
from nolle.errors import NolleError
from nolle.intake import counts as intake
from nolle.intake.counts import Taken
from nolle.law.library import Library
from nolle.publish.folder import whole_file
from nolle.records.counts import Count, Held, one_vintage
from nolle.records.mapping import Mapping as MappingDocument
from nolle.records.privacy import packaged
from nolle.verbs.documents import open_library
from nolle.verbs.opening import mapping_of

_WRITTEN = (".parquet", ".csv")


@dataclass(frozen=True)
class File:
    """One aggregate file: its name, the mapping it was read by, and what became of it."""

    name: str
    mapping: MappingDocument
    taken: Taken

    @property
    def standing(self) -> str:
        """Whether its numbers agree with the vintage that the mapping states: agrees, contradicts or not_checked."""
        stated = self.mapping.vintage
        if stated is not None and stated.id in self.taken.fit.contradicts:
            return "contradicts"
        return "agrees" if stated is not None and stated.id in self.taken.fit.agrees else "not_checked"

    def json(self) -> dict[str, Any]:
        taken, rows = self.taken, self.taken.rows
        return {
            "file": self.name,
            "mapping": _about(self.mapping),
            "rows": {
                "in": rows.n_in, "read": rows.n_read, "aside": rows.n_aside,
                "reasons": [{"reason": reason, "n": n} for reason, n in rows.aside],
            },
            "numbers": rows.n_counts,
            "days": [{"measure": m, "first": first, "last": last} for m, (first, last) in _days(taken).items()],
            "vintage": self._vintage(),
            "totals": [_total(held) for held in taken.held],
            "breaks": [{"on": edtf(one.on), "category": one.category, "what": one.what} for one in taken.breaks],
            "columns_not_read": list(taken.unread),
            "categories_not_in_the_file": list(taken.missing),
            "untranslated": {
                column: [{"word": word, "n": n} for word, n in words] for column, words in taken.untranslated.items()
            },
            "rows_that_repeat_another": taken.repeated,
        }  # fmt: skip

    def _vintage(self) -> dict[str, Any] | None:
        stated = self.mapping.vintage
        if stated is None:
            return None
        found = self.taken.fit
        return {
            "series": stated.series, "id": stated.id, "note": stated.note, "numbers": self.standing,
            "agrees_with": list(found.agrees), "contradicts": list(found.contradicts),
        }  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """The table of one or more aggregate files, and what became of each of them."""

    files: tuple[File, ...]
    rows: tuple[Count, ...]

    @property
    def sound(self) -> bool:
        """Whether no file contradicts the vintage that it is read as."""
        return all(file.standing != "contradicts" for file in self.files)

    def json(self) -> dict[str, Any]:
        """What became of the files, sums by year in which each thing is counted once, and the size of the table."""
        return {
            "files": [file.json() for file in self.files],
            "sums": [
                {
                    "series": s.series, "measure": s.measure, "category": s.category, "conduct": s.conduct,
                    "holds": s.holds.split("|") if s.holds else [], "year": s.year, "n": s.n,
                }
                for file in self.files for s in file.taken.sums
            ],
            "table": {"columns": list(Count._fields), "rows": len(self.rows)},
        }  # fmt: skip


def counts(
    records: Path | Sequence[Path], mapping: str | Sequence[str], workspace: Path | None = None,
    out: Path | None = None, drop: Sequence[str] = (), set_aside: bool = False,
) -> Counted:  # fmt: skip
    """Take in aggregate files, each by its mapping (or all by one); with `out`, the table is written as Parquet or CSV.

    Raises UnknownId, RecordsError (also for two vintages of one series, and for files that count the same things),
    EngineError.
    """
    files = [records] if isinstance(records, Path) else list(records)
    lib = open_library(workspace)
    mappings = _mappings(lib, [mapping] if isinstance(mapping, str) else list(mapping), len(files))
    if out is not None and out.suffix not in _WRITTEN:
        raise NolleError(f"{out}: a table is written as {' or '.join(_WRITTEN)}, by the ending of its name.")
    one_vintage((file.name, each.vintage) for file, each in zip(files, mappings, strict=True))
    with DuckDB() as engine:
        made = [_taken(engine, lib, *each, drop, set_aside) for each in enumerate(zip(files, mappings, strict=True))]
        _go_together(made)
        engine.run(joined(range(len(made))))
        rows = tuple(intake.table(engine))
        if out is not None:
            _write(engine, out)
    return Counted(tuple(made), rows)


def _mappings(lib: Library, ids: Sequence[str], wanted: int) -> list[MappingDocument]:
    if not wanted:
        raise NolleError("name one file of counts at least.")
    if len(ids) not in (1, wanted):
        raise NolleError(
            f"there are {wanted} files and {len(ids)} mappings: give one mapping for all, or one for each."
        )
    return [mapping_of(lib, id) for id in ([*ids] * wanted if len(ids) == 1 else ids)]


def _taken(
    engine: DuckDB, lib: Library, number: int, read: tuple[Path, MappingDocument], drop: Sequence[str], set_aside: bool
) -> File:
    """One file, whose table stays in the engine under its number."""
    path, mapping = read
    places = (*lib.places, *sorted({id.partition("/")[0] for id in lib.places}))
    layout = Layout(mapping, engine.open(path), lib.dictionary, places)
    taken = intake.take_in(engine, layout, packaged(), drop, set_aside, carried(path))
    engine.run(kept(number))
    return File(path.name, mapping, taken)


def _go_together(files: Sequence[File]) -> None:
    """Refuse two vintages of one series, by what the numbers say too, and files that count the same things."""
    one_vintage((file.name, intake.edition(file.mapping.vintage, file.taken.fit)) for file in files)
    intake.apart([(file.name, series(file.mapping), file.taken.spans) for file in files])


def _write(engine: DuckDB, out: Path) -> None:
    """The table, whole or not at all."""
    with whole_file(out) as made:
        engine.write(table_sql(), made)


def _about(mapping: MappingDocument) -> dict[str, Any]:
    return {
        "id": mapping.id, "title": mapping.title, "row": mapping.row,
        "dated": mapping.counts.dated if mapping.counts else "", "terms": mapping.terms,
        "leaves_out": list(mapping.leaves_out),
    }  # fmt: skip


def _days(taken: Taken) -> Mapping[str, tuple[str, str]]:
    """The first and last day of each measure, over all places."""
    found: dict[str, tuple[str, str]] = {}
    for span in taken.spans:
        first, last = span.first.isoformat(), span.last.isoformat()
        known = found.get(span.measure, (first, last))
        found[span.measure] = (min(known[0], first), max(known[1], last))
    return found


def _total(held: Held) -> dict[str, Any]:
    return {
        **held.total.words, "period": edtf(held.period), "published": held.published, "found": held.found,
        "covered": held.covered, "agrees": held.agrees, "vintage": held.total.vintage or None, "note": held.total.note,
        "sources": list(_sources(held.total.cite)),
    }  # fmt: skip


def _sources(cited: Iterable[Any]) -> Iterable[str]:
    return dict.fromkeys(citation.source for citation in cited)
