"""What a package is made of: the public part of a library as known on a day, and every citation met on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from nolle.analysis.standing import COLUMNS, ClauseRow, Row, Spell, Table, spells, standing, table
from nolle.analysis.standing.documents import Document
from nolle.analysis.standing.lifetimes import Lifetime, lifetimes
from nolle.analysis.standing.versions import document_of
from nolle.cite import Citation, Source
from nolle.dates import LAST_DAY, Span, next_day
from nolle.law.condition import All, Condition
from nolle.law.library import Library
from nolle.law.places import Holder, Office
from nolle.law.policy import Exception_, Policy, Rule, clauses
from nolle.law.scope import Scope
from nolle.law.timeline import known
from nolle.publish.wording import Wording
from nolle.verbs.ledger import Ledger
from nolle.verbs.packages.schema import SOURCES
from nolle.verbs.tracing import Tracer, ids

NO_SOURCE = Source(
    id="no-source", title="General knowledge: no source is named, and nobody has verified the statement", kind="none"
)
"""What an unverified statement without a source rests on: it is told as such, and never left blank."""


@dataclass(frozen=True)
class Cited:
    """A row that cites a source in one of its columns."""

    table: str
    row: str
    column: str
    cite: Citation


@dataclass
class View:
    """A library on a day, as known on a day, with what is kept of its past. Gathers what its rows cite."""

    ledger: Ledger
    as_of: date
    known_on: date | None = None
    cited: list[Cited] = field(default_factory=list)
    named: dict[str, None] = field(default_factory=dict)

    @property
    def library(self) -> Library:
        return self.ledger.library

    # -- what there is to tell

    def known(self, recorded: str) -> bool:
        return known(recorded, self.known_on)

    @cached_property
    def policies(self) -> dict[str, Policy]:
        """The public documents of offices that were known; drafts and the model are none."""
        every = self.library.policies.values()
        return {p.id: p for p in every if p.office and not p.private and not p.is_model and self.known(p.recorded)}

    @cached_property
    def offices(self) -> list[Office]:
        return sorted(self.library.offices.values(), key=lambda office: (office.place, office.id))

    def holders(self, office: Office) -> list[Holder]:
        return [holder for holder in office.holders if self.known(holder.recorded)]

    def holder(self, office: str, holder: str) -> str:
        """The id of a holder among all; empty where that person is not known."""
        there = self.library.offices.get(office)
        return f"{office}/{holder}" if there and any(h.id == holder for h in self.holders(there)) else ""

    def who(self, office: str, by: str) -> str:
        """A holder of the office by full id, a document that may be told, or the word itself."""
        hidden = by in self.library.policies and by not in self.policies
        return "" if hidden else self.holder(office, by) or by

    def ended(self, office: str, ended_by: str) -> str:
        """`revoked by us-md/baltimore-sao/bates`, of the type of an event and who or what did it."""
        type_, _, by = ended_by.partition(" by ")
        who = self.who(office, by) if by else ""
        return f"{type_} by {who}" if who else type_

    def outside(self, id: str) -> str:
        """The id of what others did, if it may be told."""
        event = self.library.outside.get(id)
        return id if event and self.known(event.recorded) else ""

    def told(self, named: Iterable[str]) -> tuple[str, ...]:
        """Of some documents and offices those that may be named."""
        return tuple(id for id in named if id in self.policies or id in self.library.offices)

    def rules(self, policy: Policy) -> list[Rule]:
        return [rule for rule in policy.rules if self.known(rule.recorded)]

    @cached_property
    def paths(self) -> dict[str, dict[str, Rule | Exception_]]:
        """The clauses of each document by path, exceptions of readings too; of one path the first."""
        found: dict[str, dict[str, Rule | Exception_]] = {}
        for policy in self.policies.values():
            there = found.setdefault(policy.id, {})
            for rule in self.rules(policy):
                for path, clause in clauses(rule):
                    there.setdefault(path, clause)
        return found

    def clauses(self, policy: Policy, paths: Iterable[str]) -> tuple[str, ...]:
        """Clauses of a document by their ids among all."""
        return tuple(f"{policy.id}#{path}" for path in paths if path in self.paths[policy.id])

    # -- how it stands

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Each document with its derived status."""
        offices = self.library.offices
        return {
            policy.id: document_of(policy, offices.get(policy.office), self.as_of, self.known_on)
            for policy in self.policies.values()
        }

    @cached_property
    def _standing(self) -> tuple[list[Row], dict[tuple[str, str], ClauseRow], list[Lifetime]]:
        """Rows, clauses and lifetimes of all offices: each office is asked once."""
        rows: list[Row] = []
        clauses: dict[tuple[str, str], ClauseRow] = {}
        lived: list[Lifetime] = []
        for office in self.offices:
            made, lives = self._of(office.id)
            clauses |= {(one.policy, one.clause): one for one in made.clauses}
            if office.prosecutes:
                rows += made.rows
                lived += lives
        return rows, clauses, lived

    def _of(self, office: str) -> tuple[Table, tuple[Lifetime, ...]]:
        """What an office says, and how long its documents stood: as it was kept, or worked out."""
        kept = self.ledger.chronicles.get(office)
        if kept is not None:
            return kept.table(self.as_of, self.known_on), kept.lifetimes(self.as_of, self.known_on)
        told = standing(self.library, office, self.as_of, self.known_on, with_model=False)
        return table(self.library, told), lifetimes(told)

    def spells(self, office: str, first: date) -> tuple[Spell, ...]:
        """What an office said of each kind of charge from a day to the as-of day, as it was kept, or worked out."""
        kept = self.ledger.chronicles.get(office)
        if kept is None:
            return spells(self.library, office, first, self.as_of, self.known_on)
        by = (self.known_on or LAST_DAY).toordinal()
        found: list[Spell] = []
        for one in kept.rows:
            start, end = max(one.first, first.toordinal()), min(one.last, self.as_of.toordinal())
            if one.learned <= by <= one.known and start <= end:
                found.append(Spell(Span(date.fromordinal(start), date.fromordinal(end)), Row(*one.told)))
        return tuple(_joined(sorted(found, key=lambda spell: (_ORDER[spell.row.conduct], spell.days.first))))

    @property
    def rows(self) -> list[Row]:
        return self._standing[0]

    @property
    def clause_rows(self) -> dict[tuple[str, str], ClauseRow]:
        return self._standing[1]

    @property
    def lifetimes(self) -> list[Lifetime]:
        return self._standing[2]

    @cached_property
    def tracer(self) -> Tracer:
        return Tracer(self.library)

    # -- words

    @cached_property
    def words(self) -> Wording:
        return Wording(self.library)

    def scope(self, scope: Scope | None) -> str:
        return self.words.scope(scope) if scope is not None else ""

    def condition(self, condition: Condition) -> str:
        return "" if condition == All(()) else self.words.condition(condition)

    # -- sources

    def cite(self, table: str, row: str, *cites: Sequence[Citation], column: str = SOURCES) -> tuple[str, ...]:
        """The ids of the first of these that cites anything; where each stands is kept for the citations."""
        found = next((told for told in cites if told), ())
        self.cited += [Cited(table, row, column, cite) for cite in found]
        return self.name(ids(found))

    def base(self, policy: Policy) -> tuple[Citation, ...]:
        """What a document rests on: its own citations, or else those of its clauses."""
        return policy.cite or tuple(cite for rule in self.rules(policy) for cite in rule.cite)

    def name(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Note that these sources are named."""
        told = tuple(dict.fromkeys(sources))
        self.named.update(dict.fromkeys(told))
        return told


_ORDER = {name: at for at, name in enumerate(COLUMNS)}


def _joined(told: Iterable[Spell]) -> Iterator[Spell]:
    """Spells that follow one another and say the same, as one."""
    last: Spell | None = None
    for spell in told:
        if last and last.row == spell.row and next_day(last.days.last) == spell.days.first:
            last = Spell(Span(last.days.first, spell.days.last), last.row)
            continue
        if last:
            yield last
        last = spell
    if last:
        yield last


def numbered(ids: Iterable[str]) -> Iterator[str]:
    """Ids, with a number behind one that was there before."""
    seen: dict[str, int] = {}
    for id in ids:
        seen[id] = seen.get(id, 0) + 1
        yield id if seen[id] == 1 else f"{id}~{seen[id]}"
