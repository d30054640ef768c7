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
from nolle.records.matching.families import deciding, families, one_in_time, related
from nolle.records.matching.match import UNMATCHED, Match, spaced
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
        self._descriptions = Descriptions(catalogue, sources.nearby, self._citing.words_of)

    def match(
        self, offense: str | None, code: str | None, description: str | None, conduct: str | None,
        comment: str | None = None,
    ) -> Match:  # fmt: skip
        """The match of one record's strings; a class of conduct that the record states is kept beside.

        `comment` is free text that stands for, or beside, the charge: only citations are read from it.
        """
        found = self._answered(offense or code, description) or self._told(offense, code, description)
        found = self._commented(found, comment)
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
        found = (self._codes.match(code, description) or self._citing.match(code)) if code else None
        if not description:
            return found or UNMATCHED
        if found is None or found.how == "unmatched":
            return self._by_words(description, coded=bool(code)) or found or UNMATCHED
        return self._beside(self._narrowed(found, description), description)

    def _by_words(self, description: str, coded: bool) -> Match | None:
        """What words say where no code was read: a citation among them, or words that a table lists.

        Beside a code that could not be read (`coded`), words that a table lists decide nothing.
        """
        cited = self._citing.in_words(description)
        if cited is not None:
            return self._beside(self._narrowed(cited, description), description)
        said = self._descriptions.said(description)
        if said is None:
            return None
        because = f'known words: "{said.words}"'
        attempt = self._sources.words.of_an_attempt(description)
        if said.alone and said.sure and not coded and not attempt and one_in_time(said.offenses, self.catalogue):
            return Match("description", said.offenses, confidence=said.rows[0].confidence, because=because)
        needs = deciding(said.offenses, self.catalogue) or ("section",)
        return Match("ambiguous", said.offenses, anything=True, deciding=needs, because=because)

    def _narrowed(self, found: Match, description: str) -> Match:
        """Of several candidates of one code or citation, those whose known words these are."""
        said = self._descriptions.said(description) if found.how == "ambiguous" and found.offenses else None
        if said is None or not said.sure:
            return found
        named = {kin for row in said.rows for kin in families(self.catalogue)[row.offense]}
        kept = tuple(id for id in found.offenses if id in named)
        if not kept or not one_in_time(kept, self.catalogue):
            return found
        because = f'{found.because}; the words are those of "{said.words}"'
        return Match("citation", kept, confidence=said.rows[0].confidence, because=because)

    # -- what stands beside

    def _beside(self, found: Match, description: str) -> Match:
        """The match with what the words say against it: then both stay and nothing is decided."""
        if found.how in ("ambiguous", "category"):
            return found
        cited = self._citing.in_words(description)
        if cited is not None and cited.offenses and found.how != "reviewed" and not self._agree(found, cited.offenses):
            return found.doubted(cited.offenses, "section", f"{found.because}; the words cite something else")
        said = self._descriptions.said(description) if found.how != "code" else None
        other = said is not None and said.alone and said.sure and not self._agree(found, said.offenses)
        if other or self._contradicted(found, description):
            return found.doubted(
                said.offenses if said else (), "description", f"{found.because}; the words say something else"
            )
        if found.offenses and found.how != "code" and self._sources.words.of_an_attempt(description):
            because = f"{found.because}; the words speak of an attempt or a conspiracy"
            return found.doubted((), "subdivision", because)
        return found

    def _agree(self, found: Match, offenses: Iterable[str]) -> bool:
        return bool(found.offenses) and related(found.offenses, offenses, self.catalogue)

    def _contradicted(self, found: Match, description: str) -> bool:
        """Whether the words speak of classes of conduct that none of the candidates is of."""
        classes = {conduct for id in found.offenses for conduct in self._classes(id)}
        if found.or_other:
            classes.update(found.classes)
        for signal in self._sources.words.signals:
            allowed = signal.classes
            if signal.speaks(description) and not any(is_class(c, one) for c in classes for one in allowed):
                return True
        return False

    def _classes(self, offense: str) -> tuple[str, ...]:
        entry = self.catalogue.offenses[offense]
        return (*entry.conduct, *entry.also)

    def _commented(self, found: Match, comment: str | None) -> Match:
        """A comment stands for the charge where there is none, and contradicts it where it cites another."""
        cited = self._citing.in_words(comment) if comment else None
        if cited is None:
            return found
        if found.how == "unmatched" and not found.offenses:
            return replace(cited, because=f"the comment {cited.because}")
        if (found.offenses or cited.offenses) and not self._agree(found, cited.offenses):
            return found.doubted(cited.offenses, "section", f"{found.because}; the comment cites something else")
        return found
