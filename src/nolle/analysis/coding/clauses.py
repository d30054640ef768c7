"""Sentences that decline, divert, need approval or go on prosecuting → rules, with their exceptions.

A sentence may name its charges itself, open a list of them, or stand under a heading that names them. A decision
that speaks of charges "below" is that of the headings behind it, until one names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nolle.analysis.coding.charges import Charges, Reader
from nolle.analysis.coding.conditions import Lists, conditions, exceptions
from nolle.analysis.coding.proposals import Pin
from nolle.analysis.coding.rules import Rule
from nolle.analysis.coding.sentences import Sentence
from nolle.analysis.coding.signs import DecisionSign, found
from nolle.terms import Decision

_COMMA = re.compile(r",")
_NEAR = 20
_NO_CHARGES = "the text names no section or conduct here that is known: which offenses are meant?"


class Clauses:
    """Reads the rules of one memo, sentence by sentence."""

    def __init__(self, reader: Reader, lists: Lists, told: Sequence[Sentence], taken: frozenset[int]) -> None:
        self._reader, self._signs, self._lists = reader, reader.signs, lists
        self._told, self._taken = told, taken
        self._general: Rule | None = None
        self._openers: dict[int, Rule] = {}
        self._of_sentence: dict[int, Rule] = {}
        self._presumptive: Pin | None = None
        self.rules: list[Rule] = []
        self.left: list[tuple[str, Pin]] = []

    def read(self) -> list[Rule]:
        """The rules in their order."""
        for sentence in self._told:
            if sentence.number in self._taken:
                continue
            if sentence.is_heading:
                self._heading(sentence)
            elif not (self._excepts(sentence) or self._of_an_item(sentence)):
                self._sentence(sentence)
        kept = [rule for rule in self.rules if rule.charges or rule.name or rule.charges.open]
        presumptive = self._presumptive
        for rule in kept:
            if presumptive is not None and rule.then.then is Decision.DECLINE and not rule.presumptive:
                rule.presumptive = True
                rule.pins.append(presumptive)
        return kept

    # -- a heading

    def _heading(self, sentence: Sentence) -> None:
        """A heading that names charges stands under the decision that spoke of charges below."""
        charges = self._reader.charges(sentence.start, sentence.end)
        if not charges:
            self._general = None
        elif self._general is not None:
            rule = replace(
                self._general, charges=charges, section=sentence.number, block=sentence.block,
                pins=list(self._general.pins), exceptions=list(self._general.exceptions), name="", asks=[],
            )  # fmt: skip
            self.rules.append(rule)

    # -- sentences that decide

    def _decision(self, sentence: Sentence) -> tuple[DecisionSign, re.Match[str]] | None:
        for sign in self._signs.decisions:
            find = sign.find(sentence.text)
            if find is not None:
                return sign, find
        return None

    def _sentence(self, sentence: Sentence) -> None:
        decided = self._decision(sentence)
        if decided is None:
            self._alone(sentence)
            return
        rule = self._rule(sentence, *decided)
        if sentence.opens:
            self._openers[sentence.number] = rule
            if rule.charges and not found((self._signs.forward,), sentence.text):
                self.rules.append(rule)
        elif rule.charges:
            self._add(rule)
        elif found((self._signs.forward,), sentence.text):
            self._general = rule
        else:
            self._without_charges(sentence, rule)

    def _rule(self, sentence: Sentence, sign: DecisionSign, find: re.Match[str]) -> Rule:
        cut = self._main(sentence, sign, find)
        charges = self._reader.charges(*cut)
        if sign.then is Decision.WILL_PROSECUTE:  # more that is prosecuted leaves nothing open
            charges = replace(charges, open=False)
        rule = Rule(
            sign, charges, [self._reader.memo.pin(sentence.start + find.start(), sentence.start + find.end())],
            conditions(self._reader, self._lists, *cut), section=sentence.heading, block=sentence.block,
        )  # fmt: skip
        if cut != (sentence.start, sentence.end) and sign.then is not Decision.SUPERVISORY_APPROVAL:
            rule.exceptions = exceptions(self._reader, *self._exception(sentence, cut), rule.covers())
        rule.name = sentence.text if charges.unread else ""
        rule.presumptive = sign.then is Decision.DECLINE and self._signs.presumptive.find(sentence.text) is not None
        return rule

    def _main(self, sentence: Sentence, sign: DecisionSign, find: re.Match[str]) -> tuple[int, int]:
        """The stretch of a sentence without its exception."""
        at = self._reader.exception(sentence)
        if sign.then is Decision.SUPERVISORY_APPROVAL and at < sentence.start + find.end():
            return sentence.start, sentence.end
        if at > sentence.start:
            return sentence.start, at
        comma = _COMMA.search(sentence.text)
        return (sentence.start + comma.end() if comma else sentence.end), sentence.end

    def _exception(self, sentence: Sentence, main: tuple[int, int]) -> tuple[int, int]:
        if main[0] > sentence.start:
            return sentence.start, main[0]
        return main[1], sentence.end

    def _add(self, rule: Rule) -> None:
        """A rule; one of its heading that says the same of the same charges gives way to it."""
        same = [
            one for one in self.rules
            if one.section == rule.section >= 0 and one.then.then is rule.then.then
            and (set(rule.charges.offenses) & set(one.charges.offenses) or not rule.charges.offenses)
            and self._told[one.section].block == one.block
        ]  # fmt: skip
        if same:
            same[-1].pins += rule.pins
            same[-1].exceptions += rule.exceptions
            return
        self.rules.append(rule)

    def _without_charges(self, sentence: Sentence, rule: Rule) -> None:
        """A decision without charges of its own is that of its heading; else nobody knows of what it speaks."""
        same = [one for one in self.rules if one.section == sentence.heading >= 0 and one.charges]
        heading = self._told[sentence.heading] if sentence.heading >= 0 else None
        charges = self._reader.charges(heading.start, heading.end) if heading else Charges()
        if same and same[-1].then.then is rule.then.then and self._told[same[-1].section].block == same[-1].block:
            same[-1].pins += rule.pins
            same[-1].exceptions += rule.exceptions
        elif charges and not same:
            rule.charges = charges
            self.rules.append(rule)
        elif rule.charges.open:
            self._opened(sentence, rule)
        else:
            self.left.append((f'"{rule.pins[0].words}" names no charges: of which does it speak?', rule.pins[0]))

    # -- items of a list

    def _of_an_item(self, sentence: Sentence) -> bool:
        """An item under a decision that opens a list: a rule with that decision, unless it has one of its own."""
        general = self._openers.get(sentence.under)
        if general is None and sentence.item and sentence.under < 0:
            general = self._general
        if general is None or not sentence.item:
            return False
        decided = self._decision(sentence)
        if self._same_item(sentence):
            return self._goes_on(sentence, self.rules[-1])
        rule = self._rule(sentence, *decided) if decided else self._inherited(sentence, general)
        rule.opener, rule.block = max(sentence.under, 0), sentence.block
        self._of_sentence[sentence.number] = rule
        if not rule.charges and general is self._general:
            return False
        if not rule.charges:
            rule.name = rule.name or sentence.text
            rule.pins.insert(0, self._reader.memo.pin(sentence.start, sentence.end))
            rule.asks.append(_NO_CHARGES)
        self.rules.append(rule)
        return True

    def _goes_on(self, sentence: Sentence, rule: Rule) -> bool:
        """A further sentence of an item speaks of the item's rule."""
        decided = self._decision(sentence)
        approved = decided is not None and decided[0].then is Decision.SUPERVISORY_APPROVAL
        if approved or self._signs.presumptive.find(sentence.text):
            rule.presumptive = True
            rule.pins.append(self._reader.memo.pin(sentence.start, sentence.end))
            return True
        return self._excepts(sentence)

    def _inherited(self, sentence: Sentence, general: Rule) -> Rule:
        at = self._reader.exception(sentence)
        at = at if at > sentence.start else sentence.end
        charges = self._reader.charges(sentence.start, at)
        rule = Rule(
            general.then, charges, list(general.pins), list(general.conditions), list(general.exceptions),
            general.presumptive, sentence.heading, name="" if charges.offenses or charges.named else sentence.text,
        )  # fmt: skip
        if at < sentence.end:
            rule.exceptions += exceptions(self._reader, at, sentence.end, rule.covers())
            rule.presumptive = rule.presumptive or self._signs.presumptive.find(sentence.text) is not None
        return rule

    def _same_item(self, sentence: Sentence) -> bool:
        """Whether the last rule is of the same item of a list."""
        last = self.rules[-1] if self.rules else None
        return last is not None and last.opener >= 0 and last.block == sentence.block

    # -- sentences that go with a rule before them

    def _excepts(self, sentence: Sentence) -> bool:
        """A sentence or an item that only excepts: it goes with the rule before it."""
        if self._set_in(sentence):
            return True
        new = sentence.item and sentence.under in self._openers and not self._same_item(sentence)
        if not self.rules or new or self._decision(sentence):
            return False
        begins = self._signs.exceptions.find(sentence.text)
        under = self._told[sentence.under] if sentence.under >= 0 else None
        listed = under is not None and under.number not in self._openers and self._signs.exceptions.find(under.text)
        if not listed and (begins is None or self._reader.charges(sentence.start, sentence.start + begins.start())):
            return False
        if begins is not None and sentence.opens:
            return True
        if not listed and begins is not None and not self._goes_with(sentence, begins.start()):
            return False
        for rule in self._meant(sentence):
            start = sentence.start if listed or begins is None else sentence.start + begins.start()
            rule.exceptions += exceptions(self._reader, start, sentence.end, rule.covers())
        return True

    def _set_in(self, sentence: Sentence) -> bool:
        """An item set in under the item of a rule: an exception of it, where its words are those of one."""
        rule = self._of_sentence.get(sentence.under)
        if rule is None or not sentence.item:
            return False
        known = any(sign.find(sentence.text) for sign in self._signs.excepting)
        if known or self._signs.exceptions.find(sentence.text):
            rule.exceptions += exceptions(self._reader, sentence.start, sentence.end, rule.covers())
        return True

    def _goes_with(self, sentence: Sentence, at: int) -> bool:
        """Whether an exception goes with rules before it: it begins its sentence, or speaks of the text or a rule."""
        whole = found((self._signs.throughout,), sentence.text) is not None
        return at <= _NEAR or whole or any(rule.block == sentence.block for rule in self.rules)

    def _meant(self, sentence: Sentence) -> Iterator[Rule]:
        """The rules an exception speaks of: those of its paragraph or section, or else all before it."""
        here = [rule for rule in self.rules if rule.block == sentence.block]
        here = here or [rule for rule in self.rules if rule.section == sentence.heading >= 0][-1:]
        yield from here or self.rules

    def _alone(self, sentence: Sentence) -> None:
        """A sentence that by itself opens the list before it, or lets a supervisor depart from the rule before it."""
        if self._signs.presumptive.find(sentence.text) and found((self._signs.throughout,), sentence.text):
            self._presumptive = self._reader.memo.pin(sentence.start, sentence.end)
        elif self.rules and self._signs.presumptive.find(sentence.text) and self.rules[-1].block == sentence.block:
            self.rules[-1].presumptive = True
            self.rules[-1].pins.append(self._reader.memo.pin(sentence.start, sentence.end))
        elif found(self._signs.openings.alone, sentence.text) and (self._general or self.rules):
            self._opened(sentence, self._general or self.rules[-1])

    def _opened(self, sentence: Sentence, before: Rule) -> None:
        if any(rule.charges.open and not rule.charges for rule in self.rules):
            return
        pin = self._reader.memo.pin(sentence.start, sentence.end)
        ask = "the text opens the list: what bounds it (a level, a class of conduct), or may it be any charge?"
        self.rules.append(
            Rule(before.then, Charges(open=True), [pin], section=sentence.heading, name="open-list", asks=[ask])
        )
