"""The guard at intake: what is refused, by what, in which words; and that no shortcut lets anything through."""

import random
import re
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from nolle.compiler.numbered import Numbered
from nolle.compiler.query import Query, Step, name
from nolle.engine.duckdb import DuckDB
from nolle.errors import RecordsError
from nolle.intake import values as looking
from nolle.intake.guard import Entering, admit, entering, guard, refuse_at_sight
from nolle.records.mapping import Mapping
from nolle.records.privacy import Judged, Note, packaged, suspects
from nolle.records.privacy.judging import harmless
from nolle.records.privacy.signs import shape
from tests.records.test_privacy_content import COLUMNS, EACH, NOBODYS, STRAYS, WHOLE_COLUMNS

SIGNS = packaged()
QUICK = settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def engine():
    with DuckDB() as opened:
        yield opened


def source(engine, columns, kinds=None):
    """The relation `source` of lists of cells, as `take` leaves it."""
    kinds = {column: (kinds or {}).get(column, "varchar") for column in columns}
    rows = list(zip(*columns.values(), strict=True))
    engine.load("made", {"source_row": "bigint", **kinds}, [(n, *row) for n, row in enumerate(rows, 1)])
    engine.run(Query((Step("source", "select * from made"),)))
    return {column: kind.upper() for column, kind in kinds.items()}


def made_source(engine, sql):
    engine.run(Query((Step("source", f"select row_number() over () as source_row, * from ({sql}) as made"),)))


def refused(engine, columns, kinds=None, **how):
    """What the guard says of these columns, all of them read; nothing if it lets them in."""
    present = source(engine, columns, kinds)
    try:
        guard(engine, Entering(present, tuple(columns), **how), SIGNS)
    except RecordsError as error:
        return str(error)
    return ""


# ---------------------------------------------------------------- the shortcut is none


def counted(engine, values, few, monkeypatch):
    monkeypatch.setattr(looking, "FEW", few)
    source(engine, {"c": values})
    return looking.seen(engine, "c", "VARCHAR", SIGNS)


def alike(engine, values, monkeypatch):
    """The guard's verdict on a column, counted in the engine, and the verdict on each value looked at."""
    events = [date(2018, 1, 1)]
    whole = suspects(dict.fromkeys(value for value in values if value is not None), SIGNS, events)
    for few in (0, 4_000):
        judged = counted(engine, values, few, monkeypatch)
        found = judged.suspicions(events)
        assert {(one.kind, one.values) for one in found} == {(one.kind, one.values) for one in whole}
        if whole:  # where nothing is found, rows may have been counted in place of values
            assert found == whole


@pytest.mark.parametrize("what", [*NOBODYS, *WHOLE_COLUMNS])
def test_a_column_counted_in_the_engine_is_judged_as_one_looked_at_value_by_value(engine, what, monkeypatch):
    values = {**NOBODYS, **WHOLE_COLUMNS}[what]
    alike(engine, values, monkeypatch)
    alike(engine, [*values, *values[:7], None, "", " "], monkeypatch)


@pytest.mark.parametrize("what", NOBODYS)
@pytest.mark.parametrize("kind", STRAYS)
def test_a_stray_among_them_is_judged_the_same(engine, what, kind, monkeypatch):
    alike(engine, [*NOBODYS[what][:500], STRAYS[kind]], monkeypatch)


MARKS = st.text("0123456789aABCx -./,:#_'@+()\\&;{}\"=<>°é٣", max_size=14)
PIECES = st.sampled_from(
    [text for _, text in EACH] + list(STRAYS.values()) + [v for vs in COLUMNS.values() for v in vs]
)


def redigited(text, seed):
    """The text with other digits."""
    numbers = random.Random(seed)
    return re.sub("[0-9]", lambda _: str(numbers.randrange(10)), text)


PIECES_OF_OTHER_DIGITS = st.builds(redigited, PIECES, st.integers(0, 10**6))
CELLS = st.one_of(
    MARKS,
    PIECES,
    PIECES_OF_OTHER_DIGITS,
    st.from_regex(r" ?[A-Z]?[0-9]{1,14}(\.0)? ?", fullmatch=True),
    st.from_regex(r"(19|20)[0-9]{2}[-/]?[0-9]{2}[-/]?[0-9]{2}([T ][0-9:.]{1,12})?(\.0)?", fullmatch=True),
    st.lists(st.one_of(MARKS, PIECES_OF_OTHER_DIGITS), max_size=3).map(" ".join),
)


@QUICK
@given(st.lists(CELLS, max_size=60))
@example(["123e2", "1234567e2", "012345678", "12 ", "1_0", "+12", "1.5", "A1", "a12345678", "219099999.0"])
def test_whatever_the_cells_the_engine_s_counts_change_no_verdict(engine, values):
    with pytest.MonkeyPatch.context() as monkeypatch:
        alike(engine, values, monkeypatch)


@settings(QUICK, max_examples=1000)
@given(CELLS)
@example("02139-4307")  # made up
@example("1-312-555-0123")  # made up
@example("on h1b")  # made up
@example("2018-01-01 00:00:00.000.0")
@example("41.8781, -87.6298")  # made up
def test_a_shape_is_cleared_only_if_nothing_can_be_found_in_any_of_its_texts(text):
    if not harmless(shape(text), SIGNS.of_shapes):
        return
    seen_, counted_ = Judged(SIGNS), Judged(SIGNS)
    seen_.add(text)
    counted_.add_harmless(1)
    assert seen_ == counted_


def test_shapes_are_cleared_at_all():
    cleared = ["CP-00-CR-0000000-0000", "0:00-cr-00000", "PL 000.00", "ROBBERY 0 DEGREE", "item 00, room 000"]
    assert all(harmless(one, SIGNS.of_shapes) for one in cleared)


SENTENCE = (
    "'case ' || range || ' at ' || (range * 7) % 24 || ' h, ' || ['left open', 'closed', 'sent back'][1 + range % 3]"
)


def test_one_e_mail_address_in_a_million_different_texts_is_found(engine):
    planted = f"case when range = 765432 then 'write to jane.doe@example.org' else {SENTENCE} end"  # made up
    made_source(engine, f"select {planted} as note from range(1000000)")
    with pytest.raises(RecordsError, match=r"e-mail addresses in 1 of 1,000,000 different values"):
        guard(engine, Entering({"note": "VARCHAR"}, ("note",)), SIGNS)


@pytest.mark.parametrize("text", ["219-09-9999", "(312) 555-0123", "A 123 456 789", "02139-4307"])  # made up
def test_one_number_with_marks_in_a_million_that_look_like_it_is_found(engine, text):
    """All others have its shape, and are none: an area of 000, a first digit of 1, another letter, a year."""
    others = {
        "219-09-9999": "'000-' || lpad(cast(range % 100 as varchar), 2, '0') || '-' || lpad(cast(range // 100 as varchar), 4, '0')",  # made up
        "(312) 555-0123": "'(1' || lpad(cast(range % 100 as varchar), 2, '0') || ') 555-' || lpad(cast(range // 100 as varchar), 4, '0')",  # made up
        "A 123 456 789": "'B ' || (100 + range % 900) || ' ' || (100 + range // 900) || ' 789'",  # made up
        "02139-4307": "lpad(cast(range as varchar), 5, '0') || '-20' || (10 + range % 90)",  # made up
    }[text]
    made_source(engine, f"select case when range = 17 then '{text}' else {others} end as id from range(20000)")
    with pytest.raises(RecordsError, match=r"in 1 of [0-9,]+ different values"):
        guard(engine, Entering({"id": "VARCHAR"}, ("id",)), SIGNS)


def test_a_million_numbers_are_judged_without_bringing_one_into_python(engine, monkeypatch):
    looked_at = []
    monkeypatch.setattr(Judged, "add", lambda self, value: looked_at.append(value))
    for number in ("172325250 + range * 7", "'C' || (10000000 + range)", "uuid()", "sha256(cast(range as varchar))"):
        made_source(engine, f"select cast({number} as varchar) as id from range(1000000)")
        guard(engine, Entering({"id": "VARCHAR"}, ("id",)), SIGNS)
    made_source(engine, "select 172325250 + range * 7 as id from range(1000000)")
    guard(engine, Entering({"id": "BIGINT"}, ("id",)), SIGNS)
    assert looked_at == []


def persons(form, where):
    """A column of numbers as persons have them, made up, with what typists leave among them."""
    return f"select {form} as id from range(20000) as r(n) where {where} union all select unnest(['999999999', '000000000', '123456789'])"


def test_a_column_of_social_security_numbers_is_refused_with_its_placeholders_and_typing_errors(engine, monkeypatch):
    numbers = "lpad(cast(n * 30011 % 600000000 as varchar), 9, '0')"
    real = "n * 30011 % 10000 <> 0 and n * 30011 // 10000 % 100 <> 0 and n * 30011 % 600000000 > 1000000"
    monkeypatch.setattr(Judged, "add", None)
    made_source(engine, persons(numbers, f"({real}) or n % 500 = 0"))
    with pytest.raises(RecordsError, match="social security numbers in"):
        guard(engine, Entering({"id": "VARCHAR"}, ("id",)), SIGNS)


def test_a_column_of_one_city_s_telephone_numbers_is_refused_though_some_look_like_days(engine):
    numbers = (
        "(['206', '425', '253'])[1 + n % 3] || (200 + n * 37 % 800) || lpad(cast(n * 7919 % 10000 as varchar), 4, '0')"
    )
    made_source(engine, f"select {numbers} as id from range(20000) as r(n)")
    with pytest.raises(RecordsError, match="telephone numbers in"):
        guard(engine, Entering({"id": "VARCHAR"}, ("id",)), SIGNS)


def test_pages_of_different_values_are_all_looked_at(engine, monkeypatch):
    monkeypatch.setattr(looking, "_PAGE", 50)
    monkeypatch.setattr(looking, "FEW", 0)
    for at in (0, 777, 1999):
        values = [f"{'abcdefghij'[n % 10] * (1 + n // 10)} said nothing" for n in range(2000)]
        values[at] = "jane.doe@example.org"  # made up
        assert "e-mail addresses in 1 of 2,000" in refused(engine, {"note": values})


def test_nothing_that_was_looked_at_stays_in_the_engine(engine, monkeypatch):
    monkeypatch.setattr(looking, "FEW", 0)
    refused(engine, {"note": [f"made up note {n}" for n in range(5000)]})
    assert engine.fetch("select count(*) from guard_values") == [(0,)]
    assert engine.fetch("select count(*) from guard_shapes") == [(0,)]


# ---------------------------------------------------------------- by name, by header


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"read": ("code",)}, True),
        ({"read": ("code", "dob")}, True),
        ({"read": ("code",), "dropped": ("dob",)}, False),
        ({"read": ("code", "dob"), "dropped": ("dob",)}, True),
        ({"read": ("code",), "dropped": ("DOB",)}, True),
    ],
)
def test_a_column_is_refused_by_its_name_unless_it_is_left_unread(engine, how, said):
    file = Entering({"code": "VARCHAR", "dob": "VARCHAR"}, **how)
    source(engine, {"code": ["PL 230.00"], "dob": ["x"]})
    assert file.readable(SIGNS) == ["code"] or not said
    if not said:
        refuse_at_sight(file, SIGNS)
        return
    for act in (lambda: refuse_at_sight(file, SIGNS), lambda: guard(engine, file, SIGNS)):
        with pytest.raises(RecordsError, match='looks like personal data: "dob"'):
            act()


def test_a_header_of_identifiers_is_refused_before_its_cells_are_shown(engine):
    present = dict.fromkeys(["1", "DOE, JANE Q", "Jane Doe SSN", "219-09-9999", "PL 230.00"], "VARCHAR")  # made up
    with pytest.raises(RecordsError) as error:
        refuse_at_sight(Entering(present, ()), SIGNS)
    said = str(error.value)
    assert "first line of the file" in said
    assert "one whose name is not shown" in said
    assert not any(part in said for part in ("DOE", "Doe", "Jane", "219", "230"))


def test_a_column_that_is_not_read_is_judged_by_its_name_alone(engine):
    source(engine, {"code": ["PL 230.00"]})
    guard(engine, Entering({"code": "VARCHAR", "remarks": "VARCHAR"}, ("code",)), SIGNS)


# ---------------------------------------------------------------- by content


def test_all_that_is_refused_is_said_at_once_and_in_order(engine):
    present = source(engine, {"note": ["Jane Doe", "x"], "id": ["219-09-9999", "y"], "dob": ["", ""]})  # made up
    notes = (Note("a cell comment", ("312-555-0123",)), Note("a cell comment", ("jane@example.org",)))  # made up
    with pytest.raises(RecordsError) as error:
        guard(engine, Entering(present, ("note", "id", "dob"), notes=notes), SIGNS)
    said = str(error.value)
    lines = said.splitlines()[::2]
    assert [line.partition(":")[0] for line in lines] == [
        "the file has a column that looks like personal data",
        "the file carries what looks like personal data beside its rows, in a cell comment",
        'the column "note" holds what looks like personal data',
        'the column "id" holds what looks like personal data',
    ]
    assert "telephone numbers, e-mail addresses" in said
    assert said.count("never enter") == 1
    assert "--drop 'note'" in said
    assert "`hash:`" in said.splitlines()[-1]
    assert not any(part in said for part in ("Jane", "Doe", "219", "312", "example.org"))


@pytest.mark.parametrize("kind", ["VARCHAR", "BLOB", "STRUCT", "LIST", "MAP", "JSON", "ENUM"])
def test_a_column_of_any_type_is_looked_into(engine, kind):
    made = {
        "VARCHAR": "'see jane.doe@example.org'", "BLOB": "encode('see jane.doe@example.org')",  # made up
        "STRUCT": "{'a': {'dob': 'made up'}}", "LIST": "['x', 'Jane Doe']",  # made up
        "MAP": "map {'lastName': 'Quux'}", "JSON": """'{"a": [{"_dob": "1990"}]}'""",  # made up
        "ENUM": "cast('Jane Doe' as enum('Jane Doe', 'x'))",  # made up
    }[kind]  # fmt: skip
    made_source(engine, f"select {made} as cell")
    with pytest.raises(RecordsError, match='column "cell" holds'):
        guard(engine, Entering({"cell": kind}, ("cell",)), SIGNS)


@pytest.mark.parametrize(
    "text",
    [
        '{"charge": {"dob": "1990-01-02"}}',  # made up
        '[{"a": {"b": [{"last name": "Quux"}]}}]',  # made up
        r'{"raw": "{\"ssn\": \"none of yours\"}"}',  # made up
        '{"\\u0064ob": "1990"}',  # made up
        '{"' + "x" * 70 + ' address": "made up"}',
        '{"person": {"name": {"first": "Quux"}}}',  # made up
    ],
)
def test_a_field_inside_json_is_known_by_its_name_at_any_depth(engine, text):
    assert "fields inside a cell that are named like personal data" in refused(engine, {"cell": ["{}", text]})


def test_json_without_personal_fields_is_let_in_however_deep(engine):
    assert (
        refused(engine, {"cell": ['{"court": "3", "counts": [1, 2]}', '{"dob": null}', "[" * 100_000, '{"a": ']}) == ""
    )


def births(years, day=date(2018, 3, 1)):
    return [day - timedelta(days=int(365.25 * year)) for year in years], [
        day + timedelta(days=n) for n in range(len(years))
    ]


YEARS = [19, 22, 25, 31, 38, 44, 57, 63]


@pytest.mark.parametrize(
    ("kind", "form", "formats"),
    [
        ("date", None, ()),
        ("timestamp", None, ()),
        ("varchar", "%Y-%m-%d", ()),
        ("varchar", "%m/%d/%Y", ()),
        ("varchar", "%Y%m%d", ()),
        ("varchar", "%Y-%m-%dT00:00:00", ()),
        ("varchar", "%Y-%m-%d 00:00:00", ()),
        ("varchar", "%d.%m.%Y", ()),
        ("varchar", "%Y", ()),
        ("varchar", "%Y-%m", ()),
        ("varchar", "%d %B, %Y", ("%d %B, %Y",)),
    ],
)
def test_a_column_of_birth_dates_is_refused_whatever_it_is_called_and_however_written(engine, kind, form, formats):
    born, filed = births(YEARS)
    cells = [day.strftime(form) for day in born] if form else born
    columns, kinds = {"offense_on": cells, "filed_on": filed}, {"offense_on": kind, "filed_on": "date"}
    dates = {"offense_on": formats, "filed_on": ()}
    assert 'column "offense_on" holds what looks like personal data: birth dates' in refused(
        engine, columns, kinds, dates=dates
    )
    assert '"filed_on"' not in refused(engine, columns, kinds, dates=dates)


def test_days_without_end_break_nothing(engine):
    made_source(engine, "select cast('infinity' as timestamp) as offense_on, cast('-infinity' as date) as filed_on")
    file = Entering({"offense_on": "TIMESTAMP", "filed_on": "DATE"}, ("offense_on", "filed_on"), dates={"filed_on": ()})
    guard(engine, file, SIGNS)


def test_old_cases_and_a_few_old_offenses_are_let_in(engine):
    offense = [date(1970 + n, 5, 5) for n in range(20)]
    filed = [day + timedelta(days=200) for day in offense]
    kinds = {"offense_on": "date", "filed_on": "date"}
    assert refused(engine, {"offense_on": offense, "filed_on": filed}, kinds) == ""
    late = [*offense[:15], *(day - timedelta(days=9000) for day in offense[15:])]
    assert refused(engine, {"offense_on": late, "filed_on": filed}, kinds) == ""


def test_one_birth_date_in_a_column_of_other_things_is_found_by_the_file_s_other_days(engine):
    words = [f"ROBBERY {n}" for n in range(50)]
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range(50)]
    found = refused(engine, {"note": [*words[:-1], "1984-03-12"], "filed_on": days}, {"filed_on": "date"})  # made up
    assert "birth dates in 1 of 50 different values" in found
    assert refused(engine, {"note": [*words[:-1], "2016-03-12"], "filed_on": days}, {"filed_on": "date"}) == ""


# ---------------------------------------------------------------- hashed columns

KEY = bytes(range(32))


@pytest.mark.parametrize(
    ("column", "values", "why"),
    [
        ("defendant_name", ["x1", "x2"], "is named like names of persons"),
        ("dob", ["1", "2"], "is named like birth dates"),
        ("A-Number", ["1", "2"], "is named like alien registration numbers"),
        ("number", ["DOE, JANE Q", "ROE, JAMES"], "names of persons in 2 of 2 different values"),  # made up
        ("number", ["xylo", "quux", "9"], "holds words, without a digit, in 2 of 3 different values"),
        ("number", ["1990-01-02", "1991-02-03", "17"], "holds dates in 2 of 3 different values"),  # made up
        ("number", ["A12345678", "1", "2", "3"], "alien registration numbers"),  # made up
    ],
)
def test_what_is_no_number_of_an_office_is_not_hashed(engine, column, values, why):
    said = refused(engine, {column: values}, hashed=(column,))
    assert f'the column "{column}" is to be hashed, and must not be: it' in said
    assert why in said
    assert not any(value in said.replace("2 of 3", "").replace("2 of 2", "") for value in values if len(value) > 2)


@pytest.mark.parametrize("column", ["ssn", "number", "FBI No."])
def test_a_number_of_a_person_is_hashed_where_the_mapping_says_so_and_refused_where_not(engine, column):
    numbers = [f"219-09-{n}" for n in range(1000, 1050)]  # made up
    assert refused(engine, {column: numbers}) != ""
    present = source(engine, {column: numbers})
    file = Entering(present, (column,), hashed=(column,))
    guard(engine, file, SIGNS)


class Opened:
    """An engine that has opened a file: `take` makes `source` of its columns."""

    def __init__(self, engine, columns):
        self.engine, self.columns, self.taken = engine, columns, None

    def take(self, columns, set_aside=False):
        self.taken = list(columns)
        source(self.engine, {column: self.columns[column] for column in columns})

    def __getattr__(self, name_):
        return getattr(self.engine, name_)


def test_a_file_is_admitted_with_pseudonyms_and_without_columns_that_are_not_read(engine):
    columns = {"code": ["PL 230.00", "x"], "person": ["17", "(null)"], "dob": ["1", "2"], "other": ["1", "2"]}
    mapping = Mapping.model_validate(
        {"id": "m", "title": "m", "columns": {"code": "code", "person_id": "person"}, "hash": ["person"]}
    )
    present = dict.fromkeys(columns, "VARCHAR")
    opened = Opened(engine, columns)
    file = entering(mapping, present, ["code", "person"], ["dob"], ())
    admit(opened, file, SIGNS, key=KEY, nulls=mapping.nulls)
    assert opened.taken == ["code", "person"]
    rows = engine.fetch("select source_row, code, person from source order by source_row")
    assert rows[1] == (2, "x", None)
    assert re.fullmatch("[0-9a-f]{32}", rows[0][2])
    with pytest.raises(RecordsError, match="takes a key"):
        admit(opened, file, SIGNS, nulls=mapping.nulls)


@pytest.mark.parametrize("what", WHOLE_COLUMNS)
@pytest.mark.parametrize("hashed", [(), ("a",)])
def test_what_many_rows_write_alike_is_judged_as_the_column_is(engine, what, hashed):
    cells = [str(cell) for cell in WHOLE_COLUMNS[what]]
    columns = {"a": cells, "b": ["x", None] * (len(cells) // 2) + ["x"] * (len(cells) % 2)}
    words = Numbered("words", "word", ("a", "b"), (), "words").written()
    said: list[object] = []
    for alike in ({}, {words: ("a", "b")}):
        opened = Opened(engine, columns)
        try:
            done = admit(
                opened, Entering(dict.fromkeys(columns, "VARCHAR"), ("a", "b"), (), hashed, alike=alike), SIGNS, key=KEY
            )
            said.append(done.steps)
        except RecordsError as error:
            said.append(str(error))
    without, with_alike = said
    assert with_alike == ((() if hashed else (words,)) if without == () else without)


def test_a_column_that_is_refused_by_its_name_is_not_asked_for_what_is_alike(engine):
    columns = {"dob": ["1"], "b": ["x"]}
    words = Numbered("words", "word", ("dob", "b"), (), "words").written()
    with pytest.raises(RecordsError, match='"dob"'):
        admit(
            Opened(engine, columns),
            Entering(dict.fromkeys(columns, "VARCHAR"), ("dob", "b"), alike={words: ("dob", "b")}),
            SIGNS,
        )


def test_a_file_of_nothing_but_refused_columns_is_not_taken_in(engine):
    opened = Opened(engine, {"dob": ["1"]})
    with pytest.raises(RecordsError, match='"dob"'):
        admit(opened, Entering({"dob": "VARCHAR"}, ("dob",)), SIGNS)
    assert opened.taken is None


def test_a_mapping_s_dates_and_columns_come_to_the_guard():
    columns = {
        "code": "c",
        "filed_on": {"column": "f", "format": "%d.%m.%Y", "until": "g"},
        "level": {"constant": "felony"},
    }
    mapping = Mapping.model_validate({"id": "m", "title": "m", "columns": columns, "drop": ["a"]})
    file = entering(mapping, {}, ["c", "f", "g"], ["b"], (Note("x"),))
    assert file == Entering({}, ("c", "f", "g"), ("a", "b"), (), {"f": ("%d.%m.%Y",), "g": ("%d.%m.%Y",)}, (Note("x"),))


# ---------------------------------------------------------------- the real files


@pytest.mark.shared
def test_no_column_of_the_public_records_is_refused(shared, engine):
    """Every column, mapped or not, of every file."""
    for file in sorted((shared / "data").glob("*/*.parquet")):
        with DuckDB() as reading:
            present = reading.open(file)
            admit(reading, Entering(present, tuple(present)), SIGNS)


def test_the_guard_asks_nothing_that_shows_a_cell(engine):
    """An engine's error names its question: no question may hold a value."""
    asked = []

    class Listening(Opened):
        def fetch(self, sql):
            asked.append(sql)
            return self.engine.fetch(sql)

        def run(self, query):
            asked.extend(step.sql for step in query.steps)
            self.engine.run(query)

    values = [f"made-up {n % 10} zyx" for n in range(50)] + [f"{n:09d}" for n in range(50)]
    listening = Listening(engine, {"note": values, name("a"): values})
    admit(listening, Entering(dict.fromkeys(listening.columns, "VARCHAR"), tuple(listening.columns)), SIGNS)
    assert asked
    assert not any("zyx" in sql for sql in asked)
