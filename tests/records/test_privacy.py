"""Columns that would tell who a person is are refused by name, in every spelling; others are not."""

import pytest

from nolle import verbs
from nolle.errors import RecordsError
from nolle.records.privacy import personal
from tests.acceptance import worlds

PERSONAL = [
    "name", "Name", "defendant_name", "DefendantLastName", "LAST NAME", "first-name", "dob", "DOB", "date_of_birth", "BirthDate",
    "home_address", "Zip Code", "SSN", "phone", "immigration_status", "Citizenship", "alien_number", "latitude",
]  # fmt: skip
HARMLESS = [
    "charge_id",
    "case_id",
    "PERP_SEX",
    "PERP_RACE",
    "AGE_GROUP",
    "court_location",
    "offense_date",
    "ARREST_BORO",
    "description",
]


@pytest.mark.parametrize("column", PERSONAL)
def test_a_personal_column_is_recognised(column):
    assert personal([column]) == [column]


@pytest.mark.parametrize("column", HARMLESS)
def test_a_harmless_column_is_left_alone(column):
    assert personal([column]) == []


@pytest.mark.parametrize("column", PERSONAL)
def test_a_file_with_a_personal_column_is_refused_and_its_cells_are_never_shown(tmp_path, column):
    here = worlds.workspace(tmp_path)
    file = tmp_path / "records.csv"
    file.write_text(f"charge_id,code,{column}\na,ZZ Code § 1,SECRET-made-up\n")
    with pytest.raises(RecordsError) as error:
        verbs.decide(worlds.POLICY, file, verbs.Asked(as_if=True), workspace=here)
    assert column in str(error.value)
    assert "SECRET" not in str(error.value)


def test_a_dropped_column_is_not_read_and_leaves_no_trace(tmp_path):
    here = worlds.workspace(tmp_path)
    file = tmp_path / "records.csv"
    file.write_text("charge_id,code,name\na,ZZ Code § 1,SECRET-made-up\n")
    out = tmp_path / "out"
    verbs.decide(worlds.POLICY, file, verbs.Asked(as_if=True, drop=("name",)), out, here)
    assert worlds.table(out)["a"][0] == "decline"
    assert all(b"SECRET" not in made.read_bytes() for made in out.iterdir())
