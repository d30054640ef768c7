"""records review: strings that need a person go out as a table, and the answers come back in as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nolle.analysis.quality import Charged
from nolle.engine import sheets
from nolle.errors import DocumentError, Fault, NolleError
from nolle.law.library import Library, found, unknown
from nolle.law.offense import CodeSystem
from nolle.records.matching.matcher import Matcher, answer_key
from nolle.records.matching.proposals import Proposer
from nolle.records.review import Review, Reviewed
from nolle.verbs.documents import open_library

OTHER = "other"
"""What a reviewer writes for an offense that is none of the catalogue's."""

COLUMNS = (
    "code", "description", "offense", "conduct", "n", "how", "may_be", "would_decide", "similar", "reviewed_offense",
    "note",
)  # fmt: skip
"""Columns of the review file; the last two are for the person who reviews."""

_WIDTHS = (18, 44, 18, 14, 8, 12, 36, 16, 44, 36, 30)


@dataclass(frozen=True)
class Answers:
    """A review file that was read: the document made of it, and how many of its rows have no answer."""

    review: Review
    unanswered: int
    file: Path


def write_review(strings: Iterable[Charged], matcher: Matcher, systems: Iterable[CodeSystem], file: Path) -> int:
    """Write the strings that need a person, most frequent first, as CSV or Excel. Returns how many there are."""
    proposer = Proposer(matcher.catalogue, systems)
    rows = [_row(string, matcher, proposer) for string in strings]
    sheets.write(file, COLUMNS, rows, _WIDTHS)
    return len(rows)


def _row(string: Charged, matcher: Matcher, proposer: Proposer) -> list[object]:
    match = matcher.match(string.offense, string.code, string.description, string.conduct)
    similar = "; ".join(f"{p.offense} ({p.likeness}: {p.words})" for p in proposer.propose(string.description))
    return [
        string.code, string.description, string.offense, string.conduct, string.n, string.how,
        " ".join(string.offenses), " ".join(match.deciding), similar, "", "",
    ]  # fmt: skip


def read_review(
    file: Path, mapping: str, by: str, on: date, out: Path | None = None, workspace: Path | None = None
) -> Answers:
    """Check a filled-in review file and write its answers as a document into the workspace.

    `by` is the role of the person who reviewed, never a name. Raises DocumentError with all faults of the file,
    each at its row; UnknownId for a mapping nobody knows.
    """
    lib = open_library(workspace)
    found(lib.mappings, mapping, "mapping")
    if not by.strip():
        raise NolleError('say who reviewed, as a role: --by "policy counsel". A name is never kept.')
    rows = sheets.read(file)
    faults = list(_faults(rows, lib, file))
    if faults:
        raise DocumentError(faults)
    answers = tuple(_answer(row) for _, row in rows if row["reviewed_offense"])
    id = out.stem if out else f"{mapping}-{on.isoformat()}"
    review = Review.model_validate(
        {
            "id": id,
            "mapping": mapping,
            "by": by.strip(),
            "on": on.isoformat(),
            "answers": [a.model_dump() for a in answers],
        }
    )
    target = out or _place(workspace, id)
    _write(review, target)
    return Answers(review, len(rows) - len(answers), target)


def _place(workspace: Path | None, id: str) -> Path:
    if workspace is None:
        raise NolleError(
            "answers are kept in a workspace of your own: make one with nolle init, or name a file with --out."
        )
    return workspace / "reviews" / f"{id}.yaml"


def _faults(rows: list[tuple[int, dict[str, str]]], lib: Library, file: Path) -> Iterator[Fault]:
    name = file.name
    missing = [column for column in ("code", "description", "reviewed_offense") if rows and column not in rows[0][1]]
    if not rows or missing:
        what = f"lacks the columns {', '.join(missing)}" if missing else "has no rows"
        yield Fault(name, 1, what, "It is made by: nolle records check FILE --review FILE.csv")
        return
    seen: dict[tuple[str, str], int] = {}
    for line, row in rows:
        for id in _ids(row):
            if id != OTHER and id not in lib.offenses:
                yield Fault(
                    name,
                    line,
                    unknown("offense", id, lib.offenses),
                    "Find it with: nolle law find TEXT, or write other.",
                )
        key = answer_key(row["code"] or row.get("offense"), row["description"])
        if row["reviewed_offense"] and seen.setdefault(key, line) != line:
            yield Fault(name, line, f"answers the string of line {seen[key]} again", "Keep one of them.")


def _ids(row: dict[str, str]) -> list[str]:
    return row["reviewed_offense"].replace(",", " ").replace(";", " ").split()


def _answer(row: dict[str, str]) -> Reviewed:
    ids = _ids(row)
    return Reviewed(
        code=row["code"] or row.get("offense", ""),
        description=row["description"],
        offenses=tuple(id for id in ids if id != OTHER),
        other=OTHER in ids,
        note=row.get("note", ""),
    )


def _write(review: Review, target: Path) -> None:
    if target.exists():
        raise NolleError(f"{target}: there is a review of that name. Name another with --out, or take it away first.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(as_yaml(review), encoding="utf-8")


def as_yaml(review: Review) -> str:
    """The document, in the form that `nolle check` reads."""
    lines = [
        f"# What a person said about charge strings: {len(review.answers)} answers. Correct one here, or review again.",
        f"id: {review.id}", f"mapping: {review.mapping}", f"by: {_quoted(review.by)}", f"on: {review.on}", "answers:",
    ]  # fmt: skip
    for answer in review.answers:
        parts = [f"code: {_quoted(answer.code)}"] if answer.code else []
        parts += [f"description: {_quoted(answer.description)}"] if answer.description else []
        parts += [f"offenses: [{', '.join(answer.offenses)}]"] if answer.offenses else []
        parts += ["other: true"] if answer.other else []
        parts += [f"note: {_quoted(answer.note)}"] if answer.note else []
        lines.append(f"  - {{{', '.join(parts)}}}")
    return "\n".join(lines) + "\n" if review.answers else "\n".join([*lines[:-1], "answers: []"]) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\t", " ") + '"'
