"""Profiles of columns → which standard column each may be, and what a row is: with reasons and a stated confidence.

Pure. Evidence adds up: a name that says it, cells that have the form, words or codes that are known. What
stays under the stated confidence is a question, never a quiet guess, and nothing is taken from who a person is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod

from nolle.records.column_words import Naming, Saying, Vocabulary
from nolle.records.columns import DATES
from nolle.records.evidence import HALF, NAMED_ONLY, Context, Evidence, by_cells, many, mostly_days
from nolle.records.profile import Column, File, Hidden, Sort

COUNTS = "count_table"
"""The kind of row that is a number of things, and no charge."""

COUNTED = (COUNTS, "person_reviewed")
"""Kinds of rows of which a table of counts is made."""

CONTRADICTED = 0.5
"""What is left of a date's confidence where the rows contradict the order of dates."""

_NEVER_UNUSED = "code"
"""What a column may hold whose name is enough: without what was charged a file is worth nothing, so it is asked."""

_IN_ORDER = 0.99
_OUT_OF_ORDER = 0.95


@dataclass(frozen=True)
class Candidate:
    """A column that may fill a standard column, or a kind of row: how sure, and why."""

    column: str
    confidence: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """For one standard column: the column that is proposed, if one is, and others that may be it, best first."""

    standard: str
    best: Candidate | None
    others: tuple[Candidate, ...] = ()


def proposals(file: File, context: Context) -> dict[str, Proposal]:
    """A proposal for every standard column; a column of the file is proposed for one of them at most."""
    found = [
        (standard, candidate)
        for standard, naming in context.words.columns.items()
        for column in file.columns
        if (candidate := _candidate(file, column, naming, context)) is not None
    ]

    def rank(item: tuple[str, Candidate]) -> tuple[float, bool, bool, int]:
        """The surest first; of equals words before citations, words beside it, then the one that tells more apart."""
        column = file.column(item[1].column)
        assert column is not None
        cited = item[0] == "description" and _digits(column) and _by_name(item[1], "code", context)
        return round(item[1].confidence, 6), not cited, any(value.beside for value in column.values), column.distinct

    found.sort(key=rank, reverse=True)
    taken: dict[str, Candidate] = {}
    for standard, candidate in found:
        used = {one.column for one in taken.values()}
        sure_enough = candidate.confidence >= context.words.limits.least
        if standard not in taken and candidate.column not in used and sure_enough:
            taken[standard] = candidate
    for standard, candidate in found:  # under the least, and still better than a column that nobody hears of
        used = {one.column for one in taken.values()}
        if standard not in taken and candidate.column not in used and _by_name(candidate, standard, context):
            taken[standard] = candidate
    taken = _ordered(file, taken, context)
    made = {}
    for standard in context.words.columns:
        best = taken.get(standard)
        others = tuple(c for name, c in found if name == standard and (best is None or c.column != best.column))
        made[standard] = Proposal(standard, best, others)
    return made


def _candidate(file: File, column: Column, naming: Naming, context: Context) -> Candidate | None:
    if not column.filled or column.hidden.personal or column.hidden is Hidden.PERSON:
        return None
    limits = context.words.limits
    said = context.words.says(column.name, naming)
    if said is Saying.NEVER or (said is Saying.NOTHING and naming.holds in NAMED_ONLY):
        return None
    cells = list(by_cells(file, column, naming.holds, context))
    by_name = said is Saying.NAMED or (said is Saying.PERHAPS and naming.holds == _NEVER_UNUSED and _digits(column))
    if not any(one.weight for one in cells) and not (cells and by_name):
        return None
    named = {
        Saying.NAMED: [Evidence(limits.named, "it is named so")],
        Saying.IN_PART: [Evidence(limits.named_in_part, "its name says so in part")],
        Saying.PERHAPS: [Evidence(limits.perhaps, "its name may say so")],
    }
    evidence = [*named.get(said, []), *cells]
    return Candidate(column.name, _sum(evidence), tuple(one.why for one in evidence if one.why))


def _by_name(candidate: Candidate, standard: str, context: Context) -> bool:
    """Whether a column is to be asked about for its name alone."""
    naming = context.words.columns[standard]
    said = context.words.says(candidate.column, naming)
    return naming.holds == _NEVER_UNUSED and said in (Saying.NAMED, Saying.PERHAPS)


def _digits(column: Column) -> bool:
    """Whether most values have digits, as citations and codes do and words do not."""
    texts = [one.word for one in (column.values or column.shapes)]
    having = sum(any(character.isdigit() for character in text) for text in texts)
    return column.number or (having > 0 and having >= HALF * len(texts))


def _sum(evidence: list[Evidence]) -> float:
    return 1 - prod(1 - one.weight for one in evidence)


# ---------------------------------------------------------------- dates


def _ordered(file: File, taken: Mapping[str, Candidate], context: Context) -> dict[str, Candidate]:
    """The proposals, the dates among them raised or lowered by whether they come in order."""
    made = dict(taken)
    chosen = {standard: made[standard].column for standard in DATES if standard in made}
    pairs = {(one.earlier, one.later): one for one in file.orders}
    for at, (standard, column) in enumerate(chosen.items()):
        others = list(chosen.values())
        known = [pairs.get((other, column)) for other in others[:at]]
        known += [pairs.get((column, other)) for other in others[at + 1 :]]
        seen = [pair for pair in known if pair is not None]
        if seen and all(pair.share >= _IN_ORDER for pair in seen):
            better = 1 - (1 - made[standard].confidence) * (1 - context.words.limits.in_order)
            made[standard] = _told(made[standard], better, "its days come in order with the other dates")
        wrong = max((round(pair.n * (1 - pair.share)) for pair in seen if pair.share < _OUT_OF_ORDER), default=0)
        if wrong:
            why = f"but in {many(wrong, 'row')} it is out of order with another date"
            made[standard] = _told(made[standard], made[standard].confidence * CONTRADICTED, why)
    return made


def _told(candidate: Candidate, confidence: float, why: str) -> Candidate:
    return replace(candidate, confidence=confidence, why=(*candidate.why, why))


# ---------------------------------------------------------------- rows


def row_kinds(file: File, found: Mapping[str, Proposal], context: Context) -> tuple[Candidate, ...]:
    """What a row may be, surest first; `column` is the kind. A charge is the last resort, and not sure."""
    made = [_counts(file, context), *_charges(file, found, context), _arrests(file, found, context)]
    made += [_reviewed(file, found, context), _list(file, found, context)]
    made += [_single(file, kind, context) for kind in ("incident", "case")]
    kept = [one for one in made if one is not None]
    kept.append(Candidate("charge", 0.3, ("nothing in the file says otherwise",)))
    best: dict[str, Candidate] = {}
    for one in sorted(kept, key=lambda one: -one.confidence):
        best.setdefault(one.column, one)
    return tuple(best.values())


def _counts(file: File, context: Context) -> Candidate | None:
    """A table of counts: a total beside what it is counted by, or a column of numbers for each thing counted."""
    words, limits = context.words, context.words.limits
    if any(c.share(Sort.CITATION) >= HALF or _an_id(c, words) for c in file.columns):
        return None
    for total in (c for c in file.columns if c.number and words.named(c.name, words.signs.total)):
        key = next((key for key in file.keys if total.name not in key), None)
        if key:
            why = f"{total.name} is a number, and {listed(key)} together are different in each row"
            return Candidate(COUNTS, 0.9, (why,))
    wide = wide_columns(file, words)
    key = next((key for key in file.keys if not set(wide) & set(key)), None)
    if key and len(wide) >= limits.wide_least and 2 * len(wide) > len(file.columns):
        return Candidate(COUNTS, 0.9, (f"{len(wide)} columns of whole numbers, one row for each {listed(key)}",))
    return None


def wide_columns(file: File, words: Vocabulary) -> tuple[str, ...]:
    """Columns of whole numbers that may each count something."""
    numbers = (c for c in file.columns if c.number and not c.hidden.personal)
    return tuple(c.name for c in numbers if not words.named_in_part(c.name, words.signs.not_counted))


def _an_id(column: Column, words: Vocabulary) -> bool:
    """Whether a column holds ids, by its name or by letters among the digits; large counts look like ids too."""
    return column.hidden is Hidden.ID and (not column.number or words.named_in_part(column.name, ("id", "key")))


def _reviewed(file: File, found: Mapping[str, Proposal], context: Context) -> Candidate | None:
    """One row a person brought for review: rows alike, no codes, and whether it was approved."""
    words = context.words
    told = next((c.name for c in file.columns if words.named(c.name, words.signs.reviewed)), "")
    code = found["code"].best
    if not told or (code is not None and code.confidence >= words.limits.ask_below) or file.different_rows == file.rows:
        return None
    why = f"{told} says what came of a review; there are no codes of charges and no ids"
    alike = f"only {file.different_rows:,} of {file.rows:,} rows are different, so each row counts one"
    return Candidate("person_reviewed", 0.85, (why, alike))


def _list(file: File, found: Mapping[str, Proposal], context: Context) -> Candidate | None:
    """A list of codes: each code once or twice, no days and no ids."""
    code = found["code"].best
    column = file.column(code.column) if code else None
    if column is None or any(mostly_days(c, context.words) for c in file.columns):
        return None
    ids = [s for s in ("charge_id", "case_id", "person_id") if (best := found[s].best) and best.column != column.name]
    if ids or column.repeats > 1.2 or file.rows < 20:
        return None
    return Candidate(
        "code_list", 0.7, (f"nearly each row has another {column.name}, and there are no days and no ids",)
    )


def _charges(file: File, found: Mapping[str, Proposal], context: Context) -> list[Candidate]:
    """One row a charge: the rows of a case are numbered, or a case has several rows."""
    case = found["case_id"].best
    if case is None:
        return []
    column = file.column(case.column)
    evidence = []
    if column is not None and column.repeats >= context.words.limits.repeats_least:
        evidence.append(Evidence(0.6, f"{case.column} stands in several rows"))
    number = next((one.number for one in file.numberings if one.group == case.column), "")
    if number:
        evidence.append(Evidence(0.7, f"{number} numbers the rows of a {case.column}"))
    own = found["charge_id"].best
    if own is not None and evidence and _each_once(file, own):
        evidence.append(Evidence(0.5, f"{own.column} is different in each row"))
    return [Candidate("charge", _sum(evidence), tuple(one.why for one in evidence))] if evidence else []


def _arrests(file: File, found: Mapping[str, Proposal], context: Context) -> Candidate | None:
    """One row an arrest with its top charge: an id of arrests that no two rows share."""
    words, best = context.words, found["charge_id"].best
    if best is None or not (words.named_in_part(best.column, words.signs.arrest) and _each_once(file, best)):
        return None
    evidence = [Evidence(0.7, f"{best.column} is an id of arrests, and different in each row")]
    if found["case_id"].best is None:
        evidence.append(Evidence(0.3, "no other column groups rows"))
    dates = [c.name for c in file.columns if mostly_days(c, words)]
    if dates and all(words.named_in_part(name, words.signs.arrest) for name in dates):
        evidence.append(Evidence(0.2, f"{listed(dates)} is the only date"))
    return Candidate("arrest_top_charge", _sum(evidence), tuple(one.why for one in evidence))


def _each_once(file: File, candidate: Candidate) -> bool:
    column = file.column(candidate.column)
    return column is not None and column.distinct == column.filled


def _single(file: File, kind: str, context: Context) -> Candidate | None:
    """One row a case or an incident: an id of those that no two rows share."""
    words = context.words
    names = words.signs.case if kind == "case" else words.signs.incident
    for column in file.columns:
        alone = column.hidden is Hidden.ID and column.distinct == column.filled == file.rows > 1
        if alone and words.named_in_part(column.name, names):
            return Candidate(kind, 0.7, (f"{column.name} is an id of {kind}s, and different in each row",))
    return None


def listed(names: tuple[str, ...] | list[str], most: int = 4) -> str:
    """`a, b and c`; a long list is cut."""
    shown = list(names[:most]) + ([f"{len(names) - most} more"] if len(names) > most else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
