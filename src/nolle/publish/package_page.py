"""The page that lies in a data package for people: what is in it, what it does not say, how to cite it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple


class Listed(NamedTuple):
    """A table or a file as the page lists it."""

    file: str
    title: str
    says: str
    rows: int | None = None


_CELLS = (
    "Every row names its sources by id in `sources`. Where cells of one row rest on other sources than the row, they "
    "have a column of their own, such as `since_sources`; `nolle:sources` in the schema says for each column where its "
    "sources stand. `citations` says where in the source, and `sources` what each one is. A source without an address "
    "says in `kind` what it is."
)
_KEPT_APART = (
    "`status` keeps apart: no policy found by a search, not addressed, nothing found in what was read, not checked, "
    "not known since a change of office-holder."
)
_LIMITS = (
    "It is a record of what was found, and no census. An empty cell says that nothing is known, and never `no`.",
    _KEPT_APART,
    "A practice, a promise and an agreement with the police are no policy of the office; `kind` says which it is.",
    "What is `unverified` decides nothing by itself.",
    "It informs. It is not legal advice.",
)
_DATES = (
    "Dates are as good as their sources (EDTF): `2021`, `2021-03`, `2021-03-26`, `../2021-03-08` for by that day. "
    "Tables of answers, histories, changes and lifetimes, and the state of policies and clauses, speak of the as-of "
    "day; the other tables hold all that was known, later events too."
)


def readme(about: Mapping[str, str], tables: Sequence[Listed], files: Sequence[Listed]) -> str:
    """The page as Markdown."""
    return "\n".join(_lines(about, tables, files)) + "\n"


def _lines(about: Mapping[str, str], tables: Sequence[Listed], files: Sequence[Listed]) -> Iterator[str]:
    yield f"# {about['title']}"
    yield from ("", f"{about['says']}.", "")
    yield from (f"- {name.replace('_', ' ')}: {says}" for name, says in about.items() if name not in ("title", "says"))
    yield from ("", "## What it does not say", "")
    yield from (f"- {limit}" for limit in _LIMITS)
    yield from ("", "## Tables", "", "| table | rows | what it holds |", "|---|---|---|")
    yield from (f"| `{one.file}` | {one.rows or 0:,} | {one.title}. {one.says} |" for one in tables)
    yield from ("", "## Files", "", "| file | what it is |", "|---|---|")
    yield from (f"| `{one.file}` | {one.says} |" for one in files)
    yield from ("", "## Sources and dates", "", _CELLS, "", _DATES, "")
    yield "`datapackage.json` holds the schema (Frictionless Data Package): types, keys, hashes."
    yield from ("", "## How to cite", "", f"> {about['citation']}")
