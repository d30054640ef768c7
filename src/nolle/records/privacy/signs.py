"""The signs by which personal data is known: the document `data/privacy.yaml` as a type, its words made into patterns.

Words and limits are data, so that an office can read what is looked for. What is done with them is beside this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from importlib.resources import files

import yaml

from nolle.cite import Document

Hints = dict[str, tuple[frozenset[str], ...]]
"""By the first word of a phrase: the words of each phrase. A text that lacks one of them does not hold the phrase."""


class Threshold(Document):
    """From how many values, and from which share of a column's values, a kind is reported; and why."""

    least: int = 1
    share: float = 0.0
    why: str = ""


class Limits(Document):
    """How whole columns of numbers, single names and dates are judged; `data/privacy.yaml` says what each means."""

    stray: float
    odd_length: float
    bare_least: int
    bare_leads: int
    last_area: int
    fitting_share: float
    area_codes: int
    phone_share: float
    given_least: int
    family_least: int
    alone_least: int
    alone_share: float
    form_least: int
    form_share: float
    country_least: int
    country_share: float
    coordinate_share: float
    birth_least: int
    birth_share: float
    birth_years: float
    life_years: float
    birth_spread: float


class Signs(Document):
    """Words and limits by which personal data is known."""

    columns: dict[str, tuple[str, ...]]
    hashable: frozenset[str]
    given_names: frozenset[str]
    family_names: frozenset[str]
    roles: tuple[str, ...]
    titles: tuple[str, ...]
    not_names: frozenset[str]
    verbs: frozenset[str]
    no_person: tuple[str, ...]
    before_places: frozenset[str]
    street_words: tuple[str, ...]
    short_street_words: tuple[str, ...]
    not_streets: frozenset[str]
    immigration_words: tuple[str, ...]
    not_immigration: tuple[str, ...]
    countries: frozenset[str]
    limits: Limits
    thresholds: dict[str, Threshold]

    @cached_property
    def column_forms(self) -> dict[str, re.Pattern[str]]:
        """By kind: what the plain words of a column's name are searched for."""
        return {kind: re.compile("|".join(map(_column_form, phrases))) for kind, phrases in self.columns.items()}

    @cached_property
    def any_column_form(self) -> re.Pattern[str]:
        """The same for all kinds at once: most names are none of them."""
        return re.compile("|".join(form.pattern for form in self.column_forms.values()))

    @cached_property
    def no_person_forms(self) -> re.Pattern[str]:
        return _phrases(self.no_person)

    @cached_property
    def immigration_forms(self) -> re.Pattern[str]:
        return _phrases(self.immigration_words)

    @cached_property
    def not_immigration_forms(self) -> re.Pattern[str]:
        return _phrases(self.not_immigration)

    @cached_property
    def role_forms(self) -> re.Pattern[str]:
        """A role, perhaps a mark, and up to three words after it."""
        who = r"(?P<who>[a-z][a-z'’-]+(?:\s{1,3}[a-z][a-z'’-]{0,40}|,\s{0,2}[a-z][a-z'’-]{1,40}){0,2})"
        joined = r"(?:'s|’s)?\s{0,3}(?P<mark>[:=#]?)\s{0,3}(?:name(?:d)?\s{1,2}|is\s{1,2}|was\s{1,2})?"
        return re.compile(rf"(?<![\w-])(?P<role>{_any(self.roles)})\.?(?!\w){joined}(?<![\w'’.]){who}", re.I)

    @cached_property
    def title_forms(self) -> re.Pattern[str]:
        """A title and one or two names."""
        who = r"(?P<who>[a-z][a-z'’-]+(?:\s[a-z][a-z'’-]+)?)"
        return re.compile(rf"(?<![\w-])(?:{_any(self.titles)})\.?\s{{1,3}}{who}", re.I)

    @cached_property
    def address_forms(self) -> re.Pattern[str]:
        """A house number, a street's name and a street's word."""
        number = r"(?<![\w.§$/-])\d{1,6}(?:-\d{1,4})?[a-z]?\s{1,3}(?:(?:block|blk)\s{1,2}(?:of\s{1,2})?)?"
        name = r"(?P<name>(?:(?:[a-z][a-z'’.-]{0,24}|\d{1,3}(?:st|[nr]d|th))\s{1,3}){1,4}?)"
        ends = r"(?=\s{0,3}(?:$|[,.;#)\]\"'\\\n]|(?:apt|unit|fl|floor|rm|suite|ste)\b))"
        word = rf"(?:(?:{_any(self.street_words)})\b|(?:{_any(self.short_street_words)})\b{ends})"
        box = r"(?<!\w)p\.?\s?o\.?\s{1,3}box\s{1,3}\d{1,6}"
        return re.compile(rf"{number}{name}{word}|{box}", re.I)

    @cached_property
    def street_hints(self) -> frozenset[str]:
        """A text without any of these words holds no address."""
        return frozenset((*self.street_words, *self.short_street_words, "box"))

    @cached_property
    def immigration_hints(self) -> Hints:
        return _hints(self.immigration_words)

    @cached_property
    def role_hints(self) -> Hints:
        return _hints((*self.roles, *self.titles))

    @cached_property
    def of_shapes(self) -> Signs:
        """The same signs for texts in which every digit was made a zero: their words are written so too."""
        told = {field: getattr(self, field) for field in Signs.model_fields}
        lists = {field: words for field, words in told.items() if isinstance(words, tuple | frozenset)}
        return Signs.model_validate(told | {field: [*map(shape, words)] for field, words in lists.items()})


def shape(text: str) -> str:
    """A text with a zero for every digit."""
    return re.sub("[0-9]", "0", text)


@lru_cache(maxsize=1)
def packaged() -> Signs:
    """The signs that ship with nolle, their scalars read as text; a workspace cannot weaken them."""
    source = files("nolle").joinpath("data", "privacy.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(source)
    try:
        return Signs.model_validate(loader.get_single_data())
    finally:
        loader.dispose()


def _column_form(phrase: str) -> str:
    """Words of a column's name, with or without spaces between them, in the plural or numbered."""
    whole = phrase.startswith("=")
    words = [f"(?:{'|'.join(word.split('/'))})" for word in phrase.removeprefix("=").split()]
    return ("^" if whole else r"\b") + " ?".join(words) + r"(?:e?s)? ?\d*" + ("$" if whole else r"\b")


def _hints(phrases: Iterable[str]) -> Hints:
    hints: Hints = {}
    for phrase in phrases:
        first, *_ = words = re.findall("[a-z]+", phrase.lower())
        hints[first] = (*hints.get(first, ()), frozenset(words))
    return hints


def _any(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"[\W_]{1,3}".join(map(re.escape, phrase.split())) for phrase in longest_first)


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{_any(phrases)})(?![^\W_])", re.I)
