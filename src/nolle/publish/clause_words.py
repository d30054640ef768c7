"""One clause of a document, or one reading of it, by itself in plain English."""

from __future__ import annotations

from collections.abc import Iterator

from nolle.law.condition import All
from nolle.law.policy import ActReading, Exception_, Reading, Rule
from nolle.publish.wording import SAYS, Wording
from nolle.terms import Decision


def clause_words(clause: Rule | Exception_, words: Wording) -> str:
    """What a rule says with all its exceptions, or what one exception changes."""
    if isinstance(clause, Rule):
        return words.rule(clause)
    where = f"Where {words.condition(clause.when)}" if clause.when != All(()) else "Always"
    return f"{where}: {_exception(clause)}."


def _exception(clause: Exception_) -> str:
    if clause.then is None:
        return "the rule holds after all"
    if clause.then is Decision.NOT_COVERED:
        return "the rule does not hold"
    provided = f" (provided: {clause.provided})" if clause.provided else ""
    return f"the office {SAYS[clause.then]}{provided}"


def exceptions_words(exceptions: tuple[Exception_, ...], words: Wording) -> str:
    """Several exceptions, one sentence each."""
    return " ".join(clause_words(one, words) for one in exceptions)


def reading_words(reading: Reading, words: Wording) -> str:
    """What one reading puts in the place of the rule's own words."""
    return "; ".join(_read(reading, words)) or "as the rule is written"


def _read(reading: Reading, words: Wording) -> Iterator[str]:
    if reading.absent:
        yield "the text does not say this at all"
    if reading.covers is not None:
        yield f"it covers {words.scope(reading.covers)}"
    if reading.then is not None:
        yield f"the office {SAYS[reading.then]}"
    if reading.when is not None:
        yield f"only when {words.condition(reading.when)}"
    if reading.unless is not None:
        yield f"exceptions: {exceptions_words(reading.unless, words) or 'none'}"
    if reading.provided:
        yield f"provided: {reading.provided}"
    if reading.programme:
        yield f"programme: {reading.programme}"


def act_reading_words(reading: ActReading) -> str:
    """What another source tells of an act of relief."""
    told = [f"{counted.n} {counted.of}" for counted in reading.counts]
    told += [f"{reading.total} in all"] if reading.total else []
    told += [f"{reading.people} people"] if reading.people else []
    told += [f"from {reading.span}"] if reading.span else []
    return ", ".join(told) or "otherwise"
