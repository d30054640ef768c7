"""Pictures of the record that ships: they say what the tracker says, and their counts add up."""

import csv
import sys
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from nolle import verbs
from nolle.analysis.standing import Value
from nolle.errors import NolleError
from nolle.publish.cells import VALUES
from nolle.publish.pictures.picture import svg
from nolle.verbs.exporting import JOIN
from nolle.verbs.picturing import NAMES, pictures, write_page, write_picture, write_pictures

pytest.importorskip("altair", reason="pictures need the extra charts")
pytest.importorskip("vl_convert", reason="pictures need the extra charts")
pytest.importorskip("statsmodels", reason="a survival curve needs the extra impact")

DAY = date(2021, 6, 1)


@pytest.fixture(scope="module")
def tracked():
    return verbs.track(DAY)


@pytest.fixture(scope="module")
def drawn():
    return {one.name: one for one in pictures(DAY, place="us-md/baltimore")}


def test_all_of_them_in_their_order(drawn):
    assert tuple(drawn) == NAMES
    assert all(one.alt and one.rows and one.sources for one in drawn.values())


def test_every_row_names_sources_that_are_known(drawn, tracked):
    for one in drawn.values():
        assert set(one.sources) <= set(tracked.library.sources)
        unsourced = [row for row in one.rows if not row["sources"]]
        blank = {"map": 1, "tiles": sum(not row["researched"] for row in drawn["tiles"].rows)}
        assert len(unsourced) == blank.get(one.name, 0), one.name


def test_the_matrix_is_the_table_of_the_tracker(drawn, tracked):
    told = [(row["office"], row["conduct"], row["answer"], row["since"]) for row in drawn["matrix"].rows]
    assert told == [(row.office, row.conduct, VALUES[row.value], row.since) for row in tracked.rows]


def test_the_tiles_and_the_map_count_the_same_offices(drawn, tracked):
    selling = [row for row in tracked.rows if row.conduct == "selling"]
    tiles, offices = drawn["tiles"].rows, drawn["map"].rows[:-1]
    assert sum(row["researched"] for row in tiles) == sum(row.value is not Value.NOT_CHECKED for row in selling)
    assert [row["office"] for row in offices] == [row.office for row in selling]
    declining = sum(row["declines"] + row["declines_by_practice"] for row in tiles)
    assert declining == sum(row["answer"] == "declines" for row in offices)
    assert sum(row["counties"] for row in drawn["map"].rows) == 3142


def test_every_office_of_the_record_is_on_the_map_or_named(drawn):
    shown = {row["office"]: row["map"] for row in drawn["map"].rows[:-1]}
    assert not [office for office, how in shown.items() if how.startswith("not drawn")]
    assert shown["us-ca/san-francisco-da"] == "county filled"
    assert shown["us-md/baltimore-sao"] == "county filled"
    assert shown["us-wa/seattle-city-attorney"] == "a mark: its place is no county, and lies in King County"
    assert "New Haven County" in shown["us-ct/new-haven-sao"]


def test_one_kind_of_charge_at_a_time():
    [told] = pictures(DAY, names=("map",), conduct="buying")
    assert {row["conduct"] for row in told.rows} == {"buying"}
    assert told.title.startswith("Buying sex")


def test_the_timeline_covers_every_day_of_every_kind_of_charge_once(drawn):
    rows = [row for row in drawn["timeline"].rows if row["lane"] == "answer"]
    for conduct in {row["id"] for row in rows}:
        mine = [row for row in rows if row["id"] == conduct]
        assert mine[-1]["until"] == ""
        assert all(one["until"] == other["from"] for one, other in pairwise(mine))


def test_the_timeline_says_what_happened_when(drawn):
    rows = drawn["timeline"].rows
    selling = [(row["from"], row["says"]) for row in rows if row["lane"] == "answer" and row["id"] == "selling"]
    assert ("2020-03-18", "declines") in selling
    documents = {row["id"]: row for row in rows if row["lane"] == "document"}
    ended = documents["us-md/baltimore/2020-03-18"]
    assert (ended["from"], ended["until"], ended["drawn_as"]) == ("2020-03-18", "2021-03-26", "whole")
    assert documents["us-md/baltimore/2023-01-03"]["drawn_as"] == "not drawn: not yet begun"
    heads = [row["title"] for row in rows if row["lane"] == "office-holder"]
    assert "Marilyn Mosby" in heads


def test_what_is_no_policy_is_drawn_in_outline_and_what_nobody_knows_is_dotted():
    [told] = pictures(date(2022, 6, 1), names=("timeline",), place="San Francisco")
    drawn = {row["id"]: row["drawn_as"] for row in told.rows if row["lane"] == "document"}
    assert drawn["us-ca/san-francisco/2018-01-11"] == "whole; dotted"
    assert drawn["us-ca/san-francisco/2019-10-27"] == "a point in outline"
    assert drawn["us-ca/san-francisco/2020-01"] == "faded ends; outline"
    assert "promise: no policy" in told.alt


def test_a_police_agreement_stands_with_the_police_and_in_outline():
    [told] = pictures(DAY, names=("timeline",), place="us-ct/new-haven")
    [police] = [row for row in told.rows if row["office"] == "us-ct/new-haven-police" and row["lane"] == "document"]
    assert police["drawn_as"] == "a point in outline"
    assert {row["says"] for row in told.rows if row["lane"] == "answer"} == {"no policy found"}


def test_the_counts_of_the_timeline_add_up(drawn):
    told = drawn["timeline"]
    lanes = Counter(row["lane"] for row in told.rows)
    assert f"The table has {len(told.rows)} rows: " in told.alt
    assert f"{lanes['document']} documents" in told.alt
    unseen = sum(row["drawn_as"].startswith("not drawn") for row in told.rows)
    assert f"{unseen} of them are not drawn" in told.alt


def test_every_place_with_an_office_has_a_timeline(tracked):
    for place in sorted({office.place for office in tracked.library.offices.values()}):
        [told] = pictures(date(2026, 11, 20), names=("timeline",), place=place)
        assert svg(told).startswith("<svg"), place


def test_the_curve_is_that_of_the_tracker(drawn):
    told = verbs.track_durability(DAY)
    every = [row for row in drawn["durability"].rows if row["documents"] == "all"]
    assert [row["days"] for row in every] == [0, *(point.days for point in told.all.points)]
    assert len(every[0]["which"]) == every[0]["at_risk"] == told.all.n
    assert all(len(row["which"]) == row["ended"] for row in every[1:])


def test_as_known_on_another_day_is_said():
    [told] = pictures(DAY, date(2021, 6, 1), names=("tiles",))
    assert "as known on 1 June 2021" in told.title
    assert "as known on 1 June 2021" in told.alt


# -- files


def test_a_picture_is_written_with_its_numbers_and_its_text(drawn, tmp_path):
    out = tmp_path / "tiles.svg"
    written = write_picture(drawn["tiles"], out)
    assert [file.name for file in written] == ["tiles.svg", "tiles.csv", "tiles.sources.csv", "tiles.txt"]
    with (tmp_path / "tiles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 51
    with (tmp_path / "tiles.sources.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    assert {id for row in rows for id in row["sources"].split(JOIN) if id} == known
    assert drawn["tiles"].alt in (tmp_path / "tiles.txt").read_text(encoding="utf-8")
    first = out.read_bytes()
    write_picture(drawn["tiles"], out)
    assert out.read_bytes() == first


def test_several_go_into_a_folder_or_onto_a_page(drawn, tmp_path):
    some = [drawn["tiles"], drawn["durability"]]
    files = {file.name for file in write_pictures(some, tmp_path / "all")}
    assert {"tiles.svg", "tiles.png", "durability.svg", "durability.png", "index.html"} <= files
    [page] = write_page(some, tmp_path / "page.html")
    assert page.read_text(encoding="utf-8").count('role="img"') == 2


# -- what cannot be drawn


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"names": ("pie",)}, 'no picture "pie". Use one of: timeline'),
        ({"names": ("timeline",)}, "a timeline is of one place"),
        ({"names": ("timeline",), "place": "us-il/cook"}, "no office of us-il/cook is known"),
        ({"names": ("map",), "conduct": "dancing"}, 'no kind of charge "dancing"'),
        ({"names": ("matrix",), "within": "us-zz"}, 'no office is known at "us-zz"'),
    ],
)
def test_what_cannot_be_drawn_says_why(asked, said):
    with pytest.raises(NolleError) as error:
        pictures(DAY, **asked)
    assert said in str(error.value)


def test_an_ending_that_is_no_picture_is_refused(drawn, tmp_path):
    with pytest.raises(NolleError, match=r"a picture is written as \.svg, \.png, \.html"):
        write_picture(drawn["tiles"], tmp_path / "tiles.gif")
    assert not list(tmp_path.iterdir())


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(NolleError, match=r'pip install "nolle\[charts\]"'):
        pictures(DAY, names=("tiles",))
