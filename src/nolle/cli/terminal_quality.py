"""The quality of a table of counts on the terminal: rows, edition, breaks with what may explain them, what to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from nolle.cli.terminal import console, line
from nolle.publish import quality_sentences as sentences
from nolle.publish import quality_words as words
from nolle.publish.quality_editions import edition
from nolle.publish.quality_series import title_of

SHOWN = 8


def counted(values: Mapping[str, Any]) -> None:
    """What adds up first, then the edition, breaks, and what is not in the table."""
    rows = values["rows"]
    console.print()
    console.print(Text(values["records"]["file"], style="bold"))
    line("rows", f"{rows['in']:,} in = {rows['read']:,} read + {rows['quarantined']:,} set aside")
    for item in values["quarantine"]:
        line("", f"{item['n']:,}: {item['reason']}")
    line("numbers", f"{rows['numbers']:,}")
    _edition(values)
    for column, found in values["unrecognised"].items():
        shown = ", ".join(f'"{item["word"]}" {item["n"]:,}' for item in found[:5])
        line("unrecognised", f"{column}: {shown}")
    _breaks(values)
    for text in values["mapping"]["leaves_out"]:
        line("not in it", text, "dim")
    for ask in values["asks"][:SHOWN]:
        line("ask", f"{sentences.ask(ask, values)} ({sentences.settles(ask, values)})")
    console.print()


def _edition(values: Mapping[str, Any]) -> None:
    found = edition(values)
    if found is not None:
        line("edition", found.said)
        for text in found.two:
            line("", text)


def _breaks(values: Mapping[str, Any]) -> None:
    for one in values["series"]:
        for found in one["breaks"]:
            at = words.period(found["first"], found["last"])
            line("break", f"{title_of(one, values)}, {at}: {sentences.broke(found, one['unit'])}")
            for why in found["explained"]:
                line("", sentences.explained(why, values), "dim")
            if not found["explained"]:
                line("", sentences.UNEXPLAINED, "dim")
    n = sum(len(one["breaks"]) for one in values["by_place"])
    if n:
        line("", f"and {n:,} breaks of single places (--html FILE or --json)", "dim")
