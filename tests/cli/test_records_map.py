"""nolle records map: what it prints where, what it asks, and what stays when it is stopped. All records are made up."""

import json
import os
import signal

import pytest
import typer
from typer.testing import CliRunner

from nolle import verbs
from nolle.cli.mapping import records_map
from nolle.errors import NolleError
from nolle.library import skeleton
from nolle.library.read import read_text
from nolle.records.mapping import Mapping
from nolle.verbs.mapping import look
from tests.terminal import Terminal

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
app.command()(records_map)

HEADER = "Docket No,Cnt,Def Name,DOB,Chg Stat,Offense Dt,Date Filed,Dispo,Fel/Misd,Sex,Remarks"
ROW = '{docket},{count},"Hernandez, Juan",1/2/1980,{code},{offense},{filed},{dispo},{level},M,see juan@example.com'
DISPOSITIONS = ("Dismissed", "Pled Guilty", "ACD", "Tfr FC")
PERSONAL = ("Hernandez", "Juan", "1980", "juan@example.com", "CR-00001")


@pytest.fixture
def export(tmp_path, monkeypatch):
    """A small export in a folder of its own, where the command is run."""
    rows = []
    for case in range(12):
        for count in range(1, 1 + case % 3 + 1):
            rows.append(ROW.format(
                docket=f"CR-{case:05d}", count=count, code=("PL 230.00", "PL 230.04", "PL 140.10")[count - 1],
                offense=f"{case % 9 + 1:02d}/0{count}/2021", filed=f"0{count}/{case + 13:02d}/2021",
                dispo=DISPOSITIONS[(case + count) % 4], level="MF"[count % 2],
            ))  # fmt: skip
    (tmp_path / "export.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words, answers=""):
    done = CliRunner().invoke(app, [*map(str, words)], input=answers)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def mapping(text):
    read = read_text(text, "mapping.yaml")
    assert not read.faults
    return Mapping.model_validate(read.data)


# ---------------------------------------------------------------- without anybody to ask


@pytest.mark.parametrize("words", [("--yes",), ()])
def test_without_answers_it_takes_the_defaults_and_marks_them(export, words):
    done = run("export.csv", *words)
    assert done.exit_code == 0
    drafted = mapping(done.stdout)
    assert drafted.columns["code"].column == "Chg Stat"
    assert drafted.columns["stage"].values == {"Dismissed": "dismissed", "Pled Guilty": "convicted"}
    assert drafted.case.others == "unknown"
    assert done.stdout.count("# ASK:") >= 5
    assert "open, marked ASK in the mapping" in done.stderr
    assert "columns.offense_on: In which order are day and month in Offense Dt?" in done.stderr
    assert "24 rows in = 24 charges + 0 in quarantine" in done.stderr
    assert "100.0% of the charges are matched" in done.stderr


def test_nothing_of_a_person_is_ever_printed(export):
    for words in (("--yes",), ("--json",), ()):
        done = run("export.csv", *words, answers="\n" * 40 if not words else "")
        for value in PERSONAL:
            assert value not in done.stdout, value
            assert value not in done.stderr, value


def test_the_mapping_goes_to_the_file_that_is_named(export):
    done = run("export.csv", "--yes", "--out", "new/mine.yaml")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "wrote new/mine.yaml" in done.stderr
    text = (export / "new/mine.yaml").read_text()
    assert mapping(text).id == "mine"
    assert sorted(path.name for path in (export / "new").iterdir()) == ["mine.yaml"]


def test_a_file_that_is_there_is_never_written_over(export):
    (export / "mine.yaml").write_text("id: mine\n")
    with pytest.raises(NolleError, match="is there already"):
        run("export.csv", "--yes", "--out", "mine.yaml")
    assert (export / "mine.yaml").read_text() == "id: mine\n"


def test_proposals_for_programs(export):
    done = run("export.csv", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert told["row"]["is"] == "charge"
    assert {one["standard"]: one.get("column") for one in told["proposals"]}["case_id"] == "Docket No"
    assert all(0 < one["confidence"] <= 1 and one["why"] for one in told["proposals"])
    assert told["tally"]["rows_in"] == told["rows"] == 24
    assert {"case", "words:stage", "order:Offense Dt"} <= {one["id"] for one in told["open"]}
    assert mapping(told["mapping"]).columns["code"].column == "Chg Stat"
    assert not (export / "mapping.yaml").exists()


def test_in_a_workspace_its_id_is_its_path_and_the_check_passes(export):
    skeleton.init(export / "mine")
    run("export.csv", "--yes", "--out", "mine/mappings/us-ny/export.yaml")
    assert mapping((export / "mine/mappings/us-ny/export.yaml").read_text()).id == "us-ny/export"
    assert [str(fault) for fault in verbs.check(export / "mine")] == []
    checked = verbs.check_records(
        export / "export.csv", verbs.Asked("us-ny/export", place="us-ny/manhattan"), export / "mine"
    ).json()
    assert checked["rows"]["in"] == 24 == checked["rows"]["charges"]


def test_what_the_intake_refuses_is_said_and_the_draft_stays(export):
    (export / "nothing.csv").write_text("Colour,Shape\nred,round\nblue,square\nblue,square\n")
    done = run("nothing.csv", "--yes", "--out", "mine.yaml")
    assert done.exit_code == 1
    assert "refuses the file with this draft" in done.stderr
    assert "no column says what was charged" in done.stderr
    assert (export / "mine.yaml").exists()


def test_a_file_that_cannot_be_read_is_an_error(export):
    with pytest.raises(NolleError, match="there is no such file"):
        run("not-here.csv", "--yes")
    (export / "cut.parquet").write_bytes(b"PAR1")
    with pytest.raises(NolleError, match=r"cut\.parquet"):
        run("cut.parquet", "--yes")


# ---------------------------------------------------------------- answers on stdin


def script(**answers):
    """One line for each question that the interview asks, in its order; those not named take their default."""
    from nolle.records.answers import settle
    from nolle.verbs.mapping import draft

    kept: dict[str, str] = {}
    looked, lines = look("export.csv"), []
    while (question := draft(looked, kept).next) is not None:
        typed = answers.pop(question.id, "")
        lines.append(typed)
        kept[question.id] = settle(question, typed)
    assert not answers, f"never asked: {answers}"
    return "\n".join(lines) + "\n"


def test_answers_can_be_scripted(export):
    answers = {
        "order:Offense Dt": "2", "words:stage": "ACD=diverted", "case": "complete",
        "place": "us-ny/brooklyn", "leaves_out": "juvenile cases; sealed cases", "terms": "ask the clerk",
        "title": "Made-up export",
    }  # fmt: skip
    done = run("export.csv", answers=script(**answers))
    drafted = mapping(done.stdout)
    assert drafted.columns["offense_on"].format == ("%d/%m/%Y",)
    assert drafted.columns["stage"].values["ACD"] == "diverted"
    assert drafted.columns["place"].constant == "us-ny/brooklyn"
    assert drafted.case.others == "complete"
    assert drafted.leaves_out == ("juvenile cases", "sealed cases")
    assert (drafted.terms, drafted.title) == ("ask the clerk", "Made-up export")
    assert "# ASK:" not in done.stdout
    assert "nothing is open" in done.stderr


def test_what_is_left_when_the_answers_end_is_open(export):
    whole = script().splitlines()
    done = run("export.csv", answers="\n".join(whole[:4]) + "\n")
    assert done.exit_code == 0
    assert "# ASK:" in done.stdout


def test_an_answer_that_does_not_fit_stops_a_script(export):
    with pytest.raises(NolleError, match="What is one row of the file") as error:
        run("export.csv", "--out", "mine.yaml", answers="elephant\n")
    assert "from 1 to" in str(error.value)
    assert sorted(path.name for path in export.iterdir()) == ["export.csv"]


def test_a_personal_column_is_refused_as_an_answer_without_showing_it(export):
    with pytest.raises(NolleError, match="left unread") as error:
        run("export.csv", answers="1\nDOB\n")
    assert not [value for value in PERSONAL if value in str(error.value)]


# ---------------------------------------------------------------- a person at a terminal

DRIVER = """
import signal
import typer
from nolle.cli.mapping import records_map
signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background is started without it
typer.run(records_map)
"""


@pytest.fixture
def terminal(export):
    opened = []

    def open_(*words):
        opened.append(Terminal(export, DRIVER, *words))
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


def test_an_interview_at_a_terminal(export, terminal):
    screen = terminal("export.csv", "--out", "mine.yaml")
    first = screen.until("> ")
    assert "export.csv: 24 rows, 11 columns" in first
    assert "What is one row of the file?" in first
    assert "Docket No stands in several rows" in first
    screen.type("elephant")
    assert "is not one of the answers" in screen.until("> ")
    screen.type("")
    assert "different in each row?" in screen.until("> ")
    screen.type("back")
    assert "What is one row of the file?" in screen.until("> ")
    shown = ""
    for _ in range(40):
        screen.type("all" if "What do the words in Dispo mean?" in shown and "again" not in shown else "")
        before, shown = shown, screen.until("> ")
        if "What do the words in Dispo mean?" in before and "again" not in before:
            assert "What do the words in Dispo mean?" in shown, "`all` asks again, with every word"
            shown += "again"
        if "What is this file" in shown:
            break
    screen.type("Made-up export")
    screen.until("wrote mine.yaml")
    assert screen.end() == 0
    assert mapping((export / "mine.yaml").read_text()).title == "Made-up export"
    assert (export / "stdout").read_bytes() == b"", "with a file named, nothing goes to stdout"
    assert max(map(len, screen.seen.splitlines())) <= 80
    assert not [value for value in PERSONAL if value in screen.seen], "ids and personal cells are never shown"
    assert not list(export.glob("*.part"))


def test_an_interview_that_is_stopped_goes_on_where_it_was(export, terminal):
    screen = terminal("export.csv", "--out", "mine.yaml")
    for answer in ("", "", "Docket No"):
        screen.until("> ")
        screen.type(answer)
    assert "of the person charged?" in screen.until("> ")
    os.killpg(screen.process.pid, signal.SIGINT)
    told = screen.until("--out mine.yaml")
    assert "3 answers are kept in mine.yaml.part" in told
    assert screen.end() == 2
    assert not (export / "mine.yaml").exists()
    kept = json.loads((export / "mine.yaml.part").read_text())
    assert kept["answers"] == {"row": "charge", "charge_id": "-", "case_id": "Docket No"}

    again = terminal("export.csv", "--out", "mine.yaml")
    first = again.until("> ")
    assert "Going on after 3 answers" in first
    assert "of the person charged?" in first
    os.write(again.mine, b"\x04")  # Ctrl-D: the defaults for all that is left
    again.until("wrote mine.yaml")
    assert again.end() == 0
    assert "# ASK:" in (export / "mine.yaml").read_text()
    assert not (export / "mine.yaml.part").exists()


def test_answers_about_another_file_are_not_taken(export):
    (export / "mine.yaml.part").write_text(
        json.dumps({"file": "x/y.csv", "rows": 1, "columns": [], "answers": {"row": "case"}})
    )
    with pytest.raises(NolleError, match="about another file"):
        run("export.csv", "--yes", "--out", "mine.yaml")
    (export / "mine.yaml.part").write_text("not json")
    with pytest.raises(NolleError, match="holds no answers"):
        run("export.csv", "--yes", "--out", "mine.yaml")
    assert (export / "mine.yaml.part").exists(), "what it cannot read it does not throw away"
