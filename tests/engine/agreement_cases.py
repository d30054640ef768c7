"""Small files and policies that were once decided wrongly, written out in `seeds/*.yaml` with the right answers.

A seed means something else once the generator changes; these do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from tests.engine.agreement import Batch, Pair, Row
from tests.engine.agreement_library import Chance, Law, law
from tests.engine.agreement_policies import Asked
from tests.engine.agreement_records import Table

CASES = Path(__file__).parent / "seeds"
POLICY = {
    "title": "made up",
    "kind": "written_memo",
    "governs": "filed_on",
    "events": [{"type": "in_effect", "on": "2015-01-01"}],
}
MAPPING = {"id": "made-up", "title": "made up", "system": "made-up", "optional": "true"}


@dataclass(frozen=True)
class Case(Batch):
    """One written case: a batch of one policy over a few rows, with what must come out."""

    raw: dict[str, Any] = field(default_factory=dict, hash=False)

    @cached_property
    def law(self) -> Law:
        """The plain dictionary, and the offenses and offices of the case."""
        offenses = [{"confidence": "verified", "elements": {}, "level": ""} | raw for raw in self.raw["offenses"]]
        offices = [{"name": "made up"} | raw for raw in self.raw.get("offices", [])]
        plain = {
            name: {k: v for k, v in entry.items() if k != "implies"}
            for name, entry in law(Chance("cases")).facts.items()
        }
        return Law(plain, offenses, self.raw.get("groups", {}), offices, self.raw.get("codes", []))

    @cached_property
    def table(self) -> Table:
        rows = self.raw["rows"]
        columns = tuple(dict.fromkeys(["case_id", "person_id", "offense", *(column for row in rows for column in row)]))
        mapping = MAPPING | {"columns": {column: column for column in columns}} | self.raw.get("mapping", {})
        mapping.setdefault("assumptions", {})
        filled = [{column: row.get(column, "") for column in columns} for row in rows]
        return Table(columns, filled, mapping, as_of=date.fromisoformat(self.raw.get("as_of", "2024-01-01")))

    def pair(self, number: int) -> Pair:
        documents = tuple({"id": f"zz/made-up-{n}"} | POLICY | raw for n, raw in enumerate(self.raw["policies"]))
        asked = self.raw.get("asked", {})
        how = Asked(
            documents, asked.get("as_if") == "true", asked.get("accept_unverified") == "true", asked.get("known_on", "")
        )  # fmt: skip
        return Pair(how, tuple(self.raw.get("assume", ())), self.raw.get("where", {}))

    def unexpected(self, rows: dict[int, Row]) -> list[str]:
        """Where the rows are not decided as the case says."""
        names = ("decision", "rule", "policy", "candidates", "needs", "because")
        found = []
        for number, expect in self.raw["expect"].items():
            row = dict(zip(names, rows.get(int(number), [None] * 6), strict=True))
            for name, wanted in expect.items():
                got = (row[name] or "").split("|") if isinstance(wanted, list) else row[name] or ""
                if got not in (wanted, wanted or [""]):
                    found.append(f"row {number}: {name} {wanted}, not {got}")
        return found


def written() -> Iterable[tuple[str, Case]]:
    """The cases by the names of their files."""
    for number, file in enumerate(sorted(CASES.glob("*.yaml"))):
        # Every scalar stays text, as nolle's own reader keeps it.
        yield file.stem, Case(-1 - number, raw=yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader))  # noqa: S506
