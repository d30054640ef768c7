"""Citations of law in a charge string → offenses, and what a section means that the catalogue does not hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from nolle.law.charges import RESIDUAL, Catalogue
from nolle.law.offense import Coverage
from nolle.records.citation_forms import Body, Grammar, Letter
from nolle.records.citations import Found, Reference, beyond, resolve, resolved
from nolle.records.citations import Reading as ReadAs
from nolle.records.matching.families import deciding, one_in_time
from nolle.records.matching.leftover import Leftover
from nolle.records.matching.match import Match
from nolle.records.matching.reading import TextReader


class Citing:
    """Reads the citations of one source's strings against one catalogue."""

    def __init__(
        self, catalogue: Catalogue, coverage: Iterable[Coverage], grammar: Grammar, inherit: Body | None = None
    ) -> None:
        self._catalogue, self.reading = catalogue, TextReader(grammar, inherit)
        self._coverage: dict[str, list[Coverage]] = defaultdict(list)
        for statement in coverage:
            self._coverage[statement.code].append(statement)
        self._exact = _by_citation(catalogue)

    def match(self, text: str) -> Match | None:
        """What a code or citation cites; None where no citation is read.

        Several citations in one string are several candidates: the record does not say which was charged. Where
        more is left of the string that may be part of a citation, nothing is decided.
        """
        references = self.reading.code(text)
        exact = self._printed(text)
        if exact and len({one.body for one in references}) < 2:  # one name of two laws stays both
            return self._of(exact, f'"{text}" is the citation')
        return self._gone_on(self._one(resolved(references, self._catalogue)), references, self.reading.left_of(text))

    def in_words(self, description: str) -> Match | None:
        """What a description cites beside its words (SEXUAL CONDUCT FOR FEE c272 §53A); None if nothing."""
        references = self.reading.words(description)
        found = self._one(resolved(references, self._catalogue))
        return self._gone_on(found, references, self.reading.left_in(description)) if found else None

    def rest(self, code: str) -> str:
        """The words that stand in a code beside what it cites; nothing where it is a citation and no more."""
        nothing = self._printed(code) or not self.reading.code(code)
        return "" if nothing else self.reading.left_of(code).words

    def _printed(self, text: str) -> tuple[str, ...]:
        """The offenses whose citation stands in the catalogue as this text does."""
        letters, spaces = _plain(text)
        return tuple(id for id, own in self._exact.get(letters, {}).items() if spaces <= own)

    def _gone_on(self, found: Match | None, references: tuple[Reference, ...], left: Leftover) -> Match | None:
        """The match with what else the text may cite: a letter or a number that stands by itself beside the section."""
        if found is None:
            return None
        lettered = self._lettered(references, left.letter) if left.letter else ()
        level = left.letter in self.reading.grammar.common.beside.levels and not lettered
        if lettered or (found.how != "unmatched" and (left.more or (left.letter and not level))):
            return found.doubted(lettered, "section", f"{found.because}, and the string goes on")
        return found

    def _lettered(self, references: tuple[Reference, ...], letter: str) -> tuple[str, ...]:
        """The offenses of the sections that a letter, which stands apart, makes of those that were read."""
        last = max(references, key=lambda one: one.end)
        sections = [replace(last, section=last.section + joint + letter, subdivision=()) for joint in ("", "-")]
        return tuple(id for one in sections for id in resolve(one, self._catalogue))

    def _one(self, places: list[Found]) -> Match | None:
        if not places:
            return None
        matches = [self._place(found) for found in places]
        offenses = tuple(dict.fromkeys(id for match in matches for id in match.offenses))
        if len(matches) == 1 or (
            len(offenses) == 1 and all(match.offense_known and match.offenses for match in matches)
        ):
            return matches[0]
        unread = any(match.anything for match in matches)
        if not offenses and not unread:
            classes = tuple(dict.fromkeys(c for match in matches for c in match.classes))
            return replace(matches[0], classes=classes, among=any(match.among for match in matches))
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
        bracketed = [id for one in found.references for id in self._bracketed(one) if id not in found.offenses]
        if bracketed:
            return self._open("ambiguous", (*found.offenses, *bracketed), (), because)
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
        mistyped = tuple(id for one in found.references for id in self._mistyped(one))
        if mistyped:
            return self._open("ambiguous", mistyped, classes, because)
        among = any(one.complete_for for one in stated)
        return Match("uncatalogued", (), True, classes, among, confidence=stated[0].confidence, because=because)

    def _bracketed(self, reference: Reference) -> tuple[str, ...]:
        """The offenses of the lettered section that a letter in brackets may be: 462(e) for 462e."""
        bodies = [one for one in self.reading.grammar.bodies if one.code == reference.body]
        lettered = reference.subdivision and any(one.letter is Letter.EITHER for one in bodies)
        if not lettered or not reference.subdivision[0].isalpha() or reference.reading is ReadAs.PARAGRAPH:
            return ()
        label, *rest = reference.subdivision
        section = replace(reference, section=reference.section + label, subdivision=tuple(rest))
        return resolve(section, self._catalogue)

    def _mistyped(self, reference: Reference) -> tuple[str, ...]:
        """The offenses that a section may be which the catalogue does not hold, if one mark of it is wrong.

        A letter joined by a hyphen may be a paragraph or a class (230.00-A); a dot may be lost (65322).
        """
        section, hyphen, letter = reference.section.rpartition("-")
        if hyphen and len(letter) == 1 and letter.isalpha():
            return resolve(replace(reference, section=section), self._catalogue)
        if not reference.section.isdigit():
            return ()
        dots = (replace(reference, section=f"{reference.section[:at]}.{reference.section[at:]}") for at in (2, 3, 4))
        return tuple(id for one in dots for id in resolve(one, self._catalogue))

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


def _by_citation(catalogue: Catalogue) -> dict[str, dict[str, frozenset[int]]]:
    """Offenses by the citation that the catalogue prints, without its spaces; an earlier text was cited as today's is.

    With each offense the places of the spaces that its citation has.
    """
    found: dict[str, dict[str, frozenset[int]]] = {}
    for offense in catalogue.offenses.values():
        today = catalogue.offenses.get(offense.id.partition("@")[0], offense)
        for citation in (offense.citation, today.citation):
            letters, spaces = _plain(citation)
            found.setdefault(letters, {})[offense.id] = spaces
    return found


_SIGNS = re.compile(r"[§,]|\bSEC\b\.?|\bSECTION\b")
_DOTS = re.compile(r"(?<=[A-Z])\.(?=[^0-9A-Z]|$|[A-Z])")
_IDLE = re.compile(r"\s+(?![0-9A-Z.])|(?<![0-9A-Z.])\s+")


def _plain(text: str) -> tuple[str, frozenset[int]]:
    """A citation with case, section signs, abbreviation dots and spaces taken out, and where a space parted two marks.

    A space that is lost changes nothing, and one that was put in may: `53a-83 b` is not `53a-83b`.
    """
    upper = " ".join(_SIGNS.sub(" ", _DOTS.sub("", text.upper())).split())
    pieces = _IDLE.sub("", upper).replace(".(", "(").strip(".").split(" ")
    ends = accumulate(len(piece) for piece in pieces[:-1])
    return "".join(pieces), frozenset(ends)
