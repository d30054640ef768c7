"""The page of a quality report: golden text, pictures that say what their tables say, and nothing personal."""

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from nolle import verbs
from nolle.dates import parse
from nolle.publish import quality_sentences as sentences
from nolle.publish import quality_words as words
from nolle.publish.charts import HEIGHT, WIDE, Time, chart
from nolle.publish.quality import page
from tests.acceptance import worlds
from tests.publish import example_quality as example
from tests.publish.reading import Page
from tests.publish.test_pages import without_style

GOLDEN = Path(__file__).parent / "golden"
TOLD = {"charges": example.charges, "counts": example.counts}


@pytest.fixture(scope="module", params=TOLD)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def text(name):
    return page(TOLD[name]())


# -- what holds of every page


def test_golden(name, text, update_golden):
    file = GOLDEN / f"quality-{name}.html"
    if update_golden:
        file.write_text(without_style(text), encoding="utf-8")
    assert without_style(text) == file.read_text(encoding="utf-8")


def test_well_formed_and_every_link_leads_somewhere(text):
    read = Page(text)
    assert read.wrong == []
    ids = [tag["attrs"]["id"] for tag in read.tags if "id" in tag["attrs"]]
    assert len(ids) == len(set(ids))
    asked = [
        part
        for tag in read.tags
        for key in ("href", "aria-labelledby")
        for part in tag["attrs"].get(key, "").split()
        if part and (key != "href" or part.startswith("#"))
    ]
    assert {one.removeprefix("#") for one in asked} <= set(ids)


def test_nothing_runs_and_nothing_is_loaded(text):
    read = Page(text)
    for tag in ("script", "link", "img", "iframe", "object", "form"):
        assert not read.all(tag)
    assert not any(key.startswith("on") or key in ("src", "srcset") for tag in read.tags for key in tag["attrs"])
    assert all(found.startswith("data:font/woff2") for found in re.findall(r"url\(([^)]{0,20})", text))
    outside = {tag["attrs"]["href"] for tag in read.all("a") if ":" in tag["attrs"]["href"]}
    assert outside == {"https://example.org/sources/code"}


def test_hostile_text_is_text(text):
    for hostile in (
        "<records>",
        "<arrests>",
        "<never>",
        "<columns>",
        "<old>",
        "<i>of",
        "<grave>",
        "<SOL>",
        "<in part>",
        "<Code>",
        "<County>",
    ):
        assert hostile not in text


def test_it_can_be_read_by_all(text):
    read = Page(text)
    assert [len(read.all(tag)) for tag in ("main", "header", "footer", "h1", "title")] == [1] * 5 or len(
        read.all("title")
    ) > 1
    levels = [int(tag["tag"][1]) for tag in read.tags if re.fullmatch("h[1-6]", tag["tag"])]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert all(tag["attrs"].get("scope") for tag in read.all("th"))
    charts = [tag for tag in read.all("svg") if "bars" in tag["attrs"].get("class", "")]
    assert charts
    named = {tag["attrs"]["id"]: tag["text"] for tag in (*read.all("title"), *read.all("desc")) if "id" in tag["attrs"]}
    for tag in charts:
        title, alt = tag["attrs"]["aria-labelledby"].split()
        assert tag["attrs"]["role"] == "img"
        assert named[title]
        assert named[title] in named[alt]


def test_it_says_that_it_is_not_for_publication_and_no_legal_advice(text):
    assert "Not for publication." in text
    assert "It is not legal advice." in text
    assert "unverified" in text


def test_same_values_same_bytes_also_after_a_way_through_json(name, text):
    assert page(json.loads(json.dumps(TOLD[name]()))) == text


def test_the_page_is_light(text):
    assert len(without_style(text).encode()) < 60_000


# -- what it says


def test_charges_say_how_they_were_read_and_what_to_ask():
    text = page(example.charges())
    for said in (
        "Of 312 rows 300 were taken in, and 12 were set aside.",
        "86.7% of the charges were read without a person; 40 need one.",
        "The numbers break 4 times; nothing known explains 2 of these.",
        "Nothing at all in June 2021. Usual: about 30 a month.",
        "A change of law, and no sign of a policy. X Code §\N{NO-BREAK SPACE}1 held until 30 June 2021: Selling &lt;old&gt; (felony).",
        "Not all of this was checked (unverified).",
        "As under b.",
        "The day of filing is before the day of the offense",
        "The age is no number, or one that nobody has",
        "December 2021 is held in part (9 of 31 days) and was not compared.",
        "The paragraph of the section; or the day of the offense",
    ):
        assert said in text, said


def test_counts_say_which_edition_they_are_and_never_mix_two():
    text = page(example.counts())
    for said in (
        "It is the edition “before” of the series “made-up”, and its numbers agree with what was published in it.",
        "Of 2020 two totals exist. The edition “after” says 110 for selling sex, where this file has 80; 7 for third_party, which this file does not count.",
        "Two editions in one file: the number of 2020, 80, is not that of the edition “before” (90); it is that of the edition “after”.",
        "Most of it is a break of one part: Selling. See there.",
        "Who is counted changed too: agencies that reported went from 12 to 4.",
        "There &lt;County&gt;: 2017 and 2018",
        "The courts &lt;were&gt; closed (1 November 2021 or later).",
    ):
        assert said in text, said


def test_without_dates_breaks_or_gaps_the_page_still_stands():
    bare = page(
        example.charges(
            series=[],
            frame=None,
            months=[],
            to_review=[],
            unrecognised={},
            asks=[],
            sources=[],
            alike=None,
            coverage={**example.COVERAGE, "relied": []},
        )
    )
    assert Page(bare).wrong == []
    assert "The file has no date, or its dates are too far apart for a picture." in bare
    plain = page(example.counts(vintage=None, totals=[], events=[], by_place=[], lacking=[], coverage=None, series=[]))
    assert Page(plain).wrong == []
    assert 'id="edition"' not in plain


def test_no_rows_at_all():
    rows = {"in": 0, "charges": 0, "quarantined": 0, "left_out_by_where": 0}
    assert "The file has no rows." in page(
        example.charges(rows=rows, matching={}, quarantine=[], series=[], missing=[])
    )


def test_every_kind_of_ask_has_a_sentence():
    from nolle.analysis.asks import KINDS

    told = {kind: values() for kind, values in TOLD.items()}
    asked = {ask["kind"] for values in told.values() for ask in values["asks"]}
    assert asked == set(KINDS), "the two examples show every kind"
    for values in told.values():
        for ask in values["asks"]:
            said = sentences.ask(ask, values)
            assert said[0].isupper() or not said[0].isalpha()
            assert "{" not in said
            assert sentences.settles(ask, values)[0].isdigit() or ask["kind"] in ("edition", "editions")


@pytest.mark.parametrize(
    ("n", "of", "said"),
    [(0, 9, "none"), (9, 9, "all"), (99_999, 100_000, "99.9%"), (1, 100_000, "0.1%"), (1, 3, "33.3%")],
)
def test_a_share_is_never_rounded_to_all_or_to_nothing(n, of, said):
    assert words.share(n, of) == said


# -- the example is of the shape that the verbs make


def test_the_examples_have_the_keys_that_reports_have(tmp_path):
    here = worlds.workspace(tmp_path)
    rows = "".join(f"{k},c{k},ZZ Code § 1,us-zz/here,2021-{1 + k % 12:02d}-01\n" for k in range(60))
    file = tmp_path / "charges.csv"
    file.write_text("charge_id,case_id,code,place,filed_on\n" + rows + "x,c,mystery,us-zz/here,2021-01-01\n")
    how = verbs.Asked(as_of=date(2024, 1, 1))
    (here / "mappings").mkdir()
    (here / "mappings/own.yaml").write_text(
        "id: own\ntitle: A table\nrow: count_table\ncite: [{source: made-up, at: all}]\n"
        "columns: {period: year, category: what, n: n, place: {column: place}, measure: {constant: charges}}\n"
        "counts:\n  categories: {Selling: {conduct: selling}}\n"
        "  breaks: [{on: 2018, what: it changed, cite: [{source: made-up, at: all}]}]\n"
        "vintage: {series: s, id: one, cite: [{source: made-up, at: all}]}\n"
        "totals: [{measure: charges, category: Selling, vintage: one, n: {2016: 9}, cite: [{source: made-up, at: all}]}]\n"
    )
    table = tmp_path / "table.csv"
    lines = [
        f"{year},Selling,{n},us-zz/{place}"
        for year, n in ((2016, 90), (2017, 9), (2018, 80))
        for place in ("here", "there")
    ]
    table.write_text("year,what,n,place\n" + "\n".join(lines[:-1]) + "\n")
    same_shape(verbs.check_records(file, how, here).json(), example.charges())
    same_shape(verbs.check_records(table, verbs.Asked("own", as_of=date(2024, 1, 1)), here).json(), example.counts())


def same_shape(real, made):
    """The same keys at the top, and in the first of each list that both have."""
    assert set(made) == set(real)
    for key in ("rows", "mapping", "coverage", "words", "vintage", "frame"):
        if isinstance(real.get(key), dict):
            assert set(made[key]) == set(real[key]), key
    for key in (
        "series",
        "asks",
        "missing",
        "to_review",
        "totals",
        "events",
        "by_place",
        "lacking",
        "months",
        "sources",
    ):
        if real.get(key):
            assert {k for one in real[key] for k in one} <= {k for one in made[key] for k in one}, key
            assert real[key][0].keys() <= made[key][0].keys() | {"place", "category", "conduct"}, key


@pytest.mark.parametrize("made", TOLD.values(), ids=TOLD)
def test_every_key_stands_in_the_docs(made):
    text = (Path(__file__).parents[2] / "docs/quality.md").read_text(encoding="utf-8")
    assert [key for key in made() if f"`{key}`" not in text] == []


# -- charts


def drawn(counts, breaks=(), **more):
    told = example.series(counts, **more)
    return chart("c", "Title", "Alt", told, list(zip("abc", breaks, strict=False)))


def test_bars_are_as_high_as_their_numbers():
    made = drawn([10, 20, 0, 5] + [0] * 8, in_part=[])
    bars = re.findall(r"M(\d+) (\d+)v(-[\d.]+)h(\d+)V(\d+)z", made.plain)
    assert [(int(x), float(h)) for x, _, h, *_ in bars] == [(1, -60), (11, -120), (31, -30)]
    assert (made.top, made.half, made.width) == ("20", "10", 12 * WIDE)
    assert made.striped == made.hollow == ""


def test_a_bar_that_breaks_is_striped_up_to_its_height():
    made = drawn([10] * 12, [example.broken("low", "2021-03", 10, 30, 30)], in_part=[])
    tops = [float(y) for y in re.findall(r"M21 ([\d.]+)h", made.striped)]
    assert min(tops) == HEIGHT - HEIGHT * 10 / 10
    assert len(made.columns) == 1
    assert made.columns[0].x == "16.67%"
    assert [(letter.text, letter.x) for letter in made.letters] == [("a", "20.83%")]
    assert made.plain.count("M") == 11


def test_a_bar_held_in_part_is_hollow():
    made = drawn([10] * 12)
    assert made.hollow.count("M") == 1
    assert made.plain.count("M") == 11


def test_events_are_bands_and_days_are_rules():
    told = example.series([10] * 12)
    made = chart("c", "T", "A", told, [], [parse("2021-07-01/.."), parse("2010")], [date(2021, 7, 1), date(1999, 1, 1)])
    assert [(band.x, band.width) for band in made.bands] == [("50%", "50%")]
    assert made.rules == ("50%",)


@pytest.mark.parametrize(
    ("labels", "unit", "expected"),
    [
        ([f"{y}-{m:02d}" for y in range(2014, 2022) for m in range(1, 13)], "month", ["2014", "2016", "2018", "2020"]),
        (
            [f"2021-{m:02d}" for m in range(1, 13)],
            "month",
            ["Jan 21", "Mar 21", "May 21", "Jul 21", "Sep 21", "Nov 21"],
        ),
        ([str(y) for y in range(2011, 2017)], "year", ["2011", "2012", "2013", "2014", "2015", "2016"]),
        ([f"2017-12-{d:02d}" for d in range(2, 32)], "day", ["2 Dec", "7 Dec", "12 Dec", "17 Dec", "22 Dec", "27 Dec"]),
    ],
)
def test_the_axis_names_few_periods(labels, unit, expected):
    assert [label.text for label in Time(tuple(map(parse, labels))).axis(unit)] == expected


@pytest.mark.parametrize(
    ("most", "top"), [(1, "1"), (7, "8"), (9, "10"), (42, "50"), (3_919, "4,000"), (9_655_899, "10,000,000")]
)
def test_the_scale_ends_at_a_round_number(most, top):
    assert drawn([most] + [0] * 11).top == top
