"""Ten times a hundred spoilt mapping documents: each is a fault with its line, or it works. Nothing crashes, nothing hangs.

The shipped documents are taken apart by a seeded draw: keys go missing or are renamed, values become other types, words
of other documents, very long, or the document itself inside itself. What the types let through is then compiled and run.
"""

import contextlib
import copy
import csv
import json
import random

import pytest

from nolle.compiler.layout import Layout
from nolle.engine.duckdb import DuckDB
from nolle.errors import NolleError
from nolle.intake import charges, counts
from nolle.library import load as loading
from nolle.library.check import check
from nolle.library.load import load, package_data
from nolle.library.read import read_text
from nolle.records.mapping import Mapping
from nolle.records.privacy import packaged
from tests import generated

FOLDER = package_data() / "mappings"
SHIPPED = {
    path.stem: read_text(path.read_text(encoding="utf-8"), path.name).data for path in sorted(FOLDER.glob("*.yaml"))
}
SPOILT, BATCH = generated.examples(1000), 50
RUN_EVERY = 12
"""Every so many of the spoilt documents that are typed is compiled and run too; each of them in a soak run."""

HUGE = ("9" * 5000, "x" * 20_000, "-1", "1e400", "0x10", "9999-99-99", "2014/..", "../..", "2014/2013", "2021-02-30")
ODD = (
    "",
    " ",
    "null",
    "true",
    "NaN",
    "'",
    '"',
    "--",
    "; drop table counts",
    "%",
    "%Q%%",
    "a|b",
    "a,b",
    "é§→😀",
    "source_row",
    "n",
    "position",
)
WORDS = (
    "count_table",
    "person_reviewed",
    "code_list",
    "charge",
    "complete",
    "incomplete",
    "selling",
    "arrests",
    "place",
    "defendant_name",
)


def paths(tree, at=()):
    """Every place in a document."""
    if at:
        yield at
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inside:
        yield from paths(value, (*at, key))


def inside(tree, at):
    for step in at:
        tree = tree[step]
    return tree


def nested(by, tree):
    """The document inside itself, some levels deep."""
    value = copy.deepcopy(tree)
    for _ in range(by.randint(1, 60)):
        value = {by.choice(["columns", "counts", "values", "cite"]): value} if by.random() < 0.7 else [value]
    return value


def another(by, tree):
    """A value that does not belong here."""
    donor = SHIPPED[by.choice(sorted(SHIPPED))]
    kind = by.randrange(8)
    if kind == 0:
        return nested(by, tree)
    if kind == 1:
        return copy.deepcopy(inside(donor, by.choice(list(paths(donor)))))
    if kind == 2:
        return [by.choice(ODD) for _ in range(by.randint(0, 4))]
    if kind == 3:
        return {by.choice(ODD + WORDS): by.choice(ODD + WORDS) for _ in range(by.randint(0, 4))}
    if kind == 4:
        return {str(n): str(n) for n in range(2000)}
    return by.choice(HUGE if kind == 5 else ODD if kind == 6 else WORDS)


def alike(by, value):
    """A value of the same type that says something else."""
    if isinstance(value, dict):
        keys = list(value)
        by.shuffle(keys)
        return {by.choice([key, by.choice(ODD + WORDS)]): value[key] for key in keys}
    if isinstance(value, list):
        return by.choice([[], value * 2, value[::-1], value[:1]])
    return by.choice(HUGE + ODD + WORDS)


def spoilt(seed):
    """One document with one to four things wrong; every other one keeps the types that it had."""
    by = random.Random(seed)
    gentle = seed % 2 == 0
    tree = copy.deepcopy(SHIPPED[by.choice(sorted(SHIPPED))])
    for _ in range(by.randint(1, 4)):
        places = list(paths(tree))
        if not places:
            break
        *before, last = by.choice(places)
        holder = inside(tree, before)
        match by.randrange(5):
            case 0:
                del holder[last]
            case 1 if isinstance(holder, dict) and not gentle:
                holder[by.choice(ODD + WORDS + ("columns", "counts", "wide", "wholes", "totals"))] = holder.pop(last)
            case _:
                holder[last] = alike(by, holder[last]) if gentle else another(by, tree)
    return tree


def checked(folder, monkeypatch, documents):
    """Load and check documents over nothing but the facts; the faults of each, and those that could be typed."""
    mappings = folder / "mappings"
    mappings.mkdir()
    (folder / "facts.yaml").write_text((package_data() / "facts.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    for number, tree in documents.items():
        text = json.dumps(tree, ensure_ascii=False, indent=1)  # which is YAML, and written sooner
        (mappings / f"{number}.yaml").write_text(text, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(loading, "package_data", lambda: folder)
        loaded = load()
        faults = [*loaded.faults, *check(loaded)]
    assert all(fault.what and str(fault) and fault.line >= 0 for fault in faults)
    of = {number: [f for f in faults if f.file.endswith(f"mappings/{number}.yaml")] for number in documents}
    return of, loaded


@pytest.mark.parametrize("batch", range(SPOILT // BATCH))
def test_a_spoilt_mapping_is_a_fault_or_works(batch, tmp_path, monkeypatch):
    seeds = range(batch * BATCH, (batch + 1) * BATCH)
    of, loaded = checked(tmp_path, monkeypatch, {seed: spoilt(seed) for seed in seeds})
    typed = [(seed, mapping) for seed in seeds if isinstance(mapping := made(spoilt(seed)), Mapping)]
    for seed in seeds:
        assert len(of[seed]) < 10_000
        assert of[seed] or seed in dict(typed), f"{seed}: neither typed nor told what is wrong"
    with DuckDB(threads=1) as engine:
        for seed, mapping in typed:
            if generated.SOAK or seed % RUN_EVERY == 0:
                ran(engine, tmp_path, mapping, loaded.dictionary)


def made(tree):
    """The typed document, or what the types say against it."""
    try:
        return Mapping.model_validate(tree)
    except ValueError as error:
        return error


CELLS = ("2014-01-01", "3", "", "x", "-2", "2019", "true", "Guilty", "12")


def ran(engine, folder, mapping, dictionary):
    """Compile a mapping and run it over a small file with its columns: rows add up, or an error is named."""
    columns = read_by(mapping)
    if not columns:
        return
    file = folder / "rows.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(columns)
        writer.writerows([CELLS[(row + n) % len(CELLS)] for n in range(len(columns))] for row in range(5))
    with contextlib.suppress(NolleError):
        taken_in(engine, engine.open(file), mapping, dictionary)


def taken_in(engine, present, mapping, dictionary):
    if mapping.counts is not None:
        rows = counts.take_in(engine, Layout(mapping, present, dictionary), packaged()).rows
        assert (rows.n_in, rows.n_in) == (5, rows.n_read + rows.n_aside)
    else:
        source = charges.Records(mapping, present)
        charges.take_in(engine, source, source.layout(dictionary))
        n_in, n_kept, n_aside = (
            engine.fetch(f"select count(*) from {r}")[0][0] for r in ("source", "charges", "quarantine")
        )
        assert n_in == n_kept + n_aside


def read_by(mapping):
    """The columns of the file that a mapping names, as far as a header can name them."""
    wide = mapping.counts.wide if mapping.counts else ()
    named = dict.fromkeys([*(read for column in mapping.columns.values() for read in column.read), *wide])
    return [column for column in named if column == column.strip() and "\n" not in column][:300]


def test_shipped_mappings_are_what_is_spoilt_and_are_good_before():
    assert len(SHIPPED) >= 16
    assert all(isinstance(made(tree), Mapping) for tree in SHIPPED.values())


def test_the_draw_is_the_same_every_time_and_spoils_something():
    assert [spoilt(seed) for seed in range(20)] == [spoilt(seed) for seed in range(20)]
    changed = sum(spoilt(seed) not in SHIPPED.values() for seed in range(100))
    assert changed >= 95
