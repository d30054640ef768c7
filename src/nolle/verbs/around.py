"""What stands around the silence of a document: what is seen to be done, what other documents of the office said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nolle.analysis.comparison import Gap
from nolle.analysis.standing.asked import Asked
from nolle.analysis.standing.documents import Document
from nolle.analysis.standing.elements import observed
from nolle.analysis.standing.ground import Law
from nolle.analysis.standing.said import Value
from nolle.analysis.standing.versions import document_of
from nolle.analysis.standing.voice import alone
from nolle.law.library import Library
from nolle.law.policy import Policy
from nolle.terms import Kind

NOTHING = (Value.SILENT, Value.NOTHING_FOUND, Value.NOT_IN_FORCE, Value.NO_POLICY, Value.NOT_CHECKED)


@dataclass(frozen=True)
class Around:
    """The documents beside one that is compared; nothing where the id is an office or the model."""

    library: Library
    policy: Policy | None
    today: date
    _asked: dict[str, tuple[Asked, Document]] = field(default_factory=dict)

    def of(self, gap: Gap) -> dict[str, Any]:
        """For a gap by silence: `practice` (document, words) and `elsewhere` (document, what it says, how it ended)."""
        if gap.kind is not Kind.SILENT or self.policy is None or self.policy.office not in self.library.offices:
            return {"practice": [], "elsewhere": []}
        return {
            "practice": [{"policy": self.policy.id, "says": says} for says in observed(self.policy, gap.classes)],
            "elsewhere": [told for other in self._others() if (told := self._said(other, gap)) is not None],
        }

    def _others(self) -> list[Policy]:
        assert self.policy is not None
        every = self.library.office_policies(self.policy.office)
        return [p for p in every if p.id != self.policy.id and p.rules and not p.private]

    def _said(self, other: Policy, gap: Gap) -> dict[str, Any] | None:
        asked, document = self._asked.setdefault(other.id, self._ask(other))
        entry = asked.entry(gap.witness.kind.conduct, gap.witness.kind.offense)
        if entry.value in NOTHING:
            return None
        return {
            "policy": other.id, "value": entry.value.value, "clauses": [clause.path for clause in entry.by],
            "state": document.state.value, "ended": str(document.ended.span) if document.ended else None,
        }  # fmt: skip

    def _ask(self, other: Policy) -> tuple[Asked, Document]:
        office = self.library.offices[other.office]
        document = document_of(other, office, self.today, None)
        law = Law(self.library, office, self.today)
        voice = alone(self.library, law.catalogue, self.library.asking(other.id, True))
        return Asked(law, voice, (document,)), document
