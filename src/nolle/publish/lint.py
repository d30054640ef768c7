"""Findings of lint in words: the slots of a check's text filled from the library, and how much of the text was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nolle.analysis.lint import Finding, Named, Opened, Slot, Words
from nolle.cite import Citation
from nolle.law.advice import Advice, Severity
from nolle.law.condition import Condition
from nolle.law.offense import Offense
from nolle.law.policy import Policy
from nolle.law.scope import Scope
from nolle.publish.wording import SAYS, Wording
from nolle.terms import Confidence, Decision, TextRead

MOST = 4
"""Offenses that a sentence names; of more it tells the number."""

LEADS = {
    "near": "What comes near it",
    "tried": "So far",
    "doubt": "In doubt",
    "note": "The document of the office says beside",
}
"""Slots that make a sentence of their own, and how it begins."""

STATUS = {"repealed": "repealed", "renumbered": "renumbered", "amended": "an earlier text"}
"""How a section has ended, in words."""


@dataclass(frozen=True)
class Told:
    """A finding in words: what was found, why it matters, and the sources of both."""

    finding: Finding
    severity: Severity
    title: str
    what: str
    why: str
    cite: tuple[Citation, ...]
    full: Mapping[str, tuple[str, ...]]


def told(finding: Finding, policy: Policy, words: Wording) -> Told:
    """The words of a finding on a policy. `full` holds, by slot, every id of which a sentence names only a few."""
    advice: Advice = words.library.advice[finding.check]
    part = policy.text_read is not TextRead.FULL
    text = advice.says_of_part if part and advice.says_of_part else advice.says
    filled = {name: _filled(name, slot, words) for name, slot in finding.slots.items()}
    what = " ".join(text.format_map(_Slots(filled)).split())
    cite = tuple(dict.fromkeys((*finding.cite, *advice.cite)))
    ids = {name: slot.values for name, slot in finding.slots.items() if isinstance(slot, Named)}
    return Told(finding, advice.severity, advice.title, what, " ".join(advice.why.split()), cite, ids)


class _Slots(dict[str, str]):
    """A slot that a check does not fill stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _filled(name: str, slot: Slot, words: Wording) -> str:
    match slot:
        case Named("ended", values):
            return "; ".join(_ended(words.library.offenses[id]) for id in values)
        case Named("offense", values):
            return _offenses(values, words)
        case Named(fact, values):
            return "; ".join(_named(fact, value, words) for value in values)
        case Words(texts):
            return f'others of the group "{_and(texts)}"' if name == "open" else _beside(name, texts)
        case Opened(bounds, to_any):
            return "any charge" if to_any else " or ".join(_scope(bound, words) for bound in bounds)
        case Scope():
            return _scope(slot, words)
        case Decision():
            return SAYS[slot]
        case str() | int():
            return f"{slot:,}" if isinstance(slot, int) else slot
        case _:
            return _condition(slot, words)


def _condition(condition: Condition, words: Wording) -> str:
    return words.condition(condition)


def _named(fact: str, value: str, words: Wording) -> str:
    if fact == "level":
        return words.dictionary.levels.get(value, value)
    if fact == "offense":
        return _offenses([value], words)
    return words.conduct(value) if fact == "conduct" else words.value(fact, value)


def _scope(scope: Scope, words: Wording) -> str:
    """`a misdemeanor or a gross misdemeanor`; levels in the dictionary's words."""
    if any(part.unless or part.open or part.open_to_any for part in scope.parts):
        return words.scope(scope)
    parts = ([_and([_named(t.fact, v, words) for v in t.values], "or") for t in part.tests] for part in scope.parts)
    return " or ".join(" that is ".join(tests) for tests in parts)


def _offenses(ids: Sequence[str], words: Wording) -> str:
    """The first few by their citations; the number of the others."""
    known = [words.library.offenses[id].citation if id in words.library.offenses else id for id in ids]
    shown = list(dict.fromkeys(known))
    rest = len(shown) - MOST
    return _sections(shown) if rest < 2 else f"{_sections(shown[:MOST])} and {rest} more"


def _sections(citations: Sequence[str]) -> str:
    """Citations with the name of each code once: `N.Y. Penal Law §§ 230.19, 230.20`."""
    codes: dict[str, list[str]] = {}
    for citation in citations:
        code, sign, section = citation.rpartition(" § ")
        codes.setdefault(f"{code} §" if sign else citation, []).extend([section] if sign else [])
    return "; ".join(f"{code}{'§' * (len(found) > 1)} {', '.join(found)}".strip() for code, found in codes.items())


def _ended(law: Offense) -> str:
    """`N.Y. Penal Law § 240.37 (repealed; in force until 2021-02-02)`."""
    until = f"in force until {law.in_force.to}" if law.in_force.to else ""
    doubt = "not verified" if law.confidence is Confidence.UNVERIFIED else ""
    about = "; ".join(text for text in (STATUS.get(law.status, ""), until, doubt) if text)
    return f"{law.citation} ({about})"


def _beside(name: str, texts: Sequence[str]) -> str:
    """Words of a document: as a sentence of their own where they come near the matter, or tell what came of a law."""
    if not texts:
        return ""
    lead = LEADS.get(name)
    return f" {lead}: {'; '.join(texts)}." if lead else _and(texts)


def _and(parts: Sequence[str], word: str = "and") -> str:
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}" if len(parts) > 1 else "".join(parts)
