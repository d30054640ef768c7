"""A file's profile and the answers so far → the draft of its mapping, with every question it rests on. Pure.

The interview is a function: the same file and answers give the same draft. A question with no answer stands
with its default; who drafts again after each answer gets the next question, and an answer may open new ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from nolle.records import interview_counts, interview_dates, interview_limits, interview_place
from nolle.records.asking import MOST_OFFERED, Asking, ask_column, ask_words
from nolle.records.columns import DATES
from nolle.records.draft import NONE, Choice, Draft, Kind, Question
from nolle.records.drafting import COUNTED, Candidate, Proposal, proposals, row_kinds
from nolle.records.evidence import HALF, Context, best_code, percent, sections
from nolle.records.privacy import plain
from nolle.records.profile import Column as Profile
from nolle.records.profile import File, Sort


def draft(file: File, context: Context, answers: Mapping[str, str]) -> Draft:
    """The draft of a file's mapping, as far as the answers go."""
    asking = Asking(file, context, answers, proposals(file, context), context.meanings)
    row, why, confidence = _row(asking)
    begun = Draft(title="", row=row, why_row=why, sure_row=confidence, questions=(), answered=frozenset(answers))
    if row in COUNTED:
        return interview_counts.rest(asking, begun)
    _ids(asking, row)
    system, law = _charge(asking)
    ask_words(asking, "level", ask_column(asking, "level", "Which column says how serious the charge is?", _NONE))
    interview_place.ask(asking, interview_place.state(asking, system, law))
    interview_dates.ask(asking)
    stage = "Which column says how the charge ended, or where it stands?"
    ask_words(asking, "stage", ask_column(asking, "stage", stage, _NONE))
    _facts(asking)
    return interview_limits.rest(asking, replace(begun, system=system, law=law))


_NONE = "no column looks like it"


def _row(asking: Asking) -> tuple[str, tuple[str, ...], float]:
    """The kind of the rows, why, and how sure that was before anybody was asked."""
    kinds = row_kinds(asking.file, asking.found, asking.context)
    offered = {kind: told for kind, told in asking.context.words.rows.items() if kind in asking.context.rows}
    choices = tuple(Choice(kind, told) for kind, told in offered.items())
    best = next(kind for kind in kinds if kind.column in offered)
    answer = asking.ask(Question(
        "row", "row", "What is one row of the file?", best.why, Kind.CHOICE, best.column, asking.sure(best), choices,
    ))  # fmt: skip
    return answer, next((kind.why for kind in kinds if kind.column == answer), ()), best.confidence


def _ids(asking: Asking, row: str) -> None:
    ask = "Which column is an id of the charge, different in each row?"
    own = ask_column(asking, "charge_id", ask, "no column is: nolle will number the rows")
    if row == "arrest_top_charge" and own:
        why = ("an arrest is a case, of which this file shows one charge",)
        asking.found["case_id"] = Proposal("case_id", Candidate(own, 0.9, why))
    ask_column(asking, "case_id", "Which column is the same for all charges of one case?", "no column groups rows")
    ask = "Which column is an id, without a name, of the person charged?"
    ask_column(asking, "person_id", ask, _NONE)
    for standard in ("count_number", "instrument_id"):
        if asking.found[standard].best:
            ask_column(asking, standard, f"Which column holds {asking.meanings[standard]}?", _NONE)


# ---------------------------------------------------------------- what was charged


def _charge(asking: Asking) -> tuple[str, str]:
    """Code, words, and ids of our own; the code system and the body of law of the codes."""
    ask = "Which column holds the code, or the citation, of what was charged?"
    column = asking.file.column(ask_column(asking, "code", ask, "no column is read as codes or citations"))
    system = _system(asking, column) if column else ""
    law = _law(asking, column) if column else ""
    ask_column(asking, "description", "Which column holds the words of the charge?", _NONE)
    for standard in ("offense", "conduct"):
        if asking.found[standard].best:
            ask_column(asking, standard, f"Which column holds {asking.meanings[standard]}?", _NONE)
    return system, law


def _system(asking: Asking, column: Profile) -> str:
    """The code system whose table holds a column's codes; nothing where they are citations and no table does."""
    weighed = sorted(_systems(asking, column), key=lambda one: (-one.confidence, one.column))
    cited = column.share(Sort.CITATION) >= HALF
    best = weighed[0] if weighed and weighed[0].confidence >= asking.context.words.limits.least else None
    if cited and not weighed:
        return ""
    choices = [Choice(one.column, asking.context.systems[one.column][0]) for one in weighed[:MOST_OFFERED]]
    choices.append(Choice(NONE, "no table: they are citations" if cited else "none of these"))
    seen = best.why if best else ("no table that nolle has holds many of them",)
    answer = asking.ask(Question(
        "system", "system", f"Of which code system are the codes in {column.name}?", seen, Kind.CHOICE,
        best.column if best else NONE, asking.sure(best), tuple(choices),
    ))  # fmt: skip
    return "" if answer == NONE else answer


def _systems(asking: Asking, column: Profile) -> list[Candidate]:
    """Each code system whose table holds some of a column's codes, with what speaks for it."""
    held = [one for one in column.readings if one.sort is Sort.SYSTEM]
    states = {one.of for one in column.readings if one.sort is Sort.CITATION and one.rows >= HALF}
    place = {one.of: asking.context.systems[one.of][1].partition("/")[0] for one in held}
    name, made = f" {plain(column.name)} ", []
    for one in held:
        left = 1 - asking.context.words.limits.reads * one.rows
        why = [f"{percent(one.rows)} of its cells stand in the table"]
        if len(name) > 4 and name in f" {plain(asking.context.systems[one.of][0])} ":
            left *= 1 - 0.7
            why.append("the code system is named after this column")
        if place[one.of] in states:
            alone = list(place.values()).count(place[one.of]) == 1
            left *= (1 - 0.3) * (1 - 0.3 * alone)
            why.append(f"the others are read as law of {place[one.of]}")
            why += ["no other table of that state holds any"] if alone else []
        made.append(Candidate(one.of, 1 - left, tuple(why)))
    return made


def _law(asking: Asking, column: Profile) -> str:
    """The body of law that bare sections belong to, where a column holds such; always a question."""
    best = best_code(asking.file, column, asking.context)
    if best is None or best[0] is not Sort.SECTION:
        return ""
    read = sections(asking.file, column, asking.context)
    choices = [Choice(one.of, asking.context.laws[one.of][0]) for one in read[:MOST_OFFERED]]
    clear = len(read) == 1 or read[0].rows > read[1].rows
    answer = asking.ask(Question(
        "law", "law", f"Of which law are the sections in {column.name}?",
        (f"{percent(read[0].rows)} of the cells look like its sections, and do not name it",), Kind.CHOICE,
        read[0].of if clear else NONE, False, (*choices, Choice(NONE, "none of these")),
    ))  # fmt: skip
    return "" if answer == NONE else answer


def _facts(asking: Asking) -> None:
    """Facts that a column fills by its name: an age, a yes or no that the record states."""
    asked = {question.id for question in asking.questions} | {"place", *DATES}
    for standard, naming in asking.context.words.columns.items():
        best = asking.found[standard].best
        if standard in asked or best is None or best.column in asking.used():
            continue
        name = ask_column(asking, standard, asking.meanings.get(standard, standard), _NONE)
        if name and naming.holds == "instrument":
            ask_words(asking, standard, name)


def called(file: File) -> str:
    """The file's own name."""
    return PurePosixPath(file.name).name
