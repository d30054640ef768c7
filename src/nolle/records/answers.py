"""What somebody types in answer to a question → the answer as it is kept, or what would be one. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from nolle.dates import parse
from nolle.records.draft import NONE, BadAnswer, Kind, Question

NOBODY = ("-", "none", "no", "unknown", "?")
_PAIR = re.compile(r"\s*(?P<word>[^=]+?)\s*=\s*(?P<means>[^\s,;=]+)\s*(?:[,;]\s*|\s+|$)")


def settle(question: Question, typed: str) -> str:
    """The answer to keep. Nothing typed is the default. Raises BadAnswer with what would fit."""
    text = typed.strip()
    if not text:
        return question.default
    match question.kind:
        case Kind.CHOICE:
            return _choice(question, text)
        case Kind.COLUMN:
            return _offered(question, text) or _column(question, text)
        case Kind.PLACE:
            return _offered(question, text) or _place(question, text)
        case Kind.WORDS:
            return json.dumps(dict(_pairs(question, text)), ensure_ascii=False)
        case Kind.COLUMNS:
            return json.dumps(_columns(question, text), ensure_ascii=False)
        case Kind.DAY:
            return _day(text)
        case Kind.TEXT:
            return "" if text == NONE else text


def _offered(question: Question, text: str) -> str:
    """The choice of that number or those words, or nothing."""
    if text.isdecimal() and 1 <= int(text) <= len(question.choices):
        return question.choices[int(text) - 1].answer
    lower = text.lower()
    if lower in NOBODY and any(choice.answer == NONE for choice in question.choices):
        return NONE
    exact = [c.answer for c in question.choices if lower in (c.answer.lower(), c.label.lower())]
    return exact[0] if exact else ""


def _choice(question: Question, text: str) -> str:
    found = _offered(question, text)
    begin = [c.answer for c in question.choices if c.answer.lower().startswith(text.lower())]
    if found or len(begin) == 1:
        return found or begin[0]
    raise BadAnswer(f'"{text[:60]}" is not one of the answers. Type a number from 1 to {len(question.choices)}.')


def _column(question: Question, text: str) -> str:
    """A column of the file by its name; one that tells of a person is refused with the reason."""
    same = [name for name in (*question.columns, *(question.refused or {})) if name.lower() == text.lower()]
    found = next((name for name in same if name == text), same[0] if same else "")
    refused = (question.refused or {}).get(found)
    if refused:
        raise BadAnswer(f'"{found}" is left unread: {refused}.')
    if not found:
        raise BadAnswer(f'the file has no column "{text[:60]}". Type the number of an answer, or a column\'s name.')
    return found


def _columns(question: Question, text: str) -> list[str]:
    """Several columns with commas between them, or one with a comma in its name."""
    if text.lower() in NOBODY:
        return []
    parts = [text] if text in question.columns else [part.strip() for part in text.split(",") if part.strip()]
    return [_column(question, part) for part in parts]


def _place(question: Question, text: str) -> str:
    found = [place for place in question.values if text.lower() == place.lower()]
    inside = [place for place in question.values if text.lower().startswith(f"{place.lower()}/")]
    if found or inside:
        return found[0] if found else text
    near = [place for place in question.values if text.lower() in place.lower()]
    if len(near) == 1:
        return near[0]
    meant = (
        f" Did you mean {' or '.join(near[:3])}?" if near else " Type a place id such as us-xx/county, or - for none."
    )
    raise BadAnswer(f'"{text[:60]}" is no place that nolle knows.{meant}')


def named(answer: str) -> tuple[str, ...]:
    """The columns that somebody named, out of the answer that was kept."""
    found = json.loads(answer) if answer else []
    return tuple(map(str, found)) if isinstance(found, list) else ()


def told(answer: str) -> Mapping[str, str]:
    """The words of the office with what somebody said they mean, out of the answer that was kept."""
    found = json.loads(answer) if answer else {}
    return {str(word): str(means) for word, means in found.items()} if isinstance(found, dict) else {}


def _pairs(question: Question, text: str) -> list[tuple[str, str]]:
    """`3=dismissed, FTA=warrant` → the words of the office with what they mean; an empty meaning is unknown."""
    made, at = [], 0
    while at < len(text):
        found = _PAIR.match(text, at)
        if not found:
            raise BadAnswer("Write each word's number and its meaning: 3=dismissed, 5=unknown.")
        made.append((_word(question, found["word"]), _means(question, found["means"])))
        at = found.end()
    return made


def _word(question: Question, text: str) -> str:
    known = [asked.word for asked in question.words]
    if text in known:
        return text
    if text.isdecimal() and 1 <= int(text) <= len(known):
        return known[int(text) - 1]
    raise BadAnswer(f'"{text[:60]}" is no word of the list. Use its number, from 1 to {len(known)}.')


def _means(question: Question, text: str) -> str:
    lower = text.lower()
    if lower in NOBODY:
        return ""
    exact = [value for value in question.values if value == lower]
    begin = [value for value in question.values if value.startswith(lower)]
    if exact or len(begin) == 1:
        return exact[0] if exact else begin[0]
    shown = ", ".join(question.values[:12]) + (", ..." if len(question.values) > 12 else "")
    raise BadAnswer(f'"{text[:60]}" is no standard word. It is one of {shown}, or unknown.')


def _day(text: str) -> str:
    if text.lower() in NOBODY:
        return ""
    try:
        parse(text)
    except ValueError as error:
        raise BadAnswer(f"{error}. Write 2015, 2015-03 or 2015-03-26.") from None
    return text
