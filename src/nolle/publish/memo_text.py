"""The words of a printed memo (`data/memo.yaml`) as a type: headings, definitions, phrases for facts and promises."""

from __future__ import annotations

from nolle.cite import Document


class Definition(Document):
    """A word and what the memo says it means."""

    term: str
    text: str


class Class(Document):
    """The name of a class of conduct, and a sentence to follow what the dictionary says of it."""

    term: str
    more: str = ""


class Phrase(Document):
    """How a fact reads in a condition; `{value}` and `{subject}` are filled in."""

    says: str
    says_not: str = ""
    values: dict[str, str] = {}


class Topic(Document):
    """What an undertaking may be about, and the words by which that is known."""

    heading: str
    words: tuple[str, ...]


class MemoText(Document):
    """All of `data/memo.yaml`."""

    headings: dict[str, str]
    to: str
    model: dict[str, str]
    copies: dict[str, str]
    read: dict[str, str]
    grounds: dict[str, str]
    governs: dict[str, str]
    definitions: dict[str, Definition]
    classes: dict[str, Class]
    facts: dict[str, Phrase]
    stages: dict[str, str]
    reaches: dict[str, Definition]
    days: dict[str, str]
    acts: dict[str, str]
    protections: dict[str, Definition]
    against: dict[str, str]
    concerning: dict[str, str]
    stages_of_a_case: dict[str, str]
    undertakings: dict[str, str]
    topics: dict[str, Topic]
    no_rights: str
    checks: dict[str, str]
