"""The results as a page (Markdown), a chart (SVG) and data (JSON)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from bench.measured import Measured
from bench.users import Question

_LIMITS = """\
# How fast nolle is

What to know before the figures:

- The charges are made up, and compress better than real ones will. Real files are read more slowly, and so is the floor.
- A ratio is CPU seconds of all threads to those of a bare reading (count the rows, hash the columns) of the same columns
  in the same process. *User's file* is the Parquet file as it came; the goals were set beside such a file. *Prepared* is
  what deciding reads, the records that were prepared from it: numbers in the place of texts, so a harder measure.
- Records are prepared once (`nolle records prepare`): guarded, mapped, laid out. That costs more than any question after
  it, and is given beside each row. Deciding a file that was not prepared pays it each time.
- Deciding is the whole run: law, evaluation, decisions of the charges in scope, the report, all files written. Policies
  and law are read beforehand, once for a session; from the shell that adds most of a second.
- The goals are for ten million charges and more: a run costs about half a second of CPU whatever its size.
- Each figure is the least of three runs (of one, above 20 million rows) on a machine that was not doing much else.
"""


def write(folder: Path, result: dict[str, Any], cases: Sequence[Measured], told: Sequence[Question]) -> None:
    """Write `bench.json`, `bench.svg` and `README.md` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    (folder / "bench.svg").write_text(chart(cases), encoding="utf-8")
    (folder / "README.md").write_text("\n".join(_page(result["machine"], cases, told)) + "\n", encoding="utf-8")


def _page(machine: dict[str, Any], cases: Sequence[Measured], told: Sequence[Question]) -> Iterator[str]:
    yield _LIMITS
    yield (
        f"Measured on {machine['cores']} cores ({machine['processor']}, {machine['system']}), Python {machine['python']}, "
        f"DuckDB {machine['duckdb']}. Made again by `make bench ARGS=--out=docs/speed`.\n"
    )
    yield "![CPU of each case as a multiple of a bare reading](bench.svg)\n"
    yield "| deciding | goal | user's file | prepared | CPU s | rows/s | peak MB | preparing, CPU s per million |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for one in cases:
        yield (
            f"| {one.name} | {f'≤ {one.goal}' if one.goal else ''} | {_bold(one.of_file, one.met_beside_file)} | "
            f"{_bold(one.ratio, one.met)} | {one.cpu} | "
            f"{one.rows_per_second:,} | {one.peak_mb:,} | {one.intake_cpu_per_million} |"
        )
    yield "\n| question | goal | measured |\n|---|--:|--:|"
    for item in told:
        sign = "≥" if item.more_is_better else "≤"
        yield f"| {item.name} | {sign} {item.goal:,} {item.unit} | {_bold(f'{item.value:,} {item.unit}', item.met)} |"
    missed = [one.name for one in cases if not one.met_beside_file] + [item.name for item in told if not item.met]
    yield f"\nNot met: {'; '.join(missed)}." if missed else "\nAll goals are met."
    harder = [one.name for one in cases if one.met_beside_file and not one.met]
    yield f"Beside the prepared records they are not met by: {'; '.join(harder)}.\n" if harder else ""
    yield "## Growth\n\n| question | rows | CPU s per million |\n|---|--:|--:|"
    for one in sorted(_narrow(cases), key=lambda one: (one.name.rpartition(",")[0], one.rows)):
        yield f"| {one.name.rpartition(',')[0]} | {one.rows:,} | {one.cpu / one.rows * 1e6:.3f} |"


def _bold(value: object, met: bool) -> str:
    return str(value) if met else f"**{value}**"


def _narrow(cases: Iterable[Measured]) -> list[Measured]:
    kinds = ("charges alone", "case and history", "case and any history")
    return [one for one in cases if one.name.rpartition(",")[0] in kinds]


_FONT = 'font-family="system-ui, sans-serif" font-size="13"'
_ROW, _LEFT, _WIDTH = 26, 290, 420


def chart(cases: Sequence[Measured]) -> str:
    """Bars of the ratios, each with a mark at its goal."""
    most = max(max(one.ratio, one.goal or 0) for one in cases)
    height = _ROW * len(cases) + 46
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 70} {height}" role="img" {_FONT}>',
        "<title>CPU of each case as a multiple of a bare reading, with its goal</title>",
        f'<rect width="100%" height="{height}" fill="#fff"/>',
    ]
    for place, one in enumerate(cases):
        top = _ROW * place + 10
        bar, goal = (_LEFT + value / most * _WIDTH for value in (one.ratio, one.goal or 0))
        fill = "#1f6f8b" if one.met else "#b3541e"
        parts += [
            f'<text x="{_LEFT - 8}" y="{top + 14}" text-anchor="end">{escape(one.name)}</text>',
            f'<rect x="{_LEFT}" y="{top + 2}" width="{bar - _LEFT:.1f}" height="16" fill="{fill}"/>',
            f'<path d="M{goal:.1f} {top - 1}v22" stroke="#222" stroke-width="2"/>' if one.goal else "",
            f'<text x="{max(bar, goal) + 6:.1f}" y="{top + 14}">{one.ratio}</text>',
        ]
    parts.append(
        f'<text x="{_LEFT}" y="{height - 12}">times a bare reading of the prepared records; the mark is the goal</text>'
    )
    return "\n".join([*parts, "</svg>"]) + "\n"
