"""What nolle routes prints for people: how far the policy reaches, each situation, then where the lines come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nolle.analysis.routes import SPARED, Bucket, Charges, Gone, Route, Routes, Way
from nolle.cite import Citation
from nolle.cli.terminal import console, line
from nolle.law.library import Library
from nolle.publish import routes as wording
from nolle.publish.marks import MARKS, NOTHING_FOUND
from nolle.publish.routes_notes import noted
from nolle.publish.wording import Wording, clause_of
from nolle.terms import Confidence, Decision
from nolle.verbs.routing import Routed

_ELSEWHERE = {Bucket.OTHER_OFFICE: "→", Bucket.NO_POLICY: "–"}
Marks = Mapping[str, str]
"""The mark of each note by its text."""


def routed(result: Routed, all_: bool = False) -> None:
    """The answer; with `all_` the tables hold what is declined too."""
    told, words = result.told, Wording(result.library)
    marks = {note.text: note.mark for note in result.notes}
    _head(result)
    _overview(told)
    for way in told.ways:
        _way(way, told, words, marks, all_)
    _notes(result)
    _sources(result)


def _head(result: Routed) -> None:
    told = result.told
    console.print()
    titles = ", ".join(f"{policy.title} ({policy.kind.value.replace('_', ' ')})" for policy in told.policies)
    console.print(Text(told.asking, style="bold"), Text(titles if told.as_if else "", style="dim"))
    console.print(Padding(Text(wording.headline(told), style="bold"), (0, 0, 0, 2)))
    console.print(Padding(wording.standing(told), (0, 0, 0, 2)))
    if told.policies and not wording.whole_text(told):
        read = "The text was read in part or not at all: `nothing found` says that what was read is silent."
        console.print(Padding(read, (0, 0, 0, 2)))
    deciding = ", ".join(office.name for office in told.offices)
    console.print(Padding(f"Charges are decided by: {deciding or 'no office that the library holds'}.", (0, 0, 0, 2)))
    if told.n_charges is not None:
        what = f"Ranked by {told.n_charges:,} charges of {result.records}."
        if told.unmatched:
            what += f" The offense of {told.unmatched:,} is not known: they are counted nowhere."
        console.print(Padding(what, (0, 0, 0, 2)))


def _overview(told: Routes) -> None:
    """How many offenses fit each situation, by what the policy says."""
    if len(told.ways) < 2:
        return
    console.print()
    whole = wording.whole_text(told)
    buckets = [bucket for bucket in Bucket if any(bucket in way.counts() for way in told.ways)]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("")
    table.add_column("fit", justify="right")
    for bucket in buckets:
        table.add_column(_bucket(bucket, whole), justify="right")
    for way in told.ways:
        counts = way.counts()
        table.add_row(way.situation.title, str(way.n), *(str(counts.get(bucket, "")) for bucket in buckets))
    console.print(Padding(table, (0, 0, 0, 2)))


def _bucket(bucket: Bucket, whole: bool, note: str = "") -> Text:
    """The sign and the word, and the marks of the notes that belong to it."""
    if bucket in _ELSEWHERE:
        sign, style = _ELSEWHERE[bucket], "dim"
    else:
        found = NOTHING_FOUND if bucket is Bucket.SILENT and not whole else MARKS[Decision(bucket.value)]
        sign, style = found.sign, found.style
    told = Text(f"{sign} {wording.short(bucket, whole)}", style=style)
    return told.append(f" {note}", style="dim") if note else told


# -- one situation


def _way(way: Way, told: Routes, words: Wording, marks: Marks, all_: bool) -> None:
    console.print()
    console.print(Text(way.situation.title, style="bold"), Text(way.situation.says, style="dim"))
    if len(told.ways) > 1:
        console.print(Padding(wording.sentence(way, told), (0, 0, 0, 2)))
    console.print(Padding(Text(wording.thesis(way, told), style="bold"), (0, 0, 0, 2)))
    shown = [route for route in way.routes if all_ or route.bucket not in SPARED]
    if shown:
        console.print(Padding(_table(shown, told, words, marks), (0, 0, 0, 2)))
    hidden = [route for route in way.routes if route not in shown]
    for bucket in SPARED:
        of = [_brief(route, told, words, marks) for route in hidden if route.bucket is bucket]
        if of:
            line(wording.short(bucket, True), "; ".join(of))
    _gone(way.gone)
    if way.beyond:
        line("alleges more", f"{', '.join(o.citation for o in way.beyond)}: force, abuse or a minor, not in this list")
    for item in way.situation.leaves_out:
        line("not in it", item.text)


def _table(routes: Sequence[Route], told: Routes, words: Wording, marks: Marks) -> Table:
    """Two lines for each offense: what it is, then where it stands and what is not sure about it."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    counted = told.n_charges is not None
    if counted:
        table.add_column("charges", justify="right", no_wrap=True)
    table.add_column("the policy", width=20)
    table.add_column("can be charged as", ratio=1)
    table.add_column("level", width=13)
    table.add_column("for", width=11)
    for route in routes:
        beside = "; ".join([route.offense.citation, *wording.marks(route)])
        offense = Text(route.offense.title).append(f"\n{beside}", style="dim")
        bucket = _bucket(route.bucket, wording.whole_text(told), _marked(route, told, words, marks))
        used = [charges(route.charges)] if counted else []
        table.add_row(*used, bucket, offense, wording.level(route.offense), wording.does(route))
    return table


def _marked(route: Route, told: Routes, words: Wording, marks: Marks) -> str:
    found = sorted(marks[text] for text in noted(route, told.policies, words))
    return f"({','.join(found)})" if found else ""


def _brief(route: Route, told: Routes, words: Wording, marks: Marks) -> str:
    n = f" (charges: {charges(route.charges)})" if route.charges else ""
    note = _marked(route, told, words, marks)
    return f"{words.offense(route.offense.id)}{f' {note}' if note else ''}{n}"


def charges(found: Charges | None) -> str:
    """`12`, or `0 to 12` where the records do not tell."""
    if found is None:
        return ""
    return f"{found.sure:,}" if found.sure == found.at_most else f"{found.sure:,} to {found.at_most:,}"


def _gone(gone: Sequence[Gone]) -> None:
    for label, ended in (("no longer", True), ("not yet", False)):
        told = [_one_gone(one) for one in gone if one.ended is ended]
        if told:
            line(label, "; ".join(told))


def _one_gone(one: Gone) -> str:
    n = f"; charges: {charges(one.charges)}" if one.charges else ""
    return f"{one.offense.citation} ({wording.until(one)}{n})"


# -- where it comes from


def _notes(result: Routed) -> None:
    if result.notes:
        console.print()
        line("", "What could change an answer, where something about the charge is special, or why none is known:")
    for note in result.notes:
        line(f"({note.mark})", note.text)


def _sources(result: Routed) -> None:
    """The clauses that gave an answer with their sources, then those of the situations."""
    told, library = result.told, result.library
    console.print()
    clauses = {clause: None for way in told.ways for route in way.routes for clause in route.by}
    for policy, path in clauses:
        clause = clause_of(told.policies, policy, path)
        if clause is not None:
            name = path if told.as_if else f"{policy}: {path}"
            line("rule", f"{name}: {_cited(clause.cite, library)}")
    elements = [element for way in told.ways for element in way.situation.elements]
    cited = dict.fromkeys(citation.source for element in elements for citation in element.cite)
    line("situations", "; ".join(library.sources[id].title for id in cited if id in library.sources))
    general = sum(1 for element in elements if element.confidence is Confidence.UNVERIFIED)
    if general:
        line(
            "",
            f"{general} of {len(elements)} elements are general knowledge, and an offense that only they fit says so",
        )
    line("look up", "nolle show SITUATION, nolle law show OFFENSE. It informs; it is not legal advice.", "dim")
    console.print()


def _cited(citations: Iterable[Citation], library: Library) -> str:
    told = []
    for one in citations:
        source = library.sources.get(one.source)
        told.append(f"{source.title if source else one.source}{f': {one.at}' if one.at else ''}")
    return "; ".join(told) or "no source of its own"
