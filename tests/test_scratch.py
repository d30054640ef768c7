"""Folders that runs leave when they are killed are swept up, and nothing else is."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import duckdb
import pytest

from nolle import scratch
from nolle.engine.duckdb import DuckDB
from nolle.errors import EngineError
from nolle.scratch import Scratch, left, temporary

OTHER = """
import sys, time
from pathlib import Path
from nolle.scratch import Scratch
made = Scratch(Path(sys.argv[1]), "run", 0o700)
(made.folder / "deep").mkdir()
(made.folder / "deep" / "rows.tmp").write_text("rows")
print(made.folder, flush=True)
time.sleep(60)
"""
LONG_AGO = 8 * 24 * 3600


@contextmanager
def another(parent):
    """Another process with a folder of its own; it has that for as long as the block lasts, and is killed then."""
    with subprocess.Popen([sys.executable, "-c", OTHER, str(parent)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield parent / process.stdout.readline().strip()
        finally:
            process.kill()


def names(parent):
    return sorted(path.name for path in parent.iterdir())


def swept(parent):
    """What is left in a folder after a run that uses it."""
    Scratch(parent, "run").remove()
    return names(parent)


@pytest.fixture
def stray(tmp_path):
    """What a run left that was killed."""
    with another(tmp_path) as folder:
        pass
    assert (folder / "deep" / "rows.tmp").exists()
    return folder


def lock_of(folder):
    return folder.with_name(f"{folder.name}.lock")


def renamed(folder, old, new):
    """The same stray under a name in which something else stands; its lock with it."""
    moved = folder.with_name(folder.name.replace(old, new))
    folder.rename(moved)
    lock_of(folder).rename(lock_of(moved))
    return moved


def test_a_run_removes_its_own(tmp_path):
    made = Scratch(tmp_path, "run", 0o700)
    assert made.folder.stat().st_mode & 0o777 == 0o700
    (made.folder / "rows.tmp").write_text("rows")
    made.remove()
    assert names(tmp_path) == []
    made.remove()


def test_a_run_that_was_killed_is_swept_up_after(tmp_path, stray):
    assert swept(tmp_path) == []


def test_a_run_that_goes_on_keeps_its_own(tmp_path):
    mine = Scratch(tmp_path, "run")
    with another(tmp_path) as theirs:
        assert swept(tmp_path) == sorted(name for f in (mine.folder, theirs) for name in (f.name, lock_of(f).name))
        assert (theirs / "deep" / "rows.tmp").exists()
    assert swept(tmp_path) == [mine.folder.name, lock_of(mine.folder).name]
    mine.remove()


def test_a_run_that_is_stopped_for_a_while_keeps_its_own(tmp_path):
    with subprocess.Popen([sys.executable, "-c", OTHER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        folder = tmp_path / process.stdout.readline().strip()
        process.send_signal(signal.SIGSTOP)
        assert folder.name in swept(tmp_path)
        process.kill()


def test_a_process_number_that_is_in_use_again_protects_nothing(tmp_path, stray):
    pid = stray.name.split("-")[2]
    renamed(stray, f"-{pid}-", f"-{os.getppid()}-")
    assert swept(tmp_path) == []


@pytest.mark.parametrize(
    "name", ["run-notes", "run-0123abcd-1-0123abcd", "run-0123abcd-1-0123abcd.lock.txt", "runs.lock"]
)
def test_what_has_another_name_or_no_lock_is_left_alone(tmp_path, name):
    (tmp_path / name).mkdir()
    assert swept(tmp_path) == [name]


def test_another_name_that_begins_alike_is_left_alone(tmp_path, stray):
    moved = renamed(stray, "run-", "run-of-mine-")
    assert swept(tmp_path) == [moved.name, lock_of(moved).name]


def test_what_belongs_to_somebody_else_is_left_alone(tmp_path, stray, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: stray.stat().st_uid + 1)
    assert stray.name in swept(tmp_path)
    monkeypatch.undo()
    assert swept(tmp_path) == []


def test_no_link_is_followed(tmp_path, stray):
    elsewhere = tmp_path / "elsewhere"
    stray.rename(elsewhere)
    stray.symlink_to(elsewhere)
    assert (elsewhere / "deep/rows.tmp").exists()
    assert swept(tmp_path) == sorted(["elsewhere", stray.name, lock_of(stray).name])
    assert (elsewhere / "deep/rows.tmp").exists()


def test_a_lock_that_is_a_link_is_not_opened(tmp_path, stray):
    lock_of(stray).rename(tmp_path / "elsewhere")
    lock_of(stray).symlink_to(tmp_path / "elsewhere")
    assert len(swept(tmp_path)) == 3


def test_a_link_inside_leads_nowhere(tmp_path, stray):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep me")
    (stray / "link").symlink_to(tmp_path / "mine")
    assert swept(tmp_path) == ["mine"]
    assert (tmp_path / "mine" / "notes.txt").exists()


def test_what_another_machine_left_is_swept_when_it_is_old(tmp_path, stray):
    moved = renamed(stray, stray.name.split("-")[1], "0123abcd")
    assert moved.name in swept(tmp_path), "its lock may be one that this machine cannot see"
    before = lock_of(moved).stat().st_mtime - LONG_AGO
    os.utime(lock_of(moved), (before, before))
    assert swept(tmp_path) == []


def test_where_there_are_no_locks_nothing_is_swept(tmp_path, stray, monkeypatch):
    def refuses(_):
        raise OSError("no locks available")

    monkeypatch.setattr(scratch, "_locked", refuses)
    made = Scratch(tmp_path, "run")
    assert names(tmp_path) == sorted([made.folder.name, stray.name, lock_of(stray).name]), "no lock of its own"
    monkeypatch.undo()
    assert swept(tmp_path) == [made.folder.name], "nobody can tell that this one is used"
    made.remove()
    assert names(tmp_path) == []


def test_a_sweep_between_the_making_of_a_lock_and_its_locking(tmp_path, monkeypatch):
    """The file is gone when the lock is had: another is made."""
    real = scratch._locked
    swept_once: list[list[str]] = []

    def late(file):
        if not swept_once:
            swept_once.append(names(tmp_path))
            (tmp_path / swept_once[0][0]).unlink()
        return real(file)

    monkeypatch.setattr(scratch, "_locked", late)
    made = Scratch(tmp_path, "run")
    assert names(tmp_path) == [made.folder.name, lock_of(made.folder).name]
    assert lock_of(made.folder).name not in swept_once[0]
    made.remove()
    assert names(tmp_path) == []


def test_a_folder_that_cannot_be_made_leaves_nothing(tmp_path, monkeypatch):
    def full(self, mode):
        raise OSError("no space left on device")

    monkeypatch.setattr("pathlib.Path.mkdir", full)
    with pytest.raises(OSError, match="no space"):
        Scratch(tmp_path, "run")
    assert names(tmp_path) == []


def test_who_looks_at_what_was_left_may_take_it(tmp_path, stray):
    for folder in left(tmp_path, "run"):
        folder.rename(tmp_path / "taken")
    assert names(tmp_path) == ["taken"]


def test_temporary_files_go_where_they_are_sent(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    made = temporary("nolle-spill")
    assert made.folder.parent == tmp_path
    assert made.folder.stat().st_mode & 0o777 == 0o700
    made.remove()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "nowhere"))
    with pytest.raises(EngineError, match=r"nowhere: no folder for temporary files .* TMPDIR"):
        temporary("nolle-spill")
    monkeypatch.delenv("TMPDIR")
    made = temporary("nolle-spill")
    assert made.folder.is_dir()
    made.remove()


def test_a_database_removes_its_own_when_it_cannot_start(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with pytest.raises((EngineError, duckdb.Error)):
        DuckDB(memory_limit="much")
    assert names(tmp_path) == []
    engine = DuckDB()
    assert len(names(tmp_path)) == 2
    engine.close()
    engine.close()
    assert names(tmp_path) == []
