"""The codebook and its protocol as a Markdown page, made from the documents and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nolle.law.survey import NOT_ASKED, Change, Protocol, SurveyQuestion


def codebook(questions: Sequence[SurveyQuestion], protocol: Protocol) -> str:
    """The page: how it is done, then each question with its answers."""
    return "\n".join([*_protocol(protocol), *_questions(questions)]) + "\n"


def protocol_page(protocol: Protocol) -> str:
    """The protocol by itself."""
    return "\n".join(_protocol(protocol, "Protocol")).rstrip() + "\n"


def _protocol(protocol: Protocol, what: str = "Codebook") -> Iterator[str]:
    yield f"# {what}: {protocol.title}"
    yield ""
    yield f"Protocol `{protocol.id}`, version {protocol.version}. {protocol.scope}."
    yield ""
    yield "## How it is done"
    yield ""
    for number, step in enumerate(protocol.steps, 1):
        yield f"{number}. {step.says}."
    yield ""
    twice, kappa = protocol.coded_twice, protocol.kappa
    bound = f"until the rate of divergence of a batch is below {twice.once_below} %, then {twice.then} %"
    aims = f"at least {two_places(kappa.floor)}, and {two_places(kappa.goal)} is aimed at"
    yield f"{twice.at_first} % of the versions are coded twice {bound}. Kappa: {aims}."
    yield ""
    yield "| cause of a divergence | what it means |"
    yield "|---|---|"
    for cause in protocol.causes:
        yield f"| `{cause.id}` | {cause.says} |"
    yield ""
    if protocol.note:
        yield f"{protocol.note}."
        yield ""
    yield from _changes(protocol.changes)


def two_places(hundredths: int) -> str:
    """`0.70` for 70."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _questions(questions: Sequence[SurveyQuestion]) -> Iterator[str]:
    yield f"## The {len(questions)} questions"
    for question in questions:
        yield ""
        yield f"### {question.id}"
        yield ""
        yield f"{question.text} (version {question.version})"
        if question.asked_when:
            words = " or ".join(f"`{answer}`" for answer in question.asked_when.answer)
            yield ""
            yield f"Asked only where `{question.asked_when.question}` is {words}; else `{NOT_ASKED}`."
        if question.computed:
            of = f" of {', '.join(question.computed.of)}" if question.computed.of else ""
            yield ""
            yield f"Computed from the encoded rules too: {question.computed.what.value}{of}."
        yield ""
        yield "| answer | when |"
        yield "|---|---|"
        for answer, meaning in question.answers.items():
            yield f"| `{answer}` | {meaning} |"
        if question.note:
            yield ""
            yield question.note
        if question.changes:
            yield ""
            yield from _changes(question.changes)


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        yield f"- version {change.version}, {change.on}: {change.what}"
