"""The data of a page: everything its tables show, with the days, the sources and how to cite it."""

from __future__ import annotations

import re
from typing import Any

from nolle.law.library import Library
from nolle.publish.site.frame import Sheet, Site, SitePage, Value, source_anchor

_LINK = re.compile(r'sources(?:-[a-z]+)?\.html#([^"]+)"')

JOIN = "; "
"""Between the values of a cell that holds several."""


def values(page: SitePage, site: Site, library: Library) -> dict[str, Any]:
    """A page's data as plain values: its tables in the order of the page, and every source that it names."""
    listed = cited(page, library)
    return {
        "page": f"{page.path}.html",
        "title": page.title,
        "says": page.says,
        **site.json(),
        "cite_as": site.cite(page.title, page.path),
        "tables": [_table(sheet) for sheet in page.sheets],
        "sources": [library.sources[id].model_dump(mode="json") for id in listed],
    }


def cited(page: SitePage, library: Library) -> list[str]:
    """Every source that a page leads to, or that its tables name, in the order of the library."""
    linked = set(_LINK.findall(page.html))
    names = {*page.sources, *(id for sheet in page.sheets for id in named(sheet))}
    return [id for id in library.sources if id in names or source_anchor(id) in linked]


def _table(sheet: Sheet) -> dict[str, Any]:
    columns = [{"name": name, "says": says} for name, says in sheet.columns.items()]
    rows = [{name: _listed(row[name]) for name in sheet.columns} for row in sheet.rows]
    return {"name": sheet.name, "title": sheet.title, "columns": columns, "rows": rows}


def _listed(value: Value) -> str | int | list[str]:
    return list(value) if isinstance(value, tuple) else value


def named(sheet: Sheet) -> list[str]:
    """The sources that the rows of a sheet name."""
    found = [row["sources"] for row in sheet.rows if "sources" in sheet.columns]
    return [id for ids in found if isinstance(ids, tuple) for id in ids]


def cells(sheet: Sheet) -> list[list[str | int]]:
    """The rows as a flat table has them."""
    return [[_flat(row[name]) for name in sheet.columns] for row in sheet.rows]


def _flat(value: Value) -> str | int:
    return JOIN.join(value) if isinstance(value, tuple) else value
