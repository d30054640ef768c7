"""Whatever stands in a file, reading, loading and checking it gives documents or faults, and nothing else."""

import random

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nolle.errors import Fault
from nolle.library import load as loading
from nolle.library.check import check
from nolle.library.load import load, package_data
from nolle.library.read import read_file, read_text

SHIPPED = {
    path.relative_to(package_data()).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(package_data().rglob("*.yaml"))
    if path.stat().st_size < 12_000
}
"""The documents that ship, but for the long catalogues."""

FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

SIGNS = "[]{}:,-?&*!|>'\"%@`#~\n\t \x00\x85\u2028=<$./0aé§→😀"
yamlish = st.text(st.sampled_from(SIGNS) | st.characters(codec="utf-8"), max_size=200)


def sound(faults):
    """Every fault can be printed, and none is empty."""
    assert all(isinstance(fault, Fault) and fault.what and str(fault) for fault in faults)
    return faults


@given(st.text() | yamlish)
def test_any_text_is_read_or_refused(text):
    marked = read_text(text, "doc.yaml")
    sound(marked.faults)
    assert marked.whole or marked.faults
    assert all(0 < line <= text.count("\n") + len(text) + 1 for line in marked.lines.values())


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path, content):
    path = tmp_path / "doc.yaml"
    path.write_bytes(content)
    marked = read_file(path, "doc.yaml")
    sound(marked.faults)
    assert marked.whole or marked.faults


trees = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Co", "Cn"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="ascii", categories=["L", "N", "P"])), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(trees)
def test_reading_a_dumped_tree_gives_the_tree(tree):
    text = yaml.safe_dump(tree, allow_unicode=True)
    marked = read_text(text, "doc.yaml")
    assert marked.faults == []
    assert marked.data == tree


def test_reading_what_ships_and_dumping_it_gives_the_same_tree():
    for name, text in SHIPPED.items():
        data = read_text(text, name).data
        assert read_text(yaml.safe_dump(data, allow_unicode=True), name).data == data


# ---------------------------------------------------------------- a whole workspace of it


def checked(monkeypatch, workspace, files):
    """Load and check files as if they were a workspace over nothing but the facts: quick enough to repeat."""
    for name, content in files.items():
        path = workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    monkeypatch.setattr(loading, "package_data", lambda: workspace)
    loaded = load()
    return sound(loaded.faults), sound(check(loaded))


@given(
    folder=st.sampled_from([*loading.FOLDERS, "facts"]),
    content=st.binary(max_size=300) | yamlish | trees.map(lambda tree: yaml.safe_dump(tree, allow_unicode=True)),
)
@FEW
def test_any_file_in_any_folder(folder, content, tmp_path, monkeypatch):
    name = "facts.yaml" if folder == "facts" else f"{folder}/us-xx/doc.yaml"
    try:
        checked(monkeypatch, tmp_path, {name: content})
    finally:
        (tmp_path / name).unlink()


def mutated(text, seed):
    """A document with a few of its lines cut, swapped, doubled, indented, or with other words in them."""
    by = random.Random(seed)
    lines = text.splitlines()
    words = sorted(set(text.replace("{", " ").replace("[", " ").replace(",", " ").split()))
    for _ in range(by.randint(1, 4)):
        at = by.randrange(len(lines))
        match by.randrange(7):
            case 0:
                del lines[at : at + by.randint(1, 3)]
            case 1:
                lines.insert(at, lines[by.randrange(len(lines))])
            case 2:
                lines[at] = by.choice(["  ", " ", "- "]) + lines[at]
            case 3:
                old = lines[at].split(" ")
                old[by.randrange(len(old))] = by.choice(words)
                lines[at] = " ".join(old)
            case 4:
                lines[at] = lines[at][: by.randint(0, len(lines[at]))]
            case 5:
                place = by.randint(0, len(lines[at]))
                lines[at] = lines[at][:place] + by.choice(SIGNS) + lines[at][place:]
            case 6:
                other = by.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
        lines = lines or [""]
    return "\n".join(lines) + "\n"


def test_mutated_documents_are_loaded_or_refused(tmp_path, monkeypatch):
    for seed in range(20):
        by = random.Random(seed)
        chosen = by.sample(sorted(SHIPPED), 6)
        files = {name: mutated(text, seed) if name in chosen else text for name, text in SHIPPED.items()}
        loaded, between = checked(monkeypatch, tmp_path, files)
        assert len(loaded) + len(between) < 20_000
