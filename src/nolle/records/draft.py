"""A draft of a mapping: what was chosen and why, and the questions it rests on. Frozen types.

A question that is not sure and that nobody has answered is open: its default stands in the draft, and the
draft says so.
"""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from enum import StrEnum

from nolle.errors import NolleError
from nolle.records.counts import CountTable
from nolle.records.mapping import CaseRule, Column, HistoryRule, Mapping
from nolle.terms import Confidence

NONE = "-"
"""The answer that says: no column, none of these."""


class BadAnswer(NolleError):
    """An answer that does not fit its question; the text says what would."""


class Kind(StrEnum):
    """How a question is answered: by one of its choices, by words, by texts of one's own."""

    CHOICE = "choice"
    COLUMN = "column"
    PLACE = "place"
    WORDS = "words"
    TEXT = "text"
    DAY = "day"
    COLUMNS = "columns"


@dataclass(frozen=True)
class Choice:
    """One answer that a question offers, and what it says."""

    answer: str
    label: str


@dataclass(frozen=True)
class AskedWord:
    """One word of the office in a column: how many rows hold it, the words beside it, and what it is taken to mean.

    `means` is empty where it stays unknown; `perhaps` is what it may mean, which nobody has said yet.
    """

    word: str
    n: int
    beside: str = ""
    means: str = ""
    perhaps: str = ""
    why: str = ""

    @property
    def open(self) -> bool:
        """Whether its meaning is still to be told."""
        return not self.means and not self.why


@dataclass(frozen=True)
class Question:
    """One question of the interview.

    `at` is the key of the mapping that it settles, `seen` what was seen in the file, `default` the answer that
    stands unless another is given, and `sure` whether the evidence reaches the stated confidence.
    """

    id: str
    at: str
    ask: str
    seen: tuple[str, ...]
    kind: Kind
    default: str
    sure: bool
    choices: tuple[Choice, ...] = ()
    words: tuple[AskedWord, ...] = ()
    values: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    refused: Dict[str, str] | None = None

    def label(self, answer: str) -> str:
        """An answer in the words of the question."""
        return next((choice.label for choice in self.choices if choice.answer == answer), answer)


@dataclass(frozen=True)
class Chosen:
    """What fills a standard column: how sure the proposal was, and why it was made."""

    standard: str
    source: Column
    confidence: float
    why: tuple[str, ...] = ()
    words: tuple[AskedWord, ...] = ()


@dataclass(frozen=True)
class Draft:
    """The draft as far as it goes."""

    title: str
    row: str
    why_row: tuple[str, ...]
    sure_row: float
    questions: tuple[Question, ...]
    answered: frozenset[str]
    system: str = ""
    law: str = ""
    chosen: tuple[Chosen, ...] = ()
    drop: Dict[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    case: CaseRule = field(default_factory=CaseRule)
    history: HistoryRule = field(default_factory=HistoryRule)
    counts: CountTable | None = None
    leaves_out: tuple[str, ...] = ()
    terms: str = ""
    nulls: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def next(self) -> Question | None:
        """The first question that nobody has answered."""
        return next((question for question in self.questions if question.id not in self.answered), None)

    @property
    def open(self) -> tuple[Question, ...]:
        """Questions whose default is not sure, and that nobody has answered."""
        return tuple(one for one in self.questions if not one.sure and one.id not in self.answered)

    def mapping(self, id: str) -> Mapping:
        """The mapping document."""
        only_some = {"nulls": self.nulls, "counts": self.counts}
        return Mapping.model_validate({
            "id": id, "title": self.title, "row": self.row, "system": self.system, "law": self.law,
            "columns": {one.standard: one.source for one in self.chosen}, "drop": tuple(self.drop),
            "case": self.case, "history": self.history, "leaves_out": self.leaves_out, "terms": self.terms,
            "confidence": Confidence.UNVERIFIED, **{key: value for key, value in only_some.items() if value},
        })  # fmt: skip
