"""Everything as one data package: each cell is traced to its sources, each link leads somewhere, each form says the
same, what is read back is written again to the same bytes, and what is not known or not public stays out.
"""

import csv
import hashlib
import json
import shutil
import sqlite3
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from nolle import verbs
from nolle.cli import main, terminal
from nolle.errors import NolleError

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("package") / "all"
    verbs.write_package(folder, DAY)
    return folder


@pytest.fixture(scope="module")
def told(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def read(file):
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="module")
def tables(folder, told):
    """Each table as its resource and its rows, read by nothing of ours."""
    found = {}
    for resource in told["resources"]:
        if "schema" in resource:
            found[resource["name"]] = (resource, read(folder / resource["path"]))
    return found


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(terminal.console, "width", 100)

    def ran(*words):
        code = main.app(["track", "package", *map(str, words)], standalone_mode=False) or 0
        return code, *capsys.readouterr()

    return ran


# ---------------------------------------------------------------- what is in it


def test_the_tables_hold_everything(tables, library, told):
    sizes = {name: len(rows) for name, (_, rows) in tables.items()}
    public = [p for p in library.policies.values() if p.office and not p.private and not p.is_model]
    prosecutors = [office for office in library.offices.values() if office.kind == "prosecutor"]
    assert sizes["policies"] == len(public) > 20
    assert sizes["answers"] == 6 * len(prosecutors)
    assert sizes["events"] == sum(len(policy.events) for policy in public)
    assert sizes["holders"] == sum(len(office.holders) for office in library.offices.values())
    assert sizes["outside_events"] == len(library.outside)
    assert sizes["series_points"] == sum(len(series.points) for series in library.series.values())
    assert sizes["results"] == sum(len(one.results) for one in library.evaluations.values())
    assert sizes["relief"] == sum(len(policy.relief) for policy in public)
    assert sizes["acts"] == sum(len(policy.acts) for policy in public)
    readings = sum(len(rule.readings) for policy in public for rule in policy.rules)
    readings += sum(len(act.readings) for policy in public for act in policy.acts)
    readings += sum(len(r.readings) for one in library.evaluations.values() for r in one.results)
    assert sizes["readings"] == readings > 10
    assert all(sizes.values()), "no table of the shipped library is empty"
    assert told["nolle:about"]["as_of"] == "2026-11-20"


def test_every_clause_has_its_words_and_exceptions_name_what_they_are_of(tables):
    rows = {row["id"]: row for row in tables["clauses"][1]}
    assert all(row["english"].endswith(".") for row in rows.values())
    inner = [row for row in rows.values() if row["within"]]
    assert inner
    for row in inner:
        assert row["id"].startswith(f"{row['within']}/")
        assert row["policy"] == rows[row["within"]]["policy"]
    manhattan = rows["us-ny/manhattan/2022-01-03#prostitution"]
    assert manhattan["english"].startswith("The office will not prosecute: Prostitution")
    assert (manhattan["status"], manhattan["since"], manhattan["decision"]) == ("in_force", "2022-01-03", "decline")


def test_the_answers_are_those_of_track(tables):
    rows = {(row["office"], row["conduct"]): row for row in tables["answers"][1]}
    for row in verbs.track(DAY).rows:
        there = rows[row.office, row.conduct]
        assert (there["decision"], there["status"], there["since"]) == (row.decision, row.status.value, row.since)
        assert there["until"] == row.until


def test_the_histories_hold_every_day_once(tables):
    by: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for row in tables["histories"][1]:
        days = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
        by.setdefault((row["office"], row["conduct"]), []).append(days)
    starts = {spells[0][0] for spells in by.values()}
    assert len(starts) == 1
    for spells in by.values():
        assert spells[-1][1] == DAY
        for (_, last), (first, _) in pairwise(spells):
            assert first.toordinal() == last.toordinal() + 1


# ---------------------------------------------------------------- sources and links


def test_every_cell_of_every_table_names_sources_that_say_what_they_are(tables):
    sources = {row["id"]: row for row in tables["sources"][1]}
    for row in sources.values():
        assert row["url"] or row["kind"] not in ("", "web_page"), row["id"]
    cells = 0
    for name, (resource, rows) in tables.items():
        if resource.get("nolle:ours"):
            continue
        for field in resource["schema"]["fields"]:
            by = field.get("nolle:sources")
            if not by:
                assert field["name"] == "id" or field["nolle:ids_of"] == ["sources"], (name, field["name"])
                continue
            for row in rows:
                if row[field["name"]]:
                    named = [id for id in row[by].split("; ") if id]
                    assert named, (name, row["id"], field["name"])
                    assert set(named) <= sources.keys()
                    cells += 1
    assert cells > 10_000


def test_what_rests_on_no_source_is_unverified_and_says_so(tables):
    for name, (_, rows) in tables.items():
        for row in rows:
            if "no-source" in row.get("sources", "").split("; "):
                assert row["confidence"] == "unverified", (name, row["id"])


def test_a_cell_rests_on_the_statement_that_says_it(tables, library):
    [row] = [row for row in tables["answers"][1] if row["id"] == "us-ca/los-angeles-da:selling"]
    policy = library.policies["us-ca/los-angeles/2020-12-08"]
    [end] = [event for event in policy.events if event.type.value == "revoked"]
    assert row["until_sources"].split("; ") == [cite.source for cite in end.cite]
    assert row["until_sources"] not in row["decision_sources"]


def test_every_link_leads_to_a_row(tables):
    ids = {name: {row["id"] for row in rows} for name, (_, rows) in tables.items()}
    for name, (resource, rows) in tables.items():
        assert len(ids[name]) == len(rows), f"ids of {name} are not unique"
        for field in resource["schema"]["fields"]:
            there = set().union(*(ids[to] for to in field.get("nolle:ids_of", ())))
            for row in rows if there else ():
                cell = row[field["name"]]
                named = (cell.split("; ") if "nolle:separator" in field else [cell]) if cell else []
                assert set(named) <= there, (name, row["id"], field["name"])
    for row in tables["citations"][1]:
        assert row["in_row"] in ids[row["in_table"]]


# ---------------------------------------------------------------- the other forms


def test_sqlite_opens_as_a_viewer_expects(folder, tables):
    with sqlite3.connect(folder / "nolle.sqlite") as base:
        assert base.execute("pragma foreign_key_check").fetchall() == []
        assert base.execute("pragma integrity_check").fetchone() == ("ok",)
        for name, (resource, rows) in tables.items():
            columns = base.execute(f'pragma table_info("{name}")').fetchall()
            assert [column[1] for column in columns] == [field["name"] for field in resource["schema"]["fields"]]
            assert [column[1] for column in columns if column[5]] == ["id"]
            assert {column[2] for column in columns} <= {"TEXT", "INTEGER", "text", "integer"}
            keys = {key[3] for key in base.execute(f'pragma foreign_key_list("{name}")')}
            assert keys == {key["fields"] for key in resource["schema"].get("foreignKeys", [])}
            [n] = base.execute(f'select count(*) from "{name}"').fetchone()
            assert n == len(rows)
        assert base.execute("select count(*) from answers where since = ''").fetchone() == (0,), "empty is null"


def as_text(value):
    """A value of the JSON as the CSV has it."""
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def test_json_and_workbook_say_what_the_csv_files_say(folder, tables):
    whole = json.loads((folder / "nolle.json").read_text(encoding="utf-8"))["tables"]
    book = load_workbook(folder / "nolle.xlsx", read_only=True)
    assert book.sheetnames == ["package", "columns", *tables]
    assert [*whole] == [*tables]
    for name in ("answers", "clauses", "results", "sources"):
        rows = tables[name][1]
        sheet = [["" if cell is None else str(cell) for cell in row] for row in book[name].iter_rows(values_only=True)]
        assert sheet == [[*rows[0]], *([*row.values()] for row in rows)]
        for row, values in zip(rows, whole[name], strict=True):
            for column, value in values.items():
                assert as_text(value) == row[column]


def test_the_feed_has_an_entry_for_each_change(folder, tables):
    name = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.parse(folder / "changes.xml").getroot().findall(f"{name}entry")
    ids = [entry.findtext(f"{name}id", "").removeprefix("urn:nolle:change:") for entry in entries]
    assert ids == [row["id"] for row in reversed(tables["changes"][1])]


def test_the_description_names_every_file_with_its_hash(folder, told):
    assert {resource["path"] for resource in told["resources"]} | {"datapackage.json"} == {
        file.name for file in folder.iterdir()
    }
    for resource in told["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert told["created"] == "2026-11-20T00:00:00Z"
    assert told["licenses"][0]["name"] == "CC-BY-4.0"
    assert told["version"] in told["citation"]
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert told["citation"] in page
    assert "no census" in page


# ---------------------------------------------------------------- read back


def test_it_is_whole_and_is_written_again_to_the_same_bytes(folder, tmp_path):
    checked = verbs.check_package(folder)
    assert checked.faults == ()
    assert checked.rows > 2_500
    verbs.write_package(tmp_path / "again", DAY)
    for file in folder.iterdir():
        assert file.read_bytes() == (tmp_path / "again" / file.name).read_bytes(), file.name


def copied(folder, tmp_path):
    return shutil.copytree(folder, tmp_path / "copy")


def stamped(folder, name):
    """Make the description fit a file that was changed: what is wrong in it must be found all the same."""
    file = folder / "datapackage.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    [resource] = [one for one in told["resources"] if one["path"] == name]
    content = (folder / name).read_bytes()
    resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    file.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def test_a_changed_file_is_found(folder, tmp_path):
    copy = copied(folder, tmp_path)
    with (copy / "nolle.xlsx").open("ab") as file:
        file.write(b" ")
    (copy / "acts.csv").unlink()
    (copy / "extra.txt").write_text("")
    told = verbs.check_package(copy).faults
    assert "nolle.xlsx: is not as it was written: its bytes do not fit the hash in datapackage.json" in told
    assert "acts.csv: is named in datapackage.json, and is not there" in told
    assert "extra.txt: is not named in datapackage.json" in told
    assert any('"act" names what is not there' in fault for fault in told)


def test_a_changed_cell_is_found_though_the_hash_fits(folder, tmp_path):
    copy = copied(folder, tmp_path)
    file = copy / "events.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",revoked,", ",annulled,", 1), encoding="utf-8")
    stamped(copy, "events.csv")
    [fault] = verbs.check_package(copy).faults
    assert fault.startswith('events.csv: "type" holds a word that is not of its list: us-')


def test_forms_that_no_longer_agree_are_found_though_the_hash_fits(folder, tmp_path):
    copy = copied(folder, tmp_path)
    file = copy / "holders.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Chesa Boudin", "Somebody Else"), encoding="utf-8")
    stamped(copy, "holders.csv")
    told = verbs.check_package(copy).faults
    assert [fault.partition(":")[0] for fault in told] == ["nolle.sqlite", "nolle.xlsx", "nolle.json"]


DESCRIBED = '{"nolle:schema": 1, "nolle:about": {}, "resources": '


@pytest.mark.parametrize(
    "text",
    [
        None, "", "{}", "[]", '{"nolle:schema": 1}', '{"nolle:schema": 99, "nolle:about": {}, "resources": []}',
        f"{DESCRIBED}[1]}}", f"{DESCRIBED}[{{}}]}}", "[" * 100_000,
        f'{DESCRIBED}[{{"path": "x", "bytes": 1, "hash": "", "name": "../x", "schema": {{"fields": []}}}}]}}',
        f'{DESCRIBED}[{{"path": "x", "bytes": 1, "hash": "", "name": "x", "schema": 1}}]}}',
    ],
)  # fmt: skip
def test_a_folder_that_is_no_package_is_refused(tmp_path, text):
    if text is not None:
        (tmp_path / "datapackage.json").write_text(text)
    with pytest.raises(NolleError, match=r"is no package of nolle|has schema 99|is not whole"):
        verbs.check_package(tmp_path)


def test_a_description_that_lost_what_it_says_is_found(folder, tmp_path):
    copy = copied(folder, tmp_path)
    file = copy / "datapackage.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    del told["nolle:about"]["as_of"]
    file.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert verbs.check_package(copy).faults == ("datapackage.json: the files cannot be made again from it (KeyError)",)


# ---------------------------------------------------------------- what stays out


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A workspace with a draft, a statement that was recorded late, and an unsourced unverified one."""
    home = tmp_path_factory.mktemp("workspace") / "mine"
    verbs.init(home)
    first = home / "policies/us-xx/example-county/2024-02-01.yaml"
    text = first.read_text(encoding="utf-8")
    begun = "  - {type: in_effect, on: 2024-02-01}\n"
    ended = "  - {type: superseded, on: 2025-01-01, by: us-xx/example-county/draft}\n"
    for name, more in (("draft", "private: true"), ("late", "recorded: 2026-06-01")):
        made = text.replace("id: us-xx/example-county/2024-02-01", f"id: us-xx/example-county/{name}\n{more}")
        made = made.replace("Charging memo", "A secret" if name == "draft" else "A late memo").replace(
            begun, begun + ended
        )
        (first.parent / f"{name}.yaml").write_text(made, encoding="utf-8")
    return home


def test_drafts_are_in_no_file(workspace, tmp_path):
    verbs.write_package(tmp_path / "p", DAY, workspace=workspace)
    assert verbs.check_package(tmp_path / "p").faults == ()
    for file in (tmp_path / "p").glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        assert "us-xx/example-county/draft" not in text, file.name
        assert "A secret" not in text, file.name
    [row] = [row for row in read(tmp_path / "p/policies.csv") if row["id"].endswith("/late")]
    assert (row["until"], row["ended_by"]) == ("2025-01-01", "superseded"), "by what is not told"
    assert "us-xx/example-county/late#" in (tmp_path / "p/clauses.csv").read_text(encoding="utf-8")


def test_what_was_recorded_later_is_in_no_file(workspace, tmp_path):
    told = verbs.write_package(tmp_path / "p", DAY, date(2026, 5, 31), workspace=workspace)
    assert told.about["known_on"] == "2026-05-31"
    assert "as known on 31 May 2026" in told.about["citation"]
    assert verbs.check_package(tmp_path / "p").faults == ()
    for file in (tmp_path / "p").glob("*.csv"):
        assert "us-xx/example-county/late" not in file.read_text(encoding="utf-8"), file.name


def test_an_earlier_day_has_its_own_answers(tmp_path):
    verbs.write_package(tmp_path / "p", date(2021, 6, 1), without=["histories"])
    rows = {row["id"]: row for row in read(tmp_path / "p/answers.csv")}
    assert rows["us-md/baltimore-sao:selling"]["status"] == "in_force"
    assert not (tmp_path / "p/histories.csv").exists()
    assert verbs.check_package(tmp_path / "p").faults == ()


# ---------------------------------------------------------------- the command


def test_the_command_writes_checks_and_says_what_is_wrong(run, tmp_path):
    code, shown, talk = run("out", "--as-of", "2026-11-20", "--without", "histories")
    assert code == 0
    assert "answers" in shown
    assert "cite as" in shown
    assert "nolle track package out --check" in talk
    code, shown, _ = run("out", "--check")
    assert code == 0
    assert "whole" in shown
    (tmp_path / "out/acts.csv").write_text("")
    code, shown, _ = run("out", "--check", "--json")
    assert code == 1
    assert json.loads(shown)["faults"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "name the folder"),
        (["out", "--conduct", "selling"], "a package holds everything"),
        (["out", "--without", "offices"], "cannot be left out"),
    ],
)
def test_what_cannot_be_is_refused(run, words, said):
    with pytest.raises(NolleError, match=said):
        run(*words)


def test_a_folder_of_somebody_elses_is_not_written_over(run, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("mine")
    with pytest.raises(NolleError, match="is not a folder that nolle wrote"):
        run("out")
    assert (tmp_path / "out/mine.txt").read_text() == "mine"
