"""Matching the charge strings of one source: the order of the ways, and what happens where two disagree.

A person's answer comes first, then an offense that the record names, an exact code, a citation, the words
within what the code allows, and known words alone. Words that contradict what a citation says leave both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from nolle.dates import ANY_DAY, Span
from nolle.law.charges import Catalogue, Kind, is_class
from nolle.law.offense import CodeSystem, Coverage
from nolle.records.citation_forms import Body, Grammar
from nolle.records.matching.citing import Citing
from nolle.records.matching.codes import CodeTable
from nolle.records.matching.families import deciding, one_in_time
from nolle.records.matching.match import UNMATCHED, Match, spaced
from nolle.records.matching.naming import Naming
from nolle.records.matching.objections import Objections
from nolle.records.matching.titles import Titles
from nolle.records.matching.tokens import Reader
from nolle.records.matching.weighing import Weighing
from nolle.records.matching.wording import NO_WORDS, Descriptions, Words
from nolle.terms import Level


@dataclass(frozen=True)
class Sources:
    """What matching reads besides the catalogue.

    `systems` are the code systems of the mapping's own columns, `nearby` all of the same place (for their
    words), `inherit` the body of law that bare sections belong to, `answers` what persons have said, by
    `answer_key`.
    """

    grammar: Grammar
    words: Words = NO_WORDS
    systems: tuple[CodeSystem, ...] = ()
    nearby: tuple[CodeSystem, ...] = ()
    inherit: Body | None = None
    answers: Mapping[tuple[str, str], Match] | None = None


def answer_key(code: str | None, description: str | None) -> tuple[str, str]:
    """By what a reviewed answer is found again: the code and the words, without case and runs of spaces."""
    return spaced(code or ""), spaced(description or "")


class Matcher:
    """Matches the charge strings of one source against one catalogue."""

    def __init__(self, catalogue: Catalogue, coverage: Iterable[Coverage], sources: Sources) -> None:
        self.catalogue, self._sources = catalogue, sources
        self._codes = CodeTable(catalogue, sources.systems)
        self._citing = Citing(catalogue, coverage, sources.grammar, sources.inherit)
        self._kinds: dict[tuple[Match, Level | None, frozenset[str]], tuple[frozenset[Kind], bool]] = {}
        words_of = self._citing.reading.without
        self._descriptions = Descriptions(catalogue, sources.nearby, words_of)
        reader = Reader(sources.grammar.common.beside)
        titles = Titles(catalogue, sources.nearby, reader, words_of)
        naming = Naming(catalogue, titles, sources.words, reader)
        self._objections = Objections(naming, sources.grammar.common.beside)
        self._weighing = Weighing(catalogue, self._citing, self._codes, self._descriptions, self._objections)

    def match(
        self, offense: str | None, code: str | None, description: str | None, conduct: str | None,
        comment: str | None = None,
    ) -> Match:  # fmt: skip
        """The match of one record's strings; a class of conduct that the record states is kept beside.

        `comment` is free text that stands for, or beside, the charge: only citations are read from it.
        """
        found = self._answered(offense or code, description) or self._told(offense, code, description)
        if offense and code and found.how != "reviewed":
            found = self._weighing.coded(found, self._told(None, code, None))
        found = self._weighing.commented(found, comment, description)
        if conduct and conduct in self.catalogue.conduct:
            how = "conduct" if found.how == "unmatched" else found.how
            return replace(found, how=how, conduct=conduct)
        return found

    def kinds(self, match: Match, level: Level | None, on: Span = ANY_DAY) -> tuple[frozenset[Kind], bool]:
        """What a charge so matched may be, and whether its section was in force on none of the days.

        A charge under a text that was not in force is flagged and not decided: it may be anything.
        """
        entries = self.catalogue.offenses
        parts = [part for offense in match.offenses for part in self.catalogue.parts(offense)]
        gone = frozenset(part for part in parts if entries[part].in_force_on(on) is False)
        key = (replace(match, how="", confidence="", deciding=(), because=""), level, gone)
        if key not in self._kinds:  # the days matter only through the texts that they leave out
            self._kinds[key] = self._made(match, level, on)
        return self._kinds[key]

    def _made(self, match: Match, level: Level | None, on: Span) -> tuple[frozenset[Kind], bool]:
        found: frozenset[Kind] = frozenset()
        for offense in match.offenses:
            found |= self.catalogue.kinds(offense, level, on)
        gone = bool(match.offenses) and not found and not match.or_other and not match.anything
        if match.or_other:
            for conduct in match.classes:
                found |= self.catalogue.other(level, conduct)
        if match.among:
            found |= frozenset(kind for kind in self._anything(level) if kind.conduct in match.classes)
        if match.anything or not found:
            found |= self._anything(level)
        if match.conduct:
            found = frozenset(kind for kind in found if is_class(kind.conduct, match.conduct)) or found
        return found, gone

    def _anything(self, level: Level | None) -> frozenset[Kind]:
        every = self.catalogue.anything
        return every if level is None else frozenset(kind for kind in every if kind.level.is_a(level))

    # -- the ways to match, surest first

    def _answered(self, code: str | None, description: str | None) -> Match | None:
        return (self._sources.answers or {}).get(answer_key(code, description))

    def _told(self, offense: str | None, code: str | None, description: str | None) -> Match:
        if offense and offense in self.catalogue.offenses:
            entry = self.catalogue.offenses[offense]
            return Match("offense", (offense,), confidence=entry.confidence, because="the record names it")
        code = offense or code
        listed = self._codes.match(code, description) if code else None
        found = listed or (self._citing.match(code) if code else None)
        if found is None or found.how == "unmatched":
            return self._by_words(found, code or "", description) if description else found or UNMATCHED
        rest = self._citing.rest(code or "") if listed is None else ""
        texts = [text for text in (rest, description) if text]
        for text in texts:
            found = self._weighing.weighed(found, code or "", text)
        if not listed and found.offense_known and self._weighing.denied(code or ""):
            found = found.doubted((), "section", f"{found.because}; the string denies it")
        return found if listed else self._weighing.confirmed(found, code or "", texts)

    def _by_words(self, found: Match | None, code: str, description: str) -> Match:
        """What words say where a code was not read: a citation among them, or words that a table lists.

        Beside a code that could not be read, words that a table lists decide nothing. Beside a section of which
        nothing is known, neither does a citation of another one.
        """
        cited = self._citing.in_words(description)
        if cited is not None:
            cited = self._weighing.weighed(cited, "", description)
            cited = self._weighing.confirmed(cited, description, (description,))
            return self._with_code(cited, found, code, description) if code else cited
        said = self._descriptions.said(description)
        if said is None:
            return found or UNMATCHED
        because = f'known words: "{said.words}"'
        attempt = self._objections.unfinished(description)
        if said.alone and said.sure and not code and not attempt and one_in_time(said.offenses, self.catalogue):
            return Match("description", said.offenses, confidence=said.rows[0].confidence, because=because)
        needs = deciding(said.offenses, self.catalogue) or ("section",)
        return Match("ambiguous", said.offenses, anything=True, deciding=needs, because=because)

    def _with_code(self, cited: Match, found: Match | None, code: str, description: str) -> Match:
        """What words cite beside a code of which nothing is known, but perhaps that it is another section."""
        if not cited.offense_known:
            return cited
        if self._objections.unfinished(code):
            return cited.doubted((), "subdivision", f"{cited.because}; the code speaks of an attempt")
        if found is not None and not self._citing.reading.same_section(code, description):
            return cited.doubted((), "section", f"{cited.because}; the code {found.because}")
        return cited
