"""What the cells of a column say for or against its being a standard column: reasons with weights. Pure.

A column whose cells speak against it gives no evidence at all, and then its name does not count either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from nolle.records.column_words import Meaning, Vocabulary, meaning
from nolle.records.profile import Column, Counted, Days, File, Hidden, Reading, Sort

NAMED_ONLY = ("age", "truth", "fact", "group_id", "number_in_group", "other_code", "other_text")
"""What many a column can hold: only its name can tell."""

HALF = 0.5
SOME = 0.3
SELDOM = 0.1

_FEWER = 0.3
"""What is left of an id's weight where values come twice: so little that even with the right name it is a question."""


@dataclass(frozen=True)
class Context:
    """What a draft needs to know besides the file: words, and what there is in the library, by id.

    `meanings` says what each standard column holds; `systems` and `laws` give title and place of code systems
    and bodies of law; `places` the names of places, `place_names` the plain words by which a place is known;
    `values` the words that a standard column can have; `rows` the kinds of rows that a mapping can state;
    `own_places` the places that a workspace adds, which are offered first.
    """

    words: Vocabulary
    meanings: Mapping[str, str]
    systems: Mapping[str, tuple[str, str]]
    laws: Mapping[str, tuple[str, str]]
    places: Mapping[str, str]
    place_names: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]
    rows: tuple[str, ...]
    own_places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """One reason, and what it adds."""

    weight: float
    why: str


def by_cells(file: File, column: Column, holds: str, context: Context) -> Iterator[Evidence]:
    """What the cells say for a column's holding this; nothing where they speak against it."""
    looking = _LOOKING.get(holds)
    if looking is not None:
        yield from looking(file, column, context)
    elif holds in ("level", "stage", "instrument"):
        share = share_said(column, holds, context.words)
        if share >= (SOME if holds == "stage" else HALF):
            told = f"{percent(share)} of its cells are words for it"
            yield Evidence(context.words.limits.says * share, told)
    elif holds in ("offense", "conduct"):
        share = column.share(Sort(holds))
        if share >= SOME:
            told = f"{percent(share)} of its cells are ids of nolle's catalogue"
            yield Evidence(context.words.limits.says * share, told)
    elif column.values:
        yield Evidence(context.words.limits.fits, "")


def _row_id(file: File, column: Column, context: Context) -> Iterator[Evidence]:
    if column.days or column.hidden is Hidden.TEXT or column.filled < HALF * file.rows:
        return
    digits = column.number or any("9" in shape.word for shape in column.shapes)  # words are no ids by themselves
    weight = context.words.limits.tells_rows_apart if digits else 0
    again = column.filled - column.distinct
    if not again:
        yield Evidence(weight, f"a different value in each of {column.filled:,} rows")
    elif again == 1:
        yield Evidence(weight * _FEWER, "1 of its values comes twice: the later row would be set aside")
    elif again <= SELDOM * column.filled:
        yield Evidence(weight * _FEWER, f"{again:,} of its values come again: the later rows would be set aside")


def _group_id(_: File, column: Column, context: Context) -> Iterator[Evidence]:
    limits = context.words.limits
    if mostly_days(column, context.words) or column.known >= HALF or column.distinct < 2 or column.words >= 3:
        return
    if limits.repeats_least <= column.repeats <= limits.repeats_most:
        told = f"its {column.distinct:,} values stand in {column.repeats:.1f} rows each, on average"
        yield Evidence(limits.groups, told)
    elif column.repeats < limits.repeats_least and column.hidden is not Hidden.TEXT:
        yield Evidence(0, "its values hardly ever repeat")


def cited_states(file: File) -> set[str]:
    """The states whose law most cells of some column cite."""
    return {one.of for c in file.columns for one in c.readings if one.sort is Sort.CITATION and one.rows >= HALF}


def _code(file: File, column: Column, context: Context) -> Iterator[Evidence]:
    if mostly_days(column, context.words):
        return
    best = best_code(file, column, context)
    if best is None:
        if column.hidden is not Hidden.TEXT:
            yield Evidence(0, "nothing in it could be read as a code or a citation that nolle knows")
        return
    sort, of, share = best
    title = {Sort.SYSTEM: context.systems, Sort.SECTION: context.laws}.get(sort, {}).get(of, (of,))[0]
    told = {
        Sort.SYSTEM: f'{percent(share)} of its cells stand in the table "{title}"',
        Sort.CITATION: f"{percent(share)} of its cells are read as citations of law in {of}",
        Sort.SECTION: f"{percent(share)} of its cells have the form of sections of the {title}",
    }
    weight = context.words.limits.reads * share
    if sort is Sort.SECTION:  # a number by itself looks like a section of many laws
        weight = 0 if column.number else weight / 3
    yield Evidence(weight, told[sort])


def best_code(file: File, column: Column, context: Context) -> tuple[Sort, str, float] | None:
    """As what most of a column is read: citations of a state, codes of a system, sections of a body of law."""
    ranks = {Sort.CITATION: 2, Sort.SYSTEM: 1, Sort.SECTION: 0}
    named = [one for one in column.readings if one.sort in (Sort.CITATION, Sort.SYSTEM)]
    best = max(
        (*named, *sections(file, column, context)),
        key=lambda one: (one.rows, ranks[one.sort], one.values, one.of),
        default=None,
    )
    return (best.sort, best.of, best.rows) if best else None


def sections(file: File, column: Column, context: Context) -> list[Reading]:
    """The bodies of law that bare sections of a column may be of: where other columns cite a state's law, only its."""
    states = cited_states(file)
    read = [one for one in column.readings if one.sort is Sort.SECTION]
    here = [one for one in read if not states or context.laws[one.of][1].partition("/")[0] in states]
    return sorted(here, key=lambda one: (-one.rows, one.of))


def _text(file: File, column: Column, context: Context) -> Iterator[Evidence]:
    if column.number or column.days or column.hidden in (Hidden.TEXT, Hidden.ID) or column.length < 4:
        return
    if column.share(Sort.CITATION) >= HALF and column.words < 2.5:
        return  # a column of citations is the code
    yield Evidence(context.words.limits.fits, f"words: {column.distinct:,} different texts")
    codes = [one.column for one in file.beside if one.other == column.name]
    code = max(codes, key=lambda name: _charged(file, name), default="")
    if code and _charged(file, code) >= SELDOM:
        yield Evidence(context.words.limits.beside, f"the same words stand beside the same {code}")


def _other_text(file: File, column: Column, context: Context) -> Iterator[Evidence]:
    if share_said(column, "stage", context.words) < SOME:
        yield from _text(file, column, context)


def _charged(file: File, name: str) -> float:
    """Which share of a column is known as codes or citations of charges."""
    column = file.column(name)
    return max(column.share(Sort.CITATION), column.share(Sort.SYSTEM)) if column else 0.0


def forms(column: Column, words: Vocabulary) -> tuple[Days, ...]:
    """The forms in which a column's dates are written: the one of most cells, and others of what it leaves unread."""
    best = column.best_days
    if best is None:
        return ()
    kept, left = [best], column.filled - best.n
    twin = other_order(column, best, words)
    for days in sorted(column.days, key=lambda one: -one.n):
        if days.n <= left and days.format not in (best.format, twin.format if twin else best.format):
            kept.append(days)
            left -= days.n
    return tuple(kept)


def other_order(column: Column, days: Days, words: Vocabulary) -> Days | None:
    """The same cells read with day and month the other way round, if any can be."""
    twin = next((form.other_order for form in words.formats if form.format == days.format), "")
    return next((one for one in column.days if twin and one.format == twin), None)


def mostly_days(column: Column, words: Vocabulary) -> bool:
    """Whether nearly all cells are dates."""
    read = sum(days.n for days in forms(column, words))
    return read > 0 and read >= words.limits.mostly * column.filled


def _date(_: File, column: Column, context: Context) -> Iterator[Evidence]:
    if mostly_days(column, context.words):
        written = forms(column, context.words)
        unread = column.filled - sum(days.n for days in written)
        told = f"days from {min(days.first for days in written)} to {max(days.last for days in written)}"
        yield Evidence(context.words.limits.fits, told + (f"; {many(unread, 'cell')} not read" if unread else ""))


def _place(_: File, column: Column, context: Context) -> Iterator[Evidence]:
    limits, letters = context.words.limits, place_letters(column, context.words)
    share = 1.0 if letters else column.share(Sort.PLACE)
    if letters:
        yield Evidence(limits.says, "its letters stand for counties")
    elif share >= SOME:
        yield Evidence(limits.says * share, f"{percent(share)} of its cells name a place that nolle knows")
    elif column.values and not column.number:
        yield Evidence(0, "none of its words is a place that nolle knows")


def _age(_: File, column: Column, context: Context) -> Iterator[Evidence]:
    low, high = column.low, column.high
    if low is not None and high is not None and low >= 0 and high <= 120:
        yield Evidence(context.words.limits.fits, f"whole numbers from {low} to {high}")


def _truth(_: File, column: Column, context: Context) -> Iterator[Evidence]:
    if column.share(Sort.TRUTH) >= context.words.limits.mostly:
        yield Evidence(context.words.limits.fits, "it holds yes and no")


def _number_in_group(file: File, column: Column, context: Context) -> Iterator[Evidence]:
    group = next((one.group for one in file.numberings if one.number == column.name), "")
    if column.low is not None and column.low >= 0:
        yield Evidence(context.words.limits.fits, f"it numbers the rows of a {group}" if group else "whole numbers")


_LOOKING: dict[str, Callable[[File, Column, Context], Iterator[Evidence]]] = {
    "row_id": _row_id, "group_id": _group_id, "code": _code, "text": _text, "date": _date, "place": _place,
    "age": _age, "truth": _truth, "number_in_group": _number_in_group, "other_code": _code, "other_text": _other_text,
}  # fmt: skip


# ---------------------------------------------------------------- what words mean


def place_letters(column: Column, words: Vocabulary) -> dict[str, str]:
    """The letters of a column that stand for places, if its name and all its values say so."""
    for entry in words.places:
        known = {value.word for value in column.values} <= entry.values.keys()
        if column.values and known and words.named(column.name, entry.names):
            return dict(entry.values)
    return {}


def said(value: Counted, holds: str, words: Vocabulary) -> Meaning | None:
    """What an office's word means, by itself or by the words that always stand beside it."""
    known = {"level": words.levels, "stage": words.stages, "instrument": words.instruments}[holds]
    own = meaning(value.word, known)
    if own is not None and own.means:
        return own
    return (meaning(value.beside, known) if value.beside else None) or own


def share_said(column: Column, holds: str, words: Vocabulary) -> float:
    """The share of a column's rows whose words are known."""
    if not column.whole or not column.values:
        return column.share(Sort(holds))
    rows = sum(value.n for value in column.values)
    known = sum(value.n for value in column.values if (told := said(value, holds, words)) and told.means)
    return known / rows


def many(n: int, what: str) -> str:
    """`1 row`, `1,200 rows`."""
    return f"{n:,} {what}{'s' * (n != 1)}"


def percent(share: float) -> str:
    """A share in words, which never rounds to all or to none."""
    if share >= 1:
        return "all"
    return f"{min(99.9, max(0.1, 100 * share)):.1f}%" if share > 0.99 or share < 0.01 else f"{100 * share:.0f}%"
