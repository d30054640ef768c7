"""amend: the fewest changes of clauses after which a policy gives what the model (or another) gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nolle.analysis import comparison
from nolle.analysis.amending.changes import Change, How
from nolle.analysis.amending.search import Amended, Step, amend
from nolle.analysis.comparison import Gap
from nolle.cite import Document
from nolle.dates import ANY_DAY, Span
from nolle.errors import NolleError
from nolle.law.evaluator import Evaluator
from nolle.law.library import Library
from nolle.law.policy import Policy
from nolle.law.question import Asking
from nolle.publish.draft_text import plain_text
from nolle.publish.folder import whole_file
from nolle.publish.memo_blocks import Run
from nolle.publish.redline import Piece, words
from nolle.publish.wording import Wording
from nolle.verbs.comparing import MODEL, compare_in, possible_charges
from nolle.verbs.documents import open_library, question_of
from nolle.verbs.opening import Asked

KEPT = ("protections", "carve_outs", "relief", "positions", "commitments", "disclaimers", "grounds", "cite")
"""What stands beside the rules of a document, and stays as it is."""


@dataclass(frozen=True)
class Amendment:
    """One change in words: the clause before and after, marked, and the charges it settles."""

    step: Step
    pieces: tuple[Piece, ...]
    n: int | None
    n_at_most: int | None

    def json(self) -> dict[str, Any]:
        change = self.step.change
        return {
            "how": change.how.value, "clause": change.path,
            "redline": [{"text": piece.text, "change": piece.change.value} for piece in self.pieces],
            "closes": [{"conduct": gap.conduct, "kind": gap.kind.value} for gap in self.step.closes],
            "n": self.n, "n_at_most": self.n_at_most,
        }  # fmt: skip


@dataclass(frozen=True)
class Amendments:
    """What was found, in words; `unclosable` are gaps where the other policy's own text is unread."""

    policy: str
    target: str
    found: Amended
    changes: tuple[Amendment, ...]
    open: tuple[str, ...]
    gives_up: tuple[str, ...]
    counted: bool

    def json(self) -> dict[str, Any]:
        return {
            "policy": self.policy, "to": self.target, "changes": [change.json() for change in self.changes],
            "fewest_proven": self.found.fewest, "open": list(self.open), "gives_up": list(self.gives_up),
        }  # fmt: skip

    def document(self) -> dict[str, Any]:
        """The amended policy as a document of its own: `amends`, with the rules that change or come in."""
        changed = {step.change.rule for step in self.found.steps}
        rules = [rule for rule in self.found.after.rules if rule.id in changed]
        lists = {n: v for n, v in self.found.after.lists.items() if n not in self.found.before.lists}
        place = self.policy.rpartition("/")[0]
        raw: dict[str, Any] = {
            "id": f"{place}/amended", "title": f"{self.found.before.title}, amended (proposed)",
            "office": self.found.before.office, "kind": self.found.before.kind.value,
            "text_read": self.found.before.text_read.value, "private": "true",
            "governs": self.found.before.governs, "amends": self.policy,
        }  # fmt: skip
        if lists:
            raw["lists"] = {
                n: v.model_dump(mode="json", by_alias=True, exclude_defaults=True) for n, v in lists.items()
            }
        dumped = [rule.model_dump(mode="json", by_alias=True, exclude_defaults=True) for rule in rules]
        return raw | {"rules": dumped, "cite": [c.model_dump(mode="json") for c in self.found.before.cite]}

    def text(self) -> str:
        """The document as YAML."""
        return plain_text(self.document(), f"Proposed: {self.policy} with the changes that close its gaps.")


def find_amendments(
    policy: str, to: str = MODEL, on: Span = ANY_DAY, records: Path | str | None = None, how: Asked | None = None,
    workspace: Path | None = None,
) -> Amendments:  # fmt: skip
    """The changes to `policy` after which it has no gap to `to`, on the law of a day; with records, counted.

    Raises UnknownId, and NolleError for an office or the model.
    """
    lib = open_library(workspace)
    before, target = _one(lib, policy), _one(lib, to)
    if before.is_model or not before.rules:
        raise NolleError(f"{policy} has no rules of an office to change. Name a policy.")
    counted = _counted(lib, policy, to, on, records, how) if records is not None else ()
    told = amend(
        before, target,
        lambda changed: _gaps(lib, changed, target, on), lambda changed: _gaps(lib, changed, before, on), counted,
    )  # fmt: skip
    english = Wording(_with(lib, told.after, target))
    changes = tuple(_amendment(told, step, english, bool(counted)) for step in told.steps)
    return Amendments(
        policy, to, told, changes, tuple(_gap_line(g, english) for g in told.open),
        tuple(_gap_line(g, english) for g in told.gives_up), bool(counted),
    )  # fmt: skip


def write_amended(told: Amendments, folder: Path) -> Path:
    """Write the amended policy into a workspace. Raises NolleError where it is there already."""
    path = folder / "policies" / f"{told.document()['id']}.yaml"
    if path.exists():
        raise NolleError(f"{path} is there already.\n  Move it away, or name another folder; nothing was written.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as part:
        part.write_text(told.text(), encoding="utf-8")
    open_library.cache_clear()
    return path


def _dumped(document: Document) -> dict[str, Any]:
    return document.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _one(lib: Library, id: str) -> Policy:
    if id in lib.offices:
        raise NolleError(f"{id} is an office. Name one of its policies: a change is made to one document.")
    return lib.policy(id)


def _gaps(lib: Library, left: Policy, right: Policy, on: Span) -> Sequence[Gap]:
    askings = [Asking("left", (left,), lib.offices, True), Asking("right", (right,), lib.offices, True)]
    question = question_of(lib, askings, [left, right], also=comparison.class_tests(lib.dictionary))
    return comparison.compare(Evaluator(question), possible_charges(lib, question, [left, right], on)).gaps


def _counted(
    lib: Library, policy: str, to: str, on: Span, records: Path | str | None, how: Asked | None
) -> Sequence[Gap]:  # fmt: skip
    return compare_in(lib, policy, to, on, records, how or Asked()).comparison.gaps


def _with(lib: Library, *policies: Policy) -> Library:
    from dataclasses import replace

    return replace(lib, policies={**lib.policies, **{policy.id: policy for policy in policies}})


def _amendment(told: Amended, step: Step, english: Wording, counted: bool) -> Amendment:
    was = told.before.rule(step.change.rule)
    now = told.after.rule(step.change.rule)
    old = english.rule(was) if was is not None else ""
    new = english.rule(now) if now is not None else ""
    pieces = words((Run(old),) if old else (), (Run(new),))
    if not counted:
        return Amendment(step, pieces, None, None)
    gaps = [gap for gap in step.closes if isinstance(gap, Gap)]
    return Amendment(step, pieces, sum(g.n or 0 for g in gaps), sum(g.n_at_most or 0 for g in gaps))


def _gap_line(gap: Any, english: Wording) -> str:
    return f"{english.conduct(gap.conduct)}: {gap.kind.value} ({gap.left[0]}, where {gap.right[0]} is asked)"


__all__ = ["Amendment", "Amendments", "Change", "How", "find_amendments", "write_amended"]
