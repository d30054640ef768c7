"""Coding sheets: what in one is still unanswered, and the document that an answered one comes to.

A sheet is a policy document in which every entry that was proposed is marked. It is no policy: a load refuses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nolle.errors import Fault
from nolle.library.read import Marked, Path_

ASK = "ASK"
MARKS = ("proposal", "confirmed", "rests_on", "asked")
_YES, _NO = ("yes", "true"), ("no", "false")
CONFIRM = "Write `confirmed: yes` or `confirmed: no` in its place."


def is_sheet(data: Any) -> bool:
    """Whether a document is a coding sheet: it says so, or an entry of it is marked as a proposal."""
    if not isinstance(data, Mapping):
        return False
    entries = [entry for value in data.values() for entry in (value, *_inside(value))]
    return "sheet" in data or any(isinstance(entry, Mapping) and "proposal" in entry for entry in entries)


def _inside(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else []


@dataclass
class Answered:
    """A sheet as far as it is answered: the document without its marks, the faults, what was confirmed and refused.

    `document` is a Marked of the sheet's own lines, so that what is wrong with it is told where it stands.
    """

    document: Marked
    source: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    confirmed: int = 0
    refused: int = 0
    unanswered: int = 0


def refusals(marked: Marked) -> list[Fault]:
    """Why a sheet is no policy: everything unanswered, or that it has yet to be turned into a document."""
    answered = read(marked)
    if answered.faults:
        return answered.faults
    todo = "Turn it into a document: nolle policy confirm FILE."
    return [marked.fault((), "is a coding sheet, not yet a policy: all of it is answered", todo)]


def read(marked: Marked) -> Answered:
    """Go through a sheet: every proposal, every ASK, every question."""
    answered = Answered(Marked(marked.file, {}, {(): 1}, [], True))
    gone: list[str] = []
    for key, value in marked.data.items():
        if key != "sheet":
            _key(answered, marked, key, value, gone)
    about = marked.data.get("sheet")
    if isinstance(about, Mapping):
        _source(answered, marked, about)
        _questions(answered, marked, about, gone)
    answered.faults.sort()
    return answered


def _key(answered: Answered, marked: Marked, key: str, value: Any, gone: list[str]) -> None:
    """One key of the document: a value, a list of entries, or entries by name."""
    if isinstance(value, Mapping) and ("value" in value or "proposal" in value or "confirmed" in value):
        if _holds(answered, marked, (key,), value, key, gone):
            _put(answered, marked, (key,), value.get("value", ASK), (key, "value"))
    elif isinstance(value, list):
        _entries(answered, marked, key, value, gone)
    elif isinstance(value, Mapping):
        kept = {}
        for name, entry in value.items():
            path = (key, name)
            if _holds(answered, marked, path, entry, f"{key}/{name}", gone):
                kept[name] = _cleared(entry)
                _lines(answered, marked, path, entry, path)
        _keep(answered, marked, key, kept)
    else:
        _put(answered, marked, (key,), value, (key,))


def _entries(answered: Answered, marked: Marked, key: str, entries: list[Any], gone: list[str]) -> None:
    kept: list[Any] = []
    for number, entry in enumerate(entries):
        path = (key, number)
        if _holds(answered, marked, path, entry, f"{key}/{_name(entry)}", gone):
            _lines(answered, marked, path, entry, (key, len(kept)))
            kept.append(_cleared(entry))
    _keep(answered, marked, key, kept)


def _name(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return ""
    return str(entry.get("id") or str(entry.get("type", "")).replace("_", "-"))


def _keep(answered: Answered, marked: Marked, key: str, kept: Any) -> None:
    """Parts of which nothing is left are left out."""
    if kept:
        answered.document.data[key] = kept
        answered.document.lines[key,] = marked.line((key,))


def _put(answered: Answered, marked: Marked, at: Path_, value: Any, was: Path_) -> None:
    answered.document.data[at[0]] = value
    answered.faults += _asks(marked, was, value)
    _lines(answered, marked, was, value, at)


def _lines(answered: Answered, marked: Marked, was: Path_, value: Any, at: Path_) -> None:
    """The lines of a value at its place in the document."""
    answered.document.lines[at] = marked.line(was)
    inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inner:
        if step not in MARKS:
            _lines(answered, marked, (*was, step), item, (*at, step))


def _cleared(entry: Any) -> Any:
    return {key: value for key, value in entry.items() if key not in MARKS} if isinstance(entry, Mapping) else entry


# ---------------------------------------------------------------- answers


def _holds(answered: Answered, marked: Marked, path: Path_, entry: Any, name: str, gone: list[str]) -> bool:
    """Whether an entry stays. What has no mark is a person's own, or had its mark taken out: it stays."""
    if not isinstance(entry, Mapping):
        return True
    said, proposal = str(entry.get("confirmed", "")).lower(), entry.get("proposal")
    if said in _NO:
        answered.refused += 1
        gone.append(name)
        return False
    if said in _YES or (not said and proposal is None):
        answered.confirmed += bool(said) or "rests_on" in entry
        answered.faults += _asks(marked, path, _cleared(entry) if "value" not in entry else ())
        return True
    answered.unanswered += 1
    at, what = (*path, "confirmed" if said else "proposal"), f"{name}: this proposal is neither confirmed nor refused"
    if said:
        what = f'{name}: `confirmed` is "{said[:40]}"'
    answered.faults.append(marked.fault(at, f"the coding sheet is not answered: {what}", CONFIRM))
    return True


def _asks(marked: Marked, path: Path_, value: Any) -> Iterator[Fault]:
    """Every ASK that still stands in a value."""
    if isinstance(value, str):
        if ASK in value.split("/"):
            yield marked.fault(path, "ASK still stands here: the memo does not say it", "Write what belongs here.")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key not in MARKS:
                yield from _asks(marked, (*path, key), item)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _asks(marked, (*path, number), item)


def _source(answered: Answered, marked: Marked, about: Mapping[str, Any]) -> None:
    source = about.get("source")
    path: Path_ = ("sheet", "source")
    if isinstance(source, Mapping) and _holds(answered, marked, path, source, "sheet/source", []):
        value = source.get("value")
        if isinstance(value, Mapping):
            answered.faults += _asks(marked, (*path, "value"), value)
            answered.source = dict(value)


def _questions(answered: Answered, marked: Marked, about: Mapping[str, Any], gone: list[str]) -> None:
    """A question is answered in words; one about an entry that was refused needs no answer."""
    questions = about.get("questions")
    for number, one in enumerate(questions if isinstance(questions, list) else []):
        if not isinstance(one, Mapping) or str(one.get("answer", "")).strip() or one.get("at") in gone:
            continue
        what = f"question {one.get('n', number + 1)} is not answered ({one.get('at', '')})"
        path: Path_ = ("sheet", "questions", number, "answer")
        answered.faults.append(marked.fault(path, what, "Answer it in a few words under `answer`."))
