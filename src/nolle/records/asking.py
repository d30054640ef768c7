"""An interview on its way: what was chosen, what was asked, and how a column or its words are asked about. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from nolle.records.answers import told
from nolle.records.draft import NONE, AskedWord, Choice, Chosen, Kind, Question
from nolle.records.drafting import Candidate, Proposal
from nolle.records.evidence import HALF, Context, percent, place_letters, said
from nolle.records.mapping import Column
from nolle.records.privacy import plain
from nolle.records.profile import Column as Profile
from nolle.records.profile import Counted, File, Hidden

MOST_OFFERED = 5
_WORTH_OFFERING = 0.2
SAID_SO = "somebody said so"
NOT_TELLING = ("the file itself cannot tell",)
_WORDED = ("level", "stage", "instrument")


@dataclass
class Asking:
    """What an interview holds while it runs; it is made anew for every draft."""

    file: File
    context: Context
    answers: Mapping[str, str]
    found: dict[str, Proposal]
    meanings: Mapping[str, str]
    questions: list[Question] = field(default_factory=list)
    chosen: dict[str, Chosen] = field(default_factory=dict)

    def ask(self, question: Question) -> str:
        """The answer to a question, or its default."""
        self.questions.append(question)
        return self.answers.get(question.id, question.default)

    def sure(self, candidate: Candidate | None) -> bool:
        """Whether a proposal reaches the stated confidence."""
        return candidate is not None and candidate.confidence >= self.context.words.limits.ask_below

    def used(self) -> set[str]:
        """The columns of the file that fill something."""
        return {one.source.column for one in self.chosen.values()} - {""}

    def choose(self, standard: str, source: Column, found: Candidate | None, words: tuple[AskedWord, ...] = ()) -> None:
        """Let this fill a standard column; without a candidate it was somebody's own choice."""
        why = found.why if found else (SAID_SO,)
        self.chosen[standard] = Chosen(standard, source, found.confidence if found else 1.0, why, words)

    def text(self, key: str, ask: str) -> str:
        """Words that only a person can give."""
        return self.ask(Question(key, key, ask, NOT_TELLING, Kind.TEXT, "", False))


def shown(column: Profile | None) -> str:
    """What may be shown of a column: three values or, where they are hidden, three forms."""
    if column is None or column.hidden.personal or column.hidden is Hidden.PERSON:
        return ""
    best = column.best_days
    if best is not None and not column.values:
        return f"days from {best.first} to {best.last}"
    return ", ".join(one.word[:40] for one in (column.values or column.shapes)[:3])


def may_be_used(file: File) -> tuple[str, ...]:
    """The columns that may fill a standard column."""
    return tuple(c.name for c in file.columns if not c.hidden.personal and c.hidden is not Hidden.PERSON)


def left_unread(file: File) -> dict[str, str]:
    """The columns that may not, with the reason."""
    return {c.name: c.why_hidden or c.hidden.value for c in file.columns if c.name not in may_be_used(file)}


# ---------------------------------------------------------------- a column


def ask_column(asking: Asking, standard: str, ask: str, without: str) -> str:
    """Ask which column fills a standard column, and choose it; the column's name, or nothing.

    `without` says why no column is proposed, where none is.
    """
    best, offered = asking.found[standard].best, _offered(asking, standard)
    choices = [*(Choice(one.column, shown(asking.file.column(one.column))) for one in offered), Choice(NONE, "none")]
    nothing_near = best is None and not any(one.confidence >= HALF for one in offered)
    question = Question(
        standard, f"columns.{standard}", ask, best.why if best else (without,), Kind.COLUMN,
        best.column if best else NONE, asking.sure(best) or nothing_near, tuple(choices),
        columns=may_be_used(asking.file), refused=left_unread(asking.file),
    )  # fmt: skip
    answer = asking.ask(question)
    if answer == NONE:
        return ""
    asking.choose(standard, Column(column=answer), next((one for one in offered if one.column == answer), None))
    return answer


def _offered(asking: Asking, standard: str) -> list[Candidate]:
    proposal, used = asking.found[standard], asking.used()
    others = [one for one in proposal.others if one.confidence >= _WORTH_OFFERING and one.column not in used]
    return [*([proposal.best] if proposal.best else []), *others][:MOST_OFFERED]


# ---------------------------------------------------------------- its words


def ask_words(asking: Asking, standard: str, name: str) -> None:
    """Ask what the office's words in a column mean, and put the translation into what was chosen."""
    column = asking.file.column(name)
    if column is None or not column.values:
        return
    values = tuple(asking.context.places) if standard == "place" else asking.context.values.get(standard, ())
    asked = [_asked(asking, standard, column, value) for value in column.values]
    seen = [f"{len(asked)} word{'s' * (len(asked) != 1)}; {_known(asked, column)} of the rows have one that is sure"]
    if not column.whole:
        seen.append("words that are less frequent are not listed, and stay unknown")
    question = Question(
        f"words:{standard}", f"columns.{standard}", f"What do the words in {column.name} mean?", tuple(seen),
        Kind.WORDS, "{}", column.whole and not any(one.open for one in asked), words=tuple(asked), values=values,
    )  # fmt: skip
    said_so = told(asking.ask(question))
    _translate(asking, standard, _settled(asked, said_so, question.id in asking.answers))


def _known(asked: Iterable[AskedWord], column: Profile) -> str:
    return percent(sum(one.n for one in asked if one.means) / column.filled)


def _asked(asking: Asking, standard: str, column: Profile, value: Counted) -> AskedWord:
    """One word with what the vocabulary says of it."""
    words, context = AskedWord(value.word, value.n, value.beside), asking.context
    if standard == "place":
        letters = place_letters(column, context.words)
        known = value.word if value.word in context.places else context.place_names.get(plain(value.word.upper()), "")
        return replace(words, means=letters.get(value.word) or known)
    if value.word in context.values.get(standard, ()):
        return replace(words, means=value.word)
    found = said(value, standard, context.words) if standard in _WORDED else None
    if found is None:
        return words
    if found.sure and found.means:
        return replace(words, means=found.means)
    return replace(words, perhaps=found.means, why="" if found.means else found.why)


def _settled(asked: Iterable[AskedWord], said_so: Mapping[str, str], answered: bool) -> tuple[AskedWord, ...]:
    """The words after the answer: what somebody said, and what stays unknown because nobody did."""
    made = []
    for one in asked:
        if one.word in said_so:
            one = replace(one, means=said_so[one.word], why=SAID_SO)
        elif answered and one.open:
            one = replace(one, why="nobody knows yet")
        made.append(one)
    return tuple(made)


def _translate(asking: Asking, standard: str, words: tuple[AskedWord, ...]) -> None:
    translated = {one.word: one.means for one in words if one.means}
    in_our_words = all(word == means for word, means in translated.items())
    chosen = asking.chosen[standard]
    source = chosen.source.model_copy(update={"values": {} if in_our_words else translated})
    asking.chosen[standard] = replace(chosen, source=source, words=words)
