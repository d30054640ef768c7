"""nolle law: what people see, what programs get, and what is refused."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nolle.cli import main, terminal
from nolle.errors import NolleError
from tests.library.files import paragraph, pdf, word

NOLLE = Path(sys.executable).with_name("nolle")
MEMO = "Penal Law § 230.00 and 230.04, PL 240.37,\nand charges under section 240.20.\n"


@pytest.fixture
def told(capsys, monkeypatch):
    """What a law command prints on stdout, at a width; nothing goes to stderr."""

    def run(*words, width=80, given=b""):
        monkeypatch.setattr(terminal.console, "width", width)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        main.app(["law", *map(str, words)], standalone_mode=False)
        shown, talk = capsys.readouterr()
        assert talk == ""
        return shown

    return run


def flat(shown):
    return " ".join(shown.split())


@pytest.fixture
def memos(tmp_path):
    (tmp_path / "memo.txt").write_text(MEMO)
    (tmp_path / "memo.md").write_text(f"# Made up\n\n{MEMO}")
    (tmp_path / "memo.pdf").write_bytes(pdf("no law here", MEMO.strip()))
    (tmp_path / "memo.docx").write_bytes(
        word(paragraph("Made up"), f"<w:footnote>{paragraph(MEMO.strip())}</w:footnote>")
    )
    return tmp_path


# ---------------------------------------------------------------- cite


@pytest.mark.parametrize(
    ("name", "where"),
    [("memo.txt", "line 2"), ("memo.md", "line 4"), ("memo.pdf", "p. 2, line 2"), ("memo.docx", "footnote 1")],
)
def test_a_file_is_read_and_each_citation_has_its_place(told, memos, name, where):
    shown = told("cite", memos / name)
    assert f"{name}: 4 citations of 4 sections" in shown
    assert f"  {where} " in shown
    assert "us-ny-pl-240.20" in shown


def test_a_text_and_standard_input_are_read_too(told):
    by_text = json.loads(told("cite", "--text", MEMO, "--json"))
    by_input = json.loads(told("cite", "-", "--json", given=MEMO.encode()))
    assert by_text["citations"] == by_input["citations"]
    assert by_input["text"] == "standard input"
    assert [one["offenses"][0]["id"] for one in by_text["citations"]] == [
        "us-ny-pl-230.00", "us-ny-pl-230.04", "us-ny-pl-240.37", "us-ny-pl-240.20",
    ]  # fmt: skip


def test_the_example_of_the_help_reads_as_it_says(told):
    values = json.loads(told("cite", "--text", "PL 230.00 and 230.04", "--place", "us-ny", "--json"))
    assert (values["place"], values["place_from"], values["summary"]["citations"]) == ("us-ny", "given", 2)
    assert "law named in the same list" in told("cite", "--text", "PL 230.00 and 230.04", "--place", "us-ny")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("Cal. Penal Code § 484",), "not catalogued"),
        (("PHL § 3306, PL 230.00",), "this code has no coverage"),
        (("VTL 511",), "it is of none of the classes"),
        (("Cal. Penal Code § 647(b)",), "name a day with --on"),
        (("G.L. c. 272, § 53A(b)", "--on", "2010-01-01"), "not in force"),
        (("PL 240.37", "--on", "2021-02-03"), "none of these was the law on 2021-02-03"),
        (("Cal. Penal Code § 647(b), Tex. Penal Code § 43.02. Under section 43.03",), "1 section sign whose law"),
        (("section 240.37", "--place", "us-ny"), "law taken from the place"),
        (("PL 230.00\nPL 230.00",), "as on line 1"),
        (("Nothing.",), "the text given: 0 citations"),
        (("[bold] PL 230.00 [/bold] [link=x]",), "[bold] PL 230.00 [/bold]"),
    ],
)
def test_what_a_reader_must_know_is_said(told, words, says):
    assert says in flat(told("cite", "--text", *words))


def test_what_a_file_does_not_give_is_said(told, memos):
    (memos / "half.pdf").write_bytes(pdf("", "PL 230.00"))
    assert "no text on page 1: if scanned" in flat(told("cite", memos / "half.pdf"))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("cite",), "Give one text"),
        (("cite", "memo.txt", "--text", "PL 230.00"), "Give one text"),
        (("cite", "none.txt"), "there is no such file"),
        (("cite", "scan.pdf"), "OCR"),
        (("cite", "--text", "PL 230.00", "--place", "us-zz"), "There are: us, us-ca"),
        (("cite", "--text", "PL 230.00", "--on", "2021-02"), "is not one day"),
        (("list", "us-zz"), "There are: us, us-ca"),
        (("list", "us-ny", "--conduct", "seling"), 'Did you mean "selling"'),
        (("show", "us-ny-pl-230.01"), 'Did you mean "us-ny-pl-230'),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_to_do(told, tmp_path, monkeypatch, words, says):
    (tmp_path / "scan.pdf").write_bytes(pdf(""))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NolleError) as caught:
        told(*words)
    assert says in str(caught.value)
    assert len(str(caught.value).splitlines()) <= 2  # what is wrong, and what to do


def test_the_command_itself_exits_with_0_and_with_2(tmp_path):
    def run(*words, given=b""):
        env = {**os.environ, "PYTHONUTF8": "1"}
        return subprocess.run(
            [NOLLE, "law", *words], input=given, capture_output=True, timeout=120, check=False, env=env
        )

    done = run("cite", "-", "--json", given=MEMO.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(json.loads(done.stdout)["citations"]) == 4
    done = run("cite", str(tmp_path / "none.pdf"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


# ---------------------------------------------------------------- find, list, show


def test_find_groups_what_it_found_by_why(told):
    shown = told("find", "PL", "2300400")
    first, second = shown.index('code "PL 2300400"'), shown.index("it is read as New York Penal Law § 230.04")
    assert first < second
    assert shown.rstrip().endswith("1 offense")
    assert "Nothing found" in told("find", "zzzz")
    assert json.loads(told("find", "40A", "--json"))["hits"][0]["code"]["match"] == "category"


def test_list_shows_classes_dates_groups_and_how_sure_it_is(told):
    shown = told("list", "us-ny")
    assert "loitering_for_prostitution" in shown
    assert "repealed: 1976 to 2021-02-02" in shown
    assert "us-ny-quality-of-life (13)" in shown
    assert "us-ny-victim-witness-crimes (21)" in shown
    assert "former texts; 5" in flat(shown)
    values = json.loads(told("list", "us-ny", "--conduct", "buying", "--on", "2021-01-01", "--json"))
    assert {one["id"] for one in values["offenses"]} == {"us-ny-pl-230.04", "us-ny-pl-240.37"}
    assert values["offenses"][0]["on_the_day"] in ("in_force", "not_verified")


def test_show_tells_history_codes_policies_and_what_is_not_known(told):
    shown = told("show", "us-ny-pl-240.37")
    for label in ("texts in time", "not known", "codes", "policies", "groups", "sources", "confidence"):
        assert (f"  {label}" in shown) is (label != "texts in time"), label
    assert "us-ny/manhattan/2021-04-21 speaks of it by name" in shown
    old = flat(told("show", "us-ma-gl-272-53a-a-pay"))
    assert "2007-02-14 to 2012-02-18 (partly verified): this text" in old
    assert "→ us-ma-gl-272-53a-b" in old
    assert json.loads(told("show", "us-ny-pl-240.37", "--json"))["in_force"] == {"from": "1976", "to": "2021-02-02"}


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(
    "words",
    [
        ("list", "us-ma"), ("show", "us-ma-gl-272-53a-a-pay"), ("find", "patronizing"),
        ("cite", "--text", "G.L. c. 272, § 53A and § 53; Cal. Penal Code § 647(b); PL 230.00"),
    ],
)  # fmt: skip
def test_nothing_is_wider_than_the_terminal(told, words, width):
    shown = told(*words, width=width)
    assert max(len(line) for line in shown.splitlines()) <= width
