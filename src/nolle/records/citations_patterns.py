"""The documents of the grammar → compiled patterns. Every repetition is bounded, so no text takes long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from nolle.records.citation_forms import Body, Glued, Grammar, Letter

SIGN = r"(?:§{1,2}|ยงยง|ยง|Â§|\bsections?(?![a-z])|\bsecs?(?![a-z])\.?|\bss?(?![a-z])\.?)"
"""What stands for the word section, broken encodings of the sign included."""

PLURAL = re.compile(r"§§|ยงยง|\bsections\b|\bsecs\b|\bss\b", re.IGNORECASE)

LABEL = r"(?:\d{1,3}(?:\.\d{1,2}|-[a-z])?|[a-z][.-]\d{1,2}|[ivx]{2,4}|aa|bb|cc|dd|ee|ff|gg|hh|[a-z])"
"""What a pair of brackets holds that names a paragraph; a word is none."""

BRACKETS = re.compile(rf"\(\s?({LABEL})\s?\)", re.IGNORECASE)
SUBDIVISIONS = rf"(?:\s?\(\s?{LABEL}\s?\)){{0,6}}"
PART = (
    r"(?:sub(?:paragraph|division|section|clause)s?|paragraphs?|clauses?"
    r"|subd(?:iv)?s?\.?|subsecs?\.?|subs?\.?|paras?\.?|pars?\.?)"
)
SPOKEN = re.compile(
    rf",?\s{{0,3}}\b{PART}\s{{0,3}}"
    rf"(?:(?P<brackets>\(\s?{LABEL}\s?\){SUBDIVISIONS})|(?P<bare>{LABEL})(?![0-9A-Za-z]|[.-][0-9]))",
    re.IGNORECASE,
)
"""A paragraph named in words behind the section: `subd. (b)`, `subdivision 1`."""

_LABELS = rf"\(\s?{LABEL}\s?\)(?:\s?\(\s?{LABEL}\s?\)|\s?(?:,|,?\s(?:and|or)\s)\s?\(\s?{LABEL}\s?\)){{0,6}}"
LEAD = re.compile(rf"(?:\b{PART}\s{{1,3}}{_LABELS}\s{{1,3}}of\s{{1,3}}){{1,4}}(?:{SIGN}\s{{0,3}})?$", re.IGNORECASE)
"""Paragraphs named in words before the section: `paragraph (1) of subdivision (b) of section`."""

SEPARATOR = re.compile(r"\s{0,3}(?:,\s{0,3}(?:and/or|and|or|&)\b|[,;/&]|\b(?:and/or|and|or)\b)\s{0,3}", re.IGNORECASE)
THROUGH = re.compile(r"\s{0,3}(?:-|\bthrough\b|\bthru\b|\bto\b)\s{0,3}", re.IGNORECASE)
GLOSS = re.compile(r"\s{0,2}\([^()\d§\n]{3,80}\)|\s{0,2}\"[^\"\d§\n]{3,80}\"")
"""Words in brackets behind a section that say what it is."""

ONWARD = re.compile(r"\s{0,2},?\s{0,2}et\.?\s?seq", re.IGNORECASE)
CONNECTOR = re.compile(
    rf"(?:\s|,|:|\.|{SIGN}|\bannotated\b|\bann\b|\bnos?\b|\([A-Za-z][A-Za-z.& ]{{0,10}}\)(?=\s)){{0,12}}", re.IGNORECASE
)
"""What may stand between a name and its section."""

ENDED = r"(?![0-9A-Za-z(\[½%]|[.\-/:'][0-9A-Za-z(]|\s[1-9]/[248](?![0-9/]))"
"""A citation is never a prefix: nothing that could be more of it follows."""

NUMBER = re.compile(r"(?<![0-9A-Za-z$#£€(\[])(?<![0-9A-Za-z)][.\-/:'])\d")


NOTHING = "(?!)"
"""The pattern of no text: a grammar may have no laws."""


@dataclass(frozen=True, eq=False)
class Law:
    """One body of law, compiled. `first` reads a section behind a name, `next` one further on in a list."""

    body: Body
    first: re.Pattern[str]
    next: re.Pattern[str]
    behind: re.Pattern[str] | None
    glued: tuple[tuple[re.Pattern[str], Glued], ...]


@dataclass(frozen=True, eq=False)
class Patterns:
    """A whole grammar, compiled: `owners` are the laws of each name, in the order of the pattern's groups.

    `before` finds the place named right before a name, `listed` what may follow a bare number of a list.
    """

    laws: tuple[Law, ...]
    names: re.Pattern[str]
    owners: tuple[tuple[Law, ...], ...]
    before: re.Pattern[str]
    places: dict[str, str]
    listed: re.Pattern[str]


@lru_cache(maxsize=64)
def compiled(grammar: Grammar) -> Patterns:
    """The patterns of a grammar, made once."""
    laws = tuple(_law(body, grammar.local) for body in grammar.bodies)
    names = _names(laws, grammar.local)
    groups = [f"({name_pattern(name)})" for name in names]
    known = sorted(grammar.common.places, key=len, reverse=True)
    places = (
        "|".join(name_pattern(form) for place in known for form in dict.fromkeys((place, place.upper()))) or NOTHING
    )
    words = "|".join(re.escape(word) for word in grammar.common.words) or NOTHING
    return Patterns(
        laws=laws,
        names=re.compile(rf"(?<![0-9A-Za-z§.])(?:{'|'.join(groups) or NOTHING})", re.IGNORECASE),
        owners=tuple(tuple(owners) for owners in names.values()),
        before=re.compile(rf"(?<![0-9A-Za-z.])({places})(?:,|'s)?\s{{0,3}}$"),
        places={squeezed(place): id for place, id in grammar.common.places.items()},
        listed=re.compile(rf"\s{{0,3}}(?:$|[,;.:)\]&\"]|(?:{words})\b|\([^()\d]{{3,80}}\))", re.IGNORECASE),
    )


def squeezed(name: str) -> str:
    """A name without case, dots and spaces."""
    return re.sub(r"[\s.]", "", name).casefold()


def _names(laws: Iterable[Law], local: bool) -> dict[str, list[Law]]:
    """The laws of each name, the longest name first, so that it is found before one inside it."""
    found: dict[str, list[Law]] = {}
    for law in laws:
        for name in dict.fromkeys((*law.body.names, *(law.body.local if local else ()))):
            found.setdefault(name, []).append(law)
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def name_pattern(name: str, chapter: str = "") -> str:
    """A name as a pattern: dots optional, spaces free, and no letter right behind it."""
    return "".join(_pieces(name, chapter)) + ("" if name.endswith(("/", "§", ")", "}")) else "(?![A-Za-z])")


def _pieces(name: str, chapter: str) -> Iterator[str]:
    for piece in re.findall(r"\{chapter\}|\.\s|[\w']+|\s|.", name):
        match piece:
            case "{chapter}":
                yield rf"(?P<behind>{chapter})(?![0-9A-Za-z])"
            case ". ":
                yield r"\.?\s{0,3}"
            case ".":
                yield r"\.?\s?"
            case "," | ";":
                yield rf"{piece}?"
            case "&":
                yield "(?:&|and)"
            case " ":
                yield r"\s{1,3}"
            case _:
                yield re.escape(piece)


def _law(body: Body, local: bool) -> Law:
    after = (*body.behind, *(body.local_behind if local else ()))
    behind = _behind(body, after) if after else None
    glued = tuple((re.compile(form.pattern, re.IGNORECASE), form) for form in body.glued)
    return Law(body, _item(body, after, True), _item(body, after, False), behind, glued)


def _behind(body: Body, names: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(names, key=len, reverse=True)
    plain = "|".join(name_pattern(name, body.chapter) for name in ordered if "{" not in name)
    spoken = [name_pattern(name, body.chapter) for name in ordered if "{" in name]
    found = [rf"(?:{plain})"] if plain else []
    found += [one.replace("(?P<behind>", f"(?P<behind{number}>") for number, one in enumerate(spoken)]
    short = "|".join(re.escape(name) for name in ordered if name.isupper() and name.isalpha())
    if body.tails and short:
        found.append(rf"(?:{short})[A-Z]{{2,5}}(?![A-Za-z])")
    ours = rf"(?(1)(?!\s{{0,3}}(?:{SIGN}\s{{0,3}})?\d))"  # in `230.04, PL 240.37` the name is that of the next section
    return re.compile(rf"\s{{0,2}}(,)?\s{{0,2}}(?:{'|'.join(found)})(?![0-9]){ours}", re.IGNORECASE)


def _item(body: Body, behind: Iterable[str], first: bool) -> re.Pattern[str]:
    short = [re.escape(name) for name in behind if name.isupper() and name.isalpha()]
    tail = "[A-Z]{0,5}" if body.tails else ""
    glued = rf"|(?=(?:{'|'.join(short)}){tail}(?![0-9A-Za-z]))" if short else ""
    ended = rf"(?:{ENDED}{glued}|(?=[-/](?:{SIGN}\s?)?(?:{body.section})|-\())"
    return re.compile(
        _chapter(body, first) + rf"(?P<section>{body.section})" + _letter(body, "|".join(short), tail)
        + rf"(?P<subs>{SUBDIVISIONS})(?P<digits>(?<=\))\d{{1,2}})?" + _paragraphs(body) + ended,
        re.IGNORECASE,
    )  # fmt: skip


def _chapter(body: Body, first: bool) -> str:
    if not body.chapter:
        return ""
    word = r"(?:(?:chapter|chap|ch|c)\.?,?\s?)"
    number = rf"(?P<chapter>{body.chapter})[,\s]{{0,3}}(?:{SIGN}|[/-])\s{{0,2}}"
    return rf"{word}?{number}" if first else rf"(?:{word}{number})?"


def _letter(body: Body, short: str, tail: str) -> str:
    if body.letter is Letter.NONE:
        return ""
    glued = r"(?P<glued>\d{1,2}|[A-Z]\d?)?(?![0-9A-Z])" if body.compact else r"(?![0-9A-Z])"
    before = rf"|(?P<tight>[A-Z])(?=(?:{short}){tail}(?![0-9A-Z]))" if short else ""
    return rf"(?:(?P<letter>[A-Z]){glued}{before})?"


def _paragraphs(body: Body) -> str:
    return rf"(?P<paragraphs>{body.paragraphs})?" if body.paragraphs else ""
