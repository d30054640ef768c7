"""What stands beside the clauses of a document: protections, relief, commitments, notes, grounds, how it was told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nolle.cite import Citation
from nolle.law.policy import Policy
from nolle.publish.change_words import ACTS
from nolle.publish.page import capital, listed, when
from nolle.publish.wording import Wording

_PUBLISHED = {"true": "published", "false": "not published"}


@dataclass(frozen=True)
class Statement:
    """A statement in words: what kind it is, what it says, how sure it is, and what it rests on."""

    kind: str
    text: str
    confidence: str
    cites: tuple[Citation, ...]
    id: str = ""
    status: str = ""


def beside(policy: Policy, words: Wording) -> Iterator[Statement]:
    """Everything but the clauses, the grounds and how it was told."""
    yield from _promised(policy, words)
    for position in policy.positions:
        kind = f"After charging ({position.stage.replace('_', ' ')})"
        yield Statement(kind, position.says, position.confidence.value, position.cite, position.id)
    for practice in policy.practice:
        text = f"{words.scope(practice.covers)}: {practice.says}"
        yield Statement("Practice, not policy", text, practice.confidence.value, practice.cite, practice.id)
    for one in policy.commitments:
        text = one.says or one.to.replace("_", " ")
        text += f", by {when(one.by).removeprefix('by ')}" if one.by else ""
        yield Statement("Commitment", text, one.confidence.value, one.cite, one.id, one.status.replace("_", " "))
    named = (("Carve-out", policy.carve_outs), ("Disclaimer", policy.disclaimers), ("Note", policy.notes))
    for kind, statements in named:
        for told in statements:
            yield Statement(kind, told.text or told.says, told.confidence.value, told.cite, told.id)


def _promised(policy: Policy, words: Wording) -> Iterator[Statement]:
    """Protections of people who report, and relief for past cases."""
    for one in policy.protections:
        text = one.kind.replace("_", " ") + (f", for: {words.scope(one.covers)}" if one.covers else "")
        text += f". {capital(one.note)}" if one.note else ""
        yield Statement("Protection", text, one.confidence.value, one.cite, one.id)
    for relief in policy.relief:
        acts = listed(ACTS.get(act, act.replace("_", " ")) for act in relief.act)
        text = f"{acts}, for {listed(reach.replace('_', ' ') for reach in relief.reach)}"
        text += f". {capital(relief.note)}" if relief.note else ""
        yield Statement("Relief that it promises", text, relief.confidence.value, relief.cite, relief.id)


def grounds(policy: Policy) -> Iterator[Statement]:
    """Why the office did it, in its own words or those of a source."""
    for one in policy.grounds:
        text = ": ".join(filter(None, [one.ground.replace("_", " "), one.text or one.says]))
        yield Statement("Ground", text, one.confidence.value, one.cite, one.id)


def communication(policy: Policy) -> Iterator[Statement]:
    """How and to whom it was told; nothing where no source says."""
    told = policy.communication
    if told is None:
        return
    parts = [told.how.replace("_", " ")]
    parts += [f"to {listed(one.replace('_', ' ') for one in told.to)}"] if told.to else []
    parts += [_PUBLISHED.get(told.published, f"published: {told.published}")] if told.published else []
    text = ", ".join(filter(None, parts)) + (f". {capital(told.note)}" if told.note else "")
    yield Statement("How it was told", text, "", told.cite)
