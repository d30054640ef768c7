"""What nolle place prints: the answer, the kinds of charge, who decides, the law, what is not known, whom to ask."""

from __future__ import annotations

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nolle.analysis.standing import Standing, Value
from nolle.analysis.unresearched import Ground, Law
from nolle.cli.terminal import console
from nolle.law.gazetteer import Match
from nolle.law.library import Library
from nolle.publish import history, unresearched
from nolle.publish.cells import NOUNS, VALUES
from nolle.publish.marks import STANDING
from nolle.publish.page import capital, day, number, on
from nolle.publish.place_answer import answer_of, notes_of
from nolle.publish.wording import Wording
from nolle.verbs.placing import Placed

LABEL = 15


def line(label: str, text: str, style: str = "") -> None:
    """One labelled line, printed as it stands: a name from outside is never read as markup."""
    table = Table.grid(padding=(0, 2))
    table.add_column(width=LABEL, style="dim")
    table.add_column(overflow="fold")
    table.add_row(Text(label), Text(text, style=style))
    console.print(Padding(table, (0, 0, 0, 2)))


def said(text: str, style: str = "", below: int = 0) -> None:
    """A sentence, set in a little."""
    console.print(Padding(Text(text, style=style), (0, 0, below, 2)))


def choices(match: Match) -> None:
    """The places a name can mean."""
    console.print()
    console.print(Text(f'"{match.asked}" is the name of {len(match.found)} places. Which one?', style="bold"))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("place", "state"):
        table.add_column(title)
    table.add_column("people 2019", justify="right")
    table.add_column("ask with", style="dim")
    for spot in match.found:
        people = number(spot.population) if spot.population is not None else ""
        table.add_row(Text(spot.title), Text(spot.state_name), people, Text(f"nolle place {spot.id}"))
    console.print(Padding(table, (0, 0, 1, 2)))


def placed(told: Placed) -> None:
    """The whole answer."""
    ground = told.ground
    console.print()
    console.print(Text(unresearched.name(ground.spot), style="bold"), Text(f"as of {day(ground.as_of)}", style="dim"))
    if unresearched.under(ground.spot):
        said(unresearched.under(ground.spot), "dim")
    if told.standings:
        for one in told.standings:
            _standing(one, told.library)
    else:
        said(unresearched.answer(ground), "bold", 1)
    _law(ground, bool(told.standings))
    _who(ground, told.library)
    if not told.standings:
        _sections(ground, told.library)
    _asks(ground)
    _next(told)


# -- a researched office


def _standing(one: Standing, library: Library) -> None:
    if one.office.name:
        said(one.office.name, "dim")
    said(answer_of(one, library), "bold", 1)
    notes = notes_of(one, library)
    model = {cell.column: cell.value for cell in one.model}
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("", "today", "model policy", ""):
        table.add_column(title, overflow="fold")
    for cell in one.today:
        share = f" ({cell.n} of {cell.of})" if cell.partly else ""
        kind = f", {cell.outline}, no policy" if cell.outline else ""
        told = " ".join(part.text for part in notes.cell(cell))
        mark = Text(f"{STANDING[cell.value].sign} {VALUES[cell.value]}{share}{kind}", style=STANDING[cell.value].style)
        theirs = model.get(cell.column)
        beside = f"{STANDING[theirs].sign} {VALUES[theirs]}" if theirs else ""
        table.add_row(Text(capital(NOUNS[cell.column])), mark, Text(beside), Text(told, style="dim"))
    console.print(Padding(table, (0, 0, 1, 2)))
    _documents(one)


def _documents(one: Standing) -> None:
    for document in one.documents:
        kind = document.policy.kind.value.replace("_", " ")
        line(kind, f"{document.policy.title}. {history.said(document, one)} [{document.policy.id}]")
    finding = one.office.finding
    if finding and finding.none_found:
        from nolle.dates import parse

        when = f", searched {on(parse(finding.searched_on))}" if finding.searched_on else ""
        line("search", f"no policy of this office was found{when}")
    if one.holder:
        since = f", since {on(one.holder.from_).removeprefix('on ')}" if one.holder.from_ else ""
        line("head", f"{one.office.head_title or 'head'}: {one.holder.name}{since}")
    else:
        line("head", "not known, or vacant")
    console.print()


# -- the law


def _law(ground: Ground, short: bool) -> None:
    """Each kind of charge: what the office says (not checked, where nobody looked), and what is known of the law."""
    if short:
        return
    unchecked = f"{STANDING[Value.NOT_CHECKED].sign} {VALUES[Value.NOT_CHECKED]}"
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("", "office", f"law of {ground.spot.state_name}"):
        table.add_column(title)
    for one in ground.law:
        told = f"{unresearched.sign(one)} {unresearched.word(one)}"
        if one.gone and one.sections:
            told += f" ({len(one.gone)} more not in force)"
        table.add_row(Text(capital(NOUNS[one.column])), Text(unchecked, style="dim"), Text(told))
    console.print(Padding(table, (0, 0, 1, 2)))


def _sections(ground: Ground, library: Library) -> None:
    if not ground.catalogued:
        line("sections", f"not checked: nolle has no catalogue of {ground.spot.state_name} law")
        return
    words = Wording(library)
    console.print()
    for one in ground.law:
        if one.law is Law.NONE_LISTED:
            line(NOUNS[one.column], "none in the catalogue, which does not say that there is none")
            continue
        rows = [(unresearched.row(o, words, False), "") for o in one.sections]
        rows += [(unresearched.row(o, words, True), "dim") for o in one.gone]
        for number_, (row, style) in enumerate(rows):
            ended = f"; {row.stands}" if style else ""
            told = f"{row.citation}: {row.title} ({row.level}{ended}; {row.sure})"
            line(NOUNS[one.column] if not number_ else "", told, style)


# -- who decides, what is open


def _who(ground: Ground, library: Library) -> None:
    for what, who in unresearched.deciding(ground, library):
        line("who decides", f"{what}: {who}")
    for county in ground.around:
        line("lies in", f'{county.name}: nolle place "{county.name}, {county.state.postal}"')
    for place in ground.inside:
        line("inside it", f"{place.name}: nolle place {place.id}")
    if not ground.offices:
        for office in ground.elsewhere:
            line("elsewhere", f"{office.name}: {unresearched.decided(office, library)}, which says nothing of here")
    for limit in ground.limits:
        line("state law", f"{limit.title}: {limit.says}")
    for note in ground.notes:
        line("note", note)


def _asks(ground: Ground) -> None:
    console.print()
    console.print(Text("What is not known, and whom to ask", style="bold"))
    for number_, one in enumerate(ground.inquiries, 1):
        line(str(number_), one.ask)
        line("", f"ask: {'; '.join(one.whom)}", "dim")


def _next(told: Placed) -> None:
    console.print()
    spot = told.ground.spot
    line("page", f"nolle place {spot.id} --html FILE")
    if told.standings:
        line("look up", f"nolle routes {told.standings[0].office.id}: what can still be charged")
    else:
        line("fill in", f"nolle place new {spot.id} --workspace FOLDER")
    line("", "It informs; it is not legal advice.", "dim")
    console.print()
