"""What `nolle amend` prints: how many changes, each as a redline with what it closes, and what stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from nolle.analysis.amending.changes import How
from nolle.cli.terminal import console, line
from nolle.publish.redline import Change as Marked

if TYPE_CHECKING:
    from nolle.verbs.amending import Amendment, Amendments

SAYS = {
    How.DROP: "take out the exception",
    How.CHANGE: "say another decision",
    How.SETTLE: "write one reading",
    How.ADD: "add the rule",
}
STYLES = {Marked.SAME: "", Marked.DELETED: "red strike", Marked.INSERTED: "cyan underline"}
SIGNS = {Marked.SAME: ("", ""), Marked.DELETED: ("[-", "-]"), Marked.INSERTED: ("{+", "+}")}


def amended(told: Amendments) -> None:
    """All changes, those that settle most charges first."""
    n = len(told.changes)
    console.print()
    named = "the model" if told.target == "model" else told.target
    if not n and not told.open:
        console.print(Text(f"{told.policy} has no gap to {named}: nothing to change.", style="bold"))
        return
    proven = "no fewer do" if told.found.fewest else "none of them can be left out"
    close = "1 change closes" if n == 1 else f"{n} changes close"
    console.print(Text(f"{close} the gaps of {told.policy} to {named}; {proven}.", style="bold"))
    for number, change in enumerate(told.changes, 1):
        _change(number, change)
    console.print()
    for text in told.open:
        line("stays open", text)
    if told.open:
        line("", "no clause can close what the other policy itself leaves unread")
    for text in told.gives_up:
        line("gives up", text)
    if not told.gives_up:
        line("gives up", "nothing: the amended policy gives all that the policy gives now")
    console.print()


def _change(number: int, change: Amendment) -> None:
    console.print()
    settles = ""
    if change.n_at_most is not None:
        few = f"{change.n_at_most:,}"
        settles = f", settles {few if change.n == change.n_at_most else f'{change.n:,} to {few}'} charges"
    told = change.step.change
    console.print(Text(f"{number}. {SAYS[told.how]}: {told.path}{settles}", style="bold"))
    text = Text()
    for piece in change.pieces:
        before, after = SIGNS[piece.change] if not console.is_terminal else ("", "")
        text.append(f"{before}{piece.text}{after}", style=STYLES[piece.change])
    console.print(Padding(text, (0, 0, 0, 3)))
    closes = ", ".join(
        dict.fromkeys(f"{gap.conduct.replace('_', ' ')} ({gap.kind.value})" for gap in change.step.closes)
    )
    if closes:
        console.print(Padding(Text(f"closes: {closes}", style="dim"), (0, 0, 0, 3)))
