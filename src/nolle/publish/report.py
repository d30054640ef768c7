"""The summary of a run as one page: the answer, the counts behind it, what is missing, and what it rests on.

Everything on the page comes from the summary's values; the words for clauses and facts come from the
library. A number is followed by the file of the run it can be counted again in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from nolle.analysis.standing import COLUMNS
from nolle.law.policy import Exception_, Policy, Rule
from nolle.publish.marks import MARKS, NOTHING_FOUND, svg
from nolle.publish.page import capital, listed, number, plural, render, tool
from nolle.publish.wording import WORD, Wording, clause_of
from nolle.terms import Decision

SEX_WORK = tuple(conduct for conduct in COLUMNS.values() if conduct != "quality_of_life")
"""The classes of conduct that the answer at the top is about, where the file has charges of them."""

COUNTED = {
    Decision.DECLINE: ("is declined", "are declined"),
    Decision.DECLINE_IF: ("is declined on a condition", "are declined on a condition"),
    Decision.DIVERT: ("is diverted", "are diverted"),
    Decision.SUPERVISORY_APPROVAL: ("needs a supervisor's approval", "need a supervisor's approval"),
    Decision.WILL_PROSECUTE: ("will be prosecuted", "will be prosecuted"),
    Decision.NOT_COVERED: ("is left out by an exception", "are left out by an exception"),
    Decision.NOT_IN_FORCE: ("falls where nothing was in force", "fall where nothing was in force"),
    Decision.UNDETERMINED: ("cannot be told from this file", "cannot be told from this file"),
}
MATCHED = {
    "code": "by a code of the file's code system",
    "citation": "by the citation of the law, read exactly",
    "uncatalogued": "read without doubt as a section that the catalogue does not hold",
    "unmatched": "not matched: the charge may be anything",
}
BECAUSE = {
    "fact": "the file does not hold it",
    "date": "the day of a change is not known exactly",
    "status": "whether the policy still holds is not known for that day",
}
WHY = {
    "open": "the list of “{}” is open",
    "reading": "sources disagree on “{}”",
    "text": "nobody has read the text of “{}”",
    "conflict": "clauses contradict each other: {}",
}


@dataclass(frozen=True)
class Marked:
    """A mark and the word beside it."""

    svg: Markup
    text: str


@dataclass(frozen=True)
class Clause:
    """A clause that decided, with its words and its charges."""

    id: str
    text: str
    n: int


def report(summary: Mapping[str, Any], words: Wording) -> str:
    """The page of a run."""
    whole = list(summary["text_read"]) == ["full"]
    policies = [words.library.policies[id] for id in summary["version"].split() if id in words.library.policies]
    marks = {decision: marked(Decision(decision), whole) for decision in summary["decisions"]}
    turned_on = [item for item in summary["assumptions"] if item["n"] is None]
    where = [words.value(name, value) for name, value in summary["where"].items()]
    file = summary["records"]["file"]
    values = {
        "title": f"{summary['title']}: decisions on {file}",
        "description": answer(summary, words, whole),
        "kind": "Run",
        "as_of": date.fromisoformat(summary["as_of"]) if summary["as_of"] else None,
        "running": f"{summary['title']}, as of {summary['as_of'] or 'no day given'}",
        "foot_line": f"{tool()}. Policy {summary['version'] or summary['policy']}. Records {file}.",
        "summary": summary,
        "where": where,
        "answer": answer(summary, words, whole),
        "whole_file": overall(summary, whole),
        "stamps": list(stamps(summary, turned_on)),
        "marks": marks,
        "by_conduct": by_conduct(summary, words),
        "missing": list(missing(summary, words, whole)),
        "settles": [
            (capital(words.need(item["need"])), item["alone"], item["involved"]) for item in summary["settles"]
        ],
        "clauses": list(clauses(summary, policies, words)),
        "no_clause": no_clause(summary, whole),
        "matching": [(MATCHED.get(how, how.replace("_", " ")), n) for how, n in summary["matching"].items()],
        "counted": [item for item in summary["assumptions"] if item["n"] is not None],
        "turned_on": turned_on,
        "governing": summary["governing_date"].replace("_", " "),
    }
    return render("report.html", values)


def marked(decision: Decision, whole: bool) -> Marked:
    """The mark of a decision and its word; silence of a text not wholly read has its own."""
    if decision is Decision.SILENT and not whole:
        return Marked(svg(NOTHING_FOUND), "nothing found")
    return Marked(svg(MARKS[decision]), WORD[decision])


# -- the answer


def answer(summary: Mapping[str, Any], words: Wording, whole: bool) -> str:
    """One sentence: what becomes of the charges that the page is about."""
    present = [conduct for conduct in SEX_WORK if conduct in summary["by_conduct"]]
    if not summary["rows"]["charges"]:
        return "No charge of this file was decided."
    if not present:
        return overall(summary, whole)
    counts: dict[str, int] = {}
    for conduct in present:
        for decision, n in summary["by_conduct"][conduct].items():
            counts[decision] = counts.get(decision, 0) + n
    about = listed([words.conduct(conduct) for conduct in present], "or")
    total = plural(sum(counts.values()), "charge")
    return f"Of {total} of {about}, {listed(_told(counts, whole))}."


def overall(summary: Mapping[str, Any], whole: bool) -> str:
    """The same for every charge of the file."""
    total = plural(summary["rows"]["charges"], "charge")
    told = listed(_told(summary["decisions"], whole))
    return f"Of all {total} of the file, {told}." if told else "No charge of this file was decided."


def _told(counts: Mapping[str, int], whole: bool) -> list[str]:
    silent = "the policy is silent on {}" if whole else "nothing was found on {} in what was read of the policy"
    told = []
    for decision in (*(d for d in Decision if d is not Decision.SILENT), Decision.SILENT):
        n = counts.get(decision.value, 0)
        if n and decision is Decision.SILENT:
            told.append(silent.format(number(n)))
        elif n:
            told.append(f"{number(n)} {COUNTED[decision][n > 1]}")
    return told


def stamps(summary: Mapping[str, Any], turned_on: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """What a reader must know before any number: a heading and a sentence each."""
    if summary["as_if_in_force"]:
        yield (
            "As if in force",
            "Every charge given is decided as if the policy had been in force, whatever its day and county.",
        )
    if summary["accept_unverified"]:
        yield "Unverified", "Statements that nobody has verified were allowed to decide."
    if summary["known_on"]:
        yield "As known then", f"Only what was recorded by {summary['known_on']} is taken into account."
    for item in turned_on:
        yield "Assumed", f"{capital(item['text'])} ({item['name']})."


# -- the tables


@dataclass(frozen=True)
class Row:
    """One class of conduct: its name and a count for each decision of the run."""

    name: str
    counts: tuple[int, ...]
    total: int


def by_conduct(summary: Mapping[str, Any], words: Wording) -> list[Row]:
    """The table of decisions by class of conduct, sex work offenses first."""
    order = {conduct: place for place, conduct in enumerate((*SEX_WORK, *words.dictionary.conduct))}
    rows = []
    for conduct in sorted(summary["by_conduct"], key=lambda c: (order.get(c, len(order)), c)):
        counts = summary["by_conduct"][conduct]
        name = "not known: it may be of several classes" if conduct == "unknown" else words.conduct(conduct)
        told = tuple(counts.get(decision, 0) for decision in summary["decisions"])
        rows.append(Row(capital(name), told, sum(counts.values())))
    return rows


@dataclass(frozen=True)
class Missing:
    """Charges that cannot be told for one reason: what they lack, and what they may be."""

    lacks: tuple[str, ...]
    candidates: str
    n: int


def missing(summary: Mapping[str, Any], words: Wording, whole: bool) -> Iterator[Missing]:
    """What is missing, most frequent first."""
    for item in summary["undetermined"]:
        needs = [words.need(need) for need in item["needs"]]
        reasons = [because(reason) for reason in item["because"] if reason != "fact"]
        may = [marked(Decision(name), whole).text for name in item["candidates"]]
        yield Missing(tuple(capital(text) for text in (*needs, *reasons)), listed(may, "or"), item["n"])


def because(reason: str) -> str:
    """Why an answer stays open, in words."""
    head, _, rest = reason.partition(":")
    return BECAUSE.get(head) or WHY.get(head, head).format(rest.replace("+", ", "))


def clauses(summary: Mapping[str, Any], policies: list[Policy], words: Wording) -> Iterator[Clause]:
    """The clauses that decided, by number of charges."""
    decided = [(n, path) for path, n in summary["by_rule"].items() if not path.startswith("(")]
    for n, path in sorted(decided, key=lambda item: (-item[0], item[1])):
        yield Clause(path, _said(clause_of(policies, "", path), words), n)


def _said(clause: Rule | Exception_ | None, words: Wording) -> str:
    if clause is None:
        return ""
    return words.rule(clause) if isinstance(clause, Rule) else f"Its exception, where {words.condition(clause.when)}."


def no_clause(summary: Mapping[str, Any], whole: bool) -> list[tuple[Marked, int]]:
    """Charges that no clause decided, by what is said of them."""
    found = {path.strip("()"): n for path, n in summary["by_rule"].items() if path.startswith("(")}
    return [(marked(Decision(name), whole), n) for name, n in found.items()]
