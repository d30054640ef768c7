"""Charge strings → offenses: by the code of a named system, then by exact normalised citation.

A string that fits two offenses keeps both; a code that its table calls ambiguous may be anything. A section
that is read without doubt and that the catalogue of its code does not hold is `uncatalogued`; what cannot be
read is `unmatched` and may be anything too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from nolle.dates import ANY_DAY, Span
from nolle.law.charges import Catalogue, Kind, is_class
from nolle.law.offense import Code, CodeSystem, Coverage, Offense
from nolle.terms import Level

HOW = ("offense", "code", "citation", "ambiguous", "uncatalogued", "conduct", "unmatched")
"""How a charge was matched, surest first."""


@dataclass(frozen=True)
class Match:
    """What one charge string may be: offenses of the catalogue, perhaps none of them, and how we know."""

    how: str
    offenses: tuple[str, ...] = ()
    or_other: bool = False
    conduct: str = ""
    confidence: str = ""

    @property
    def offense_known(self) -> bool:
        return self.how not in ("unmatched", "ambiguous")


UNMATCHED = Match("unmatched")


class Matcher:
    """Matches the charge strings of one source against one catalogue."""

    def __init__(
        self, catalogue: Catalogue, coverage: Mapping[str, Coverage], systems: Iterable[CodeSystem] = ()
    ) -> None:
        self.catalogue, self.coverage, self.systems = catalogue, coverage, tuple(systems)

    def match(self, offense: str | None, code: str | None, description: str | None, conduct: str | None) -> Match:
        """The match of one record's strings; a class of conduct that the record states is kept beside."""
        found = self._offense(offense) or self._code(code, description) or self._citation(code) or UNMATCHED
        if conduct and conduct in self.catalogue.conduct:
            how = "conduct" if found.how == "unmatched" else found.how
            return Match(how, found.offenses, found.or_other, conduct, found.confidence)
        return found

    def kinds(self, match: Match, level: Level | None, on: Span = ANY_DAY) -> tuple[frozenset[Kind], bool]:
        """What a charge so matched may be, and whether its section was in force on none of the days.

        A charge under a text that was not in force is flagged and not decided: it may be anything.
        """
        found: frozenset[Kind] = frozenset()
        for offense in match.offenses:
            found |= self.catalogue.kinds(offense, level, on)
        gone = bool(match.offenses) and not found
        if match.or_other or (match.how == "uncatalogued"):
            found |= self.catalogue.other(level)
        if not found:
            found = self._anything(level)
        if match.conduct:
            found = frozenset(kind for kind in found if is_class(kind.conduct, match.conduct)) or found
        return found, gone

    def _anything(self, level: Level | None) -> frozenset[Kind]:
        every = self.catalogue.anything
        return every if level is None else frozenset(kind for kind in every if kind.level.is_a(level))

    # -- the ways to match

    def _offense(self, offense: str | None) -> Match | None:
        if not offense:
            return None
        if offense in self.catalogue.offenses:
            return Match("offense", (offense,), confidence=self.catalogue.offenses[offense].confidence)
        return self._citation(offense)

    def _code(self, code: str | None, description: str | None) -> Match | None:
        if not code:
            return None
        rows = self._rows.get(_spaced(code), [])
        if len(rows) > 1 and description:
            said = [row for row in rows if _spaced(row.description) == _spaced(description)]
            kin = self._kin({row.offense for row in said})
            rows = [row for row in rows if row in said or row.offense in kin] if said else rows
        if rows:
            return self._row_match(rows)
        return self._formed(code)

    def _row_match(self, rows: list[Code]) -> Match:
        offenses = tuple(dict.fromkeys(row.offense for row in rows if row.offense in self.catalogue.offenses))
        vague = any(row.match in ("ambiguous", "category") for row in rows) or not offenses
        if vague:
            return Match("ambiguous", confidence=rows[0].confidence)
        if len(offenses) > 1 and not self._versions(offenses):
            return Match("ambiguous", offenses, confidence=rows[0].confidence)
        return Match("code", offenses, any(row.match == "broad" for row in rows), confidence=rows[0].confidence)

    def _versions(self, offenses: tuple[str, ...]) -> bool:
        """Whether several offenses are one citation's texts in time: the date of the offense will tell."""
        same = len({offense.partition("@")[0] for offense in offenses}) == 1
        return same or set(offenses) <= self._kin({offenses[0]})

    def _kin(self, offenses: set[str]) -> set[str]:
        """These offenses, with their predecessors and successors in time."""
        found = {offense for offense in offenses if offense in self.catalogue.offenses}
        while True:
            later = {self.catalogue.offenses[o].successor for o in found} & self.catalogue.offenses.keys()
            earlier = {o.id for o in self.catalogue.offenses.values() if o.successor in found}
            if later | earlier <= found:
                return found
            found |= later | earlier

    def _formed(self, code: str) -> Match | None:
        """A code that a system writes in a known form: read as a citation of law."""
        for system in self.systems:
            for form in system.forms:
                read = re.fullmatch(form.pattern, _spaced(code))
                if not read:
                    continue
                parts = {key: value or "" for key, value in read.groupdict().items()}
                body = system.bodies.get(form.code.format(**parts), "")
                section = form.section.format(**parts)
                if body:
                    return self._cited(body, section, form.subdivision.format(**parts))
        return None

    def _cited(self, body: str, section: str, subdivision: str = "") -> Match:
        narrow = self._sections.get((body, _plain(section), _plain(subdivision)), [])
        whole = self._sections.get((body, _plain(section), ""), [])
        found = (subdivision and narrow) or whole
        if found:
            return Match("citation", tuple(o.id for o in found), confidence=found[0].confidence)
        inside = [o for (b, s, _), os in self._sections.items() if (b, s) == (body, _plain(section)) for o in os]
        if inside:  # only paragraphs of this section are catalogued, and the charge does not say which
            return Match("citation", tuple(o.id for o in inside), or_other=True, confidence=inside[0].confidence)
        return self._absent(body, section)

    def _absent(self, body: str, section: str) -> Match:
        coverage = self.coverage.get(body)
        if coverage is None or coverage.absent != "other":
            return UNMATCHED
        if not re.fullmatch(coverage.section or ".+", section, re.IGNORECASE):
            return UNMATCHED
        chapter = section.partition("/")[0]
        if coverage.chapters and chapter not in coverage.chapters:
            return UNMATCHED
        return Match("uncatalogued", confidence=coverage.confidence)

    def _citation(self, text: str | None) -> Match | None:
        if not text:
            return None
        found = self._citations.get(_plain(text), [])
        if found:
            how = "citation" if len(found) == 1 or self._versions(tuple(found)) else "ambiguous"
            return Match(how, tuple(found), confidence=self.catalogue.offenses[found[0]].confidence)
        for body, coverage in self.coverage.items():
            for alias in coverage.aliases:
                rest = _plain(text).removeprefix(_plain(alias))
                if rest != _plain(text) and (read := re.fullmatch(r"(\d[\dA-Z.\-/:]*?)((?:\([0-9A-Z]+\))*)", rest)):
                    return self._cited(body, read.group(1), read.group(2))
        return None

    # -- indexes, built once

    @cached_property
    def _rows(self) -> dict[str, list[Code]]:
        rows: dict[str, list[Code]] = defaultdict(list)
        for system in self.systems:
            for row in system.codes:
                rows[_spaced(row.code)].append(row)
        return rows

    @cached_property
    def _sections(self) -> dict[tuple[str, str, str], list[Offense]]:
        found: dict[tuple[str, str, str], list[Offense]] = defaultdict(list)
        for offense in self.catalogue.offenses.values():
            section = f"{offense.chapter}/{offense.section}" if offense.chapter else offense.section
            found[offense.code, _plain(section), _plain(offense.subdivision)].append(offense)
        return found

    @cached_property
    def _citations(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for offense in self.catalogue.offenses.values():
            today = self.catalogue.offenses.get(offense.id.partition("@")[0], offense)
            for citation in dict.fromkeys((offense.citation, today.citation)):  # an earlier text was cited alike
                found[_plain(citation)].append(offense.id)
        return found


def _spaced(text: str) -> str:
    """Upper case, single spaces."""
    return " ".join(text.upper().split())


_SIGNS = re.compile(r"[§,\s]|\bSEC\b\.?|\bSECTION\b")
_DOTS = re.compile(r"(?<=[A-Z])\.(?=[^0-9A-Z]|$|[A-Z])")


def _plain(text: str) -> str:
    """A citation with case, spaces, section signs and abbreviation dots taken out: nothing else."""
    upper = _DOTS.sub("", text.upper())
    return _SIGNS.sub("", upper).replace(".(", "(").strip(".")
