"""The interview about a table of counts: over which days a row counts, what, and in which columns. Pure."""

from __future__ import annotations

from dataclasses import replace

from nolle.records.answers import named
from nolle.records.asking import Asking, ask_column, may_be_used
from nolle.records.counts import COLUMNS, MEASURES, CountTable
from nolle.records.draft import NONE, Choice, Draft, Kind, Question
from nolle.records.drafting import Candidate, Proposal, wide_columns
from nolle.records.evidence import mostly_days
from nolle.records.interview_limits import in_order, last, nulls, unused
from nolle.records.interview_place import ask as ask_place
from nolle.records.mapping import Column
from nolle.records.privacy import plain
from nolle.records.profile import Column as Profile

_NAMES = {
    "n": "Which column holds the number?",
    "category": "Which column says what is counted (the office's categories)?",
    "disposition": "Which column says how it ended, in the office's words?",
    "age_group": "Which column holds groups of ages?",
    "agency": "Which column names the police agency?",
}


def rest(asking: Asking, begun: Draft) -> Draft:
    """The draft of a table of counts."""
    asking.meanings = {name: column.meaning for name, column in COLUMNS.items()}
    asking.found = {**_found(asking), "place": asking.found["place"]}
    _period(asking)
    wide = _wide(asking) if begun.row == "count_table" and not asking.found["n"].best else ()
    for standard, ask in _NAMES.items():
        needless = (wide and standard in ("n", "category")) or (begun.row != "count_table" and standard == "n")
        if not needless and (standard in ("n", "category") or asking.found[standard].best):
            ask_column(asking, standard, ask, "no column looks like it")
    _measure(asking, begun.row)
    ask_place(asking, "")
    dated = asking.text("dated", "What is the date of a row: the day of the arrest, of filing, of the report?")
    leaves_out, terms, drop, title = last(asking)
    table = CountTable(dated=dated, wide=wide, one_each=begun.row != "count_table", cumulative="until" in asking.chosen)
    return replace(
        begun, title=title, questions=tuple(asking.questions), chosen=in_order(asking, drop), drop=drop,
        unused=tuple(name for name in unused(asking, drop) if name not in wide), leaves_out=leaves_out, terms=terms,
        nulls=nulls(asking), counts=table,
        notes=("one row is no charge: no policy can decide it, and the counts are read with: nolle records counts",),
    )  # fmt: skip


def _found(asking: Asking) -> dict[str, Proposal]:
    """Which columns a table of counts can have: by their names, and days and numbers by their cells."""
    words, made = asking.context.words, {}
    for standard in COLUMNS:
        naming = words.counts.get(standard)
        columns = [c for c in asking.file.columns if c.name in may_be_used(asking.file) and c.filled]
        fits = [c for c in columns if naming and words.named(c.name, naming.names) and _has_form(asking, standard, c)]
        candidates = [Candidate(c.name, 0.85, ("it is named so",)) for c in fits]
        if standard == "period" and not candidates:
            days = [c for c in columns if mostly_days(c, words)]
            candidates = [Candidate(c.name, 0.6, ("it is the only date",)) for c in days if len(days) == 1]
        made[standard] = Proposal(standard, candidates[0] if candidates else None, tuple(candidates[1:]))
    return made


def _has_form(asking: Asking, standard: str, column: Profile) -> bool:
    if standard in ("period", "until"):
        return mostly_days(column, asking.context.words)
    return column.number if standard in ("n", "year", "month") else not column.number or standard == "disposition"


def _period(asking: Asking) -> None:
    """The days that a row counts: a day, or a year with its month, or the end of a span that begins with a year."""
    year, until = asking.found["year"].best, asking.found["until"].best
    if year is None:
        ask_column(
            asking, "period", "Which column says the day, month or year that a row counts?", "no column has days"
        )
        return
    ask_column(asking, "year", "Which column says the year that a row counts?", "")
    if asking.found["month"].best:
        ask_column(asking, "month", "Which column says the month of that year?", "")
    if until is not None:
        ask = "Which column says up to which day a row counts, from 1 January on?"
        asking.found["until"] = Proposal("until", replace(until, confidence=0.5))
        ask_column(asking, "until", ask, "")


def _wide(asking: Asking) -> tuple[str, ...]:
    """The columns each of which counts one thing."""
    wide = wide_columns(asking.file, asking.context.words)
    ask = "These columns each count one thing. Which of them do not?"
    answer = asking.ask(Question(
        "wide", "counts.wide", ask, (", ".join(wide),), Kind.COLUMNS, "", True, columns=wide,
    ))  # fmt: skip
    return tuple(name for name in wide if name not in named(answer))


def _measure(asking: Asking, row: str) -> None:
    """What is counted: a column that says it, or one thing for the whole file."""
    said = [c for c in asking.file.columns if c.values and {value.word for value in c.values} <= MEASURES.keys()]
    if said:
        best = Candidate(said[0].name, 0.85, ("its words are kinds of counts",))
        asking.found["measure"] = Proposal("measure", best)
        if ask_column(asking, "measure", "Which column says what is counted?", ""):
            return
    called = f" {plain(asking.file.name)} "
    likely = next((measure for measure in MEASURES if f" {measure} " in called), "")
    why = (f'"{likely}" stands in the name of the file',) if likely else ("no name tells",)
    if row == "person_reviewed":
        likely, why = "reviews", ("each row is one review",)
    choices = (*(Choice(measure, told) for measure, told in MEASURES.items()), Choice(NONE, "none of these"))
    answer = asking.ask(Question(
        "measured", "columns.measure", "What does the file count?", why, Kind.CHOICE, likely or NONE, False, choices,
    ))  # fmt: skip
    if answer != NONE:
        found = Candidate(answer, 0.6, why) if answer == likely else None
        asking.choose("measure", Column(constant=answer), found)
