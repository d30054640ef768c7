"""Sections as they stand in a text: one of them, or a list or range of them behind or before one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from nolle.records.citation_forms import Glued
from nolle.records.citations_patterns import (
    BRACKETS,
    CONNECTOR,
    GLOSS,
    LEAD,
    ONWARD,
    PLURAL,
    SEPARATOR,
    SIGN,
    SPOKEN,
    THROUGH,
    Law,
    Patterns,
)

MOST = 60
"""Sections read in one list; a list that is longer is read up to here."""

_SIGNED = re.compile(rf"{SIGN}\s{{0,3}}", re.IGNORECASE)
_SIGNED_BEFORE = re.compile(rf"{SIGN}\s{{0,3}}$", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\s?(?!AND\b|OR\b)(?:[A-Z]{2,4}\b|[A-Z]\.|[A-Z][a-z]{0,4}\.)")
"""What behind a number names a law that we may not know: 42 U.S.C., 12 Cal. App."""

_GOES_ON = re.compile(r"[-/](?:[0-9A-Za-z]|§|\()")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOKEN = re.compile(r"[a-z]\.\d|\d+(?:[.-]\d)?|[ivx]{2,4}|[a-z]")

_GARBLED = re.compile(r"[a-z]\d+\.|^\.[a-z]\d")
"""Paragraphs run together in a way that more than one reading fits: `B1.11I` and `.B1` may be (b)(1) or (b.1)."""


@dataclass(frozen=True)
class Item:
    """One section in the text, not yet interpreted: its letter may belong to the section or to the paragraph."""

    start: int
    end: int
    section: str
    chapter: str = ""
    letter: str = ""
    doubled: str = ""
    """A second letter right behind: `145AA` is 145a(a) or section 145aa. It stands among the labels too."""
    labels: tuple[str, ...] = ()
    through: str = ""
    lettered: str = ""
    open: bool = False
    onward: bool = False
    signed: bool = False
    inherited: bool = False
    number: int = 0
    """Its place among several sections that stand in one span."""

    @property
    def plain(self) -> bool:
        """Whether it is a bare number, which might be anything."""
        return self.section.isdigit() and not self.letter and not self.labels

    @property
    def year(self) -> bool:
        return self.plain and _YEAR.fullmatch(self.section) is not None


# ---------------------------------------------------------------- behind a name


def after_name(law: Law, patterns: Patterns, text: str, start: int, end: int) -> list[Item]:
    """The sections behind a name that stands from `start` to `end`."""
    between = CONNECTOR.match(text, end)
    at = between.end() if between else end
    first = _item(law.first, text, at)
    if first is None:
        return []
    first = replace(first, signed=first.signed or _signs(text[end:at]))
    if first.year and not first.signed:
        return []
    items = _list(law, patterns, text, first, PLURAL.search(text, end, first.end) is not None)
    return _led(items, text, start) if items else []


def glued(law: Law, text: str, at: int) -> Iterator[Item]:
    """The section behind a name where section and paragraph are run together; one item for each way to read it."""
    for pattern, form in law.glued:
        found = None if form.alone or form.sure else pattern.match(text, at)
        if found and not text[found.end() : found.end() + 1].isalnum():
            yield from filled(form, found)


def filled(form: Glued, found: re.Match[str]) -> Iterator[Item]:
    """The item that a form's templates make of a match; none where it has only zeros for a section."""
    parts = {key: value or "" for key, value in found.groupdict().items()}
    labels = (template.format(**parts).lower().lstrip("0") for template in form.subdivision)
    section = _section(form.section.format(**parts).lstrip("0"))
    if not section:
        return
    yield Item(
        found.start() + len(found.group()) - len(found.group().lstrip()),
        found.end(),
        section,
        form.chapter.format(**parts),
        labels=tuple(label for label in labels if label),
        lettered=form.lettered.format(**parts).lstrip("0").lower(),
        open=form.open,
    )


# ---------------------------------------------------------------- before a name


def before_name(law: Law, patterns: Patterns, text: str, at: int) -> tuple[list[Item], int]:
    """The sections that start here and have their law's name behind them, and where the name ends."""
    first = _item(law.next, text, at)
    if first is None or law.behind is None:
        return [], at
    sign = _SIGNED_BEFORE.search(text[max(0, at - 12) : at])
    first = replace(first, signed=sign is not None)
    plural = sign is not None and PLURAL.search(sign.group()) is not None
    items = _list(law, patterns, text, first, plural, until=law.behind)
    name = law.behind.match(text, items[-1].end) if items else None
    if name is None or (items[-1].year and not items[-1].signed):
        return [], at
    if not (plural or not text[:at].strip()) and any(item.plain and not item.signed for item in items[:-1]):
        return [], at
    bare = items[-1].plain and not items[-1].signed
    if bare and law.first.match(text, name.end() + text[name.end() : name.end() + 1].isspace()):
        return [], at  # "case 1234 PC 647(b)": the name is the next section's
    chapter = next((value for value in name.groupdict().values() if value), "")
    if law.body.chapter and not chapter:
        return [], at
    items = [replace(item, chapter=item.chapter or chapter, inherited=item is not items[-1]) for item in items]
    return _led(items, text, at - (len(sign.group()) if sign else 0)), name.end()


def alone(law: Law, patterns: Patterns, text: str) -> list[Item]:
    """The sections of a text that is nothing but sections of this law."""
    blank = len(text) - len(text.lstrip())
    sign = _SIGNED.match(text, blank)
    first = _item(law.first, text, sign.end() if sign else blank)
    if first is None:
        return []
    plural = sign is not None and PLURAL.search(sign.group()) is not None
    items = _list(law, patterns, text, replace(first, signed=sign is not None), plural)
    done = bool(items) and not text[items[-1].end :].strip(" .;,")
    return [replace(item, inherited=True) for item in items] if done else []


# ---------------------------------------------------------------- lists


def _list(
    law: Law, patterns: Patterns, text: str, first: Item, plural: bool, until: re.Pattern[str] | None = None
) -> list[Item]:
    """A section and those that follow it in a list; with `until`, up to the name that stands behind them."""
    items = [first]
    while len(items) < MOST:
        last = items[-1]
        if until and until.match(text, last.end):
            break
        span = _range(law, text, last, plural)
        if span is not None:
            items[-1:] = span
            continue
        following = _next(law, patterns, text, last, plural, until)
        if following is None and _GOES_ON.match(text, last.end):
            return items[:-1]  # in a way that is not read, so nothing of it is
        if following is None:
            break
        items.append(following)
    return items


def _next(
    law: Law, patterns: Patterns, text: str, last: Item, plural: bool, until: re.Pattern[str] | None
) -> Item | None:
    gloss = GLOSS.match(text, last.end)
    at = gloss.end() if gloss else last.end
    separator = SEPARATOR.match(text, at)
    at = separator.end() if separator else at
    sign = _SIGNED.match(text, at) or (_SIGNED.match(text, at + 1) if text[at : at + 1].isspace() else None)
    if separator is None and sign is None:
        return None
    if sign is None and (paragraph := _paragraph(text, at, last)) is not None:
        return paragraph
    found = _item(law.next, text, sign.end() if sign else at)
    if found is None:
        return None
    chapter = found.chapter or last.chapter
    found = replace(found, chapter=chapter, signed=sign is not None or bool(found.chapter), inherited=True)
    return found if _belongs(found, patterns, text, plural, until) else None


def _belongs(item: Item, patterns: Patterns, text: str, plural: bool, until: re.Pattern[str] | None) -> bool:
    """Whether a further item of a list is surely a section, and of the same law."""
    if until is not None and until.match(text, item.end):
        return not item.year or item.signed
    if until is None and any(law.behind and law.behind.match(text, item.end) for law in patterns.laws):
        return False
    if _ABBREVIATION.match(text, item.end):
        return False
    if not item.plain or item.signed:
        return True
    return not item.year and (plural or len(item.section) > 2) and patterns.listed.match(text, item.end) is not None


def _paragraph(text: str, at: int, last: Item) -> Item | None:
    """A further paragraph of the same section: the `(c)` of `647(a), (c)`."""
    found = BRACKETS.match(text, at)
    if found is None or not last.labels:
        return None
    labels = [found.group(1).lower()]
    end = found.end()
    while len(labels) < 6 and (more := BRACKETS.match(text, end)):
        labels.append(more.group(1).lower())
        end = more.end()
    if text[end : end + 1].isalnum():
        return None
    kinds = [_kind(label) for label in last.labels]
    if _kind(labels[0]) not in kinds:
        return None
    kept = last.labels[: kinds.index(_kind(labels[0]))]
    return replace(last, start=at, end=end, labels=(*kept, *labels), through="", inherited=True)


def _kind(label: str) -> str:
    return "number" if label[0].isdigit() else "letter"


# ---------------------------------------------------------------- ranges


def _range(law: Law, text: str, last: Item, plural: bool) -> list[Item] | None:
    """What the last item becomes if it begins a range, or is joined to another section by a hyphen."""
    sign = THROUGH.match(text, last.end)
    if sign is None or last.through or last.onward:
        return None
    if last.labels and (spelled := _paragraphs(text, sign.end(), last)) is not None:
        return spelled
    marked = _SIGNED.match(text, sign.end())
    other = _item(law.next, text, marked.end() if marked else sign.end())
    if other is None or other.chapter:
        return None
    other = replace(other, chapter=last.chapter, signed=marked is not None, inherited=True)
    if last.labels or other.labels:
        joined = sign.group() == "-" and bool(last.labels) and bool(other.labels)
        return [last, other] if joined else None
    spaced = sign.group().strip() == "-" and sign.group() != "-"
    sure = other.signed or (not spaced and (plural or not other.plain)) or sign.group().strip().lower() == "through"
    if not sure or last.letter or other.letter or order(other.section) <= order(last.section):
        return None
    return [replace(last, end=other.end, through=other.section)]


def _paragraphs(text: str, at: int, last: Item) -> list[Item] | None:
    """The paragraphs of `647(a)-(c)`, each of them."""
    found = BRACKETS.match(text, at)
    if found is None or text[found.end() : found.end() + 1].isalnum() or BRACKETS.match(text, found.end()):
        return None
    first, final = last.labels[-1], found.group(1).lower()
    if first.isdigit() and final.isdigit() and int(first) < int(final) < int(first) + 30:
        between = [str(number) for number in range(int(first), int(final) + 1)]
    elif len(first) == len(final) == 1 and first.isalpha() and final.isalpha() and first < final:
        between = [chr(number) for number in range(ord(first), ord(final) + 1)]
    else:
        return None
    whole = replace(last, end=found.end(), inherited=last.inherited)
    return [replace(whole, labels=(*last.labels[:-1], label), number=at) for at, label in enumerate(between)]


def order(section: str, decimal: bool = True) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts sections as the code does: 43.02, 43.021, 43.03; 53, 53A, 54; and 750.99, 750.448."""
    parts = [(found.group(), found.start()) for found in re.finditer(r"\d+|[a-z]+", section.lower())]
    return tuple(
        (0, 0, part) if part.isalpha() or (decimal and section[at - 1 : at] == ".") else (1, int(part), "")
        for part, at in parts
    )


# ---------------------------------------------------------------- one section


def _item(pattern: re.Pattern[str], text: str, at: int) -> Item | None:
    found = pattern.match(text, at)
    if found is None:
        return None
    parts = found.groupdict()
    second = (parts.get("glued") or "").lower()
    labels = _TOKEN.findall(second) + [label.lower() for label in BRACKETS.findall(parts["subs"] or "")]
    labels += [parts["digits"]] if parts["digits"] else []
    run_together = (parts.get("paragraphs") or "").lower()
    garbled = _GARBLED.search(run_together) is not None
    labels += _TOKEN.findall(run_together) if not (labels or garbled) else []
    end, spoken = _spoken(text, found.end())
    onward = ONWARD.match(text, end)
    return Item(
        at,
        onward.end() if onward else end,
        _section(parts["section"]),
        (parts.get("chapter") or "").upper(),
        (parts.get("letter") or parts.get("tight") or "").lower(),
        second[:1] if second[:1].isalpha() else "",
        (*labels, *spoken),
        onward=onward is not None,
        signed=bool(parts.get("chapter")),
        open=garbled,
    )


def _section(text: str) -> str:
    return re.sub(r"\s?1/2$", " 1/2", text.replace("½", "1/2"))


def _spoken(text: str, end: int) -> tuple[int, list[str]]:
    """Paragraphs named in words behind a section, and where they end."""
    labels: list[str] = []
    while len(labels) < 4 and (found := SPOKEN.match(text, end)):
        labels += [label.lower() for label in BRACKETS.findall(found["brackets"] or "")] or [found["bare"].lower()]
        end = found.end()
    return end, labels


def _led(items: list[Item], text: str, at: int) -> list[Item]:
    """The items, the first one with the paragraphs that words before it name: `subdivision (b) of Section 647`."""
    lead = LEAD.search(text[max(0, at - 160) : at])
    if lead is None or items[0].labels:
        return items
    offset = max(0, at - 160) + lead.start()
    levels = [BRACKETS.findall(level) for level in re.split(r"\bof\b", lead.group(), flags=re.IGNORECASE)]
    paths = list(product(*([label.lower() for label in level] for level in reversed(levels) if level)))
    first = items[0]
    led = [replace(first, start=offset, labels=path, number=number) for number, path in enumerate(paths)]
    return [*led, *items[1:]]


def _signs(intro: str) -> bool:
    return re.search(SIGN, intro, re.IGNORECASE) is not None
