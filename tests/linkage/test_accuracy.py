"""How right links are, measured on people who do not exist; the figures stand in docs/linking.md.

Precision and recall are of pairs of rows: of those put to one person, how many are of one; of those that are of one,
how many were put together. A history that is called known and is not whole is the fault that matters most.
"""

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from nolle.linkage.identities import Columns
from tests.linkage import people
from tests.linkage.files import GIVEN, linked

PAGE = Path(__file__).resolve().parents[2] / "docs" / "linking.md"
BY_NAME = Columns(GIVEN.names, GIVEN.birth, (), GIVEN.charge)
N = 20_000


def pairs(counts):
    return sum(n * (n - 1) // 2 for n in counts.values())


def measured(out, truth):
    """Precision, recall, share of rows with a known history, and of those the share that is not whole."""
    known = {charge: row["person_id"] for charge, row in out.items() if row["person_id"]}
    both = Counter((person, truth[charge]) for charge, person in known.items())
    rows_of = Counter(truth.values())
    not_whole = sum(both[person, truth[charge]] < rows_of[truth[charge]] for charge, person in known.items())
    put = pairs(Counter(known.values()))
    return {
        "precision": pairs(both) / put, "recall": pairs(both) / pairs(rows_of),
        "known": len(known) / len(out), "not whole": not_whole / len(known),
        "wrong": put - pairs(both),
    }  # fmt: skip


def table(rows):
    return [(f"c{n}", row.first, row.last, row.birth, row.number) for n, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("with_number", "given", "name"),
    [(0.0, BY_NAME, "names and birth dates"), (0.6, GIVEN, "and an id in 60 % of rows")],
)
def test_links_are_right_and_the_page_says_how_right(tmp_path, with_number, given, name):
    rows = people.rows(7, N, with_number)
    _, out = linked(tmp_path, table(rows), given)
    found = measured(out, {f"c{n}": row.person for n, row in enumerate(rows)})
    assert found["precision"] >= 0.999
    [line] = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {name} |")]
    told = [cell.strip() for cell in line.strip("|").split("|")][1:]
    assert told == [
        f"{found['precision']:.4f}", f"{found['recall']:.3f}", f"{found['known'] * 100:.1f} %", f"{found['not whole'] * 100:.1f} %",
    ]  # fmt: skip


def test_a_second_run_gives_the_same_bytes_and_other_order_the_same_persons(tmp_path):
    rows = table(people.rows(11, 2000, 0.3))
    files = [tmp_path / name for name in ("persons.csv", "report.json")]
    report, out = linked(tmp_path, rows)
    assert report["model"]["trained"]
    before = [file.read_bytes() for file in files]
    linked(tmp_path, rows)
    assert [file.read_bytes() for file in files] == before
    Random(1).shuffle(rows)
    again, shuffled = linked(tmp_path, rows)
    assert (again, shuffled) == (report, out)


def test_twins_and_namesakes_are_not_put_together(tmp_path):
    """Of each pair of people who share a name, or a last name and a birth date, no two are one person."""
    draw = Random(2)
    everyone = people.people(draw, 900)
    rows = [("", p.first, p.last, p.birth.isoformat(), "") for p in everyone for _ in range(2)]
    rows = [(f"c{n}", *row[1:]) for n, row in enumerate(rows)]
    _, out = linked(tmp_path, rows)
    truth = {f"c{n}": n // 2 for n in range(len(rows))}
    written = {n // 2: rows[n][1:4] for n in range(len(rows))}
    by_person: dict[str, set[int]] = {}
    for charge, row in out.items():
        by_person.setdefault(row["person_id"], set()).add(truth[charge])
    by_person.pop("", None)
    assert all(len({written[one] for one in ones}) == 1 for ones in by_person.values())


def test_the_names_are_nobodys():
    """Every name is put together from syllables."""
    draw = Random(7)
    made = people.names(draw, 200, (2, 2, 3))
    syllable = f"({'|'.join(people.ONSETS)})({'|'.join(people.VOWELS)})({'|'.join(people.ENDS)})"
    assert all(re.fullmatch(f"({syllable})+", name.lower()) for name in made)
