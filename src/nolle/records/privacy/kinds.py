"""The kinds of personal data, in the words of a message, and how much of one was found. Never a value."""

from __future__ import annotations

from dataclasses import dataclass

NEVER = "Names, birth dates, addresses and immigration status never enter."

KINDS = {
    "name": "names of persons",
    "ssn": "social security numbers",
    "birth_date": "birth dates",
    "phone": "telephone numbers",
    "email": "e-mail addresses",
    "address": "street addresses",
    "licence": "driver's licence numbers",
    "passport": "passport numbers",
    "alien_number": "alien registration numbers",
    "immigration": "words about immigration status",
    "coordinates": "coordinates",
    "zip4": "nine-digit ZIP codes",
    "person_number": "numbers that an agency gives a person",
    "personal_field": "fields inside a cell that are named like personal data",
}
"""What personal data is called; `person_number` is known by a column's name only."""


@dataclass(frozen=True)
class Suspicion:
    """One kind of personal data found in a column: in how many different values, of how many. Never a value."""

    kind: str
    values: int
    of: int

    def __str__(self) -> str:
        plural = "values" if self.of != 1 else "value"
        return f"{KINDS[self.kind]} in {self.values:,} of {self.of:,} different {plural}"
