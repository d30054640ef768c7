"""How the interview of `nolle draft new` looks: the place's sections, the question, what the answer leaves open.

All of it is talk, and goes to stderr.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from nolle.analysis.drafting.asking import Kind, Question

if TYPE_CHECKING:
    from nolle.analysis.drafting.interview import Interview
    from nolle.verbs.drafting import Begun, Draft

console = Console(stderr=True, highlight=False)
MOST = 12


def begin(begun: Begun, answered: int) -> None:
    """What the draft is for, and how the interview goes."""
    place, office = begun.local.place, begun.local.office
    console.print()
    console.print(Text(f"A draft for {office.name if office else place.name}", style="bold"))
    _dim("It starts from the model policy. Enter takes the answer in brackets. `back` goes back.")
    _dim("Ctrl-D takes the answers in brackets for all that is left. Ctrl-C stops and keeps your answers.")
    if not begun.local.catalogued:
        _dim("No law of this state is in the catalogue: the draft names conduct, and no sections.")
    if answered:
        _dim(f"Going on after {answered} answers.")


def question(asked: Question, interview: Interview) -> None:
    """One question, what to look at first, and the prompt."""
    every = [one.id for one in interview.questions()]
    console.print()
    told = Text(f"{every.index(asked.id) + 1} of about {len(every)}", style="dim")
    console.rule(told, align="left", style="dim", characters="─")
    console.print(Text(asked.ask, style="bold"))
    if asked.id.endswith(".then"):
        for shown in asked.shows[:MOST] or ("no section of the state's catalogue fits",):
            _dim(shown)
        if len(asked.shows) > MOST:
            _dim(f"and {len(asked.shows) - MOST} more")
    for number, choice in enumerate(asked.choices, 1):
        says = f"  {choice.says}" if choice.says else ""
        console.print(Padding(Text.assemble((f"{number} ", "dim"), choice.word, (says, "dim")), (0, 0, 0, 2)))
    if asked.kind is Kind.SEVERAL:
        _dim("several: separate them with commas")
    console.print(Text(f"[{asked.default}] > " if asked.default else "> ", style="cyan"), end="")


def again(why: str) -> None:
    """Why an answer was not taken."""
    console.print(Padding(Text(why, style="yellow"), (0, 0, 0, 2)))


def consequence(gaps: Sequence[str]) -> None:
    """What an answer leaves open to the model policy."""
    if not gaps:
        console.print(Padding(Text("gives what the model gives", style="cyan"), (0, 0, 0, 2)))
    for gap in gaps:
        console.print(Padding(Text(f"gap: {gap}", style="yellow"), (0, 0, 0, 2)))


def end(made: Draft, written: Sequence[Path], folder: Path) -> None:
    """What was written, what it leaves open, and what to do next."""
    gaps = made.gaps()
    console.print()
    told = "no gap to the model policy" if not gaps else f"{len(gaps)} gaps to the model policy"
    console.print(Text(f"{made.begun.id}: {told}", style="bold"))
    for gap in gaps:
        console.print(Padding(Text(gap), (0, 0, 0, 2)))
    for path in written:
        _dim(f"wrote {path}")
    console.print()
    for command in (f"nolle check {folder}", f"nolle memo {made.begun.id} --workspace {folder} --to memo.docx",
                    f"nolle compare {made.begun.id} --workspace {folder}"):  # fmt: skip
        _dim(command)


def _dim(text: str) -> None:
    console.print(Padding(Text(text, style="dim"), (0, 0, 0, 2)))
