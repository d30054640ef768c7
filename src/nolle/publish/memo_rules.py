"""Rules → numbered paragraphs: one for each rule, its conditions and exceptions lettered under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nolle.law.condition import ALWAYS
from nolle.law.policy import Exception_, Policy, Rule
from nolle.publish.memo_blocks import reference, term, verify
from nolle.publish.memo_drafts import Draft, Part, Title
from nolle.publish.memo_sources import Anchors
from nolle.publish.memo_words import MemoWording, title
from nolle.publish.page import listed
from nolle.terms import Confidence, Decision, Strength

HEADINGS = {
    "declined": (Decision.DECLINE, Decision.DECLINE_IF),
    "approval": (Decision.SUPERVISORY_APPROVAL,),
    "programs": (Decision.DIVERT,),
    "prosecuted": (Decision.WILL_PROSECUTE,),
    "lifted": (Decision.NOT_COVERED,),
    "unread": (Decision.UNKNOWN,),
}
"""Under which heading a rule stands, by what it says."""


def rules(policy: Policy, words: MemoWording, anchors: Anchors) -> Iterator[Part]:
    """Every rule of a policy under its heading, and after the rules on approval what presumes one."""
    for key, decisions in HEADINGS.items():
        under = [rule for rule in policy.rules if settled(rule).then in decisions]
        presumed = [rule for rule in policy.rules if _presumes(rule)] if key == "approval" else []
        if under or presumed:
            yield Title(key, words.texts.headings[key])
        for rule in under:
            yield from _rule(rule, words, anchors)
        for rule in presumed:
            yield Draft(f"approval:{rule.id}", words.presumption(rule.id) + anchors.of(rule.id))


def settled(rule: Rule) -> Rule:
    """The rule in the reading that decides; the rule as written where none does."""
    variants = rule.variants()
    return variants[0] if len(variants) == 1 and variants[0] is not None else rule


def _presumes(rule: Rule) -> bool:
    return (
        rule.variants() != (None,) and settled(rule).then is Decision.DECLINE and rule.strength == Strength.PRESUMPTIVE
    )


def _rule(rule: Rule, words: MemoWording, anchors: Anchors) -> Iterator[Draft]:
    if len(rule.variants()) > 1:
        yield from _disputed(rule, words, anchors)
        return
    if rule.variants() == (None,):
        said = f"{term(title(rule.id) + '.')} The reading that this memo follows has no such clause."
        yield Draft(rule.id, said + anchors.of(rule.id, rule.cite))
    else:
        yield from _clause(rule.id, settled(rule), words, anchors, 1)
    for number, reading in enumerate(rule.readings, 1):
        if number != rule.preferred:
            told = _told(rule, number, words)
            after = anchors.citing(f"{rule.id}, reading {number}", reading.cite)
            yield Draft(f"{rule.id}#{number}", f"Another source reads this clause in another way. {told}{after}", 2)


def _told(rule: Rule, number: int, words: MemoWording) -> str:
    """A reading that does not decide, in a sentence."""
    single = rule.model_copy(update={"readings": (rule.readings[number - 1],), "preferred": None})
    read = single.variants()[0]
    if read is not None and read.then is not rule.then and not rule.readings[number - 1].provided:
        read = read.model_copy(update={"provided": ""})  # the step belongs to what the rule itself says
    if read is None:
        return "It says that there is no such clause. This memo does not follow it."
    ends = f", if {listed(words.conditions(read.when))}" if read.when != ALWAYS else ""
    said = words.ruling(read, ends)
    return f"There, {said[0].lower()}{said[1:]} This memo does not follow it."


def _disputed(rule: Rule, words: MemoWording, anchors: Anchors) -> Iterator[Draft]:
    """A rule whose readings are all open: each is a paragraph under it."""
    said = f"{term(title(rule.id) + '.')} Sources read this clause in {len(rule.readings)} ways."
    yield Draft(
        rule.id,
        said + verify(words.texts.checks["readings"]) + doubt(rule.confidence, words) + anchors.of(rule.id, rule.cite),
    )
    for number, variant in enumerate(rule.variants(), 1):
        key = f"{rule.id}#{number}"
        after = anchors.citing(f"{rule.id}, reading {number}", rule.readings[number - 1].cite)
        if variant is None:
            yield Draft(key, f"{_reading(key)} there is no such clause.{after}", 2)
        else:
            yield from _clause(key, variant, words, anchors, 2, after)


def _clause(key: str, rule: Rule, words: MemoWording, anchors: Anchors, level: int, after: str = "") -> Iterator[Draft]:
    """A rule with its conditions, exceptions and what gives way to it."""
    lead = term(f"{title(rule.id)}.") if level == 1 else _reading(key)
    when = words.conditions(rule.when) if rule.when != ALWAYS else []
    ends = ", if all of these are true:" if len(when) > 1 else "".join(f", if {one}" for one in when)
    ruled = words.ruling(rule, ends)
    ruled = ruled if level == 1 else ruled[0].lower() + ruled[1:]
    if level == 1:
        after = doubt(rule.confidence, words) + anchors.of(rule.id, rule.cite)
    yield Draft(key, f"{lead} {ruled}{words.overriding(rule.overrides)}{after}", level)
    if len(when) > 1:
        for number, one in enumerate(when):
            yield Draft(f"{key}?{number}", f"{one}{';' if number + 1 < len(when) else '.'}", level + 1)
    yield from _exceptions(key, key, "", rule.unless, words, anchors, level + 1)


def _reading(key: str) -> str:
    return term("In one reading," if key.endswith("#1") else "In another,")


def _exceptions(
    rule: str,
    beside: str,
    parent: str,
    exceptions: Sequence[Exception_],
    words: MemoWording,
    anchors: Anchors,
    level: int,
) -> Iterator[Draft]:
    for exception in exceptions:
        key = f"{beside}/{exception.id}"
        said = f"{term('Exception.')} {words.exception(exception, rule, parent)}"
        yield Draft(key, said + anchors.of(key, exception.cite), min(level, 4))
        yield from _exceptions(rule, key, key, exception.unless, words, anchors, level + 1)


def doubt(confidence: Confidence, words: MemoWording) -> str:
    """The mark of a clause that nobody has checked."""
    return verify(words.texts.checks["unverified"]) if confidence is Confidence.UNVERIFIED else ""


def paragraphs(ids: Iterable[str]) -> str:
    """`paragraph 4`, `paragraphs 4, 5 and 6`."""
    named = tuple(ids)
    return f"paragraph{'s' * (len(named) > 1)} {reference(*named)}"
