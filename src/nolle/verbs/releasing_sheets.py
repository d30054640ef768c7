"""The files that a release is made from: opened, held against one another, with every fault at its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nolle.analysis.intercoder import Outcome, Pair, pairs
from nolle.dates import parse
from nolle.errors import DocumentError, Fault, NolleError
from nolle.law.correction import Correction, CorrectionSheet
from nolle.law.library import Library
from nolle.law.survey import Coding, ReviewRow, ReviewSheet
from nolle.library.codings import (
    Sheet,
    between,
    blind_pairs,
    coding_faults,
    read_coding,
    read_corrections,
    read_review,
    review_faults,
)

Key = tuple[str, str]
"""A policy and a question."""


@dataclass(frozen=True)
class Given:
    """What was handed in: codings by policy, the pairs of those coded twice, what reviews and corrections say."""

    codings: Mapping[str, tuple[Coding, ...]]
    pairs: tuple[Pair, ...]
    reviewed: Mapping[Key, ReviewRow]
    corrections: Mapping[Key, tuple[Correction, Fault]]


def given(
    files: Sequence[Path], reviews: Sequence[Path], corrections: Sequence[Path], on: str, library: Library
) -> Given:  # fmt: skip
    """Open and check all that a release is made from. Raises DocumentError with every fault, NolleError for no file."""
    sheets, faults = _codings(files, library)
    by_policy: dict[str, list[Sheet[Coding]]] = {}
    for sheet in sheets:
        by_policy.setdefault(sheet.content.coding.policy, []).append(sheet)
    twice = [sheet for same in by_policy.values() if len(same) > 1 for sheet in same]
    faults += [*between(sheets), *blind_pairs(twice)]
    made = () if faults else pairs([sheet.content for sheet in twice], library.survey)
    reviewed, wrong = _reviewed(reviews, made, on, library)
    faults += wrong if made or not faults else []
    mended, wrong = _corrections(corrections, on, library)
    faults += wrong
    if faults:
        raise DocumentError(faults)
    codings = {policy: tuple(sheet.content for sheet in same) for policy, same in sorted(by_policy.items())}
    return Given(codings, made, reviewed, mended)


def _codings(files: Sequence[Path], library: Library) -> tuple[list[Sheet[Coding]], list[Fault]]:
    sheets: list[Sheet[Coding]] = []
    faults: list[Fault] = []
    for file in _files(files):
        sheet, wrong = read_coding(file)
        faults += wrong
        if sheet is not None:
            sheets.append(sheet)
            faults += coding_faults(sheet, library, old_too=False)
    return sheets, faults


def _files(given_: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those of folders, in the order of their names."""
    found = [file for one in given_ for file in (sorted(one.rglob("*.yaml")) if one.is_dir() else [one])]
    if not found:
        raise NolleError("no coding sheet was found. Name the sheets of the coders, or the folders that hold them.")
    yield from dict.fromkeys(found)


def _reviewed(
    files: Sequence[Path], made: Sequence[Pair], on: str, library: Library
) -> tuple[dict[Key, ReviewRow], list[Fault]]:
    """The settled divergences; a fault for each that is open, and for each row that fits no divergence."""
    apart = {(pair.policy, pair.question): pair for pair in made if pair.outcome is Outcome.DIVERGE}
    found: dict[Key, ReviewRow] = {}
    faults: list[Fault] = []
    for file in files:
        sheet, wrong = read_review(file)
        faults += wrong
        if sheet is None:
            continue
        faults += review_faults(sheet, library)
        for index, row in enumerate(sheet.content.review):
            faults += _row_faults(sheet, index, row, apart, on)
            if (row.policy, row.question) in found:
                what = f'{row.policy}, "{row.question}" is settled twice'
                faults.append(sheet.fault(("review", index), what, "Keep the row that stands."))
            found[row.policy, row.question] = row
    for key, pair in apart.items():
        if key not in found:
            told = f'{pair.first.coder} says "{pair.first.answer}", {pair.second.coder} says "{pair.second.answer}"'
            what = f'{key[0]}, "{key[1]}": the two coders part ({told}), and no review settles it'
            faults.append(Fault("review", 0, what, "Settle it: nolle code compare FILES --review FILE, then --review."))
    return found, faults


def _row_faults(
    sheet: Sheet[ReviewSheet], index: int, row: ReviewRow, apart: Mapping[Key, Pair], on: str
) -> Iterator[Fault]:  # fmt: skip
    pair, at = apart.get((row.policy, row.question)), ("review", index)
    if pair is None:
        what = f'{row.policy}, "{row.question}": the coders do not part here, so that there is nothing to settle'
        yield sheet.fault((*at, "question"), what, "Take the row out, or name the sheets it was made from.")
    elif {row.first.answer, row.second.answer} != {pair.first.answer, pair.second.answer}:
        what = f'{row.policy}, "{row.question}": the row was written for other answers than the sheets have'
        yield sheet.fault(at, what, "Make the sheet of divergences again, and settle it anew.")
    yield from _day_faults(sheet, (*at, "on"), f'{row.policy}, "{row.question}"', row.on, on)


def _day_faults(
    sheet: Sheet[ReviewSheet] | Sheet[CorrectionSheet], at: tuple[str | int, ...], whose: str, day: str, on: str
) -> Iterator[Fault]:
    try:
        told = parse(day)
    except ValueError:
        yield sheet.fault(at, f"{whose}: no day is given", "Write the day as 2026-11-21.")
        return
    if not told.exact:
        yield sheet.fault(at, f"{whose}: {day} is not one day", "Write the day as 2026-11-21.")
    elif told.first.isoformat() > on:
        yield sheet.fault(at, f"{whose}: {day} lies after the day of the release, {on}", "Mend one of them (--on DAY).")


def _corrections(
    files: Sequence[Path], on: str, library: Library
) -> tuple[dict[Key, tuple[Correction, Fault]], list[Fault]]:
    """The corrections, each with the fault that it is if it corrects nothing."""
    found: dict[Key, tuple[Correction, Fault]] = {}
    faults: list[Fault] = []
    for file in files:
        sheet, wrong = read_corrections(file)
        faults += wrong
        if sheet is None:
            continue
        protocol = library.protocols.get(sheet.content.protocol)
        causes = [cause.id for cause in protocol.causes] if protocol else []
        for index, one in enumerate(sheet.content.corrections):
            at, whose = ("corrections", index), f'{one.policy}, "{one.question}"'
            if one.cause not in causes:
                what = f'{whose}: "{one.cause[:60]}" is no cause' if one.cause else f"{whose}: no cause is given"
                faults.append(sheet.fault((*at, "cause"), what, f"It is one of {', '.join(causes)}."))
            faults += _day_faults(sheet, (*at, "on"), whose, one.on, on)
            nothing = sheet.fault(at, f"{whose} is the same answer as before: there is nothing to correct")
            found[one.policy, one.question] = (one, nothing)
    return found, faults
