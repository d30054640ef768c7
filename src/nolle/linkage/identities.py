"""The columns of a file that say who a person is → spelled alike: names, a birth date, the office's own ids.

Rows that spell all of it the same are one *identity*. Identities are numbered in the order of what they hold, so
that no number, and nothing that follows from one, depends on the order of the rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from nolle.compiler.query import Query, Step, case, columns, name, text, texts

PLACEHOLDERS = ("FNU", "LNU", "MNU", "N A", "NFN", "NLN", "NONE", "NULL", "TEST", "UNK", "UNKNOWN")
"""What is written where a name or an id is not known."""

NOBODY = ("JANE DOE", "JOHN DOE")
"""Whole names that stand for nobody."""

NO_DATE = ("1900-01-01", "1901-01-01", "1800-01-01")
"""Dates that stand for no date; a year before 1880 is none either."""

MONTH_FIRST, DAY_FIRST = "%m/%d/%Y", "%d/%m/%Y"
_SLASHED = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"


@dataclass(frozen=True)
class Columns:
    """Which columns say who a person is: one or two with the name, the birth date, the office's ids for persons."""

    names: tuple[str, ...]
    birth: str
    ids: tuple[str, ...] = ()
    charge: str = ""
    birth_format: str = ""

    @property
    def personal(self) -> tuple[str, ...]:
        return (*self.names, self.birth, *self.ids)

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.personal, *([self.charge] if self.charge else []))))

    @property
    def id_names(self) -> tuple[str, ...]:
        """What the id columns are called from here on."""
        return tuple(f"id{number}" for number in range(len(self.ids)))


def slashed(birth: str) -> str:
    """The select that counts dates with slashes which can only have the month first, and only the day."""
    cell = f"trim(cast({name(birth)} as varchar))"
    first, second = (f"cast(regexp_extract({cell}, '^(\\d+)[-/.](\\d+)', {part}) as integer)" for part in (1, 2))
    return (
        f"select count(*) filter ({second} > 12), count(*) filter ({first} > 12)\n"
        f"from source\nwhere regexp_full_match({cell}, {text(_SLASHED)})"
    )


def identities(given: Columns, form: str = MONTH_FIRST) -> Query:
    """`source` → `numbered` (each row, cleaned, with its identity) and `rows` (each charge with its identities).

    `form` reads a birth date that is not year first.
    """
    return Query((_cleaned(given, form), _numbered(given), _rows()))


def _plain(cell: str) -> str:
    """Letters and digits in capitals, without accents; anything else is one blank, an apostrophe nothing."""
    bare = f"regexp_replace(upper(strip_accents(cast({cell} as varchar))), '[''’‘`\u00b4]', '', 'g')"
    return f"trim(regexp_replace({bare}, '[^\\p{{L}}\\p{{N}}]+', ' ', 'g'))"


def _known(cell: str) -> str:
    return f"case when {cell} in ('', {texts(PLACEHOLDERS)}) then null else {cell} end"


def _first(cell: str) -> str:
    """A first name without middle initials; an initial alone is no name."""
    cell = _known(f"regexp_replace({cell}, '( \\p{{L}})+$', '')")
    return f"case when length({cell}) > 1 then {cell} end"


def _last(cell: str) -> str:
    return _known(f"regexp_replace({cell}, ' (JR|SR|II|III|IV)$', '')")


def _cleaned(given: Columns, form: str) -> Step:
    """The cells, spelled alike. One name column is "Last, First" or, without a comma, "First Last"."""
    if len(given.names) == 2:
        first, last = (_plain(name(column)) for column in given.names)
    else:
        cell = name(given.names[0])
        comma = f"contains({cell}, ',')"
        whole = _plain(cell)
        first = (
            f"case when {comma} then {_plain(f'substr({cell}, strpos({cell}, chr(44)) + 1)')} "
            f"else regexp_extract({whole}, '^(.*) [^ ]+$', 1) end"
        )
        last = (
            f"case when {comma} then {_plain(f'split_part({cell}, chr(44), 1)')} "
            f"else regexp_extract({whole}, '([^ ]+)$', 1) end"
        )
    chosen = ["source_row", f"{_charge(given)} as charge_id", f"{first} as given_name", f"{last} as family_name"]
    chosen += [f"trim(cast({name(given.birth)} as varchar)) as written"]
    chosen += [f"{_id(name(column))} as {id}" for column, id in zip(given.ids, given.id_names, strict=True)]
    inner = f"select\n  {columns(chosen)}\nfrom source"
    sql = (
        f"select\n  * exclude (given_name, family_name, written),\n"
        f"  case when nobody then null else {_first('given_name')} end as first,\n"
        f"  case when nobody then null else {_last('family_name')} end as last,\n"
        f"  {_day('written', form)} as birth,\n  {_year('written', form)} as birth_year,\n"
        f"  coalesce(written, '') <> '' as has_birth\n"
        f"from (select *, given_name || ' ' || family_name in ({texts(NOBODY)}) as nobody from ({inner}))"
    )
    return Step("cleaned", sql, "names, birth dates and ids, spelled alike")


def _charge(given: Columns) -> str:
    """The charge's own id, or its row number, as intake numbers charges."""
    if not given.charge:
        return "cast(source_row as varchar)"
    cell = f"trim(cast({name(given.charge)} as varchar))"
    return f"case when coalesce({cell}, '') = '' then 'row ' || cast(source_row as varchar) else {cell} end"


def _id(cell: str) -> str:
    """An id in capitals; zeros or nines alone stand for none."""
    bare = f"regexp_replace({_plain(cell)}, ' ', '', 'g')"
    none = f"{bare} = '' or regexp_full_match({bare}, '0+|9+') or {_plain(cell)} in ({texts(PLACEHOLDERS)})"
    return f"case when {none} then null else {bare} end"


def _day(cell: str, form: str) -> str:
    """A written birth date as a day, or null: year first, eight digits, or as `form` says."""
    if form not in (MONTH_FIRST, DAY_FIRST):
        return _real_day(f"cast(try_strptime({cell}, {text(form)}) as date)")
    iso = f"try_cast(regexp_extract({cell}, '^\\d{{4}}-\\d{{1,2}}-\\d{{1,2}}') as date)"
    digits = f"coalesce(try_strptime({cell}, '%Y%m%d'), try_strptime({cell}, '%m%d%Y'))"
    slashes = f"try_strptime(regexp_replace({cell}, '[-.]', '/', 'g'), {text(form)})"
    day = case([
        (f"regexp_matches({cell}, '^\\d{{4}}-\\d{{1,2}}-\\d{{1,2}}($|[ T])')", iso),
        (f"regexp_full_match({cell}, '\\d{{8}}')", f"cast({digits} as date)"),
        (f"regexp_full_match({cell}, {text(_SLASHED)})", f"cast({slashes} as date)"),
    ], "null")  # fmt: skip
    return _real_day(day)


def _real_day(day: str) -> str:
    return f"case when year({day}) < 1880 or cast({day} as varchar) in ({texts(NO_DATE)}) then null else {day} end"


def _year(cell: str, form: str) -> str:
    """The birth year, also where it is all that is written."""
    alone = f"case when regexp_full_match({cell}, '(18[89]|19\\d|20\\d)\\d') then cast({cell} as integer) end"
    return f"coalesce(cast(year({_day(cell, form)}) as integer), {alone})"


def _numbered(given: Columns) -> Step:
    key = ", ".join(["last", "first", "birth", "birth_year", *given.id_names])
    sql = f"select *, dense_rank() over (order by {key}) as unique_id\nfrom cleaned"
    return Step("numbered", sql, "rows with the number of their identity, in the order of what identities hold")


def _rows() -> Step:
    sql = (
        "select min(source_row) as source_row, charge_id, list(distinct unique_id order by unique_id) as people\n"
        "from numbered\ngroup by charge_id"
    )
    return Step("rows", sql, "each charge with its identity; more than one where an id of a charge comes twice")
