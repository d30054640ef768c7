"""lint: advice on one policy, with the place of every finding and the clauses of others that have what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nolle.analysis import lint as analysis
from nolle.decisions import decide as decide_charges
from nolle.engine.choosing import engine as chosen_engine
from nolle.errors import DocumentError
from nolle.law.advice import Severity
from nolle.law.evaluator import Evaluator
from nolle.law.library import Library, Origin
from nolle.law.policy import Policy
from nolle.law.question import Asking
from nolle.library import check as checks
from nolle.library.lines import line_of
from nolle.library.load import Loaded, freeze, load
from nolle.publish.lint import Told, told
from nolle.publish.wording import Wording
from nolle.terms import TextRead
from nolle.verbs.documents import question_of
from nolle.verbs.matching import matcher_of
from nolle.verbs.opening import Asked, mapping_of, opened, records_state

Where = tuple[str, int]
"""A file as it is shown, and a line of it."""


@dataclass(frozen=True)
class Linted:
    """The findings on one policy in words, gravest first, and where each stands.

    `places` and `others` go with `findings`, one by one. `n_charges` is how many charges were counted, or None.
    """

    policy: Policy
    findings: tuple[Told, ...]
    places: tuple[Where, ...]
    others: tuple[tuple[tuple[analysis.Place, Where], ...], ...]
    n_charges: int | None
    sources: Mapping[str, str]

    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity, gravest first; none left out."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity.value: found[severity] for severity in Severity}

    def json(self) -> dict[str, Any]:
        """The values that others rely on."""
        return {
            "policy": self.policy.id,
            "title": self.policy.title,
            "text_read": self.policy.text_read.value,
            "whole_text": self.policy.text_read is TextRead.FULL,
            "charges": self.n_charges,
            "findings": [
                _finding(found, place, others)
                for found, place, others in zip(self.findings, self.places, self.others, strict=True)
            ],
            "sources": dict(self.sources),
            "counts": self.counts(),
        }


def _finding(found: Told, place: Where, others: Sequence[tuple[analysis.Place, Where]]) -> dict[str, Any]:
    return {
        "check": found.finding.check,
        "severity": found.severity.value,
        "title": found.title,
        "what": found.what,
        "why": found.why,
        "cite": [{"source": c.source, "at": c.at} for c in found.cite],
        "where": _place(found.finding.at, place),
        "others": [_place(other, where) for other, where in others],
        "named": {slot: list(ids) for slot, ids in found.full.items() if ids},
    }


def _place(at: analysis.Place, where: Where) -> dict[str, Any]:
    return {"policy": at.policy, "part": at.part, "clause": at.clause, "file": where[0], "line": where[1]}


def lint(
    policy: str, records: Path | str | None = None, how: Asked | None = None, workspace: Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> Linted:  # fmt: skip
    """Advice on a policy, asked by itself, as if in force and as written.

    With `records` each clause is counted against real charges. Raises UnknownId, DocumentError where the
    documents are not sound (`nolle check` says the same), RecordsError.
    """
    how = how or Asked(as_if=True)
    loaded, lib = _opened(workspace)
    asked = lib.policy(policy)
    case, n_charges = _case(lib, asked, records, how, progress)
    words = Wording(lib)
    findings = tuple(told(finding, asked, words) for finding in analysis.lint(case))
    places = tuple(_line(loaded, found.finding.at) for found in findings)
    others = tuple(tuple((at, _line(loaded, at)) for at in found.finding.others) for found in findings)
    cited = dict.fromkeys(c.source for found in findings for c in found.cite)
    sources = {id: lib.sources[id].title for id in cited if id in lib.sources}
    return Linted(asked, findings, places, others, n_charges, sources)


def _line(loaded: Loaded, at: analysis.Place) -> Where:
    found: Origin = line_of(loaded, at.policy, at.part, at.clause)
    return found.file, found.line


@lru_cache(maxsize=2)
def _opened(workspace: Path | None) -> tuple[Loaded, Library]:
    """The documents with their lines, and the library made of them; a workspace must be sound."""
    loaded = load(workspace)
    between = checks.check(loaded) if workspace is not None else []
    faults = [fault for fault in (*loaded.faults, *between) if not fault.warning]
    if faults:
        raise DocumentError(faults)
    return loaded, freeze(loaded)


def _case(
    lib: Library, policy: Policy, records: Path | str | None, how: Asked, progress: Callable[[str], None] | None
) -> tuple[analysis.Case, int | None]:
    """The policy with an evaluator of its own and, where records are given, their patterns."""
    asking = Asking(policy.id, (policy,), lib.offices, True)
    if records is None:
        return analysis.Case(policy, lib, Evaluator(question_of(lib, [asking], [policy], "", True))), None
    mapping = mapping_of(lib, how.mapping)
    with chosen_engine(how.engine, how.memory_limit, progress, how.master) as engine:
        source = opened(lib, engine, records, mapping, how)
        state = lib.state_of([lib.place_of(policy)]) or records_state(lib, source)
        question = question_of(lib, [asking], [policy], state, True)
        matcher = matcher_of(lib, question.catalogue, mapping, state)
        decided, _, evaluator = decide_charges(engine, question, matcher, source, how.as_of, how.where, how.assume)
    counts = tuple((found.pattern, found.n) for found in decided.found)
    return analysis.Case(policy, lib, evaluator, counts), decided.n_charges
