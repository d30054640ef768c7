"""The documentation is checked like code.

Every YAML snippet is loaded through the types and checked in a workspace, and its examples are run. Every
transcript marked `<!-- run -->` is what nolle prints. Tables marked `<!-- table: NAME -->` are made here from
the code and the documents. `--update-golden` rewrites transcripts and tables, to be read in review (with -n0).

What a page marks `<!-- file: PATH -->` is in the workspace from the start; what it marks `<!-- write: PATH -->` is put
there when the reader comes to it, and `<!-- part of: PATH -->` must then stand in that file.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest

from nolle import verbs
from nolle.cite import Citation
from nolle.compiler import rows
from nolle.law import condition, policy, scope
from nolle.law.offense import Code, CodeSystem, Coverage
from nolle.law.places import Holder, Office, Place
from nolle.law.policy import Policy, Rule
from nolle.law.situation import Situation
from nolle.library.check_policies import NEED_A_SOURCE, SHOULD_HAVE_ONE
from nolle.library.read import read_text
from nolle.library.schema import Offenses, Sources
from nolle.publish import package
from nolle.records import counts
from nolle.records import mapping as records
from nolle.records.citation_forms import Bodies
from nolle.records.columns import COLUMNS
from nolle.records.mapping import Mapping
from nolle.records.matching.match import DECIDING, HOW
from nolle.records.review import Review, Reviewed
from nolle.terms import Confidence, Decision, EventType, Instrument, Kind, Level, Strength, TextRead

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(page for page in DOCS.rglob("*.md") if page.name != "0000-template.md")
LINKED = [*PAGES, DOCS.parent / "README.md", DOCS.parent / "CONTRIBUTING.md"]
NOLLE = Path(sys.executable).with_name("nolle")
LANGUAGE, RECORDS, MATCHING, COUNTS, GLOSSARY = (
    DOCS / name for name in ("policy-language.md", "records.md", "matching.md", "counts.md", "glossary.md")
)
ALONE = (DOCS / "bring-your-own-records.md",)
"""Pages that are followed from the start: their workspace holds what `nolle init` makes and what they say, no more."""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: what is in it, and the comment above it (`run`, `file: PATH`, `fault: TEXT`, ...)."""

    page: Path
    line: int
    kind: str
    text: str
    mark: str

    def __str__(self):
        return f"{self.page.name}:{self.line}"


FENCE = re.compile(r"(?:^<!-- (?P<mark>[^\n]+) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.M | re.S)


def blocks(page):
    text = page.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        line = text.count("\n", 0, found.start("text"))
        yield Block(page, line, found["kind"], found["text"], found["mark"] or "")


BLOCKS = [block for page in PAGES for block in blocks(page)]
SNIPPETS = [block for block in BLOCKS if block.kind == "yaml"]
WRITTEN = [block for block in BLOCKS if block.mark.startswith("file: ")]


# ---------------------------------------------------------------- snippets


def data(block):
    marked = read_text(block.text, str(block))
    assert not marked.faults, marked.faults
    return marked.data


def fields(kind):
    return {field.alias or name for name, field in kind.model_fields.items()}


WHOLE = ((Policy, {"kind", "title"}), (Mapping, {"columns", "title"}), (CodeSystem, {"system"}), (Sources, {"sources"}),
         (Offenses, {"offenses"}), (Offenses, {"groups"}), (Offenses, {"coverage"}),
         (Bodies, {"bodies"}), (Review, {"answers"}),
         (Situation, {"elements", "title"}), (Office, {"head_title"}), (Place, {"state", "name"}))  # fmt: skip
"""The kinds of whole documents, and the keys by which one is recognised."""

FOLDER = {Policy: "policies", Mapping: "mappings", CodeSystem: "codes"}
CITE = [{"source": "example-memo", "at": "all"}]
NEED = (*NEED_A_SOURCE, *SHOULD_HAVE_ONE)
BASE = {
    "title": "A part of a document, for a test", "office": "us-xx/example-county-prosecutor", "kind": "written_memo",
    "events": [{"type": "in_effect", "on": "2025-01-06"}], "cite": CITE,
    "rules": [{"id": name, "covers": {"conduct": name}, "then": "decline"} for name in ("selling", "buying")],
}  # fmt: skip


def document(raw):
    """The type of a whole document and its values; a part of one is set into a policy first."""
    if isinstance(raw, list):
        raw = {"rules": raw}
    for kind, keys in WHOLE:
        if keys <= raw.keys() <= fields(kind):
            return kind, raw
    if raw.keys() <= fields(Rule):
        raw = {"rules": [{"id": "part", "covers": {"conduct": "selling"}, "then": "decline", **raw}]}
    assert raw.keys() <= fields(Policy), f"no kind of document has these keys: {[*raw]}"
    return Policy, cited({**BASE, **raw})


def cited(raw):
    """Sources where a short snippet leaves them out."""
    return {key: [{"cite": CITE, **item} for item in value] if key in NEED else value for key, value in raw.items()}


def place(folder, path, text):
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def lay(folder, block, number):
    """Write a snippet where a workspace would have it."""
    kind, raw = document(data(block))
    if block.mark.startswith("file: "):
        return
    if "id" not in raw and kind is Policy:
        raw = {"id": f"us-xx/example-county/part-{number}", **raw}
    name = raw.get("id") or raw.get("system")
    place(folder, f"{FOLDER[kind]}/{name}.yaml", json.dumps(raw, ensure_ascii=False, indent=1))


def workspace(folder, page=None):
    """A workspace with the whole documents of all pages, each at its place; or of one page that stands alone."""
    verbs.init(folder)
    inside = [page] if page in ALONE else [other for other in PAGES if other not in ALONE]
    for block in (block for block in WRITTEN if block.page in inside):
        place(folder, block.mark.removeprefix("file: "), block.text)
    for block in (block for block in SNIPPETS if block.page in inside):
        kind, raw = document(data(block))
        if not block.mark and kind in FOLDER and ("id" in raw or "system" in raw):
            lay(folder, block, 0)
    return folder


@pytest.mark.parametrize("block", SNIPPETS, ids=str)
def test_a_snippet_loads_through_the_types(block):
    kind, raw = document(data(block))
    kind.model_validate({"id": "a-part", **raw} if kind is Policy else raw)


def test_every_snippet_is_sound_and_its_examples_hold(tmp_path):
    folder = workspace(tmp_path / "mine")
    for number, block in enumerate(SNIPPETS):
        if not block.mark:
            lay(folder, block, number)
    told = verbs.check(folder)  # the snippets are documents of one office, and need not agree with one another
    assert [str(fault) for fault in told if "disagrees_with" not in fault.todo] == []


@pytest.mark.parametrize("block", [b for b in SNIPPETS if b.mark.startswith("fault: ")], ids=str)
def test_a_snippet_that_shows_a_fault_has_it(block, tmp_path):
    folder = workspace(tmp_path / "mine")
    lay(folder, block, 0)
    found = [str(fault) for fault in verbs.check(folder)]
    assert any(block.mark.removeprefix("fault: ") in fault for fault in found), found


# ---------------------------------------------------------------- transcripts


def transcript(commands, folder):
    """What these commands print, standing in a folder: data first, then talk, without trailing blanks."""
    told = []
    for command in commands:
        words = shlex.split(command)
        assert words[0] == "nolle", command
        done = subprocess.run(
            [NOLLE, *words[1:]], cwd=folder, capture_output=True, text=True, timeout=120, check=False,
            env={**os.environ, "COLUMNS": "96", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        said = (done.stdout + done.stderr).replace(str(folder.parent), "...")  # where a workspace lies is not shown
        lines = [line.rstrip() for line in said.strip("\n").splitlines()]
        told += [f"$ {command}", *lines, ""]
    return "\n".join(told).strip("\n") + "\n"


def commands_of(block):
    return [line.removeprefix("$ ") for line in block.text.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("page", [p for p in PAGES if any(b.mark == "run" for b in blocks(p))], ids=lambda p: p.name)
def test_transcripts_are_what_nolle_prints(page, tmp_path, update_golden):
    folder = workspace(tmp_path / "mine", page)
    for block in list(blocks(page)):
        what, _, path = block.mark.partition(": ")
        if what == "write":
            place(folder, path, block.text)
        elif what == "part of":
            assert block.text in (folder / path).read_text(encoding="utf-8"), f"{block}: {path} has no such lines"
        elif what == "run":
            told = transcript(commands_of(block), folder)
            shown = "\n".join(line.rstrip() for line in block.text.strip("\n").splitlines()) + "\n"
            if update_golden:
                page.write_text(page.read_text(encoding="utf-8").replace(block.text, told, 1), encoding="utf-8")
            else:
                assert shown == told, f"{block}: rewrite it with --update-golden"
    headings_stand_in(page, folder)


def headings_stand_in(page, folder):
    """The words that begin the rows of a table marked `<!-- headings of: PATH -->` are headings of that page."""
    tables = re.findall(r"^<!-- headings of: (\S+) -->\n((?:\|.*\n)+)", page.read_text(encoding="utf-8"), re.M)
    for path, table in tables:
        made = re.findall(r"<h2[^>]*>([^<]+)</h2>", (folder / path).read_text(encoding="utf-8"))
        named = re.findall(r"^\| \*\*(.+?)\*\* \|", table, re.M)
        assert named, f"{page.name}: no row of the table begins with a heading"
        assert [heading for heading in named if heading not in made] == []


# ---------------------------------------------------------------- tables made from the code


def _row(*cells):
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _values(entry):
    kinds = {"bool": "true, false", "int": "a number", "date": "a date", "charges": "other charges"}
    return kinds.get(entry.type) or ", ".join(f"`{value}`" for value in entry.values)


def facts_table(library):
    told = {"offense": "an offense of the catalogue", "conduct": "a class, below", "place": "a place id"}
    told["level"] = ", ".join(f"`{level}`" for level in Level)
    yield _row("fact", "what it may be", "the question that settles it", "ordinary")
    yield "|---|---|---|---|"
    for name, entry in library.dictionary.facts.items():
        usual = "none" if entry.ordinary == [] else str(entry.ordinary or "")
        yield _row(f"`{name}`", told.get(name) or _values(entry), entry.asks, usual)


def conduct_table(library):
    yield _row("class of conduct", "what people are charged with")
    yield "|---|---|"
    for name, meaning in library.dictionary.conduct.items():
        yield _row(f"`{name}`", meaning)


def columns_table(library):
    facts, generic = library.dictionary.facts, library.mappings["generic"].columns
    yield _row("column", "fills", "what it holds")
    yield "|---|---|---|"
    for standard in generic:
        if standard in COLUMNS:
            meaning = COLUMNS[standard].meaning
        else:
            values = _values(facts[standard])
            meaning = facts[standard].asks + (f" {values}" if facts[standard].type != "date" else "")
        yield _row(f"`{generic[standard].column}`", f"`{standard}`", meaning)


def count_mappings_table(library):
    yield _row("mapping", "what it is", "vintage")
    yield "|---|---|---|"
    for id, mapping in sorted(library.mappings.items()):
        if mapping.counts is not None:
            yield _row(f"`{id}`", mapping.title, f"`{mapping.vintage.id}`" if mapping.vintage else "")


TABLES = {
    "facts": facts_table, "conduct": conduct_table, "columns": columns_table, "count mappings": count_mappings_table,
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_what_the_code_says(name, library, update_golden):
    [page] = [p for p in PAGES if f"<!-- table: {name} -->" in p.read_text(encoding="utf-8")]
    text = page.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- table: {name} -->\n)(.*?)(<!-- end -->)", re.S)
    made = "\n".join(TABLES[name](library)) + "\n"
    if update_golden:
        page.write_text(pattern.sub(lambda found: found[1] + made + found[3], text), encoding="utf-8")
    else:
        assert f"<!-- table: {name} -->\n{made}<!-- end -->" in text, "rewrite it with --update-golden"


def test_the_generic_mapping_fills_every_standard_column(library):
    columns = library.mappings["generic"].columns
    assert COLUMNS.keys() <= columns.keys()
    assert columns.keys() - COLUMNS.keys() <= library.dictionary.facts.keys()


# ---------------------------------------------------------------- nothing is left out


def coded(page):
    """Every word of a page that is set as code, outside blocks; the words inside short mappings too."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return {word for span in re.findall(r"`([^`]+)`", text) for word in re.findall(r"[\w.@-]+", span)}


POLICY_TYPES = [
    policy.Policy, policy.Rule, policy.Exception_, policy.Reading, policy.NamedList, policy.Event, policy.Protection,
    policy.Position, policy.Statement, policy.Commitment, policy.Practice, policy.Wait, policy.Relief, policy.Counted,
    policy.Act, policy.ActReading, policy.Finding, policy.Communication, policy.Expectation, policy.Example,
    Place, Office, Holder, Citation,
]  # fmt: skip
RECORD_TYPES = [Mapping, records.Column, records.CaseRule, records.HistoryRule, records.SameCount, records.Assumption,
                CodeSystem, Code, Coverage, Review, Reviewed]  # fmt: skip
COUNT_TYPES = [counts.CountTable, counts.Category, counts.Whole, counts.Break, counts.Vintage, counts.Total]
WORDS = {
    "decisions": Decision, "kinds of instrument": Instrument, "events": EventType, "levels": Level, "gaps": Kind,
    "how much was read": TextRead, "strength": Strength, "confidence": Confidence,
}  # fmt: skip


@pytest.mark.parametrize("kind", POLICY_TYPES, ids=lambda kind: kind.__name__)
def test_every_key_of_a_policy_is_explained(kind):
    assert fields(kind) - coded(LANGUAGE) == set()


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_every_controlled_word_of_a_policy_is_explained(words):
    assert {word.value for word in words} - coded(LANGUAGE) == set()


def test_every_test_of_a_condition_is_explained():
    tests = {*condition.QUANTIFIERS, *condition.UNITS, "all", "any", "not", "case", "history", "listed", "of", "count",
             "within", "before", "after", "at_least", "at_most", *scope.SCOPE_FACTS, "except", "open"}  # fmt: skip
    assert tests - coded(LANGUAGE) == set()


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.__name__)
def test_every_key_of_a_mapping_is_explained(kind):
    assert fields(kind) - coded(RECORDS) - coded(MATCHING) == set()


def test_every_kind_of_row_is_explained():
    kinds = get_args(Mapping.model_fields["row"].annotation)
    assert kinds
    assert {*kinds} - coded(RECORDS) == set()


def test_every_reason_to_set_a_row_aside_is_told():
    page = RECORDS.read_text(encoding="utf-8")
    reasons = (rows.EMPTY, rows.REPEATED, rows.SUPERSEDED, rows.LATER)
    assert [reason for reason in reasons if f"`{reason}`" not in page] == []


@pytest.mark.parametrize("kind", COUNT_TYPES, ids=lambda kind: kind.__name__)
def test_every_key_of_a_table_of_counts_is_explained(kind):
    assert fields(kind) - coded(COUNTS) == set()


def test_every_column_and_measure_of_counts_is_explained():
    assert {*counts.MEASURES, *counts.COLUMNS, *counts.Count._fields} - coded(COUNTS) == set()


def test_every_way_to_match_is_explained():
    assert {*HOW, *DECIDING} - coded(MATCHING) == set()


def test_the_glossary_has_the_decisions_and_the_gaps():
    assert {word.value for word in (*Decision, *Kind)} - coded(GLOSSARY) == set()


# ---------------------------------------------------------------- a run's folder


def test_every_file_and_column_of_a_run_is_explained(tmp_path):
    import duckdb

    verbs.init(tmp_path / "mine")
    how = verbs.Asked(as_of=verbs.parse_day("2025-01-01").first)
    file = tmp_path / "mine/records/example.csv"
    out = tmp_path / "out"
    verbs.decide("us-xx/example-county/2024-02-01", file, how, out, tmp_path / "mine")
    shown = coded(RECORDS)
    assert {path.name for path in out.iterdir()} - shown == set()
    assert {name for name in package.MEANING if name not in ("place.html",)} - shown == set()
    assert set(json.loads((out / "summary.json").read_text(encoding="utf-8"))) - shown == set()
    for name in ("decisions", "patterns", "quarantine"):
        rows = duckdb.connect().execute(f"describe select * from '{out}/{name}.parquet'").fetchall()
        assert {row[0] for row in rows} - shown == set(), name


# ---------------------------------------------------------------- pages


def anchors(page):
    """The anchors of a page's headings, as web hosts make them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for heading in re.findall(r"^#+ (.+)$", text, re.M):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", LINKED, ids=lambda page: str(page.relative_to(DOCS.parent)))
def test_links_lead_somewhere(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^):]+)\)", text):
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        if anchor:
            assert anchor in set(anchors(there)), target


def test_the_index_names_every_page():
    index = DOCS / "README.md"
    linked = {(DOCS / path).resolve() for path in re.findall(r"\]\(([^)#]+)", index.read_text(encoding="utf-8"))}
    assert {page for page in PAGES if page != index} - linked == set()


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("0*.md")), ids=lambda page: page.name)
def test_a_decision_record_has_its_parts(page):
    text = page.read_text(encoding="utf-8")
    number = "NNNN" if page.name == "0000-template.md" else page.name[:4]
    assert re.match(rf"# {number}\. .+\n\nDate: .+\. Status: .+\n", text)
    headings = re.findall(r"^## (.+)$", text, re.M)
    assert headings == ["Context", "Choice", "Turned down", "Drawbacks", "When to look again"]
