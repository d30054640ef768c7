"""code release: codings, reviews and corrections → a folder with data, codebook, protocol, agreement, changes and
corrections, with a number, a day and a citation. Nothing of an earlier release is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nolle import __version__
from nolle.analysis.intercoder import Agreement, agreement
from nolle.analysis.settled import Changed, Settled, settled
from nolle.errors import NolleError
from nolle.law.library import Library, found
from nolle.law.survey import Protocol
from nolle.publish.codebook import codebook, protocol_page
from nolle.publish.corrections import File, corrections_markdown, corrections_page, release_page
from nolle.publish.folder import whole
from nolle.publish.package import as_json
from nolle.publish.page import day, plural
from nolle.verbs.documents import open_library
from nolle.verbs.packages import forms
from nolle.verbs.packages.checking import Checked, checked
from nolle.verbs.packages.description import DESCRIPTION, PUBLISHER, README, description
from nolle.verbs.packages.schema import JOIN, Row, Table
from nolle.verbs.packages.stamp import documents_hash
from nolle.verbs.releasing_changes import Earlier, change_rows, corrected, correction_rows, earlier, protocol_words
from nolle.verbs.releasing_sheets import Given, given
from nolle.verbs.releasing_tables import TABLES, answers, codings, figures, questions, versions
from nolle.verbs.surveying import PROTOCOL
from nolle.verbs.surveying_pairs import percent

NAME, TITLE = "nolle-codings", "Non-prosecution policies for sex work charges, coded twice and blind"
JSON, CODEBOOK, PROTOCOL_PAGE = "codings.json", "codebook.md", "protocol.md"
CORRECTIONS, CORRECTIONS_PAGE = "corrections.md", "corrections.html"
FILES = {
    JSON: "all tables in one JSON file, a row to a line",
    CODEBOOK: "the codebook: each question with its answers, and how it is done",
    PROTOCOL_PAGE: "the protocol: how policies are collected, coded, compared, reviewed and released",
    CORRECTIONS: "every answer that was released and is another one now",
    CORRECTIONS_PAGE: "the same as a page",
    README: "this release for people: what is in it, what has changed, how to cite it",
}
"""The files of a release that are no table, and what they are."""


@dataclass(frozen=True)
class Released:
    """A release that was written: what it is, how far the coders agreed, and what it corrects."""

    folder: str
    about: Mapping[str, str]
    counts: Mapping[str, int]
    agreement: Agreement
    settled: tuple[Settled, ...]
    corrections: tuple[Changed, ...]
    changes: int

    def json(self) -> dict[str, Any]:
        """As plain values."""
        rate = self.agreement.rate
        return {
            "folder": self.folder, "about": dict(self.about), "tables": dict(self.counts),
            "n": self.agreement.n, "divergences": self.agreement.divergences,
            "rate": None if rate is None else float(rate), "code_twice_next": self.agreement.next,
            "changes": self.changes,
            "corrections": [
                {"policy": one.after.policy, "question": one.after.question, "before": one.before.answer,
                 "after": one.after.answer, "cause": one.cause, "on": one.on}
                for one in self.corrections
            ],
        }  # fmt: skip


def code_release(
    folder: Path, files: Sequence[Path], on: date, reviews: Sequence[Path] = (), corrections: Sequence[Path] = (),
    before: Path | None = None, workspace: Path | None = None,
) -> Released:  # fmt: skip
    """Write a release into a new folder.

    Raises DocumentError with every fault: sheets that are not sound or not blind, divergences that no review settles,
    answers that are others than in the release `before` with nothing to say why; NolleError where the folder is there.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NolleError(f"{folder}: is there already, and a release is never written over. Name a new folder.")
    library = open_library(workspace)
    was = _earlier(before, on)
    handed = given(files, reviews, corrections, on.isoformat(), library)
    protocol = _protocol(handed, library)
    stands = tuple(one for both in handed.codings.values() for one in settled(both, handed.reviewed, library.survey))
    found_ = corrected(was, stands, handed.corrections, library) if was else []
    agreed = agreement(handed.pairs, library.survey, protocol)
    about = _about(handed, agreed, protocol, was, on, workspace)
    rows = _rows(handed, stands, agreed, found_, was, protocol, int(about["release"]), library)
    with whole(folder, DESCRIPTION) as new:
        kept = dict(_filled(rows, library))
        counts = _write(new, about, kept.items())
        (new / CODEBOOK).write_text(codebook(tuple(library.survey.values()), protocol), encoding="utf-8")
        (new / PROTOCOL_PAGE).write_text(protocol_page(protocol), encoding="utf-8")
        told = description(new, NAME, about, tuple(kept), counts, FILES)
        (new / DESCRIPTION).write_text(as_json(told), encoding="utf-8")
    return Released(str(folder), about, counts, agreed, stands, tuple(found_), counts["changes"])


def check_release(folder: Path) -> Checked:
    """Read a release back, as a package is. Raises NolleError where the folder is none."""
    return checked(folder, _again)


def _again(new: Path, told: Mapping[str, Any], _: Sequence[Table], rows: Iterator[tuple[Table, list[Row]]]) -> None:
    _write(new, {str(name): str(says) for name, says in told["nolle:about"].items()}, rows)


def _earlier(folder: Path | None, on: date) -> Earlier | None:
    if folder is None:
        return None
    faults = check_release(folder).faults
    if faults:
        raise NolleError(
            f"{folder}: the earlier release is not whole, and nothing is built on it:\n" + "\n".join(faults)
        )
    was = earlier(folder)
    if "release" not in was.about:
        raise NolleError(f"{folder}: is a package, but no release of codings.")
    if was.about["as_of"] > on.isoformat():
        raise NolleError(
            f"{folder}: is of {was.about['as_of']}, later than this release ({on}). Give its day with --on."
        )
    return was


def _protocol(handed: Given, library: Library) -> Protocol:
    named = list(dict.fromkeys(one.coding.protocol for both in handed.codings.values() for one in both))
    if len(named) > 1:
        raise NolleError(f"the sheets name several protocols: {', '.join(named)}. A release is made under one.")
    return found(library.protocols, named[0] if named else PROTOCOL, "protocol")


# -- what is in it


def _about(
    handed: Given, agreed: Agreement, protocol: Protocol, was: Earlier | None, on: date, workspace: Path | None
) -> dict[str, str]:
    number = was.number + 1 if was else 1
    twice = sum(len(both) == 2 for both in handed.codings.values())
    version = f"{number}+{on.isoformat()}"
    apart = f"{plural(agreed.divergences, 'divergence')} in {plural(agreed.n, 'answer')} compared"
    rate = f": {percent(agreed.rate)} %" if agreed.rate is not None else ""
    told = {
        "title": TITLE,
        "says": f"Release {number}, of {day(on)}: {plural(len(handed.codings), 'version')} of policies by a codebook",
        "release": str(number),
        "version": version,
        "as_of": on.isoformat(),
        "made_by": f"nolle {__version__}",
        "documents": f"sha256:{documents_hash(workspace)}",
        "protocol": protocol_words(protocol),
        "coded": f"{plural(len(handed.codings), 'version')}, {twice} of them twice",
        "agreement": f"{apart}{rate}",
        "code_twice_next": f"{agreed.next} % of the next versions",
        "earlier": f"release {was.number}, of {was.about['as_of']}" if was else "",
        "citation": f"{PUBLISHER}. {TITLE}. Release {number}, {day(on)}. CC BY 4.0.",
    }
    return {name: says for name, says in told.items() if says}


def _rows(
    handed: Given, stands: Sequence[Settled], agreed: Agreement, found_: Sequence[Changed], was: Earlier | None,
    protocol: Protocol, number: int, library: Library,
) -> dict[str, Iterable[Mapping[str, Any]]]:  # fmt: skip
    """What makes the rows of each table but the sources."""
    carried = was.tables["corrections"] if was else ()
    return {
        "answers": answers(stands, library),
        "codings": codings(handed.codings, library),
        "versions": versions(handed.codings, library),
        "questions": questions(library),
        "agreement": figures(agreed, protocol.kappa.floor, percent),
        "changes": change_rows(was, stands, found_, protocol, library),
        "corrections": [*carried, *correction_rows(number, found_, library)],
    }


def _filled(
    rows: Mapping[str, Iterable[Mapping[str, Any]]], library: Library
) -> Iterator[tuple[Table, list[Row]]]:  # fmt: skip
    """The tables with their rows; of the sources those that the others name."""
    named: set[str] = set()
    for table in TABLES:
        if table.name == "sources":
            every = (library.sources[id] for id in sorted(named))
            yield table, [table.row(one.model_dump(include={*table.names})) for one in every]
            continue
        made = [table.row(told) for told in rows[table.name]]
        at = [place for place, field in enumerate(table.fields) if field.to == ("sources",)]
        named |= {id for row in made for place in at for id in str(row[place]).split(JOIN) if id}
        yield table, made


def _write(
    folder: Path, about: Mapping[str, str], rows: Iterable[tuple[Table, list[Row]]]
) -> dict[str, int]:  # fmt: skip
    """The tables, and the pages that are made from them and from nothing else; the rows of each table."""
    kept = dict(rows)
    counts = forms.write(folder, about, tuple(kept), kept.items(), (forms.csv_files, forms.json_file(JSON)))
    plain = {table.name: [_plain(table, row) for row in told] for table, told in kept.items()}
    fixes = plain["corrections"]
    (folder / CORRECTIONS).write_text(corrections_markdown(about, fixes), encoding="utf-8")
    (folder / CORRECTIONS_PAGE).write_text(corrections_page(about, fixes), encoding="utf-8")
    files = [File(f"{table.name}.csv", f"{table.title}. {table.says}", counts[table.name]) for table in kept]
    files += [File(name, says) for name, says in FILES.items() if name != README]
    (folder / README).write_text(release_page(about, files, plain["changes"]), encoding="utf-8")
    return counts


def _plain(table: Table, row: Row) -> dict[str, str]:
    return {name: str(cell) for name, cell in zip(table.names, row, strict=True)}
