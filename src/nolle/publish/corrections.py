"""The pages of a release of codings: what it is, and every correction with its before and after, cause and day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from nolle.publish.page import capital, plural, render

Row = Mapping[str, str]
"""One row of the table of corrections, by column."""

_NONE = "No answer that was released has been corrected."
_WHY = (
    "A released answer that is another one now stands here with the answer before and after it, why, and since when. "
    "Earlier releases stay as they were: cite the one you used."
)


def answer_words(answer: str) -> str:
    """`not addressed`."""
    return answer.replace("_", " ")


def by_release(rows: Sequence[Row]) -> list[tuple[int, list[Row]]]:
    """The corrections of each release, the newest release first."""
    ordered = sorted(rows, key=lambda row: -int(row["release"]))
    return [(number, list(told)) for number, told in groupby(ordered, key=lambda row: int(row["release"]))]


# -- Markdown


def corrections_markdown(about: Mapping[str, str], rows: Sequence[Row]) -> str:
    """The page of corrections as Markdown."""
    return "\n".join(_corrections(about, rows)) + "\n"


def _corrections(about: Mapping[str, str], rows: Sequence[Row]) -> Iterator[str]:
    yield from (f"# Corrections, up to release {about['release']}", "", _WHY, "")
    if not rows:
        yield _NONE
    for number, told in by_release(rows):
        yield from (f"## Release {number}: {plural(len(told), 'answer')}", "")
        for row in told:
            yield from _correction(row)
    yield from ("", "## How to cite", "", f"> {about['citation']}")


def _correction(row: Row) -> Iterator[str]:
    yield from (f"### {row['title']}: {row['question']}", "", row["asks"], "")
    yield f"- before: `{row['before']}`{_wording(row, 'before')}"
    yield f"- after: `{row['after']}`{_wording(row, 'after')}"
    yield f"- cause: {cause_words(row)}"
    yield from ([f"- day: {row['on_day']}"] if row["on_day"] else [])
    yield from ([f"- {row['note']}"] if row["note"] else [])
    yield from (f"- version: `{row['policy']}`", f"- sources: {row['sources']}", "")


def _wording(row: Row, side: str) -> str:
    """Which wording of the question was answered, where it is not one and the same."""
    same = row["before_version"] == row["after_version"]
    return "" if same else f" (to version {row[f'{side}_version']} of the question)"


def cause_words(row: Row) -> str:
    """`oversight`, `question changed`."""
    return row["cause"].replace("_", " ")


# -- HTML


class Told(NamedTuple):
    """One correction as the page lays it out."""

    title: str
    policy: str
    question: str
    asks: str
    before: str
    before_wording: str
    after: str
    after_wording: str
    cause: str
    on: date | None
    note: str
    sources: str


def corrections_page(about: Mapping[str, str], rows: Sequence[Row]) -> str:
    """The page of corrections as HTML: one file, no script."""
    n = len(rows)
    answer = f"{plural(n, 'answer')} of earlier releases {'is' if n == 1 else 'are'} corrected." if n else _NONE
    return render("corrections.html", {
        "title": f"Corrections, up to release {about['release']}",
        "description": _WHY,
        "kind": "coded policies",
        "running": f"Corrections, up to release {about['release']}",
        "foot_line": f"Made with {about['made_by']}. {about['citation']}",
        "as_of": date.fromisoformat(about["as_of"]),
        "about": about, "answer": answer, "why": _WHY,
        "releases": [(number, [_told(row) for row in told]) for number, told in by_release(rows)],
    })  # fmt: skip


def _told(row: Row) -> Told:
    return Told(
        row["title"] or row["policy"], row["policy"], row["question"], row["asks"],
        answer_words(row["before"]), _wording(row, "before"), answer_words(row["after"]), _wording(row, "after"),
        cause_words(row), _day(row["on_day"]), capital(row["note"]), row["sources"],
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if len(text) == 10 else None


# -- the page of the release


class File(NamedTuple):
    """A file of the release, what it holds, and how many rows."""

    name: str
    says: str
    rows: int | None = None


def release_page(about: Mapping[str, str], files: Sequence[File], changes: Sequence[Row]) -> str:
    """What lies in the folder of a release, for people."""
    return "\n".join(_release(about, files, changes)) + "\n"


_SAID = ("release", "as_of", "version", "protocol", "coded", "agreement", "code_twice_next", "earlier", "documents")


def _release(about: Mapping[str, str], files: Sequence[File], changes: Sequence[Row]) -> Iterator[str]:
    yield from (f"# {about['title']}", "", f"{about['says']}.", "")
    yield from (f"- {name.replace('_', ' ')}: {about[name]}" for name in _SAID if name in about)
    yield from ("", "Agreement is not truth: two people can make the same mistake. Initials only; no names.")
    yield from ("", "## Files", "", "| file | rows | what it holds |", "|---|---|---|")
    yield from (f"| `{one.name}` | {'' if one.rows is None else f'{one.rows:,}'} | {one.says} |" for one in files)
    yield from ("", "## Changes since the earlier release", "")
    yield from ([_change(row) for row in changes] or ["None: this is the first release, or nothing has changed."])
    yield from ("", "Corrections are in `corrections.md`, with before and after.")
    yield from ("", "## How to cite", "", f"> {about['citation']}")


def _change(row: Row) -> str:
    whose = ", ".join(f"`{row[name]}`" for name in ("policy", "question") if row[name])
    turned = f": `{row['before']}`, now `{row['after']}`" if row["before"] or row["after"] else ""
    says = f" ({row['says']})" if row["says"] else ""
    return f"- {row['what'].replace('_', ' ')}: {whose}{turned}{says}"
