"""Whose text it is and what sort of text: office, holder, kind, title, from its head and from the catalogue."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from nolle.analysis.coding.dates import dates
from nolle.analysis.coding.proposals import ASK, Memo, Pin, Proposal
from nolle.analysis.coding.sentences import Sentence
from nolle.analysis.coding.signs import Signs, found
from nolle.dates import parse
from nolle.law.places import Holder, Office, Place

_HEAD_OF_THE_MEMO = 6_000
_LONGEST_TITLE = 120
_NAMED, _OF_PLACE, _HELD = 8, 3, 6
_DATE_ONLY = 4
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")


def plain(text: str) -> str:
    """Letters without their accents, of the same length as the text, small."""
    return "".join(_letter(character) for character in text)


def _letter(character: str) -> str:
    if character == "’":
        return "'"
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def offices(
    memo: Memo, known: Iterable[Office], places: Iterable[Place], states: Sequence[str], on: str
) -> list[Proposal]:
    """The office and its holder on a day, as the catalogue has them; ASK where the text names none of them."""
    text = plain(memo.text[:_HEAD_OF_THE_MEMO])
    names = {place.id: _PARENTHESIS.sub("", place.name) for place in places}
    scored = sorted(
        ((_score(text, office, names.get(office.place, ""), states, on), office.id, office) for office in known),
        key=lambda one: (-one[0], one[1]),
    )
    best = [one for one in scored if one[0] >= _HELD and one[0] == scored[0][0]]
    if len(best) != 1:
        alike = f"{' and '.join(one[1] for one in best)} fit alike; " if best else ""
        return [Proposal("office", "", ASK, (), (f"whose text is it? {alike}name the office's id",))]
    office = best[0][2]
    pins = [*_office_pins(memo, text, office, names.get(office.place, ""))]
    made = [Proposal("office", "", office.id, tuple(pins[:2]))]
    return [*made, *_holder(memo, text, office, on)]


def _held_on(holder: Holder, on: str) -> bool:
    """Whether a holder may have held the office on a day of this date; what is not known does not exclude."""
    if not on:
        return True
    days = parse(on)
    return not ((holder.from_ and holder.from_.first > days.last) or (holder.until and holder.until.last < days.first))


def _score(text: str, office: Office, place: str, states: Sequence[str], on: str) -> int:
    score = _NAMED * bool(_word(_PARENTHESIS.sub("", office.name), text))
    score += _OF_PLACE * bool(place and _word(place, text)) * (2 if plain(office.head_title) in text else 1)
    score += _HELD * any(_word(holder.name, text) for holder in office.holders if _held_on(holder, on))
    score += bool(score) and office.place.partition("/")[0] in states
    return score


def _word(name: str, text: str) -> re.Match[str] | None:
    parts = [re.escape(part) for part in re.split(r"[\s,.]+", plain(name)) if part]
    return re.search(r"(?<!\w)" + r"[\s,.]+".join(parts) + r"(?!\w)", text) if parts else None


def _office_pins(memo: Memo, text: str, office: Office, place: str) -> Iterator[Pin]:
    for name in (_PARENTHESIS.sub("", office.name), place, *(holder.name for holder in office.holders)):
        find = _word(name, text) if name else None
        if find is not None:
            yield memo.pin(find.start(), find.end())


def _holder(memo: Memo, text: str, office: Office, on: str) -> Iterator[Proposal]:
    named: list[tuple[Holder, re.Match[str]]] = []
    for holder in (one for one in office.holders if _held_on(one, on)):
        find = _word(holder.name, text)
        if find is not None:
            named.append((holder, find))
    if named:
        holder, find = min(named, key=lambda one: one[1].start())
        asks = () if len(named) == 1 else ("the text names more than one holder: in whose term was it made?",)
        yield Proposal("holder", "", holder.id, (memo.pin(find.start(), find.end()),), asks)


# ---------------------------------------------------------------- kind and title


def kind(memo: Memo, signs: Signs, told: Sequence[Sentence]) -> Proposal:
    """What sort of instrument it is, by the words of its head, or else of the whole text."""
    head = told[: signs.head_lines]
    for stretch, asks in ((head, ()), (told, ("the head of the text does not say what it is: a memo, a directive?",))):
        for sign in signs.kinds:
            for sentence in stretch:
                find = sign.find(sentence.text)
                if find is not None:
                    pin = memo.pin(sentence.start + find.start(), sentence.start + find.end())
                    return Proposal("kind", "", sign.kind.value, (pin,), asks)
    return Proposal("kind", "", ASK, (), ("what sort of instrument is it: written_memo, written_directive, practice?",))


def title(memo: Memo, signs: Signs) -> Proposal:
    """The line that says what the text is about; or else the first that could be a title."""
    lines = [line for line in re.finditer(r"[^\n]+", memo.text[:_HEAD_OF_THE_MEMO]) if line.group().strip()]
    for line in lines[: signs.head_lines]:
        marked = found(signs.title_marks, line.group().strip())
        if marked is not None:
            pin = memo.pin(line.start(), line.end())
            words = next(value for value in marked.groupdict().values() if value)
            return Proposal("title", "", words.strip()[:_LONGEST_TITLE], (pin,))
    for line in lines[: signs.head_lines]:
        words = line.group().strip()
        undated = len(words) - sum(one.end - one.start for one in dates(words))
        if len(words) <= _LONGEST_TITLE and undated > _DATE_ONLY and not found(signs.not_titles, words):
            return Proposal("title", "", words, (memo.pin(line.start(), line.end()),), ())
    return Proposal("title", "", ASK, (), ("what is the document called?",))
