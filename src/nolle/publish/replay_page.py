"""A replay as one page: the answer, the tables, what cannot be told, and what all of it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nolle.publish import replay_words
from nolle.publish.page import capital, number, render, tool
from nolle.publish.replay_words import percent, span
from nolle.publish.report import Marked, marked
from nolle.publish.wording import Wording
from nolle.terms import Decision

Cell = str | Marked


@dataclass(frozen=True)
class Table:
    """A table of a page: its caption, its headings, its rows, and how many of its first columns are words."""

    caption: str
    headings: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    words: int = 1


@dataclass(frozen=True)
class Section:
    """A section of a page: its tables, and what is said before and after them."""

    id: str
    title: str
    tables: Sequence[Table]
    before: str = ""
    after: str = ""


def page(values: Mapping[str, Any], words: Wording, files: Sequence[str]) -> str:
    """The page of a replay; `files` stand beside it, and hold every number again."""
    title = f"Replay of {values['draft']['title']}"
    filled = {
        "title": f"{title} over {values['records']['file']}",
        "description": values["answer"],
        "kind": "Replay",
        "as_of": date.fromisoformat(values["as_of"]) if values["as_of"] else None,
        "running": title,
        "foot_line": f"{tool()}. Draft {values['draft']['id']}. Records {values['records']['file']}.",
        "values": values,
        "sections": [section for section in _sections(values, words) if section.tables],
        "absent": replay_words.absent(values["absent"]),
        "files": files,
    }
    return render("replay.html", filled)


def _sections(values: Mapping[str, Any], words: Wording) -> Iterator[Section]:
    yield Section("matrix", "From now to the draft", [_matrix(values)], after=_changed(values))
    yield Section("reached", "Charges, cases and people", list(_reached(values)))
    by = [_by(word, groups, values, words) for word, groups in values["by"].items() if groups]
    said = " ".join(f"By {word}: {replay_words.apart(told)}" for word, told in values["apart"].items())
    before = (
        "Shares are of the newly declined, with a 95 % interval in brackets: of all charges, and of sex work alone."
    )
    yield Section("by", "Whom it reaches", by, before, said)
    yield Section("clauses", "Which clauses decide", list(_clauses(values)))
    yield Section("missing", "What cannot be told", list(_missing(values)), after="Unknown is never taken as no.")
    yield Section("facts", "Facts worth recording", list(_facts(values)), replay_words.FACTS)


# ---------------------------------------------------------------- the tables


def _decision(told: str, asked: Mapping[str, Any]) -> Cell:
    return marked(Decision(told), asked.get("text_read") == ["full"]) if told in tuple(Decision) else "no policy"


def _matrix(values: Mapping[str, Any]) -> Table:
    now, then, cells = replay_words.matrix(values["transitions"])
    rows: list[list[Cell]] = []
    for told in now:
        row = [cells.get((told, draft), 0) for draft in then]
        rows.append([_decision(told, values["current"]), *map(number, row), number(sum(row))])
    sums = [sum(cells.get((told, draft), 0) for told in now) for draft in then]
    rows.append(["All charges", *map(number, sums), number(sum(sums))])
    headings = ["now, and under the draft", *(_decision(told, values["draft"]) for told in then), "charges"]
    return Table("Charges by what is decided now and what the draft decides", headings, rows)


def _changed(values: Mapping[str, Any]) -> str:
    changed = values["totals"]["changed"]
    return f"Of these, {replay_words.things(changed, 'charge')} would have another decision than now."


def _reached(values: Mapping[str, Any]) -> Iterator[Table]:
    totals = values["totals"]
    row = [span(totals[what]) for what in ("was_declined", "declined", "gained", "lost")]
    headings = ["", "of", "declined now", "by the draft", "newly", "no longer"]
    yield Table("Charges", headings, [["Charges", number(values["rows"]["charges"]), *row]])
    rows = []
    for unit in ("cases", "people"):
        told = values[unit]
        if told:
            ranges = [span(told[what]) for what in ("gained", "none_left", "newly_none_left")]
            rows.append([capital(unit), number(told["n"]), *ranges])
    if rows:
        headings = ["", "of", "a charge newly declined", "no charge left", "newly no charge left"]
        yield Table("Cases and people, each counted once", headings, rows)


def _by(word: str, groups: Sequence[Mapping[str, Any]], values: Mapping[str, Any], words: Wording) -> Table:
    rows = [
        [
            replay_words.group(word, group["value"], words),
            number(group["n"]),
            span(group["gained"]),
            percent(group["share_of_charges"]),
            number(group["sex_work"]),
            span(group["sex_work_gained"]),
            percent(group["share_of_sex_work"]),
        ]
        for group in groups
    ]
    of = f" ({values['months_of']})" if word == "month" else ""
    headings = [word, "charges", "newly declined", "share", "of sex work", "newly declined", "share of these"]
    return Table(f"By {word}{of}", headings, rows)


def _clauses(values: Mapping[str, Any]) -> Iterator[Table]:
    rows = [
        [one["path"], one["english"], span(one["decides"]), span(one["gained"]), "yes" if one["sends_back"] else ""]
        for one in values["clauses"]
    ]
    headings = ["clause", "what it says", "decides", "newly declined", "sends back"]
    yield Table("The draft's clauses", headings, rows, 2)
    now = values["totals"]["declined"]
    changes = [
        [f"{one['path']} {one['what']}", span(one["declined"]), span(now)]
        for one in values["changes"]
        if one["declined"] and one["declined"] != now
    ]
    if changes:
        yield Table("What one change would give", ["change", "declined then", "declined by the draft"], changes)


def _missing(values: Mapping[str, Any]) -> Iterator[Table]:
    for what, items in (("under the draft", values["undetermined"]), ("now", values["undetermined_now"])):
        rows = [
            [item["english"], " or ".join(replay_words.word(told) for told in item["candidates"]), number(item["n"])]
            for item in items
        ]
        if rows:
            headings = ["what is not known", "so the charge may be", "charges"]
            yield Table(f"Charges that cannot be told {what}", headings, rows, 2)


def _facts(values: Mapping[str, Any]) -> Iterator[Table]:
    told = values["facts"]
    rows = [[step["english"], span(step["settles"]), span(step["so_far"])] for step in told["best_order"]]
    if rows:
        yield Table("In the best order", ["record", "settles more", "settled so far"], rows)
    rows = [[fact["english"], span(fact["alone"]), number(fact["involved"])] for fact in told["each"]]
    if rows:
        yield Table("Each by itself", ["fact", "settles by itself", "missing in"], rows)
