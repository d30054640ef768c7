"""The law that a memo cites: each citation of a text with its place in it, and the offenses that it may be."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from nolle.dates import Span
from nolle.law.charges import Catalogue
from nolle.law.library import Library
from nolle.law.offense import Coverage, Offense
from nolle.library import texts
from nolle.library.pages import Text
from nolle.publish import law as wording
from nolle.publish.law import Standing
from nolle.records.citations import Found, Reference, resolve, resolved
from nolle.records.citations_prose import Prose, body_of, prose, written
from nolle.records.matching.families import deciding
from nolle.verbs.catalogue import law_place
from nolle.verbs.documents import open_library
from nolle.verbs.matching import law_grammar

_SPACE = re.compile(r"\s+")
BESIDE = 28
"""Characters of the text that are quoted on each side of a citation."""


class Held(StrEnum):
    """What the catalogue knows of a section that is cited."""

    CATALOGUED = "catalogued"
    NOT_CATALOGUED = "not_catalogued"
    """The catalogue has other sections of this code, or says what its absence means; not this one."""
    NO_COVERAGE = "no_coverage"
    """Nothing of this code is in the catalogue, and nobody has said what that means."""


@dataclass(frozen=True)
class Read:
    """One reading of a citation. `absent` is what the catalogue says of sections of this code that it lacks."""

    reference: Reference
    citation: str
    state: str
    held: Held
    absent: Coverage | None = None


@dataclass(frozen=True)
class Candidate:
    """An offense that a citation may be; `standing` is what is known of it on the day asked about."""

    offense: Offense
    standing: Standing | None = None


@dataclass(frozen=True)
class Mention:
    """One citation in its place. `law_from` says where its law is named, if not beside it: `list`, `text`, `place`.

    `quote` is what stands there, `before` and `after` a few words around it. `dates_matter`: texts of different
    times say different things under it.
    """

    page: int | None
    part: str
    line: int
    offset: int
    length: int
    quote: str
    before: str
    after: str
    readings: tuple[Read, ...]
    candidates: tuple[Candidate, ...]
    or_other: bool
    law_from: str
    dates_matter: bool
    deciding: tuple[str, ...]

    @property
    def held(self) -> Held:
        """The best of what is known of its readings."""
        return min((reading.held for reading in self.readings), key=list(Held).index)

    @property
    def several(self) -> bool:
        """Whether it may be more than one thing, on the day asked about or, without one, at all."""
        open_ = [one for one in self.candidates if one.standing is not Standing.NOT_IN_FORCE]
        return len(open_) > 1 or (self.or_other and bool(open_))

    def json(self) -> dict[str, Any]:
        """As plain values."""
        place: dict[str, Any] = {"page": self.page, "part": self.part} if self.page or self.part else {}
        return {
            **{key: value for key, value in place.items() if value},
            "line": self.line, "offset": self.offset, "length": self.length, "quote": self.quote,
            "citations": [_reading(one) for one in self.readings],
            "held": self.held.value,
            "offenses": [_candidate(one) for one in self.candidates],
            "or_other": self.or_other, "law_from": self.law_from or "beside",
            "dates_matter": self.dates_matter, "deciding": list(self.deciding),
        }  # fmt: skip


def _reading(read: Read) -> dict[str, Any]:
    one = read.reference
    told: dict[str, Any] = {"citation": read.citation, "code": one.body, "state": read.state, "held": read.held.value}
    told |= {
        "chapter": one.chapter,
        "section": one.section,
        "subdivision": list(one.subdivision),
        "through": one.through,
    }
    told |= {"paragraph_open": one.open, "et_seq": one.onward}
    if read.absent is not None:
        told["absent"] = {
            "says": read.absent.absent,
            "complete_for": list(read.absent.complete_for),
            "note": read.absent.note,
        }
    return {key: value for key, value in told.items() if value not in ("", [], False)}


def _candidate(candidate: Candidate) -> dict[str, Any]:
    one = candidate.offense
    told = {
        "id": one.id, "citation": one.citation, "title": one.title, "conduct": list(one.conduct), "party": one.party,
        "level": one.level, "dates": wording.dates(one), "status": one.status, "confidence": one.confidence.value,
    }  # fmt: skip
    return told | ({"on_the_day": candidate.standing.value} if candidate.standing else {})


@dataclass(frozen=True)
class Cited:
    """A text's citations in their order. `unread` counts section signs whose law could not be told."""

    text: Text
    mentions: tuple[Mention, ...]
    place: str
    given: bool
    named: tuple[str, ...]
    unread: int
    on: Span | None
    library: Library = field(repr=False)

    def summary(self) -> dict[str, int]:
        """Counts of citations."""
        held = Counter(mention.held for mention in self.mentions)
        return {
            "citations": len(self.mentions),
            "sections": len({str(read.reference) for mention in self.mentions for read in mention.readings}),
            **{one.value: held[one] for one in Held},
            "several": sum(mention.several for mention in self.mentions),
            "dates_matter": sum(mention.dates_matter for mention in self.mentions),
            "law_named_elsewhere": sum(bool(mention.law_from) for mention in self.mentions),
            "signs_not_read": self.unread,
        }

    def json(self) -> dict[str, Any]:
        """As plain values."""
        how = "given" if self.given else "named in the text" if self.place else ""
        day = {"on": str(self.on)} if self.on else {}
        return {
            "text": self.text.name, "pages": sum(page.number is not None for page in self.text.pages),
            "lines_are": self.text.counted, "notes": list(self.text.notes), **day,
            "place": self.place, "place_from": how, "states_named": list(self.named),
            "summary": self.summary(), "citations": [mention.json() for mention in self.mentions],
        }  # fmt: skip


def cite_law(source: Path | Text, place: str = "", on: Span | None = None, workspace: Path | None = None) -> Cited:
    """The citations of a file or a text. Without a place it is the state whose law the text names, if it is one.

    Raises NolleError for a file that cannot be read, UnknownId for a place without a catalogue.
    """
    lib = open_library(workspace)
    where = law_place(lib, place) if place else ""
    text = source if isinstance(source, Text) else texts.opened(source)
    catalogue = lib.catalogue("")
    told = prose(text.whole, law_grammar(lib), catalogue, where)
    reader = _Reader(lib, catalogue, text, told, on)
    mentions = tuple(reader.mention(found) for found in resolved(told.references, catalogue))
    return Cited(text, mentions, told.place, bool(where), told.named, told.unread, on, lib)


class _Reader:
    """What is the same for all citations of one text."""

    def __init__(self, lib: Library, catalogue: Catalogue, text: Text, told: Prose, on: Span | None) -> None:
        self._lib, self._catalogue, self._text, self._told, self._on = lib, catalogue, text, told, on
        self._grammar = law_grammar(lib)
        self._codes = {one.code for one in lib.offenses.values()}

    def mention(self, found: Found) -> Mention:
        """One place of the text."""
        spot = self._text.spot(found.start)
        candidates = tuple(self._candidate(id) for id in found.offenses)
        kept = [one.offense for one in candidates if one.standing is not Standing.NOT_IN_FORCE]
        inherited = all(one.inherited for one in found.references)
        return Mention(
            page=spot.page.number, part=spot.page.part, line=spot.line, offset=spot.offset,
            length=found.end - found.start, quote=_line(found.text),
            before=self._around(found.start - BESIDE, found.start, first=True),
            after=self._around(found.end, found.end + BESIDE, first=False),
            readings=tuple(self._read(one) for one in found.references),
            candidates=candidates, or_other=found.or_other,
            law_from=self._told.bare.get((found.start, found.end), "list" if inherited else ""),
            dates_matter=wording.differ([one.offense for one in candidates]),
            deciding=deciding([one.id for one in kept], self._catalogue) if len(kept) > 1 else (),
        )  # fmt: skip

    def _candidate(self, id: str) -> Candidate:
        offense = self._lib.offenses[id]
        return Candidate(offense, wording.standing(offense, self._on) if self._on else None)

    def _around(self, start: int, end: int, first: bool) -> str:
        """Whole words of the same paragraph on one side of a citation."""
        words = self._text.whole[max(start, 0) : end]
        words = words.rpartition("\n\n")[2] if first else words.partition("\n\n")[0]
        cut = start > 0 if first else end < len(self._text.whole)
        if cut and first:
            words = words.partition(" ")[2] if " " in words else ""
        elif cut:
            words = words.rpartition(" ")[0]
        return _SPACE.sub(" ", words)

    def _read(self, one: Reference) -> Read:
        citation, state = written(one, self._grammar), body_of(one, self._grammar).state
        if resolve(one, self._catalogue):
            return Read(one, citation, state, Held.CATALOGUED)
        stated = self._stated(one)
        known = one.body in self._codes or stated is not None
        return Read(one, citation, state, Held.NOT_CATALOGUED if known else Held.NO_COVERAGE, stated)

    def _stated(self, one: Reference) -> Coverage | None:
        """What is said of sections of this code that the catalogue lacks; what is known stands before what is not."""
        section = f"{one.chapter}/{one.section}" if one.chapter else one.section
        said = [
            stated
            for stated in self._lib.coverage.values()
            if stated.code == one.body
            and (not stated.section or re.fullmatch(stated.section, section, re.IGNORECASE))
            and (not stated.chapters or one.chapter.upper() in stated.chapters)
        ]
        return min(said, key=lambda stated: (stated.absent != "other", bool(stated.complete_for)), default=None)


def _line(words: str) -> str:
    return _SPACE.sub(" ", words).strip()
