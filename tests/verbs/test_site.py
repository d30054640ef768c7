"""The whole site of the shipped library: every link leads somewhere, nothing comes from outside, the data is what is shown."""

import csv
import json
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from posixpath import dirname, join, normpath

import pytest

from nolle import verbs
from nolle.dates import parse
from nolle.errors import NolleError
from nolle.publish.page import when
from nolle.verbs.building import MARKER, build_site, site_files
from tests.publish.reading import Page

DAY = date(2026, 11, 21)
FRAME = ("index", "places", "offices", "policies", "clauses", "changes", "learned", "sources", "counties")
SOURCES = ("sources", "sources-news", "sources-law")
CHANGES = ("changes", "changes-earlier", "changes-law")
SHOWN = {
    "says",
    "title",
    "name",
    "note",
    "ask",
    "why",
    "whom",
    "value",
    "citation",
    "level",
    "stands",
    "pushes",
    "url",
} | {"about_gap", "case", "who"}
"""Columns of the data that a page shows word by word; the others are ids, codes and dates."""

DATED = {"index": ("since", "until", "unknown_since", "searched_on"), "learned": ("on",), "changes": ("on",)}
"""Columns of dates, which these pages show in words."""


@pytest.fixture(scope="module")
def files():
    return site_files(DAY)


@pytest.fixture(scope="module")
def pages(files):
    return {name: Page(raw.decode()) for name, raw in files.items() if name.endswith(".html")}


def data(files, name):
    return json.loads(files[f"{name.removesuffix('.html')}.json"])


def plain(text):
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("\N{NO-BREAK SPACE}", " ")).casefold()


# ---------------------------------------------------------------- what there is


def test_there_is_a_page_for_everything(files, library):
    wanted = {f"{name}.html" for name in FRAME}
    wanted |= {f"places/{id}.html" for id in library.places} | {f"offices/{id}.html" for id in library.offices}
    wanted |= {f"policies/{policy.id}.html" for policy in library.policies.values() if not policy.private}
    assert wanted <= set(files)
    assert sum(name.startswith("states/") and name.endswith(".html") for name in files) == 51


def test_every_clause_has_a_place_of_its_own_with_its_source_and_confidence(pages, library):
    for policy in library.policies.values():
        page = pages[f"policies/{policy.id}.html"]
        clauses = [tag for tag in page.all("div") if tag["attrs"].get("class", "").startswith("clause")]
        assert len(clauses) == len(policy.rules), policy.id
        for clause, rule in zip(clauses, policy.rules, strict=True):
            assert "Confidence:" in clause["text"]
            assert rule.id in clause["text"]
            for cite in rule.cite:
                assert plain(cite.at) in plain(clause["text"]), (policy.id, rule.id)


def test_the_matrix_has_a_row_for_each_office_and_its_counts_add_up(files, library):
    answers, counts = data(files, "index")["tables"]
    offices = [office.id for office in library.offices.values() if office.kind == "prosecutor"]
    assert Counter(row["office"] for row in answers["rows"]) == dict.fromkeys(offices, 6)
    for conduct in ("selling", "buying", "third_party", "loitering", "street_charges", "massage"):
        assert sum(row[conduct] for row in counts["rows"]) == len(offices)


def test_every_county_is_on_the_page_of_its_state(files):
    rows = [row for name in files if name.startswith("states/") and name.endswith(".html")
            for row in data(files, name)["tables"][0]["rows"]]  # fmt: skip
    codes = [row["fips"] for row in rows if row["fips"]]
    assert len(codes) == len(set(codes)) == 3_142


def test_what_others_did_stands_on_the_pages_of_places(pages, library):
    for event in library.outside.values():
        if event.place in library.places:
            assert plain(event.says.rstrip(".")) in plain(pages[f"places/{event.place}.html"].all("main")[0]["text"])


# ---------------------------------------------------------------- links


def test_every_link_leads_to_a_file_and_to_a_place_in_it(files, pages):
    ids = {name: {tag["attrs"].get("id") for tag in page.tags} for name, page in pages.items()}
    followed = 0
    for name, page in pages.items():
        for tag in page.tags:
            for key in ("href", "src"):
                target = tag["attrs"].get(key)
                if target is None or target.startswith(("https://", "http://")):
                    continue
                path, _, anchor = target.partition("#")
                assert path or anchor, (name, tag)
                at = normpath(join(dirname(name), path)) if path else name
                assert at in files, f"{name} leads to {at}"
                if anchor:
                    assert anchor in ids[at], f"{name} leads to {at}#{anchor}"
                followed += 1
    assert followed > 5_000


def test_ids_are_there_once_and_labels_lead_to_them(pages):
    for name, page in pages.items():
        ids = [tag["attrs"]["id"] for tag in page.tags if "id" in tag["attrs"]]
        assert len(ids) == len(set(ids)), name
        labels = [tag["attrs"].get("aria-labelledby") for tag in page.tags]
        assert {label for label in labels if label} <= {*ids}, name


def test_no_page_is_an_island(pages):
    reached = {"index.html"}
    todo = ["index.html"]
    while todo:
        name = todo.pop()
        for tag in pages[name].all("a"):
            path = tag["attrs"]["href"].partition("#")[0]
            at = normpath(join(dirname(name), path)) if path else name
            if at in pages and at not in reached:
                reached.add(at)
                todo.append(at)
    assert reached == set(pages)


# ---------------------------------------------------------------- form


def test_nothing_comes_from_outside_and_nothing_runs(files, pages):
    for name, page in pages.items():
        assert not page.all("script"), name
        assert not page.all("img"), name
        assert not page.all("iframe"), name
        assert {tag["attrs"]["rel"] for tag in page.all("link")} == {"stylesheet", "alternate"}, name
        assert not any(tag["attrs"]["href"].startswith("http") for tag in page.all("link")), name
        assert not any(attribute.startswith("on") for tag in page.tags for attribute in tag["attrs"]), name
        assert "@import" not in files[name].decode()
        assert "url(" not in files[name].decode()
    assert re.findall(r"url\(([^)]*)\)", files["style.css"].decode()) == [
        f"fonts/nolle-{name}.woff2" for name in ("serif-400", "sans-400", "sans-600")
    ]
    assert b"@import" not in files["style.css"]


def test_every_page_is_well_formed_and_can_be_read_aloud(pages):
    for name, page in pages.items():
        assert page.wrong == [], name
        assert page.all("html")[0]["attrs"]["lang"] == "en"
        assert [len(page.all(tag)) for tag in ("main", "header", "footer", "h1", "title")] == [1] * 5, name
        levels = [int(tag["tag"][1]) for tag in page.tags if re.fullmatch("h[1-6]", tag["tag"])]
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), name
        assert all(tag["attrs"].get("scope") for tag in page.all("th")), name
        shapes = {tag["attrs"]["href"] for tag in page.all("use")}
        assert shapes == {f"#{tag['attrs']['id']}" for tag in page.all("symbol")}, name


def test_titles_tell_pages_apart(pages):
    titles = Counter(page.all("title")[0]["text"] for page in pages.values())
    assert [title for title, n in titles.items() if n > 1] == []


def test_every_page_has_its_day_its_citation_and_its_data(files, pages):
    for name, page in pages.items():
        assert page.all("time", datetime="2026-11-21")[0]["text"] == "21 November 2026", name
        foot = page.all("footer")[0]["text"]
        assert "Cite as: nolle: “" in foot, name
        assert "It informs; it is not legal advice." in foot
        assert name in foot
        links = [tag["attrs"]["href"] for tag in page.all("a") if "footer" in tag["inside"]]
        assert {link.rpartition(".")[2] for link in links} == {"json", "csv"}, name


def test_pages_are_light(files):
    sizes = {name: len(raw) for name, raw in files.items() if name.endswith(".html")}
    assert {name: size for name, size in sizes.items() if size >= 100_000} == {}
    without_faces = re.sub(rb"@font-face\{[^}]*\}\n", b"", files["style.css"])
    assert len(without_faces) < 20_000


# ---------------------------------------------------------------- data


def test_the_data_of_a_page_is_what_it_shows(files, pages):
    checked: Counter[str] = Counter()
    for name, page in pages.items():
        shown = plain(f"{page.all('body')[0]['text']} {' '.join(t['attrs'].get('href', '') for t in page.all('a'))}")
        for table in data(files, name)["tables"]:
            for row in table["rows"]:
                for column in SHOWN & row.keys():
                    for value in row[column] if isinstance(row[column], list) else [row[column]]:
                        assert plain(str(value)) in shown, (name, table["name"], column, value)
                        checked[column] += 1
                for column in DATED.get(name.removesuffix(".html"), ()):
                    if row.get(column) and not (column == "since" and (row["until"] or row["unknown_since"])):
                        assert plain(when(parse(row[column]))) in shown, (name, column, row[column])
                        checked[column] += 1
    assert set(checked) >= SHOWN | {"on", "since"}


def test_tables_and_json_say_the_same(files, pages):
    for name in pages:
        base = name.removesuffix(".html")
        for at, table in enumerate(data(files, name)["tables"]):
            own = f".{table['name']}" if at else ""
            lines = files[f"{base}{own}.csv"].decode().splitlines(keepends=True)
            rows = list(csv.DictReader(lines))
            assert len(rows) == len(table["rows"]), name
            for row, told in zip(rows, table["rows"], strict=True):
                assert list(row) == [column["name"] for column in table["columns"]]
                for column, value in told.items():
                    flat = "; ".join(value) if isinstance(value, list) else str(value)
                    assert row[column].removeprefix("'") == flat.removeprefix("'")


def test_every_row_with_sources_names_sources_that_are_listed(files, pages, library):
    for name in pages:
        told = data(files, name)
        listed = {source["id"] for source in told["sources"]}
        assert listed <= set(library.sources)
        for table in told["tables"]:
            assert {id for row in table["rows"] for id in row.get("sources", ())} <= listed, (name, table["name"])


def test_every_source_says_what_it_is_and_whether_it_has_an_address(files, pages):
    every = [row for name in SOURCES for row in data(files, name)["tables"][0]["rows"]]
    assert all(row["kind"] for row in every)
    bare = [row for row in every if not row["url"]]
    assert bare
    text = " ".join(pages[f"{name}.html"].all("main")[0]["text"] for name in SOURCES)
    assert text.count("without an address") == len(bare)


def test_the_feed_has_every_change(files):
    changes = [row for name in CHANGES for row in data(files, name)["tables"][0]["rows"]]
    assert files["changes.xml"].decode().count("<entry>") == len(changes)


# ---------------------------------------------------------------- writing


def test_the_same_twice_is_the_same_bytes(files):
    assert site_files(DAY) == files


def test_what_was_learned_later_is_left_out(library):
    early = site_files(DAY, date(2020, 1, 1))
    recorded = [policy.id for policy in library.policies.values() if policy.recorded]
    assert recorded
    assert not any(f"policies/{id}.html" in early for id in recorded)
    assert "as known on" in early["index.html"].decode()


def test_a_site_is_replaced_whole_and_a_strange_file_is_never_lost(tmp_path, files, monkeypatch):
    monkeypatch.setattr("nolle.verbs.building.site_files", lambda *_: files)
    out = tmp_path / "site"
    built = build_site(out, DAY)
    assert built.files == len(files)
    assert {file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file()} == set(files)
    assert set(json.loads((out / MARKER).read_text())["files"]) == set(files)
    build_site(out, DAY)
    strange = out / "places" / "notes.txt"
    strange.write_text("mine")
    with pytest.raises(NolleError, match=r"places/notes\.txt"):
        build_site(out, DAY)
    assert strange.read_text() == "mine"


def test_a_folder_of_others_is_refused_and_left_alone(tmp_path):
    out = tmp_path / "mine"
    out.mkdir()
    (out / "letter.txt").write_text("mine")
    with pytest.raises(NolleError, match="not a folder that nolle wrote"):
        build_site(out, DAY)
    assert [file.name for file in out.iterdir()] == ["letter.txt"]


def test_a_workspace_is_shown_and_its_private_draft_is_not(tmp_path):
    folder = tmp_path / "mine"
    verbs.init(folder)
    policy = next((folder / "policies").rglob("*.yaml"))
    text = policy.read_text(encoding="utf-8")
    id = policy.relative_to(folder / "policies").with_suffix("").as_posix()
    hostile = re.sub(r"(?m)^title: .*$", 'title: "<script>alert(1)</script>"', text)
    policy.write_text(hostile, encoding="utf-8")
    verbs.open_library.cache_clear()
    shown = site_files(DAY, workspace=folder)
    assert b"&lt;script&gt;alert(1)" in shown[f"policies/{id}.html"]
    assert [name for name, raw in shown.items() if name.endswith(".html") and b"<script" in raw] == []
    policy.write_text(f"{text.rstrip()}\nprivate: true\n", encoding="utf-8")
    verbs.open_library.cache_clear()
    hidden = site_files(DAY, workspace=folder)
    assert f"policies/{id}.html" not in hidden
    assert [name for name, raw in hidden.items() if id.encode() in raw] == []
    verbs.open_library.cache_clear()
