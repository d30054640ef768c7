"""A folder of output is there whole or not at all, on disks that can exchange folders and on those that cannot."""

import os
import subprocess
import sys

import pytest

from nolle.errors import EngineError, NolleError
from nolle.publish import folder as folders
from nolle.publish.folder import whole, whole_file

OLD, NEW = {"datapackage.json": "{}", "a.txt": "old"}, {"datapackage.json": "{}", "a.txt": "new", "b.txt": "new"}
KILLED = """
import os, sys
from pathlib import Path
from nolle.publish import folder as folders
folders._exchange = lambda one, other: False
rename, n = Path.rename, int(sys.argv[2])

def killed(self, target):
    global n
    if n == 0:
        os._exit(9)
    n -= 1
    return rename(self, target)

Path.rename = killed
with folders.whole(Path(sys.argv[1])) as made:
    for name in ("datapackage.json", "a.txt", "b.txt"):
        (made / name).write_text("{}" if name.endswith("json") else "new")
os._exit(0)
"""


def write(target, texts):
    with whole(target) as made:
        for name, text in texts.items():
            (made / name).write_text(text)


def read(target):
    return {file.name: file.read_text() for file in target.iterdir()}


def names(parent):
    return sorted(path.name for path in parent.iterdir())


@pytest.fixture
def out(tmp_path):
    write(tmp_path / "out", OLD)
    return tmp_path / "out"


@pytest.fixture(params=[True, False], ids=["exchanged", "renamed twice"])
def disk(request, monkeypatch):
    if not request.param:
        monkeypatch.setattr(folders, "_exchange", lambda one, other: False)


@pytest.mark.usefixtures("disk")
def test_a_new_folder_takes_the_place_of_the_old(tmp_path, out):
    write(out, NEW)
    assert read(out) == NEW
    write(tmp_path / "deep/down", NEW)
    assert names(tmp_path) == ["deep", "out"]
    assert names(tmp_path / "deep") == ["down"]


@pytest.mark.usefixtures("disk")
@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt()])
def test_what_goes_wrong_leaves_the_old(tmp_path, out, error):
    def half():
        with whole(out) as made:
            (made / "a.txt").write_text("half")
            raise error

    with pytest.raises(type(error)):
        half()
    assert read(out) == OLD
    assert names(tmp_path) == ["out"]


def test_everything_is_on_the_disk_before_it_gets_its_name(out, monkeypatch):
    synced, real = [], os.fsync

    def sync(file):
        assert read(out) == OLD
        synced.append(os.fstat(file).st_ino)
        real(file)

    monkeypatch.setattr(os, "fsync", sync)
    write(out, NEW)
    assert synced == [path.stat().st_ino for path in (*sorted(out.iterdir()), out)]


@pytest.mark.parametrize("n", [0, 1, 2])
def test_killed_between_two_renames(tmp_path, out, n):
    """The one moment at which a disk without an exchange has no output under its name: the next run mends it."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(out), str(n)], check=False)
    assert done.returncode == (9 if n < 2 else 0)
    with pytest.raises(ValueError, match="stop"), whole(out):
        raise ValueError("stop")
    assert read(out) == (OLD if n < 2 else NEW)
    write(out, NEW)
    assert names(tmp_path) == ["out"]


def test_a_rename_that_fails_puts_the_old_back(tmp_path, out, monkeypatch):
    monkeypatch.setattr(folders, "_exchange", lambda one, other: False)
    rename = type(out).rename

    def fails(self, target):
        if self.name.startswith(".out.partial-"):
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(type(out), "rename", fails)
    with pytest.raises(NolleError, match="out: cannot be written: input/output error"):
        write(out, NEW)
    assert read(out) == OLD
    assert names(tmp_path) == ["out"]


def test_a_link_leads_to_where_the_output_is(tmp_path, out):
    (tmp_path / "link").symlink_to(out)
    write(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink()
    assert read(out) == NEW
    assert names(tmp_path) == ["link", "out"]


def test_a_folder_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("keep me")
    with pytest.raises(NolleError, match="mine: is not a folder that nolle wrote"):
        write(tmp_path / "mine", NEW)
    with pytest.raises(NolleError, match=r"notes\.txt: is not a folder that nolle wrote"):
        write(tmp_path / "mine/notes.txt", NEW)
    assert read(tmp_path / "mine") == {"notes.txt": "keep me"}


@pytest.mark.parametrize(
    ("place", "says"), [("file/out", "exist"), ("file/deep/out", "not a directory"), ("x" * 240, "file name too long")]
)
def test_where_no_folder_can_be(tmp_path, place, says):
    (tmp_path / "file").write_text("a file")
    with pytest.raises(NolleError, match=f"{place}: cannot be written: .*{says}"):
        write(tmp_path / place, NEW)
    assert names(tmp_path) == ["file"]


def test_the_name_for_the_meantime_is_in_no_message(tmp_path, out):
    with pytest.raises(NolleError) as refused, whole(out) as made:
        raise EngineError(f"{made}/a.txt: cannot be written: the disk is full.")
    assert str(refused.value) == f"{out}/a.txt: cannot be written: the disk is full.\nEarlier output is untouched."
    with pytest.raises(EngineError, match=r"^a question failed$"), whole(out):
        raise EngineError("a question failed")


def test_two_runs_at_once_leave_one_whole_output(tmp_path, out):
    with whole(out) as one:
        (one / "datapackage.json").write_text("{}")
        write(out, NEW)
        assert one.is_dir(), "a run that goes on is not swept up"
    assert read(out) == {"datapackage.json": "{}"}
    assert names(tmp_path) == ["out"]


def write_file(file, text, error=None):
    with whole_file(file) as made:
        made.write_text(text)
        if error:
            raise error(made)


def test_a_file_takes_the_place_of_the_old(tmp_path):
    write_file(tmp_path / "deep/a.csv", "old")
    write_file(tmp_path / "deep/a.csv", "new")
    (tmp_path / "link.csv").symlink_to(tmp_path / "deep/a.csv")
    write_file(tmp_path / "link.csv", "newer")
    assert (tmp_path / "deep/a.csv").read_text() == "newer"
    assert names(tmp_path) == ["deep", "link.csv"]
    assert names(tmp_path / "deep") == ["a.csv"]


@pytest.mark.parametrize(
    "error", [lambda made: EngineError(f"{made}: cannot be written: x."), lambda made: OSError(28, "No space left")]
)
def test_a_file_that_cannot_be_written_leaves_the_old(tmp_path, error):
    write_file(tmp_path / "a.csv", "old")
    with pytest.raises(NolleError, match=rf"^{tmp_path}/a\.csv: cannot be written: [^\0]*Earlier output is untouched"):
        write_file(tmp_path / "a.csv", "new", error)
    assert (tmp_path / "a.csv").read_text() == "old"
    assert names(tmp_path) == ["a.csv"]


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "out").mkdir()
    with pytest.raises(NolleError, match="out: cannot be written: is a directory"):
        write_file(tmp_path / "out", "new")
    assert names(tmp_path) == ["out"]
