"""Citations of law in a charge string → offenses, and what a section means that the catalogue does not hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from nolle.law.charges import RESIDUAL, Catalogue
from nolle.law.offense import Coverage
from nolle.records.citation_forms import Body, Grammar
from nolle.records.citations import Found, Reference, beyond, find, read, resolve, resolved
from nolle.records.citations_patterns import compiled
from nolle.records.matching.families import deciding, one_in_time
from nolle.records.matching.match import Match, spaced


class Citing:
    """Reads the citations of one source's strings against one catalogue."""

    def __init__(
        self, catalogue: Catalogue, coverage: Iterable[Coverage], grammar: Grammar, inherit: Body | None = None
    ) -> None:
        self._catalogue, self._grammar, self._inherit = catalogue, grammar, inherit
        self._coverage: dict[str, list[Coverage]] = defaultdict(list)
        for statement in coverage:
            self._coverage[statement.code].append(statement)
        self._exact = _by_citation(catalogue)

    def match(self, text: str) -> Match | None:
        """What a code or citation cites; None where no citation is read.

        Several citations in one string are several candidates: the record does not say which was charged.
        """
        exact = self._exact.get(_plain(text))
        if exact:
            return self._of(exact, f'"{text}" is the citation')
        return self._one(self._resolved(read(text, self._grammar, self._inherit)))

    def in_words(self, description: str) -> Match | None:
        """What a description cites beside its words (SEXUAL CONDUCT FOR FEE c272 §53A); None if nothing."""
        return self._one(self._resolved(find(description, self._grammar)))

    def words_of(self, description: str) -> str:
        """A description without the citations in it and the names of laws before them, in capitals."""
        names = compiled(self._grammar).names
        kept, at = "", 0
        for one in find(description, self._grammar):
            if one.start >= at:
                before = description[at : one.start]
                named = [name for name in names.finditer(before) if not before[name.end() :].strip(" .,")]
                kept += before[: named[-1].start()] if named else before
                at = one.end
        return spaced(kept + description[at:]).strip(" ,.;-")

    def _resolved(self, references: list[Reference]) -> list[Found]:
        return resolved(references, self._catalogue)

    def _one(self, places: list[Found]) -> Match | None:
        if not places:
            return None
        matches = [self._place(found) for found in places]
        offenses = tuple(dict.fromkeys(id for match in matches for id in match.offenses))
        if len(matches) == 1 or (len(offenses) == 1 and all(match.offenses for match in matches)):
            return matches[0]
        unread = any(match.anything for match in matches)
        if not offenses and not unread:
            return matches[0]
        because = "the string cites several sections"
        classes = tuple(dict.fromkeys(c for match in matches if match.or_other for c in match.classes))
        unread |= any(match.among for match in matches)
        return Match(
            "ambiguous", offenses, bool(classes), classes or (RESIDUAL,), anything=unread,
            confidence=matches[0].confidence, deciding=("section",), because=because,
        )  # fmt: skip

    def _place(self, found: Found) -> Match:
        """The match of one place of a text, all its readings together."""
        because = "cites " + " or ".join(str(one) for one in found.references)
        if not found.or_other:
            return self._of(found.offenses, because)
        beyond_it = [one for one in found.references if self._beyond(one)]
        stated = [one for one in map(self._coverage_of, beyond_it) if one is not None]
        if len(stated) < len(beyond_it):  # of one reading at least, nothing is stated
            how = "ambiguous" if found.offenses else "unmatched"
            return self._open(how, found.offenses, (), because)
        classes = _classes(stated, self._catalogue)
        if found.offenses:
            return self._open("ambiguous", found.offenses, classes, because)
        among = any(one.complete_for for one in stated)
        return Match("uncatalogued", (), True, classes, among, confidence=stated[0].confidence, because=because)

    def _beyond(self, reference: Reference) -> bool:
        return not resolve(reference, self._catalogue) or beyond(reference, self._catalogue)

    def _open(self, how: str, offenses: tuple[str, ...], classes: tuple[str, ...], because: str) -> Match:
        """Candidates that may not be all: other classes of conduct, or anything where nothing is stated."""
        needs = deciding(offenses, self._catalogue) or (("subdivision",) if offenses else ())
        return Match(
            how, offenses, bool(classes), classes or (RESIDUAL,), anything=not classes, deciding=needs, because=because
        )

    def _of(self, offenses: Iterable[str], because: str) -> Match:
        ids = tuple(offenses)
        if any("description" in self._catalogue.offenses[id].needs for id in ids):
            return self._open("ambiguous", ids, (), because)  # several offenses share the citation
        sure = one_in_time(ids, self._catalogue)
        confidence = min((self._catalogue.offenses[id].confidence for id in ids), key=_CERTAIN.index)
        needs = () if sure else deciding(ids, self._catalogue)
        return Match("citation" if sure else "ambiguous", ids, confidence=confidence, deciding=needs, because=because)

    def _coverage_of(self, reference: Reference) -> Coverage | None:
        """What is stated of sections that are not in the catalogue, if it is stated of this one."""
        section = f"{reference.chapter}/{reference.section}" if reference.chapter else reference.section
        for stated in self._coverage.get(reference.body, ()):
            shaped = not stated.section or re.fullmatch(stated.section, section, re.IGNORECASE)
            inside = not stated.chapters or reference.chapter.upper() in stated.chapters
            if stated.absent == "other" and shaped and inside:
                return stated
        return None


_CERTAIN = ("unverified", "seed", "partial", "retrieved", "verified")
"""Confidences, least certain first: a match is as certain as its least certain candidate."""


def _classes(stated: Iterable[Coverage], catalogue: Catalogue) -> tuple[str, ...]:
    """The classes of conduct that a section may be of which is not in the catalogue."""
    open_: dict[str, None] = {RESIDUAL: None}
    for coverage in stated:
        if coverage.complete_for:
            inside = coverage.complete_for
            left = (c for c in catalogue.conduct if not any(c == one or c.startswith(f"{one}/") for one in inside))
            open_.update(dict.fromkeys(left))
    return tuple(open_)


def _by_citation(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Offenses by the citation that the catalogue prints; an earlier text was cited as today's is."""
    found: dict[str, dict[str, None]] = {}
    for offense in catalogue.offenses.values():
        today = catalogue.offenses.get(offense.id.partition("@")[0], offense)
        for citation in (offense.citation, today.citation):
            found.setdefault(_plain(citation), {})[offense.id] = None
    return {citation: tuple(ids) for citation, ids in found.items()}


_SIGNS = re.compile(r"[§,\s]|\bSEC\b\.?|\bSECTION\b")
_DOTS = re.compile(r"(?<=[A-Z])\.(?=[^0-9A-Z]|$|[A-Z])")


def _plain(text: str) -> str:
    """A citation with case, spaces, section signs and abbreviation dots taken out: nothing else."""
    upper = _DOTS.sub("", text.upper())
    return _SIGNS.sub("", upper).replace(".(", "(").strip(".")
