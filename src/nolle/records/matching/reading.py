"""The texts of one source as its reader sees them: the sections they cite, and the words that stand beside these."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property, lru_cache

from nolle.law.charges import Catalogue
from nolle.records.citation_forms import Body, Grammar
from nolle.records.citations import Reference, find, read
from nolle.records.citations_patterns import SIGN, compiled, name_pattern
from nolle.records.matching.leftover import Leftover, leftover
from nolle.records.matching.match import spaced

NEAR = 80
"""Characters before a section in which its law is named, or a word that denies it stands."""

MOST = 200
"""Sections of one text that are looked at for what stands before them."""

_SIGNED = re.compile(rf"{SIGN}\s*$", re.IGNORECASE)


class TextReader:
    """Reads the strings of one source; what was read last is kept, as each string is looked at from several sides."""

    def __init__(self, grammar: Grammar, inherit: Body | None = None) -> None:
        self.grammar, self._inherit = grammar, inherit
        self._of_codes = lru_cache(maxsize=64)(self._read)
        self._of_words = lru_cache(maxsize=64)(self._find)

    def _read(self, text: str) -> tuple[Reference, ...]:
        return tuple(read(text, self.grammar, self._inherit))

    def _find(self, text: str) -> tuple[Reference, ...]:
        return tuple(find(text, self.grammar))

    def code(self, text: str) -> tuple[Reference, ...]:
        """The sections that a code names."""
        return self._of_codes(text)

    def words(self, text: str) -> tuple[Reference, ...]:
        """The sections that a description names with their law."""
        return self._of_words(text)

    def left_of(self, code: str) -> Leftover:
        """What stands in a code beside what it cites."""
        return leftover(code, self.code(code), self.grammar, whole=True)

    def left_in(self, text: str) -> Leftover:
        """What stands in a description beside what it cites."""
        return leftover(text, self.words(text), self.grammar, whole=False)

    def before(self, text: str) -> list[str]:
        """What stands in a text shortly before each section that it cites, the name of the law left out."""
        places = {(one.start, one.end): one for one in self.words(text)}
        return [self._shortly_before(text, one) for one in list(places.values())[:MOST]]

    def _shortly_before(self, text: str, one: Reference) -> str:
        start = max(0, one.start - NEAR)
        moved = replace(one, start=one.start - start, end=one.end - start)
        return leftover(text[start : one.end], [moved], self.grammar, whole=False).words

    def without(self, description: str) -> str:
        """A description without the citations in it and the names of laws before them, in capitals."""
        names = compiled(self.grammar).names
        kept, at = "", 0
        for one in self.words(description):
            if one.start >= at:
                before = description[at : one.start]
                named = [name for name in names.finditer(before) if not before[name.end() :].strip(" .,")]
                kept += before[: named[-1].start()] if named else before
                at = one.end
        return spaced(kept + description[at:]).strip(" ,.;-")

    def same_section(self, code: str, description: str) -> bool:
        """Whether code and description cite some section in common."""
        cited = [{_section(one) for one in some} for some in (self.code(code), self.words(description))]
        return not cited[0].isdisjoint(cited[1])

    def one_place(self, code: str) -> bool:
        """Whether a code names one section, in however many readings."""
        return len({(one.start, one.end, one.number) for one in self.code(code)}) == 1

    def by_shared_name(self, text: str) -> bool:
        """Whether a section of a text has its law from a name that another law of the state has too."""
        cited = {one.start for one in (*self.code(text), *self.words(text))} if self._shared else ()
        near = (_SIGNED.sub("", text[max(0, start - NEAR) : start]) for start in cited)
        return any(self._shared.search(before) for before in near if self._shared)

    @cached_property
    def _shared(self) -> re.Pattern[str] | None:
        names = [name_pattern(name) for body in self.grammar.bodies for name in body.shared]
        return re.compile(rf"(?<![0-9A-Za-z])(?:{'|'.join(names)})[\s,.]*$", re.IGNORECASE) if names else None

    def siblings(self, code: str, catalogue: Catalogue) -> frozenset[str]:
        """Offenses of the catalogue whose sections stand beside those that a code names: 120.14 beside 120.15."""
        near = {_group(one.body, one.chapter, one.section) for one in self.code(code)}
        return frozenset(id for group in near for id in _groups(catalogue).get(group, ()))


def _section(reference: Reference) -> tuple[str, str, str]:
    return reference.body, reference.chapter.casefold(), reference.section.casefold()


@lru_cache(maxsize=64)
def _groups(catalogue: Catalogue) -> dict[tuple[str, str, str], list[str]]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for one in catalogue.offenses.values():
        found.setdefault(_group(one.code, one.chapter, one.section), []).append(one.id)
    return found


def _group(body: str, chapter: str, section: str) -> tuple[str, str, str]:
    """The article of a section number (120 of 120.14), or the number without its letters."""
    number = re.match(r"\d+[A-Za-z]?(?=[.-])|\d+", section)
    return body, chapter.casefold(), number.group().casefold() if number else section.casefold()
