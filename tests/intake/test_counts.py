"""Aggregate files: each row ends in one place, totals are never added to their parts, vintages are never mixed."""

import csv
from datetime import date
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nolle.compiler.count_sums import joined, kept
from nolle.compiler.counts import needed
from nolle.compiler.layout import Layout
from nolle.engine.duckdb import DuckDB
from nolle.errors import RecordsError, UnknownId
from nolle.intake import counts as intake
from nolle.intake.counts import Span
from nolle.law.facts import Dictionary
from nolle.records.counts import Fit, Vintage, one_vintage
from nolle.records.mapping import Mapping
from nolle.records.privacy import packaged

LONG: dict = {
    "id": "made-up", "title": "Made up", "row": "count_table",
    "columns": {
        "period": "day", "place": {"constant": "us-zz/here"}, "measure": {"constant": "charges"}, "category": "what",
        "disposition": "how", "stage": {"column": "how", "values": {"Guilty": "convicted", "Dropped": "dismissed"}},
        "n": "n", "flag": {"column": "odd", "values": {"yes": "revised"}},
    },
    "counts": {
        "categories": {"Sold": {"conduct": "selling"}, "Vice": {"holds": ["selling", "buying"]}},
        "wholes": {"category": {"words": ["All"]}, "disposition": {"words": ["Total"]}},
    },
}  # fmt: skip
WIDE: dict = {
    "id": "made-up", "title": "Made up", "row": "count_table",
    "columns": {"period": "day", "measure": {"constant": "arrests"}, "place": "place"},
    "counts": {"wide": ["Sold", "Bought", "All"], "wholes": {"category": {"words": ["All"]}}},
}  # fmt: skip

WORDS = Dictionary(facts={}, conduct={})


@pytest.fixture
def engine():
    with DuckDB() as made:
        yield made


def taken(engine, folder, mapping, text, places=(), **how):
    """Take in a small CSV; what became of it."""
    file = folder / "counts.csv"
    file.write_text("\n".join(line.strip() for line in dedent(text).strip().splitlines()) + "\n", encoding="utf-8")
    return intake.take_in(
        engine, Layout(Mapping.model_validate(mapping), engine.open(file), WORDS, places), packaged(), **how
    )


def table(engine, *columns):
    """The rows of the table, cut down to some columns."""
    return [tuple(getattr(row, column) for column in columns) for row in intake.table(engine)]


def test_a_long_file_becomes_the_table(engine, tmp_path):
    made = taken(
        engine, tmp_path, LONG,
        """day,what,how,n,odd
           2020-03-05,Sold,Guilty,3,
           2020-03,Sold,Gone,1,
           2020,Vice,,2,
           2020-03-05,All,Total,6,""",
    )  # fmt: skip
    assert (made.rows.n_in, made.rows.n_read, made.rows.n_aside, made.rows.n_counts) == (4, 4, 0, 4)
    assert table(engine, "period_first", "period_last", "category", "conduct", "holds", "stage", "n", "total", "overlap") == [
        (date(2020, 1, 1), date(2020, 12, 31), "Vice", None, "selling|buying", None, 2, False, None),
        (date(2020, 3, 1), date(2020, 3, 31), "Sold", "selling", None, None, 1, False, None),
        (date(2020, 3, 5), date(2020, 3, 5), "All", None, None, None, 6, True, "category,disposition"),
        (date(2020, 3, 5), date(2020, 3, 5), "Sold", "selling", None, "convicted", 3, False, None),
    ]  # fmt: skip
    assert made.untranslated == {"stage": (("Gone", 1), ("Total", 1))}
    assert {(s.category, s.year): s.n for s in made.sums} == {("Sold", 2020): 4, ("Vice", 2020): 2}


def test_a_wide_file_is_unpivoted_and_keeps_the_offices_place(engine, tmp_path):
    made = taken(
        engine, tmp_path, WIDE,
        """day,place,Sold,Bought,All
           2020-03-05,us-zz/here,3,0,3
           2020-03-06,Elsewhere,1,1,2""",
        places=("us-zz/here",),
    )  # fmt: skip
    assert (made.rows.n_in, made.rows.n_read, made.rows.n_counts) == (2, 2, 6)
    assert table(engine, "place", "place_own", "category", "n", "overlap") == [
        ("us-zz/here", "us-zz/here", "All", 3, "category"),
        ("us-zz/here", "us-zz/here", "Bought", 0, None),
        ("us-zz/here", "us-zz/here", "Sold", 3, None),
        (None, "Elsewhere", "All", 2, "category"),
        (None, "Elsewhere", "Bought", 1, None),
        (None, "Elsewhere", "Sold", 1, None),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2020-03-05,Sold,,,", "the number is missing"),
        ("2020-03-05,Sold,,few,", "the number is not a whole number"),
        ("2020-03-05,Sold,,1.5,", "the number is not a whole number"),
        ('2020-03-05,Sold,,"1,055",', "the number is not a whole number"),
        ("2020-03-05,Sold,,1e300,", "the number is not a whole number"),
        ("2020-03-05,Sold,,nan,", "the number is not a whole number"),
        ("2020-03-05,Sold,,inf,", "the number is not a whole number"),
        ("2020-03-05,Sold,,-2,", "the number is negative, and nothing in the file says why"),
        ("2020-03-05,Sold,,-2,no", "the number is negative, and nothing in the file says why"),
        (",Sold,,2,", "nothing says over which days it counts"),
        ("2020-02-30,Sold,,2,", "nothing says over which days it counts"),
        ("20205-01-01,Sold,,2,", "nothing says over which days it counts"),
        ("infinity,Sold,,2,", "nothing says over which days it counts"),
        ("March,Sold,,2,", "nothing says over which days it counts"),
    ],
)
def test_a_row_that_cannot_be_counted_is_set_aside_with_its_reason(engine, tmp_path, row, reason):
    made = taken(engine, tmp_path, LONG, f"day,what,how,n,odd\n{row}\n2020-03-05,Sold,,4,")
    assert made.rows.aside == ((reason, 1),)
    assert (made.rows.n_in, made.rows.n_read) == (2, 1)
    assert table(engine, "n") == [(4,)]


@pytest.mark.parametrize(("written", "n"), [("3.0", 3), (" 7 ", 7), ("0", 0), ("+2", 2)])
def test_a_whole_number_however_it_is_written(engine, tmp_path, written, n):
    taken(engine, tmp_path, LONG, f"day,what,how,n,odd\n2020-03-05,Sold,,{written},")
    assert table(engine, "n") == [(n,)]


def test_a_negative_number_that_the_source_explains_is_kept_and_flagged(engine, tmp_path):
    made = taken(engine, tmp_path, LONG, "day,what,how,n,odd\n2020-03-05,Sold,,-2,yes\n2020-03-06,Sold,,5,no")
    assert table(engine, "n", "flag") == [(-2, "revised"), (5, None)]
    assert [s.n for s in made.sums] == [3]


def test_of_a_wide_row_with_one_bad_number_none_is_read(engine, tmp_path):
    made = taken(
        engine, tmp_path, WIDE, "day,place,Sold,Bought,All\n2020-03-05,x,3,,3\n2020-03-06,x,1,y,2\n2020-03-07,x,1,1,2"
    )
    assert made.rows.aside == (
        ('the number in "Bought" is missing', 1),
        ('the number in "Bought" is not a whole number', 1),
    )
    assert (made.rows.n_in, made.rows.n_read, made.rows.n_counts) == (3, 1, 3)


def test_what_nobody_says_is_counted_is_set_aside(engine, tmp_path):
    mapping = {**LONG, "columns": {**LONG["columns"], "measure": {"column": "how", "values": {"filed": "charges"}}}}
    made = taken(engine, tmp_path, mapping, "day,what,how,n,odd\n2020,Sold,filed,3,\n2020,Sold,guessed,4,")
    assert made.rows.aside == (("nothing says what it counts", 1),)
    assert made.untranslated["measure"] == (("guessed", 1),)


def test_a_measure_that_is_none_of_ours_is_not_counted(engine, tmp_path):
    mapping = {**LONG, "columns": {**LONG["columns"], "measure": {"constant": "vibes"}}}
    made = taken(engine, tmp_path, mapping, "day,what,how,n,odd\n2020,Sold,,3,")
    assert made.rows.aside == (("nothing says what it counts", 1),)


def test_lines_that_cannot_be_read_are_counted_too(engine, tmp_path):
    text = "day,what,how,n,odd\n2020,Sold,,3,\n2020,Sold\n2020,Sold,,4,"
    with pytest.raises(RecordsError, match=r"counts\.csv:3"):
        taken(engine, tmp_path, LONG, text)
    made = taken(engine, tmp_path, LONG, text, set_aside=True)
    assert (made.rows.n_in, made.rows.n_read) == (3, 2)
    assert made.rows.aside == (("the line has fewer fields than the header", 1),)


# ---------------------------------------------------------------- totals and parts


def held(made):
    return [(one.published, one.found, one.agrees) for one in made.held]


def test_parts_that_do_not_make_the_whole_are_not_added_and_the_whole_is(engine, tmp_path):
    columns = {"period": "year", "measure": {"constant": "arrests"}, "age_group": "age", "n": "n"}
    wholes = {"age_group": {"words": ["All ages"], "parts": "incomplete"}}
    totals = [
        {"measure": "arrests", "n": {"2014": 10}},
        {"measure": "arrests", "age_group": "Under 18", "n": {"2014": 3}},
        {"measure": "arrests", "age_group": "Adults", "n": {"2014": 7}},
    ]
    mapping = {**LONG, "columns": columns, "counts": {"wholes": wholes}, "totals": totals}
    made = taken(engine, tmp_path, mapping, "year,age,n\n2014,All ages,10\n2014,Under 18,3")
    assert table(engine, "age_group", "total", "overlap") == [
        ("All ages", True, None),
        ("Under 18", False, "age_group"),
    ]
    assert [s.n for s in made.sums] == [10]
    assert held(made) == [(10, 10, True), (3, 3, True), (7, None, None)]


def test_a_cumulative_table_adds_only_its_widest_spans(engine, tmp_path):
    columns = {"year": "year", "until": "as_of", "measure": {"constant": "charges"}, "category": "what", "n": "n"}
    mapping = {**LONG, "columns": columns, "counts": {"cumulative": True}}
    made = taken(
        engine, tmp_path, mapping,
        """as_of,year,what,n
           2020-01-31,2019,a,1
           2020-02-29,2019,a,3
           2020-01-31,2020,a,4
           2020-02-29,2020,a,9
           2020-02-29,2020,b,2""",
    )  # fmt: skip
    assert table(engine, "period_first", "period_last", "n", "overlap") == [
        (date(2019, 1, 1), date(2019, 1, 31), 1, "period"),
        (date(2019, 1, 1), date(2019, 2, 28), 3, None),
        (date(2020, 1, 1), date(2020, 1, 31), 4, "period"),
        (date(2020, 1, 1), date(2020, 2, 29), 9, None),
        (date(2020, 1, 1), date(2020, 2, 29), 2, None),
    ]
    assert {(s.category, s.year): s.n for s in made.sums} == {("a", 2019): 3, ("a", 2020): 9, ("b", 2020): 2}


@pytest.mark.parametrize(("until", "agrees"), [("2020-11-30", None), ("2020-12-31", True)])
def test_a_year_that_is_not_over_is_not_held_against_a_year(engine, tmp_path, until, agrees):
    columns = {"year": "year", "until": "as_of", "measure": {"constant": "charges"}, "n": "n"}
    totals = [{"measure": "charges", "n": {"2019": 7}}]
    mapping = {**LONG, "columns": columns, "counts": {"cumulative": True}, "totals": totals}
    made = taken(engine, tmp_path, mapping, f"as_of,year,n\n{until},2019,7\n{until},2020,9")
    assert held(made) == [(7, 7, agrees)]


def test_a_column_may_say_which_rows_are_totals(engine, tmp_path):
    columns = {
        "period": "year", "measure": {"constant": "population"}, "place": {"column": "code", "values": {"1": "us-zz"}},
        "total": {"column": "level", "values": {"state": "place", "county": "none"}}, "n": "n",
    }  # fmt: skip
    totals = [
        {"measure": "population", "n": {"2014": 9}},
        {"measure": "population", "place": "us-zz", "n": {"2014": 9}},
    ]
    mapping = {**LONG, "columns": columns, "counts": {}, "totals": totals}
    made = taken(
        engine, tmp_path, mapping, "year,code,level,n\n2014,1,state,9\n2014,11,county,4\n2014,12,county,5\n2014,13,?,7"
    )
    assert made.rows.aside == (("nothing says whether it is a total of other rows", 1),)
    assert table(engine, "place", "place_own", "n", "total", "overlap") == [
        ("us-zz", "1", 9, True, "place"),
        (None, "11", 4, False, None),
        (None, "12", 5, False, None),
    ]
    assert held(made) == [(9, 9, True), (9, 9, True)]


def test_a_category_that_counts_others_again_is_not_added(engine, tmp_path):
    counts = {**WIDE["counts"], "wholes": {}, "categories": {"All": {"repeats": True}}}
    made = taken(engine, tmp_path, {**WIDE, "counts": counts}, "day,place,Sold,Bought,All\n2020,x,3,1,4")
    assert table(engine, "category", "total", "overlap") == [
        ("All", False, "category"),
        ("Bought", False, None),
        ("Sold", False, None),
    ]
    assert sum(s.n for s in made.sums) == 4


def test_columns_of_numbers_may_have_their_own_days_and_measures(engine, tmp_path):
    counts = {
        "wide": ["pop2019", "pop2020"],
        "categories": {"pop2019": {"period": "2019", "measure": "population"}, "pop2020": {"period": "2020", "measure": "agencies"}},
    }  # fmt: skip
    taken(engine, tmp_path, {**WIDE, "columns": {"place": "place"}, "counts": counts}, "place,pop2019,pop2020\nx,5,6")
    assert table(engine, "period_first", "period_last", "measure", "n") == [
        (date(2019, 1, 1), date(2019, 12, 31), "population", 5),
        (date(2020, 1, 1), date(2020, 12, 31), "agencies", 6),
    ]


def test_rows_that_each_count_one_are_handed_on_as_counts(engine, tmp_path):
    columns = {
        "year": "year", "measure": {"constant": "reviews"}, "sex": "sex",
        "disposition": {"column": "approved", "values": {"1": "approved", "0": "rejected"}},
    }  # fmt: skip
    mapping = {**LONG, "row": "person_reviewed", "columns": columns, "counts": {"one_each": True}}
    made = taken(engine, tmp_path, mapping, "year,approved,sex\n2011,1,F\n2011,1,F\n2011,0,F\n2011,,\n,1,F")
    assert made.rows.aside == (("nothing says over which days it counts", 1),)
    assert (made.rows.n_read, made.rows.n_counts, made.repeated) == (4, 4, 0)
    assert table(engine, "disposition", "sex", "conduct", "n") == [
        ("approved", "F", None, 2),
        ("rejected", "F", None, 1),
        (None, None, None, 1),
    ]


@pytest.mark.parametrize(
    ("columns", "row", "days"),
    [
        ({"year": "a", "month": "b"}, "2020,2", (date(2020, 2, 1), date(2020, 2, 29))),
        ({"year": "a", "month": "b"}, "2019,12", (date(2019, 12, 1), date(2019, 12, 31))),
        ({"year": "a", "month": "b"}, "2019,13", None),
        ({"year": "a", "month": "b"}, "2019,", None),
        ({"year": "a"}, "2019.0,", (date(2019, 1, 1), date(2019, 12, 31))),
        ({"year": "a"}, "19,", None),
        ({"year": "a"}, "20199,", None),
        ({"year": "a"}, "2019.5,", None),
        ({"until": "a"}, "2019-03-31,", (date(2019, 1, 1), date(2019, 3, 31))),
        ({"year": "b", "until": "a"}, "2020-02-29,2019", (date(2019, 1, 1), date(2019, 2, 28))),
        (
            {"period": {"column": "a", "format": ["%m/%d/%Y", "%Y%m%d"]}},
            "03/05/2020,",
            (date(2020, 3, 5), date(2020, 3, 5)),
        ),
        (
            {"period": {"column": "a", "format": ["%m/%d/%Y", "%Y%m%d"]}},
            "20200305,",
            (date(2020, 3, 5), date(2020, 3, 5)),
        ),
        ({"period": {"column": "a", "until": "b"}}, "2019-11,2020-02-03", (date(2019, 11, 1), date(2020, 2, 3))),
        ({"period": {"column": "a", "until": "b"}}, "2020-02-03,2019-11", None),
        ({"period": {"column": "a", "until": "b"}}, "2020-02-03,", None),
    ],
)
def test_the_days_over_which_a_row_counts(engine, tmp_path, columns, row, days):
    mapping = {**LONG, "columns": {**columns, "measure": {"constant": "charges"}, "n": "n"}, "counts": {}}
    made = taken(engine, tmp_path, mapping, f"a,b,n\n{row},1")
    assert table(engine, "period_first", "period_last") == ([days] if days else [])
    assert made.rows.n_in == 1


def test_rows_that_say_again_what_another_says_are_counted(engine, tmp_path):
    made = taken(engine, tmp_path, LONG, "day,what,how,n,odd\n2020,Sold,,3,\n2020,Sold,,4,\n2020,Sold,Guilty,4,")
    assert made.repeated == 1


# ---------------------------------------------------------------- what is refused


def test_a_file_without_a_mapped_column_is_refused(engine, tmp_path):
    with pytest.raises(UnknownId, match='"Bought"') as error:
        taken(engine, tmp_path, WIDE, "day,place,Sold,All\n2020,x,1,1")
    assert "another vintage" in str(error.value)


def test_a_column_that_the_table_needs_cannot_be_dropped(engine, tmp_path):
    text = "day,place,Sold,Bought,All,x\n2020,x,1,1,2,3"
    assert taken(engine, tmp_path, WIDE, text).unread == ("x",)
    assert taken(engine, tmp_path, WIDE, text, drop=("x",)).unread == ()
    with pytest.raises(RecordsError, match="cannot be dropped"):
        taken(engine, tmp_path, WIDE, text, drop=("All",))


def test_columns_that_a_mapping_drops_are_not_read(engine, tmp_path):
    made = taken(
        engine, tmp_path, {**WIDE, "drop": ["x", "name"]}, "day,place,Sold,Bought,All,x,name\n2020,x,1,1,2,3,SECRET"
    )
    assert made.unread == ()
    assert all("SECRET" not in str(row) for row in intake.table(engine))


def test_personal_data_is_refused_by_name_and_by_content_and_never_shown(engine, tmp_path):
    with pytest.raises(RecordsError, match="defendant_name"):
        taken(engine, tmp_path, LONG, "day,what,how,n,odd,defendant_name\n2020,Sold,,3,,SECRET")
    with pytest.raises(RecordsError, match='"what"') as error:
        taken(engine, tmp_path, LONG, "day,what,how,n,odd\n2020,secret@example.org,,3,")
    assert "secret" not in str(error.value)


def test_a_mapping_of_charges_reads_no_counts(engine, tmp_path):
    with pytest.raises(RecordsError, match="not a table of counts"):
        taken(engine, tmp_path, {"id": "a", "title": "A", "columns": {"code": "code"}}, "code\nx")
    without = {**LONG, "columns": {"period": "day"}, "counts": {}}
    with pytest.raises(RecordsError, match="names no column of numbers"):
        taken(engine, tmp_path, without, "day\n2020")
    with pytest.raises(RecordsError, match="not a column by which counts differ"):
        taken(engine, tmp_path, {**WIDE, "counts": {**WIDE["counts"], "wholes": {"mood": {"words": ["a"]}}}},
              "day,place,Sold,Bought,All\n2020,x,1,1,2")  # fmt: skip


# ---------------------------------------------------------------- vintages


OLD, NEW = Vintage(series="s", id="old"), Vintage(series="s", id="new")


def test_two_vintages_of_one_series_are_never_put_together():
    one_vintage([("a", OLD), ("b", OLD), ("c", None), ("d", Vintage(series="t", id="new"))])
    with pytest.raises(RecordsError, match='"a" is of the vintage "old" and "c" of the vintage "new"'):
        one_vintage([("a", OLD), ("b", None), ("c", NEW)])


def test_published_totals_tell_which_vintage_a_file_is(engine, tmp_path):
    totals = [
        {"measure": "charges", "conduct": "selling", "vintage": "old", "n": {"2014": 3, "2015": 2}},
        {"measure": "charges", "conduct": "selling", "vintage": "new", "n": {"2014": 5}},
        {"measure": "charges", "conduct": "buying", "vintage": "new", "n": {"2014": 7}},
    ]
    mapping = {**LONG, "vintage": {"series": "s", "id": "old"}, "totals": totals}
    made = taken(
        engine,
        tmp_path,
        mapping,
        "day,what,how,n,odd\n2014-02,Sold,,1,\n2014-03,Sold,,2,\n2015,Sold,,2,\n2014,All,Total,3,",
    )
    assert held(made) == [(3, 3, True), (2, 2, True), (5, 3, False), (7, None, None)]
    assert made.fit == Fit(agrees=("old",), contradicts=("new",))
    assert intake.edition(OLD, made.fit) == OLD
    assert table(engine, "series", "vintage")[0] == ("s", "old")
    revised = taken(engine, tmp_path, mapping, "day,what,how,n,odd\n2014,Sold,,5,")
    assert revised.fit == Fit(agrees=("new",), contradicts=("old",))
    assert intake.edition(OLD, revised.fit) == NEW, "the numbers say that the file is of the other vintage"
    unlike = taken(engine, tmp_path, mapping, "day,what,how,n,odd\n2014,Sold,,4,")
    assert unlike.fit == Fit(agrees=(), contradicts=("old", "new"))
    assert intake.edition(OLD, unlike.fit) == OLD
    part = taken(engine, tmp_path, mapping, "day,what,how,n,odd\n2014-02,Sold,,1,\n2014-03,Sold,,2,")
    assert held(part) == [(3, 3, None), (2, None, None), (5, 3, None), (7, None, None)], "two months are no year"
    assert part.fit == Fit(agrees=(), contradicts=())
    nothing = taken(engine, tmp_path, mapping, "day,what,how,n,odd\n2020,Sold,,4,")
    assert nothing.fit == Fit(agrees=(), contradicts=())


def test_files_of_one_series_that_count_the_same_days_do_not_go_into_one_table():
    year, next_year = (Span("charges", "here", date(y, 1, 1), date(y, 12, 31)) for y in (2014, 2015))
    intake.apart([("a", "s", [year]), ("b", "s", [next_year]), ("c", "t", [year])])
    intake.apart([("a", "s", [year]), ("b", "s", [Span("arrests", "here", year.first, year.last)])])
    with pytest.raises(RecordsError, match="would count twice"):
        intake.apart([("a", "s", [year]), ("b", "s", [next_year, year])])


def test_several_files_become_one_table(engine, tmp_path):
    text = "day,place,Sold,Bought,All\n{day},x,1,2,3"
    for number, day in enumerate(("2020", "2021")):
        taken(engine, tmp_path, WIDE, text.format(day=day))
        engine.run(kept(number))
    engine.run(joined(range(2)))
    assert [row.n for row in intake.table(engine)] == [3, 2, 1, 3, 2, 1]


def test_known_breaks_within_the_days_of_a_file_are_told(engine, tmp_path):
    breaks = [{"on": "2013-08-23", "what": "a change of law"}, {"on": "2020-03-16/..", "what": "closures"}]
    mapping = {**LONG, "counts": {"breaks": breaks}}
    made = taken(engine, tmp_path, mapping, "day,what,how,n,odd\n2012,Sold,,1,\n2014,Sold,,1,")
    assert [one.what for one in made.breaks] == ["a change of law"]


# ---------------------------------------------------------------- against a slow reading in plain Python


DAYS = {"2014": 2014, "2014-05": 2014, "2015-02-28": 2015, "2015-02-30": None, "": None, "soon": None}
NUMBERS = {"0": 0, "3": 3, "12.0": 12, "-4": -4, "2.5": None, "": None, "many": None}
ROW = st.tuples(
    st.sampled_from(list(DAYS)), st.sampled_from(["Sold", "Vice", "All", "other", ""]),
    st.sampled_from(["Guilty", "Dropped", "Total", ""]), st.sampled_from(list(NUMBERS)), st.sampled_from(["yes", "no", ""]),
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(rows=st.lists(ROW, max_size=12))
def test_any_table_adds_up_and_sums_as_a_plain_reading_does(engine, tmp_path, rows):
    file = tmp_path / "any.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(["day", "what", "how", "n", "odd"])
        writer.writerows(rows)
    mapping = Mapping.model_validate(LONG)
    made = intake.take_in(engine, Layout(mapping, engine.open(file), WORDS), packaged())
    plain: dict = {}
    read = 0
    for day, what, how, n, odd in rows:
        year, number = DAYS[day], NUMBERS[n]
        if year is None or number is None or (number < 0 and odd != "yes"):
            continue
        read += 1
        if what != "All" and how != "Total":
            plain[what or None, year] = plain.get((what or None, year), 0) + number
    assert {(s.category, s.year): s.n for s in made.sums} == plain
    assert made.rows.n_in == len(rows)
    assert made.rows.n_read == read
    assert made.rows.n_read + made.rows.n_aside == len(rows)
    assert sum(row.n for row in intake.table(engine) if row.overlap is None) == sum(plain.values())


def test_a_mapping_needs_the_columns_it_names_each_once():
    assert needed(Mapping.model_validate(LONG)) == ("day", "what", "how", "n", "odd")
    assert needed(Mapping.model_validate(WIDE)) == ("day", "place", "Sold", "Bought", "All")
