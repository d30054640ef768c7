"""Where pages stand: links from any depth, only to pages that there are; how a page is cited; what its data holds."""

from dataclasses import replace
from datetime import date

import pytest
from markupsafe import Markup

from nolle.cite import Source
from nolle.dates import parse
from nolle.publish.site import data
from nolle.publish.site.frame import (
    ALONE,
    MENU,
    Figure,
    Frame,
    Sheet,
    Site,
    SitePage,
    clause_anchor,
    ending,
    made,
    source_anchor,
)
from nolle.publish.site.seen import dated, since
from nolle.publish.site.sources import cited_by
from tests.publish.reading import Page

PATHS = frozenset({"index", "places", "places/us-xx/made-up", "policies/us-xx/made-up/2022-01-03", "sources"})
SITE = Site(date(2024, 5, 6), None, "0123456789abcdef", PATHS, {"slides": "sources"})
SHEET = Sheet("rows", "its rows", {"name": "a name", "n": "a count", "sources": "sources"}, [
    {"name": "one", "n": 1, "sources": ("slides", "slides-2")},
    {"name": "=2", "n": 2, "sources": ()},
])  # fmt: skip


@pytest.mark.parametrize(
    ("at", "to", "href"),
    [
        ("index", "places", "places.html"),
        ("index", "places/us-xx/made-up", "places/us-xx/made-up.html"),
        ("places/us-xx/made-up", "index", "../../index.html"),
        ("places/us-xx/made-up", "places", "../../places.html"),
        ("places/us-xx/made-up", "policies/us-xx/made-up/2022-01-03", "../../policies/us-xx/made-up/2022-01-03.html"),
        ("policies/us-xx/made-up/2022-01-03", "places/us-xx/made-up", "../../../places/us-xx/made-up.html"),
        ("places/us-xx/made-up", "places/us-xx/other", ""),
    ],
)
def test_links_are_relative_and_only_to_pages_that_there_are(at, to, href):
    assert Frame(at, SITE).to(to) == href


def test_a_page_alone_links_nowhere():
    assert ALONE.alone
    assert ALONE.to("index") == ""
    assert ALONE.source("slides") == ""
    assert ALONE.template == "base.html"


def test_an_exception_stands_with_its_rule():
    assert clause_anchor("prostitution/felony-on-the-instrument") == clause_anchor("prostitution")
    link = Frame("index", SITE).clause("us-xx/made-up/2022-01-03", "prostitution/felony")
    assert link == "policies/us-xx/made-up/2022-01-03.html#clause-prostitution"


def test_a_place_on_the_same_page_is_named_by_its_anchor_alone():
    assert Frame("sources", SITE).source("slides") == f"#{source_anchor('slides')}"


def test_sources_of_the_law_have_a_list_of_their_own():
    site = Site(SITE.as_of, paths=PATHS | {"sources-law"}, lists={"slides": "sources", "code": "sources-law"})
    assert Frame("index", site).source("slides") == "sources.html#source-slides"
    assert Frame("index", site).source("code") == "sources-law.html#source-code"


def test_a_citation_has_title_days_page_version_and_documents():
    told = Site(date(2024, 5, 6), date(2024, 6, 1), "0123456789abcdef").cite("Made-up", "places/us-xx/made-up")
    for part in (
        "“Made-up”",
        "as of 6 May 2024",
        "as known on 1 June 2024",
        "places/us-xx/made-up.html",
        "0123456789ab",
    ):
        assert part in told


def test_the_first_sheet_has_the_name_of_the_page():
    assert [ending(at, SHEET) for at in (0, 1)] == [".csv", ".rows.csv"]
    frame = Frame("places/us-xx/made-up", SITE, "Made-up", (SHEET, SHEET))
    assert [href for _, href in frame.files] == ["made-up.csv", "made-up.rows.csv"]
    assert frame.data == "made-up.json"


def test_the_data_of_a_page_names_every_source_of_its_rows(made_up):
    page = SitePage("index", "Made-up", "In short.", "", (SHEET,), ("other",))
    told = data.values(page, SITE, _with_sources(made_up))
    assert [source["id"] for source in told["sources"]] == ["slides", "slides-2"]
    assert told["tables"][0]["rows"][0]["sources"] == ["slides", "slides-2"]
    assert (told["as_of"], told["known_on"], told["documents_sha256"]) == ("2024-05-06", None, "0123456789abcdef")
    assert data.cells(SHEET) == [["one", 1, "slides; slides-2"], ["=2", 2, ""]]


def _with_sources(library):
    return replace(library, sources={id: Source(id=id, title=id) for id in ("slides", "slides-2")})


def test_a_date_says_the_same_to_people_and_machines():
    assert str(dated(parse("2021-03"))) == '<time datetime="2021-03">March 2021</time>'
    assert since(parse("2021-03")) == "since March 2021"
    assert since(parse("../2021-03-08")) == "begun by 8 March 2021"


def test_sources_are_found_wherever_a_document_names_them():
    document = {"cite": [{"source": "a", "at": ""}], "rules": [{"cite": [{"source": "b"}], "note": "source"}]}
    assert list(cited_by(document)) == ["a", "b"]


def test_a_picture_stands_on_its_page_with_its_text_and_its_numbers():
    figure = Figure(
        "shares", "Shares", Markup("<svg><title>x</title></svg>"), "Two of three <b>", ["a"], [["<i>7</i>"]]
    )
    site = Site(SITE.as_of, paths=frozenset(path for path, _ in MENU), figures={"places": [figure]})
    values = {"heading": "Places", "note": "", "titles": ["a"], "groups": []}
    html = made(site, "places", "site_list.html", "Places", "None.", values, [SHEET]).html
    page = Page(html)
    assert page.wrong == []
    drawn = page.all("div", role="img")
    assert [one["attrs"]["aria-label"] for one in drawn] == ["Two of three <b>"]
    assert "<svg><title>x</title></svg>" in html
    assert "&lt;i&gt;7&lt;/i&gt;" in html
    other = made(site, "offices", "site_list.html", "Offices", "None.", values, [SHEET]).html
    assert not Page(other).all("div", role="img")
