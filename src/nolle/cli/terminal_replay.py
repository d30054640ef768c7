"""A replay on the terminal: the answer, the matrix, whom it reaches, what cannot be told, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nolle.cli.terminal import console, line, mark
from nolle.law.library import Library
from nolle.publish import replay_words
from nolle.publish.replay_words import percent, span
from nolle.publish.wording import WORD, Wording
from nolle.terms import Decision

GROUPS, MONTHS, LINES = 8, 24, 5
"""So many groups, months and lines are shown of each table; --out and --json have all."""

_NO_POLICY = "no policy"


def replayed(values: Mapping[str, Any], library: Library) -> None:
    """The whole replay."""
    words = Wording(library)
    console.print()
    console.print(Text(values["answer"], style="bold"))
    console.print()
    _matrix(values)
    _reached(values)
    for word, groups in values["by"].items():
        _by(word, groups, values, words)
    for text in replay_words.absent(values["absent"]):
        line("not by", text, "dim")
    console.print()
    _clauses(values)
    _undetermined(values)
    _facts(values)
    _rests_on(values)


# ---------------------------------------------------------------- the matrix


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
    table.add_column(headings[0], style="dim")
    for heading in headings[1:]:
        table.add_column(heading, justify="right")
    return table


def _shown(table: Table, title: str = "") -> None:
    if title:
        line(title, "")
    console.print(Padding(table, (0, 0, 1, 2)))


def _decision(told: str, asked: Mapping[str, Any]) -> str:
    return mark(told, asked.get("text_read") == ["full"]) if told in tuple(Decision) else _NO_POLICY


def _matrix(values: Mapping[str, Any]) -> None:
    """Rows are what is decided now, columns what the draft decides; both ends have their sums."""
    now, then, cells = replay_words.matrix(values["transitions"])
    table = _table("now, and under the draft", *(_decision(told, values["draft"]) for told in then), "all")
    for told in now:
        row = [cells.get((told, draft), 0) for draft in then]
        table.add_row(_decision(told, values["current"]), *(f"{n:,}" if n else "" for n in row), f"{sum(row):,}")
    sums = [sum(n for (_, draft), n in cells.items() if draft == told) for told in then]
    table.add_row(Text("all", style="bold"), *(f"{n:,}" for n in sums), f"{sum(sums):,}")
    _shown(table)
    changed = values["totals"]["changed"]
    if values["current"].get("id") and changed["surely"] != changed["at_most"]:
        line("changed", f"{span(changed)} charges: the undetermined may come out as they do now, or not")
        console.print()


def _reached(values: Mapping[str, Any]) -> None:
    """Charges, cases and people apart."""
    totals = values["totals"]
    table = _table("", "of", "declined now", "by the draft", "newly", "no longer")
    row = [span(totals[what]) for what in ("was_declined", "declined", "gained", "lost")]
    table.add_row("charges", f"{values['rows']['charges']:,}", *row)
    _shown(table)
    table = _table("", "of", "a charge newly declined", "no charge left", "newly no charge left")
    for unit in ("cases", "people"):
        told = values[unit]
        if told:
            row = [span(told[what]) for what in ("gained", "none_left", "newly_none_left")]
            table.add_row(unit, f"{told['n']:,}", *row)
    if table.rows:
        _shown(table)


# ---------------------------------------------------------------- breakdowns


def _by(word: str, groups: Sequence[Mapping[str, Any]], values: Mapping[str, Any], words: Wording) -> None:
    """One table: the charges of each group, those newly declined, and the same of sex work with the share.

    Of a file without sex work, the share is of all charges.
    """
    if not groups:
        return
    table = _table(f"by {word}", "charges", "newly declined", *_headings(word, groups))
    shown, rest = _chosen(word, groups)
    for group in shown:
        counts = [f"{group['n']:,}", span(group["gained"]), *_last(word, group, groups)]
        table.add_row(replay_words.group(word, group["value"], words), *counts)
    if rest:
        gained = {end: sum(group["gained"][end] for group in rest) for end in ("surely", "at_most")}
        table.add_row(f"{len(rest)} more", f"{sum(group['n'] for group in rest):,}", span(gained))
    _shown(table)
    if word in values["apart"]:
        line("", replay_words.apart(values["apart"][word]), "dim")
        console.print()


def _of_sex_work(word: str, groups: Sequence[Mapping[str, Any]]) -> bool:
    return word != "conduct" and any(group["sex_work"] for group in groups)


def _headings(word: str, groups: Sequence[Mapping[str, Any]]) -> list[str]:
    return ["of sex work", "newly declined", "share of these"] if _of_sex_work(word, groups) else ["share"]


def _last(word: str, group: Mapping[str, Any], groups: Sequence[Mapping[str, Any]]) -> list[str]:
    if not _of_sex_work(word, groups):
        return [percent(group["share_of_charges"])]
    return [f"{group['sex_work']:,}", span(group["sex_work_gained"]), percent(group["share_of_sex_work"])]


def _chosen(word: str, groups: Sequence[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The groups to show, and those that only --out and --json show: the ones that the draft reaches least."""
    if word == "month":
        years = _years(groups) if len(groups) > MONTHS else list(groups)
        return years, []
    if word == "conduct":
        ranked = [group for group in groups if group["spoken_of"]]
    else:
        ranked = sorted(groups, key=lambda g: (-g["sex_work"], -g["spoken_of"], -g["n"], g["value"]))
    chosen = ranked[:GROUPS]
    return chosen, [group for group in groups if group not in chosen]


def _years(groups: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Months added up to years."""
    found: dict[str, dict[str, Any]] = {}
    for group in groups:
        year = group["value"][:4] if group["value"][:1].isdigit() else group["value"]
        told = found.setdefault(year, {"value": year, "n": 0, "sex_work": 0, "gained": {}, "sex_work_gained": {}})
        for what in ("n", "sex_work"):
            told[what] += group[what]
        for what in ("gained", "sex_work_gained"):
            told[what] = {end: told[what].get(end, 0) + n for end, n in group[what].items()}
    return [{**told, "share_of_charges": None, "share_of_sex_work": None} for told in found.values()]


# ---------------------------------------------------------------- clauses, and what cannot be told


def _clauses(values: Mapping[str, Any]) -> None:
    """The rules that decide most, the exceptions that send most back, and what one change would add."""
    rules = [one for one in values["clauses"] if "/" not in one["path"] and one["decides"]["at_most"]]
    for at, one in enumerate(rules[:LINES]):
        says = WORD[Decision(one["says"])] if one["says"] in tuple(Decision) else "its readings differ"
        newly = f" ({span(one['gained'])} newly declined)" if one["gained"]["at_most"] else ""
        line("rule" if not at else "", f"{one['path']}: {says}, {span(one['decides'])}{newly}")
    back = [one for one in values["clauses"] if one["sends_back"] and one["decides"]["at_most"]]
    for at, one in enumerate(back[:LINES]):
        line("sends back" if not at else "", f"{one['path']}: {span(one['decides'])}. {one['english']}")
    unused = [one for one in values["clauses"] if not one["decides"]["at_most"]]
    if unused:
        line("decide none", ", ".join(one["path"] for one in unused), "dim")
    _changes(values)
    console.print()


def _changes(values: Mapping[str, Any]) -> None:
    now = values["totals"]["declined"]
    told = [one for one in values["changes"] if one["declined"] and one["declined"] != now]
    for at, one in enumerate(told[:LINES]):
        text = f"{one['path']} {one['what']}: declined {span(one['declined'])} in place of {span(now)}"
        line("one change" if not at else "", text)


def _undetermined(values: Mapping[str, Any]) -> None:
    """What cannot be told, and why; of what is decided now only the first reasons."""
    _why("under the draft", values["undetermined"], values, LINES)
    _why("now", values["undetermined_now"], values, 2)
    for name, text in values["not_assumed"].items() if values["undetermined"] or values["undetermined_now"] else ():
        line("may assume", f"--assume {name}: {text}", "dim")


def _why(what: str, items: Sequence[Mapping[str, Any]], values: Mapping[str, Any], most: int) -> None:
    n, of = sum(item["n"] for item in items), values["rows"]["charges"]
    if not n:
        return
    line("not told", f"{n:,} of {of:,} charges ({100 * n / of:.1f} %) are undetermined {what}", "bold")
    for item in items[:most]:
        ways = " or ".join(WORD[Decision(candidate)] for candidate in item["candidates"])
        line(f"{item['n']:>8,} ?", f"{ways}. {item['english']}")
    rest = items[most:]
    if rest:
        line("", f"and {sum(item['n'] for item in rest):,} more for {len(rest)} other reasons (--json lists all)")


def _facts(values: Mapping[str, Any]) -> None:
    """Which field to add to the forms, best first."""
    told = values["facts"]
    alone = {fact["need"]: fact["alone"] for fact in told["each"]}
    for at, step in enumerate(told["best_order"][:LINES]):
        by_itself = "" if len(step["needs"]) > 1 else f", {span(alone[step['needs'][0]])} by itself"
        text = f"{step['english']}: settles {span(step['settles'])} more{by_itself}; {span(step['so_far'])} so far"
        line("record first" if not at else "then", text, "bold" if not at else "")
    if told["no_fact_missing"]:
        n = told["no_fact_missing"]
        line("", f"{n:,} stay open whatever is recorded: the text itself is open, or unread", "dim")
    if told["undetermined"]:
        console.print()


# ---------------------------------------------------------------- where it comes from


def _rests_on(values: Mapping[str, Any]) -> None:
    rows, records = values["rows"], values["records"]
    where = ", ".join(f"{key}={value}" for key, value in values["where"].items())
    line("records", f"{records['file']} ({values['mapping']['title']})" + (f", {where}" if where else ""))
    outside = f" + {rows['left_out_by_where']:,} not selected" if rows["left_out_by_where"] else ""
    line(
        "rows",
        f"{rows['in']:,} in = {rows['charges']:,} charges asked about + {rows['quarantined']:,} set aside{outside}",
    )
    for item in values["quarantine"]:
        line("", f"{item['n']:,}: {item['reason']}")
    for item in values["assumptions"]:
        n = f" ({item['n']:,})" if item["n"] is not None else ""
        line("taken as so", f"{item['text']}{n}")
    if values["accept_unverified"]:
        line("unverified", "statements that nobody has verified were allowed to decide", "bold")
    if values["months_of"]:
        line("months", f"by {values['months_of']}")
    for at, note in enumerate(values["notes"]):
        line("note" if not at else "", note, "dim")
    console.print()
