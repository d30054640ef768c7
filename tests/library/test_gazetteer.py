"""The list of counties, and finding by name: never a guess between two."""

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from nolle.cite import Citation
from nolle.errors import NolleError
from nolle.law.gazetteer import Unknown
from nolle.law.places import Place
from nolle.library.gazetteer import base, find, fold, gazetteer, inquiries, inside, spots

PEOPLE = 328_239_523
"""The Bureau's own total for 1 July 2019."""


@pytest.fixture(scope="module")
def places(library):
    return library.places


def ids(match):
    return [spot.id for spot in match.found]


def asked(text, places):
    return ids(find(text, places))


# ---------------------------------------------------------------- the tables


def test_every_county_is_there_once_and_they_add_up():
    known = gazetteer()
    assert (len(known.states), len(known.counties)) == (51, 3142)
    assert sum(county.population for county in known.counties.values()) == PEOPLE
    assert all(fips[:2] == county.state.fips for fips, county in known.counties.items())
    assert {state.id for state in known.states.values()} == {f"us-{s.postal.lower()}" for s in known.states.values()}


def test_it_says_what_the_census_file_says(shared):
    parquet = pytest.importorskip("pyarrow.parquet")
    file = shared / "data" / "us-county-population" / "county_population_2010_2019.parquet"
    if not file.is_file():
        pytest.skip("needs the shared data folder beside the checkout, which is not there")
    rows = [row for row in parquet.read_table(file).to_pylist() if int(row["SUMLEV"]) == 50]
    told = {c.fips: (c.name, c.state.name, c.population) for c in gazetteer().counties.values()}
    assert told == {r["fips"]: (r["CTYNAME"], r["STNAME"], int(r["POPESTIMATE2019"])) for r in rows}


def test_other_names_and_notes_speak_of_what_is_there():
    known = gazetteer()
    assert {other.fips for other in known.names.names} <= known.counties.keys()
    assert {note.state for note in known.names.notes} <= known.states.keys()


def test_there_is_one_question_for_each_thing_that_can_be_open():
    told = [one.about for one in inquiries().questions]
    assert sorted(told) == sorted(Unknown)
    assert all(one.whom and one.ask.endswith("?") and one.why for one in inquiries().questions)


def test_every_spot_has_an_id_of_its_own(places):
    told = [spot.id for spot in spots(places)]
    assert len(told) == len(set(told)) >= 3142


# ---------------------------------------------------------------- finding


@pytest.mark.parametrize(
    "text",
    ["Cook, IL", "cook il", "COOK COUNTY, Illinois", "Cook County IL", "cook county illinois", " Cook ,  il ",
     "cook co, il", "us-il/cook", "17031"],
)  # fmt: skip
def test_one_place_in_many_spellings(text, places):
    assert asked(text, places) == ["us-il/cook"]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Manhattan", "us-ny/manhattan"), ("New York County", "us-ny/manhattan"), ("brooklyn", "us-ny/brooklyn"),
        ("Kings County, NY", "us-ny/brooklyn"), ("Philadelphia", "us-pa/philadelphia"),
        ("San Francisco", "us-ca/san-francisco"), ("Seattle", "us-wa/seattle"), ("City of Seattle", "us-wa/seattle"),
        ("Baltimore City", "us-md/baltimore"), ("Baltimore County", "us-md/baltimore-county"),
        ("Washington, D.C.", "us-dc/district-of-columbia"), ("Doña Ana", "us-nm/dona-ana"),
        ("Prince George’s", "us-md/prince-georges"), ("Carson City", "us-nv/carson-city"),
        ("St. Louis city", "us-mo/st-louis-city"), ("saint louis county, mn", "us-mn/st-louis"),
        ("Dade County", None), ("LaSalle, IL", "us-il/lasalle"), ("La Salle IL", "us-il/lasalle"),
        ("Orleans Parish", "us-la/new-orleans"),
    ],
)  # fmt: skip
def test_names(text, id, places):
    found = asked(text, places)
    if id is None:  # a former name of one county is the name of others today: all of them are offered
        assert len(found) > 1
        assert "us-fl/miami-dade" in found
    else:
        assert found == [id]


def test_a_name_of_several_gives_all_of_them_the_largest_first(places):
    assert asked("Cook", places) == ["us-il/cook", "us-ga/cook", "us-mn/cook"]
    assert asked("St. Louis", places) == ["us-mo/st-louis-county", "us-mo/st-louis-city", "us-mn/st-louis"]
    assert asked("Baltimore", places) == ["us-md/baltimore-county", "us-md/baltimore"]
    assert set(asked("New York", places)) >= {"us-ny/manhattan", "us-ny/bronx", "us-ny/queens"}


def test_co_may_be_colorado_or_county(places):
    assert "us-co/lake" in asked("Lake Co", places)
    assert len(asked("Lake Co", places)) > 5
    assert asked("Lake, CO", places) == ["us-co/lake"]


def test_a_county_is_not_taken_for_the_city_that_was_asked_for(places):
    match = find("Oklahoma City", places)
    assert not match.found
    assert match.near[0].id == "us-ok/oklahoma"


def test_a_typo_gets_the_nearest_names_and_no_answer(places):
    match = find("Phildelphia", places)
    assert not match.found
    assert match.near[0].id == "us-pa/philadelphia"
    assert find("Cuyhoga, OH", places).near[0].id == "us-oh/cuyahoga"


def test_a_state_is_no_place_and_a_territory_is_absent(places):
    state = find("Illinois", places).state
    assert state is not None
    assert state.id == "us-il"
    assert not find("Illinois", places).found
    for name, word in (("Puerto Rico", "territories"), ("Capitol Planning Region, CT", "planning regions")):
        absent = find(name, places).absent
        assert absent is not None
        assert word in absent.says


@pytest.mark.parametrize("text", ["", "   ", "...", "\0\x1b", "x" * 101, "县"])
def test_what_is_no_name_is_refused(text, places):
    with pytest.raises(NolleError, match="name"):
        find(text, places)


@pytest.mark.parametrize("text", ["../../etc/passwd", "[red]Cook", "Cook'; drop table x", "%00", "us-il/../us-ny/x"])
def test_hostile_names_find_nothing_or_the_name_in_them(text, places):
    assert set(asked(text, places)) <= {"us-il/cook", "us-ga/cook", "us-mn/cook"}


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.sampled_from(sorted(gazetteer().counties)))
@example("35013")
@example("24510")
def test_every_county_is_found_by_its_name_and_state(fips):
    county = gazetteer().counties[fips]
    for text in (f"{county.name}, {county.state.postal}", f"{county.name} {county.state.name}".lower(), fips):
        found = find(text, {}).found
        assert [spot.county and spot.county.fips for spot in found] == [fips], text


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.text(max_size=120))
def test_any_text_gets_an_answer_or_a_plain_refusal(text):
    try:
        match = find(text, {})
    except NolleError:
        return
    assert match.asked.isprintable()
    assert not (match.found and match.near)


def test_folding():
    assert fold("St. Mary's") == fold("saint marys") == "st marys"
    assert fold("Co") == "co"
    assert base("city and county of denver") == "city and county of denver"
    assert (base("cook county"), base("james city county"), base("city of seattle")) == (
        "cook", "james city", "seattle",
    )  # fmt: skip


# ---------------------------------------------------------------- described places


def place(id, **more):
    return Place(id=id, name=more.pop("name", id), state=id[:5], cite=(Citation(source="x", at="y"),), **more)


def test_a_described_county_takes_the_place_of_the_bare_one():
    found = find("Lake, IL", {"us-il/big-lake": place("us-il/big-lake", name="The Lake", fips="17097")}).found
    assert [(spot.id, spot.county and spot.county.name) for spot in found] == [("us-il/big-lake", "Lake County")]


def test_a_city_is_found_with_the_county_it_lies_in():
    city = place("us-il/waukegan", name="City of Waukegan", within=("17097",), also=("Waukegan Town",))
    for text in ("Waukegan", "city of waukegan, il", "Waukegan Town"):
        [spot] = find(text, {city.id: city}).found
        assert (spot.id, spot.county, [c.name for c in spot.within]) == (city.id, None, ["Lake County"])
    assert inside(gazetteer().counties["17097"], {city.id: city}) == (city,)


def test_an_id_that_a_city_has_taken_is_not_given_to_the_county():
    city = place("us-il/lake", name="City of Lake", within=("17097",))
    assert asked("Lake County, IL", {city.id: city}) == ["us-il/lake-county"]
    assert set(asked("Lake, IL", {city.id: city})) == {"us-il/lake", "us-il/lake-county"}
