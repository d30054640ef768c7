"""One document, or all of an office on a day, laid beside the elements of a model policy: one square for each.

A square says how the element is answered, by which clauses, which clauses could change it, and how much of the
text behind it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nolle.analysis.standing.asked import Asked
from nolle.analysis.standing.documents import Document, State
from nolle.analysis.standing.ground import Law
from nolle.analysis.standing.past import past
from nolle.analysis.standing.said import Cell, Clause, Value
from nolle.analysis.standing.versions import document_of
from nolle.analysis.standing.voice import alone, public
from nolle.law.charges import is_class
from nolle.law.condition import Condition, OneOf, walk
from nolle.law.elements import Asks, Element
from nolle.law.library import Library, found
from nolle.law.places import Office
from nolle.law.policy import Policy
from nolle.law.question import Asking
from nolle.terms import TextRead


class Given(StrEnum):
    """How an element is answered that is no charging decision."""

    DONE = "done"
    PROMISED = "promised"
    SAID = "said"
    AVOIDED = "avoided"
    FOLLOWED = "followed"
    UNKNOWN = "unknown"


_SPARES = (Value.DECLINES, Value.CONDITION, Value.DIVERTS)
_OPEN = (Value.STATUS_UNKNOWN, Value.UNREAD, Value.UNCLEAR, Value.UNDETERMINED)


@dataclass(frozen=True)
class Square:
    """One element of one row. `n` of `of` offenses are answered so; `read` is the least-read text behind it.

    `outline` names an instrument that is no policy of the office; `practice` is what was seen to be done, by
    document and words.
    """

    element: str
    value: Value | Given
    by: tuple[Clause, ...] = ()
    also: tuple[Clause, ...] = ()
    n: int = 0
    of: int = 0
    read: TextRead | None = None
    outline: str = ""
    practice: tuple[Clause, ...] = ()
    cell: Cell | None = None


@dataclass(frozen=True)
class Row:
    """One document as if in force, or an office on a day (`as_of`), with a square for each element."""

    id: str
    office: str
    place: str
    as_of: date | None
    policies: tuple[str, ...]
    squares: tuple[Square, ...]

    def square(self, element: str) -> Square:
        return next(square for square in self.squares if square.element == element)


def office_row(library: Library, office_id: str, as_of: date, known_on: date | None = None) -> Row:
    """All documents of an office as they stand on a day. Raises UnknownId."""
    office = found(library.offices, office_id, "office")
    own = public(library, office_id, known_on)
    documents = tuple(document_of(policy, office, as_of, known_on) for policy in own)
    asking = Asking(office_id, own, library.offices, False, known_on)
    squares = _Squares(library, office, as_of, asking, documents).all()
    holding = tuple(d.policy.id for d in documents if d.holds or d.state is State.NO_RULES)
    return Row(office_id, office_id, office.place, as_of, holding, squares)


def document_row(library: Library, policy: Policy, today: date) -> Row:
    """One document as if in force, on the law of the day it took effect; what was done up to `today` counts."""
    office = library.offices[policy.office]
    document = document_of(policy, office, today, None)
    day = min(document.since.last, today) if document.since else today
    asking = library.asking(policy.id, True)
    squares = _Squares(library, office, day, asking, (document,), today).all()
    return Row(policy.id, policy.office, office.place, None, (policy.id,), squares)


class _Squares:
    """The squares of one row."""

    def __init__(
        self, library: Library, office: Office, day: date, asking: Asking, documents: Sequence[Document],
        as_if: date | None = None,
    ) -> None:  # fmt: skip
        self.elements = tuple(library.elements.values())
        law = Law(library, office, day)
        self.asked = Asked(law, alone(library, law.catalogue, asking), documents)
        self.documents, self.today, self.as_if = documents, as_if or day, as_if is not None
        self.holding = [d.policy for d in documents if as_if or d.holds or d.state is State.NO_RULES]

    def all(self) -> tuple[Square, ...]:
        """A square for each element, in their order."""
        charges = {e.id: tuple(e.conduct) for e in self.elements if e.asks is Asks.CHARGES}
        cells = {cell.column: cell for cell in self.asked.cells(charges)}
        return tuple(self._square(element, cells) for element in self.elements)

    def _square(self, element: Element, cells: dict[str, Cell]) -> Square:
        match element.asks:
            case Asks.CHARGES:
                return self._charges(element, cells[element.id])
            case Asks.RELIEF:
                return self._relief(element)
            case Asks.PROTECTION:
                return self._said(element, [(p, q.id) for p in self.holding for q in p.protections])
            case Asks.POSITION:
                said = [(p, q.id) for p in self.holding for q in p.positions if q.stage in element.stages]
                return self._said(element, said)
            case Asks.PATTERN:
                return self._pattern(element)

    def _charges(self, element: Element, cell: Cell) -> Square:
        leading = [entry for entry in cell.entries if entry.value is cell.value]
        by = _once(clause for entry in leading for clause in entry.by)
        others = [clause for entry in cell.entries for clause in (*entry.by, *entry.also)]
        also = tuple(clause for clause in _once(others) if clause not in by)
        seen = self._practice(element)
        return Square(element.id, cell.value, by, also, cell.n, cell.of, self._read(by), cell.outline, seen, cell)

    def _practice(self, element: Element) -> tuple[Clause, ...]:
        """What was seen to be done and no rule says: the document that tells it, and its words."""
        return tuple(Clause(p.id, says) for p in self.holding for says in observed(p, element.conduct))

    def _relief(self, element: Element) -> Square:
        documents = [d for d in self.documents if self.as_if or d.state is not State.PROMISE]
        found = [reach for reach in past(documents, self.today, self.as_if) if reach.reach == element.reach]
        if not found:
            return Square(element.id, self._nothing(), read=self._read(()))
        by = tuple(Clause(reach.policy, relief) for reach in found for relief in reach.relief)
        done = any(reach.acts for reach in found)
        return Square(element.id, Given.DONE if done else Given.PROMISED, by, read=self._read(by))

    def _said(self, element: Element, said: list[tuple[Policy, str]]) -> Square:
        by = tuple(Clause(policy.id, id) for policy, id in said)
        return Square(element.id, Given.SAID if by else self._nothing(), by, read=self._read(by))

    def _pattern(self, element: Element) -> Square:
        """End Demand: selling is spared and buying prosecuted, where nothing else is special."""
        spared, kept = (self._values(conduct) for conduct in ("selling", "buying"))
        if not self.holding or not self.asked.ruled:
            return Square(element.id, self._nothing())
        by = _once(clause for values in (spared, kept) for found in values.values() for clause in found)
        if spared.keys() & _SPARES and Value.PROSECUTES in kept:
            return Square(element.id, Given.FOLLOWED, by, read=self._read(by))
        could = spared.keys() & {*_SPARES, *_OPEN} and kept.keys() & {*_OPEN, Value.PROSECUTES}
        return Square(element.id, Given.UNKNOWN if could else Given.AVOIDED, by, read=self._read(by))

    def _values(self, conduct: str) -> dict[Value, tuple[Clause, ...]]:
        [cell] = self.asked.cells({conduct: (conduct,)})
        found: dict[Value, tuple[Clause, ...]] = {}
        for entry in cell.entries:
            found[entry.value] = (*found.get(entry.value, ()), *entry.by)
        return found or {cell.value: ()}

    def _nothing(self) -> Value:
        if not self.holding:
            return Value.NOT_IN_FORCE if self.asked.ruled else self.asked.none()
        return Value.SILENT if all(p.text_read is TextRead.FULL for p in self.holding) else Value.NOTHING_FOUND

    def _read(self, by: Sequence[Clause]) -> TextRead | None:
        named = {clause.policy for clause in by}
        texts = [p.text_read for p in self.holding if p.id in named or not by]
        return max(texts, key=list(TextRead).index) if texts else None


def observed(policy: Policy, classes: Sequence[str]) -> list[str]:
    """What a document tells of the practice for some classes of conduct."""
    return [
        seen.says
        for seen in policy.practice
        if any(is_class(value, name) for value in _classes(seen.covers.named) for name in classes)
    ]


def _classes(condition: Condition) -> tuple[str, ...]:
    """The classes of conduct that a scope names."""
    return tuple(
        value for part in walk(condition) if isinstance(part, OneOf) and part.fact == "conduct" for value in part.values
    )


def _once(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    return tuple(dict.fromkeys(clauses))
