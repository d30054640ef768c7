"""Bad documents, each with the exact faults it must give: `bad/*.yaml` and, beside them, `faults.txt`."""

import re
from pathlib import Path

import pytest

from nolle.library.check import check
from nolle.library.load import load
from nolle.library.shelf import loops
from nolle.library.skeleton import init

HERE = Path(__file__).parent
GOLDEN = HERE / "faults.txt"
BAD = sorted((HERE / "bad").glob("*.yaml"))
AT = "# at: "


def faults(workspace):
    """All faults of a workspace as they are printed, by file and line."""
    loaded = load(workspace)
    return sorted({*loaded.faults, *check(loaded)})


def laid_out(bad, workspace):
    """The example workspace with a bad file's documents at the places that it names."""
    init(workspace)
    for part in re.split(f"^(?={AT})", bad.read_text(encoding="utf-8"), flags=re.M)[1:]:
        file = workspace / part.split("\n")[0].removeprefix(AT)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(part, encoding="utf-8")
    return workspace


@pytest.fixture(scope="module")
def golden(request):
    """The faults that each bad file must give; `--update-golden` rewrites them, to be read like code."""
    if request.config.getoption("--update-golden", default=False):
        folder = request.getfixturevalue("tmp_path_factory").mktemp("golden")
        told = {bad.stem: faults(laid_out(bad, folder / bad.stem)) for bad in BAD}
        blocks = (f"== {name}\n" + "".join(f"{fault}\n" for fault in found) for name, found in told.items())
        GOLDEN.write_text("\n".join(blocks), encoding="utf-8")
    text = GOLDEN.read_text(encoding="utf-8")
    return dict(block.split("\n", 1) for block in re.split("^== ", text, flags=re.M)[1:])


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.stem)
def test_a_bad_document_gives_exactly_these_faults(bad, tmp_path, golden):
    found = faults(laid_out(bad, tmp_path / "workspace"))
    assert "".join(f"{fault}\n" for fault in found) == golden[bad.stem].rstrip("\n") + "\n"


def test_every_bad_document_has_a_fault_and_every_fault_a_document(golden):
    assert set(golden) == {bad.stem for bad in BAD}
    assert all(text.strip() for text in golden.values())


def test_what_ships_has_no_fault():
    loaded = load()
    assert [str(fault) for fault in (*loaded.faults, *check(loaded)) if not fault.warning] == []


def test_a_check_leaves_the_load_as_it_was(tmp_path):
    loaded = load(laid_out(HERE / "bad/sources.yaml", tmp_path / "workspace"))
    before = list(loaded.faults)
    assert check(loaded) == check(loaded)
    assert loaded.faults == before


def test_a_workspace_may_replace_what_ships(tmp_path):
    workspace = tmp_path / "workspace"
    init(workspace)
    own = workspace / "model/model.yaml"
    own.parent.mkdir(exist_ok=True)
    own.write_text(
        "id: model\ntitle: Our own\nkind: model\n"
        "rules: [{id: selling, covers: {conduct: seling}, then: decline,"
        " cite: [{source: example-memo, at: page 1}]}]\n",
        encoding="utf-8",
    )
    [fault] = faults(workspace)
    assert str(fault).startswith('model/model.yaml:4: conduct "seling" is not a class')


def test_a_broken_document_is_not_said_to_be_missing(tmp_path):
    workspace = tmp_path / "workspace"
    init(workspace)
    place = workspace / "places/us-xx/example-county.yaml"
    for text in ("id: us-xx/example-county\nnam: X\n", "id: [unfinished", "id: \x07"):
        place.write_text(text, encoding="utf-8")
        found = faults(workspace)
        assert found
        assert {fault.file for fault in found} == {"places/us-xx/example-county.yaml"}


def test_near_words_are_looked_for_only_so_often(tmp_path):
    workspace = tmp_path / "workspace"
    init(workspace)
    offenses = ", ".join(f"us-xx-ec-{n}" for n in range(20_000))
    (workspace / "policies/us-xx/long.yaml").write_text(
        "id: us-xx/long\ntitle: Long\noffice: us-xx/example-county-prosecutor\nkind: practice\n"
        "events: [{type: in_effect, on: 2024}]\n"
        f"rules: [{{id: all, covers: {{offense: [{offenses}]}}, then: decline,"
        " cite: [{source: example-memo, at: page 1}]}]\n",
        encoding="utf-8",
    )
    found = faults(workspace)
    assert len(found) == 20_000
    assert 0 < sum("Did you mean" in fault.todo for fault in found) <= 200


def test_loops_are_found_once_and_named_in_full():
    assert loops({"a": ["a"]}) == [("a",)]
    assert loops({"c": ["a"], "a": ["b"], "b": ["c", "d"], "d": []}) == [("a", "b", "c")]
    assert loops({"a": ["b", "c"], "b": ["a"], "c": ["a"]}) == [("a", "b"), ("a", "c")]
    assert loops({"a": ["b", "b"], "b": ["x"]}) == []
    long = {str(n): [str(n + 1)] for n in range(50_000)}
    assert loops(long) == []
