"""memo: a policy as the office's memo, or the changes from one version to another, as text, Word or PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nolle.analysis import sections
from nolle.errors import NolleError, UnknownId
from nolle.law.evaluator import Evaluator
from nolle.law.library import Library
from nolle.law.policy import Policy
from nolle.law.question import Asking
from nolle.library.vocabulary import vocabulary
from nolle.publish import memo_plain, reading_level
from nolle.publish.folder import whole_file
from nolle.publish.memo import MemoWanted as MemoWanted
from nolle.publish.memo import law_day, memo
from nolle.publish.memo_blocks import Memo
from nolle.publish.memo_text import MemoText
from nolle.publish.page import listed
from nolle.publish.redline import MarkedTable, Redline, alone, redline
from nolle.verbs.comparing import MODEL
from nolle.verbs.documents import open_library, question_of

PAPERS = ("letter", "a4")
SUFFIXES = (".docx", ".pdf", ".txt")


@dataclass(frozen=True)
class Memoed:
    """A memo with what its reader should know: how hard it is to read, what to verify, what it leaves out.

    `left_out` are the sections of the place's law that the model policy names and this policy does not.
    """

    memo: Memo
    told: Redline
    level: reading_level.Level
    left_out: tuple[str, ...]
    whole_text: bool

    def text(self, width: int = 80) -> str:
        """The memo as plain text."""
        return memo_plain.plain_text(self.told, width)

    def json(self) -> dict[str, Any]:
        """The values that others rely on; a changed piece says how."""
        told = self.told
        return {
            "policy": told.id,
            "against": told.against or None,
            "as_of": told.as_of,
            "head": {row.key.partition(":")[2]: memo_plain.marked(row.cells[1]) for row in told.head.rows},
            "blocks": [_block(block) for block in told.blocks],
            "changed": told.changed if told.against else None,
            "reading": {"grade": self.level.grade, "words": self.level.words, "sentences": self.level.sentences},
            "to_verify": list(self.memo.to_verify),
            "left_out": list(self.left_out),
            "basis": "full_text" if self.whole_text else "reported",
        }


def _block(block: Any) -> dict[str, Any]:
    if isinstance(block, MarkedTable):
        rows = [
            {"change": row.change.value, "cells": [memo_plain.marked(cell) for cell in row.cells]} for row in block.rows
        ]
        return {
            "kind": "table",
            "key": block.key,
            "change": block.change.value,
            "heads": list(block.heads),
            "rows": rows,
        }
    pieces = [
        {"text": piece.text, "style": piece.style.value or "plain", "change": piece.change.value}
        for piece in block.pieces
    ]
    kind = "heading" if block.heading else "paragraph"
    return {"kind": kind, "key": block.key, "level": block.level, "number": block.number,
            "change": block.change.value, "pieces": pieces}  # fmt: skip


def make_memo(policy: str, wanted: MemoWanted, against: str = "", workspace: Path | None = None) -> Memoed:
    """The memo of a policy; with `against`, the changes that make that other policy into this one.

    Raises UnknownId, and NolleError where a final memo still has something to verify.
    """
    lib = open_library(workspace)
    asked = _policy(lib, policy)
    older = _policy(lib, against) if against else None
    made, left_out = _memo(lib, asked, wanted)
    if wanted.final and made.to_verify:
        raise NolleError(_not_final(made))
    told = redline(_memo(lib, older, wanted)[0], made) if older else alone(made)
    return Memoed(made, told, reading_level.of_memo(made), left_out, asked.text_read == "full")


def _policy(lib: Library, id: str) -> Policy:
    """A policy by its id; an office's id is met with the ids of its policies."""
    if id in lib.offices and id not in lib.policies:
        own = [policy.id for policy in lib.office_policies(id)]
        told = f"A memo is of one policy. This office has: {', '.join(own)}" if own else "No policy of it is recorded."
        raise UnknownId(f'"{id}" is an office. {told}')
    return lib.policy(id)


def _memo(lib: Library, policy: Policy, wanted: MemoWanted) -> tuple[Memo, tuple[str, ...]]:
    """A memo, and the sections it leaves out."""
    asking = Asking(policy.id, (policy,), lib.offices, True)
    evaluator = Evaluator(question_of(lib, [asking], [policy], accept_unverified=True))
    offenses = _local(lib, policy)
    found = sections.sections(evaluator, policy, offenses)
    made = memo(policy, lib, found, vocabulary(MemoText, "memo.yaml"), wanted)
    on = law_day(policy, wanted.as_of)
    current = [id for id in offenses if lib.offenses[id].in_force_on(on) is not False]
    named = [section.offense for section in found]
    left_out = sections.unnamed(evaluator.question.catalogue, lib.policies[MODEL], current, named)
    return made, () if policy.is_model else left_out


def _local(lib: Library, policy: Policy) -> list[str]:
    """The sections that can be charged at the policy's place: of its state, and of its own cities."""
    place = lib.places.get(lib.place_of(policy))
    if place is None:
        return []
    offenses = lib.catalogue(place.state).offenses
    return [id for id, law in offenses.items() if not law.locality or law.locality in place.localities]


def _not_final(made: Memo) -> str:
    doubts = "\n".join(f"  {doubt}" for doubt in made.to_verify)
    return (
        f"{made.id}: is not ready to be signed. These stand in the memo:\n{doubts}\n"
        "Settle them in the policy document, or print the memo without --final to see where each one stands."
    )


def write_memo(told: Memoed, to: Path, wanted: MemoWanted, paper: str = "letter") -> None:
    """Write a memo as .docx, .pdf or .txt; what was there is replaced whole.

    Raises NolleError for another suffix or paper, where the `print` extra is missing, and where it cannot be written.
    """
    maker = _maker(to, paper)
    if to.is_dir():
        raise NolleError(f"{to}: is a folder. Name the file to write: {to / 'memo.docx'}")
    made = maker(told.told, wanted.as_of, paper)
    with whole_file(to) as file:
        file.write_bytes(made)


def _text(told: Redline, _: date, __: str) -> bytes:
    return memo_plain.plain_text(told).encode("utf-8")


def _maker(to: Path, paper: str) -> Callable[[Redline, date, str], bytes]:
    suffix = to.suffix.lower()
    if paper not in PAPERS:
        raise NolleError(f'"{paper}" is not a size of paper that nolle knows: use {listed(PAPERS, "or")}')
    if suffix == ".txt":
        return _text
    if suffix == ".docx":
        from nolle.publish.memo_word import word

        return word
    if suffix == ".pdf":
        from nolle.publish.memo_typst import pdf

        return pdf
    what = f'"{suffix}" is no form of a memo' if suffix else "the name has no ending that says what to write"
    raise NolleError(f"{to}: {what}. Name a file that ends in {listed(SUFFIXES, 'or')}")
