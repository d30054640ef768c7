"""How hard sentences are to read: the Flesch-Kincaid grade, without the law's own words.

The formula is that of Kincaid, Fishburne, Rogers and Chissom, Derivation of New Readability Formulas for Navy Enlisted
Personnel (Research Branch Report 8-75, 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59. Syllables are
counted by groups of vowels, which is right for most English words and near for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nolle.publish.memo_blocks import Memo, Para, Runs, Style

_ENDS = re.compile(r"[.!?](?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^aeiouylr]|[aeiouy]l|[aeiouy]r)e$|[^aeiouydt]ed$|[^aeiouyscxzg]es$")


@dataclass(frozen=True)
class Level:
    """What was counted, and the grade: about the school year that reads it with ease."""

    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade; 0 where there is nothing to read."""
        if not self.words:
            return 0.0
        per_sentence = self.words / max(self.sentences, 1)
        return round(0.39 * per_sentence + 11.8 * self.syllables / self.words - 15.59, 1)


def level(texts: Iterable[str]) -> Level:
    """The level of some texts. A text, such as an item of a list, is at least one sentence."""
    sentences = words = syllables = 0
    for text in texts:
        found = _WORD.findall(text)
        if found:
            sentences += max(1, len(_ENDS.findall(text.strip())))
            words += len(found)
            syllables += sum(syllables_of(word) for word in found)
    return Level(sentences, words, syllables)


def of_memo(memo: Memo) -> Level:
    """The level of a memo's numbered paragraphs: not of tables, sources, and titles and citations of the law."""
    return level(own_words(block.runs) for block in memo.blocks if isinstance(block, Para) and block.level)


def own_words(runs: Runs) -> str:
    """The text without the law's words, anchors, doubts and names of paragraphs."""
    return "".join("it" if run.style is Style.LAW else run.text for run in runs if run.style not in _LEFT_OUT)


_LEFT_OUT = (Style.ANCHOR, Style.VERIFY)


def syllables_of(word: str) -> int:
    """`office` → 2, `charge` → 1, `prosecute` → 3. Each part of a word with a hyphen is counted by itself."""
    return sum(_syllables(part) for part in re.split(r"[-’']", word.lower()) if part)


def _syllables(word: str) -> int:
    groups = len(_VOWELS.findall(word))
    groups -= bool(len(word) > 2 and _SILENT.search(word))
    groups += len(re.findall(r"i[aou](?!us\b|n\b)|[^aeiou]le$(?<!..le)", word)) if word.endswith(("ia", "io")) else 0
    return max(groups, 1)
