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
CHARGE = (
    Standard("offense", "text", "an offense id of the catalogue"),
    Standard("code", "text", "a code of the mapping's code system, or a citation"),
    Standard("description", "text", "the words beside the code"),
    Standard("conduct", "text", "a class of conduct that the record states"),
    Standard("level", "text", "the level that the record states"),
    Standard("place", "text", "the county or city, as a place id"),
)
COLUMNS = {column.name: column for column in (*IDS, *CHARGE)}
"""Besides these a mapping may fill any fact of the dictionary by its name (filed_on, stage, report.role)."""
