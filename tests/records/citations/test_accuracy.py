"""What is read is right: on the labelled references, on the code tables, on the catalogue's own citations."""

import pytest

from nolle.library.load import library
from nolle.records.citations import read, resolved
from tests.records.citations.accuracy import accuracy, catalogue, disagreements, grammar, rows

FLOOR = 0.99
"""Recall on the labelled set was 1.000 when this was written, 0.998 before the last label was looked at."""

FORMED = ("nypd-law-code", "ma-complaint-code", "ma-da-charge-string", "lapd-charge", "ca-doj-rap", "ca-freeform",
          "mi-mcl-compact", "pa-corrections-statute")  # fmt: skip
"""Systems whose codes are citations; of the rest, a number is no section."""


def test_the_labelled_set_is_large_and_of_many_styles():
    labelled = rows()
    assert sum(len(row.reads) for row in labelled) >= 300
    assert len({row.style for row in labelled}) >= 40
    assert len({(row.text, row.place, row.inherit) for row in labelled}) == len(labelled)


def test_nothing_is_read_wrongly_and_little_is_missed():
    known = disagreements("label")
    result = accuracy([row for row in rows() if row.text not in known])
    assert result.wrong == []
    assert result.wider == []
    assert result.recall >= FLOOR, result.missed


def test_disagreements_with_labels_are_kept_as_they_were():
    known = disagreements("label")
    kept = [row for row in rows() if row.text in known]
    assert len(kept) == len(known)
    assert len(accuracy(kept).wrong) == len(kept)


@pytest.mark.parametrize("system", FORMED)
def test_codes_that_are_citations_mean_what_their_table_says(system):
    known, codes = disagreements("code table"), library().codes[system]
    inherit = grammar().body("PA-CS18") if system.startswith("pa-") else None
    for row in codes.codes:
        if not row.offense or row.code in known:
            continue
        found = resolved(read(row.code, grammar().at(codes.place), inherit), catalogue())
        assert row.offense in {offense for one in found for offense in one.offenses}, row.code


@pytest.mark.parametrize(
    "system", ["nibrs", "ncic", "ncic-state-variant", "chicago-iucr", "lapd-crm-cd", "nypd-pd-cd", "nypd-ky-cd"]
)
def test_numbers_of_statistical_systems_are_never_sections(system):
    codes = library().codes[system]
    whole = grammar().at(codes.place) if codes.place else grammar()
    assert [row.code for row in codes.codes if read(row.code, whole)] == []


def test_the_catalogues_own_citations_lead_back_to_it():
    known, book = disagreements("catalogue"), catalogue()
    for offense in book.offenses.values():
        if offense.citation in known:
            assert not read(offense.citation, grammar())
            continue
        [found, *more] = resolved(read(offense.citation, grammar()), book)
        assert not more, offense.citation
        parts = {part for one in found.offenses for part in book.parts(one)}
        assert offense.id in parts, offense.citation


def test_code_and_words_of_one_charge_are_each_read_as_they_stand():
    for text in disagreements("statute table"):
        assert len(read(text, grammar().at("us-ma"))) == 1
