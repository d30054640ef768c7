"""Citations of law in a text → references, and references → offenses of the catalogue.

A reference that can mean two things is two references with one span; what is not read without doubt is no
reference. A section is never matched by its beginning: 43.02 is not 43.021, and 647 is not 647.6.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from nolle.law.charges import Catalogue
from nolle.law.offense import Offense
from nolle.records import citations_items as sections
from nolle.records.citation_forms import Body, Grammar, Letter
from nolle.records.citations_items import Item
from nolle.records.citations_patterns import NUMBER, Law, Patterns, compiled, squeezed

LONGEST = 2_000_000
"""Characters of a text that are read."""

FAR = 400
"""Characters within which the name of a law stands behind its sections."""


class Reading(StrEnum):
    """How a reference was read. Of a letter behind the digits, both readings stay side by side."""

    PLAIN = "plain"
    SECTION = "section"
    """The letter belongs to the section: `647f` is section 647f."""
    PARAGRAPH = "paragraph"
    """The letter is a paragraph written without brackets: `647f` is 647(f)."""
    IF_KNOWN = "if_known"
    """An unlikely reading, which counts only if the catalogue holds the section."""


@dataclass(frozen=True)
class Reference:
    """One section of one body of law, and where the text names it.

    `through` is the last section of a range, `open` says that the paragraph is not known, `onward` that the
    text goes on with "et seq."; `inherited` that the law is named elsewhere in the list. `number` tells
    several sections of one span apart: `647(a)-(c)` is three references.
    """

    body: str
    section: str
    subdivision: tuple[str, ...]
    start: int
    end: int
    text: str
    chapter: str = ""
    inherited: bool = False
    through: str = ""
    open: bool = False
    onward: bool = False
    reading: Reading = Reading.PLAIN
    decimal: bool = True
    number: int = 0

    def __str__(self) -> str:
        chapter = f"{self.chapter}/" if self.chapter else ""
        labels = "".join(f"({label})" for label in self.subdivision)
        through = f"..{self.through}" if self.through else ""
        return f"{self.body} {chapter}{self.section}{labels}{through}"


@dataclass(frozen=True)
class Found:
    """One place of a text with all its readings, and the offenses they may be.

    `or_other`: at least one reading is of a section or paragraph that the catalogue does not hold.
    """

    start: int
    end: int
    text: str
    references: tuple[Reference, ...]
    offenses: tuple[str, ...]
    or_other: bool


# ---------------------------------------------------------------- reading


def read(text: str, grammar: Grammar, inherit: Body | None = None) -> list[Reference]:
    """The references of a charge string or a list of sections.

    Where no law is named, a text that is nothing but sections is read as `inherit`'s, and codes in a form of
    the state's own (272/53A/A) by that form.
    """
    plain = flattened(text)
    patterns = compiled(grammar)
    found = list(_scan(plain, patterns)) or list(_coded(plain, grammar, patterns, inherit))
    if not found and inherit is not None:
        law = next(law for law in compiled(grammar).laws if law.body.id == inherit.id)
        found = [(law, item) for item in sections.alone(law, patterns, plain)]
    return _references(found, text)


def find(text: str, grammar: Grammar) -> list[Reference]:
    """The references of running prose, in their order; only laws that the text names are read."""
    return _references(_scan(flattened(text), compiled(grammar)), text)


_FLAT = str.maketrans(
    "\u2010\u2011\u2012\u2013\u2014\u2212\u00a0\u2007\u202f\u201c\u201d\u2018\u2019", "------   \"\"''"
)


def flattened(text: str) -> str:
    """The text with one kind of hyphen, space and quote: every character keeps its place."""
    return text[:LONGEST].translate(_FLAT)


def _scan(text: str, patterns: Patterns) -> Iterator[tuple[Law, Item]]:
    """Names and numbers from left to right: a name takes the sections behind it, or those before it."""
    named = [(law, [one.start() for one in law.behind.finditer(text)]) for law in patterns.laws if law.behind]
    at = 0
    name, number = patterns.names.search(text), NUMBER.search(text)
    while name or number:
        items: list[tuple[Law, Item]] = []
        if name and (number is None or name.start() <= number.start()):
            items, end = _behind_name(name, text, patterns)
            at = max(end, name.end())
        elif number:
            near = [law for law, starts in named if _near(starts, number.start())]
            items, end = _before_name(near, number.start(), text, patterns)
            at = max(end, number.end())
        yield from items
        if name and name.start() < at:
            name = patterns.names.search(text, at)
        if number and number.start() < at:
            number = NUMBER.search(text, at)


def _near(starts: list[int], at: int) -> bool:
    """Whether one of these places comes soon behind this one."""
    following = bisect_left(starts, at)
    return following < len(starts) and starts[following] - at <= FAR


def _behind_name(name: re.Match[str], text: str, patterns: Patterns) -> tuple[list[tuple[Law, Item]], int]:
    found: list[tuple[Law, Item]] = []
    for law in _meant(patterns.owners[(name.lastindex or 1) - 1], name.start(), text, patterns):
        items = sections.after_name(law, patterns, text, name.start(), name.end())
        found += [(law, item) for item in items or sections.glued(law, text, name.end())]
    return found, max((item.end for _, item in found), default=0)


def _meant(laws: Iterable[Law], start: int, text: str, patterns: Patterns) -> Iterator[Law]:
    """The laws that a name can mean here: a place named right before it must be theirs."""
    before = text[max(0, start - 40) : start]
    said = patterns.before.search(before)
    place = patterns.places.get(squeezed(said.group(1)), "") if said else ""
    for law in laws:
        strange = law.body.not_after and re.search(law.body.not_after, before, re.IGNORECASE)
        if not strange and _of(law.body.place, place):
            yield law


def _of(own: str, said: str) -> bool:
    """Whether a body of law of one place can be meant where this place is named."""
    state, city = own.partition("/")[0], "/" in own
    return not said or own == said or (state == said.partition("/")[0] and not (city and "/" in said))


def _before_name(laws: Iterable[Law], start: int, text: str, patterns: Patterns) -> tuple[list[tuple[Law, Item]], int]:
    read = [(law, *sections.before_name(law, patterns, text, start)) for law in laws]
    longest = max((end for _, items, end in read if items), default=0)
    return [(law, item) for law, items, end in read if end == longest for item in items], longest


def _coded(text: str, grammar: Grammar, patterns: Patterns, inherit: Body | None) -> Iterator[tuple[Law, Item]]:
    """A whole text in a form that a data system writes: every form that fits."""
    blank = len(text) - len(text.lstrip())
    for law in patterns.laws:
        own = inherit is not None and law.body.id == inherit.id
        for pattern, form in law.glued:
            allowed = (form.sure and grammar.local and inherit is None) or ((form.sure or form.alone) and own)
            whole = pattern.fullmatch(text, blank, len(text.rstrip())) if allowed else None
            if whole:
                yield from ((law, item) for item in sections.filled(form, whole))


# ---------------------------------------------------------------- references


def _references(found: Iterable[tuple[Law, Item]], text: str) -> list[Reference]:
    made = [reference for law, item in found for reference in _readings(law.body, item, text)]
    return sorted(dict.fromkeys(made), key=_span)


def _span(reference: Reference) -> tuple[int, int, int]:
    return reference.start, reference.end, reference.number


def _readings(body: Body, item: Item, text: str) -> Iterator[Reference]:
    """The references that an item can be."""
    plain = Reference(
        body.code,
        body.stored.format(section=item.section),
        item.labels,
        item.start,
        item.end,
        text[item.start : item.end],
        item.chapter,
        item.inherited,
        body.stored.format(section=item.through) if item.through else "",
        item.open,
        item.onward,
        decimal=body.decimal,
        number=item.number,
    )
    if not item.letter:
        yield plain
    else:
        yield from _lettered(body, item, plain)
    if item.lettered:
        yield replace(plain, section=item.lettered, subdivision=(), reading=Reading.IF_KNOWN)


def _lettered(body: Body, item: Item, plain: Reference) -> Iterator[Reference]:
    """A letter behind the digits: a section of its own, or a paragraph without brackets; never only the likelier."""
    section = item.section + item.letter
    renamed = next((one.new for one in body.renamed if one.old.casefold() == section.casefold()), "")
    if renamed:
        yield replace(plain, section=renamed)
    elif body.letter is Letter.EITHER:
        yield replace(plain, section=section, reading=Reading.SECTION)
        if item.doubled:
            yield replace(plain, section=section + item.doubled, subdivision=item.labels[1:], reading=Reading.SECTION)
    yield replace(plain, subdivision=(item.letter, *item.labels), reading=Reading.PARAGRAPH)


# ---------------------------------------------------------------- offenses


def resolve(reference: Reference, catalogue: Catalogue) -> tuple[str, ...]:
    """The offenses a reference names, all versions of them; none if the catalogue does not hold it.

    A paragraph that the catalogue does not part is its section; a section named whole is all its paragraphs.
    Former texts without paragraphs are left out where later texts have the paragraph that is named.
    """
    if reference.through:
        return tuple(offense.id for offense in _between(reference, catalogue))
    here = _entries(reference, catalogue)
    if not reference.subdivision or reference.open:
        return _ids(here, catalogue)
    labels = reference.subdivision
    exact = [offense for offense in here if _labels(offense) == labels]
    narrower = [
        offense for offense in here if len(_labels(offense)) > len(labels) and _starts(_labels(offense), labels)
    ]
    current = [offense for offense in here if "@" not in offense.id]
    whole = {
        _labels(offense) for offense in current if _starts(labels, _labels(offense)) and _labels(offense) != labels
    }
    nearest = max(whole, key=len, default=None)
    wider = [offense for offense in here if nearest is not None and _labels(offense) == nearest]
    if exact:
        above = {parent for offense in exact for parent in catalogue.within(offense.id)}
        wider = [offense for offense in wider if offense.id not in above and "@" not in offense.id]
    return _ids([*exact, *narrower, *wider], catalogue)


def catalogued(reference: Reference, catalogue: Catalogue) -> bool:
    """Whether the catalogue holds the section at all, in whatever paragraph."""
    return bool(_entries(reference, catalogue))


def resolved(references: Iterable[Reference], catalogue: Catalogue) -> list[Found]:
    """Each place of the text with the offenses of all its readings."""
    found = []
    for (start, end, _), group in groupby(references, key=_span):
        kept = _kept(list(group), catalogue)
        ids = [resolve(one, catalogue) for one in kept]
        offenses = tuple(dict.fromkeys(offense for some in ids for offense in some))
        other = any(not some or beyond(one, catalogue) for one, some in zip(kept, ids, strict=True))
        found.append(Found(start, end, kept[0].text, tuple(kept), offenses, other))
    return found


def _kept(readings: list[Reference], catalogue: Catalogue) -> list[Reference]:
    """The readings that count: a lettered section that the catalogue holds is that section."""
    sure = any(one.reading is Reading.SECTION and catalogued(one, catalogue) for one in readings)
    return [
        one
        for one in readings
        if not (one.reading is Reading.PARAGRAPH and sure)
        and not (one.reading is Reading.IF_KNOWN and not catalogued(one, catalogue))
    ]


def beyond(reference: Reference, catalogue: Catalogue) -> bool:
    """Whether a reference that is in the catalogue may also be of something that is not."""
    if reference.onward or reference.through:
        return True
    if reference.subdivision and not reference.open:
        return False
    return all(_labels(offense) for offense in _entries(reference, catalogue))


def _ids(offenses: Iterable[Offense], catalogue: Catalogue) -> tuple[str, ...]:
    """The offenses without those that are part of another one here."""
    ids = list(dict.fromkeys(offense.id for offense in offenses))
    return tuple(id for id in ids if not set(catalogue.within(id)[1:]).intersection(ids))


def _between(reference: Reference, catalogue: Catalogue) -> Iterator[Offense]:
    """The offenses of a range of sections, both ends included."""
    first, last = (sections.order(at, reference.decimal) for at in (reference.section, reference.through))
    for (body, chapter, section), offenses in _index(catalogue).items():
        same = (body, chapter) == (reference.body, reference.chapter.casefold())
        if same and section and first <= sections.order(section, reference.decimal) <= last:
            parts = {part for offense in offenses for part in catalogue.parts(offense.id)[1:]}
            yield from (offense for offense in offenses if offense.id not in parts)


def _entries(reference: Reference, catalogue: Catalogue) -> list[Offense]:
    key = (reference.body, reference.chapter.casefold(), reference.section.casefold())
    return _index(catalogue).get(key, [])


@lru_cache(maxsize=32)
def _index(catalogue: Catalogue) -> dict[tuple[str, str, str], list[Offense]]:
    found: dict[tuple[str, str, str], list[Offense]] = {}
    for offense in catalogue.offenses.values():
        if offense.section:
            key = (offense.code, offense.chapter.casefold(), offense.section.casefold())
            found.setdefault(key, []).append(offense)
    return found


def _labels(offense: Offense) -> tuple[str, ...]:
    """The paragraph of an entry as its labels: `b.1` is (b)(1), `a-1` is one label."""
    return tuple(offense.subdivision.lower().split(".")) if offense.subdivision else ()


def _starts(labels: tuple[str, ...], beginning: tuple[str, ...]) -> bool:
    return labels[: len(beginning)] == beginning
