"""The standard columns: what a mapping may fill, and what the charges table holds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Standard:
    """One standard column: its name, what it holds, one line of meaning."""

    name: str
    holds: str
    meaning: str


IDS = (
    Standard("charge_id", "text", "the charge's own id; the row number where the source has none"),
    Standard("case_id", "text", "charges with the same id were filed together"),
    Standard("person_id", "text", "pseudonymous id of the person charged"),
)
ROWS = (
    Standard("count_number", "text", "the number of the count in its case or on its instrument"),
    Standard("instrument_id", "text", "the complaint, information or indictment that the charge stands on"),
    Standard("supersedes", "text", "the instrument that this one took the place of"),
)
CHARGE = (
    Standard("offense", "text", "an offense id of the catalogue"),
    Standard("code", "text", "a code of the mapping's code system, or a citation"),
    Standard("description", "text", "the words beside the code"),
    Standard("conduct", "text", "a class of conduct that the record states"),
    Standard("level", "text", "the level that the record states"),
    Standard("place", "text", "the county or city, as a place id"),
)
BESIDE = (
    Standard("comment", "text", "free text that stands for the charge or beside it: only citations are read from it"),
    Standard("more_charges", "true or false", "the source says that the case has charges that are not listed"),
    Standard("charges_in_case", "number", "how many charges the source says the case has"),
    Standard("disposed_offense", "text", "the offense that the charge ended as, where it was amended"),
    Standard("disposed_code", "text", "its code or citation"),
    Standard("disposed_description", "text", "its words"),
)
COLUMNS = {column.name: column for column in (*IDS, *ROWS, *CHARGE, *BESIDE)}
"""Besides these a mapping may fill any fact of the dictionary by its name (filed_on, stage, report.role)."""

DATES = ("offense_on", "arrested_on", "referred_on", "filed_on", "disposed_on")
"""The dates of a charge in the order in which they can happen."""

OF_A_ROW = frozenset(column.name for column in (*IDS, *ROWS))
"""Columns that tell rows apart; the others say what was charged, and many rows say the same."""
