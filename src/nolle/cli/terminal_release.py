"""A release of codings in the terminal: what it is, how far the coders agreed, what it corrects."""

from __future__ import annotations

from nolle.analysis.settled import Basis
from nolle.cli.terminal import console, line
from nolle.publish.page import plural
from nolle.verbs.releasing import Released

_BASES = {
    Basis.AGREED: "both coders say the same",
    Basis.REVIEW: "settled by the team",
    Basis.ONE_LOOKED: "only one of two looked",
    Basis.CODED_ONCE: "coded once",
    Basis.FOLLOWS: "not asked, after the answer before",
    Basis.NOT_CODED: "nobody has looked",
    Basis.CODE_AGAIN: "to be coded again: the question has a new wording",
}


def released(told: Released) -> None:
    """What the release is, by what its answers stand, and each correction."""
    console.print(f"{told.about['says']}", style="bold")
    line("coded", told.about["coded"])
    line("agreement", told.about["agreement"])
    line("next", f"code {told.about['code_twice_next']} twice")
    counts = {basis: sum(one.basis is basis for one in told.settled) for basis in Basis}
    line("answers", f"{len(told.settled):,} = {' + '.join(f'{n:,}' for n in counts.values() if n)}")
    for basis, n in counts.items():
        if n:
            line("", f"{n:,} {_BASES[basis]}")
    if "earlier" in told.about:
        found = f"{plural(told.changes, 'change')}, {plural(len(told.corrections), 'correction')}"
        line("since", f"{told.about['earlier']}: {found}")
    for one in told.corrections:
        said = f"{one.after.policy}, {one.after.question}: {one.before.answer}, now {one.after.answer}"
        line("corrected", f"{said} ({one.cause.replace('_', ' ')}{f', {one.on}' if one.on else ''})")
    line("cite as", told.about["citation"])
