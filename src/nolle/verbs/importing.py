"""policy import: a memo → its coding sheet. Nothing of a memo enters the library by itself.

A sheet is refused as a policy until a person has confirmed it: `verbs.confirming`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nolle.analysis.coding import sheet as sheets_text
from nolle.analysis.coding.measure import Measured, measure
from nolle.analysis.coding.proposals import Cited, Coding, Memo, Spot
from nolle.analysis.coding.propose import propose
from nolle.analysis.coding.sheet import Origin
from nolle.analysis.coding.signs import Signs
from nolle.errors import NolleError
from nolle.law.charges import Catalogue
from nolle.law.library import Library
from nolle.law.policy import Policy
from nolle.library import sheets, texts
from nolle.library.pages import Text
from nolle.library.read import read_text
from nolle.library.vocabulary import vocabulary
from nolle.publish.folder import whole_file
from nolle.records.citations import Reference, resolved
from nolle.records.citations_prose import prose
from nolle.verbs.catalogue import law_place
from nolle.verbs.documents import open_library
from nolle.verbs.importing_pages import near, only, starts
from nolle.verbs.matching import law_grammar

_SLUG = re.compile(r"[^a-z0-9]+")
MOST = 400
"""Proposals of one sheet: the longest memo that was read gave a tenth of this."""

_MOST_COPIES = 1_000


@dataclass(frozen=True)
class Imported:
    """A memo's coding, the text it was read from, and the sheet; `law_of` is the state whose law it was read by."""

    coding: Coding
    text: Text
    law_of: str
    origin: Origin
    against: Measured | None = None
    against_id: str = ""

    def sheet(self, name: str) -> str:
        """The text of the sheet under this name."""
        return sheets_text.text(self.coding, self.origin, name)

    def json(self) -> dict[str, Any]:
        """As plain values: the proposals with their pinpoints, the questions, and the counts."""
        told: dict[str, Any] = {
            "text": self.text.name, "pages": self.origin.pages, "notes": list(self.text.notes), "law_of": self.law_of,
            "counts": dict(self.coding.counts),
            "proposals": [
                {
                    "at": one.at, "value": one.value, "asks": list(one.asks),
                    "rests_on": [{**_spot(pin.spot), "words": pin.words} for pin in one.pins],
                }
                for one in self.coding.proposals
            ],
            "questions": [
                {"n": one.n, "at": one.at, "ask": one.ask, **({"about": _spot(one.spot)} if one.spot else {})}
                for one in self.coding.questions
            ],
        }  # fmt: skip
        if self.against is not None:
            told["against"] = {
                "policy": self.against_id, "precision": self.against.precision, "recall": self.against.recall,
                **{key: [list(one) for one in getattr(self.against, key)] for key in ("found", "missed", "wrong")},
            }  # fmt: skip
        return told


def _spot(spot: Spot) -> dict[str, Any]:
    return {key: value for key, value in spot._asdict().items() if value}


def import_policy(
    file: Path, workspace: Path | None = None, place: str = "", against: str = "", pages: str = ""
) -> Imported:
    """Read a memo and propose how to code it. `pages` is `3-9` or `4`: only these of a longer file are read.

    `against` is a policy that people coded, to measure the proposals by. Raises NolleError for a file that cannot
    be read, or that is no one memo; UnknownId for a place or a policy that nobody knows.
    """
    lib, known = open_library(workspace), vocabulary(Signs, "coding.yaml")
    where = law_place(lib, place) if place else ""
    coded = lib.policy(against) if against else None
    whole = texts.opened(file)
    text = near(only(whole, pages) if pages else whole, known)
    told = prose(text.whole, law_grammar(lib), lib.catalogue(""), where)
    states = [told.place.partition("/")[0]] if told.place else []
    memo = _memo(text, _cited(lib.catalogue(""), told.references))
    coding = propose(memo, known, [*lib.offices.values()], [*lib.places.values()], states)
    if len(coding.proposals) > MOST:
        what = f"{text.name}: {len(coding.proposals):,} things to confirm were found in it, so it is no one memo"
        raise NolleError(f"{what}. Nothing was written.\n  Name the pages of the policy, such as --pages 3-9.")
    measured = measure(proposed(coding), _raw(coded), known) if coded else None
    return Imported(coding, text, told.place, _origin(file, whole, text, coding, lib), measured, against)


def _memo(text: Text, cited: Iterable[Cited]) -> Memo:
    paragraphs = text.counted == "paragraph"
    return Memo(text.name, text.whole, lambda at: _at(text, at), paragraphs, tuple(cited), text.unread, starts(text))


def _at(text: Text, at: int) -> Spot:
    spot = text.spot(min(at, max(0, len(text.whole) - 1)))
    return Spot(spot.page.number, spot.page.part, spot.line)


def _cited(catalogue: Catalogue, references: Iterable[Reference]) -> list[Cited]:
    """The citations of the text; one that names a section whole names all its paragraphs."""
    made = []
    for one in sorted(resolved(references, catalogue), key=lambda found: (found.start, found.end)):
        offenses = dict.fromkeys(part for id in one.offenses for part in (id, *catalogue.parts(id)))
        made.append(Cited(one.start, one.end, tuple(offenses), one.or_other))
    return made


def _origin(file: Path, whole: Text, text: Text, coding: Coding, lib: Library) -> Origin:
    value = {one.part: one.value for one in coding.proposals if isinstance(one.value, str)}
    office = lib.offices.get(str(value["office"]))
    place = office.place.rpartition("/")[2] if office else ""
    stem = _SLUG.sub("-", f"{place} {file.stem}".lower()).strip("-") or "memo"
    source = {
        "id": next(id for n in range(1, _MOST_COPIES) if (id := stem if n == 1 else f"{stem}-{n}") not in lib.sources),
        "title": str(value["title"]),
        "publisher": office.name if office else "ASK",
        "kind": "policy_text",
    }
    pages = sum(page.number is not None for page in whole.pages)
    return Origin(file.name, hashlib.sha256(file.read_bytes()).hexdigest(), pages, source, text.notes)


def proposed(coding: Coding) -> dict[str, Any]:
    """The document that a coding comes to if every proposal is taken as it stands."""
    marked = read_text(sheets_text.text(coding, Origin("", "", 0, {"id": "memo"}), ""), "")
    assert marked.whole
    return dict(sheets.read(marked).document.data)


def _raw(policy: Policy) -> dict[str, Any]:
    return policy.model_dump(mode="json", by_alias=True, exclude_defaults=True)


# ---------------------------------------------------------------- writing the sheet


@dataclass(frozen=True)
class Written:
    """Where a sheet was written; `began` is a sheet that a person has begun to answer, and `kept` its copy."""

    file: Path
    began: Path | None = None
    kept: Path | None = None


def write_sheet(imported: Imported, out: Path, force: bool = False) -> Written:
    """Write the sheet, whole or not at all. One that a person has touched is never overwritten: the new one lies
    beside it, or, with `force`, the old one is kept as a copy. Raises NolleError where it cannot be written.
    """
    if out.is_dir():
        raise NolleError(f"{out}: is a folder. Name a file for the sheet, such as {out / 'memo.sheet.yaml'}.")
    began = out if out.exists() and not _untouched(out) else None
    if began is None:
        return Written(write_whole(out, imported.sheet(out.name)))
    if force:
        kept = _free(out, lambda n: out.with_name(f"{out.name}.bak{'' if n == 1 else n}"))
        write_whole(kept, _bytes(out))
        return Written(write_whole(out, imported.sheet(out.name)), began, kept)
    beside = _free(out, lambda n: out.with_name(f"{out.stem}-{n + 1}{out.suffix}"), again=True)
    return Written(write_whole(beside, imported.sheet(beside.name)), began)


def _untouched(file: Path) -> bool:
    try:
        return sheets_text.untouched(_bytes(file).decode())
    except UnicodeDecodeError:
        return False


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NolleError(f"{file}: cannot be read: {error.strerror or error}") from None


def _free(out: Path, name: Callable[[int], Path], again: bool = False) -> Path:
    """The first name that nothing has yet; with `again`, or that a sheet has which nobody has touched."""
    for n in range(1, _MOST_COPIES):
        made = name(n)
        if not made.exists() or (again and _untouched(made)):
            return made
    raise NolleError(f"{out}: there are too many sheets of that name. Name another file with --out.")


def write_whole(file: Path, words: str | bytes) -> Path:
    """Write a file whole or not at all; its path. Raises NolleError where it cannot be written."""
    with whole_file(file) as made:
        made.write_bytes(words.encode() if isinstance(words, str) else words)
    return file
