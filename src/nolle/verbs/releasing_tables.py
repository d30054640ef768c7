"""The tables of a release of codings: their columns, and their rows from what stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nolle.analysis.intercoder import Agreement, Outcome
from nolle.analysis.settled import Basis, Settled
from nolle.law.library import Library
from nolle.law.survey import Coding
from nolle.verbs.packages.columns import CITED, key, several, text, truth, whole, word
from nolle.verbs.packages.schema import Table
from nolle.verbs.packages.tables_others import SOURCES
from nolle.verbs.tracing import ids

Values = dict[str, Any]

_POLICY = text("policy", "the version that was coded", "versions", needed=True)
_QUESTION = text("question", "the question", "questions", needed=True)
_PINPOINT = (
    text("source", "the source of the words", "sources"),
    text("page", "their page"),
    text("section", "their section"),
    text("quote", "the words"),
    text("searched", "what was searched, where the text says nothing"),
    text("note", "what the coder, or the team, adds"),
)
ANSWERS = Table(
    "answers", "Answers", "The answer that stands to each question about each version",
    (
        key("version:question"),
        _POLICY, _QUESTION,
        whole("version", "the wording of the question that was answered"),
        text("answer", "the answer", needed=True),
        word("basis", "by what it stands", Basis, needed=True),
        several("coders", "who coded it, by initials"),
        *_PINPOINT,
        text("cause", "why the coders parted, where they did"),
        text("settled_on", "the day on which the team settled it"),
        truth("code_again", "whether the question has a newer wording"),
        CITED,
    ),
)  # fmt: skip
CODINGS = Table(
    "codings", "Codings", "Each coder's own answers, as they were given",
    (
        key("version:question:coder"),
        _POLICY, _QUESTION,
        whole("version", "the wording of the question that was answered"),
        text("coder", "who, by initials", needed=True),
        text("answer", "the answer", needed=True),
        *_PINPOINT,
        CITED,
    ),
)  # fmt: skip
VERSIONS = Table(
    "versions", "Versions", "The versions of policies that were coded",
    (
        key("the document's id"),
        text("title", "its title", needed=True),
        text("office", "the office's id"),
        truth("twice", "whether two people coded it"),
        CITED,
    ),
)  # fmt: skip
QUESTIONS = Table(
    "questions", "Questions", "The codebook: each question with its answers",
    (
        key("the question's id"),
        whole("version", "its wording", by=""),
        text("text", "the question", by="", needed=True),
        several("answers", "each answer, and when it is given", by=""),
        text("asked_when", "with which answers to which question it is asked", by=""),
        text("note", "what else a coder must know", by=""),
        several("changes", "what was changed with each new wording", by=""),
    ),
    ours=True,
)  # fmt: skip
AGREEMENT = Table(
    "agreement", "Agreement", "How far two coders parted, for each question and for all",
    (
        key("the question's id, or `all`"),
        whole("version", "the wording", by=""),
        whole("n", "answers compared", by=""),
        whole("divergences", "answers that part", by=""),
        text("rate", "divergences for each hundred answers compared", by=""),
        text("kappa", "Cohen's kappa", by=""),
        text("kappa_note", "why there is none", by=""),
        truth("below_floor", "whether kappa lies below the protocol's floor", by=""),
        *(whole(one.value, f"pairs left out: {one.value.replace('_', ' ')}", by="")
          for one in Outcome if one not in (Outcome.AGREE, Outcome.DIVERGE)),
    ),
    ours=True,
)  # fmt: skip
CHANGES = Table(
    "changes", "Changes", "What is new or other than in the earlier release",
    (
        key("the change's id"),
        text("what", "what kind of change", by="", needed=True),
        text("policy", "the version concerned; it may be gone", by=""),
        text("question", "the question concerned; it may be gone", by=""),
        text("before", "as it was", by=""),
        text("after", "as it is", by=""),
        text("says", "in words", by=""),
    ),
    ours=True,
)  # fmt: skip
CORRECTIONS = Table(
    "corrections", "Corrections", "Every answer that was released and is another one now, of all releases",
    (
        key("release:version:question"),
        whole("release", "the release that corrects it"),
        text("policy", "the version concerned", needed=True),
        text("title", "its title"),
        text("question", "the question", needed=True),
        text("asks", "the question in words"),
        text("before", "the answer before", needed=True),
        text("before_version", "the wording that it answered"),
        text("after", "the answer now", needed=True),
        text("after_version", "the wording that it answers"),
        text("cause", "why", needed=True),
        text("on_day", "the day on which it was settled; for a new wording the day of the wording"),
        text("note", "what happened"),
        several("sources", "the ids of the sources at that release", by=""),
    ),
)  # fmt: skip
TABLES = (ANSWERS, CODINGS, VERSIONS, QUESTIONS, AGREEMENT, CHANGES, CORRECTIONS, SOURCES)


def sources_of(policy: str, source: str, library: Library) -> tuple[str, ...]:
    """The source of the words where one is named, else those of the document."""
    document = library.policies[policy]
    cited = ids(document.cite) or ids(cite for rule in document.rules for cite in rule.cite)
    return (source,) if source else cited


def answers(settled: Sequence[Settled], library: Library) -> Iterator[Values]:
    """The answers that stand."""
    for one in settled:
        at = one.at
        yield {
            "id": f"{one.policy}:{one.question}", "policy": one.policy, "question": one.question,
            "version": one.version, "answer": one.answer, "basis": one.basis, "coders": one.coders,
            "source": at.source, "page": at.page, "section": at.section, "quote": at.quote,
            "searched": one.searched, "note": one.note, "cause": one.cause, "settled_on": one.on,
            "code_again": one.again, "sources": sources_of(one.policy, at.source, library),
        }  # fmt: skip


def codings(given: Mapping[str, Sequence[Coding]], library: Library) -> Iterator[Values]:
    """Each coder's own answers."""
    for policy, both in given.items():
        for coding in sorted(both, key=lambda one: one.coding.coder):
            for one in coding.answers:
                at, coder = one.at, coding.coding.coder
                yield {
                    "id": f"{policy}:{one.question}:{coder}", "policy": policy, "question": one.question,
                    "version": one.version, "coder": coder, "answer": one.answer, "source": at.source,
                    "page": at.page, "section": at.section, "quote": at.quote, "searched": one.searched,
                    "note": one.note, "sources": sources_of(policy, at.source, library),
                }  # fmt: skip


def versions(given: Mapping[str, Sequence[Coding]], library: Library) -> Iterator[Values]:
    """The versions that were coded."""
    for id, both in given.items():
        policy = library.policies[id]
        yield {
            "id": id, "title": policy.title, "office": policy.office, "twice": len(both) == 2,
            "sources": sources_of(id, "", library),
        }  # fmt: skip


def questions(library: Library) -> Iterator[Values]:
    """The codebook."""
    for one in library.survey.values():
        asked = one.asked_when
        yield {
            "id": one.id, "version": one.version, "text": one.text,
            "answers": [f"{answer}: {says}" for answer, says in one.answers.items()],
            "asked_when": f"{asked.question} is {' or '.join(asked.answer)}" if asked else "", "note": one.note,
            "changes": [f"version {change.version}, {change.on}: {change.what}" for change in one.changes],
        }  # fmt: skip


def figures(told: Agreement, floor: int, percent: Any) -> Iterator[Values]:
    """The agreement for each question, and for all. `percent` writes a rate."""
    for one in told.questions:
        kappa = one.kappa
        yield {
            "id": one.question, "version": one.version, "n": one.n, "divergences": one.divergences,
            "rate": percent(one.rate), "kappa": "" if kappa is None else f"{kappa:.3f}", "kappa_note": one.why,
            "below_floor": None if kappa is None else round(kappa * 100, 9) < floor,
            **{outcome.value: n for outcome, n in one.left_out.items()},
        }  # fmt: skip
    yield {
        "id": "all", "n": told.n, "divergences": told.divergences, "rate": percent(told.rate),
        **{outcome.value: n for outcome, n in told.left_out.items()},
    }  # fmt: skip
