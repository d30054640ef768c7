"""What was measured and compared → one page of Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.peers.common import HISTORY, OUTCOMES, ROW_LOCAL
from bench.peers.comparing import Beside, counts
from bench.peers.measuring import Measured

TITLES = {
    ROW_LOCAL: "Row-local policy: section, level, county, filing day (two memos, one after the other)",
    HISTORY: "History policy: a felony in the same case, and earlier convictions",
}
NAMES = {"nolle": "nolle", "python": "plain Python loop", "openfisca": "OpenFisca-core", "zen": "zen-engine"}
WHY = {
    "python": "The third value is written out by hand: every unknown fact is tried with each value it may have.",
    "openfisca": "A variable has no empty value. What is not recorded gets the default: an unknown filing day is day 0, "
    "before every memo; an unknown level equals none that a formula asks for; a person not known has no convictions.",
    "zen": "A null holds for no cell, so the table goes on to the next row: an unknown level or an unknown felony "
    "beside the charge ends at the row without that test (decline), an unknown day or section at the last (silent).",
}

HAND = "A third value can be written by hand for these too; then every formula and every table carries it, as the plain loop does."


@dataclass(frozen=True)
class Part:
    """One policy: nolle's runs by number of rows, the peers' runs, how each compares; None is not installed."""

    policy: str
    nolle: Mapping[int, Measured]
    peers: Mapping[str, tuple[Measured, Beside] | None]


def page(parts: Sequence[Part], times: int) -> str:
    """The whole page."""
    lines = ["# nolle beside its peers", "", _about(times)]
    for part in parts:
        lines += ["", f"## {TITLES[part.policy]}", "", *_speed(part), *_notes(part), "", *_counts(part)]
        lines += ["", *_unsupported(part)]
    return "\n".join(lines) + "\n"


ABOUT = """{machine}, {cores} cores, Python {python}. The same made-up charges and the same made-up policies for all; each run in a
process of its own, the cheapest of {times}. CPU seconds are of all threads, user and system. *Starting* is imports, documents and
tables, before the first charge is read; the rate leaves it out.

nolle's time has in it what the others leave to their caller: the look for personal data in every column, rows set aside with
a reason, charge strings matched to the law, and a folder with each decision and what it needs."""


def _about(times: int) -> str:
    return ABOUT.format(times=times, machine=platform.machine(), cores=os.cpu_count(), python=platform.python_version())


def _speed(part: Part) -> Iterator[str]:
    yield "| what | version | charges | starting, CPU s | reading, CPU s | deciding, CPU s | charges per CPU s | peak MB |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    for measured in sorted(part.nolle.values(), key=lambda m: -m.rows):
        yield _line(measured)
    for peer, found in part.peers.items():
        yield _line(found[0]) if found else f"| {NAMES[peer]} | not installed | | | | | | |"


def _line(m: Measured) -> str:
    reading = "with deciding" if m.reading is None else f"{m.reading:.2f}"
    figures = [
        f"{m.rows:,}",
        f"{m.starting:.1f}",
        reading,
        f"{m.deciding:.2f}",
        f"{m.rows / m.seconds:,.0f}",
        f"{m.peak_mb:.0f}",
    ]
    return f"| {' | '.join([NAMES[m.peer], m.version, *figures])} |"


def _notes(part: Part) -> Iterator[str]:
    for found in part.peers.values():
        if found and found[0].note:
            yield from ("", f"{NAMES[found[0].peer]}, {found[0].note}.")


def _counts(part: Part) -> Iterator[str]:
    """nolle over each file, and beside it the peers that ran over the same one."""
    heads: list[str] = []
    columns: list[Mapping[str, int]] = []
    for rows in sorted(part.nolle, reverse=True):
        heads.append(f"nolle, {rows:,}")
        columns.append(counts(part.nolle[rows].answers))
        beside = [found for found in part.peers.values() if found and found[0].rows == rows]
        heads += [f"{NAMES[run.peer]}, {rows:,}" for run, _ in beside]
        columns += [compared.peer for _, compared in beside]
    yield f"| answer | {' | '.join(heads)} |"
    yield f"|---|{'--:|' * len(heads)}"
    for outcome in OUTCOMES:
        yield f"| {outcome} | {' | '.join(f'{column[outcome]:,}' for column in columns)} |"


def _unsupported(part: Part) -> Iterator[str]:
    """What each peer answers where the record does not say."""
    yield "Where nolle's answer is determined every peer below gives the same one, charge by charge (checked)."
    yield ""
    for peer, found in part.peers.items():
        if found is None:
            continue
        run, beside = found
        n = sum(beside.unsupported.values())
        if not n:
            yield f"- **{NAMES[peer]}**: the same as nolle on all {run.rows:,} charges, the undetermined ones too. {WHY[peer]}"
            continue
        told = ", ".join(f"{outcome} {count:,}" for outcome, count in beside.unsupported.items())
        yield f"- **{NAMES[peer]}** answers **{n:,}** charges that the record leaves open ({told}). {WHY[peer]}"
    if any(found and found[1].unsupported for found in part.peers.values()):
        yield from ("", HAND)
