"""records check of charges: what is missing, impossible, unmatched or broken is counted, and the counts add up."""

import json
from datetime import date

import pytest

from nolle import verbs
from tests.acceptance import worlds

AS_OF = date(2024, 1, 1)


def checked(folder, text, mapping="", **how):
    here = worlds.workspace(folder, mapping=mapping)
    if mapping:
        how["mapping"] = "own"
    return verbs.check_records(worlds.rows(folder, text), verbs.Asked(as_of=AS_OF, **how), here)


def monthly(counts, first=(2021, 1), code="ZZ Code § 1"):
    """Rows with so many charges in each month, on days 1, 2, 3, ... of it."""
    lines, (year, month) = [], first
    for n in counts:
        lines += [
            f"{year}-{month}-{k}-{code[-1]},{code},us-zz/here,{year}-{month:02d}-{k % 28 + 1:02d}" for k in range(n)
        ]
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return "\n".join(lines) + "\n"


HEAD = "charge_id,code,place,filed_on\n"


# -- rows, missing cells, dates that cannot be


def test_what_is_wrong_is_counted(tmp_path):
    told = checked(
        tmp_path,
        """charge_id,code,level,place,offense_on,filed_on
           a,ZZ Code § 1,misdemeanor,us-zz/here,2021-01-01,2021-02-01
           b,ZZ Code § 1,,us-zz/here,2021-03-01,2021-02-01
           c,mystery,felonious,us-zz/here,2021-01-01,2031-01-01
           c,mystery,,us-zz/here,2021-01-01,2021-02-01""",
    ).json()
    assert told["rows"] == {"in": 4, "charges": 3, "quarantined": 1, "left_out_by_where": 0}
    assert {m["column"]: m["n"] for m in told["missing"]}["level"] == 2
    assert told["impossible"]["filed_on before offense_on"] == 1
    assert told["impossible"]["filed_on after the as-of date"] == 1
    assert told["impossible_rows"] == 2
    assert told["unrecognised"] == {"level": [{"word": "felonious", "n": 1}]}
    assert [(item["code"], item["n"]) for item in told["to_review"]] == [("mystery", 1)]


def test_a_row_with_two_impossible_dates_is_one_row(tmp_path):
    told = checked(
        tmp_path,
        """charge_id,code,place,offense_on,filed_on,disposed_on
           a,ZZ Code § 1,us-zz/here,2021-05-01,2021-02-01,2021-01-01
           b,ZZ Code § 1,us-zz/here,2021-05-01,,2021-04-30
           c,ZZ Code § 1,us-zz/here,2021-05,2021-05-02,2021""",
    ).json()
    assert {what: n for what, n in told["impossible"].items() if n} == {
        "filed_on before offense_on": 1,
        "disposed_on before offense_on": 2,
        "disposed_on before filed_on": 1,
    }
    assert told["impossible_rows"] == 2, "an imprecise date contradicts nothing that it may be"


def test_an_empty_cell_and_one_that_is_not_understood_are_told_apart(tmp_path):
    told = checked(
        tmp_path,
        """charge_id,code,level,place,filed_on,stage,age_on_offense
           a,ZZ Code § 1,,us-zz/here,31/02/2021,Open,-3
           b,ZZ Code § 1,grave,us-zz/nowhere,,Closed,431
           c,ZZ Code § 1,felony,us-zz/here,(null),NA,19
           d,ZZ Code § 1,felony,,2021-02-30,,""",
    ).json()
    found = {m["column"]: (m["n"], m["unread"]) for m in told["missing"]}
    assert found["level"] == (2, 1)
    assert found["place"] == (2, 1)
    assert found["filed_on"] == (4, 2), "31/02/2021 and 30 February are no days; two cells are empty"
    assert found["stage"] == (4, 2)
    assert found["person.age_on_offense"] == (3, 2)
    assert told["impossible_ages"] == 2
    assert found["charge_id"] == (0, 0)


def test_columns_of_a_file_may_have_the_names_that_we_use(tmp_path):
    told = checked(
        tmp_path,
        """key,word,DAY,first
           a,ZZ Code § 1,2021-01-01,2021-01-02
           b,ZZ Code § 1,soon,2021-13-45""",
        "columns: {charge_id: key, code: word, place: {constant: us-zz/here}, offense_on: DAY, filed_on: first}\n",
    ).json()
    assert {m["column"]: (m["n"], m["unread"]) for m in told["missing"]}["offense_on"] == (1, 1)
    assert {m["column"]: (m["n"], m["unread"]) for m in told["missing"]}["filed_on"] == (1, 1)


def test_an_id_that_is_missing_is_missing(tmp_path):
    told = checked(
        tmp_path,
        """charge_id,case_id,code,place
           a,k,ZZ Code § 1,us-zz/here
           ,k,ZZ Code § 1,us-zz/here
           c,,ZZ Code § 2,us-zz/here""",
    ).json()
    assert {m["column"]: m["n"] for m in told["missing"]} == {"charge_id": 1, "case_id": 1, "code": 0, "place": 0}


def test_charges_of_a_case_that_are_alike_are_counted_and_kept(tmp_path):
    told = checked(
        tmp_path,
        """charge_id,case_id,code,place,filed_on
           a,k,ZZ Code § 1,us-zz/here,2021-01-01
           b,k,ZZ Code § 1,us-zz/here,2021-01-01
           c,k,ZZ Code § 1,us-zz/here,2021-01-01
           d,k,ZZ Code § 1,us-zz/here,2021-01-02
           e,l,ZZ Code § 1,us-zz/here,2021-01-01
           f,,ZZ Code § 1,us-zz/here,2021-01-01
           g,,ZZ Code § 1,us-zz/here,2021-01-01""",
    ).json()
    assert told["alike"] == 2, "b and c are as a is; f and g are of no case"
    assert told["rows"]["charges"] == 7


def test_without_an_id_that_joins_charges_nothing_is_said_of_charges_alike(tmp_path):
    assert checked(tmp_path, HEAD + "a,ZZ Code § 1,us-zz/here,2021-01-01\n").json()["alike"] is None


# -- by month


def test_a_month_without_reports_is_a_break(tmp_path):
    counts = [10] * 12
    counts[5] = 0
    told = checked(tmp_path, HEAD + monthly(counts)).json()
    assert [(m["month"], m["n"]) for m in told["months"] if m["breaks"]] == [("2021-06", 0)]
    [gap] = told["series"][0]["breaks"]
    assert (gap["kind"], gap["first"], gap["n"], gap["usual"], gap["explained"]) == ("gap", "2021-06", 0, 10, [])
    assert [ask["about"]["first"] for ask in told["asks"] if ask["kind"] == "break"] == ["2021-06"] * 2


def test_classes_of_conduct_are_counted_apart_and_add_up(tmp_path):
    text = HEAD + monthly([10] * 12) + monthly([4] * 12, code="ZZ Code § 2") + monthly([1] * 12, code="mystery 7")
    told = checked(tmp_path, text).json()
    every, *classes = told["series"]
    assert every["classes"] == []
    assert every["counts"] == [15] * 12
    assert {one["classes"][0]: one["counts"] for one in classes} == {
        "selling": [10] * 12,
        "buying": [4] * 12,
        "unknown": [1] * 12,
    }
    assert told["words"]["classes"] == {"selling": "selling sex", "buying": "buying sex"}


def test_a_date_of_which_only_the_year_is_known_is_in_no_month(tmp_path):
    text = HEAD + monthly([10] * 12) + "x,ZZ Code § 1,us-zz/here,2021\ny,ZZ Code § 1,us-zz/here,2021-03\n"
    told = checked(tmp_path, text).json()
    assert told["frame"]["of_several_periods"] == 1
    assert told["months"][0] == {"month": "2021-01", "n": 10, "breaks": False}
    assert told["months"][2] == {"month": "2021-03", "n": 11, "breaks": False}


def test_a_slip_of_the_pen_does_not_stretch_the_months(tmp_path):
    text = HEAD + monthly([20] * 12) + "x,ZZ Code § 1,us-zz/here,0204-01-01\n"
    told = checked(tmp_path, text).json()
    assert (told["months"][0]["month"], told["months"][-1]["month"]) == ("2021-01", "2021-12")
    assert told["frame"]["years_away"] == 1


def test_a_fall_of_one_class_is_explained_by_its_law(tmp_path):
    counts = [30] * 12 + [3] * 12
    text = HEAD + monthly(counts, (2019, 1), "ZZ Code § 1") + monthly([20] * 24, (2019, 1), "ZZ Code § 2")
    told = checked(tmp_path, text).json()
    [fall] = [broken for one in told["series"] if one["classes"] == ["selling"] for broken in one["breaks"]]
    assert (fall["kind"], fall["first"], fall["usual"], fall["now"]) == ("fall", "2020-01", 30, 3)
    law, policy = fall["explained"]
    assert (law["kind"], law["until"], law["verified"]) == ("law", "2019-12-31", True)
    assert [offense["id"] for offense in law["before"]] == ["us-zz-5"]
    assert (policy["kind"], policy["policy"], policy["on"]) == ("policy", "us-zz/here/2020-01-01", "2020-01-01")
    assert all(not one["breaks"] for one in told["series"] if one["classes"] == ["buying"])


def test_few_days_are_looked_at_by_day_and_still_counted_by_month(tmp_path):
    lines = [f"{k},ZZ Code § 1,us-zz/here,2021-{1 + k // 28:02d}-{1 + k % 28:02d}" for k in range(56)]
    told = checked(tmp_path, HEAD + "\n".join(lines) + "\n").json()
    assert told["series"][0]["unit"] == "day"
    assert told["months"] == [
        {"month": "2021-01", "n": 28, "breaks": False},
        {"month": "2021-02", "n": 28, "breaks": False},
    ]


# -- the law


def test_statements_about_sections_that_the_catalogue_lacks_are_named_and_add_up(sample):
    told = verbs.check_records(sample, verbs.Asked("nypd-arrests", as_of=AS_OF)).json()
    law = told["coverage"]
    assert law["state"] == "us-ny"
    assert sum(item["n"] for item in law["relied"]) + law["relied_on_several"] == told["matching"]["uncatalogued"]
    assert law["relied"][0]["id"] == "NY-PL"
    assert {item["confidence"] for item in law["relied"]} == {"partial"}
    read = sum(n for how, n in told["matching"].items() if how not in ("ambiguous", "category", "unmatched"))
    assert sum(law["charges"].values()) == read, "each charge that was read rests on a statement checked so far"


# -- what to ask for


def test_asks_come_in_the_order_of_what_they_settle(tmp_path):
    told = checked(
        tmp_path,
        """charge_id,case_id,code,level,place,filed_on
           a,k,mystery,misdemeanor,us-zz/here,2021-02-01
           b,k,mystery,grave,us-zz/here,2021-02-01
           c,l,ZZ Code § 1,grave,us-zz/here,2021-01-01
           d,m,ZZ Code § 2,,us-zz/here,2020-02-01""",
    ).json()
    asks = [(ask["kind"], ask["about"], ask["n"]) for ask in told["asks"]]
    assert [n for *_, n in asks] == sorted((n for *_, n in asks), reverse=True)
    assert ("strings", "unmatched", 2) in asks
    assert ("words", "level", 2) in asks
    assert ("empty", "level", 1) in asks
    assert {about for kind, about, n in asks if kind == "column" and n == 4} == {"offense_on", "disposed_on", "stage"}
    assert ("history", "", 4) in asks
    assert not [kind for kind, *_ in asks if kind == "cases"], "the mapping says that no charge of a case is missing"
    [words] = [ask for ask in told["asks"] if ask["kind"] == "words"]
    assert words["examples"] == [{"text": "grave", "n": 2}]


def test_the_report_holds_no_id_no_comment_and_no_date_of_a_person(tmp_path):
    told = checked(
        tmp_path,
        """charge_id,case_id,person_id,code,remark,place,offense_on,filed_on
           id-1,case-1,person-1,mystery,secret words,us-zz/here,2021-03-17,31 of 12th
           id-2,case-1,person-1,ZZ Code § 1,more secrets,us-zz/here,2021-03-19,2021-04-02""",
        "columns: {charge_id: charge_id, case_id: case_id, person_id: person_id, code: code, comment: remark, place: place,"
        " offense_on: offense_on, filed_on: filed_on}\n",
    )
    for text in (json.dumps({k: v for k, v in told.json().items() if k != "records"}), told.page()):
        for hidden in ("id-1", "case-1", "person-1", "secret", "31 of 12th", "17 March"):
            assert hidden not in text
    assert "2021-03-17" not in told.page()


# -- review, and files that ship


def test_the_review_file_lists_what_needs_a_person_and_no_formula(tmp_path):
    file = tmp_path / "review.csv"
    told = checked(tmp_path, "charge_id,code,place\na,=1+1,us-zz/here\nb,mystery,us-zz/here\nc,mystery,us-zz/here")
    assert told.review(file) == 2
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("code,description,offense,conduct,n,how")
    assert lines[1].startswith("mystery,,,,2,unmatched")
    assert lines[2].startswith("'=1+1,")


def test_the_packaged_arrests(sample):
    told = verbs.check_records(sample, verbs.Asked("nypd-arrests", as_of=AS_OF)).json()
    assert told["rows"]["in"] == told["rows"]["charges"] == 19_452
    assert sum(told["matching"].values()) == 19_452
    left = sum(told["matching"].get(how, 0) for how in ("ambiguous", "category", "unmatched"))
    assert sum(item["n"] for item in told["to_review"]) == left
    every, *classes = told["series"]
    assert (every["unit"], len(every["periods"]), sum(every["counts"])) == ("day", 30, 19_452)
    assert sum(sum(one["counts"]) for one in classes) == 19_452
    assert [sum(one["counts"]) for one in classes if one["classes"] == ["buying"]] == [102]


@pytest.mark.shared
def test_middlesex_adds_up(shared):
    file = shared / "data/middlesex-ma-da/charges_decline_list_filed_2014_2018.parquet"
    told = verbs.check_records(file, verbs.Asked("middlesex-ma-da", as_of=AS_OF)).json()
    assert told["rows"]["in"] == 25_131
    assert told["months"][0]["month"] == "2014-01"
    assert told["unrecognised"]["stage"][0] == {"word": "CWF", "n": 3355}
    by_year = {
        year: sum(m["n"] for m in told["months"] if m["month"][:4] == year)
        for year in ("2014", "2015", "2016", "2017", "2018")
    }
    assert list(by_year.values()) == [5469, 5973, 5289, 4374, 4026]
    assert told["series"][0]["breaks"] == []
    assert told["series"][0]["in_part"] == []
