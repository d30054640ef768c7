"""The table of a memo: every section of the place's law that the policy names, and what the Office does with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nolle.analysis.sections import Section
from nolle.dates import Span
from nolle.law.condition import ALWAYS
from nolle.law.offense import Offense
from nolle.law.policy import Policy, Rule, clauses
from nolle.publish.law import Standing, level, standing
from nolle.publish.memo_blocks import law, reference, verify
from nolle.publish.memo_drafts import Draft, Grid, Part, Title
from nolle.publish.memo_rules import settled
from nolle.publish.memo_words import MemoWording, list_name
from nolle.publish.page import capital, listed, when
from nolle.terms import Confidence, Decision, Strength

DOES = {
    Decision.DECLINE: "declined",
    Decision.DECLINE_IF: "declined once a step has come first",
    Decision.DIVERT: "sent to a program",
    Decision.SUPERVISORY_APPROVAL: "only if a supervisor approves",
    Decision.WILL_PROSECUTE: "prosecuted",
    Decision.NOT_COVERED: "left out",
    Decision.UNKNOWN: "not known: not read",
}
HEADS = ("Offense", "Section", "Level", "This Office’s decision", "Paragraph")
WIDTHS = (32, 25, 14, 17, 12)
DAGGER = "†"
_CLAUSES = 4
"""More exceptions than this are not named one by one in a cell."""

_Cells = tuple[str, tuple[str, ...]]


def by_section(policy: Policy, found: Sequence[Section], on: Span, words: MemoWording) -> Iterator[Part]:
    """The table under its heading, most protective decisions first; nothing for a policy without rules.

    `on` is the day whose law is meant: a text that was not the law that day is listed where the policy names it itself.
    """
    rows = list(_rows(policy, found, on, words))
    if not rows:
        return
    yield Title("law", words.texts.headings["law"])
    yield Draft("law:lead", "The table lists each section that this memo names. The paragraphs after it decide.", 0)
    yield Grid("law", "Charges, by section of law", HEADS, tuple(rows), WIDTHS)
    if any(DAGGER in cells[1] for _, cells in rows):
        told = f"{DAGGER} The days on which this section was the law have not all been read."
        yield Draft("law:dagger", f"{told} Check that it was the law on {when(on)}.", 0)


def _rows(policy: Policy, found: Sequence[Section], on: Span, words: MemoWording) -> Iterator[_Cells]:
    order = list(Decision)
    for rule in sorted(policy.rules, key=lambda rule: order.index(settled(rule).then)):
        own = [section for section in found if section.rule == rule.id]
        listed_here = [section for section in own if _shown(section, rule, on, words)]
        yield from (_section(section, rule, on, words) for section in listed_here)
        yield from _classes(rule, [words.library.offenses[section.offense] for section in listed_here], words)


def _shown(section: Section, rule: Rule, on: Span, words: MemoWording) -> bool:
    """A former text is listed only where the rule itself names it."""
    gone = standing(words.library.offenses[section.offense], on) is Standing.NOT_IN_FORCE
    return not gone or section.offense in _named(rule, "offense")


def _named(rule: Rule, fact: str) -> list[str]:
    """The values of one fact that a rule's scope names, in any reading that counts."""
    scopes = [variant.covers for variant in rule.variants() if variant is not None]
    return [
        v for scope in scopes for part in scope.parts for test in part.tests if test.fact == fact for v in test.values
    ]


def _section(section: Section, rule: Rule, on: Span, words: MemoWording) -> _Cells:
    offense = words.library.offenses[section.offense]
    state = standing(offense, on)
    gone = f" (not the law on {when(on)})" if state is Standing.NOT_IN_FORCE else ""
    unsure = f"\N{NO-BREAK SPACE}{DAGGER}" if state in (Standing.NOT_VERIFIED, Standing.PART) else ""
    entry = verify(words.texts.checks["entry"]) if offense.confidence is Confidence.UNVERIFIED else ""
    grade = level(offense, words)
    cells = (
        law(capital(offense.title)) + _only(section, words),
        f"{law(offense.citation)}{gone}{unsure}{entry}",
        capital(grade),
        _decision(rule, words, section.always),
        _paragraph(section, rule),
    )
    return f"{section.offense}:{rule.id}", cells


def _only(section: Section, words: MemoWording) -> str:
    """`; only as a charge of selling sex`: the part of the section that the rule means."""
    wide = [
        one for one in section.conduct if one.partition("/")[0] == one or one.partition("/")[0] not in section.conduct
    ]
    said = [f"a charge of {listed([words.conduct(one) for one in wide], 'or')}"] if wide else []
    grades = [one for one in section.levels if words.dictionary.level_kinds.get(one) not in section.levels]
    said += [listed([words.value("level", one) for one in grades], "or")] if grades else []
    return f" – only as {' and '.join(said)}" if said else ""


def _decision(rule: Rule, words: MemoWording, always: bool = False) -> str:
    doubt = verify(words.texts.checks["clause"]) if rule.confidence is Confidence.UNVERIFIED else ""
    conditions = "" if always or settled(rule).when == ALWAYS else ", on conditions"
    return capital(_does(rule)) + conditions + doubt


def _does(rule: Rule) -> str:
    decided = settled(rule)
    if len(rule.variants()) > 1 and len({variant.then if variant else None for variant in rule.variants()}) > 1:
        return "sources differ"
    if decided.then is Decision.DECLINE and decided.strength == Strength.PRESUMPTIVE:
        return "declined, unless a supervisor decides otherwise"
    return DOES[decided.then]


def _paragraph(section: Section, rule: Rule) -> str:
    order = [path for path, _ in clauses(rule)]
    paths = sorted({path for path in section.clauses if "/" in path}, key=order.index)
    if not paths or len(rule.variants()) > 1:
        return reference(rule.id)
    if len(paths) > _CLAUSES:
        return f"{reference(rule.id)}; see its exceptions"
    return f"{reference(rule.id)}; see {listed([reference(path) for path in paths])}"


def _classes(rule: Rule, sections: Iterable[Offense], words: MemoWording) -> Iterator[_Cells]:
    """Rows for what a rule names by class or level and no section stands for."""
    had = [one for offense in sections for one in offense.conduct]
    for one in dict.fromkeys(_named(rule, "conduct")):
        if not any(other == one or other.startswith(f"{one}/") for other in had):
            none = (
                "Local section"
                if words.policy.is_model
                else f"None in the catalogue{verify(words.texts.checks['section'])}"
            )
            yield (
                f"{one}:{rule.id}",
                (capital(words.conduct(one)), none, "Any", _decision(rule, words), reference(rule.id)),
            )
    for values in dict.fromkeys(_levels_alone(rule)):
        named = listed([words.value("level", value) for value in values], "or")
        short = listed([list_name(value) for value in values], "or")
        yield (
            f"level:{rule.id}",
            (f"Any other offense that is {named}", "All", capital(short), _decision(rule, words), reference(rule.id)),
        )


def _levels_alone(rule: Rule) -> Iterator[tuple[str, ...]]:
    """The levels of parts of a scope that look at the level and nothing else."""
    for variant in rule.variants():
        for part in variant.covers.parts if variant else ():
            if [test.fact for test in part.tests] == ["level"]:
                yield part.tests[0].values
