"""What nolle law cite prints for people: the count first, then each citation in its place."""

from __future__ import annotations

from collections.abc import Iterable

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nolle.cli.terminal import LABEL, console, line
from nolle.cli.terminal_law import about, count, when
from nolle.law.offense import Coverage
from nolle.publish import law as wording
from nolle.publish.law import ON_THE_DAY, Standing
from nolle.publish.wording import Wording
from nolle.verbs.citing import Candidate, Cited, Held, Mention


def cited(result: Cited) -> None:
    """The count first, then each citation in its place; one that comes again points to the first."""
    words, counts = Wording(result.library), result.summary()
    console.print()
    total, sections = counts["citations"], counts["sections"]
    told = f"{result.text.name}: {count(total, 'citation')}"
    console.print(Text(told + (f" of {count(sections, 'section')}" if total else ""), style="bold"))
    for said in _summary(result, counts):
        line("", said)
    for note in result.text.notes:
        line("note", note)
    seen: dict[str, str] = {}
    for mention in result.mentions:
        console.print()
        _mention(mention, result, words, seen)
    console.print()


def _summary(result: Cited, counts: dict[str, int]) -> Iterable[str]:
    if result.place:
        how = "as given" if result.given else "the only state whose law the text names"
        yield f"read as law of {result.place}, {how}"
    elif len(result.named) > 1:
        yield f"it names law of {', '.join(result.named)}: sections without a law beside them were not read (--place)"
    held = [
        (counts["catalogued"], "in the catalogue"),
        (counts["not_catalogued"], "not in the catalogue"),
        (counts["no_coverage"], "of a code that the catalogue does not cover"),
    ]
    if counts["citations"]:
        yield ", ".join(f"{n:,} {what}" for n, what in held if n)
    if counts["several"]:
        yield f"{counts['several']:,} can be more than one offense"
    if counts["dates_matter"] and not result.on:
        yield f"{counts['dates_matter']:,} had another meaning at another time: name a day with --on"
    if counts["signs_not_read"]:
        yield f"{count(counts['signs_not_read'], 'section sign')} whose law the text does not name: not read"


def _mention(mention: Mention, result: Cited, words: Wording, seen: dict[str, str]) -> None:
    where = _where(mention, result)
    _row(where, Text.assemble((mention.before, "dim"), (mention.quote, "bold"), (mention.after, "dim")))
    read = " or ".join(dict.fromkeys(reading.citation for reading in mention.readings))
    law_from = f" ({_ELSEWHERE[mention.law_from]})" if mention.law_from else ""
    if read in seen:
        line("", f"{read}{law_from}: as on {seen[read]}")
        return
    seen[read] = where
    line("", f"{read}{law_from}")
    for candidate in mention.candidates:
        _row("", _candidate(candidate, words))
    for told in _remarks(mention, result):
        line("", told)


_ELSEWHERE = {
    "list": "law named in the same list",
    "text": "law named elsewhere in the text",
    "place": "law taken from the place: nothing names it",
}


def _where(mention: Mention, result: Cited) -> str:
    counted = "para." if result.text.counted == "paragraph" else "line"
    if mention.part:
        return f"{mention.part.removesuffix('s')} {mention.line}"
    return f"p. {mention.page}, {counted} {mention.line}" if mention.page else f"{counted} {mention.line}"


def _row(label: str, shown: Text | Table) -> None:
    """A labelled line with styles of its own."""
    table = Table.grid(padding=(0, 2))
    table.add_column(width=LABEL)
    table.add_column(overflow="fold")
    table.add_row(label, shown)
    console.print(Padding(table, (0, 0, 0, 2), expand=False))


def _candidate(candidate: Candidate, words: Wording) -> Table:
    """An offense, and beneath it what it is about; what was not in force that day is dim."""
    one = candidate.offense
    day = ON_THE_DAY[candidate.standing] if candidate.standing else ""
    told = "; ".join(filter(None, (about(one, words), when(one), day)))
    gone = "dim" if candidate.standing is Standing.NOT_IN_FORCE else ""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    table.add_row("·", Text(f"{one.id}  {one.title}", gone))
    table.add_row("", Text(told, "dim"))
    return table


def _remarks(mention: Mention, result: Cited) -> Iterable[str]:
    """What a reader must know of a citation: what would decide, and what is not in the catalogue."""
    if mention.candidates and all(one.standing is Standing.NOT_IN_FORCE for one in mention.candidates):
        yield f"? none of these was the law on {result.on}"
    if mention.dates_matter and not result.on:
        yield "? texts of different times say different things: name a day with --on"
    told = [wording.NEEDS[need] for need in mention.deciding if need in wording.NEEDS and need != "date"]
    if told:
        yield f"? to tell which: {'; '.join(told)}"
    held = {reading.held for reading in mention.readings}
    if mention.or_other and held == {Held.CATALOGUED}:
        yield "? or a part of it that is not in the catalogue"
    for reading in mention.readings:
        which = f"{reading.citation}: " if len(held) > 1 else ""
        if reading.held is Held.NO_COVERAGE:
            yield f"– {which}this code has no coverage: nothing of it is in the catalogue"
        elif reading.held is Held.NOT_CATALOGUED:
            yield f"– {which}{_absent(reading.absent)}"


def _absent(stated: Coverage | None) -> str:
    if stated is None or stated.absent != "other":
        return "not catalogued: it may be anything"
    if stated.complete_for:
        return f"not catalogued, and the code was gone through for {', '.join(stated.complete_for)}"
    return "not catalogued, and the code was gone through: it is of none of the classes"
