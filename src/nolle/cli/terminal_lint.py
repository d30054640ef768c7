"""What `nolle lint` prints for people: the gravest first, where each finding stands, and how others wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.padding import Padding
from rich.text import Text

from nolle.cli.terminal import console, line

STYLES = {"problem": ("✗", "bold red"), "gap": ("○", "bold yellow"), "note": ("·", "bold")}
"""The sign and style of each severity; the word always stands beside it."""

READ = {
    "full": "in full",
    "part": "in part: what is missing below was not found in what was read",
    "none": "not at all: what is known comes from reports, and what is missing below was not found there",
}
PARTS = {"rules": "rule", "commitments": "commitment", "protections": "protection", "events": "event", "lists": "list"}
"""The parts of a document, in the singular."""

MOST = 3
"""Clauses of others that are named; of more the number is told."""


def linted(values: Mapping[str, Any]) -> None:
    """The findings on a policy; the last line counts them."""
    console.print()
    console.print(Text(f"{values['policy']}: {tally(values['counts'])}", style="bold"))
    line("title", values["title"])
    line("text read", READ[values["text_read"]])
    if values["charges"] is not None:
        line("records", f"{values['charges']:,} charges, asked as if the policy were in force on each of them")
    for (severity, _), found in groupby(values["findings"], key=lambda item: (item["severity"], item["check"])):
        _group(severity, list(found), values["sources"])
    console.print()
    console.print(tally(values["counts"]))


def tally(counts: Mapping[str, int]) -> str:
    """`1 problem, 2 gaps, 0 notes`."""
    return ", ".join(f"{n:,} {severity}{'s' * (n != 1)}" for severity, n in counts.items())


def _group(severity: str, found: Sequence[Mapping[str, Any]], sources: Mapping[str, str]) -> None:
    """Findings of one check: the reason is told once."""
    sign, style = STYLES[severity]
    first = found[0]
    console.print()
    console.print(Text.assemble((f"{sign} {severity}", style), f"  {first['title']}", (f"  [{first['check']}]", "dim")))
    line("why", first["why"])
    for source in _sources(found, sources):
        line("source", source, "dim")
    for item in found:
        console.print(Padding(item["what"], (0, 0, 0, 2)))
        line("at", place(item["where"], own=True), "dim")
        if item["others"] or item["check"].startswith("no-"):
            line("others", _others(item["others"]), "dim")


def _sources(found: Sequence[Mapping[str, Any]], sources: Mapping[str, str]) -> Iterator[str]:
    """Each source once, with the first places in it."""
    places: dict[str, dict[str, None]] = {}
    for cited in (c for item in found for c in item["cite"]):
        places.setdefault(cited["source"], {})[cited["at"]] = None
    for source, at in places.items():
        more = len(at) - 2
        rest = f"; and {more} more place{'s' * (more != 1)}" if more > 0 else ""
        told = "; ".join([text for text in at if text][:2])
        yield f"{sources.get(source, source)}{': ' if told else ''}{told}{rest}"


def _others(others: Sequence[Mapping[str, Any]]) -> str:
    if not others:
        return "no other document of the library has this"
    shown = "; ".join(place(item) for item in others[:MOST])
    rest = len(others) - MOST
    return f"{shown}; and {rest} more (--json lists all)" if rest > 0 else shown


def place(where: Mapping[str, Any], own: bool = False) -> str:
    """`us-md/baltimore/2021-03-26 rule selling`; for the policy's own clauses the file and line come first."""
    part = PARTS.get(where["part"], where["part"])
    clause = " ".join(text for text in (part, where["clause"]) if text)
    if own:
        return f"{where['file']}:{where['line']}" + (f"  {clause}" if clause else "")
    return " ".join(text for text in (where["policy"], clause) if text)
