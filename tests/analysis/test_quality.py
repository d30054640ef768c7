"""records check: what is missing, impossible, unmatched or broken is counted, and the counts add up."""

from datetime import date

import pytest

from nolle import verbs
from tests.acceptance import worlds

AS_OF = date(2024, 1, 1)


def checked(folder, text, **how):
    here = worlds.workspace(folder)
    return verbs.check_records(worlds.rows(folder, text), verbs.Asked(as_of=AS_OF, **how), here)


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
    assert told["unrecognised"] == {"level": [{"word": "felonious", "n": 1}]}
    assert [(item["code"], item["n"]) for item in told["to_review"]] == [("mystery", 1)]


def test_a_month_without_reports_is_a_break(tmp_path):
    months = [f"2021-{month:02d}" for month in range(1, 13) if month != 6]
    lines = [f"{month}-{n},ZZ Code § 1,us-zz/here,{month}-{n + 1:02d}" for month in months for n in range(10)]
    told = checked(tmp_path, "charge_id,code,place,filed_on\n" + "\n".join(lines)).json()
    assert [(m["month"], m["n"]) for m in told["months"] if m["breaks"]] == [("2021-06", 0)]


def test_the_review_file_lists_what_needs_a_person_and_no_formula(tmp_path):
    review = checked(
        tmp_path, "charge_id,code,place\na,=1+1,us-zz/here\nb,mystery,us-zz/here\nc,mystery,us-zz/here"
    ).review()
    lines = review.splitlines()
    assert lines[0].startswith("code,description,offense,conduct,n,how")
    assert lines[1].startswith("mystery,,,,2,unmatched")
    assert lines[2].startswith("'=1+1,")


def test_the_packaged_arrests(sample):
    told = verbs.check_records(sample, verbs.Asked("nypd-arrests", as_of=AS_OF)).json()
    assert told["rows"]["in"] == told["rows"]["charges"] == 19_452
    assert sum(told["matching"].values()) == 19_452
    left = sum(told["matching"].get(how, 0) for how in ("ambiguous", "category", "unmatched"))
    assert sum(item["n"] for item in told["to_review"]) == left


@pytest.mark.shared
def test_middlesex_adds_up(shared):
    file = shared / "data/middlesex-ma-da/charges_decline_list_filed_2014_2018.parquet"
    told = verbs.check_records(file, verbs.Asked("middlesex-ma-da", as_of=AS_OF)).json()
    assert told["rows"]["in"] == 25_131
    assert told["months"][0]["month"] == "2014-01"
    assert told["unrecognised"]["stage"][0] == {"word": "CWF", "n": 3355}
