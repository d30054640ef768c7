"""Sentences of the quality report: what happened to numbers, what may explain it, and what to ask the office for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nolle.dates import parse
from nolle.publish import quality_words as words
from nolle.publish.page import capital, listed, number, plural, when

LEVELS = {"": "level not read", "varies": "at several levels", "gross_misdemeanor": "gross misdemeanor"}

EVENTS = {
    "announced": "was announced",
    "in_effect": "took effect",
    "amended": "was amended",
    "revoked": "was revoked",
    "lapsed": "lapsed",
}


# ---------------------------------------------------------------- breaks


def broke(one: Mapping[str, Any], unit: str) -> str:
    """What happened to the numbers, in one sentence."""
    at = words.period(one["first"], one["last"])
    if unit == "year":
        return f"{number(one['n'])}, after {number(round(one['usual']))} in the year before."
    usual = _level(one["usual"], unit)
    match one["kind"]:
        case "fall" | "rise":
            return f"{_level(one['now'], unit)} from {at} on, {usual} before."
        case "gap":
            return f"nothing at all in {at}. Usual: {usual}."
        case _:
            said = f"{number(one['n'])} in all" if one["first"] != one["last"] else number(one["n"])
            return f"{said} in {at}. Usual: {usual}."


def _level(n: float, unit: str) -> str:
    return f"about {words.figure(n)} a {unit}" if n >= 1 else "hardly any"


def explained(found: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """What may explain a break, in a few sentences."""
    match found["kind"]:
        case "part":
            part = found["category"] or words.about(found["classes"], told["words"]["classes"])
            return f"Most of it is a break of one part: {part}. See there."
        case "law":
            return law(found)
        case "event":
            return f"{capital(found['what'])} ({when(parse(found['on']))})."
        case "edition":
            other = f"; it is that of the edition “{found['vintage']}”" if found["vintage"] else ""
            return (
                f"Two editions in one file: the number of {words.period(found['period'])}, {number(found['found'])}, "
                f"is not that of the edition “{found['stated']}” ({number(found['published'])}){other}. Never mix them."
            )
        case "reporting":
            return (
                f"Who is counted changed too: {words.measure(found['measure'])} went from {number(found['before'])} "
                f"to {number(found['now'])}."
            )
        case "policy":
            return (
                f"The office's “{found['title']}” {EVENTS.get(found['type'], found['type'])} "
                f"({when(parse(found['on']))}). Whether it moved the "
                "numbers is a question for a study, not for this page."
            )
    return ""


def law(found: Mapping[str, Any]) -> str:
    """A change of the law: what was the law until when, and since when what is."""
    old, new = found["before"], found["after"]
    cited = listed(dict.fromkeys(one["citation"] for one in (*old, *new)))
    said = ["A change of law, and no sign of a policy."]
    if old:
        until = f"until {when(parse(found['until']))}" if found["until"] else "before"
        said.append(f"{cited} held {until}: {_texts(old)}.")
    if new:
        since = f"since {when(parse(found['since']))}" if found["since"] else "after that"
        said.append(f"{capital(since) if old else f'{cited} holds {since}'}: {_texts(new)}.")
    elif old:
        said.append("No text took its place in the catalogue.")
    if not found["verified"]:
        said.append("Not all of this was checked (unverified).")
    return " ".join(said)


def _texts(offenses: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(f"{one['title']} ({LEVELS.get(one['level'], one['level'])})" for one in offenses)


UNEXPLAINED = "Nothing known explains it. Ask the office."


# ---------------------------------------------------------------- what to ask for


REPEATED = {
    "ids": "Which of the rows with one id is right; the first one was taken",
    "alike": "Whether charges of one case that are alike in everything are one charge or several",
    "rows": "Which of the numbers is right that the table gives twice for the same thing",
}

ASKS = {
    "side": "“{}” by side: it counts several classes of conduct together",
    "words": "What these words in {} mean",
    "empty": "What stands in {}, where the file has nothing",
    "dates": "The right dates of charges whose dates cannot be",
    "edition": "Why the number is not the one published: {}",
    "editions": "All years in one edition: “{}” has other numbers for some of them",
    "aside": "Rows that can be read: {}",
}


def ask(one: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """One thing to ask an office for."""
    at, mapping, named = one["about"], told["mapping"], told["words"]
    match one["kind"]:
        case "column":
            return f"The column that the file does not have: {at}. {named['columns'].get(at, '')}".strip()
        case "cases":
            return f"The other charges of each case, or word that none is missing. {capital(mapping['case']['note'])}"
        case "history":
            needs = "An id for each person that means nothing outside the office, and all earlier charges."
            return f"{needs} {capital(mapping['history']['note'])}"
        case "strings":
            return capital("; or ".join(words.WOULD_TELL.get(one, one) for one in at.split()))
        case "words" if at in words.DATES:
            return f"Days in {at} that are written in a form that was not read, or are no days"
        case "repeated":
            return REPEATED[at]
        case "lacking":
            return f"The numbers of {named['places'].get(at, at)} that the table lacks"
        case "break":
            what = at["category"] or words.about(at["classes"], named["classes"]) or "all together"
            return f"What happened in {words.period(at['first'], at['last'])}: {words.measure(at['measure'])}, {what}"
    return ASKS[one["kind"]].format(at)


ROW = ("row", "rows")
SETTLES = {
    "side": "{n} counted",
    "edition": "differs by {n}",
    "editions": "they differ by {n}",
    "break": "{n} more or fewer than usual",
}


def settles(one: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """How much an ask would settle, and the words or strings behind it, most frequent first."""
    row, rows = words.ROWS.get(told["mapping"]["row"], ROW) if told["kind"] == "charges" else ROW
    counted = {"lacking": ("period", "periods"), "aside": ROW}.get(one["kind"], (row, rows))
    n = SETTLES.get(one["kind"], plural(one["n"], *counted)).format(n=number(one["n"]))
    if one["kind"] == "lacking":
        return f"{n}: {listed(words.period(item['text']) for item in one['examples'])}"
    shown = ", ".join(f"“{item['text']}” {number(item['n'])}" for item in one["examples"])
    return f"{n}: {shown}" if shown else n
