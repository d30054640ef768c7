"""What a file does not hold, what of it is left unread, and its name: the end of the interview. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from nolle.dates import parse
from nolle.records.answers import named
from nolle.records.asking import NOT_TELLING, SAID_SO, Asking
from nolle.records.columns import DATES
from nolle.records.draft import Choice, Chosen, Draft, Kind, Question
from nolle.records.evidence import many, mostly_days
from nolle.records.mapping import CaseRule, HistoryRule
from nolle.records.mapping import Mapping as MappingDocument
from nolle.records.profile import Hidden

_WITHOUT_GAPS = 0.95
_YES_NO = (Choice("complete", "yes, all of them"), Choice("unknown", "no, or nobody knows"))
_CHARGED = {"offense", "code", "description", "conduct"}


def rest(asking: Asking, begun: Draft) -> Draft:
    """The draft, with everything that is asked of charges last."""
    case, history = _case(asking, begun.row), _history(asking)
    leaves_out, terms, drop, title = last(asking)
    return replace(
        begun, title=title, questions=tuple(asking.questions), chosen=in_order(asking, drop), drop=drop,
        unused=unused(asking, drop), case=case, history=history, leaves_out=leaves_out, terms=terms,
        nulls=nulls(asking), notes=tuple(_notes(asking)),
    )  # fmt: skip


def last(asking: Asking) -> tuple[tuple[str, ...], str, dict[str, str], str]:
    """What the file leaves out, its terms, the columns that are left unread, and its name."""
    leaves_out = asking.text("leaves_out", "What does the file leave out? (several things: a semicolon between them)")
    terms = asking.text("terms", "Under which licence or terms may the file be used?")
    drop = _drop(asking)
    default = f"{PurePosixPath(asking.file.name).name}, mapping not checked yet"
    ask = "What is this file, in a few words? (printed with every result)"
    title = asking.ask(Question("title", "title", ask, (), Kind.TEXT, default, True))
    return tuple(part.strip() for part in leaves_out.split(";") if part.strip()), terms, drop, title or default


# ---------------------------------------------------------------- cases and history


def _case(asking: Asking, row: str) -> CaseRule:
    """Whether the file holds all charges of a case; only a person can say yes."""
    case = asking.chosen.get("case_id")
    if row == "arrest_top_charge":
        return CaseRule(note="the file shows only the top charge of an arrest")
    if case is None:
        return CaseRule(note="no column says which charges were filed together")
    seen, gaps = NOT_TELLING, False
    numbering = next((one for one in asking.file.numberings if one.group == case.source.column), None)
    if numbering is not None:
        missing = numbering.groups - round(numbering.groups * numbering.whole)
        gaps = numbering.whole < _WITHOUT_GAPS
        seen = (f"{numbering.number} numbers the charges of {numbering.groups:,} cases; {missing:,} cases have gaps",)
    ask = "Are all charges of a case in the file?"
    answer = asking.ask(Question("case", "case", ask, seen, Kind.CHOICE, "unknown", gaps, _YES_NO))
    if answer == "complete":
        return CaseRule(others="complete")
    return CaseRule(note=seen[0] if gaps else "")


def _history(asking: Asking) -> HistoryRule:
    if "person_id" not in asking.chosen:
        return HistoryRule(note="the file has no id of a person")
    ask = "Are all earlier charges of a person in the file, in whatever county?"
    answer = asking.ask(Question("history", "history", ask, NOT_TELLING, Kind.CHOICE, "unknown", False, _YES_NO))
    if answer != "complete":
        return HistoryRule()
    used = asking.used()
    first = min((c.best_days.first for c in asking.file.columns if c.best_days and c.name in used), default="")
    seen = (f"its first day is {first}",) if first else NOT_TELLING
    ask = "Since when are they all in it: a year, a month or a day?"
    since = asking.ask(Question("since", "history", ask, seen, Kind.DAY, first, False))
    return HistoryRule(complete=True, since=parse(since) if since else None)


# ---------------------------------------------------------------- what is left unread, and what is left


def _drop(asking: Asking) -> dict[str, str]:
    """Columns that are left unread: personal ones, those that describe a person, free text; and what somebody adds."""
    used = asking.used()
    found = {
        c.name: c.why_hidden or c.hidden.value
        for c in asking.file.columns
        if c.hidden.personal or (c.hidden in (Hidden.PERSON, Hidden.TEXT) and c.name not in used)
    }
    seen = tuple(f"{name}: {why}" for name, why in found.items()) or ("no column looks personal",)
    ask = "These columns are left unread. Which others tell something of a person?"
    free = tuple(c.name for c in asking.file.columns if c.name not in found)
    more = named(asking.ask(Question("drop", "drop", ask, seen, Kind.COLUMNS, "", True, columns=free)))
    return {**found, **{name: SAID_SO for name in free if name in more}}


def in_order(asking: Asking, drop: Mapping[str, str]) -> tuple[Chosen, ...]:
    """What was chosen, in the order of the standard columns, without what is left unread."""
    order = list(asking.meanings)
    kept = [one for one in asking.chosen.values() if one.source.column not in drop]
    return tuple(sorted(kept, key=lambda one: order.index(one.standard)))


def unused(asking: Asking, drop: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that nothing was found for."""
    return tuple(c.name for c in asking.file.columns if c.name not in asking.used() and c.name not in drop)


def nulls(asking: Asking) -> tuple[str, ...]:
    """What stands for an empty cell, where the file writes more than the usual words."""
    usual: tuple[str, ...] = MappingDocument.model_fields["nulls"].default
    used = asking.used()
    met = {one.word for c in asking.file.columns if c.name in used for one in c.nulls}
    return (*usual, *sorted(met - set(usual))) if met - set(usual) else ()


def _notes(asking: Asking) -> Iterable[str]:
    """What the draft could not use, and somebody should know."""
    words, file = asking.context.words, asking.file
    for column in file.columns:
        if column.hidden in (Hidden.CONTENT, Hidden.BIRTHS):
            yield f"{column.name}: {column.why_hidden or column.hidden.value}; it is left unread"
        named = any(words.named(column.name, words.columns[standard].names) for standard in DATES)
        if named and column.filled and not column.hidden and not mostly_days(column, words):
            n = column.filled - (column.best_days.n if column.best_days else 0)
            unread = f"{n:,} of its {many(column.filled, 'cell')} {'is' if n == 1 else 'are'} in another form"
            yield f"{column.name} is named like a date, but {unread}"
    if file.unreadable:
        yield f"{many(file.unreadable, 'line')} of the file cannot be read"
    if not _CHARGED & asking.chosen.keys():
        yield "no column says what was charged"
