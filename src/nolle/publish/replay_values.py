"""A replay → plain values: every number with what it rests on, and the sentences that say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from nolle.analysis.replay import tallies
from nolle.analysis.replay.changes import Change
from nolle.analysis.replay.facts import Worth
from nolle.analysis.replay.intervals import Range, apart, share
from nolle.analysis.replay.outcomes import Outcome, counted
from nolle.analysis.replay.rows import Units
from nolle.analysis.replay.tallies import Clause, Group
from nolle.law.evaluator import Answer
from nolle.law.question import Asking
from nolle.publish import replay_words
from nolle.publish.report import SEX_WORK
from nolle.publish.wording import Wording

OF_THE_FILE = ("records", "mapping", "assumptions", "rows", "quarantine", "matching", "as_of", "known_on", "where",
               "accept_unverified", "flagged_section_not_in_force")  # fmt: skip
"""What a replay says of its records in the words of a run of decide."""


@dataclass(frozen=True)
class Found:
    """What a replay found. `groups` are the breakdowns by columns of the file, `months` those by month of `months_of`.

    `cases` and `people` are None where the file does not tell them apart.
    """

    outcomes: Sequence[Outcome]
    clauses: Sequence[Clause]
    changes: Sequence[Change]
    worth: Worth
    months_of: str
    months: Sequence[Group]
    groups: Mapping[str, Sequence[Group]]
    cases: Units | None
    people: Units | None


@dataclass(frozen=True)
class Basis:
    """What a replay rests on: what was asked, and what the file does not hold.

    `found` says how the current policy was found; `absent` why charges are not counted by a word; `others_known`
    whether the file holds every charge of a case; `offered` are assumptions of the mapping that were not turned on.
    """

    draft: Asking
    current: Asking | None
    found: str
    absent: Mapping[str, str]
    others_known: bool
    offered: Mapping[str, str]


def values(found: Found, basis: Basis, run: Mapping[str, Any], words: Wording) -> dict[str, Any]:
    """The replay as plain values; `run` is the summary of the draft's decisions over the same charges."""
    told: dict[str, Any] = {
        "draft": _asked(basis.draft),
        "current": {**_asked(basis.current), "found": basis.found} if basis.current else {"found": basis.found},
        **{key: run[key] for key in OF_THE_FILE},
        "totals": {what: counted(found.outcomes, what).json() for what in replay_words.WHAT},
        "cases": _units(found.cases),
        "people": _units(found.people),
        "transitions": [
            {"current": cell.current, "draft": cell.draft, "n": cell.n, "changed": cell.changed.json()}
            for cell in tallies.transitions(found.outcomes)
        ],
        "by": _by(found, words),
        "apart": _apart(found),
        "months_of": found.months_of,
        "absent": {**basis.absent, **({} if found.months_of else {"month": "no_date"})},
        "clauses": [_clause(clause, basis.draft, words) for clause in found.clauses],
        "changes": [_change(change, basis.draft, words) for change in found.changes],
        "undetermined": _why(((one.draft, one.n) for one in found.outcomes), words),
        "undetermined_now": _why(((one.current, one.n) for one in found.outcomes if one.current), words),
        "facts": _facts(found.worth, words),
        "others_known": basis.others_known,
        "not_assumed": dict(basis.offered),
    }
    return {"answer": replay_words.answer(told), **told, "notes": replay_words.notes(told)}


def _asked(asking: Asking) -> dict[str, Any]:
    return {
        "id": asking.id,
        "documents": [policy.id for policy in asking.policies],
        "title": "; ".join(policy.title for policy in asking.policies),
        "as_if_in_force": asking.as_if or all(policy.is_model for policy in asking.policies),
        "text_read": sorted({policy.text_read.value for policy in asking.policies}),
        "governing_date": sorted({policy.governs for policy in asking.policies}),
    }


def _units(units: Units | None) -> dict[str, Any] | None:
    if units is None:
        return None
    ranges = {what: getattr(units, what).json() for what in ("gained", "none_left", "newly_none_left")}
    return {"n": units.n, "charges_without_id": units.without_id, "spoken_of": units.spoken_of, **ranges}


# ---------------------------------------------------------------- breakdowns


def _by(found: Found, words: Wording) -> dict[str, list[dict[str, Any]]]:
    order = {conduct: place for place, conduct in enumerate((*SEX_WORK, *words.dictionary.conduct))}
    conduct = sorted(tallies.by_conduct(found.outcomes, SEX_WORK), key=lambda group: order.get(group.value, len(order)))
    told = {"conduct": conduct, **({"month": found.months} if found.months_of else {})}
    return {word: [_group(group) for group in groups] for word, groups in {**told, **found.groups}.items()}


def _apart(found: Found) -> dict[str, dict[str, Any]]:
    """For each column of the file: which groups differ in the share of charges that are newly declined.

    Of charges of sex work, where the file has any: those are what the policies are about.
    """
    told = {}
    for word, groups in found.groups.items():
        sex_work = any(group.sex_work for group in groups)
        parts = {g.value: (g.sex_work_gained, g.sex_work) if sex_work else (g.gained, g.n) for g in groups if g.value}
        compared = apart(parts)
        if compared is not None and any(n.at_most for n, _ in parts.values()):
            told[word] = {"of_sex_work": sex_work, **asdict(compared)}
    return told


def _group(group: Group) -> dict[str, Any]:
    ranges = {what: getattr(group, what).json() for what in ("declined", "gained", "lost")}
    return {
        "value": group.value,
        "n": group.n,
        "spoken_of": group.spoken_of,
        **ranges,
        "share_of_charges": _share(group.gained, group.n),
        "share_of_spoken_of": _share(group.gained, group.spoken_of),
        "sex_work": group.sex_work,
        "sex_work_gained": group.sex_work_gained.json(),
        "share_of_sex_work": _share(group.sex_work_gained, group.sex_work),
    }


def _share(n: Range, of: int) -> dict[str, float] | None:
    found = share(n, of)
    return found.json() if found else None


# ---------------------------------------------------------------- clauses, facts


def _clause(clause: Clause, draft: Asking, words: Wording) -> dict[str, Any]:
    return {
        "policy": clause.policy, "path": clause.path, "says": clause.says, "decides": clause.decides.json(),
        "gained": clause.gained.json(), "sends_back": clause.sends_back,
        "english": replay_words.clause(draft.policies, clause.policy, clause.path, words),
    }  # fmt: skip


def _change(change: Change, draft: Asking, words: Wording) -> dict[str, Any]:
    english = replay_words.clause(draft.policies, change.policy, change.path, words)
    told = change.declined.json() if change.declined else None
    return {"policy": change.policy, "path": change.path, "what": change.what, "declined": told, "english": english}


def _why(answers: Iterable[tuple[Answer, int]], words: Wording) -> list[dict[str, Any]]:
    return [
        {
            "needs": list(item.needs),
            "because": list(item.because),
            "candidates": list(item.candidates),
            "n": item.n,
            "english": replay_words.why(item.needs, item.because, words),
        }
        for item in tallies.why(answers)
    ]


def _facts(worth: Worth, words: Wording) -> dict[str, Any]:
    return {
        "undetermined": worth.open_,
        "no_fact_missing": worth.never,
        "each": [
            {"need": fact.need, "alone": fact.alone.json(), "involved": fact.involved, "english": words.need(fact.need)}
            for fact in worth.facts
        ],
        "best_order": [
            {
                "needs": list(step.needs),
                "settles": step.settles.json(),
                "so_far": step.so_far.json(),
                "english": "; ".join(words.need(need) for need in step.needs),
            }
            for step in worth.order
        ],
    }
