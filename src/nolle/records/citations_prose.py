"""A memo's text → every citation in it, also sections that stand there without their law.

A law named in the text is read wherever it is. A bare section (`section 240.37`) is read only where one knows
the state, and only as a section that the catalogue holds of a law that the text, or else the place, offers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from nolle.law.charges import Catalogue
from nolle.records.citation_forms import Body, Grammar
from nolle.records.citations import Reference, catalogued, find, read
from nolle.records.citations_patterns import PART, SIGN

FEDERAL = "us"
LONE = 500
"""Characters of a text that may be nothing but sections."""

BLOCK = 500_000
"""Characters that are read at one time; a text is cut at a line's end."""

# Atomic, so that a hyphen between two numbers is never tried both as part of a section and as a range.
_SECTION = (
    r"(?>\d{1,5}[A-Za-z]{0,2}(?:[.:/-]\d{1,5}[A-Za-z]{0,2}){0,3}(?:-[a-z])?(?:\s?\(\s?[0-9A-Za-z]{1,4}\s?\)){0,5})"
)
_JOINT = r"\s{0,3}(?:,\s{0,3}(?:and|or)?|;|&|-|/|\band\b|\bor\b|\bthrough\b|\bto\b)\s{0,3}"
_PARTS_OF = rf"(?:\b{PART}\s{{1,3}}(?P<labels>\(\w{{1,3}}\)(?:\s?\(\w{{1,3}}\)){{0,4}})\s{{1,3}}of\s{{1,3}})?"
SIGNED = re.compile(
    rf"(?<![A-Za-z]){_PARTS_OF}(?P<sections>{SIGN}\s{{0,3}}{_SECTION}(?:{_JOINT}{_SECTION}){{0,12}}(?:,?\s{{0,2}}{PART}\s\(?\w{{1,3}}\)?)?)",
    re.IGNORECASE,
)
"""A sign or word for section, and the numbers behind it."""

_LONE = re.compile(rf"\s*{_SECTION}(?:{_JOINT}{_SECTION}){{0,20}}[.\s]*", re.IGNORECASE)
_LABEL = re.compile(r"\w+")
_MARKED = re.compile(r"[.:/-]|[0-9][A-Za-z]")
"""What a section number has that is more than a number."""

_OF_SOMETHING = re.compile(
    r"[,\s]{0,3}(?:of|in|under)\s{1,3}(?:the|this|that|these|its|our|title|chapter|article|part)\b", re.I
)
_BEGINS = re.compile(r"(?:^|\n\s*|(?<![A-Z])(?<![A-Z].)(?<![A-Z]..)(?<![A-Z]...)(?<![A-Z]....)[.!?:;]\s{1,3})[^\w]*$")
"""Before the first word of a sentence; the dot of an abbreviation (Lab., Stat.) ends none."""

_WORD_BEFORE = re.compile(r"([A-Za-z][\w.&'’]*)[ \t,(]{0,4}$")


@dataclass(frozen=True)
class Prose:
    """The references of a text in their order, and the state they were read in.

    `bare` are the spans of sections without a law beside them: `text` where an earlier law of the text is taken,
    `place` where it is every law of the place that holds the section. `unread` counts section signs that were
    not read. `named` are the states whose law the text names.
    """

    references: tuple[Reference, ...]
    bare: dict[tuple[int, int], str]
    unread: int
    named: tuple[str, ...]
    place: str


def prose(text: str, grammar: Grammar, catalogue: Catalogue, place: str = "") -> Prose:
    """The citations of a text. Without a place, it is the one state whose law the text names, if it is one."""
    everywhere = _found(text, grammar)
    named = _states(everywhere, grammar)
    where = place or (named[0] if len(named) == 1 else "")
    if not where:
        return Prose(tuple(everywhere), {}, _count(_signed(text, everywhere, grammar.common.words)), named, "")
    local = _local(grammar, where)
    here = _found(text, local)
    references = sorted([*here, *_outside(everywhere, here)], key=_order)
    bare, unread = _bare(text, references, local, catalogue, own=bool(place))
    how = {(one.start, one.end): said for one, said in bare}
    return Prose(tuple(sorted([*references, *(one for one, _ in bare)], key=_order)), how, unread, named, where)


def written(reference: Reference, grammar: Grammar) -> str:
    """A reference as it is always written: `New York Penal Law § 240.35(1)`, `... c. 272 §§ 4A to 6`."""
    body = body_of(reference, grammar)
    start = _stored(body)
    section = reference.section.removeprefix(start)
    labels = "".join(f"({label})" for label in reference.subdivision)
    chapter = f" c. {reference.chapter}" if reference.chapter else ""
    if reference.through:
        return f"{body.title}{chapter} §§ {section} to {reference.through.removeprefix(start)}"
    return f"{body.title}{chapter} § {section}{labels}" + (" et seq." if reference.onward else "")


def body_of(reference: Reference, grammar: Grammar) -> Body:
    """The body of law of a reference; where several share a code, the one whose sections look so."""
    same = [body for body in grammar.bodies if body.code == reference.body]
    fits = [body for body in same if reference.section.startswith(_stored(body))]
    return max(fits or same, key=lambda body: len(_stored(body)))


def _stored(body: Body) -> str:
    """What the catalogue writes before a section of this body."""
    return body.stored.partition("{")[0]


def _order(reference: Reference) -> tuple[int, int, int]:
    return reference.start, reference.end, reference.number


# ---------------------------------------------------------------- laws that are named


def _found(text: str, grammar: Grammar) -> list[Reference]:
    """The references of a text of any length, block by block."""
    found, start = [], 0
    while start < len(text):
        end = _cut(text, start)
        found += [_moved(one, start) for one in find(text[start:end], grammar)]
        start = end
    return found


def _cut(text: str, start: int) -> int:
    """Where the block that begins here ends: with a paragraph, a line or a word, if there is one."""
    end = start + BLOCK
    if end >= len(text):
        return len(text)
    for mark in ("\n\n", "\n", " "):
        at = text.rfind(mark, start + BLOCK // 2, end)
        if at >= 0:
            return at + len(mark)
    return end


def _moved(reference: Reference, by: int) -> Reference:
    return replace(reference, start=reference.start + by, end=reference.end + by)


def _states(references: Iterable[Reference], grammar: Grammar) -> tuple[str, ...]:
    """The states whose law is named without doubt, most often named first; federal law is law of all of them."""
    state = {body.code: body.state for body in grammar.bodies}
    spans: dict[tuple[int, int], set[str]] = {}
    for one in references:
        spans.setdefault((one.start, one.end), set()).add(state[one.body])
    sure = [next(iter(states)) for states in spans.values() if len(states) == 1]
    named = dict.fromkeys(one for one in sure if one != FEDERAL)
    return tuple(sorted(named, key=lambda one: (-sure.count(one), one)))


def _local(grammar: Grammar, place: str) -> Grammar:
    """The grammar of a place; where the place is a city with codes of its own, without those of other cities."""
    local = grammar.at(place)
    if not any(body.place == place for body in local.bodies if "/" in place):
        return local
    return Grammar(tuple(body for body in local.bodies if "/" not in body.place or body.place == place), local.common)


def _outside(references: Iterable[Reference], taken: Sequence[Reference]) -> list[Reference]:
    """The references that overlap none of those taken."""
    overlaps = _overlaps(taken)
    return [one for one in references if not overlaps(one.start, one.end)]


def _overlaps(references: Iterable[Reference]) -> Callable[[int, int], bool]:
    spans = sorted({(one.start, one.end) for one in references})
    starts = [start for start, _ in spans]

    def overlap(start: int, end: int) -> bool:
        at = bisect_right(starts, end - 1)
        return at > 0 and spans[at - 1][1] > start

    return overlap


# ---------------------------------------------------------------- sections without their law


def _signed(text: str, references: Iterable[Reference], words: Sequence[str]) -> Iterator[re.Match[str]]:
    """Signs with numbers that are no citation yet, and that do not speak of something else (`section 3 of this`)."""
    overlaps = _overlaps(references)
    for found in SIGNED.finditer(text):
        if overlaps(found.start(), found.end()) or _OF_SOMETHING.match(text, found.end()):
            continue
        if not _named_before(text, found, words):
            yield found


def _named_before(text: str, sign: re.Match[str], words: Sequence[str]) -> bool:
    """Whether a word right before names something, perhaps a law that is not known: it has a capital, or dots inside.

    The first word of a sentence (`See § 240.37`) names nothing, and neither does the end of one.
    """
    at = sign.start()
    before = text[max(0, at - 60) : at]
    word = _WORD_BEFORE.search(before)
    if word is None or (word[1].endswith(".") and text[at].isupper() and before[-1].isspace()):
        return False
    if word[1].lower() in words or _BEGINS.search(before[: word.start()]):
        return "." in word[1][:-1] or (word[1].isupper() and len(word[1]) > 1)
    return word[1][0].isupper() or "." in word[1][:-1]


def _count(found: Iterable[object]) -> int:
    return sum(1 for _ in found)


def _bare(
    text: str, references: Sequence[Reference], local: Grammar, catalogue: Catalogue, own: bool
) -> tuple[list[tuple[Reference, str]], int]:
    """Bare sections with where their law is taken from, and the number of those not read."""
    if own and not references and len(text) < LONE and _LONE.fullmatch(text):
        return [(one, "place") for one in _held(text, 0, local, local.bodies, catalogue)], 0
    named = [one for one in references if any(body.code == one.body for body in local.bodies)]
    read_, unread = [], 0
    for sign in _signed(text, references, local.common.words):
        found, said = _inherited(sign, named, local, catalogue, own)
        read_ += [(one, said) for one in found]
        unread += not found
    return read_, unread


def _inherited(
    sign: re.Match[str], named: Sequence[Reference], local: Grammar, catalogue: Catalogue, own: bool
) -> tuple[list[Reference], str]:
    """A bare section as one of the law named last before it, of any law named, or of any law of the place.

    A plain number (section 240) may be the text's own: it is read only where the text has cited it with its law.
    """
    last = {one.body for one in [one for one in named if one.start < sign.start()][-1:]}
    anywhere = {one.body for one in named}
    of_the_place = {body.code for body in local.bodies} if own else set()
    cited = {(one.body, one.section) for one in named}
    for codes, said in ((last, "text"), (anywhere, "text"), (of_the_place, "place")):
        bodies = [body for body in local.bodies if body.code in codes and body.state != FEDERAL]
        found = _held(sign["sections"], sign.start("sections"), local, bodies, catalogue)
        sure = [one for one in found if _MARKED.search(one.section) or (one.body, one.section) in cited]
        if sure and not sign["labels"]:
            return sure, said
        if len(sure) == 1:  # `subdivision (b) of section 647`
            labels = tuple(_LABEL.findall(sign["labels"].lower()))
            return [replace(sure[0], subdivision=(*labels, *sure[0].subdivision))], said
    return [], ""


def _held(text: str, start: int, local: Grammar, bodies: Iterable[Body], catalogue: Catalogue) -> list[Reference]:
    """The sections of a text that names no law, read as each of those of these laws that hold one of them."""
    found: list[Reference] = []
    for body in bodies:
        ours = [one for one in read(text, local, body) if one.body == body.code]
        if any(catalogued(one, catalogue) for one in ours):
            found += [replace(_moved(one, start), inherited=True) for one in ours]
    return list(dict.fromkeys(found))
