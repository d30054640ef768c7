"""What nolle policy import prints for people: the count first, then each proposal in its place, then the questions."""

from __future__ import annotations

from collections.abc import Mapping

from rich.table import Table
from rich.text import Text

from nolle.analysis.coding.measure import Measured
from nolle.analysis.coding.proposals import Spot
from nolle.analysis.coding.signs import Raw
from nolle.analysis.coding.yaml_text import flow
from nolle.cli.terminal import console, line
from nolle.verbs.importing import Imported

_LONGEST = 300


def imported(result: Imported) -> None:
    """The count, the proposals, the questions."""
    coding = result.coding
    console.print()
    n, questions = len(coding.proposals), len(coding.questions)
    told = f"{result.text.name}: {_count(n, 'proposal')}, {_count(questions, 'question')}; nothing is confirmed yet"
    console.print(Text(told, style="bold"))
    if result.law_of:
        line("", f"read by the law of {result.law_of}")
    for note in result.text.notes:
        line("note", note)
    console.print()
    console.print(_proposals(result))
    console.print()
    for question in coding.questions:
        line(f"? {question.n}", f"{question.at}: {question.ask}{_about(question.spot, result.text.counted)}")
    console.print()
    if result.against is not None:
        _measured(result.against, result.against_id)


def _proposals(result: Imported) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=True, header_style="dim")
    for name in ("proposal", "where", "what it says", "the words it rests on"):
        table.add_column(name, overflow="fold")
    for one in result.coding.proposals:
        spot = one.pins[0].spot if one.pins else None
        words = " … ".join(pin.words for pin in one.pins) or "–"
        table.add_row(one.at, Text(_where(spot, result.text.counted)), Text(_short(one.value)), Text(words, "dim"))
    return table


def _short(value: Raw) -> str:
    each = [f"{key} {flow(item)}" for key, item in value.items()] if isinstance(value, Mapping) else [flow(value)]
    told = ", ".join(each)
    return told if len(told) <= _LONGEST else told[:_LONGEST] + "…"


def _where(spot: Spot | None, counted: str) -> str:
    if spot is None:
        return "–"
    lined = f"{'para.' if counted == 'paragraph' else 'line'} {spot.line}"
    if spot.part:
        return f"{spot.part.removesuffix('s')} {spot.line}"
    return f"p. {spot.page}, {lined}" if spot.page else lined


def _about(spot: Spot | None, counted: str) -> str:
    return f" ({_where(spot, counted)})" if spot else ""


def _measured(measured: Measured, id: str) -> None:
    """Against a coding by people: the shares first, then by kind, then what was missed and what is wrong."""
    found, missed, wrong = len(measured.found), len(measured.missed), len(measured.wrong)
    told = f"Against {id}: {found} found, {missed} missed, {wrong} wrong, {len(measured.asked)} asked"
    console.print(Text(told, style="bold"))
    line(
        "", f"of what was proposed {measured.precision:.0%} is right; of what is there {measured.recall:.0%} was found"
    )
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("kind of element")
    for name in ("found", "missed", "wrong"):
        table.add_column(name, justify="right")
    for kind, counts in measured.kinds().items():
        table.add_row(kind, *(str(n) for n in counts))
    console.print(table)
    for label, elements in (("missed", measured.missed), ("wrong", measured.wrong), ("asked", measured.asked)):
        for element in elements:
            line(label, ": ".join(element))
    console.print()


def _count(n: int, thing: str) -> str:
    return f"{n:,} {thing}{'s' * (n != 1)}"
