"""What only words tell: names of persons, street addresses, immigration status, in a plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nolle.records.privacy.forms import Find
from nolle.records.privacy.signs import Hints, Signs

_INITIAL = re.compile(r"\s{1,3}[A-Za-z](?:\.|(?!\w))")
_WORD = re.compile(r"[A-Za-z](?:[A-Za-z'’-]*[A-Za-z])?")
_LETTERS = re.compile("[a-z]+")


def by_words(text: str, signs: Signs, doubtful: bool) -> Iterator[Find]:
    """Names, addresses and words about immigration; the doubtful ones only if asked for."""
    said = set(_LETTERS.findall(text.lower()))
    if not said.isdisjoint(signs.given_names):
        yield from _named(text, list(_WORD.finditer(text)), signs, doubtful and text.islower())
    if _may_hold(said, signs.immigration_hints):
        yield from _immigration(text, signs)
    if _may_hold(said, signs.role_hints):
        yield from _after_roles(text, signs, doubtful)
    if not said.isdisjoint(signs.street_hints):
        yield from _addresses(text, signs)


def _may_hold(said: set[str], hints: Hints) -> bool:
    """Whether all words of one of the phrases are said at all."""
    return any(words <= said for first in hints.keys() & said for words in hints[first])


def _immigration(text: str, signs: Signs) -> Iterator[Find]:
    for found in signs.immigration_forms.finditer(_without(signs.not_immigration_forms, text)):
        yield Find(*found.span(), "immigration")


def _without(phrases: re.Pattern[str], text: str) -> str:
    """The text with these phrases blotted out, every other letter in its place."""
    return phrases.sub(lambda found: "." * len(found[0]), text)


def _addresses(text: str, signs: Signs) -> Iterator[Find]:
    for found in signs.address_forms.finditer(text):
        name = [word.strip(".") for word in (found["name"] or "box").lower().split()]
        spoken = any(len(word) > 2 or word[:1].isdigit() for word in name)
        if spoken and signs.not_streets.isdisjoint(name):
            yield Find(*found.span(), "address")


# ---------------------------------------------------------------- names


def _named(text: str, words: list[re.Match[str]], signs: Signs, loose: bool = False) -> Iterator[Find]:
    """A listed given name with another name before it (after a comma) or behind it; `loose` asks no capitals."""
    kept = _without(signs.no_person_forms, text)
    whole = len(words) <= 4 and not any(character.isdigit() for character in text)
    for at, word in enumerate(words):
        if word[0].lower() not in signs.given_names or kept[word.start()] == ".":
            continue
        before = words[at - 1] if at else None
        if before and before[0].lower() in signs.before_places:
            continue
        if before and _family(before[0], whole or loose, signs) and _reversed(text, words, at, whole):
            yield Find(before.start(), _initial(text, word.end()), "name")
        behind = _behind(text, words, at)
        if behind and (whole or loose or word[0][0].isupper()) and _family(behind[0], whole or loose, signs):
            yield Find(word.start(), behind.end(), "name")


def _reversed(text: str, words: list[re.Match[str]], at: int, whole: bool) -> bool:
    """Whether a given name stands behind its family name: after a comma, or as the end of a cell of two names."""
    between = text[words[at - 1].end() : words[at].start()]
    if re.fullmatch(r"\s{0,3}[,;/]\s{0,3}", between):
        return True
    return whole and at == 1 and between.isspace() and all(len(word[0]) == 1 for word in words[2:])


def _initial(text: str, end: int) -> int:
    """The end of a name, the initial behind it taken in."""
    found = _INITIAL.match(text, end)
    return found.end() if found else end


def _behind(text: str, words: list[re.Match[str]], at: int) -> re.Match[str] | None:
    """The word behind a given name, an initial between them left out."""
    for behind in words[at + 1 : at + 3]:
        if not re.fullmatch(r"\.?\s{1,3}", text[words[at].end() : behind.start()]):
            return None
        if len(behind[0]) > 1:
            return behind
        at += 1
    return None


def _family(word: str, whole: bool, signs: Signs) -> bool:
    return len(word) > 1 and (whole or word[0].isupper()) and word.lower() not in signs.not_names


def _after_roles(text: str, signs: Signs, doubtful: bool) -> Iterator[Find]:
    """Names behind "defendant", "victim" and their like, in the list or not."""
    running = any(word[0].islower() for word in text.split())
    mixed = running and not text.islower()
    for found in signs.role_forms.finditer(text):
        who = re.split(r"[\s,]+", found["who"])
        whole = next((n for n, word in enumerate(who) if word.lower() in signs.not_names), len(who))
        capitals = next((n for n, word in enumerate(who[:whole]) if not word[0].isupper()), whole)
        then = (who[whole:] + _WORD.findall(text, found.end(), found.end() + 40))[:1]
        subject = bool(then) and then[0].lower() in signs.verbs
        spoken = subject or (running and found["role"].islower()) or (bool(found["mark"]) and capitals > 1)
        count = whole if doubtful and not mixed else capitals
        if count and (doubtful or spoken):
            yield Find(found.start("who"), found.start("who") + _end(found["who"], who[:count]), "name")
    for found in signs.title_forms.finditer(text):
        who = found["who"].split()
        written = found[0][0].isupper() and found[0][1].islower() and who[0][0].isupper()
        if (doubtful or written) and who[0].lower() not in signs.not_names:
            count = len(who) if who[-1][0].isupper() else 1
            yield Find(found.start("who"), found.start("who") + _end(found["who"], who[:count]), "name")


def _end(text: str, words: list[str]) -> int:
    """Where the last of these words of a text ends."""
    at = 0
    for word in words:
        at = text.index(word, at) + len(word)
    return at
