"""The whole of each public count file goes through intake, and its sums are the ones that its publisher's numbers give."""

from collections import Counter
from datetime import date

import pytest

from nolle import verbs
from nolle.errors import NolleError, RecordsError, UnknownId
from nolle.verbs.counting import counts

pytestmark = pytest.mark.shared

DAO = "philadelphia-dao/{}.parquet"
FILES = {
    "phila-dao-arrests-daily": DAO.format("arrests_daily_citywide_20140101_20210410"),
    "phila-dao-charges-daily": DAO.format("charges_daily_citywide_20140101_20210410"),
    "phila-dao-dashboard-2020": DAO.format("dashboard_ytd_month_end_2020"),
    "phila-dao-outcomes-bail-monthly": DAO.format("outcomes_bail_monthly_derived_2014_2020"),
    "phila-ppd-incidents-daily": "philadelphia-ppd-incidents/incidents_daily_20100101_20200229.parquet",
    "cook-dispositions": "cook-county-sao/felony_dispositions_by_offense_race_2011_2016.parquet",
    "cook-felony-review": "cook-county-sao/felony_review_intake_2011_2017.parquet",
    "fbi-arrests-by-state": "fbi-ucr-arrests-by-state/arrests_by_state_2014_2018.parquet",
    "sf-incidents-daily": "sf-police-incidents/incidents_daily_by_category_2003_2015.parquet",
    "us-county-population": "us-county-population/county_population_2010_2019.parquet",
}
ROWS = {  # rows in, rows set aside, numbers
    "phila-dao-arrests-daily": (2_657, 0, 2_657 * 27),
    "phila-dao-charges-daily": (2_657, 0, 2_657 * 27),
    "phila-dao-dashboard-2020": (44_156, 36, 44_120),
    "phila-dao-outcomes-bail-monthly": (37_744, 16, 37_728),
    "phila-ppd-incidents-daily": (3_712, 0, 3_712 * 32),
    "cook-dispositions": (7_287, 0, 7_287),
    "cook-felony-review": (298_919, 0, 298_919),
    "fbi-arrests-by-state": (510, 2, 508 * 33),
    "sf-incidents-daily": (48_620, 0, 48_620),
    "us-county-population": (3_193, 0, 3_193 * 11),
}


@pytest.fixture(scope="module")
def counted(shared):
    """Each file taken in once."""
    return {id: counts(shared / "data" / file, id) for id, file in FILES.items()}


def by_year(counted, id, within=None, **words):
    """Sums by year of the rows that have these words: those that are to be added, or those `within` a total."""
    found: Counter = Counter()
    for row in counted[id].rows:
        if row.overlap == within and all(getattr(row, column) == word for column, word in words.items()):
            found[row.period_first.year] += row.n
    return [n for _, n in sorted(found.items())]


@pytest.mark.parametrize("id", FILES)
def test_every_row_ends_in_one_place(counted, id):
    [file] = counted[id].files
    rows = file.taken.rows
    assert (rows.n_in, rows.n_aside, rows.n_counts) == ROWS[id]
    assert rows.n_in == rows.n_read + rows.n_aside
    assert file.taken.unread == file.taken.missing == ()
    assert file.taken.repeated == 0


@pytest.mark.parametrize("id", FILES)
def test_the_file_is_of_the_vintage_that_its_mapping_states(counted, id):
    [file] = counted[id].files
    assert counted[id].sound
    assert file.standing == ("agrees" if file.mapping.totals else "not_checked")
    own = [one for one in file.taken.held if one.total.vintage == file.mapping.vintage.id]
    assert all(one.agrees for one in own)


SOLD, BOUGHT = "Prostitution/Sex Work", "Patronizing Prostitutes"


def test_philadelphia_arrests_and_charges_by_category_and_year(counted):
    arrests, charges = "phila-dao-arrests-daily", "phila-dao-charges-daily"
    assert by_year(counted, arrests, category=SOLD) == [1070, 884, 759, 869, 612, 518, 99, 0]
    assert by_year(counted, charges, category=SOLD) == [1055, 878, 746, 864, 260, 149, 23, 0]
    assert by_year(counted, arrests, category=BOUGHT) == [319, 191, 217, 214, 117, 122, 45, 1]
    assert by_year(counted, charges, category=BOUGHT) == [314, 190, 217, 214, 110, 117, 45, 1]
    assert by_year(counted, charges, conduct="selling")[0] == 1055
    assert by_year(counted, charges, conduct="buying")[0] == 314


def test_philadelphias_month_ends_count_each_year_once_and_no_subtotal(counted):
    dashboard = "phila-dao-dashboard-2020"
    for measure, sold in {
        "arrests": [1070, 884, 759, 869, 612, 518, 99],
        "charges": [1055, 878, 746, 864, 260, 149, 23],
    }.items():
        assert by_year(counted, dashboard, measure=measure, category=SOLD) == sold
    every = {row.period_first.year: row.n for row in counted[dashboard].rows
             if row.measure == "arrests" and row.category == "All Offenses" and row.period_last.month == 12}  # fmt: skip
    parts = by_year(counted, dashboard, measure="arrests")
    assert parts[1:] == [every[year] for year in range(2015, 2021)], "the office's own totals, from their parts alone"
    totals = {row.category for row in counted[dashboard].rows if row.total and row.category.startswith("All ")}
    assert len(totals) == 6
    assert all(row.overlap for row in counted[dashboard].rows if row.category in totals)


def test_philadelphias_outcomes_by_year_and_kind(counted):
    monthly = "phila-dao-outcomes-bail-monthly"
    all_of_them = [923, 937, 699, 786, 525, 296, 105]
    assert by_year(counted, monthly, measure="outcomes", category=SOLD) == all_of_them
    for words, expected in {
        ("disposition", "Dismissed/Withdrawn/Etc"): [23, 16, 21, 25, 264, 170, 85],
        ("stage", "diverted"): [155, 203, 173, 174, 96, 38, 0],
        ("stage", "convicted"): [720, 691, 480, 560, 156, 51, 5],
    }.items():
        assert (
            by_year(counted, monthly, measure="outcomes", category=SOLD, within="disposition", **dict([words]))
            == expected
        )
    parts = [
        r for r in counted[monthly].rows if r.measure == "outcomes" and r.category == SOLD and r.disposition != "Total"
    ]
    assert sum(r.n for r in parts if r.period_first.year == 2014) == 911, "why the parts are not what is added"


def test_negative_differences_are_flagged_and_kept(counted):
    rows = counted["phila-dao-outcomes-bail-monthly"].rows
    flagged = Counter(row.measure for row in rows if row.flag == "revision_artifact")
    assert flagged == {"outcomes": 58, "bail": 331}
    assert {row.n < 0 for row in rows if row.flag} == {True}
    assert not [row for row in rows if row.n < 0 and not row.flag]


def test_philadelphias_police_incidents_by_year(counted):
    vice = [1033, 1075, 1234, 1140, 1375, 1049, 924, 1043, 701, 740, 129]
    assert by_year(counted, "phila-ppd-incidents-daily", category="Prostitution and Commercialized Vice") == vice
    [row] = {
        (r.conduct, r.holds) for r in counted["phila-ppd-incidents-daily"].rows if r.category.startswith("Prostitution")
    }
    assert row == (None, "selling|buying|third_party"), "wider than a class, and says so"


def test_cook_countys_dispositions_fall_by_a_change_of_law(counted):
    cook = counted["cook-dispositions"]
    assert by_year(counted, "cook-dispositions", category="Prostitution") == [349, 406, 193, 8, 8, 6]
    [told] = cook.json()["files"][0]["breaks"]
    assert (told["on"], told["category"]) == ("2013-08-23", "Prostitution")
    assert "change of law" in told["what"]
    words = {row.disposition: row.stage for row in cook.rows}
    assert words["Nolle Prosecution"] == words["FNPC"] == "dismissed"
    assert words["BFW"] is None, "what the table does not explain has no standard word"
    assert {row.race for row in cook.rows} >= {"HISPANIC", "White [Hispanic or Latino]", None}, "as the office wrote it"


def test_cook_countys_felony_review_by_year(counted):
    review = "cook-felony-review"
    assert by_year(counted, review, disposition="approved") == [43231, 43905, 45395, 41006, 38660, 32306, 30408]
    assert by_year(counted, review, disposition="rejected") == [2837, 2398, 1579, 1366, 1243, 1627, 2077]
    assert sum(by_year(counted, review, disposition=None)) == 10_881
    rows = counted[review].rows
    assert sum(row.n for row in rows) == 298_919
    assert {(row.conduct, row.holds, row.stage) for row in rows} == {(None, None, None)}, "no charge code, no conduct"
    assert len(rows) < 20_000, "handed on as counts, not as one row for each person"


def test_fbi_arrests_of_all_ages_are_not_added_to_those_of_children(counted):
    fbi = "fbi-arrests-by-state"
    vice = {"measure": "arrests", "category": "prostitution_and_commercialized_vice"}
    assert by_year(counted, fbi, **vice) == [40578, 34240, 32906, 30958, 25619]
    assert by_year(counted, fbi, **vice, place="us-pa") == [2332, 1752, 1792, 1755, 1182]
    assert by_year(counted, fbi, measure="arrests") == [
        sum(r.n for r in counted[fbi].rows if r.category == "total_all_classes" and r.age_group == "Total all ages" and r.period_first.year == year)
        for year in range(2014, 2019)
    ], "the parts make up the printed totals"  # fmt: skip
    assert len({row.place for row in counted[fbi].rows}) == 51
    assert {row.measure for row in counted[fbi].rows} == {"arrests", "agencies", "population"}
    assert {row.place_own for row in counted[fbi].rows if row.place == "us-fl"} == {"Florida"}


def test_san_franciscos_incidents_by_year(counted):
    expected = [923, 721, 531, 615, 949, 781, 694, 702, 603, 388, 338, 193, 46]
    assert by_year(counted, "sf-incidents-daily", category="prostitution") == expected


def test_population_of_states_is_not_added_to_that_of_counties(counted):
    rows = counted["us-county-population"].rows
    year = [row for row in rows if row.period_first == date(2019, 1, 1)]
    assert sum(r.n for r in year if r.overlap is None) == sum(r.n for r in year if r.total) == 328_239_523
    [philadelphia] = [r.n for r in year if r.place == "us-pa/philadelphia"]
    [pennsylvania] = [(r.n, r.total, r.overlap) for r in year if r.place == "us-pa"]
    assert philadelphia < pennsylvania[0]
    assert pennsylvania[1:] == (True, "place")
    of_2010 = [row for row in rows if row.period_first == date(2010, 1, 1) and row.overlap is None]
    assert len(of_2010) == 3_142, "the census and the estimate of one year are of the same people"


# ---------------------------------------------------------------- vintages and files together


def test_another_vintage_gives_another_number_and_the_report_says_so(counted):
    [told] = counted["phila-dao-charges-daily"].json()["files"]
    assert told["vintage"]["id"] == "before-2021-12"
    assert told["vintage"]["agrees_with"] == ["before-2021-12"]
    assert told["vintage"]["contradicts"] == ["after-2021-12"]
    other = {t["conduct"]: (t["published"], t["found"]) for t in told["totals"] if t["vintage"] == "after-2021-12"}
    assert other == {"selling": (1102, 1055), "buying": (249, 314), "third_party": (7, None)}


def test_charges_and_arrests_of_one_vintage_go_into_one_table(shared, tmp_path):
    ids = ["phila-dao-arrests-daily", "phila-dao-charges-daily"]
    out = tmp_path / "table.parquet"
    both = counts([shared / "data" / FILES[id] for id in ids], ids, out=out)
    assert len(both.rows) == 2 * 2_657 * 27
    assert {row.measure for row in both.rows} == {"arrests", "charges"}
    assert {s["n"] for s in both.json()["sums"] if s["category"] == SOLD and s["year"] == 2018} == {612, 260}
    import duckdb

    written = duckdb.connect().execute(f"select * from '{out}'").fetchall()
    assert written == [tuple(row) for row in both.rows]
    again = tmp_path / "again.parquet"
    counts([shared / "data" / FILES[id] for id in ids], ids, out=again)
    assert out.read_bytes() == again.read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["again.parquet", "table.parquet"]


def test_files_that_count_the_same_charges_are_not_put_into_one_table(shared):
    ids = ["phila-dao-charges-daily", "phila-dao-dashboard-2020"]
    with pytest.raises(RecordsError, match="would count twice"):
        counts([shared / "data" / FILES[id] for id in ids], ids)
    same = shared / "data" / FILES["cook-dispositions"]
    with pytest.raises(RecordsError, match="would count twice"):
        counts([same, same], "cook-dispositions")


AFTER = """\
id: after
title: A made-up file of the later vintage
row: count_table
columns: {period: year, measure: {constant: charges}, place: {constant: us-pa/philadelphia}, category: what, n: n}
counts: {dated: the year, categories: {Sold: {conduct: selling}, Bought: {conduct: buying}}}
vintage: {series: phila-dao, id: VINTAGE, cite: [{source: phila-dao-after-2021-12, at: all}]}
totals:
  - {measure: charges, conduct: selling, vintage: before-2021-12, n: {2014: 1055}, cite: [{source: phila-dao-daily-2021-04, at: 2014}]}
  - {measure: charges, conduct: selling, vintage: after-2021-12, n: {2014: 1102}, cite: [{source: phila-dao-after-2021-12, at: 2014}]}
cite: [{source: phila-dao-after-2021-12, at: all}]
"""


def later(folder, vintage):
    """A workspace with a mapping of the later vintage, and a file of it."""
    mapping = folder / "mappings/after.yaml"
    mapping.parent.mkdir(parents=True)
    mapping.write_text(AFTER.replace("VINTAGE", vintage), encoding="utf-8")
    file = folder / "after.csv"
    file.write_text("year,what,n\n2014,Sold,1102\n2014,Bought,249\n", encoding="utf-8")
    return file


def test_two_vintages_are_never_put_into_one_table(shared, tmp_path):
    file = later(tmp_path, "after-2021-12")
    arrests = shared / "data" / FILES["phila-dao-arrests-daily"]
    with pytest.raises(RecordsError, match=r'vintage "before-2021-12" and "after\.csv" of the vintage "after-2021-12"'):
        counts([arrests, file], ["phila-dao-arrests-daily", "after"], tmp_path)
    assert counts(file, "after", tmp_path).sound


def test_a_file_whose_numbers_are_of_another_vintage_is_found_out(shared, tmp_path):
    file = later(tmp_path, "before-2021-12")
    alone = counts(file, "after", tmp_path)
    assert not alone.sound
    assert alone.json()["files"][0]["vintage"]["numbers"] == "contradicts"
    arrests = shared / "data" / FILES["phila-dao-arrests-daily"]
    with pytest.raises(RecordsError, match=r'"after\.csv" of the vintage "after-2021-12"'):
        counts([arrests, file], ["phila-dao-arrests-daily", "after"], tmp_path)


def test_what_cannot_be_asked_is_refused(shared, tmp_path):
    file = shared / "data" / FILES["cook-dispositions"]
    with pytest.raises(UnknownId, match="cook-dispositions"):
        counts(file, "cook-disposition")
    with pytest.raises(NolleError, match="one mapping for all"):
        counts([file, file, file], ["cook-dispositions", "cook-felony-review"])
    with pytest.raises(NolleError, match="at least"):
        counts([], "cook-dispositions")
    with pytest.raises(NolleError, match="by the ending"):
        counts(file, "cook-dispositions", out=tmp_path / "table.txt")
    with pytest.raises(UnknownId, match="another vintage"):
        counts(shared / "data" / FILES["fbi-arrests-by-state"], "cook-dispositions")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(NolleError, match=r"folder\.csv: cannot be written: is a directory"):
        counts(file, "cook-dispositions", out=tmp_path / "folder.csv")
    counts(file, "cook-dispositions", out=tmp_path / "made" / "table.csv")
    assert [made.name for made in (tmp_path / "made").iterdir()] == ["table.csv"]


# ---------------------------------------------------------------- lists of codes, which are no counts


@pytest.mark.parametrize(
    ("id", "file", "n"),
    [
        ("ma-charge-codes", "statute-tables/ma_charge_codes.parquet", 2_405),
        ("pa-statutes-charged", "statute-tables/pa_statutes_charged_philadelphia.parquet", 1_061),
        ("ca-doj-offense-codes", "statute-tables/ca_doj_offense_codes_20220415.parquet", 5_638),
    ],
)
def test_the_whole_of_each_code_list_goes_through_the_ordinary_columns(shared, id, file, n):
    told = verbs.check_records(shared / "data" / file, verbs.Asked(id)).json()
    assert told["mapping"]["row"] == "code_list"
    assert (told["rows"]["in"], told["rows"]["charges"], told["quarantine"]) == (n, n, [])
    assert sum(told["matching"].values()) == n
    with pytest.raises(RecordsError, match="not a table of counts"):
        counts(shared / "data" / file, id)


def test_californias_entries_are_bounded_by_their_days(shared, library):
    from nolle.engine.duckdb import DuckDB
    from nolle.intake.charges import Records, take_in

    with DuckDB() as engine:
        file = shared / "data/statute-tables/ca_doj_offense_codes_20220415.parquet"
        records = Records(library.mappings["ca-doj-offense-codes"], engine.open(file), places=tuple(library.places))
        take_in(engine, records, records.layout(library.dictionary, date(2024, 1, 1)))
        rows = engine.fetch(
            "select charge_id, offense_on_first, offense_on_last\n"
            "from charges as c join days_offense_on as d on d.day = c.offense_on_day"
        )
    days = {code: (first, last) for code, first, last in rows}
    assert days["40016"] == (date(1961, 9, 15), date(2020, 11, 12)), "647(b), repealed"
    assert days["40060"] == (date(2020, 11, 13), None), "647(b)(1), which took its place; 99999999 is no day"
