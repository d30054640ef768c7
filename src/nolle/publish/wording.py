"""Conditions, rules and answers → plain English. The only place that phrases law."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nolle.analysis.explanation import basis
from nolle.law.condition import (
    All,
    Any_,
    Between,
    Condition,
    History,
    Listed,
    Not,
    OneOf,
    Others,
    When,
)  # fmt: skip
from nolle.law.evaluator import Answer
from nolle.law.facts import Dictionary
from nolle.law.library import Library
from nolle.law.meaning import Said
from nolle.law.policy import Exception_, Policy, Rule, clauses
from nolle.law.scope import Part, Scope
from nolle.law.variables import Charge, Count, Days, Numbers, Other, Values
from nolle.law.witness import Witness
from nolle.terms import Decision, Kind

SAYS = {
    Decision.DECLINE: "will not prosecute",
    Decision.DECLINE_IF: "will not prosecute, provided a step comes before court",
    Decision.DIVERT: "sends to a programme instead of prosecution",
    Decision.SUPERVISORY_APPROVAL: "prosecutes only if a supervisor approves",
    Decision.WILL_PROSECUTE: "will prosecute",
    Decision.NOT_COVERED: "lifts its own rule",
    Decision.UNKNOWN: "says something that nobody has read",
    Decision.SILENT: "does not speak about this charge",
    Decision.NOT_IN_FORCE: "was not in force",
    Decision.UNDETERMINED: "cannot be told",
}
WORD = {
    Decision.DECLINE: "declined",
    Decision.DECLINE_IF: "declined on a condition",
    Decision.DIVERT: "diverted",
    Decision.SUPERVISORY_APPROVAL: "needs a supervisor's approval",
    Decision.WILL_PROSECUTE: "will be prosecuted",
    Decision.NOT_COVERED: "not covered",
    Decision.UNKNOWN: "text not read",
    Decision.SILENT: "silent",
    Decision.NOT_IN_FORCE: "not in force",
    Decision.UNDETERMINED: "undetermined",
}


class Wording:
    """Phrases in the words of one library's dictionary and catalogue."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._lists = {name: named for policy in library.policies.values() for name, named in policy.lists.items()}

    @property
    def dictionary(self) -> Dictionary:
        return self.library.dictionary

    # -- charges and facts

    def offense(self, id: str) -> str:
        """`Prostitution (N.Y. Penal Law § 230.00)`."""
        law = self.library.offenses.get(id)
        return f"{law.title} ({law.citation})" if law else id

    def conduct(self, name: str) -> str:
        return self.dictionary.conduct.get(name, name.replace("_", " "))

    def value(self, fact: str, value: str) -> str:
        if fact == "offense":
            return self.offense(value)
        if fact == "conduct":
            return self.conduct(value)
        if fact == "place" and value in self.library.places:
            return self.library.places[value].name
        if value in self._lists:
            named = self._lists[value]
            listed = [self.value(fact, item) for item in named.values]
            return f"one of {_or(listed)}" + (", or perhaps another: the list is open" if named.open else "")
        return value.replace("_", " ")

    def need(self, label: str) -> str:
        """A fact of `needs` as what somebody would have to find out."""
        head, _, rest = label.partition(".")
        if head == "case":
            about = [word for word in rest.split(".")[1:] if word]
            if not about:
                return "whether there are other charges in the case"
            if about == ["listed"]:
                return "whether the other charges of the case are on the policy's list"
            return f"{_and([f'the {word}' for word in about])} of the other charges of the case"
        if head == "history":
            told = " and ".join(
                self.value("offense" if w in self.library.offenses else "", w) for w in rest.split(".") if w
            )
            return f"the person's earlier charges ({told})" if told else "the person's earlier charges"
        entry = self.dictionary.facts.get(label)
        return entry.asks if entry and entry.asks else label

    # -- conditions

    def condition(self, condition: Condition, subject: str = "it") -> str:
        """A condition as a clause: `another charge of the case is a felony`."""
        match condition:
            case All(parts):
                return _and([self.condition(part, subject) for part in parts]) or "always"
            case Any_(parts):
                return _or([self.condition(part, subject) for part in parts])
            case Not(part):
                return f"not ({self.condition(part, subject)})"
            case OneOf(fact, values):
                return self._one_of(fact, values, subject)
            case Between(fact, low, high):
                bounds = [f"at least {low}"] * (low is not None) + [f"at most {high}"] * (high is not None)
                return self._says(fact).replace("{value}", " and ".join(bounds))
            case When(fact, before, after):
                days = [f"before {before}"] * (before is not None) + [f"after {after}"] * (after is not None)
                return self._says(fact).replace("on {value}", " and ".join(days))
            case Listed(value):
                return f"{subject} is {'' if value else 'not '}on the list of charges that are declined"
            case Others(quantifier, of):
                return self._others(quantifier, of)
            case History():
                return self._history(condition)

    def _says(self, fact: str) -> str:
        entry = self.dictionary.facts.get(fact)
        return entry.says if entry and entry.says else f"{fact.replace('.', ' ').replace('_', ' ')} is {{value}}"

    def _one_of(self, fact: str, values: Sequence[str], subject: str) -> str:
        entry = self.dictionary.facts.get(fact)
        if fact == "level":
            names = [self.dictionary.levels.get(v, v) for v in values]
            return f"{subject} is {_or(names)}"
        if fact in ("offense", "conduct", "group"):
            return f"{subject} is {_or([self.value(fact, v) for v in values])}"
        if entry and entry.type == "bool":
            yes = "true" in values
            said = entry.says if yes else (entry.says_not or f"not: {entry.says}")
            return said or f"{fact} is {'true' if yes else 'false'}"
        return self._says(fact).replace("{value}", _or([self.value(fact, v) for v in values]))

    def _others(self, quantifier: str, of: Condition) -> str:
        if of == All(()):
            return "it is the only charge of the case" if quantifier == "none" else "the case holds other charges"
        subject = {
            "any": "another charge of the case",
            "every": "every other charge of the case",
            "none": "no other charge of the case",
        }
        return self.condition(of, subject[quantifier])

    def _history(self, history: History) -> str:
        bounds = []
        if history.at_least is not None:
            bounds.append(f"at least {history.at_least}")
        if history.at_most is not None:
            bounds.append(f"at most {history.at_most}")
        window = f" within {_months(history.within.months)} before" if history.within else ""
        return f"the person has {' and '.join(bounds)} earlier {history.count}{self._about(history.of)}{window}"

    def _about(self, of: Condition) -> str:
        """What earlier charges are counted: ` (selling sex, convicted)`."""
        parts = of.parts if isinstance(of, All) else (of,)
        told = []
        for part in parts:
            if isinstance(part, OneOf):
                told.append(_or([self.value(part.fact, value) for value in part.values]))
            elif isinstance(part, Listed):
                told.append("on the policy's list" if part.value else "not on the policy's list")
            else:
                told.append(self.condition(part))
        return f" ({', '.join(told)})" if told else ""

    # -- scope and rules

    def scope(self, scope: Scope) -> str:
        return _or([self._part(part) for part in scope.parts])

    def _part(self, part: Part) -> str:
        named = " that are ".join(_or([self.value(test.fact, value) for value in test.values]) for test in part.tests)
        if part.unless:
            named += f", but not {self.scope(part.unless)}"
        if part.open_to_any or part.open:
            bound = f" ({self.scope(part.open)})" if part.open else ""
            named = f"{named}, and perhaps others: the text leaves the list open{bound}" if named else (
                f"charges the text does not list{bound}"
            )  # fmt: skip
        return named

    def rule(self, rule: Rule) -> str:
        """One sentence for one rule with its exceptions, or several where readings differ."""
        said = f"The office {self._decision(rule)}: {self.scope(rule.covers)}"
        if rule.when != All(()):
            said += f", when {self.condition(rule.when)}"
        said += self._unless(rule.unless)
        if rule.preferred is None and rule.readings:
            said += f". Sources read this in {len(rule.readings)} ways"
        return said + "."

    def _decision(self, clause: Rule | Exception_) -> str:
        said = SAYS[clause.then or Decision.NOT_COVERED]
        if clause.then is Decision.DECLINE and clause.strength == "presumptive":
            said = "presumes that it will not prosecute"
        if clause.provided:
            said += f" (provided: {clause.provided})"
        if clause.programme:
            said += f" (programme: {clause.programme})"
        return said

    def _unless(self, exceptions: Iterable[Exception_]) -> str:
        found = []
        for exception in exceptions:
            when = self.condition(exception.when)
            then = {None: " (then the rule holds after all)", Decision.NOT_COVERED: ""}.get(exception.then)
            then = f" (then it {self._decision(exception)})" if then is None else then
            found.append(f"{when}{then}{self._unless(exception.unless)}")
        return f"; not where {'; nor where '.join(found)}" if found else ""

    # -- answers

    def answer(self, answer: Answer, policies: Sequence[Policy], note: str = "") -> str:
        """One or two sentences: the decision, why, and what would settle it."""
        if answer.decision is Decision.SILENT:
            return self._silence(policies, note)
        if answer.decision is Decision.UNDETERMINED:
            return self._undetermined(answer, policies)
        if answer.decision is Decision.NOT_IN_FORCE:
            return "Nothing of the policy was in force on the governing date."
        clause = clause_of(policies, answer.policy, answer.rule)
        said = f"The office {self._decision(clause)}." if clause else f"{WORD[answer.decision]}."
        if answer.decision is Decision.NOT_COVERED and clause is not None:
            said = f"Not covered: the rule has an exception, and it applies ({self.condition(clause.when)})."
        return said

    def _silence(self, policies: Sequence[Policy], note: str) -> str:
        if note:
            return f"{note[0].upper()}{note[1:]}."
        whole = basis(policies) == "full_text"
        return (
            "The text does not speak about this charge."
            if whole
            else "Nothing was found on this charge in what was read."
        )

    def _undetermined(self, answer: Answer, policies: Sequence[Policy]) -> str:
        plain, conditional = [], []
        for decision in answer.candidates:
            reasons = [self._reason(said, policies) for said in answer.rules if said.decision is decision]
            told = [reason for reason in dict.fromkeys(reasons) if reason]
            if told and len(told) == len(set(reasons)):
                conditional.append(f"{WORD[decision]} if {_or(told)}")
            else:
                plain.append(WORD[decision])
        ways = _or(plain)
        if conditional:
            ways = f"{ways}, but {_or(conditional)}" if plain else _or(conditional)
        said = f"The record does not tell: {ways}." if "fact" in answer.because else f"Cannot be told: {ways}."
        return said + "".join(self.because(because) for because in answer.because)

    def _reason(self, said: Said, policies: Sequence[Policy]) -> str:
        found = [clause.when for clause in clauses_of(policies, said.policy, said.rule) if clause.when != All(())]
        return " or, in another reading, if ".join(dict.fromkeys(self.condition(when) for when in found))

    def because(self, because: str) -> str:
        """A cause other than a fact, as a sentence after a blank; empty for `fact`."""
        head, _, rest = because.partition(":")
        match head:
            case "open":
                return f' The list of "{rest}" is open: the text does not say whether this belongs to it.'
            case "reading":
                return f' Sources disagree on what "{rest}" says.'
            case "text":
                return f' Nobody has read what the text says here ("{rest}").'
            case "conflict":
                return f" The clauses {rest.replace('+', ' and ')} contradict each other."
            case "date":
                return " The day on which the policy changed is not known exactly."
            case "status":
                return " The office changed hands, and the successor's word is not known for that day."
        return ""

    # -- comparison

    def gap(
        self, kind: Kind, left: tuple[str, str], policies: Sequence[Policy], because: Sequence[str] = ()
    ) -> str:  # fmt: skip
        """How a policy falls short, as half a sentence; silence says how much of the text was read.

        `because` is what keeps the smallest case open, where it is.
        """
        match kind:
            case Kind.SILENT:
                whole = basis(policies) == "full_text"
                return "this text does not speak of it" if whole else "nothing was found on it in what was read here"
            case Kind.NARROWER:
                by = f' ("{left[1]}")' if left[1] else ""
                return f"this policy names it, but its condition or exception{by} leaves this case out"
            case Kind.STRICTER | Kind.CONFLICTS:
                return f"this policy says {WORD[Decision(left[0])]}"
            case Kind.UNDETERMINED if any(reason.startswith("text:") for reason in because):
                return "nobody has read what this text says of it"
            case Kind.UNDETERMINED:
                return "this policy can be read both ways"
            case Kind.MEETS:
                return "this policy gives the same"

    def witness(self, witness: Witness, question_variables: Sequence[object]) -> str:
        """The smallest counterexample as a person would tell it."""
        kind = witness.kind
        what = self.offense(kind.offense) if kind.offense else self.conduct(kind.conduct)
        special = [self._special(question_variables[index], cell) for index, cell in sorted(witness.special.items())]
        special = [text for text in special if text]
        return f"{what}, {_and(special)}" if special else f"{what}, nothing else special"

    def _special(self, variable: object, cell: int) -> str:
        match variable:
            case Other(of=of):
                return self.condition(of, "another charge of the case") if cell else "no other charge"
            case Count():
                low, _ = variable.bounds(cell)
                return f"{low} earlier {variable.unit}{self._about(variable.of)}"
            case Numbers(fact=fact):
                low, high = variable.bounds(cell)
                return self._says(fact).replace("{value}", str(low) if cell else f"under {high + 1}")
            case Values(fact=fact, cells=cells):
                values = sorted(cells[cell])
                return self._one_of(fact, values[:1], "it")
            case Days(fact=fact):
                return self._says(fact).replace("{value}", str(variable.spans[cell]))
            case Charge():
                return ""
        return ""


def clauses_of(policies: Sequence[Policy], policy: str, path: str) -> list[Rule | Exception_]:
    """The rule or exception at a path, in every reading that has it; the preferred one alone where one is."""
    rules = [r for p in policies if p.id == policy or not policy for r in p.rules if r.id == path.partition("/")[0]]
    found = [dict(clauses(v)).get(path) for rule in rules[:1] for v in (*rule.variants(), rule) if v is not None]
    told = [clause for clause in found if clause is not None]
    return told if "/" in path else told[-1:]


def clause_of(policies: Sequence[Policy], policy: str, path: str) -> Rule | Exception_ | None:
    """The rule or exception at a path, in its preferred or first reading that has it."""
    return next(iter(clauses_of(policies, policy, path)), None)


def _months(months: int) -> str:
    years, rest = divmod(months, 12)
    if not rest:
        return "a year" if years == 1 else f"{years} years"
    return f"{months} months"


def _and(parts: Sequence[str]) -> str:
    return _joined(parts, "and")


def _or(parts: Sequence[str]) -> str:
    return _joined(parts, "or")


def _joined(parts: Sequence[str], word: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"
