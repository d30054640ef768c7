"""What `track overview` prints: a printed table, entry by entry, with what the record says beside it."""

from __future__ import annotations

from typing import Any

from rich.markup import escape
from rich.text import Text

from nolle.cli.terminal import console, line
from nolle.cli.terminal_tracking import told_of
from nolle.dates import edtf
from nolle.publish.cells import TITLES, VALUES
from nolle.publish.marks import STANDING
from nolle.publish.page import day, plural


def overview(told: Any) -> None:
    """The table's words, the record's answers, and a note where they part."""
    agree = sum(one.agrees for one in told.entries)
    console.print()
    of = plural(len(told.entries), "entry", "entries")
    console.print(Text(f"{told.overview.title}: the record agrees with {agree} of {of}", "bold"))
    when = f"laid beside {day(told.asked_on)}" if told.asked_on else f"speaks of {edtf(told.overview.on)}"
    line("", f"{when}; {told.overview.note}" if told.overview.note else when)
    console.print()
    for one in told.entries:
        office = told.library.offices[one.entry.office]
        sign = "=" if one.agrees else "≠"
        console.print(Text(f"  {sign} {office.name}, {day(one.on)}", "" if one.agrees else "bold"))
        line("printed", escape(one.entry.says))
        for row in one.rows:
            mark = STANDING[row.value]
            differs = " (differs)" if row.conduct in one.differs else ""
            line("record", f"{TITLES[row.conduct]}: {mark.sign} {VALUES[row.value]}{told_of(row)}{differs}")
        if one.other_holder:
            line("in office", one.other_holder)
        if one.entry.note:
            line("note", escape(one.entry.note))
        console.print()
