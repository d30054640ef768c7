"""How the interview of `nolle records map` looks in a terminal: what was seen, then the question, then its default.

All of it is talk, and goes to stderr; what stands on stdout is the mapping alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nolle.records.asking import NOT_TELLING
from nolle.records.draft import NONE, Kind, Question

if TYPE_CHECKING:
    from nolle.records.draft import Draft
    from nolle.verbs.mapping import Looked, Tried

console = Console(stderr=True, highlight=False)
_MOST_WORDS = 24
_MOST_OPEN = 12
_WIDE = 32
_BY_NAME = ("system", "law")


def begin(looked: Looked, answered: int) -> None:
    """What was looked at, and how the interview goes."""
    file = looked.file
    console.print()
    _plain(f"{file.name.rpartition('/')[2]}: {file.rows:,} rows, {len(file.columns)} columns", "bold")
    _plain(
        "Enter takes the answer in brackets. `back` goes back. Ctrl-D takes the default for all that is left, and"
        " marks it. Ctrl-C stops and keeps your answers.",
        "dim",
    )
    if answered:
        _plain(f"Going on after {answered} answers.", "dim")


def question(draft: Draft, asked: Question, every: bool = False) -> None:
    """One question, and the prompt for its answer; `every` shows all of its words."""
    at = [one.id for one in draft.questions].index(asked.id) + 1
    console.print()
    console.rule(Text(f"{at} of about {len(draft.questions)}", style="dim"), align="left", style="dim", characters="─")
    console.print(Text(asked.ask, style="bold"))
    for one in asked.seen if asked.seen != NOT_TELLING else ():
        console.print(_seen(one))
    if asked.kind is Kind.WORDS:
        _words(asked, every)
    else:
        _choices(asked)
    if not asked.sure:
        _plain("Only you can tell." if asked.seen == NOT_TELLING else "This is not sure: please look.", "yellow")
    console.print(Text(f"[{_default(asked)}] > ", style="cyan"), end="")


def _seen(told: str) -> Table:
    """What was seen, with a mark in front; what is too long goes on under itself."""
    line = Table.grid(padding=(0, 1, 0, 0))
    line.add_row(Text("  ·", style="dim"), Text(told, style="dim"))
    return line


def again(told: str) -> None:
    """Why an answer did not fit."""
    console.print(Padding(Text(told, style="red"), (0, 0, 0, 2)))


def _choices(asked: Question) -> None:
    """The answers that are offered, the default in bold; names of columns and ids stand before what they hold."""
    named = asked.kind in (Kind.COLUMN, Kind.PLACE) or asked.id in _BY_NAME
    rows = [(c.answer if named and c.answer != NONE else c.label, c) for c in asked.choices]
    width = min(max((len(own) for own, _ in rows), default=0), _WIDE) if named else console.width - 6
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", style="cyan", width=4)
    table.add_column(width=width, overflow="fold")
    if named:
        table.add_column(style="dim", overflow="ellipsis", no_wrap=True, width=max(10, console.width - width - 10))
    for number, (own, choice) in enumerate(rows, 1):
        label = [Text("" if own == choice.label else choice.label)] if named else []
        table.add_row(str(number), Text(own, style="bold" if choice.answer == asked.default else ""), *label)
    if rows:
        console.print(table)
    if asked.kind is Kind.COLUMN:
        _plain("      or the name of another column", "dim")
    elif asked.kind is Kind.PLACE:
        _plain("      or any other place id, such as us-xx/county, or `column NAME` for another column", "dim")


def _words(asked: Question, every: bool) -> None:
    """The office's words, those that nobody knows first."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", justify="right")
    table.add_column(max_width=_WIDE)
    table.add_column(justify="right", style="dim")
    table.add_column()
    numbered = list(enumerate(asked.words, 1))
    shown = sorted(numbered, key=lambda item: (not item[1].open, item[0]))[: None if every else _MOST_WORDS]
    for number, one in shown:
        means = one.means or (f"{one.perhaps}?" if one.perhaps else "unknown")
        style = "" if one.means else "yellow" if one.open else "dim"
        table.add_row(str(number), Text(one.word), f"{one.n:,}", Text(means, style=style))
    console.print(Padding(table, (0, 0, 0, 2)))
    if len(shown) < len(numbered):
        _under(f"and {len(numbered) - len(shown)} more: `all` shows them")
    if asked.id != "words:place":
        _under(f"Ours are {', '.join(asked.values)}.")
    example = " ".join(f"{number}={asked.values[0]}" for number, _ in shown[:1] if asked.values)
    _under(f"Change a word by its number: {example}. What stays unknown is never taken for no.")


def _under(told: str) -> None:
    """A line of help, set in."""
    console.print(Padding(Text(told, style="dim"), (0, 0, 0, 2)))


def _default(asked: Question) -> str:
    if asked.kind is Kind.WORDS:
        return "as above"
    number = next((n for n, choice in enumerate(asked.choices, 1) if choice.answer == asked.default), 0)
    return str(number) if number else asked.default or "nothing"


def end(draft: Draft, trial: Tried | None, refused: str, out: str) -> None:
    """What came of it: the tally of the intake, and what is still open."""
    from nolle.verbs.mapping import is_counts

    console.print()
    row = next((one for one in draft.questions if one.id == "row"), None)
    if row is not None:
        _plain(f"one row is {row.label(draft.row)}" + (f": {'; '.join(draft.why_row)}" if draft.why_row else ""))
    for note in draft.notes:
        _plain(f"note: {note}", "yellow")
    if trial is not None:
        aside = sum(n for _, n in trial.quarantined)
        what = "rows of counts" if is_counts(draft) else "charges"
        _plain(
            f"tried on the file: {trial.rows_in:,} rows in = {trial.charges:,} {what} + {aside:,} in quarantine", "bold"
        )
        for reason, n in trial.quarantined:
            _plain(f"  {n:,}: {reason}")
        if trial.matched:
            how = ", ".join(f"{how} {n:,}" for how, n in trial.matched)
            _plain(f"  {100 * trial.share_matched:.1f}% of the charges are matched ({how})")
        for column, words in trial.unrecognised.items():
            shown = ", ".join(f'"{word}" {n:,}' for word, n in words[:4])
            _plain(f"  not known in {column}: {shown}")
    if refused:
        _plain("the intake refuses the file with this draft:", "red")
        _plain(refused)
    _open(draft, out)


def _open(draft: Draft, out: str) -> None:
    if draft.open:
        many = len(draft.open) != 1
        _plain(f"{len(draft.open)} question{'s are' if many else ' is'} open, marked ASK in the mapping:", "bold")
        for one in draft.open[:_MOST_OPEN]:
            _plain(f"  {one.at}: {one.ask}")
        if len(draft.open) > _MOST_OPEN:
            _plain(f"  and {len(draft.open) - _MOST_OPEN} more")
    else:
        _plain("nothing is open")
    if out:
        _plain(f"wrote {out}")


def _plain(told: str, style: str = "") -> None:
    """A line as it is: what a file says is never taken for markup, and a log file gets it in one piece."""
    console.print(Text(told, style=style), soft_wrap=not console.is_terminal)
