"""An earlier release → what is new, gone or other since, and the corrections that this asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nolle.analysis.settled import Before, Changed, Settled, changed
from nolle.errors import DocumentError, Fault
from nolle.law.correction import Correction
from nolle.law.library import Library
from nolle.law.survey import NOT_CHECKED, Protocol
from nolle.verbs.packages import forms
from nolle.verbs.packages.checking import described
from nolle.verbs.packages.schema import table_of
from nolle.verbs.releasing_sheets import Key
from nolle.verbs.releasing_tables import sources_of

Values = dict[str, Any]
Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Earlier:
    """A release that was read back: what it is, and its tables' rows by column."""

    folder: str
    about: Mapping[str, str]
    tables: Mapping[str, tuple[Plain, ...]]

    @property
    def number(self) -> int:
        return int(self.about["release"])

    @property
    def answers(self) -> dict[Key, Before]:
        rows = self.tables["answers"]
        return {
            (row["policy"], row["question"]): Before(row["policy"], row["question"], row["version"], row["answer"])
            for row in rows
        }


def earlier(folder: Path) -> Earlier:
    """A release that is whole. Raises NolleError where it is none."""
    told = described(folder)
    tables = {}
    for resource in told["resources"]:
        if "schema" in resource:
            table = table_of(resource)
            rows = forms.read(folder / f"{table.name}.csv", table)
            tables[table.name] = tuple(dict(zip(table.names, row, strict=True)) for row in rows)
    return Earlier(str(folder), told["nolle:about"], tables)


# -- corrections


def corrected(
    was: Earlier, now: Sequence[Settled], told: Mapping[Key, tuple[Correction, Fault]], library: Library
) -> list[Changed]:
    """The answers that are others now, each with its cause.

    Raises DocumentError for each that nothing explains, and for each correction that corrects nothing.
    """
    found: list[Changed] = []
    faults: list[Fault] = []
    left = dict(told)
    for one in changed(was.answers, now, was.about["as_of"], library.survey):
        key = (one.before.policy, one.before.question)
        said = left.pop(key, None)
        if said is not None:
            found.append(Changed(one.before, one.after, said[0].cause, said[0].on, said[0].note))
        elif one.cause:
            found.append(one)
        else:
            what = f'{key[0]}, "{key[1]}": was "{one.before.answer}" in release {was.number}, and is now'
            todo = (
                "Say why in a sheet of corrections (--corrections FILE): "
                f'{{policy: {key[0]}, question: {key[1]}, cause: ..., on: ..., note: "..."}}'
            )
            faults.append(Fault(was.folder, 0, f'{what} "{one.after.answer}", and nothing says why', todo))
    faults += [nothing for _, nothing in left.values()]
    if faults:
        raise DocumentError(faults)
    return found


def correction_rows(number: int, found: Sequence[Changed], library: Library) -> Iterator[Values]:
    """The corrections of this release, for its table."""
    for one in found:
        after, question = one.after, library.survey[one.after.question]
        yield {
            "id": f"{number}:{after.policy}:{after.question}", "release": number, "policy": after.policy,
            "title": library.policies[after.policy].title, "question": after.question, "asks": question.text,
            "before": one.before.answer, "before_version": str(one.before.version), "after": after.answer,
            "after_version": str(after.version), "cause": one.cause, "on_day": one.on, "note": one.note,
            "sources": sources_of(after.policy, after.at.source, library),
        }  # fmt: skip


# -- changes


def change_rows(
    was: Earlier | None, now: Sequence[Settled], found: Sequence[Changed], protocol: Protocol, library: Library
) -> Iterator[Values]:
    """What is new, gone or other since the earlier release."""
    if was is None:
        return
    every = [
        *_protocol(was, protocol), *_questions(was, library), *_versions(was, now), *_answers(was, now, found),
    ]  # fmt: skip
    for number, row in enumerate(every, 1):
        yield {"id": str(number), **row}


def _protocol(was: Earlier, protocol: Protocol) -> Iterator[Values]:
    before, after = was.about.get("protocol", ""), protocol_words(protocol)
    if before != after:
        said = "; ".join(f"{change.on}: {change.what}" for change in protocol.changes)
        yield {"what": "protocol_changed", "before": before, "after": after, "says": said}


def protocol_words(protocol: Protocol) -> str:
    """`standard, version 1`."""
    return f"{protocol.id}, version {protocol.version}"


def _questions(was: Earlier, library: Library) -> Iterator[Values]:
    had = {row["id"]: row["version"] for row in was.tables["questions"]}
    for id, question in library.survey.items():
        if id not in had:
            yield {"what": "question_added", "question": id, "says": question.text}
        elif had[id] != question.version:
            said = "; ".join(change.what for change in question.changes if change.version > had[id])
            yield {
                "what": "question_reworded", "question": id, "before": f"version {had[id]}",
                "after": f"version {question.version}", "says": said,
            }  # fmt: skip
    yield from ({"what": "question_left_out", "question": id} for id in had if id not in library.survey)


def _versions(was: Earlier, now: Sequence[Settled]) -> Iterator[Values]:
    had, has = [row["id"] for row in was.tables["versions"]], dict.fromkeys(one.policy for one in now)
    yield from ({"what": "version_added", "policy": id} for id in has if id not in had)
    yield from ({"what": "version_left_out", "policy": id} for id in had if id not in has)


def _answers(was: Earlier, now: Sequence[Settled], found: Sequence[Changed]) -> Iterator[Values]:
    before, had = was.answers, {row["id"] for row in was.tables["versions"]}
    for one in found:
        yield {
            "what": "answer_corrected", "policy": one.after.policy, "question": one.after.question,
            "before": one.before.answer, "after": one.after.answer, "says": one.cause.replace("_", " "),
        }  # fmt: skip
    for new in now:
        old = before.get((new.policy, new.question))
        open_before = old is None or old.answer in ("", NOT_CHECKED)
        if new.policy in had and open_before and new.answer != NOT_CHECKED:
            yield {"what": "answer_added", "policy": new.policy, "question": new.question, "after": new.answer}
