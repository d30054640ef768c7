"""nolle source add: the copy is the file, the entry says what it is, and `nolle check` sees when it was touched."""

import csv
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from nolle import verbs
from nolle.cli import main
from nolle.errors import NolleError
from nolle.library import captures
from nolle.verbs.capturing import Described, source_add

WHEN = "2026-11-21T09:30:00Z"
MEMO = b"Charging memo\nof the office of a county.\fSecond page\nof the memo.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    home = tmp_path_factory.mktemp("captures") / "mine"
    verbs.init(home)
    return home


@pytest.fixture
def home(made, tmp_path):
    shutil.copytree(made, tmp_path / "mine")
    return tmp_path / "mine"


def memo(tmp_path, raw=MEMO, name="memo.txt"):
    file = tmp_path / name
    file.write_bytes(raw)
    return file


def faults(home):
    return [str(fault) for fault in verbs.check(home) if not fault.warning]


def test_the_copy_is_the_file_and_the_entry_describes_it(home, tmp_path):
    file = memo(tmp_path)
    told = source_add(file, Described("da-memo-2024", "Charging memo", url="https://example.org/memo"), WHEN, home)
    copy = home / "captures/da-memo-2024.txt"
    assert copy.read_bytes() == file.read_bytes() == MEMO
    assert not copy.stat().st_mode & 0o222, "nobody is meant to write to it"
    source = verbs.open_library(home).sources["da-memo-2024"]
    assert source == told.source
    assert source.retrieved == "2026-11-21"
    assert source.capture is not None
    assert source.capture.model_dump() == {
        "file": "captures/da-memo-2024.txt", "sha256": hashlib.sha256(MEMO).hexdigest(), "size": len(MEMO),
        "media_type": "text/plain", "captured": WHEN, "pages": 2, "anchors": "captures/da-memo-2024.pages.csv",
    }  # fmt: skip
    with (home / source.capture.anchors).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [(row["page"], row["begins"]) for row in rows] == [
        ("1", "Charging memo of the office of a county."), ("2", "Second page of the memo.")
    ]  # fmt: skip
    assert faults(home) == []


def test_a_file_that_was_touched_or_is_gone_is_told_at_its_line(home, tmp_path):
    source_add(memo(tmp_path), Described("da-memo", "Memo"), WHEN, home)
    copy, entry = home / "captures/da-memo.txt", home / "sources/da-memo.yaml"
    lines = entry.read_text(encoding="utf-8").splitlines()

    def at(key):
        return next(n for n, line in enumerate(lines, 1) if key in line)

    copy.chmod(0o644)
    copy.write_bytes(MEMO.replace(b"memo", b"Memo"))  # as long as before
    [found] = faults(home)
    assert found.startswith(
        f'sources/da-memo.yaml:{at("sha256")}: source "da-memo": captures/da-memo.txt is not the file'
    )
    copy.unlink()
    [found] = faults(home)
    assert found.startswith(f'sources/da-memo.yaml:{at("file:")}: source "da-memo": captures/da-memo.txt is not there')
    copy.symlink_to(memo(tmp_path))
    assert "is not there" in faults(home)[0], "a link is no capture"
    entry.write_text(
        entry.read_text(encoding="utf-8").replace("captures/da-memo.txt", "captures/../../memo.txt"), encoding="utf-8"
    )
    assert "is not in the folder of captures" in faults(home)[0]


def test_nothing_is_written_over(home, tmp_path):
    source_add(memo(tmp_path), Described("da-memo", "Memo"), WHEN, home)
    with pytest.raises(NolleError, match="holds these very bytes"):
        source_add(memo(tmp_path), Described("da-memo", "Memo"), WHEN, home)
    with pytest.raises(NolleError, match="never written over"):
        source_add(memo(tmp_path, b"A later text."), Described("da-memo", "Memo"), WHEN, home)
    (home / "captures/other.txt").write_bytes(b"mine")
    with pytest.raises(NolleError, match="is there already"):
        source_add(memo(tmp_path), Described("other", "Other"), WHEN, home)
    assert (home / "captures/other.txt").read_bytes() == b"mine"
    assert not (home / "sources/other.yaml").exists()


@pytest.mark.parametrize(
    ("described", "when", "raw", "why"),
    [
        (Described("A Memo", "Memo"), WHEN, MEMO, "cannot be an id"),
        (Described("../memo", "Memo"), WHEN, MEMO, "cannot be an id"),
        (Described("memo", " "), WHEN, MEMO, "needs a title"),
        (Described("memo", "Memo"), "2026-11-21", MEMO, "is no time with its zone"),
        (Described("memo", "Memo"), "2026-11-21T09:30:00", MEMO, "is no time with its zone"),
        (Described("memo", "Memo"), WHEN, b"", "is empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_captured_leaves_nothing_behind(home, tmp_path, described, when, raw, why):
    with pytest.raises(NolleError, match=why):
        source_add(memo(tmp_path, raw), described, when, home)
    assert not (home / "captures").exists()


@pytest.mark.parametrize(
    ("name", "raw", "kind"),
    [
        ("page.html", b"\xef\xbb\xbf\n<!DOCTYPE html><p>Policy</p>", "text/html"),
        ("page.bin", b"<HTML><p>Policy</p></HTML>", "text/html"),
        ("shot.dat", b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png"),
        ("memo.pdf", b"%PDF-1.7 cut short", "application/pdf"),
    ],
)
def test_what_cannot_be_read_is_kept_and_its_pages_are_not_known(home, tmp_path, name, raw, kind):
    told = source_add(memo(tmp_path, raw, name), Described("kept", "Kept"), WHEN, home)
    capture = told.source.capture
    assert capture is not None
    assert (capture.media_type, capture.pages, capture.anchors) == (kind, None, "")
    assert told.unread
    assert (home / capture.file).read_bytes() == raw
    assert faults(home) == []


def test_a_text_without_pages_has_none(home, tmp_path):
    told = source_add(memo(tmp_path, b"One sheet."), Described("sheet", "Sheet"), WHEN, home)
    assert told.source.capture is not None
    assert (told.source.capture.pages, told.unread) == (None, "")


def test_the_command_takes_the_time_and_tells_the_files(home, tmp_path, capsys):
    words = [
        "source",
        "add",
        str(memo(tmp_path)),
        "--id",
        "da-memo",
        "--title",
        "Charging memo, 2024: part one",
        "-w",
        str(home),
    ]
    main.app(words, standalone_mode=False)
    shown, talk = capsys.readouterr()
    assert shown.strip().startswith("da-memo: Charging memo, 2024: part one")
    assert hashlib.sha256(MEMO).hexdigest() in shown.replace("\n", "").replace(" ", "")
    assert [Path(line.removeprefix("wrote ")).name for line in talk.splitlines()] == [
        "da-memo.txt", "da-memo.pages.csv", "da-memo.yaml"
    ]  # fmt: skip
    capture = verbs.open_library(home).sources["da-memo"].capture
    assert capture is not None
    assert capture.captured.endswith("Z")
    main.app(
        [*words[:3], "--id", "again", "--title", "T", "--captured", WHEN, "--json", "-w", str(home)],
        standalone_mode=False,
    )
    assert json.loads(capsys.readouterr().out)["source"]["capture"]["captured"] == WHEN


def test_a_capture_needs_a_workspace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NolleError, match="nolle init"):
        main.app(["source", "add", str(memo(tmp_path)), "--id", "m", "--title", "M"], standalone_mode=False)


def test_the_hash_is_of_all_bytes(tmp_path):
    file = memo(tmp_path, bytes(3_000_000) + b"end")
    assert captures.sha256(file) == captures.digest(file.read_bytes()) == hashlib.sha256(file.read_bytes()).hexdigest()
