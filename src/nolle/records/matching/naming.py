"""Whether the words of a charge name the offense that was matched, or another one.

Words that are not known to agree do not agree. Words that fit another offense better are an objection too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nolle.law.charges import Catalogue, is_class
from nolle.records.matching.families import lineages
from nolle.records.matching.match import Match
from nolle.records.matching.titles import Titles
from nolle.records.matching.tokens import Reader, Tokens
from nolle.records.matching.wording import Signal, Words

MOST = 12
"""Offenses that are named as candidates because a charge's words are like theirs."""


@dataclass(frozen=True)
class Objection:
    """Why a match is not decided: what else it may be, what would tell, and in a few words why."""

    offenses: tuple[str, ...]
    deciding: str
    because: str


@dataclass(frozen=True)
class Naming:
    """Weighs words against the names of one catalogue's offenses."""

    catalogue: Catalogue
    titles: Titles
    words: Words
    reader: Reader

    def of_another(self, found: Match, text: str, heading: bool = False) -> Objection | None:
        """Why words may be of another offense than those that were matched.

        A `heading` is known to stand over many crimes: where it speaks of this conduct and is not the very title of
        one crime, it need not be a name of this one. Neither need words beside a code that a table lists, unless
        they are the name of another.
        """
        said, kin, mine = self._said(found, text)
        heading = heading and self._over(found, said, text)
        known = heading or (found.how == "code" and not self.titles.telling(said))
        if said.words and not known and not self._agreed(found, said, mine, text):
            return Objection(self._likeliest(said, kin), "description", "the words are not known for it")
        others = self._in_degree(said, mine, kin)
        if mine and (self.titles.other_degree(kin, said) or (others and not self.titles.degrees(kin))):
            return Objection(others, "description", "the words name another degree")
        rivals = () if heading else self._rivals(found, said, mine, kin)
        return Objection(rivals, "description", "the words name something else") if rivals else None

    def of_a_known_one(self, found: Match, text: str, siblings: frozenset[str]) -> Objection | None:
        """Words that are, or hold, the name of an offense of the catalogue, beside a section that it does not hold.

        `siblings` are offenses whose sections stand beside the one that was read: they share their words.
        """
        said = self.reader.read(text)
        exact = set(self.titles.exactly(said))
        others = tuple(
            id for id in dict.fromkeys((*self.titles.telling(said), *self.titles.within(said)))
            if not (found.among and set(self.catalogue.offenses[id].conduct) <= set(found.classes))
            and (id not in siblings or (id in exact and self.titles.degrees((id,)) == said.degrees))
        )[:MOST]  # fmt: skip
        return Objection(others, "section", "the words name an offense of another section") if others else None

    def agrees(self, found: Match, text: str) -> bool:
        """Whether some word shows that a text is about what was matched."""
        said, _, mine = self._said(found, text)
        return bool(mine) and self._agreed(found, said, mine, text)

    def heard(self, offenses: Iterable[str], text: str) -> dict[str, bool]:
        """Of each offense, whether some word of a text stands in its own names."""
        words = self.reader.read(text).words
        return {id: any(id in self.titles.having(word) for word in words) for id in offenses}

    def allowed(self, signal: Signal, found: Match, first: bool = False) -> bool:
        """Whether words may speak of a class that was matched; or whether what they speak of `first` is one."""
        entries = (self.catalogue.offenses[id] for id in found.offenses)
        classes = [conduct for one in entries for conduct in (*one.conduct, *one.also)]
        classes += found.classes if found.or_other else ()
        wanted = signal.classes[:1] if first else signal.classes
        return any(is_class(c, one) for c in classes for one in wanted)

    def _said(self, found: Match, text: str) -> tuple[Tokens, frozenset[str], set[str]]:
        """The words of a text, the offenses whose names count as those of the match, and the words that are theirs."""
        said, kin = self.reader.read(text), self.titles.kin(found.offenses)
        return said, kin, {word for word in said.words if self.titles.having(word) & kin}

    def _agreed(self, found: Match, said: Tokens, mine: set[str], text: str) -> bool:
        """Whether something shows that both are about the same: a word of its name, or words of its class alone."""
        strong = {word for word in said.words if not self.reader.weak(word)}
        if mine & strong or (mine and not strong):
            return True
        if self.titles.named(said):
            return False
        return any(
            len(one.classes) == 1 and one.speaks(text) and self.allowed(one, found) for one in self.words.signals
        )

    def _over(self, found: Match, said: Tokens, text: str) -> bool:
        """Whether a heading may stand over what was matched."""
        speaks = any(one.speaks(text) and self.allowed(one, found) for one in self.words.signals)
        return speaks and not self.titles.exactly(said)

    def _rivals(self, found: Match, said: Tokens, mine: set[str], kin: frozenset[str]) -> tuple[str, ...]:
        """Offenses that the words fit better: all the words that fit here and more, or the very title of another.

        Of the same conduct only one that all the words are a name of: within a class, words are used loosely.
        """
        exact, named = set(self.titles.exactly(said)), set(self.titles.named(said))
        ours = kin.union(*(lineages(self.catalogue)[id] for id in found.offenses))
        fit = {
            id: {word for word in said.words if id in self.titles.having(word)}
            for id in self.catalogue.offenses
            if id not in ours and (id in named or not self.titles.alike(found.offenses, id))
        }
        other = exact.isdisjoint(kin)
        better = [
            id for id, words in fit.items()
            if words > mine or (id in exact and other and (said.degrees or not self.titles.alike(found.offenses, id)))
        ]  # fmt: skip
        most = max((len(fit[id]) for id in better), default=0)
        return tuple(id for id in better if len(fit[id]) == most)[:MOST]

    def _likeliest(self, said: Tokens, kin: frozenset[str]) -> tuple[str, ...]:
        """The offenses that share most of the words, for the person who looks."""
        strong = [word for word in said.words if not self.reader.weak(word)] or list(said.words)
        count = {
            id: sum(id in self.titles.having(word) for word in strong)
            for id in self.catalogue.offenses
            if id not in kin
        }
        most = max(count.values(), default=0)
        likely = tuple(id for id, n in count.items() if n == most) if most else ()
        return likely if len(likely) <= MOST else ()

    def _in_degree(self, said: Tokens, mine: set[str], kin: frozenset[str]) -> tuple[str, ...]:
        """The offenses of the degree that is named, by the words that are this offense's too."""
        return tuple(
            id for id in self.catalogue.offenses
            if id not in kin and said.degrees & self.titles.degrees((id,))
            and all(id in self.titles.having(word) for word in mine)
        )[:MOST]  # fmt: skip
