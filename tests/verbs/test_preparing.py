"""Records that were prepared decide as the file itself does, and a year that comes later changes nothing of that."""

import csv
import random
from datetime import date
from pathlib import Path

import duckdb
import pytest

from nolle import verbs
from nolle.errors import RecordsError

WORKSPACE = Path(__file__).parents[2] / "bench" / "workspace"
COLUMNS = ("charge_id", "case_id", "person_id", "code", "level", "filed_on", "stage", "reporter")
FILES = ("decisions.parquet", "patterns.parquet", "quarantine.parquet")
AS_OF = date(2026, 11, 20)


def charges(n: int, seed: int, first: int = 0) -> list[dict[str, str]]:
    """Made-up charges: few cases and persons, every kind of unknown, ids that come twice, empty rows."""
    draw = random.Random(seed)
    rows = []
    for i in range(first, first + n):
        if draw.random() < 0.02:
            rows.append(dict.fromkeys(COLUMNS, ""))
            continue
        day = f"20{draw.randint(10, 25)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        rows.append({
            "charge_id": "" if draw.random() < 0.05 else f"c{i if draw.random() < 0.95 else draw.randint(0, i)}",
            "case_id": draw.choice(["", *(f"k{j}" for j in range(40))]),
            "person_id": draw.choice(["", *(f"p{j}" for j in range(25))]),
            "code": draw.choice([*(f"Ex. Code § 10.0{j}" for j in range(1, 5)), "Ex. Code § 200.01", "no section"]),
            "level": draw.choice(["", "felony", "misdemeanor", "misdemeanor", "violation"]),
            "filed_on": draw.choice([day, day, day, day[:7], day[:4], ""]),
            "stage": draw.choice(["", "convicted", "convicted", "dismissed", "pending"]),
            "reporter": draw.choice(["", "none", "victim"]),
        })  # fmt: skip
    return rows


def write(file: Path, rows: list[dict[str, str]]) -> Path:
    with file.open("w", newline="") as opened:
        writer = csv.DictWriter(opened, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return file


def decided(policy: str, records: Path, out: Path, all_rows: bool = False) -> tuple[dict, list[bytes]]:
    how = verbs.Asked(mapping="benchmark" if records.is_file() else "generic", as_of=AS_OF, all_rows=all_rows)
    run = verbs.decide(policy, records, how, out, WORKSPACE)
    return run.json(), [(out / name).read_bytes() for name in FILES]


@pytest.mark.parametrize("policy", ["us-xx/county/row-local", "us-xx/county/history", "us-xx/county/any-history"])
@pytest.mark.parametrize("all_rows", [False, True])
def test_prepared_records_decide_as_the_file_does(tmp_path, policy, all_rows):
    file = write(tmp_path / "charges.csv", charges(600, 1))
    verbs.prepare(file, tmp_path / "ready", verbs.Asked(mapping="benchmark"), workspace=WORKSPACE)
    told, bytes_ = decided(policy, file, tmp_path / "a", all_rows=all_rows)
    assert decided(policy, tmp_path / "ready", tmp_path / "b", all_rows=all_rows) == (told, bytes_)
    assert told["rows"]["in"] == 600


@pytest.mark.parametrize("seed", range(4))
def test_a_year_that_comes_later_gives_the_bytes_of_both_years_as_one(tmp_path, seed):
    early, late = charges(400, 10 + seed), charges(250, 20 + seed, first=380)
    how = verbs.Asked(mapping="benchmark")
    verbs.prepare(write(tmp_path / "1.csv", early), tmp_path / "ready", how, workspace=WORKSPACE)
    second = write(tmp_path / "2.csv", late)
    ready = verbs.prepare(second, tmp_path / "both", verbs.Asked(), tmp_path / "ready", WORKSPACE)
    assert ready.rows["in"] == 250 == ready.rows["charges"] + ready.rows["quarantined"]
    verbs.prepare(write(tmp_path / "12.csv", early + late), tmp_path / "one", how, workspace=WORKSPACE)
    for policy in ("us-xx/county/history", "us-xx/county/any-history"):
        two, one = (decided(policy, tmp_path / name, tmp_path / f"run-{name}") for name in ("both", "one"))
        assert two[1] == one[1]
        assert two[0].pop("records") != one[0].pop("records")
        assert two[0] == one[0]


def test_no_id_of_a_case_or_a_person_is_needed_to_decide(tmp_path):
    rows = [row | {"case_id": "case-of-one", "person_id": "person-of-one"} for row in charges(100, 5)]
    ready = tmp_path / "ready"
    verbs.prepare(write(tmp_path / "charges.csv", rows), ready, verbs.Asked(mapping="benchmark"), workspace=WORKSPACE)
    before = decided("us-xx/county/history", ready, tmp_path / "run")
    for name in ("numbers_case_id.parquet", "numbers_person_id.parquet"):
        (ready / name).unlink()
    for file in ready.glob("*.parquet"):
        cells = duckdb.connect().execute(f"select cast(columns(*) as varchar) from '{file}'").fetchall()
        assert not [cell for row in cells for cell in row if cell and "-of-one" in cell]
    assert decided("us-xx/county/history", ready, tmp_path / "run") == before
    with pytest.raises(RecordsError, match="numbers_case_id"):
        verbs.prepare(tmp_path / "charges.csv", tmp_path / "both", verbs.Asked(), ready, WORKSPACE)


# ---------------------------------------------------------------- what is refused


def test_a_folder_that_holds_no_prepared_records(tmp_path):
    with pytest.raises(RecordsError, match="nolle records prepare"):
        decided("us-xx/county/history", tmp_path, tmp_path / "run")


def test_files_that_were_changed(tmp_path):
    file = write(tmp_path / "charges.csv", charges(50, 5))
    verbs.prepare(file, tmp_path / "ready", verbs.Asked(mapping="benchmark"), workspace=WORKSPACE)
    words = tmp_path / "ready" / "words.parquet"
    words.write_bytes(words.read_bytes()[:-1] + b"x")
    with pytest.raises(RecordsError, match=r"words\.parquet: is not as it was written"):
        decided("us-xx/county/history", tmp_path / "ready", tmp_path / "run")


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (verbs.Asked(mapping="nypd-arrests"), 'with the mapping "benchmark", not "nypd-arrests"'),
        (verbs.Asked(place="us-xx/county"), "--place is said when records are prepared"),
        (verbs.Asked(drop=("level",)), "--drop is said when records are prepared"),
    ],
    ids=["mapping", "place", "drop"],
)
def test_what_was_settled_when_they_were_prepared(tmp_path, how, says):
    file = write(tmp_path / "charges.csv", charges(50, 5))
    verbs.prepare(file, tmp_path / "ready", verbs.Asked(mapping="benchmark"), workspace=WORKSPACE)
    with pytest.raises(RecordsError, match=says):
        verbs.decide("us-xx/county/history", tmp_path / "ready", how, None, WORKSPACE)


def test_rows_that_change_what_earlier_ones_say_are_prepared_as_one(tmp_path):
    header = "charge_id,case_id,code,filed_on,instrument_id,supersedes\n"
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    first.write_text(header + "a,k1,Ex. Code § 10.01,2020-01-01,i1,\n")
    second.write_text(header + "b,k1,Ex. Code § 10.01,2021-01-01,i2,i1\n")
    verbs.prepare(first, tmp_path / "ready")
    with pytest.raises(RecordsError, match="Prepare all its files as one"):
        verbs.prepare(second, tmp_path / "both", verbs.Asked(), tmp_path / "ready")


def test_earlier_records_stay_whole_when_a_later_file_is_refused(tmp_path):
    file = write(tmp_path / "charges.csv", charges(50, 5))
    ready = tmp_path / "ready"
    verbs.prepare(file, ready, verbs.Asked(mapping="benchmark"), workspace=WORKSPACE)
    before = {one.name: one.read_bytes() for one in ready.iterdir()}
    other = tmp_path / "other.csv"
    other.write_text("charge_id,code\na,Ex. Code § 10.01\n")
    with pytest.raises(Exception, match="column"):
        verbs.prepare(other, ready, verbs.Asked(), ready, WORKSPACE)
    assert {one.name: one.read_bytes() for one in ready.iterdir()} == before
