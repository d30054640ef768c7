"""A rule as far as it was read, and how it becomes an entry of the document with an id of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from nolle.analysis.coding.charges import Charges
from nolle.analysis.coding.conditions import Condition, Exception_, merged, unique, unsaid
from nolle.analysis.coding.proposals import ASK, Pin, Proposal
from nolle.analysis.coding.signs import DecisionSign, Raw

_SLUG = re.compile(r"[^a-z0-9]+")
_STATES = re.compile(r"^[a-z]{2}-[a-z]{2}-[a-z]+-")


@dataclass
class Rule:
    """A rule as far as it was read; `section` is the heading it stands under."""

    then: DecisionSign
    charges: Charges
    pins: list[Pin]
    conditions: list[Condition] = field(default_factory=list)
    exceptions: list[Exception_] = field(default_factory=list)
    presumptive: bool = False
    section: int = -1
    block: int = -1
    opener: int = -1
    name: str = ""
    asks: list[str] = field(default_factory=list)

    def covers(self) -> Raw:
        """What it covers; ASK where nothing known is named."""
        if self.charges:
            return self.charges.covers()
        return {"open": "any"} if self.charges.open else ASK

    def proposal(self, id: str) -> Proposal:
        """As an entry of the document."""
        fired = unique(self.exceptions)
        value: dict[str, Raw] = {"covers": self.covers()}
        value |= {"when": merged(self.conditions)} if self.conditions else {}
        value["then"] = self.then.then.value
        value |= {"provided": self.then.provided} if self.then.provided else {}
        value |= {"strength": "presumptive"} if self.presumptive else {}
        value |= {"unless": [one.value() for one in fired]} if fired else {}
        first = [*self.charges.pins, *self.pins] if self.opener >= 0 else [*self.pins, *self.charges.pins]
        pins = [*first, *(one.pin for one in self.conditions), *(one.pin for one in fired)]
        asks = [*self.asks, *self.charges.asks, *unsaid(self.conditions), *(ask for one in fired for ask in one.asks)]
        return Proposal("rules", id, value, tuple(dict.fromkeys(pins)), tuple(dict.fromkeys(asks)))


def named(rules: Sequence[Rule]) -> list[Proposal]:
    """The rules as proposals, each with an id of its own."""
    ids, seen = [], Counter[str]()
    for rule in rules:
        id = _id(rule)
        seen[id] += 1
        ids.append(f"{id}-{seen[id]}" if seen[id] > 1 else id)
    return [rule.proposal(id) for rule, id in zip(rules, ids, strict=True)]


def _id(rule: Rule) -> str:
    """A name out of the conduct, the first section, or the first words."""
    if rule.charges.offenses:
        return "section-" + _SLUG.sub("-", _STATES.sub("", rule.charges.offenses[0])).strip("-")
    conducts = [str(sign.covers.get("conduct", "level")) for sign in rule.charges.named]
    name = conducts[0].rpartition("/")[2] if conducts else " ".join(rule.name.split()[:4])
    return _SLUG.sub("-", name.lower()).strip("-") or "clause"
