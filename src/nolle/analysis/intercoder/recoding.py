"""Which answers have to be given again: their question has a newer version, or came into the codebook after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nolle.law.survey import Coding, SurveyQuestion


@dataclass(frozen=True)
class Again:
    """One answer to code again, or (`had` is 0) to code at all. `changed` says what is new in the question."""

    policy: str
    coder: str
    question: str
    had: int
    has: int
    answer: str
    changed: tuple[str, ...]


def again(coding: Coding, codebook: Mapping[str, SurveyQuestion]) -> Iterator[Again]:
    """The answers of one sheet that are of an older version than the codebook's, in the codebook's order."""
    given = {answer.question: answer for answer in coding.answers}
    for id, question in codebook.items():
        had = given.get(id)
        version, said = (had.version, had.answer) if had else (0, "")
        if version < question.version:
            new: Iterable[str] = (change.what for change in question.changes if change.version > version)
            changed = tuple(new) if had else ("not in the codebook when this was coded",)
            head = coding.coding
            yield Again(head.policy, head.coder, id, version, question.version, said, changed)
