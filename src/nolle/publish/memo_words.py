"""Rules, conditions and promises in the voice of an office's own memo: "This Office will not file or pursue ...".

It says what `wording` says, of the same rules, in the first person and with the law's words marked. A sentence may name
another paragraph by the key of its clause; the numbers are filled in once the memo is whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from nolle.law.condition import All, Between, Condition, History, Listed, Not, OneOf, When
from nolle.law.library import Library
from nolle.law.policy import Exception_, Policy, Rule
from nolle.law.scope import Part, Scope
from nolle.publish.memo_blocks import clean, law, reference, verify
from nolle.publish.memo_text import MemoText
from nolle.publish.page import capital, day, listed
from nolle.publish.wording import Wording
from nolle.terms import Decision, Strength

OFFICE = "this Office"
THE_CHARGE = "the charge"
_OTHER = {
    "any": "another charge of the case",
    "every": "every other charge of the case",
    "none": "no other charge of the case",
}
NAMED_IN_A_SENTENCE = 3
"""More offenses than this are not named in a sentence: the table lists them."""

_STEP: dict[Decision | None, str] = {
    Decision.DECLINE_IF: "The step is",
    Decision.SUPERVISORY_APPROVAL: "What is needed",
}
_THIS_HOLDS = " This holds if all of these are true:"
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class MemoWording(Wording):
    """Phrases of one policy's memo, in the words of a library's dictionary and catalogue and of `data/memo.yaml`."""

    def __init__(self, library: Library, policy: Policy, texts: MemoText) -> None:
        super().__init__(library)
        self._lists = dict(policy.lists)
        self.policy, self.texts = policy, texts

    # -- charges and facts

    def offense(self, id: str) -> str:
        return law(super().offense(id))

    def value(self, fact: str, value: str) -> str:
        phrase = self.texts.facts.get(fact)
        if value in self._lists:
            return f"on the list “{list_name(value)}”"
        if phrase and value in phrase.values:
            return phrase.values[value]
        if fact == "group" and value in self.library.groups:
            return law(self.library.groups[value].title or value)
        if fact == "level":
            return self.dictionary.levels.get(value, value)
        return super().value(fact, value)

    # -- conditions

    def condition(self, condition: Condition, subject: str = THE_CHARGE) -> str:
        match condition:
            case Not(part):
                return f"it is not so that {self.condition(part, subject)}"
            case OneOf(fact, values) if len(values) > NAMED_IN_A_SENTENCE and fact == "offense":
                return f"{subject} is one of these: {'; '.join(self.value(fact, value) for value in values)}"
            case Listed(value):
                return f"{subject} is {'' if value else 'not '}a listed charge"
            case When(fact, before, after):
                bounds = (("before", before), ("after", after))
                days = [f"{word} {day(bound)}" for word, bound in bounds if bound is not None]
                return _of(subject, self._says(fact).replace("on {value}", " and ".join(days)))
            case Between():
                return _of(subject, super().condition(condition, subject))
            case _:
                return super().condition(condition, subject)

    def _says(self, fact: str) -> str:
        phrase = self.texts.facts.get(fact)
        return phrase.says if phrase else super()._says(fact)

    def _one_of(self, fact: str, values: Sequence[str], subject: str) -> str:
        phrase = self.texts.facts.get(fact)
        if phrase is None or fact in ("offense", "conduct", "group"):
            return _of(subject, super()._one_of(fact, values, subject))
        if phrase.says_not:
            return (phrase.says if "true" in values else phrase.says_not).replace("{subject}", subject)
        told = listed([self.value(fact, value) for value in values], "or")
        return phrase.says.replace("{value}", told).replace("{subject}", subject)

    def _others(self, quantifier: str, of: Condition) -> str:
        """One test reads of the other charge itself; several must be seen to hold of the same one."""
        if of == All(()):
            return super()._others(quantifier, of)
        subject = _OTHER[quantifier]
        if isinstance(of, OneOf | Between | When | Listed):
            return self.condition(of, subject)
        return f"{subject} is such that {self.condition(of, 'it')}"

    def _history(self, history: History) -> str:
        bounds = [f"{word} {_small(n)}" for word, n in (("at least", history.at_least), ("at most", history.at_most))
                  if n is not None]  # fmt: skip
        most = history.at_most if history.at_most is not None else history.at_least
        unit = history.count.removesuffix("s") if most == 1 else history.count
        said = f"the person has {' and '.join(bounds)} earlier {unit}{self._about(history.of)}"
        if history.within is None:
            return said
        months = history.within.months
        span = f"{_small(months // 12)} years" if months and months % 12 == 0 else f"{months} months"
        span = {"one years": "year", "1 months": "month"}.get(span, span)
        day = history.before or self.policy.governs
        return f"{said}, from the {span} before {self.texts.days.get(day, clean(day.replace('_', ' ')))}"

    def _about(self, of: Condition) -> str:
        told = ""
        for part in of.parts if isinstance(of, All) else (of,):
            if isinstance(part, OneOf) and part.fact in ("offense", "conduct", "group"):
                told += f" for {listed([self.value(part.fact, value) for value in part.values], 'or')}"
            elif isinstance(part, OneOf) and part.fact == "stage":
                ends = [self.texts.stages.get(value, f"at the stage {value}") for value in part.values]
                told += f" {listed(ends, 'or')}"
            elif isinstance(part, OneOf) and part.fact == "instrument":
                told += f" that began with {either([self.value(part.fact, value) for value in part.values])}"
            else:
                told += f" of which it is so that {self.condition(part, 'it')}"
        return told

    def conditions(self, when: Condition) -> list[str]:
        """The parts that must all hold, one clause each; none for a rule that always holds."""
        return [self.condition(part) for part in (when.parts if isinstance(when, All) else (when,))]

    # -- scope

    def scope(self, scope: Scope, inline: bool = False) -> str:
        """The charges a scope names; a long list of offenses only where it is wanted `inline`."""
        return either([said for said in (self._named(part, inline) for part in scope.parts) if said])

    def _named(self, part: Part, inline: bool) -> str:
        """What a part names; what it leaves open has a sentence of its own (`opened`)."""
        said = ""
        for fact, values in ((test.fact, test.values) for test in part.tests):
            if fact == "offense" and len(values) > NAMED_IN_A_SENTENCE and not inline:
                told = "an offense that the table lists for this paragraph"
            else:
                told = either([self.value(fact, value) for value in values])
            said = f"{said} that is {told}" if said else told
        if part.unless:
            said = f"{said or 'any offense'} (but not {self.scope(part.unless, inline)})"
        return said

    def opened(self, scope: Scope) -> str:
        """The sentence on a list that the text leaves open; empty for closed ones."""
        bounds = [self.scope(part.open) if part.open else "other offenses" for part in scope.parts
                  if part.open or part.open_to_any]  # fmt: skip
        if not bounds:
            return ""
        told = f" The text leaves this list open. It may also reach {either([*dict.fromkeys(bounds)])}."
        return told + verify(self.texts.checks["open"])

    def charge(self, scope: Scope, inline: bool = False) -> str:
        """`a charge of selling sex`; a scope of levels alone is `a charge that is an infraction`."""
        said = self.scope(scope, inline)
        if not said:
            return "another charge"
        named = [test.fact for part in scope.parts for test in part.tests]
        return f"a charge that is {said}" if set(named) == {"level"} else f"a charge of {said}"

    # -- rules

    def ruling(self, rule: Rule, ends: str) -> str:
        """What the Office does, of the charges a rule covers; `ends` is what follows before the full stop."""
        if not self.scope(rule.covers):
            return self._only_open(rule, ends)
        does = self.does(rule, self.charge(rule.covers))
        if ends.endswith(":"):  # the conditions follow in paragraphs of their own
            return capital(does) + self.steps(rule) + self.opened(rule.covers) + _THIS_HOLDS
        return capital(f"{does}{ends}{self.steps(rule)}") + self.opened(rule.covers)

    def _only_open(self, rule: Rule, ends: str) -> str:
        """A rule that names no charge itself: what may fall under it is all that can be said."""
        bounds = [part.open for part in rule.covers.parts if part.open]
        charges = [self.charge(bound) for bound in bounds] or ["other charges"]
        said = f"The text leaves its list open. It may be that {self.does(rule, either(charges))}"
        if ends.endswith(":"):
            return f"{said}{self.steps(rule)}{verify(self.texts.checks['open'])}{_THIS_HOLDS}"
        return f"{said}{ends}{self.steps(rule)}{verify(self.texts.checks['open'])}"

    def does(self, clause: Rule | Exception_, charge: str) -> str:
        """Half a sentence: `this Office will not file or pursue a charge of selling sex`."""
        will_not = f"will not file or pursue {charge}"
        match clause.then:
            case Decision.DECLINE if clause.strength == Strength.PRESUMPTIVE:
                return f"{OFFICE} presumes that it {will_not}"
            case Decision.DECLINE:
                return f"{OFFICE} {will_not}"
            case Decision.DECLINE_IF:
                return f"{OFFICE} {will_not} once the step named here has come first"
            case Decision.DIVERT:
                return f"{OFFICE} will send {charge} to a program, and will not prosecute it"
            case Decision.SUPERVISORY_APPROVAL:
                return f"{OFFICE} will file or pursue {charge} only if a supervisor approves"
            case Decision.WILL_PROSECUTE:
                return f"{OFFICE} will prosecute {charge}"
            case Decision.UNKNOWN:
                return f"the policy speaks of {charge}, but nobody has read what it says"
        return f"{OFFICE} promises nothing on {charge}"

    def steps(self, clause: Rule | Exception_) -> str:
        """The full stop, and after it the program and the step that a clause names."""
        said = "."
        if clause.programme:
            said += f" The program is: {clean(clause.programme)}."
        if clause.provided:
            said += f" {_STEP.get(clause.then, 'What must follow')}: {clean(clause.provided).rstrip('.')}."
        elif clause.then is Decision.SUPERVISORY_APPROVAL:
            said += f" The policy does not name who approves.{verify(self.texts.checks['who'])}"
        elif clause.then is Decision.DECLINE_IF:
            said += f" The policy does not name the step.{verify('which step comes first')}"
        if clause.then is Decision.UNKNOWN:
            said += verify(self.texts.checks["unread"])
        return said

    def presumption(self, key: str) -> str:
        """Who may lift a presumption; the language has no word for the person, so the memo says that none is named."""
        return (
            f"Paragraph {reference(key)} states what this Office presumes. Only a supervisor may decide otherwise. "
            f"The policy does not name who.{verify(self.texts.checks['who'])}"
        )

    def exception(self, exception: Exception_, rule: str, parent: str) -> str:
        """An exception as its own sentence; `rule` is the key of its rule, `parent` of the exception it stands in."""
        when = listed(self.conditions(exception.when))
        within = f"paragraph {reference(parent)} applies" if parent else ""
        lead = f"if {listed([part for part in (within, when) if part])}" if when or within else "in every case"
        match exception.then:
            case None if parent:
                said = f"Paragraph {reference(rule)} holds after all {lead}."
            case None:
                said = f"Paragraph {reference(rule)} still applies {lead}."
            case Decision.NOT_COVERED:
                said = f"Paragraph {reference(rule)} does not apply {lead}."
            case _:
                said = f"{capital(lead)}, {self.does(exception, 'the charge')}{self.steps(exception)}"
        beside = (parent or rule) + "/"
        return said + self.overriding([beside + id for id in exception.overrides])

    def overriding(self, keys: Sequence[str]) -> str:
        """Which other paragraphs give way where this one applies; empty for none."""
        if not keys:
            return ""
        many = len(keys) > 1
        return f" Where this applies, paragraph{'s' * many} {reference(*keys)} {'do' if many else 'does'} not."


def either(parts: Sequence[str]) -> str:
    """`a, b or c`; with semicolons where a part has an "or" of its own."""
    if len(parts) > 1 and any(" or " in part for part in parts):
        return f"{'; '.join(parts[:-1])}; or {parts[-1]}"
    return listed(parts, "or")


def list_name(name: str) -> str:
    """`violent-crimes` → `violent crimes`."""
    return clean(name.replace("-", " ").replace("_", " "))


def title(id: str) -> str:
    """The id of a clause as the name of its paragraph: `buildings-and-vehicles` → `Buildings and vehicles`."""
    return capital(list_name(id.rpartition("/")[2]))


def _of(subject: str, said: str) -> str:
    """A phrase of the dictionary, said of this subject: most begin with `it`, some name something else."""
    if subject in (THE_CHARGE, "it") or said.startswith(subject):
        return said
    return f"{subject}{said[2:]}" if said.startswith("it ") else f"of {subject} it is so that {said}"


def _small(n: int) -> str:
    return _SMALL[n] if 0 < n < len(_SMALL) else str(n)
