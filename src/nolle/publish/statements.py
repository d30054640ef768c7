"""Statements that compete: what each source says where a document keeps several readings and prefers none."""

from __future__ import annotations

from typing import NamedTuple

from nolle.law.policy import Reading, Rule
from nolle.publish.wording import WORD


class Said(NamedTuple):
    """One of the statements in words, and the sources it rests on."""

    text: str
    sources: tuple[str, ...]


def competing(rule: Rule) -> tuple[Said, ...]:
    """What each reading of a rule says; nothing where there is one reading or one that is preferred."""
    if rule.preferred is not None or len(rule.readings) < 2:
        return ()
    return tuple(Said(_text(rule, reading), tuple(cite.source for cite in reading.cite)) for reading in rule.readings)


def sentence(rule: Rule) -> str:
    """The same as one clause of a sentence: `sources say two things: ...; or ...`."""
    told = competing(rule)
    return f"sources differ, and both stand: {'; or: '.join(said.text for said in told)}" if told else ""


def _text(rule: Rule, reading: Reading) -> str:
    if reading.note:
        return reading.note
    return "no such rule" if reading.absent else WORD[reading.then or rule.then]
