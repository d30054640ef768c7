"""What was read once is used again only where the documents are what they were."""

import os
import shutil

import pytest

from nolle.law.places import Place
from nolle.library import compiled, stamps
from nolle.library.load import library

PLACES = "places/zz/one.yaml"


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("NOLLE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "workspace"
    (folder / "places/zz").mkdir(parents=True)
    (folder / PLACES).write_text("id: zz/one\nname: One\nstate: zz\n")
    (folder / "facts.yaml").write_text("facts: {}\n")
    (folder / "notes.txt").write_text("no document")
    long_ago = 1_700_000_000
    for file in (PLACES, "facts.yaml"):
        os.utime(folder / file, (long_ago, long_ago))
    return folder


def keep(folder, value):
    _, found = compiled.opened(folder)
    return compiled.write(folder, found, {"told": value, "more": {"a": 1}})


def told(folder):
    kept, _ = compiled.opened(folder)
    return kept and kept.get("told")


def test_what_was_kept_comes_back(workspace):
    place = Place(id="zz/one", name="One", state="zz")
    assert told(workspace) is None
    keep(workspace, {"place": place, "days": (1, 2)})
    assert told(workspace) == {"place": place, "days": (1, 2)}


def test_the_shipped_library_comes_back_whole(workspace):
    shipped = library()
    keep(workspace, shipped)
    again = told(workspace)
    assert again.policies == shipped.policies
    assert again.offenses == shipped.offenses
    assert again.origins == shipped.origins


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / PLACES).write_text("id: zz/one\nname: Two\nstate: zz\n"),
        lambda folder: (folder / PLACES).write_text("id: zz/one\nname: One\nstate: zz\n\n"),
        lambda folder: (folder / PLACES).unlink(),
        lambda folder: (folder / PLACES).rename(folder / "places/zz/two.yaml"),
        lambda folder: (folder / "places/zz/two.yaml").write_text("id: zz/two\n"),
        lambda folder: (folder / "places/zz/two.yml").write_text("id: zz/two\n"),
        lambda folder: (folder / "facts.yaml").write_text("facts: {}  # changed\n"),
    ],
)
def test_a_changed_document_is_not_overlooked(change, workspace):
    keep(workspace, "old")
    change(workspace)
    assert told(workspace) is None


def test_a_document_changed_while_it_was_compiled_is_read_again(workspace):
    """The same size and the same time prove nothing for a file as young as the compiled one."""
    file = workspace / PLACES
    file.write_text("id: zz/one\nname: One\nstate: zz\n")
    keep(workspace, "old")
    before = file.stat()
    file.write_text("id: zz/one\nname: Two\nstate: zz\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert told(workspace) is None


def test_a_file_that_was_only_touched_still_fits(workspace):
    keep(workspace, "old")
    os.utime(workspace / PLACES, (1_800_000_000, 1_800_000_000))
    (workspace / "notes.txt").write_text("still no document")
    assert told(workspace) == "old"


def test_another_installation_reads_for_itself(workspace, monkeypatch):
    keep(workspace, "old")
    monkeypatch.setattr(compiled, "program", lambda: "another")
    assert told(workspace) is None


def test_the_stamp_of_an_installation_is_steady():
    assert stamps.program() == stamps.program()


def test_two_workspaces_have_two_files(workspace, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(workspace, other)
    keep(workspace, "one")
    keep(other, "two")
    assert (told(workspace), told(other)) == ("one", "two")


@pytest.mark.parametrize("left", [0, 10, 40, 200, -100])
def test_a_file_that_is_cut_short_is_as_if_it_were_not_there(left, workspace):
    path = keep(workspace, "old" * 400)
    raw = path.read_bytes()
    path.write_bytes(raw[:left])
    assert told(workspace) is None


def test_a_file_of_something_else_is_as_if_it_were_not_there(workspace):
    path = keep(workspace, "old")
    path.write_bytes(b"\x80\x05something else\n{}\n")
    assert told(workspace) is None


class Hostile:
    def __init__(self, call, *words):
        self.call, self.words = call, words

    def __reduce__(self):
        return self.call, self.words


@pytest.mark.parametrize(
    "value",
    [
        Hostile(os.system, "touch hostile"), Hostile(eval, "open('hostile', 'w')"), Hostile(getattr, "text", "upper"),
        Hostile(shutil.rmtree, "nothing"), Hostile(library), Hostile(open, "hostile", "w"),
    ],
    ids=lambda value: value.call.__name__,
)  # fmt: skip
def test_a_kept_value_can_call_nothing(value, workspace, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    keep(workspace, value)
    assert told(workspace) is None
    assert not (tmp_path / "hostile").exists()


@pytest.mark.parametrize("name", ["subprocess.Popen", "pickle.Unpickler", "hashlib"])
def test_what_a_module_of_nolle_imports_is_not_reached_through_it(name):
    raw = b"\x80\x04\x8c\x16nolle.library.compiled\x8c" + bytes([len(name)]) + name.encode() + b"\x93."
    with pytest.raises(ValueError, match="cannot be read"):
        compiled.load(raw)


def test_nothing_is_kept_where_nothing_is_wanted(workspace, monkeypatch, cache):
    monkeypatch.setenv("NOLLE_CACHE", "off")
    assert keep(workspace, "old") is None
    assert told(workspace) is None
    assert not cache.exists()


def test_a_folder_that_cannot_be_written_is_no_fault(workspace, cache):
    cache.write_text("a file in the way")
    assert keep(workspace, "old") is None
    assert told(workspace) is None


def test_the_users_own_cache_folder_is_the_place(workspace, monkeypatch, tmp_path):
    monkeypatch.setenv("NOLLE_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    found = compiled.place(workspace)
    assert found is not None
    assert found.parent == tmp_path / "mine/nolle"
