"""`nolle memo` as its user meets it: three forms, a redline, bad input, what LibreOffice makes of it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nolle.cli import main
from tests.publish.memo_examples import BALTIMORE, BRAGG, FULL, NEXT, SF, workspace

NEEDED = ("docx", "typst", "pypdf")
for name in NEEDED:
    pytest.importorskip(name, reason="needs the print extra")


@pytest.fixture
def nolle(tmp_path, monkeypatch, capsys):
    """Run a command in this process, standing in a folder of its own; its data and its talk."""
    monkeypatch.chdir(tmp_path)

    def run(*words, code=0):
        monkeypatch.setattr(sys, "argv", ["nolle", "memo", *map(str, words)])
        ended: object = 0
        try:
            main.run()
        except SystemExit as stopped:
            ended = stopped.code or 0
        told = capsys.readouterr()
        assert ended == code, told.err
        return told.out, told.err

    return run


@pytest.fixture
def in_county(nolle):
    return lambda *words, **more: nolle(*words, "--workspace", workspace(), "--as-of", "2026-11-20", **more)


# ---------------------------------------------------------------- the main road


def test_plain_text_on_stdout_and_talk_on_stderr(nolle):
    data, talk = nolle(BRAGG, "--as-of", "2026-11-20")
    assert data.startswith("MEMORANDUM\nNew York County District Attorney's Office\n")
    assert "4.   Prostitution. This Office will not file or pursue a charge of" in data
    assert max(len(line) for line in data.splitlines() if "https:" not in line) <= 80
    assert "Reading level: grade" in talk
    assert "1 thing stands to be verified before anybody signs:\n  paragraph 9: which supervisor approves" in talk
    assert "nothing was found on them in what was read" in talk
    assert "§ 230.40  Permitting prostitution" in talk
    _, talk = nolle(SF, "--as-of", "2026-11-20")
    assert "this text names none of them" in talk  # the whole of it was read


def test_three_forms_say_the_same(in_county, tmp_path):
    from docx import Document
    from pypdf import PdfReader

    for form in ("txt", "docx", "pdf"):
        data, talk = in_county(FULL, "--to", f"memo.{form}", "--disclaimer")
        assert data == ""
        assert talk.endswith(f"wrote memo.{form}\n")
    texts = {
        "txt": (tmp_path / "memo.txt").read_text(encoding="utf-8"),
        "docx": "\n".join(p.text for p in Document(str(tmp_path / "memo.docx")).paragraphs),
        "pdf": "\n".join(page.extract_text() for page in PdfReader(tmp_path / "memo.pdf").pages),
    }
    for sentence in (
        "This Office will not file or pursue a charge of Selling sex",
        "It gives no person a right that a court can enforce.",
        "What is needed: the chief of the charging unit signs.",
        "[to be verified: nobody has checked this against its source]",
        "None of this changes: the duty to share evidence with the defense.",
    ):
        for form, text in texts.items():
            assert "".join(sentence.split()) in "".join(text.split()), (form, sentence)


def test_a_redline_in_three_forms(nolle, in_county, tmp_path):
    data, talk = nolle(BALTIMORE[1], "--against", BALTIMORE[0])
    assert "Changes: [-taken out-]  {+put in+}" in data
    assert "{+Buying. This Office will not file or pursue a charge of buying sex.+}" in data
    assert f"differ from {BALTIMORE[0]}." in talk
    for form in ("txt", "docx", "pdf"):
        in_county(NEXT, "--against", FULL, "--to", f"red.{form}")
        assert (tmp_path / f"red.{form}").stat().st_size > 1000


def test_an_edit_of_the_yaml_prints_anew(nolle, tmp_path):
    id, file = "us-xx/example-county/2024-02-01", Path("policies/us-xx/example-county/2024-02-01.yaml")
    before, _ = nolle(id, "-w", workspace())
    assert "only if a supervisor approves" in before
    folder = tmp_path / "mine"  # another folder: one process reads a workspace once
    shutil.copytree(workspace(), folder)
    text = (folder / file).read_text(encoding="utf-8")
    step = "then: supervisory_approval\n    provided: the chief of the charging unit signs"
    (folder / file).write_text(text.replace(step, "then: decline"), encoding="utf-8")
    after, _ = nolle(id, "-w", folder)
    assert "only if a supervisor approves" not in after
    assert "5.   Buying. This Office will not file or pursue a charge of Buying sex" in after


def test_json(nolle):
    data, talk = nolle(BRAGG, "--json")
    told = json.loads(data)
    assert told["policy"] == BRAGG
    assert told["to_verify"] == ["paragraph 9: which supervisor approves"]
    assert "us-ny-pl-230.20" in told["left_out"]
    assert 1 < told["reading"]["grade"] < 10
    assert "Reading level" in talk


def test_the_same_bytes_twice(in_county, tmp_path):
    for form in ("txt", "docx", "pdf"):
        for name in ("one", "two"):
            in_county(NEXT, "--against", FULL, "--to", f"{name}.{form}")
        assert (tmp_path / f"one.{form}").read_bytes() == (tmp_path / f"two.{form}").read_bytes()


def test_an_existing_file_is_replaced_whole(nolle, tmp_path):
    old = tmp_path / "memo.pdf"
    old.write_bytes(b"x" * 3_000_000)
    nolle(BRAGG, "--to", old)
    assert old.read_bytes().startswith(b"%PDF-")
    assert old.stat().st_size < 1_000_000
    assert [path.name for path in tmp_path.iterdir()] == ["memo.pdf"]


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["us-ny/manhattan/2022-01-04"], 'or "us-ny/manhattan/2022-01-03"'),
        (["us-ny/manhattan-da"], "A memo is of one policy. This office has:"),
        ([BRAGG, "--against", "nobody/knows"], 'policy "nobody/knows" is not known'),
        ([BRAGG, "--to", "memo.odt"], 'memo.odt: ".odt" is no form of a memo. Name a file that ends in .docx, .pdf or .txt'),
        ([BRAGG, "--to", "memo"], "memo: the name has no ending that says what to write"),
        ([BRAGG, "--to", "memo.pdf", "--paper", "a3"], '"a3" is not a size of paper that nolle knows: use letter or a4'),
        ([BRAGG, "--as-of", "soon"], "is not a date"),
        ([BRAGG, "--final"], "is not ready to be signed"),
        ([BRAGG, "--to", "a.folder.pdf"], "is a folder. Name the file to write"),
        ([BRAGG, "--to", "a-file/memo.pdf"], "a-file/memo.pdf: cannot be written"),
    ],
)  # fmt: skip
def test_bad_input_is_met_with_a_message(words, said, nolle, tmp_path):
    (tmp_path / "a.folder.pdf").mkdir()
    (tmp_path / "a-file").write_text("in the way")
    data, talk = nolle(*words, code=2)
    assert said in talk
    assert data == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-file", "a.folder.pdf"]


def test_a_memo_that_cannot_be_written_leaves_the_old_one(in_county, tmp_path):
    (tmp_path / "memo.pdf").write_bytes(b"old")
    in_county("nobody", "--to", "memo.pdf", code=2)
    assert (tmp_path / "memo.pdf").read_bytes() == b"old"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_closed_folder(nolle, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    _, talk = nolle(BRAGG, "--to", closed / "memo.docx", code=2)
    assert "cannot be written" in talk
    assert "Earlier output is untouched." in talk


@pytest.mark.parametrize(("form", "package"), [("pdf", "typst"), ("docx", "docx")])
def test_a_missing_extra_is_named(form, package, nolle, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    _, talk = nolle(BRAGG, "--to", f"memo.{form}", code=2)
    assert 'pip install "nolle[print]"' in talk
    assert not (tmp_path / f"memo.{form}").exists()


def test_plain_text_needs_no_extra(nolle, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setitem(sys.modules, "docx", None)
    data, _ = nolle(BRAGG)
    assert data.startswith("MEMORANDUM")


# ---------------------------------------------------------------- another program opens it


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice Writer")
@pytest.mark.parametrize("redline", [False, True], ids=["memo", "redline"])
def test_libreoffice_opens_it_without_a_warning(redline, in_county, tmp_path):
    from pypdf import PdfReader

    in_county(NEXT, *(["--against", FULL] if redline else []), "--to", "memo.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    done = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "memo.docx"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = [line for line in (done.stderr + done.stdout).splitlines() if "javaldx" not in line and line.strip()]
    assert len(said) == 1, said
    assert said[0].startswith("convert ")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "memo.pdf").pages)
    assert "MEMORANDUM" in text
    assert "page 1 of" in text


def test_the_workspace_is_left_alone():
    assert not list(Path(workspace()).rglob("*.partial*"))
