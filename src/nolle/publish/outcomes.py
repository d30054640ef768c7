"""Evaluations, series and elections → plain sentences: each number with its unit, what is not known said so."""

from __future__ import annotations

from collections.abc import Iterator

from nolle.dates import Span
from nolle.law.elections import UNKNOWN, Basis, Election, Exists, Removal, Term
from nolle.law.evaluation import Evaluation, Point, Result, ResultReading, Series, Unit, number
from nolle.law.library import Library
from nolle.law.places import Office
from nolle.terms import Confidence

_DOUBT = {Confidence.UNVERIFIED: " (unverified)", Confidence.PARTIAL: " (read in part)"}
"""What stands behind a statement that is not wholly borne out."""


def evaluation(told: Evaluation) -> Iterator[str]:
    """What was found, one sentence for each number, and what limits it."""
    for result in told.results:
        yield _result(result)
        for reading in result.readings:
            yield f"  told otherwise: {_number(reading, result.unit)}"
    if not told.results:
        yield "No numbers were read."
    for limit in told.limits:
        yield f"Its limits: {limit.says or limit.text}."


def _result(result: Result) -> str:
    edition = f" ({result.version})" if result.version else ""
    return f"{_spoken(result.measure)}{edition}: {_number(result, result.unit)}{_doubt(result.confidence)}"


def _number(said: Result | ResultReading, unit: Unit) -> str:
    """`37 percent less, from nearly 4,000 to about 2,500 (calls in a month)`."""
    parts = [_valued(said.value, unit)] if said.value else []
    if isinstance(said, Result):
        sides = (f"from {said.before}" if said.before else "", f"to {said.after}" if said.after else "")
        between = " ".join(side for side in sides if side)
        parts += [between] if between else []
    of = f" ({said.of})" if said.of else ""
    return ", ".join(parts) + of + (f"; {said.says}" if said.says else "")


def _valued(value: str, unit: Unit) -> str:
    amount = number(value)
    if amount is None:
        return value
    percent = f"{(abs(amount) * 100).normalize():f}"
    match unit:
        case Unit.COUNT:
            return f"{amount:,}"
        case Unit.SHARE:
            return f"{percent} percent"
        case Unit.CHANGE:
            return f"{percent} percent {'less' if amount < 0 else 'more'}"
        case Unit.POINTS:
            return f"{abs(amount)} percentage points {'less' if amount < 0 else 'more'}"


def series(told: Series) -> Iterator[str]:
    """One line for each value, and that none of it is an effect."""
    for point in told.points:
        yield _point(point)
    yield "Counts only: they do not tell what a policy did."


def _point(point: Point) -> str:
    amount = number(point.value)
    value = f"{amount:,}" if amount is not None else point.value
    when = f"{point.on}: " if point.on else ""
    note = f" ({point.note})" if point.note else ""
    return f"{when}{value}{f' {point.of}' if point.of else ''}{note}"


def office(told: Office, library: Library) -> Iterator[str]:
    """How the head is chosen and when, and how a term can end early."""
    if told.term:
        yield _term(told.term)
    for election in told.elections:
        yield _election(election)
    for removal in told.removal:
        yield _removal(removal, library)


def _term(term: Term) -> str:
    length = f"A term of {term.years} years" if term.years else "A term whose length was not read"
    parts = [f"{length}, given by the {_spoken(term.by)}"]
    parts += [f"limits: {term.limits}"] if term.limits else []
    parts += [f"a vacancy: {term.vacancy}"] if term.vacancy else []
    return f"{'; '.join(parts)}{_noted(term.note)}{_doubt(term.confidence)}."


def _election(election: Election) -> str:
    day = _day(election.on) if election.on else "on a day that is not known"
    what = f"{election.kind.capitalize()}{'' if election.kind == 'appointment' else ' election'} {day}"
    how = " (a computed day)" if election.on and election.basis is Basis.COMPUTED else ""
    result = "result unknown" if election.held == UNKNOWN else election.held
    return f"{what}{how}: {result}{_noted(election.note)}{_doubt(election.confidence)}."


def _day(on: Span) -> str:
    return f"on {on}" if on.exact else f"in {on}"


def _removal(removal: Removal, library: Library) -> str:
    law = library.limits.get(removal.limit)
    says = removal.says or (law.says if law else "")
    tried = removal.tried or (law.tried if law else "")
    named = any(actor in removal.means for actor in removal.by)  # removal by governor, by the governor
    by = f" by {_listed(removal)}" if removal.by and not named else ""
    there = {
        Exists.YES: "Can end a term early",
        Exists.NO: "Not there",
        Exists.UNKNOWN: "Not known whether it is law",
    }[removal.exists]
    parts = [f"{there}{_doubt(removal.confidence)}: {_spoken(removal.means)}{by}.", _sentence(says)]
    parts += [f"Tried: {_sentence(tried)}"] if tried else []
    parts.append(_sentence(removal.note or (law.note if law else "")))
    return " ".join(part for part in parts if part)


def _noted(note: str) -> str:
    return f"; {note.strip().rstrip('.')}" if note else ""


def _doubt(confidence: Confidence) -> str:
    return _DOUBT.get(confidence, "")


def _listed(removal: Removal) -> str:
    return " or ".join(f"the {_spoken(actor)}" for actor in removal.by)


def _sentence(text: str) -> str:
    text = text.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _spoken(word: str) -> str:
    return word.replace("_", " ")
