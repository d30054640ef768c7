"""Skeleton documents: what is known is filled in, the rest is marked, and nothing is overwritten."""

from datetime import date

import pytest

from nolle import verbs
from nolle.errors import NolleError
from nolle.library import skeletons
from nolle.library.gazetteer import find, spots
from nolle.verbs.placing_new import new_place

DAY = date(2026, 11, 20)


def spot(text):
    [found] = find(text, {}).found
    return found


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "mine"
    verbs.init(folder)
    verbs.open_library.cache_clear()
    yield folder
    verbs.open_library.cache_clear()


def test_the_skeletons_load_and_check_names_every_mark(workspace):
    written = new_place(spot("Lake, IL"), workspace, DAY)
    assert [path.relative_to(workspace).as_posix() for path in written] == [
        "places/us-il/lake.yaml", "offices/us-il/lake-prosecutor.yaml",
    ]  # fmt: skip
    faults = [fault for fault in verbs.check(workspace) if "us-il/lake" in fault.file]
    assert all(fault.warning and fault.line for fault in faults)
    marks = sum(path.read_text(encoding="utf-8").count("  TODO ") for path in written)
    assert len([fault for fault in faults if "still to be filled in" in fault.what]) == marks == 5
    verbs.open_library.cache_clear()
    library = verbs.open_library(workspace)
    assert library.places["us-il/lake"].fips == "17097"
    office = library.offices["us-il/lake-prosecutor"]
    assert (office.place, office.finding, office.holders) == ("us-il/lake", None, ())


def test_a_mark_that_was_filled_in_is_named_no_more(workspace):
    path, _ = new_place(spot("Lake, IL"), workspace, DAY)
    path.write_text(path.read_text(encoding="utf-8").replace("TODO which", "which"), encoding="utf-8")
    faults = [fault for fault in verbs.check(workspace) if fault.file == "places/us-il/lake.yaml"]
    assert not [fault for fault in faults if "still to be filled in" in fault.what]


def test_nothing_is_overwritten_and_nothing_half_written(workspace):
    there = workspace / "offices/us-il/lake-prosecutor.yaml"
    there.parent.mkdir(parents=True, exist_ok=True)
    there.symlink_to(workspace / "nowhere")
    with pytest.raises(NolleError, match="there already"):
        new_place(spot("Lake, IL"), workspace, DAY)
    assert not (workspace / "places/us-il/lake.yaml").exists()
    there.unlink()
    new_place(spot("Lake, IL"), workspace, DAY)
    before = there.read_bytes()
    verbs.open_library.cache_clear()
    with pytest.raises(NolleError, match="described already"):
        new_place(spot("Lake, IL"), workspace, DAY)
    assert there.read_bytes() == before


def test_a_folder_that_cannot_be_written_leaves_nothing(workspace):
    (workspace / "offices/us-il").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(NolleError, match="cannot be written"):
        skeletons.write(workspace, skeletons.texts(spot("Lake, IL"), (), "2026-11-20"))
    assert not (workspace / "places/us-il/lake.yaml").exists()


def test_of_a_described_county_only_the_office_is_written(workspace):
    library = verbs.open_library(workspace)
    [cook] = find("Cook, IL", library.places).found
    assert [path.name for path in new_place(cook, workspace, DAY)] == ["cook-prosecutor.yaml"]


def test_every_county_has_skeletons_that_are_yaml(library):
    from nolle.law.places import Office, Place
    from nolle.library.read import read_text

    for one in spots({})[::97]:
        for path, text in skeletons.texts(one, (), "2026-11-20").items():
            marked = read_text(text, path)
            assert not marked.faults
            made = (Place if path.startswith("places/") else Office).model_validate(marked.data)
            assert path == f"{'places' if isinstance(made, Place) else 'offices'}/{made.id}.yaml"
