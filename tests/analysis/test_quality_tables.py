"""records check of tables of counts: rows, editions, breaks and gaps, on made-up tables and on the public files."""

import json
from datetime import date

import pytest

from nolle import verbs
from nolle.errors import RecordsError
from nolle.publish.quality import page
from tests.acceptance import worlds

AS_OF = date(2024, 1, 1)

HEAD = """\
id: own
title: A made-up table
cite: [{source: made-up, at: all}]
"""
YEARLY = """\
columns: {period: year, category: what, n: n, place: PLACE, measure: MEASURE}
row: count_table
counts:
  dated: the year of the filing
  categories:
    Sex work: {holds: [selling, buying]}
    Selling: {conduct: selling}
    Trespass: {conduct: quality_of_life/trespass}
"""


def mapping(place="{constant: us-zz/here}", measure="{constant: charges}", more=""):
    return YEARLY.replace("PLACE", place).replace("MEASURE", measure) + more


def checked(folder, text, mapping, **how):
    here = worlds.workspace(folder)
    (here / "mappings").mkdir()
    (here / "mappings/own.yaml").write_text(HEAD + mapping)
    file = folder / "table.csv"
    file.write_text(text)
    return verbs.check_records(file, verbs.Asked("own", as_of=AS_OF, **how), here)


def table(**series):
    """Rows of a yearly table from 2016 on: a category with its numbers."""
    lines = [
        f"{2016 + k},{what.replace('_', ' ')},{n}" for what, counts in series.items() for k, n in enumerate(counts)
    ]
    return "year,what,n\n" + "\n".join(lines) + "\n"


def series(told, category):
    [one] = [one for one in told["series"] if one["category"] == category]
    return one


def test_a_table_is_checked_by_the_verb_that_checks_charges(tmp_path):
    told = checked(tmp_path, table(Selling=[10, 11, 12], Trespass=[5, 6, 7]), mapping())
    values = told.json()
    assert values["kind"] == "counts"
    assert values["rows"] == {"in": 6, "read": 6, "quarantined": 0, "numbers": 6}
    assert values["series"][0]["category"] == ""
    assert values["series"][0]["counts"] == [15, 17, 19]
    assert series(values, "Selling")["counts"] == [10, 11, 12]
    assert page(json.loads(json.dumps(values))) == told.page()
    with pytest.raises(RecordsError, match="no charge strings"):
        told.review(tmp_path / "review.csv")
    assert told.quality.series[0].counts == (15, 17, 19)


def test_a_fall_is_explained_by_the_law_that_ended_the_year_before(tmp_path):
    told = checked(tmp_path, table(Selling=[100, 100, 100, 100, 20], Trespass=[50] * 5), mapping()).json()
    [fall] = series(told, "Selling")["breaks"]
    assert (fall["kind"], fall["first"], fall["n"], fall["usual"]) == ("fall", "2020", 20, 100)
    assert [found["kind"] for found in fall["explained"]] == ["law", "policy"]
    assert [offense["id"] for offense in fall["explained"][0]["before"]] == ["us-zz-5"]
    assert not [ask for ask in told["asks"] if ask["kind"] == "break"]


def test_a_fall_that_nothing_explains_is_a_question_to_the_office(tmp_path):
    told = checked(tmp_path, table(Trespass=[100, 100, 20]), mapping()).json()
    [fall] = series(told, "Trespass")["breaks"]
    assert fall["explained"] == []
    asks = [ask for ask in told["asks"] if ask["kind"] == "break"]
    assert [(ask["about"]["category"], ask["about"]["first"], ask["n"]) for ask in asks] == [("Trespass", "2018", 80)]
    [whole] = series(told, "")["breaks"]
    assert whole["explained"] == [{"kind": "part", "category": "Trespass", "classes": ["quality_of_life/trespass"]}]


def test_categories_that_hold_several_classes_are_to_be_split(tmp_path):
    told = checked(tmp_path, table(Sex_work=[10, 12], Trespass=[5, 5]), mapping()).json()
    [ask] = [ask for ask in told["asks"] if ask["kind"] == "side"]
    assert (ask["about"], ask["n"], ask["of"]) == ("Sex work", 22, 32)


EDITIONS = """\
vintage: {series: s, id: before, note: the categories changed, cite: [{source: made-up, at: all}]}
totals:
  - {measure: charges, category: Selling, vintage: before, n: {2016: 100, 2017: 110, 2018: 120}, cite: [{source: made-up, at: all}]}
  - {measure: charges, category: Selling, vintage: after, n: {2018: 45}, cite: [{source: made-up, at: all}]}
"""


def test_two_editions_stand_side_by_side_and_are_never_mixed(tmp_path):
    told = checked(tmp_path, table(Selling=[100, 110, 120]), mapping(more=EDITIONS))
    values = told.json()
    assert (values["vintage"]["id"], values["vintage"]["numbers"]) == ("before", "agrees")
    text = told.page()
    assert "Of 2018 two totals exist. The edition “after” says 45 for Selling, where this file has 120." in text
    assert "Never mix them" in text
    [ask] = [ask for ask in values["asks"] if ask["kind"] == "editions"]
    assert (ask["about"], ask["n"]) == ("after", 75)


def test_a_file_that_mixes_editions_is_found_out(tmp_path):
    told = checked(tmp_path, table(Selling=[100, 110, 45]), mapping(more=EDITIONS))
    values = told.json()
    assert values["vintage"]["numbers"] == "contradicts"
    [fall] = series(values, "Selling")["breaks"]
    assert fall["explained"][0] == {
        "kind": "edition", "period": "2018", "found": 45, "published": 120, "stated": "before", "vintage": "after",
    }  # fmt: skip
    assert "Two editions in one file" in told.page()


STATES = """\
counts:
  wide: [Selling, who]
  categories:
    Selling: {conduct: selling}
    who: {measure: agencies}
"""


def test_places_that_lack_a_year_are_named_and_do_not_fall(tmp_path):
    place = "{column: state, values: {Here: us-zz/here, There: us-zz/there}}"
    text = "state,year,Selling,who\n" + "".join(
        f"{state},{year},{n},{who}\n"
        for state, year, n, who in [
            ("Here", 2016, 100, 10), ("Here", 2017, 30, 3), ("Here", 2018, 33, 3), ("There", 2016, 50, 5), ("There", 2018, 55, 5),
        ]
    )  # fmt: skip
    columns = f"columns: {{period: year, place: {place}, measure: {{constant: charges}}}}\nrow: count_table\n"
    told = checked(tmp_path, text, columns + STATES).json()
    assert {(one["place"], tuple(one["periods"])) for one in told["lacking"]} == {("us-zz/there", ("2017",))}
    [here] = told["by_place"]
    [fall] = here["breaks"]
    assert (here["place"], fall["first"], fall["n"]) == ("us-zz/here", "2017", 30)
    assert fall["explained"] == [{"kind": "reporting", "measure": "agencies", "before": 10, "now": 3}]
    [ask] = [ask for ask in told["asks"] if ask["kind"] == "lacking"]
    assert (ask["about"], ask["n"]) == ("us-zz/there", 1)


def test_days_without_a_row_make_a_month_that_is_held_in_part(tmp_path):
    days = [f"2021-{month:02d}-{day:02d}" for month in range(1, 7) for day in range(1, 29)]
    text = "year,what,n\n" + "".join(f"{day},Selling,2\n" for day in days if not ("2021-03-05" <= day <= "2021-03-28"))
    told = checked(tmp_path, text, mapping()).json()
    one = series(told, "Selling")
    assert one["unit"] == "month"
    assert one["counts"] == [56, 56, 8, 56, 56, 56]
    assert one["in_part"] == [{"period": "2021-03", "days": 4, "of": 31}]
    assert one["breaks"] == [], "March was not compared"


def test_rows_after_the_as_of_date_and_rows_set_aside_are_counted(tmp_path):
    told = checked(tmp_path, table(Selling=[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "x"]), mapping()).json()
    assert told["rows"] == {"in": 11, "read": 10, "quarantined": 1, "numbers": 10}
    assert told["quarantine"] == [{"reason": "the number is not a whole number", "n": 1}]
    assert told["after_as_of"] == 1, "2025; 2024 begins on the as-of date"


# ---------------------------------------------------------------- the public files


def public(shared, file, mapping):
    return verbs.check_records(shared / "data" / f"{file}.parquet", verbs.Asked(mapping, as_of=AS_OF))


@pytest.mark.shared
def test_cook_countys_fall_is_a_change_of_law_and_no_sign_of_a_policy(shared):
    told = public(shared, "cook-county-sao/felony_dispositions_by_offense_race_2011_2016", "cook-dispositions")
    one = series(told.json(), "Prostitution")
    assert one["counts"] == [349, 406, 193, 8, 8, 6]
    assert [(found["first"], found["n"], found["usual"]) for found in one["breaks"]] == [
        ("2013", 193, 406),
        ("2014", 8, 193),
    ]
    for found in one["breaks"]:
        law, event = found["explained"]
        assert (law["kind"], law["until"], law["since"]) == ("law", "2013-08-22", "2013-08-23")
        assert {offense["citation"] for offense in (*law["before"], *law["after"])} == {"720 ILCS 5/11-14"}
        assert "felony" in {offense["level"] for offense in law["before"]}
        assert {offense["level"] for offense in law["after"]} == {"misdemeanor"}
        assert law["levels_changed"]
        assert (event["kind"], event["on"]) == ("event", "2013-08-23")
    text = told.page()
    assert "A change of law, and no sign of a policy. 720 ILCS 5/11-14 held until 22 August 2013" in text
    assert not [
        ask for ask in told.json()["asks"] if ask["kind"] == "break" and ask["about"]["category"] == "Prostitution"
    ]


@pytest.mark.shared
def test_philadelphias_2014_has_two_totals_and_the_file_says_which_is_its_own(shared):
    told = public(shared, "philadelphia-dao/charges_daily_citywide_20140101_20210410", "phila-dao-charges-daily")
    values = told.json()
    assert (values["vintage"]["id"], values["vintage"]["numbers"]) == ("before-2021-12", "agrees")
    text = told.page()
    assert "Of 2014 two totals exist." in text
    for said in (
        "1,102 for selling sex, where this file has 1,055",
        "249 for buying sex, where this file has 314",
        "7 for taking part",
    ):
        assert said in text
    assert "This file is of the edition “before-2021-12”. Never mix them" in text
    by_year: dict[str, int] = {}
    one = series(values, "Prostitution/Sex Work")
    for label, n in zip(one["periods"], one["counts"], strict=True):
        by_year[label[:4]] = by_year.get(label[:4], 0) + n
    assert list(by_year.values()) == [1055, 878, 746, 864, 260, 149, 23, 0]


@pytest.mark.shared
def test_philadelphias_2020_is_affected_by_closures_and_april_2021_is_held_in_part(shared):
    told = public(shared, "philadelphia-dao/charges_daily_citywide_20140101_20210410", "phila-dao-charges-daily")
    values = told.json()
    assert values["events"][0]["on"] == "2020-03-16/.."
    in_2020 = [found for one in values["series"] for found in one["breaks"] if found["first"] >= "2020-03"]
    assert len(in_2020) >= 3
    assert all("event" in {why["kind"] for why in found["explained"]} for found in in_2020)
    assert all(one["in_part"] == [{"period": "2021-04", "days": 10, "of": 30}] for one in values["series"])
    assert "2020 and later are affected" in told.page()


@pytest.mark.shared
def test_the_fbis_tables_lack_iowa_in_2018_and_do_not_call_it_a_fall(shared):
    told = public(shared, "fbi-ucr-arrests-by-state/arrests_by_state_2014_2018", "fbi-arrests-by-state")
    values = told.json()
    assert values["rows"]["in"] == 510
    assert values["rows"]["quarantined"] == 2
    assert {(one["place"], tuple(one["periods"])) for one in values["lacking"]} == {("us-ia", ("2018",))}
    assert series(values, "prostitution_and_commercialized_vice")["counts"] == [40578, 34240, 32906, 30958, 25619]
    assert not [
        found
        for one in values["by_place"]
        if one["place"] == "us-ia"
        for found in one["breaks"]
        if found["first"] == "2018"
    ]
    nebraska = [
        found for one in values["by_place"] for found in one["breaks"]
        if one["place"] == "us-ne" and one["category"].startswith("prostitution") and found["first"] == "2017"
    ]  # fmt: skip
    assert [why["measure"] for found in nebraska for why in found["explained"]] == ["agencies", "population"]
    assert "Iowa: 2018" in told.page()


@pytest.mark.shared
def test_san_franciscos_sample_says_that_it_holds_half_of_the_days(shared):
    values = public(shared, "sf-police-incidents/incidents_daily_by_category_2003_2015", "sf-incidents-daily").json()
    assert 0.45 <= values["frames"]["incidents"]["share"] <= 0.55
    assert [item["period"] for item in values["series"][0]["in_part"]] == ["2015-05"]


FILES = {
    "phila-dao-arrests-daily": "philadelphia-dao/arrests_daily_citywide_20140101_20210410",
    "phila-dao-dashboard-2020": "philadelphia-dao/dashboard_ytd_month_end_2020",
    "phila-dao-outcomes-bail-monthly": "philadelphia-dao/outcomes_bail_monthly_derived_2014_2020",
    "phila-ppd-incidents-daily": "philadelphia-ppd-incidents/incidents_daily_20100101_20200229",
    "cook-felony-review": "cook-county-sao/felony_review_intake_2011_2017",
    "us-county-population": "us-county-population/county_population_2010_2019",
}


@pytest.mark.shared
@pytest.mark.parametrize("mapping", FILES)
def test_every_public_table_makes_a_report_whose_numbers_add_up(shared, mapping):
    told = public(shared, FILES[mapping], mapping)
    values = told.json()
    rows = values["rows"]
    assert rows["in"] == rows["read"] + rows["quarantined"]
    assert sum(item["n"] for item in values["quarantine"]) == rows["quarantined"]
    for one in values["series"]:
        assert len(one["periods"]) == len(one["counts"])
    assert len(told.page().encode()) < 150_000
