"""A run of decide → the summary that others rely on: counts that add up, and what would settle most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping as Dict
from typing import Any

from nolle.decisions import Decided
from nolle.law.question import Asking
from nolle.terms import Decision

LAW_DATE = "law-date-not-verified"
UNCATALOGUED = "uncatalogued-section-is-of-no-class-asked-about"


def summary(
    asking: Asking, decided: Decided, mapping: Dict[str, Any], as_of: str, where: Dict[str, str],
    assumed: Dict[str, str], records: Dict[str, str], accept_unverified: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """The summary of a run as plain values; `decisions` sums to `rows.charges`.

    `mapping` gives id, title, row and leaves_out; `assumed` the named assumptions turned on, with their text;
    `records` the file's name and hash.
    """
    return {
        "policy": asking.id,
        "version": " ".join(policy.id for policy in asking.policies),
        "title": "; ".join(policy.title for policy in asking.policies),
        "text_read": sorted({policy.text_read.value for policy in asking.policies}),
        "as_if_in_force": asking.as_if,
        "governing_date": sorted({policy.governs for policy in asking.policies})[0] if asking.policies else "",
        "as_of": as_of,
        "known_on": asking.known_on.isoformat() if asking.known_on else None,
        "where": dict(where),
        "records": {
            **records,
            "period": {d: [f.isoformat(), t.isoformat()] for d, (f, t) in decided.source.period.items()},
        },
        "accept_unverified": accept_unverified,
        "mapping": dict(mapping),
        "assumptions": _assumptions(decided, assumed),
        "rows": {
            "in": decided.source.n_in,
            "charges": decided.n_charges,
            "quarantined": sum(n for _, n in decided.source.quarantined),
            "left_out_by_where": decided.left_out,
        },
        "quarantine": [{"reason": reason, "n": n} for reason, n in decided.source.quarantined],
        "matching": dict(decided.source.matched),
        "flagged_section_not_in_force": decided.flagged,
        "unrecognised": {c: [{"word": w, "n": n} for w, n in rows] for c, rows in decided.unrecognised.items()},
        "decisions": decisions(decided),
        "by_conduct": by_conduct(decided),
        "by_rule": by_rule(decided),
        "undetermined": undetermined(decided),
        "settles": settles(decided),
        "patterns": len(decided.found),
    }


def decisions(decided: Decided) -> dict[str, int]:
    """Charges by decision, most protective first."""
    counts = Counter[Decision]()
    for found in decided.found:
        counts[found.answer.decision] += found.n
    return {decision.value: counts[decision] for decision in Decision if counts[decision]}


def by_conduct(decided: Decided) -> dict[str, dict[str, int]]:
    """Charges by class of conduct and decision."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for found in decided.found:
        counts[found.conduct][found.answer.decision.value] += found.n
    return {conduct: dict(sorted(rows.items())) for conduct, rows in sorted(counts.items())}


def by_rule(decided: Decided) -> dict[str, int]:
    """Charges decided by each clause; those that no clause decides stand under their decision in brackets."""
    counts = Counter[str]()
    for found in decided.found:
        counts[found.answer.rule or f"({found.answer.decision.value})"] += found.n
    return dict(sorted(counts.items()))


def undetermined(decided: Decided) -> list[dict[str, Any]]:
    """What is missing, most frequent first."""
    counts = Counter[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]()
    for found in decided.found:
        if found.answer.decision is Decision.UNDETERMINED:
            answer = found.answer
            counts[answer.needs, answer.because, tuple(c.value for c in answer.candidates)] += found.n
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        {"needs": list(needs), "because": list(because), "candidates": list(candidates), "n": n}
        for (needs, because, candidates), n in ordered
    ]


def settles(decided: Decided) -> list[dict[str, Any]]:
    """For each fact: how many undetermined charges it settles alone, and for how many it is one of several."""
    alone, involved = Counter[str](), Counter[str]()
    for found in decided.found:
        for need in found.answer.needs:
            involved[need] += found.n
        if len(found.answer.needs) == 1 and found.answer.because == ("fact",):
            alone[found.answer.needs[0]] += found.n
    ordered = sorted(involved, key=lambda need: (-alone[need], -involved[need], need))
    return [{"need": need, "alone": alone[need], "involved": involved[need]} for need in ordered]


def _assumptions(decided: Decided, assumed: Dict[str, str]) -> list[dict[str, Any]]:
    """What was taken for granted: what the user turned on, and what is always counted."""
    found: list[dict[str, Any]] = [{"name": name, "text": text, "n": None} for name, text in assumed.items()]
    if decided.undated:
        text = "a section whose first day is not in the catalogue is taken to have been in force because it was charged"
        found.append({"name": LAW_DATE, "text": text, "n": decided.undated})
    known = dict(decided.source.matched).get("uncatalogued", 0)
    if known:
        text = (
            "a section that was read without doubt, and that the catalogue of its code does not hold,"
            " is of no class it holds"
        )
        found.append({"name": UNCATALOGUED, "text": text, "n": known})
    return found
