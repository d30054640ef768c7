"""What holds of every page: golden text, well formed, nothing loaded from outside, escaped, light, the same twice."""

import re
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import pytest

from nolle.publish.page import style
from nolle.publish.place import place_page
from nolle.publish.report import report
from nolle.publish.wording import Wording
from tests.publish import example
from tests.publish.reading import Page

GOLDEN = Path(__file__).parent / "golden"
NAMES = ("place", "report", "report-assumed")


def without_style(page: str) -> str:
    """The page as it is kept: the stylesheet with its fonts has tests of its own."""
    page = re.sub(r"<style>\n.*?(?=@page\{@top-left)", "<style>\n", page, flags=re.DOTALL)
    return page.replace(f"nolle {version('nolle')}", "nolle VERSION")


@pytest.mark.parametrize("name", NAMES)
def test_golden(pages, name, update_golden):
    file = GOLDEN / f"{name}.html"
    if update_golden:
        file.write_text(without_style(pages[name]), encoding="utf-8")
    assert without_style(pages[name]) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_well_formed(pages, name):
    page = Page(pages[name])
    assert page.wrong == []
    ids = [tag["attrs"]["id"] for tag in page.tags if "id" in tag["attrs"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", NAMES)
def test_links_inside_the_page_lead_somewhere(pages, name):
    page = Page(pages[name])
    ids = {tag["attrs"].get("id") for tag in page.tags}
    asked = {
        value
        for tag in page.tags
        for key in ("href", "aria-labelledby", "aria-describedby")
        for value in [tag["attrs"].get(key, "")]
        if value and (key != "href" or value.startswith("#"))
    }
    assert {value.removeprefix("#") for value in asked} <= ids


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_loaded_from_outside(pages, name):
    page = Page(pages[name])
    assert not page.all("script")
    assert not page.all("link")
    assert not page.all("img")
    assert not page.all("iframe")
    for tag in page.tags:
        for attribute in ("src", "srcset", "xlink:href", "poster", "data", "action"):
            assert attribute not in tag["attrs"]
        href = tag["attrs"].get("href", "")
        if ":" in href:
            assert tag["tag"] == "a"
            assert href.startswith(("https://", "http://"))
            assert "sources" in pages[name][: pages[name].index(href)]
        assert not any(attribute.startswith("on") for attribute in tag["attrs"])
    addresses = re.findall(r"url\(([^)]{0,20})", pages[name])
    assert addresses
    assert all(address.startswith("data:font/woff2") for address in addresses)
    assert "@import" not in pages[name]


@pytest.mark.parametrize("name", NAMES)
def test_hostile_text_is_text(pages, name):
    page = pages[name]
    for hostile in ("<script", "<i>of", "<arrests>", "<Z>", "<none>", "<party>", "</pre> parties", "Trespass <b>"):
        assert hostile not in page
    assert "javascript:" not in page
    assert "Memo &lt;i&gt;of&lt;/i&gt; 2022" in page


def test_hostile_title_stays_inside_its_place_in_the_stylesheet(made_up):
    title = 'x"}</style><script>alert(3)</script>\\'
    page = report(example.summary(title=title), Wording(made_up))
    assert "<script" not in page
    assert page.count("</style>") == 1
    running = page[page.index("@top-left{content:") : page.index("</style>")]
    assert '"}' not in running.split(";font")[0].removesuffix('"')
    assert Page(page).wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_has_its_word(pages, name):
    marks = [tag for tag in Page(pages[name]).all("svg") if tag["attrs"]["class"].startswith("mark")]
    assert marks
    for match in re.finditer(r'<svg class="mark [a-z]+"([^>]*)>.*?</svg>(.{0,60})', pages[name], flags=re.DOTALL):
        attributes, after = match.groups()
        if "aria-hidden" in attributes:
            assert re.match(r"\s*(<span>)?[\w’ ]*[a-z]{4}", after), match.group()
        else:
            assert 'role="img"' in attributes
            assert "<title>" in match.group()


@pytest.mark.parametrize("name", NAMES)
def test_shapes_that_marks_name_are_on_the_page(pages, name):
    page = Page(pages[name])
    named = {tag["attrs"]["href"] for tag in page.all("use")}
    assert named == {f"#{tag['attrs']['id']}" for tag in page.all("symbol")}


@pytest.mark.parametrize("name", NAMES)
def test_accessible_frame(pages, name):
    page = Page(pages[name])
    assert page.all("html")[0]["attrs"]["lang"] == "en"
    assert [len(page.all(tag)) for tag in ("main", "header", "footer", "h1", "title")] == [1] * 5
    levels = [int(tag["tag"][1]) for tag in page.tags if re.fullmatch("h[1-6]", tag["tag"])]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert all(tag["attrs"].get("scope") for tag in page.all("th"))
    assert all(not tag["attrs"].get("tabindex") or tag["attrs"].get("role") for tag in page.tags)
    assert "It is not legal advice." in pages[name]
    assert page.all("time", datetime="2024-05-06")[0]["text"] == "6 May 2024"


def test_same_input_same_bytes(pages, made_up):
    again = example.library()
    runs = {"recorded": example.summary(), "assumed": example.summary(assume=True)}
    assert place_page(example.place(again), example.COMPARED, runs, again) == pages["place"]
    assert report(example.summary(), Wording(again)) == pages["report"]


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_light(pages, name):
    assert len(pages[name].encode()) < 100_000
    assert len(without_style(pages[name]).encode()) < 50_000


def test_stylesheet_is_light():
    sheet = re.sub(r"@font-face\{[^}]*\}\n", "", str(style()))
    assert len(sheet.encode()) < 20_000
    assert len(str(style()).encode()) < 55_000


def test_colours_can_be_read():
    """Every role stands out from its ground by 4.5 to 1, in light, dark and print."""
    sheet = (Path(__file__).parents[2] / "src/nolle/publish/templates/style.css").read_text(encoding="utf-8")
    modes = [
        dict(re.findall(r"--([a-z]+):(#[0-9a-f]{3,6})", block))
        for block in re.findall(r":root\{(.*?)\}", sheet, re.DOTALL)
    ]
    assert len(modes) == 3
    for mode in modes:
        for ground in ("ground", "tint"):
            for role in ("ink", "quiet", "accent", "warning"):
                assert contrast(mode[role], mode[ground]) >= 4.5, (role, ground, mode)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(d * 2 for d in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
