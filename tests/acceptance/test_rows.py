"""Scenarios B and C on rows: bounds from other dates, cases that are not whole, counts told twice, comments."""

from datetime import date

import pytest

from nolle import verbs
from tests.acceptance import worlds
from tests.acceptance.test_records import CITED, FELONY, STAGE, WHOLE_HISTORY

AS_OF = date(2024, 1, 1)
COLUMNS = """\
columns:
  charge_id: charge_id
  case_id: case_id
  count_number: count_number
  instrument_id: instrument_id
  supersedes: supersedes
  more_charges: more_charges
  charges_in_case: charges_in_case
  code: code
  disposed_code: disposed_code
  level: level
  place: place
  offense_on: offense_on
  arrested_on: arrested_on
  filed_on: filed_on
  disposed_on: disposed_on
  stage: {column: stage, values: {Convicted: convicted, Dismissed: dismissed, Open: pending}}
  person.age_on_offense: age
"""
ONE_COUNT = "same_count: {columns: [case_id, count_number]}\n"


def decisions(by_id):
    return {id: row[0] for id, row in by_id.items()}


# -- 21: an old open case


SINCE = f"""\
rules:
  - id: selling
    covers: {{conduct: selling}}
    when: {{filed_on: {{after: 2015-12-31}}}}
    then: decline
    {CITED}
"""


def test_21_bounds_from_other_dates_decide_what_they_can(tmp_path):
    _, by_id = worlds.decided(
        tmp_path, SINCE,
        """charge_id,code,place,arrested_on,filed_on,disposed_on,stage
           a,ZZ Code § 1,us-zz/here,2021-03-01,,,Open
           b,ZZ Code § 1,us-zz/here,2014-03-01,,2015-06-01,Dismissed
           c,ZZ Code § 1,us-zz/here,2014-03-01,,,Open""",
        COLUMNS, as_of=AS_OF, as_if=True,
    )  # fmt: skip
    assert decisions(by_id) == {"a": "decline", "b": "silent", "c": "undetermined"}
    assert by_id["c"][2] == "filed_on"


# -- 22: more charges than listed


@pytest.mark.parametrize(
    ("column", "says"), [("more_charges", "yes"), ("charges_in_case", "2")], ids=["a remark", "a number"]
)
def test_22_a_case_with_more_charges_than_listed_is_not_whole(tmp_path, column, says):
    _, by_id = worlds.decided(
        tmp_path, FELONY,
        f"""charge_id,case_id,code,level,place,filed_on,{column}
           a,k1,ZZ Code § 1,misdemeanor,us-zz/here,2021-01-01,{says}
           b,k2,ZZ Code § 1,misdemeanor,us-zz/here,2021-01-01,""",
        COLUMNS + WHOLE_HISTORY, as_of=AS_OF,
    )  # fmt: skip
    assert decisions(by_id) == {"a": "undetermined", "b": "decline"}
    assert by_id["a"][2] == "case.any.level"


def test_22_a_case_that_says_as_many_as_it_lists_is_whole(tmp_path):
    _, by_id = worlds.decided(
        tmp_path, FELONY,
        """charge_id,case_id,code,level,place,filed_on,charges_in_case
           a,k1,ZZ Code § 1,misdemeanor,us-zz/here,2021-01-01,2
           b,k1,ZZ Code § 4,violation,us-zz/here,2021-01-01,2""",
        COLUMNS + WHOLE_HISTORY, as_of=AS_OF,
    )  # fmt: skip
    assert by_id["a"][0] == "decline"


# -- 23: an age that cannot be


AGE = f"""\
rules:
  - id: selling
    covers: {{conduct: selling}}
    when: {{person.age_on_offense: {{at_least: 18}}}}
    then: decline
    {CITED}
"""


def test_23_an_age_before_birth_is_not_known_and_the_row_is_kept(tmp_path):
    told, by_id = worlds.decided(
        tmp_path, AGE,
        """charge_id,code,place,filed_on,age
           a,ZZ Code § 1,us-zz/here,2021-01-01,-3
           b,ZZ Code § 1,us-zz/here,2021-01-01,431
           c,ZZ Code § 1,us-zz/here,2021-01-01,19
           d,ZZ Code § 1,us-zz/here,2021-01-01,17""",
        COLUMNS, as_of=AS_OF,
    )  # fmt: skip
    assert decisions(by_id) == {"a": "undetermined", "b": "undetermined", "c": "decline", "d": "silent"}
    assert told["rows"]["charges"] == 4
    assert {word["word"] for word in told["unrecognised"]["person.age_on_offense"]} == {"-3", "431"}


# -- 35: one count told twice


def test_35_the_later_disposition_of_one_count_governs(tmp_path):
    told, by_id = worlds.decided(
        tmp_path, STAGE,
        """charge_id,case_id,count_number,code,place,filed_on,disposed_on,stage
           below,k1,1,ZZ Code § 1,us-zz/here,2021-01-01,2021-06-01,Convicted
           appeal,k1,1,ZZ Code § 1,us-zz/here,2021-01-01,2022-06-01,Dismissed
           other,k1,2,ZZ Code § 1,us-zz/here,2021-01-01,2021-06-01,Convicted""",
        COLUMNS + ONE_COUNT, as_of=AS_OF,
    )  # fmt: skip
    assert decisions(by_id) == {"appeal": "decline", "other": "not_covered"}
    assert told["rows"] == {"in": 3, "charges": 2, "quarantined": 1, "left_out_by_where": 0}
    assert told["quarantine"] == [{"reason": "another row tells a later disposition of this count", "n": 1}]


def test_35_where_the_days_do_not_tell_which_came_later_the_ending_is_not_known(tmp_path):
    told, by_id = worlds.decided(
        tmp_path, STAGE,
        """charge_id,case_id,count_number,code,place,filed_on,disposed_on,stage
           a,k1,1,ZZ Code § 1,us-zz/here,2021-01-01,2021,Convicted
           b,k1,1,ZZ Code § 1,us-zz/here,2021-01-01,2021-06-01,Dismissed
           c,k2,1,ZZ Code § 1,us-zz/here,2021-01-01,,Convicted
           d,k2,1,ZZ Code § 1,us-zz/here,2021-01-01,2021-06-01,Dismissed
           e,k3,1,ZZ Code § 1,us-zz/here,2021-01-01,,Dismissed
           f,k3,1,ZZ Code § 1,us-zz/here,2021-01-01,2021-06-01,Dismissed""",
        COLUMNS + ONE_COUNT, as_of=AS_OF,
    )  # fmt: skip
    assert sorted(row[0] for row in by_id.values()) == ["decline", "undetermined", "undetermined"]
    assert {row[2] for row in by_id.values() if row[0] == "undetermined"} == {"stage"}
    assert told["rows"]["charges"] == told["rows"]["quarantined"] == 3


def test_35_a_superseded_instrument_is_set_aside(tmp_path):
    told, by_id = worlds.decided(
        tmp_path, STAGE,
        """charge_id,case_id,instrument_id,supersedes,code,place,filed_on
           a,k1,I-1,,ZZ Code § 1,us-zz/here,2021-01-01
           b,k1,I-2,I-1,ZZ Code § 2,us-zz/here,2021-02-01
           c,k2,I-1,,ZZ Code § 2,us-zz/here,2021-02-01
           d,k3,I-8,I-9,ZZ Code § 2,us-zz/here,2021-02-01
           e,k3,I-9,I-8,ZZ Code § 2,us-zz/here,2021-02-01""",
        COLUMNS, as_of=AS_OF,
    )  # fmt: skip
    assert set(by_id) == {"b", "c", "d", "e"}, "two that claim it of each other both stay"
    assert told["quarantine"] == [{"reason": "its instrument was superseded by another", "n": 1}]


# -- 36: a charge that was amended


AMENDED = f"""\
rules:
  - id: charged
    covers: {{conduct: selling}}
    then: decline
    unless:
      - {{id: pleaded, when: {{disposed.conduct: quality_of_life/trespass}}, then: not_covered}}
    {CITED}
"""


def test_36_what_was_charged_and_what_it_ended_as_are_both_known(tmp_path):
    _, by_id = worlds.decided(
        tmp_path, AMENDED,
        """charge_id,code,disposed_code,place,filed_on,stage
           a,ZZ Code § 1,ZZ Code § 4,us-zz/here,2021-01-01,Convicted
           b,ZZ Code § 1,ZZ Code § 1,us-zz/here,2021-01-01,Convicted
           c,ZZ Code § 1,nobody knows,us-zz/here,2021-01-01,Convicted
           d,ZZ Code § 4,ZZ Code § 1,us-zz/here,2021-01-01,Convicted""",
        COLUMNS, as_of=AS_OF,
    )  # fmt: skip
    assert decisions(by_id) == {"a": "not_covered", "b": "decline", "c": "undetermined", "d": "silent"}
    assert by_id["c"][2] == "disposed.conduct"


def test_36_one_code_beside_several_comments_and_classes_is_one_charge_each(tmp_path):
    told, by_id = worlds.decided(
        tmp_path, AMENDED,
        """charge_id,code,remark,said,disposed_code,place,filed_on,stage
           a,ZZ Code § 4,,,ZZ Code § 1,us-zz/here,2021-01-01,Convicted
           b,ZZ Code § 4,one,,ZZ Code § 4,us-zz/here,2021-01-01,Convicted
           c,ZZ Code § 4,two,,ZZ Code § 4,us-zz/here,2021-01-01,Convicted
           d,ZZ Code § 1,,selling,ZZ Code § 4,us-zz/here,2021-01-01,Convicted""",
        COLUMNS.replace("  code: code\n", "  code: code\n  comment: remark\n  conduct: said\n"), as_of=AS_OF,
    )  # fmt: skip
    assert told["rows"]["charges"] == 4
    assert sum(told["decisions"].values()) == sum(told["matching"].values()) == len(by_id) == 4
    assert by_id["d"][0] == "not_covered"


# -- 37: a charge in a comment


def test_37_a_charge_only_in_a_comment_is_read_and_a_contradiction_is_for_a_person(tmp_path):
    mapping = "columns: {charge_id: charge_id, code: code, comment: remark, place: {constant: us-ny/manhattan}, filed_on: day}\n"
    here = worlds.workspace(tmp_path, mapping=mapping)
    file = tmp_path / "remarks.csv"
    file.write_text(
        "charge_id,code,remark,day\n"
        "a,SEE COMMENT FOR CHARGE,charged under PL 230.04 as told,2022-05-01\n"
        "b,PL 230.04,should have been PL 265.03,2022-05-01\n"
        "c,PL 230.04,see file,2022-05-01\n"
    )
    how = verbs.Asked("own", as_of=AS_OF)
    verbs.decide("us-ny/manhattan/2022-01-03", file, how, tmp_path / "out", here)
    by_id = worlds.table(tmp_path / "out")
    assert by_id["a"][0] == by_id["c"][0] == "supervisory_approval"
    assert by_id["b"][0] == "undetermined"
    told = verbs.check_records(file, how, here).json()
    assert [(item["code"], item["how"]) for item in told["to_review"]] == [("PL 230.04", "ambiguous")]
    assert "265.03" not in str(told)
    assert "as told" not in str(told)


# -- dates that no calendar of ours has


def test_a_year_before_christ_or_of_five_digits_is_not_known(tmp_path):
    told, by_id = worlds.decided(
        tmp_path, SINCE,
        """charge_id,code,place,filed_on
           a,ZZ Code § 1,us-zz/here,0044-03-15(BC)
           b,ZZ Code § 1,us-zz/here,12021-03-01
           c,ZZ Code § 1,us-zz/here,2021-03-01""",
        COLUMNS, as_of=AS_OF, as_if=True,
    )  # fmt: skip
    assert decisions(by_id) == {"a": "undetermined", "b": "undetermined", "c": "decline"}
    assert "2021-03-01" in str(told["records"]["period"])
    assert "0044" not in str(told["records"])
