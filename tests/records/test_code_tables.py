"""Every code of every shipped system means what its table says; the tables are those that were checked."""

import csv

import pytest

from nolle.records.mapping import Mapping
from nolle.records.matching.families import families
from nolle.verbs.matching import matcher_of

DECIDES = {
    "exact": "code", "section": "code", "alias": "code", "broad": "code", "ambiguous": "ambiguous", "category": "category",
}  # fmt: skip


@pytest.fixture(scope="module")
def match_of(library):
    matchers = {}

    def match(system, code, description):
        if system not in matchers:
            state = library.codes[system].place.partition("/")[0]
            mapping = Mapping(id="test", title="Test", system=system, columns={})
            matchers[system] = matcher_of(library, library.catalogue(state), mapping, state)
        return matchers[system].match(None, code, description or None, None), matchers[system].catalogue

    return match


def resolves(match, catalogue, offense, fit):
    """Whether a match says what a row of a table says: its offense, and no more certainty than it gives."""
    decides = fit not in ("ambiguous", "category") and bool(offense)
    if match.offense_known is not decides:
        return False
    known = offense in catalogue.offenses
    named = not offense or not known or bool(families(catalogue)[offense] & set(match.offenses))
    return named and (not decides or match.how == DECIDES[fit]) and (fit != "broad" or not decides or match.or_other)


def test_every_row_of_every_system(library, match_of):
    wrong = []
    for system in library.codes.values():
        for row in system.codes:
            match, catalogue = match_of(system.system, row.code, row.description)
            if not resolves(match, catalogue, row.offense, row.match):
                wrong.append(
                    (system.system, row.code, row.description, row.offense, row.match, match.how, match.offenses)
                )
    assert wrong == []


@pytest.mark.shared
def test_every_row_of_the_checked_table(shared, match_of):
    wrong = []
    with (shared / "facts/offense_codes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        system = row["system"].lower().replace("_", "-")
        match, catalogue = match_of(system, row["code"], row["description"])
        if not resolves(match, catalogue, row["offense_id"], row["match"]):
            wrong.append((system, row["code"], row["offense_id"], row["match"], match.how, match.offenses))
    assert len(rows) == 432
    assert wrong == []


def test_what_is_ambiguous_keeps_its_candidates_and_says_what_would_tell(match_of):
    match, _ = match_of("mi-mcl-compact", "750.448", "")
    assert (match.how, match.offenses) == ("ambiguous", ("us-mi-mcl-750.448",))
    assert "side" in match.deciding
