"""Columns that would tell who a person is are refused by name, in every spelling; others are not."""

from pathlib import Path

import pytest

from nolle import verbs
from nolle.errors import RecordsError
from nolle.records.privacy import KINDS, packaged, personal, plain
from nolle.records.privacy.names import kinds_named
from tests.acceptance import worlds

PERSONAL = [
    "name", "Name", "defendant_name", "DefendantLastName", "LAST NAME", "first-name", "dob", "DOB", "date_of_birth", "BirthDate",
    "home_address", "Zip Code", "SSN", "phone", "immigration_status", "Citizenship", "alien_number", "latitude",
    "dateofbirth", "dob2", "D.O.B.", "LNAME", "FIRST_NM", "defendantname", "def_addr1", "emailAddress", "birthplace",
    "name of judge", "ZIP+4", "Lat_Lon", "FBI No.", "driver_lic_no", "cell phone", "Country of Origin", "A-Number", "aliases",
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
    "agency_name",
    "court name",
    "offense_name",
    "person_id",
    "state_id",
    "cell_block",
    "street_type",
    "is a no contact order",
    "newborn",
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


def test_marks_scripts_and_invisible_letters_hide_no_name():
    for column in ("d\u200bob", "\uff24\uff2f\uff22", "D\u00f3B", "last\u2011name", "DOB\n", "_dob_"):
        assert personal([column]) == [column], ascii(column)


def test_a_name_is_cut_into_plain_words():
    assert plain("DefendantLastName") == "defendant last name"
    assert plain("X_COORD_CD") == "x coord cd"
    assert plain("Zip+4 (Mailing)") == "zip 4 mailing"


def test_a_name_tells_the_kinds_it_speaks_of():
    assert kinds_named("mailing_address_zip", packaged()) == ["address"]
    assert kinds_named("Country of Birth", packaged()) == ["birth_date", "immigration"]
    assert kinds_named("code", packaged()) == []


def test_what_is_a_personal_name_stands_in_one_place():
    """Words for columns are data: no list of them is written in Python."""
    code = Path(__file__).parents[2] / "src" / "nolle"
    for word in ("maiden", "surname", "moniker", "nationality", "longitude"):
        assert [file.name for file in code.rglob("*.py") if word in file.read_text(encoding="utf-8").lower()] == [], (
            word
        )


def test_the_page_on_privacy_has_every_kind():
    page = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS.values() if f"| {kind} |" not in page] == []
