"""Pictures of made-up rows: every answer with its word, counts that add up, the same bytes, nothing from outside."""

import re
from collections import Counter
from datetime import date
from xml.etree import ElementTree

import pytest

from nolle.analysis.durability import Curve, Point
from nolle.analysis.standing import COLUMNS, Value
from nolle.analysis.standing.lifetimes import End, Lifetime
from nolle.cite import Source
from nolle.dates import parse
from nolle.library.gazetteer import gazetteer
from nolle.publish.cells import VALUES
from nolle.publish.pictures import theme
from nolle.publish.pictures.durability import durability
from nolle.publish.pictures.maps import MOST, Site, county_map
from nolle.publish.pictures.matrix import matrix
from nolle.publish.pictures.page import picture_page
from nolle.publish.pictures.picture import png, svg
from nolle.publish.pictures.tiles import tile_map
from nolle.terms import Instrument
from tests.publish.pictures.made_up import every, names, row

pytest.importorskip("altair", reason="pictures need the extra charts")
pytest.importorskip("vl_convert", reason="pictures need the extra charts")

DAY = date(2026, 11, 20)
FIPS = {"us-ca/x": "06075", "us-ny/y": "36061", "us-ny/z": "36047", "us-wa/c": ""}


@pytest.fixture(scope="module")
def whole():
    rows = every()
    return matrix(rows, names(rows), DAY)


def texts(drawn):
    return [one.text for one in ElementTree.fromstring(drawn).iter() if one.tag.endswith("text")]


def test_the_matrix_names_every_answer(whole):
    words = Counter(texts(svg(whole)))
    assert all(words[VALUES[value]] >= len(COLUMNS) for value in Value)
    assert len(whole.rows) == len(Value) * len(COLUMNS)


def test_the_counts_of_the_text_add_up_to_the_offices(whole):
    told = re.findall(r"The answers are: ([^.]+)\.", whole.alt)
    assert len(told) == len(COLUMNS)
    for sentence in told:
        assert sum(int(part.split()[0]) for part in sentence.split(", ")) == len(Value)
    assert f"Counted from the {len(whole.rows)} rows." in whole.alt


def test_a_practice_is_counted_apart_and_drawn_in_outline():
    rows = [row(Value.DECLINES, "us-zz/a"), row(Value.DECLINES, "us-zz/b", kind=Instrument.PRACTICE)]
    told = matrix(rows, names(rows), DAY)
    assert "says something at 1 of 2 offices; 1 more by practice" in told.alt
    assert [one["drawn_as"] for one in told.rows] == ["policy", "outline: practice"]
    assert "practice, since 2021-03-26" in texts(svg(told))


def test_an_imprecise_beginning_is_not_written_as_a_stretch():
    rows = [row(Value.DECLINES, since="2017-01-01/2022-11-14"), row(Value.DECLINES, "us-zz/b", since="../2021-03-08")]
    words = texts(svg(matrix(rows, names(rows), DAY)))
    assert "began 2017 to 2022" in words
    assert "by 2021-03-08" in words


def test_same_rows_same_bytes(whole):
    again = matrix(every(), names(every()), DAY)
    assert svg(whole) == svg(again)
    assert png(whole, 1.0) == png(again, 1.0)
    assert png(whole, 1.0).startswith(b"\x89PNG")


def made_map(rows=None):
    rows = rows or [
        row(Value.DECLINES, "us-ca/x"), row(Value.PROSECUTES, "us-ny/y"), row(Value.NOT_CHECKED, "us-ny/z"),
        row(Value.STATUS_UNKNOWN, "us-wa/c"), row(Value.SILENT, "us-zz/nowhere"),
    ]  # fmt: skip
    sites = {place: Site(fips, () if fips else ("53033",), ("A County",)) for place, fips in FIPS.items()}
    return county_map(rows, names(rows), sites, DAY)


def test_the_map_counts_every_county_once():
    told = made_map()
    assert sum(one["counties"] for one in told.rows) == 3142
    assert told.rows[-1]["counties"] == 3140
    assert told.rows[-1]["answer"] == "not yet checked"
    assert "2 counties are filled and 3,140 are blank: not checked" in told.alt


def test_an_office_without_a_county_is_named_as_not_drawn():
    told = made_map()
    shown = {one["place"]: one["map"] for one in told.rows}
    assert shown["us-zz/nowhere"].startswith("not drawn")
    assert shown["us-wa/c"] == "a mark: its place is no county, and lies in A County"
    assert shown["us-ny/z"] == "blank"
    assert "Not drawn, for the map has no county of theirs: Office of us-zz/nowhere." in told.alt
    assert "Office of us-zz/nowhere" not in " ".join(texts(svg(told)))


def test_a_code_that_the_map_does_not_have_is_named():
    rows = [row(Value.DECLINES, "us-ct/region")]
    told = county_map(rows, names(rows), {"us-ct/region": Site("09110")}, DAY)
    assert told.rows[0]["map"] == "not drawn: the map has no county 09110"
    assert told.rows[-1]["counties"] == 3142


def test_offices_of_one_county_that_do_not_agree_are_not_drawn_as_one_of_them():
    rows = [row(Value.DECLINES, "us-ca/x"), row(Value.PROSECUTES, "us-ca/x2")]
    sites = {"us-ca/x": Site("06075"), "us-ca/x2": Site("06075")}
    told = county_map(rows, names(rows), sites, DAY)
    assert [one["counties"] for one in told.rows] == [1, 0, 3141]
    assert told.rows[0]["map"] == "county filled, with other offices of it"
    drawn = svg(told)
    assert "map-crossed" in drawn
    assert "map-slashed" not in drawn


def test_many_offices_get_a_key_with_counts_in_place_of_labels():
    codes = sorted(gazetteer().counties)[: 2 * MOST + 4]
    rows = [row(Value.DECLINES if at % 2 else Value.PROSECUTES, f"us-zz/{code}") for at, code in enumerate(codes)]
    told = county_map(rows, names(rows), {f"us-zz/{code}": Site(code) for code in codes}, DAY)
    words = texts(svg(told))
    assert f"declines: {MOST + 2}" in words
    assert f"will prosecute: {MOST + 2}" in words


def made_tiles():
    rows = [
        row(Value.DECLINES, "us-ny/a"), row(Value.DECLINES, "us-ny/b", kind=Instrument.PRACTICE),
        row(Value.PROSECUTES, "us-ny/c"), row(Value.NOT_CHECKED, "us-ny/d"), row(Value.NO_POLICY, "us-ct/e"),
    ]  # fmt: skip
    return tile_map(rows, gazetteer().states, DAY)


def test_tiles_count_what_was_researched_and_add_up():
    told = made_tiles()
    state = {one["state"]: one for one in told.rows}
    assert len(told.rows) == 51
    york = state["us-ny"]
    assert (york["offices"], york["researched"], york["declines"], york["declines_by_practice"]) == (4, 3, 1, 1)
    assert york["will_prosecute"] == 1
    counts = [name for name in york if name not in ("state", "name", "offices", "researched", "sources")]
    for one in told.rows:
        assert sum(one[name] for name in counts) == one["researched"]
    assert "1 of 4 offices researched, in 2 states, decline by a policy in force, and 1 more by practice" in told.alt
    assert "The other 49 tiles are blank: not yet checked, which is not no." in told.alt
    assert told.alt.endswith("= 4.")


def test_an_empty_tile_says_no_number():
    words = texts(svg(made_tiles()))
    assert "1 of 3 decline" in words
    assert "0 of 1 declines" in words
    assert sum(word.endswith(("decline", "declines")) for word in words) == 2


def lived(id, days, end):
    return Lifetime(id, "us-zz/a-da", "us-zz/a", "written_memo", end, parse("2020-01-01"), parse("2021"), days, 0)


def made_curve():
    point = Point(400, 0.5, 0.1, 0.8, 2, 1)
    curve = Curve(3, 1, (point,), 400, 400, None)
    told = [lived("a", 400, End.SUCCESSOR), lived("b", 800, End.STANDS), lived("c", 100, End.UNKNOWN)]
    return durability(told, curve, {"written_memo": curve}, {"a": ("one",), "b": ("two",), "c": ()}, 2, DAY)


def test_the_curve_tells_its_numbers_and_who_is_at_risk():
    told = made_curve()
    assert [(one["days"], one["share"], one["at_risk"], one["ended"]) for one in told.rows[:2]] == [
        (0, "1.000", 3, 0), (400, "0.500", 2, 1),
    ]  # fmt: skip
    assert told.rows[1]["which"] == ("a",)
    assert told.rows[1]["sources"] == ("one",)
    assert "Half had ended after 1.1 years (95 % interval 1.1 to no bound)." in told.alt
    words = texts(svg(told))
    assert words.count("3") >= 1
    at_risk = [word for word in words if word in ("3", "2", "1")]
    assert at_risk[-3:] == ["3", "2", "1"]


def test_a_curve_without_an_end_is_a_level_line():
    told = durability([lived("b", 800, End.STANDS)], Curve(1, 0, (), None, None, None), {}, {}, 0, DAY)
    assert "Half have not ended within what the record shows." in told.alt
    assert svg(told).startswith("<svg")


@pytest.mark.parametrize("made", [made_map, made_tiles, made_curve], ids=["map", "tiles", "durability"])
def test_a_drawing_is_steady_and_holds_nothing_from_outside(made):
    first, second = svg(made()), svg(made())
    assert first == second
    root = ElementTree.fromstring(first)
    assert [one.text for one in root if one.tag.endswith("title")] == [made().title]
    assert [one.text for one in root if one.tag.endswith("desc")] == [made().alt]
    assert root.attrib["role"] == "img"
    assert set(re.findall(r"https?://[^\"' )]+", first)) == {"http://www.w3.org/2000/svg"}
    assert set(re.findall(r"(?<!&)#[0-9a-fA-F]{6}\b", first)) <= {*theme.DARK, *theme.DARK.values()}


def test_a_page_has_the_picture_its_words_and_its_numbers():
    told = made_tiles()
    source = Source(id="made-up", title="A made-up source")
    page = picture_page([told, made_map()], {"made-up": source})
    assert page.count('role="img"') == 2
    assert page.count("<table") == 2
    assert "A made-up source" in page
    assert "<script" not in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert told.alt.split(". ")[0] in page
