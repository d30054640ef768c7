"""An opened file → its profile: what each column looks like, and what columns have to do with one another.

The engine counts; only distinct values of one column at a time come into Python, where they are recognised
and then forgotten. A profile keeps the most frequent values of columns that hold nothing of a person, no ids
and no free text; of all others it keeps counts and forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nolle.compiler.query import Query, Step, name, text, texts
from nolle.engine.base import Engine
from nolle.errors import RecordsError
from nolle.intake.lens import Lens, as_day, as_text, count, day_columns, parsed
from nolle.intake.profiling_pairs import day_orders, different_rows, row_keys, row_numbers, with_words, words_beside
from nolle.records.column_words import Saying, Vocabulary
from nolle.records.evidence import mostly_days
from nolle.records.privacy import (
    ORDINARY,
    header_refusal,
    header_suspects,
    looks_like_birth_dates,
    personal,
    suspects,
)
from nolle.records.profile import Column, Counted, Days, File, Hidden, Reading, Sort

_KEPT = 300
"""Values that a profile keeps of one column."""

_FIRST = 60
"""Values that are tried first: where none of them is recognised, no other is tried."""

_CITED = 400
"""Values that are tried as citations, which takes longer than to look them up."""

_KNOWN = 0.5
"""From this share on the values of a column are known things, and no ids."""

_LIKE_DAYS = re.compile(r"9[-/. ]9{1,2}[-/. ]9|9[- ]?A{3,9}[-., ]{0,2}9|A{3,9}[. ]{1,2}9{1,2},? ?9|^9{8}$")
"""Forms that dates can have: three numbers, or two and the name of a month, or eight digits."""

_EARLIEST, _LATEST = "date '1800-01-01'", "date '2199-12-31'"
"""Days outside are none: 24 read as a year of four digits, or a number that looks like a day."""

_BIRTHS = 5000
"""Rows of which the days are compared, where birth dates are looked for."""

_TYPED_DAYS = ("DATE", "TIMESTAMP")


def profile(engine: Engine, present: Mapping[str, str], called: str, lens: Lens) -> File:
    """The profile of the file that an engine has opened; columns that are personal by name are not even read.

    Raises RecordsError for a file whose first line holds personal data in place of column names.
    """
    found = header_suspects(list(present), lens.signs)
    if found:
        raise RecordsError(header_refusal(found))
    unread = set(personal(present, lens.signs))
    engine.take([column for column in present if column not in unread], True)
    rows = count(engine, "select count(*) from source")
    columns: list[Column] = []
    for column, kind in present.items():
        lens.progress(f"looking at column {len(columns) + 1} of {len(present)}")
        if column in unread:
            columns.append(Column(column, hidden=Hidden.NAME))
        else:
            columns.append(_Looking(engine, column, kind, lens).column())
    columns = _without_births(engine, columns, lens)
    lens.progress("looking at what columns have to do with one another")
    beside = list(words_beside(engine, columns, lens))
    return File(
        name=called,
        rows=rows,
        unreadable=count(engine, "select count(*) from unreadable"),
        columns=tuple(with_words(engine, columns, beside, lens)),
        different_rows=different_rows(engine, [c.name for c in columns if c.name not in unread]),
        keys=tuple(row_keys(engine, rows, columns, lens)),
        beside=tuple(beside),
        orders=tuple(day_orders(engine, columns, lens)),
        numberings=tuple(row_numbers(engine, columns, lens)),
    )


# ---------------------------------------------------------------- one column


@dataclass(frozen=True)
class _Looking:
    """One column being looked at."""

    engine: Engine
    called: str
    kind: str
    lens: Lens

    def column(self) -> Column:
        """Its profile; `cells` is left in the engine: each different cell, with its rows."""
        cells = f"select cell, count(*) as n from (select {as_text(self.called, self.lens)} as cell from source) as one"
        self.engine.run(Query((Step("cells", f"{cells} where cell is not null group by cell"),)))
        made = self._counted()
        if not made.filled:
            return made
        made = replace(made, shapes=tuple(self._shapes()))
        made = replace(made, days=tuple(self._days(made.shapes)))
        is_date = mostly_days(made, self.lens.words)
        values = [] if is_date or self.lens.words.dropped(self.called) else self._most_frequent()
        made = replace(made, readings=tuple(self._readings(values, made.number)))
        hidden, why = self._hidden(made, is_date)
        if hidden or is_date:
            made = replace(made, low=None, high=None) if hidden else made
            return replace(made, hidden=hidden, why_hidden=why, shapes=() if hidden.personal else made.shapes)
        whole = made.distinct <= _KEPT
        return replace(made, values=tuple(Counted(word, n) for word, n in values[:_KEPT]), whole=whole)

    def _counted(self) -> Column:
        numbers = "regexp_matches(cell, '^-?[0-9]{1,15}([.]0+)?$')"
        value = f"case when {numbers} then cast(cell as double) end"
        filled, distinct, length, words, whole, low, high = self.engine.fetch(
            "select sum(n), count(*), sum(n * length(cell)) / sum(n),\n"
            "  sum(n * (length(cell) - length(replace(cell, ' ', '')) + 1)) / sum(n),\n"
            f"  count(*) filter (where {numbers}), min({value}), max({value})\n"
            "from cells"
        )[0]
        number = distinct > 0 and whole == distinct
        return Column(
            name=self.called, type=self.kind, filled=int(filled or 0), distinct=int(distinct),
            length=float(length or 0), words=float(words or 0),
            number=number, low=int(low) if number else None, high=int(high) if number else None,
            nulls=tuple(Counted(word, n) for word, n in self._nulls()),
        )  # fmt: skip

    def _nulls(self) -> Iterator[tuple[str, int]]:
        cell = f"trim(cast({name(self.called)} as varchar))"
        found = self.engine.fetch(
            f"select {cell} as word, count(*) from source where {cell} in ({texts(self.lens.words.nulls)})"
            " group by 1 order by 2 desc, 1"
        )
        yield from ((str(word), int(n)) for word, n in found if word)

    def _shapes(self) -> Iterator[Counted]:
        """The most frequent forms of the cells."""
        digits = "regexp_replace(left(cell, 24), '[0-9]', '9', 'g')"
        shape = f"regexp_replace({digits}, '[[:alpha:]]|[^\\x00-\\x7f]', 'A', 'g')"
        found = self.engine.fetch(f"select {shape} as shape, sum(n) from cells group by 1 order by 2 desc, 1 limit 3")
        yield from (Counted(str(shape), int(n)) for shape, n in found)

    def _days(self, shapes: Sequence[Counted]) -> Iterator[Days]:
        """The forms in which its cells are dates."""
        typed = self.kind.startswith(_TYPED_DAYS)
        if not typed and not any(_LIKE_DAYS.search(one.word) for one in shapes):
            return
        tried = [form.format for form in self.lens.words.formats if not (typed and form.format)]
        asked = []
        for at in range(len(tried)):
            inside = f"filter (where d{at} between {_EARLIEST} and {_LATEST})"
            asked.append(f"sum(n) {inside}, min(d{at}) {inside}, max(d{at}) {inside}")
        days = ", ".join(f"{parsed('cell', form)} as d{at}" for at, form in enumerate(tried))
        found = self.engine.fetch(f"select {', '.join(asked)} from (select n, {days} from cells) as read")[0]
        for at, form in enumerate(tried):
            n, first, last = found[3 * at : 3 * at + 3]
            if n:
                yield Days(form, int(n), str(first), str(last))

    def _most_frequent(self) -> list[tuple[str, int]]:
        most = self.lens.words.limits.values_most
        found = self.engine.fetch(f"select cell, n from cells order by n desc, cell limit {most}")
        return [(str(value), int(n)) for value, n in found]

    def _readings(self, values: Sequence[tuple[str, int]], number: bool) -> Iterator[Reading]:
        """What the values are known as. Whole numbers are codes of a table at most, and no citations."""
        known = 0.0
        for one in self.lens.recognisers:
            cited = one.sort in (Sort.CITATION, Sort.SECTION)
            needless = (cited and number) or (one.sort is Sort.SECTION and known >= _KNOWN)
            if needless or not any(one.holds(value) for value, _ in values[:_FIRST]):
                continue
            tried = values[:_CITED] if cited else values
            held = [n for value, n in tried if one.holds(value)]
            reading = Reading(one.sort, one.of, sum(held) / sum(n for _, n in tried), len(held) / len(tried))
            known = max(known, reading.rows if one.sort.tells else 0.0)
            yield reading

    # -- what may be kept

    def _hidden(self, made: Column, is_date: bool) -> tuple[Hidden, str]:
        words, limits = self.lens.words, self.lens.words.limits
        suspicions = suspects(self._doubtful(), self.lens.signs)
        if suspicions:
            return Hidden.CONTENT, "; ".join(str(one) for one in suspicions)
        if words.dropped(self.called):
            return Hidden.PERSON, words.dropped(self.called)
        if is_date:
            return Hidden.NO, ""
        if words.named(self.called, words.signs.free_text) or made.length >= limits.text_length:
            return Hidden.TEXT, ""
        if made.known >= _KNOWN:
            return Hidden.NO, ""
        if _like_an_id(made, self.called, words):
            return Hidden.ID, ""
        few = made.distinct <= limits.words_most or made.repeats >= 2
        return (Hidden.NO, "") if few else (Hidden.MANY, "")

    def _doubtful(self) -> Iterator[str]:
        """The different values in which something of a person may be found."""
        found = self.engine.fetch(
            f"select cell from cells where not regexp_full_match(cell, {text(ORDINARY)})"
            f" limit {self.lens.words.limits.content_most}"
        )
        yield from (str(row[0]) for row in found)


def _like_an_id(made: Column, called: str, words: Vocabulary) -> bool:
    """Whether a column holds ids: by its name, or many different values with digits in them."""
    limits = words.limits
    for standard in ("charge_id", "case_id", "person_id"):
        naming = words.columns.get(standard)
        if naming and words.named(called, (*naming.names, *naming.perhaps)) and made.distinct > 1:
            return True
    if made.words >= 2 or not any("9" in one.word for one in made.shapes):
        return False
    coded = words.says(called, words.columns["code"]) is Saying.NAMED if "code" in words.columns else False
    many = made.distinct > limits.id_few and made.distinct >= limits.id_share * made.filled
    return many or (made.distinct >= limits.id_many and not coded)


def _without_births(engine: Engine, columns: list[Column], lens: Lens) -> list[Column]:
    """Columns of days that lie a life before all others are birth dates, whatever they are called."""
    dates = day_columns(columns, lens)
    births = set()
    for one in dates:
        others = [as_day(other, lens) for other in dates if other is not one]
        if not others:
            continue
        earliest = f"least({', '.join(others)})" if len(others) > 1 else others[0]
        step = max(1, one.filled // _BIRTHS)
        rows = engine.fetch(f"select {as_day(one, lens)}, {earliest} from source where source_row % {step} = 0")
        if looks_like_birth_dates([_dated(row[0]) for row in rows], [_dated(row[1]) for row in rows], lens.signs):
            births.add(one.name)
    return [replace(c, hidden=Hidden.BIRTHS, days=(), shapes=()) if c.name in births else c for c in columns]


def _dated(value: object) -> date | None:
    return value if isinstance(value, date) else None
