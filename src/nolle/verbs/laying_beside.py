"""compare --all: every office, or every document, beside the elements of the model policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from nolle.analysis.standing.elements import Given, Row, Square, document_row, office_row
from nolle.analysis.standing.said import Clause, Value
from nolle.analysis.standing.versions import document_of
from nolle.cite import Citation
from nolle.law.elements import Element
from nolle.law.library import Library, found
from nolle.law.policy import Policy
from nolle.publish.wording import clauses_of
from nolle.verbs.documents import open_library

NOTHING = (Value.SILENT, Value.NOTHING_FOUND, Value.NOT_IN_FORCE, Value.NO_POLICY, Value.NOT_CHECKED, Value.REPEALED)
"""Squares in which an office says nothing."""


@dataclass(frozen=True)
class Earlier:
    """What a document of the office that no longer holds said of the same element."""

    policy: str
    value: Value | Given
    by: tuple[Clause, ...]


@dataclass(frozen=True)
class Matrix:
    """Rows (offices on a day, or documents as if in force) by elements."""

    library: Library
    elements: tuple[Element, ...]
    rows: tuple[Row, ...]
    as_of: date

    def json(self) -> dict[str, Any]:
        return {
            "as_of": str(self.as_of),
            "elements": [
                {"id": e.id, "title": e.title, "asks": e.asks.value, "opened": e.opened, "beside_the_model": e.beside}
                for e in self.elements
            ],
            "rows": [self._row(row) for row in self.rows],
            "documents": {id: self._document(id) for id in self._named},
        }

    def _row(self, row: Row) -> dict[str, Any]:
        squares = [self.square(row, square) for square in row.squares if square.element in self._asked]
        asked = None if row.as_of is None else str(row.as_of)
        return {"id": row.id, "office": row.office, "place": row.place, "as_of": asked,
                "documents": list(row.policies), "squares": squares}  # fmt: skip

    def square(self, row: Row, square: Square) -> dict[str, Any]:
        """One square opened: the value, its clauses with their pinpoints, what stood before, what was seen."""
        return {
            "element": square.element,
            "value": square.value.value,
            "n": square.n,
            "of": square.of,
            "by": [self.clause(clause) for clause in square.by],
            "also": [self.clause(clause) for clause in square.also],
            "text_read": square.read.value if square.read else None,
            "instrument": square.outline or None,
            "practice": [{"policy": seen.policy, "says": seen.path} for seen in square.practice],
            "earlier": [
                {"policy": e.policy, "value": e.value.value, "by": [self.clause(c) for c in e.by]}
                for e in self.earlier(row, square)
            ],
        }  # fmt: skip

    def clause(self, clause: Clause) -> dict[str, Any]:
        """A clause with where it stands in its sources."""
        cited = cites_of(self.library.policies[clause.policy], clause.path)
        return {"policy": clause.policy, "clause": clause.path,
                "cite": [{"source": c.source, "at": c.at} for c in cited]}  # fmt: skip

    def earlier(self, row: Row, square: Square) -> list[Earlier]:
        """What documents of the office that no longer hold said, where the office now says nothing."""
        if row.as_of is None or square.value not in NOTHING:
            return []
        gone = [p for p in self.library.office_policies(row.office) if p.id not in row.policies and not p.private]
        told = [(p.id, self._as_written[p.id].square(square.element)) for p in gone]
        return [Earlier(id, said.value, said.by) for id, said in told if said.value not in NOTHING]

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(element.id for element in self.elements)

    @cached_property
    def _as_written(self) -> dict[str, Row]:
        offices = {row.office for row in self.rows}
        policies = [p for p in self.library.policies.values() if p.office in offices]
        return {p.id: document_row(self.library, p, self.as_of) for p in policies}

    @property
    def _named(self) -> list[str]:
        return [p.id for row in self.rows for p in self.library.office_policies(row.office)]

    def _document(self, id: str) -> dict[str, Any]:
        policy = self.library.policies[id]
        told = document_of(policy, self.library.offices[policy.office], self.as_of, None)
        return {
            "title": policy.title, "kind": policy.kind.value, "text_read": policy.text_read.value,
            "confidence": policy.confidence.value, "since": str(told.since) if told.since else None,
            "state": told.state.value, "ended": str(told.ended.span) if told.ended else None,
        }  # fmt: skip


def matrix(
    as_of: date, known_on: date | None = None, documents: bool = False, elements: Sequence[str] = (),
    only: Sequence[str] = (), workspace: Path | None = None,
) -> Matrix:  # fmt: skip
    """Every office on a day (or every document as written) by every element; `elements` and `only` narrow it.

    Raises UnknownId for an element, an office or a document that is not there.
    """
    lib = open_library(workspace)
    asked = tuple(found(lib.elements, id, "element") for id in elements) or tuple(lib.elements.values())
    if documents:
        policies = [p for p in lib.policies.values() if p.office and not p.private]
        chosen = [found(lib.policies, id, "policy") for id in only] or policies
        rows = tuple(document_row(lib, policy, as_of) for policy in chosen)
    else:
        ids = [found(lib.offices, id, "office").id for id in only] or list(lib.offices)
        rows = tuple(office_row(lib, id, as_of, known_on) for id in ids)
    return Matrix(lib, asked, rows, as_of)


def cites_of(policy: Policy, path: str) -> tuple[Citation, ...]:
    """The citations of a rule, an exception (or the rule above it), relief, protection or position."""
    for clause in clauses_of([policy], policy.id, path):
        if clause.cite:
            return clause.cite
    beside = [(i.id, i.cite) for i in policy.relief]
    beside += [(i.id, i.cite) for i in policy.protections] + [(i.id, i.cite) for i in policy.positions]
    own = next((cite for id, cite in beside if id == path and cite), ())
    head, _, rest = path.rpartition("/")
    return own or (cites_of(policy, head) if rest and head else policy.cite)
