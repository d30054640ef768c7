"""nolle place: a county that was researched, one that was not, one of a state without a catalogue; and names."""

import json
import re
from datetime import date

import pytest

from nolle import verbs
from nolle.cli import main
from nolle.errors import NolleError, UnknownId
from nolle.verbs.placing import find_place, gaps, need_one, page_of, place
from tests.publish.reading import Page

DAY = date(2026, 11, 20)
RESEARCHED = {
    "Manhattan": "us-ny/manhattan-da",
    "Philadelphia": "us-pa/philadelphia-da",
    "San Francisco": "us-ca/san-francisco-da",
}
COLUMNS = ["selling", "buying", "third_party", "loitering", "street_charges", "massage"]


def told(name, day=DAY, workspace=None):
    return place(need_one(find_place(name, workspace)), day, None, workspace)


def ran(capsys, *words):
    """Exit code, data, talk."""
    try:
        code = int(main.app(["place", *words], standalone_mode=False) or 0)
    except SystemExit as ended:
        code = int(ended.code or 0)
    out = capsys.readouterr()
    return code, out.out, out.err


# ---------------------------------------------------------------- researched


@pytest.mark.parametrize(("name", "office"), RESEARCHED.items())
def test_a_researched_place_says_who_decides_what_it_says_and_what_is_open(name, office):
    values = told(name).json()
    assert values["researched"]
    assert values["offices"][0]["office"] == office
    assert office in {one["office"] for one in values["decides"]}
    assert list(values["offices"][0]["today"]) == COLUMNS
    assert values["english"][0].endswith(".")
    about = {q["about"] for q in values["not_known"]}
    assert "sections" not in about
    assert ("ordinances" in about) == (not told(name).ground.spot.place.localities)


def test_manhattan_on_two_days():
    day_one, before = told("Manhattan", date(2022, 1, 3)).json(), told("Manhattan", date(2021, 4, 20)).json()
    assert day_one["offices"][0]["today"]["selling"]["by"][0]["policy"] == "us-ny/manhattan/2022-01-03"
    assert {c["policy"] for c in before["offices"][0]["today"]["selling"]["by"]} <= {"us-ny/manhattan/2016"}
    assert before["as_of"] == "2021-04-20"


def test_the_page_of_a_researched_place_has_the_answer_the_offices_and_the_questions():
    placed = told("Manhattan")
    page = page_of(placed)
    assert "New York County District Attorney’s Office" in page
    for section in ('id="decides"', 'id="gaps"', 'id="history"', 'id="asks"', 'id="sources"'):
        assert section in page
    for question in placed.ground.inquiries:
        assert f'id="ask-{question.id}"' in page


def test_a_city_names_the_county_it_lies_in_and_the_county_its_city():
    seattle, king = told("Seattle").json(), told("King County, WA").json()
    assert seattle["lies_in"] == ["53033"]
    assert "us-wa/seattle" in king["holds"]


def text_of(name, day=DAY):
    """The page as it reads, and its parts by id."""
    page = Page(page_of(told(name, day)))
    assert page.wrong == []
    body = page.all("main")[0]["text"].replace("’", "'").replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", body), {tag["attrs"].get("id"): tag for tag in page.tags}


@pytest.mark.parametrize("name", RESEARCHED)
def test_the_page_begins_with_who_decides_and_the_answer(name):
    text, parts = text_of(name)
    office = verbs.open_library().offices[RESEARCHED[name]].name
    answer = told(name).json()["english"][0]
    head = text[: text.index("whose words")]
    assert f"{office}: all charges, as far as its document says; city and county ordinances: not checked" in head
    assert answer in head
    assert {"decides", "rules", "offenses", "outside", "asks", "who", "sources"} <= set(parts)


@pytest.mark.parametrize("name", RESEARCHED)
def test_what_can_still_be_charged_is_counted_and_adds_up(name):
    _, parts = text_of(name)
    ((of, told_),) = re.findall(
        r"Of (\d+) listed offenses? that can be charged on the day: ([^.]+)\.", parts["offenses"]["text"]
    )
    assert sum(int(n) for n in re.findall(r" (\d+)(?:,|$)", told_)) == int(of)
    every = {entry.offense for cell in told(name).standings[0].today for entry in cell.entries if entry.offense}
    assert len(every) == int(of)


@pytest.mark.parametrize("name", RESEARCHED)
def test_what_others_did_here_and_in_the_state_is_on_the_page(name):
    placed = told(name)
    text, _ = text_of(name)
    here = {placed.ground.spot.id, placed.ground.spot.id.partition("/")[0]}
    events = [event for event in placed.library.outside.values() if event.place in here and event.days.first <= DAY]
    assert events
    for event in events:
        assert event.says.rstrip(".").replace("’", "'") in text, event.id


def test_an_election_to_come_is_not_told_as_done():
    before = date(2021, 11, 1)
    assert "Alvin Bragg was elected District Attorney" in text_of("Manhattan")[0]
    assert "Alvin Bragg was elected District Attorney" not in text_of("Manhattan", before)[0]


def test_competing_statements_are_no_silence():
    text, _ = text_of("San Francisco", date(2023, 6, 1))
    assert "Nothing was found on selling sex" not in text


def test_gaps_are_those_of_the_document_behind_the_answer():
    gaps = told_gaps("us-md/baltimore")
    assert gaps["left"] == "us-md/baltimore/2023-01-03", "the newest document speaks of street charges only"
    assert told_gaps("Manhattan")["left"] == "us-ny/manhattan/2022-01-03"


def told_gaps(name):
    placed = told(name)
    return gaps(placed.standings[0], placed.library)


def test_a_workspace_of_ones_own_has_a_page_with_its_gaps(tmp_path):
    folder = tmp_path / "mine"
    verbs.init(folder)
    verbs.open_library.cache_clear()
    library = verbs.open_library(folder)
    own = next(place for place in library.places if place not in verbs.open_library().places)
    page = page_of(told(own, workspace=folder))
    assert 'id="gaps"' in page
    verbs.open_library.cache_clear()


# ---------------------------------------------------------------- not researched


def test_cook_county_has_the_sections_of_illinois_and_no_office():
    values = told("Cook County, Illinois").json()
    assert (values["id"], values["fips"], values["population_2019"]) == ("us-il/cook", "17031", 5_150_233)
    assert not values["researched"]
    assert values["offices"] == []
    law = {one["conduct"]: one for one in values["law"]}
    assert [o["citation"] for o in law["selling"]["sections"]] == ["720 ILCS 5/11-14"]
    assert law["selling"]["law"] == "listed"
    assert law["loitering_for_prostitution"]["law"] == "none_listed"
    assert {o["offense"] for one in values["law"] for o in one["ended"]}
    about = [q["about"] for q in values["not_known"]]
    assert about[:3] == ["decides", "head", "policy"]
    assert "sections_complete" in about
    assert "sections" not in about


def test_a_county_of_a_state_without_a_catalogue_has_the_classes_not_checked():
    values = told("Franklin, OH").json()
    assert values["catalogue"] is None
    assert [one["law"] for one in values["law"]] == ["not_checked"] * len(COLUMNS)
    assert all(one["sections"] == one["ended"] == [] for one in values["law"])
    assert "sections" in [q["about"] for q in values["not_known"]]
    assert "not checked" in values["english"][0]


@pytest.mark.parametrize("name", ["Cook, IL", "Franklin, OH", "Baltimore County", "Fairfield, CT"])
def test_the_page_of_an_unresearched_place_never_says_that_there_is_none(name):
    placed = told(name)
    page = page_of(placed)
    body = page.partition("<main")[2]
    assert "not yet checked" in body
    for word in ("declines", "will prosecute", "nothing found</", "no policy found<"):
        assert word not in body, word
    assert body.count('class="scroll"') >= 1
    assert len(page) < 100_000
    assert page == page_of(placed), "two runs give the same bytes"
    for question in placed.ground.inquiries:
        assert f'id="ask-{question.id}"' in page


def test_an_office_elsewhere_says_nothing_of_here():
    values = told("Erie, NY").json()
    assert "us-ny/manhattan-da" in values["elsewhere_in_state"]
    assert values["decides"] == []
    assert "decides" in [q["about"] for q in values["not_known"]]
    assert {limit["id"].partition("/")[0] for limit in values["limits"]} <= {"us-ny"}


def test_connecticut_says_what_the_list_does_not_know():
    assert any("planning regions" in note for note in told("Fairfield, CT").json()["notes"])


# ---------------------------------------------------------------- names


def test_an_ambiguous_name_lists_the_choices_and_ends_with_1(capsys):
    code, out, _ = ran(capsys, "St. Louis")
    assert code == 1
    for word in ("St. Louis County", "City of St. Louis", "Missouri", "Minnesota", "994,205", "us-mo/st-louis-city"):
        assert word in out
    code, out, _ = ran(capsys, "Cook", "--json")
    assert code == 1
    assert [choice["id"] for choice in json.loads(out)["choices"]] == ["us-il/cook", "us-ga/cook", "us-mn/cook"]


@pytest.mark.parametrize(
    ("name", "says"),
    [("Phildelphia", "us-pa/philadelphia"), ("Illinois", "is a state"), ("Puerto Rico", "territories")],
)
def test_an_unknown_name_says_what_is_near(name, says):
    with pytest.raises(UnknownId, match=says):
        find_place(name)


@pytest.mark.parametrize(
    "name", ["\x1b[31mred", "[bold]x[/bold]", "../../../etc/passwd", "a" * 5000, "\u202ekooC", "'\"<x>"]
)
def test_a_hostile_name_is_refused_in_plain_text(name):
    with pytest.raises(NolleError) as caught:
        find_place(name)
    assert all(sign.isprintable() or sign == "\n" for sign in str(caught.value))
    assert len(str(caught.value)) < 1000


def test_a_hostile_name_in_a_workspace_is_text_on_the_page_and_in_the_terminal(tmp_path, capsys):
    folder = tmp_path / "mine"
    verbs.init(folder)
    path = folder / "places/us-il/odd.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        'id: us-il/odd\nname: "<script>alert(1)</script> [red]Odd"\nstate: us-il\nfips: "17097"\ncite: []\n',
        encoding="utf-8",
    )
    verbs.open_library.cache_clear()
    page = page_of(told("us-il/odd", workspace=folder))
    assert "<script>" not in page
    code, out, _ = ran(capsys, "us-il/odd", "--workspace", str(folder))
    assert code == 0
    assert "[red]Odd" in out
    verbs.open_library.cache_clear()


def test_the_command_asks_without_a_word_for_asking(capsys, tmp_path):
    code, out, _ = ran(capsys, "cook", "il", "--as-of", "2026-11-20")
    assert code == 0
    assert "Cook County, Illinois" in out
    assert "720 ILCS 5/11-14" in out
    file = tmp_path / "page.html"
    code, out, err = ran(capsys, "us-oh/franklin", "--html", str(file), "--as-of", "2026-11-20")
    assert (code, out) == (0, "")
    assert str(file) in err
    assert "Franklin County, Ohio" in file.read_text(encoding="utf-8")


def test_new_writes_and_refuses(capsys, tmp_path):
    folder = tmp_path / "mine"
    verbs.init(folder)
    verbs.open_library.cache_clear()
    code, _, err = ran(capsys, "new", "lake", "il", "--workspace", str(folder))
    assert code == 0
    assert err.count("wrote ") == 2
    verbs.open_library.cache_clear()
    with pytest.raises(NolleError, match="described already"):
        ran(capsys, "new", "lake", "il", "--workspace", str(folder))
    with pytest.raises(NolleError, match="the name of 3 places"):
        ran(capsys, "new", "cook", "--workspace", str(folder))
    with pytest.raises(NolleError, match='nolle place "new york"'):
        ran(capsys, "new", "york", "--workspace", str(folder))
    verbs.open_library.cache_clear()
    values = told("lake, il", workspace=folder).json()
    assert not values["researched"]
    assert [one["decides"] for one in values["decides"]] == ["not checked"]
    assert "decides" in [q["about"] for q in values["not_known"]]
    verbs.open_library.cache_clear()
