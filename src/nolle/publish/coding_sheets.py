"""The empty sheet that a coder fills in, and the sheet of divergences that a team settles, as YAML that people edit."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from nolle.analysis.intercoder import Pair
from nolle.law.survey import NOT_ASKED, Protocol, Side, SurveyQuestion

_WIDTH = 116
_ALONE = (
    "Code alone, from the text and the codebook. Do not look at another person's answers before both of you are done."
)
_PINPOINTS = (
    "Each answer has its words (quote) and their page or section. Where the text says nothing: answer not_addressed, "
    "and write under searched what you read. Then: nolle code check FILE"
)


def coding_sheet(
    policy: str, title: str, coder: str, begun: str, sources: Sequence[str], questions: Sequence[SurveyQuestion]
) -> str:
    """One entry for each question, its answers above it, and nothing answered."""
    return "\n".join([*_top(policy, title, coder, begun, sources), *_questions(questions)]) + "\n"


def _top(policy: str, title: str, coder: str, begun: str, sources: Sequence[str]) -> Iterator[str]:
    yield from _comment(f"Coding sheet: {title}.")
    yield from _comment(_ALONE)
    yield from _comment(_PINPOINTS)
    if sources:
        yield from _comment(f"Sources of this policy: {', '.join(sources)}")
    yield "coding:"
    yield f"  policy: {_text(policy)}"
    yield f"  coder: {_text(coder)}"
    yield "  protocol: standard"
    yield f"  begun: {_text(begun)}"
    yield '  saw_other: ""   # no, or yes: did you see another person\'s answers to this policy?'
    yield "answers:"


def _questions(questions: Sequence[SurveyQuestion]) -> Iterator[str]:
    for question in questions:
        yield ""
        yield from _comment(question.text, "  ")
        if question.asked_when:
            words = " or ".join(question.asked_when.answer)
            told = f"Only where {question.asked_when.question} is {words}; else {NOT_ASKED}."
            yield from _comment(told, "  ")
        if question.note:
            yield from _comment(question.note, "  ")
        for answer, meaning in question.answers.items():
            yield from _comment(f"  {answer}: {meaning}", "  ")
        yield f"  - question: {question.id}"
        yield f"    version: {question.version}"
        yield '    answer: ""'
        yield '    at: {page: "", section: "", quote: ""}'
        yield '    searched: ""'
        yield '    note: ""'


def review_sheet(apart: Sequence[Pair], protocol: Protocol, questions: Mapping[str, SurveyQuestion]) -> str:
    """One row for each divergence; cause and decision are left for the team."""
    return "\n".join(_rows(apart, protocol, questions)) + "\n"


def _rows(apart: Sequence[Pair], protocol: Protocol, questions: Mapping[str, SurveyQuestion]) -> Iterator[str]:
    yield from _comment(f"Review sheet, divergences: {len(apart)}. Settle them together; then: nolle code review FILE")
    yield from _comment("cause is one of:")
    for cause in protocol.causes:
        yield from _comment(f"  {cause.id}: {cause.says}")
    yield from _comment("decision is the answer that stands, one of the question's own.")
    yield f"protocol: {protocol.id}"
    yield "review:" if apart else "review: []"
    for pair in apart:
        question = questions[pair.question]
        yield f"  - policy: {_text(pair.policy)}"
        yield f"    question: {pair.question}"
        yield f"    version: {pair.version}"
        yield f"    text: {_text(question.text)}"
        yield from _side("first", pair.first)
        yield from _side("second", pair.second)
        yield '    cause: ""'
        yield f'    decision: ""   # {", ".join(question.answers)}'
        yield '    on: ""'
        yield '    note: ""'


def _side(key: str, side: Side) -> Iterator[str]:
    yield f"    {key}:"
    yield f"      coder: {_text(side.coder)}"
    yield f"      answer: {_text(side.answer)}"
    at = {name: value for name, value in side.at if value}
    if at:
        yield "      at: {" + ", ".join(f"{name}: {_text(value)}" for name, value in at.items()) + "}"
    if side.searched:
        yield f"      searched: {_text(side.searched)}"
    if side.note:
        yield f"      note: {_text(side.note)}"


def _text(value: str) -> str:
    """A text as YAML: always in quotes, so that `no` stays a word."""
    return json.dumps(value, ensure_ascii=False)


def _comment(text: str, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(text, _WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}#   ")
