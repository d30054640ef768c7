"""What holds for any file: the rules, what may be written out, and that order and repetition change nothing."""

import re
import tempfile
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from nolle.errors import RecordsError
from tests.linkage.files import linked, persons

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
FEW = settings(max_examples=10, deadline=None, phases=PHASES)

FIRST = ["Torvamel", "torvamél", "Torvamell", "Klinora", "Zeminka", "Klinora M.", "", "FNU"]
LAST = ["Brisdokan", "BRISDOKAN", "Brisdokam", "Vasternou", "Oltarous", "Vasternou Jr", ""]
BORN = ["1980-03-04", "1980-04-03", "1981-03-04", "03/04/1980", "1955-07-21", "1980", "", "rubbish"]
NUMBER = ["", "", "P77001", "P77002", "p-77001", "0"]
CELLS = st.tuples(*(st.sampled_from(column) for column in (FIRST, LAST, BORN, NUMBER)))


def plain(text):
    text = text.upper().replace("É", "E")
    return re.sub("[^A-Z0-9]", "", text)


def name(row):
    """First and last name as the rule knows them."""
    words = re.sub(r"[^A-Z]+", " ", f"{row[1]} {row[2]}".upper().replace("É", "E")).replace("FNU", "").split()
    return sorted(word for word in words if word not in ("JR", "M"))


def year(row):
    found = re.search(r"\d{4}", row[3])
    return found and found.group()


def table(cells):
    return [(f"c{number}", *row) for number, row in enumerate(cells)]


@FEW
@given(st.lists(CELLS, min_size=2, max_size=14))
def test_one_name_and_two_birth_years_are_never_one_person(cells):
    rows = table(cells)
    with tempfile.TemporaryDirectory() as folder:
        if sum(row[3] == "rubbish" for row in rows) * 2 > len(rows):
            with pytest.raises(RecordsError, match="birth dates"):
                linked(folder, rows)
            return
        report, out = linked(folder, rows)
    assert set(out) == {row[0] for row in rows}
    assert report["charges"] == len(rows) == report["history_known"] + report["history_unknown"]
    by_id = {row[0]: row for row in rows}
    for group in persons(out):
        for one, other in combinations([by_id[charge] for charge in group], 2):
            assert not (
                name(one) and name(one) == name(other) and year(one) and year(other) and year(one) != year(other)
            )
    for row in out.values():
        assert bool(row["person_id"]) == (row["history"] == "known")
        assert row["link_probability"] == "" or 0 < float(row["link_probability"]) <= 1


@FEW
@given(st.lists(CELLS, min_size=2, max_size=14))
def test_no_cell_of_the_output_holds_an_identifier(cells):
    rows = [row for row in table(cells) if row[3] != "rubbish"] or table([("Klinora", "Vasternou", "1991-11-20", "")])
    with tempfile.TemporaryDirectory() as folder:
        _, out = linked(folder, rows)
        written = plain((Path(folder) / "persons.csv").read_text() + (Path(folder) / "report.json").read_text())
    # Four letters or digits that are no hexadecimal number: a pseudonym may hold "1980" by chance, and no name.
    whole = {
        plain(cell)
        for row in rows
        for cell in row[1:]
        if len(plain(cell)) > 3 and not re.fullmatch("[0-9A-F]{,7}", plain(cell))
    }
    assert not [cell for cell in whole if cell in written]
    assert all(re.fullmatch("([0-9a-f]{32})?", row["person_id"]) for row in out.values())


@FEW
@given(st.lists(CELLS, min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_a_second_run_changes_anything(cells, random):
    rows = [row for row in table(cells) if row[3] != "rubbish"]
    with tempfile.TemporaryDirectory() as folder:
        report, out = linked(folder, rows)
        files = [(Path(folder) / name).read_bytes() for name in ("persons.csv", "report.json")]
        linked(folder, rows)
        assert files == [(Path(folder) / name).read_bytes() for name in ("persons.csv", "report.json")]
        random.shuffle(rows)
        again, shuffled = linked(folder, rows)
    assert (again, shuffled) == (report, out)


@FEW
@given(st.lists(CELLS, min_size=2, max_size=10))
def test_the_row_of_somebody_else_changes_nothing(cells):
    rows = [row for row in table(cells) if row[3] != "rubbish"]
    unrelated = ("x", "Fredomil", "Gruntavex", "1971-01-02", "Q90009")
    with tempfile.TemporaryDirectory() as folder:
        _, out = linked(folder, rows)
        _, after = linked(folder, [*rows, unrelated])
    assert {charge: row for charge, row in after.items() if charge != "x"} == out
    assert after["x"]["history"] == "known"
