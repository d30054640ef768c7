"""A coder's sheet and a review sheet: files → their types, with every fault at its line.

A sheet is read by itself, held against the codebook, and laid beside others; nothing is compared here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Generic, TypeVar

from nolle.cite import Document
from nolle.errors import Fault
from nolle.law.correction import CorrectionSheet
from nolle.law.library import Library
from nolle.law.survey import (
    NOT_ADDRESSED,
    NOT_ASKED,
    NOT_CHECKED,
    UNCLEAR,
    Coded,
    Coding,
    ReviewSheet,
    SurveyQuestion,
)
from nolle.library.load import Loaded, validated
from nolle.library.read import Marked, Path_, read_file

_D = TypeVar("_D", bound=Document)
_INITIALS = re.compile(r"[A-Za-z0-9]{1,5}")
_TRUTHS = {"no": False, "false": False, "yes": True, "true": True}


@dataclass(frozen=True)
class Sheet(Generic[_D]):
    """A file as its type, and where each value of it stands."""

    content: _D
    marked: Marked

    def fault(self, path: Path_, what: str, todo: str = "") -> Fault:
        return self.marked.fault(path, what, todo)

    def at(self, path: Path_) -> str:
        """`ab.yaml:14`."""
        return f"{self.marked.file}:{self.marked.line(path)}"


def initials(text: str) -> bool:
    """Whether a text can be a coder's initials: no name, so that none is published."""
    return bool(_INITIALS.fullmatch(text))


def read_coding(file: Path) -> tuple[Sheet[Coding] | None, list[Fault]]:
    """A coder's sheet, or None with what is wrong with the file."""
    return _read(file, Coding, "coding", "Make one: nolle code new POLICY --coder INITIALS --out FILE.")


def read_review(file: Path) -> tuple[Sheet[ReviewSheet] | None, list[Fault]]:
    """A review sheet, or None with what is wrong with the file."""
    return _read(file, ReviewSheet, "review", "Make one: nolle code compare A.yaml B.yaml --review FILE.")


def read_corrections(file: Path) -> tuple[Sheet[CorrectionSheet] | None, list[Fault]]:
    """A sheet of corrections, or None with what is wrong with the file."""
    return _read(file, CorrectionSheet, "corrections", "Write under `corrections` what is another answer now, and why.")


def _read(file: Path, kind: type[_D], key: str, todo: str) -> tuple[Sheet[_D] | None, list[Fault]]:
    marked = read_file(file, str(file))
    if marked.whole and (not isinstance(marked.data, dict) or key not in marked.data):
        return None, [*marked.faults, marked.fault((), f"has no `{key}`: it is no sheet of that kind", todo)]
    if not marked.whole:
        return None, marked.faults
    loaded = Loaded()
    made = validated(kind, marked, (), loaded)
    return (Sheet(made, marked) if made else None), [*marked.faults, *loaded.faults]


# ---------------------------------------------------------------- one coder's sheet


def coding_faults(sheet: Sheet[Coding], library: Library, old_too: bool = True) -> Iterator[Fault]:
    """What is wrong with a sheet by the codebook. With `old_too`, answers to older versions of a question too."""
    yield from _head(sheet, library)
    answers = {answer.question: answer for answer in sheet.content.answers}
    seen: dict[str, int] = {}
    for index, answer in enumerate(sheet.content.answers):
        path: Path_ = ("answers", index)
        if answer.question in seen:
            first = sheet.at(("answers", seen[answer.question], "question"))
            what = f'question "{answer.question}" is answered twice; the first is at {first}'
            yield sheet.fault((*path, "question"), what, "Keep one of them.")
            continue
        seen[answer.question] = index
        question = library.survey.get(answer.question)
        if question is None:
            what = f'question "{answer.question[:60]}" is not in the codebook'
            yield sheet.fault((*path, "question"), what, _near(answer.question, library.survey))
        elif answer.version != question.version:
            if old_too or answer.version > question.version:
                yield _old(sheet, path, answer, question)
        else:
            yield from _answer(sheet, path, answer, question, answers, library)
    yield from _missing(sheet, library, seen, old_too)


def _near(word: str, known: Iterable[str]) -> str:
    found = get_close_matches(word, sorted(known), n=1) if len(word) <= 60 else []
    return f'Did you mean "{found[0]}"?' if found else "nolle code book prints the questions."


def _head(sheet: Sheet[Coding], library: Library) -> Iterator[Fault]:
    head = sheet.content.coding
    if head.policy not in library.policies:
        what = f'policy "{head.policy[:80]}" is not in the library'
        found = get_close_matches(head.policy, sorted(library.policies), n=1)
        yield sheet.fault(("coding", "policy"), what, f'Did you mean "{found[0]}"?' if found else "")
    if not initials(head.coder):
        what = "the coder is not named by initials"
        yield sheet.fault(("coding", "coder"), what, "Write up to five letters or digits, and no name.")
    if head.protocol not in library.protocols:
        what = f'protocol "{head.protocol[:60]}" is not in the library'
        yield sheet.fault(("coding", "protocol"), what, f"There are: {', '.join(library.protocols)}.")
    said = head.saw_other.lower()
    if said not in _TRUTHS:
        what = "does not say whether the coder saw another person's answers"
        yield sheet.fault(("coding", "saw_other"), what, "Write `saw_other: no`, or yes.")


def _old(sheet: Sheet[Coding], path: Path_, answer: Coded, question: SurveyQuestion) -> Fault:
    what = f'"{question.id}" is answered in version {answer.version}, and the codebook has version {question.version}'
    todo = "Code it again from the new wording: nolle code recode lists what changed."
    if answer.version > question.version:
        todo = "Use the codebook that the sheet was made with, or write the version that was answered."
    return sheet.fault((*path, "version"), what, todo)


def _answer(
    sheet: Sheet[Coding], path: Path_, answer: Coded, question: SurveyQuestion,
    answers: Mapping[str, Coded], lib: Library,
) -> Iterator[Fault]:  # fmt: skip
    allowed = (*question.answers, *([NOT_ASKED] if question.asked_when else []))
    if not answer.answer:
        yield sheet.fault((*path, "answer"), f'"{question.id}" is not answered', f"It is one of {', '.join(allowed)}.")
        return
    if answer.answer not in allowed:
        what = f'"{answer.answer[:60]}" is not an answer to "{question.id}"'
        yield sheet.fault((*path, "answer"), what, f"It is one of {', '.join(allowed)}.")
        return
    yield from _when_asked(sheet, path, answer, question, answers)
    yield from _pinpoint(sheet, path, answer)
    if answer.at.source and answer.at.source not in lib.sources:
        what = f'source "{answer.at.source[:60]}" is not described'
        yield sheet.fault(
            (*path, "at", "source"), what, "Describe it in sources/, or capture it: nolle source add FILE."
        )


def _when_asked(
    sheet: Sheet[Coding], path: Path_, answer: Coded, question: SurveyQuestion, answers: Mapping[str, Coded]
) -> Iterator[Fault]:
    asked = question.asked_when
    if asked is None:
        return
    parent = answers.get(asked.question)
    said = parent.answer if parent else ""
    if said and (said in asked.answer) == (answer.answer == NOT_ASKED):
        where = f'"{asked.question}" is answered "{said}"'
        if answer.answer == NOT_ASKED:
            what = f'"{question.id}" is left out, and it is asked where {where}'
            yield sheet.fault((*path, "answer"), what, "Answer it.")
        else:
            what = f'"{question.id}" is answered, and it is not asked where {where}'
            yield sheet.fault((*path, "answer"), what, f"Write `answer: {NOT_ASKED}`, or mend the other answer.")


def _pinpoint(sheet: Sheet[Coding], path: Path_, answer: Coded) -> Iterator[Fault]:
    if answer.answer in (NOT_CHECKED, NOT_ASKED):
        return
    if answer.answer == NOT_ADDRESSED:
        if not answer.searched:
            what = f'"{answer.question}": no text was found, and what was searched is not said'
            yield sheet.fault(path, what, "Write under `searched` which pages were read, and for which words.")
        return
    if answer.answer == UNCLEAR and not answer.note:
        what = f'"{answer.question}" is unclear, and no note says which two ways there are to take the text'
        yield sheet.fault(path, what, "Add `note:`.")
    lacking = [] if answer.at.quote else ["the words (`quote`)"]
    lacking += [] if answer.at.page or answer.at.section else ["where they stand (`page` or `section`)"]
    if lacking:
        what = f'"{answer.question}" has no pinpoint: it lacks {" and ".join(lacking)}'
        yield sheet.fault(path, what, "Write a short quotation and its page or section under `at`.")


def _missing(sheet: Sheet[Coding], library: Library, seen: Mapping[str, int], old_too: bool) -> Iterator[Fault]:
    missing = [id for id in library.survey if id not in seen]
    if missing and old_too:
        first = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
        todo = f"Code them too; what nobody has looked at is answered `{NOT_CHECKED}`."
        yield sheet.fault(("answers",), f"{len(missing)} questions of the codebook are not in the sheet: {first}", todo)


# ---------------------------------------------------------------- several sheets


def between(sheets: Sequence[Sheet[Coding]]) -> Iterator[Fault]:
    """The same coder twice for one policy, and two coders with different versions of a question."""
    by_policy = _by_policy(sheets)
    for policy, same in by_policy.items():
        coders: dict[str, Sheet[Coding]] = {}
        for sheet in same:
            coder = sheet.content.coding.coder
            if coder in coders:
                where = coders[coder].at(("coding", "coder"))
                what = f'{coder} coded "{policy}" already, at {where}'
                yield sheet.fault(("coding", "coder"), what, "Two codings of one version are by two people.")
            coders.setdefault(coder, sheet)
        for sheet in same[1:]:
            yield from _versions(same[0], sheet)


def _by_policy(sheets: Sequence[Sheet[Coding]]) -> dict[str, list[Sheet[Coding]]]:
    found: dict[str, list[Sheet[Coding]]] = {}
    for sheet in sheets:
        found.setdefault(sheet.content.coding.policy, []).append(sheet)
    return found


def _versions(first: Sheet[Coding], second: Sheet[Coding]) -> Iterator[Fault]:
    for one, two in ((first, second), (second, first)):
        lacking = [
            a.question for a in one.content.answers if a.question not in {b.question for b in two.content.answers}
        ]
        if lacking:
            what = f"lacks questions that {one.at(('answers',))} answers: {', '.join(lacking[:5])}"
            more = f" and {len(lacking) - 5} more" if len(lacking) > 5 else ""
            yield two.fault(("answers",), what + more, "Code them too, from the same codebook.")
    theirs = {answer.question: (index, answer.version) for index, answer in enumerate(first.content.answers)}
    for index, answer in enumerate(second.content.answers):
        at, version = theirs.get(answer.question, (0, answer.version))
        if version != answer.version:
            where = first.at(("answers", at, "version"))
            what = (
                f'"{answer.question}" is answered in version {answer.version} here, and in version {version} at {where}'
            )
            todo = "Two answers can be compared only where the question was the same: code the older one again."
            yield second.fault(("answers", index, "version"), what, todo)


def blind_pairs(sheets: Sequence[Sheet[Coding]]) -> Iterator[Fault]:
    """That each policy has two codings, and that no coder saw another's answers."""
    for sheet in sheets:
        if _TRUTHS.get(sheet.content.coding.saw_other.lower()):
            what = f"{sheet.content.coding.coder} saw another person's answers: this coding is not blind"
            todo = "It cannot be compared. Have somebody code this version who has not seen them."
            yield sheet.fault(("coding", "saw_other"), what, todo)
    for policy, same in _by_policy(sheets).items():
        if len(same) != 2:
            what = f'"{policy}" has {len(same)} coding{"s" * (len(same) != 1)} here, and a comparison takes two'
            yield same[-1].fault(("coding", "policy"), what, "Name the files of two coders for each policy.")


# ---------------------------------------------------------------- the review


def review_faults(sheet: Sheet[ReviewSheet], library: Library) -> Iterator[Fault]:
    """Rows that are not settled, and words that are not of the closed lists."""
    protocol = library.protocols.get(sheet.content.protocol)
    if protocol is None:
        what = f'protocol "{sheet.content.protocol[:60]}" is not in the library'
        yield sheet.fault(("protocol",), what, f"There are: {', '.join(library.protocols)}.")
        return
    causes = [cause.id for cause in protocol.causes]
    for index, row in enumerate(sheet.content.review):
        path: Path_ = ("review", index)
        question = library.survey.get(row.question)
        if question is None:
            what = f'question "{row.question[:60]}" is not in the codebook'
            yield sheet.fault((*path, "question"), what, _near(row.question, library.survey))
            continue
        for key, word, known in (("cause", row.cause, causes), ("decision", row.decision, [*question.answers])):
            if word not in known:
                told = f'"{word[:60]}" is no {key}' if word else f"no {key} is given"
                what = f'{row.policy}, "{row.question}": {told}'
                yield sheet.fault((*path, key), what, f"It is one of {', '.join(known)}.")
