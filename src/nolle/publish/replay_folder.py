"""A replay as a folder of tables, with a README that says how each number was made."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nolle.publish import package, replay_words
from nolle.publish.page import plural, tool
from nolle.publish.replay_page import page
from nolle.publish.wording import Wording

OURS = "replay.json"
"""The file by which a folder is known to be an earlier replay."""

PAGE = "replay.html"

Row = Sequence[object]

_RANGES = ("declined", "gained", "lost", "sex_work_gained")
_SHARES = ("share_of_charges", "share_of_spoken_of", "share_of_sex_work")


def write(values: Mapping[str, Any], words: Wording, folder: Path) -> None:
    """All tables of a replay and its page, into a folder that is not yet in its place."""
    tables = {
        "transitions.csv": _transitions(values),
        "units.csv": _units(values),
        **{f"by_{word}.csv": _by(groups) for word, groups in values["by"].items()},
        "by_rule.csv": _clauses(values),
        "one_change.csv": _changes(values),
        "undetermined.csv": _undetermined(values["undetermined"]),
        **({"undetermined_now.csv": _undetermined(values["undetermined_now"])} if values["current"].get("id") else {}),
        "facts.csv": _facts(values),
        "facts_in_order.csv": _order(values),
    }
    for name, rows in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows(rows)
    (folder / OURS).write_text(package.as_json(values), encoding="utf-8")
    (folder / "README.txt").write_text(readme(values, tables), encoding="utf-8")
    (folder / PAGE).write_text(page(values, words, ["README.txt", *sorted(tables), OURS]), encoding="utf-8")


# ---------------------------------------------------------------- the tables


def _transitions(values: Mapping[str, Any]) -> Iterable[Row]:
    yield "current", "draft", "charges", "surely_changed", "at_most_changed"
    for cell in values["transitions"]:
        yield cell["current"], cell["draft"], cell["n"], cell["changed"]["surely"], cell["changed"]["at_most"]


def _units(values: Mapping[str, Any]) -> Iterable[Row]:
    yield "unit", "what", "surely", "at_most", "of"
    rows, totals = values["rows"], values["totals"]
    for what in replay_words.WHAT:
        yield "charges", what, totals[what]["surely"], totals[what]["at_most"], rows["charges"]
    for unit in ("cases", "people"):
        told = values[unit]
        for what in ("gained", "none_left", "newly_none_left") if told else ():
            yield unit, what, told[what]["surely"], told[what]["at_most"], told["n"]


def _by(groups: Sequence[Mapping[str, Any]]) -> Iterable[Row]:
    ranges = [f"{what}_{end}" for what in _RANGES for end in ("surely", "at_most")]
    shares = [f"{of}_{end}" for of in _SHARES for end in ("surely", "at_most", "low", "high")]
    yield ["value", "charges", "draft_speaks_of", "sex_work_charges", *ranges, *shares]
    for group in groups:
        row = [group["value"], group["n"], group["spoken_of"], group["sex_work"]]
        row += [group[what][end] for what in _RANGES for end in ("surely", "at_most")]
        row += [(group[of] or {}).get(end, "") for of in _SHARES for end in ("surely", "at_most", "low", "high")]
        yield row


def _clauses(values: Mapping[str, Any]) -> Iterable[Row]:
    yield "policy", "clause", "says", "sends_back", *(f"{w}_{e}" for w in ("decides", "gained") for e in _ENDS), "words"
    for one in values["clauses"]:
        ends = [one[what][end] for what in ("decides", "gained") for end in _ENDS]
        yield one["policy"], one["path"], one["says"], _yes(one["sends_back"]), *ends, one["english"]


_ENDS = ("surely", "at_most")


def _changes(values: Mapping[str, Any]) -> Iterable[Row]:
    yield "policy", "clause", "change", "declined_then_surely", "declined_then_at_most", "more_surely", "more_at_most"
    now = values["totals"]["declined"]
    for one in values["changes"]:
        then = one["declined"]
        told = [then[end] for end in _ENDS] + [then[end] - now[end] for end in _ENDS] if then else [""] * 4
        yield one["policy"], one["path"], one["what"], *told


def _undetermined(items: Sequence[Mapping[str, Any]]) -> Iterable[Row]:
    yield "charges", "needs", "because", "may_be", "words"
    for item in items:
        yield item["n"], *("|".join(item[key]) for key in ("needs", "because", "candidates")), item["english"]


def _facts(values: Mapping[str, Any]) -> Iterable[Row]:
    yield "fact", "settles_alone_surely", "settles_alone_at_most", "missing_in", "question"
    for fact in values["facts"]["each"]:
        yield fact["need"], *(fact["alone"][end] for end in _ENDS), fact["involved"], fact["english"]


def _order(values: Mapping[str, Any]) -> Iterable[Row]:
    ends = [f"{what}_{end}" for what in ("settles", "so_far") for end in _ENDS]
    yield "step", "facts", *ends, "question"
    for number, step in enumerate(values["facts"]["best_order"], 1):
        yield (
            number,
            "|".join(step["needs"]),
            *(step[what][end] for what in ("settles", "so_far") for end in _ENDS),
            step["english"],
        )


def _yes(said: bool) -> str:
    return "true" if said else "false"


# ---------------------------------------------------------------- how each number was made

_MEANING = {
    "transitions.csv": "Charges by what is decided now and what the draft decides. `charges` adds up to all charges "
    "asked about. An undetermined charge may be of any decision, so how many change is a range.",
    "units.csv": "Charges, cases and people. `gained`: declined by the draft and not now. `lost`: the other way round. "
    "`none_left`: all their charges in these records are declined by the draft. `newly_none_left`: of these, those "
    "with a charge that is not declined now.",
    "by_rule.csv": "Clauses of the draft. A decided charge is counted once, at the first clause by id that decides it. "
    "`at_most` adds the undetermined ones that the clause may decide: these stand at several clauses, so that column "
    "does not add up. `sends_back`: an exception that takes charges out of what its rule declines.",
    "one_change.csv": "The draft with one clause changed, asked of the same charges: an exception taken out, or a rule "
    "made to decline. Empty where the change moves what other clauses mean. One change at a time; two together may "
    "give more than both sums.",
    "undetermined.csv": "Why the draft's decision cannot be told, and what it may be.",
    "undetermined_now.csv": "The same of what is decided now.",
    "facts.csv": "Facts that records lack. `settles_alone`: charges for which it is all that is missing; `at_most` has "
    "those too whose text is open besides, so that the fact may not be enough. `missing_in`: all that lack it.",
    "facts_in_order.csv": "The same as an order in which to record them: each step settles as many charges more, for "
    "each fact, as a step can, given the steps before. It takes several facts where together they settle more for each "
    "than any single one. What is missing of a charge is a smallest set of facts; where another set would do, it is "
    "not counted.",
    "by_month.csv": "By month of {months_of}; an empty value has no date, `several` one that is not exact.",
}  # fmt: skip
_BY = (
    "By the file's own words; an empty value has none. `gained` as in units.csv. `sex_work` are charges that are "
    "surely of a class of sex work. The shares are of the newly declined: among all charges of the group, those the "
    "draft speaks of, and those of sex work. `low` and `high` are one 95 % interval (Wilson score) around both ends."
)


def readme(values: Mapping[str, Any], tables: Iterable[str]) -> str:
    """What stands in each file and how it was made."""
    rows, draft, current = values["rows"], values["draft"], values["current"]
    records = values["records"]
    aside = f"{rows['quarantined']:,} set aside + {rows['left_out_by_where']:,} not selected"
    lines = [
        values["answer"],
        "",
        f"Made by {tool()}. It informs; it is not legal advice.",
        f"Draft: {draft['title']} ({draft['id']}).",
        f"Now: {current['title']} ({current['id']})." if current.get("id") else "Now: no policy.",
        f"Records: {records['file']}, sha256 {records['sha256']}, read by the mapping {values['mapping']['id']}.",
        *(f"Only charges with {name}={value}." for name, value in values["where"].items()),
        *["Statements that nobody has verified were allowed to decide."] * values["accept_unverified"],
        f"As of {values['as_of'] or 'no day given'}, as known {values['known_on'] or 'now'}.",
        f"Rows: {rows['in']:,} = {rows['charges']:,} charges asked about + {aside}.",
        *(f"  set aside: {plural(item['n'], 'row')}: {item['reason']}" for item in values["quarantine"]),
        *(f"Taken as so: {item['text']}." for item in values["assumptions"]),
        "",
        *values["notes"],
        *(f"No table by {text}." for text in replay_words.absent(values["absent"])),
        "",
        *(f"{name}\n  {_MEANING.get(name, _BY)}".format(**values) for name in sorted(tables)),
        f"{PAGE}\n  All of it as a page.",
        f"{OURS}\n  All of it as values.",
    ]
    return "\n".join(lines) + "\n"
