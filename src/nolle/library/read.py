"""YAML text → a tree of plain texts, with the line of every value. Text stays text.

Ordinary YAML loading corrupts law: `265:13` becomes 15913, `137.10` becomes 137.1, `NO` becomes false, and
the last of two equal keys wins. Here no scalar is ever converted and no key is ever lost. Built from
libyaml's events, without recursion; anchors, tags and documents without end are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from nolle.errors import Fault

LARGEST = 4_000_000
"""Bytes a document may have: the largest shipped one is a twentieth of this."""

DEEPEST = 40
_STRANGE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML allows in no document: control characters and halves of characters."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NO_MARKS = ("anchors and tags are not used in documents", "Write the value out.")

Path_ = tuple[str | int, ...]


@dataclass
class Marked:
    """A document as plain dicts, lists and texts, and the line at which each value stands.

    `whole` says that it was read to its end: it may still have faults, such as a key written twice.
    """

    file: str
    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    whole: bool = False

    def line(self, path: Path_) -> int:
        """The line of a value, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path_, what: str, todo: str = "", warning: bool = False) -> Fault:
        return Fault(self.file, self.line(path), what, todo, warning)


def read_file(path: Path, shown: str) -> Marked:
    """Read one file; `shown` is the path that faults name."""
    marked = Marked(shown)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            what = f"the file has {size / 1e6:.0f} MB; a document may have {LARGEST / 1e6:.0f} MB"
            marked.faults.append(
                Fault(shown, 0, what, "Split it: one file per instrument, one offense file per place.")
            )
            return marked
        raw = path.read_bytes()
    except OSError as error:
        marked.faults.append(Fault(shown, 0, f"cannot be read: {error.strerror or error}"))
        return marked
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        marked.faults.append(Fault(shown, line, "this line is not UTF-8 text", "Save the file as UTF-8."))
        return marked
    return read_text(text, shown)


def read_text(text: str, shown: str) -> Marked:
    """Read one document's text."""
    marked = Marked(shown)
    try:
        marked.whole = _build(text, marked)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        marked.faults.append(Fault(shown, line, f"is not YAML here: {error.problem or error.context}"))
    except (yaml.reader.ReaderError, UnicodeEncodeError):
        strange = _STRANGE.search(text)
        line = text.count("\n", 0, strange.start()) + 1 if strange else 1
        found = f" (U+{ord(strange.group()):04X})" if strange else ""
        marked.faults.append(Fault(shown, line, f"holds a character that no text has{found}", "Take it out."))
    except yaml.YAMLError as error:
        marked.faults.append(Fault(shown, 1, f"is not YAML: {error}"))
    return marked


@dataclass
class _Open:
    """A mapping or list being filled."""

    value: Any
    path: Path_
    key: str | None = None


def _build(text: str, marked: Marked) -> bool:
    """Fill the document; whether it could be read to its end."""
    stack: list[_Open] = []
    events: Iterable[Any] = yaml.parse(text, Loader=_LOADER)
    for event in events:
        kind = type(event)  # of events there are no subclasses, and of scalars there are many
        if kind is yaml.ScalarEvent:
            if event.anchor or (event.tag is not None and not any(event.implicit)):
                _refuse(marked, event, *_NO_MARKS)
            _scalar(marked, stack, event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.anchor or event.tag:
                _refuse(marked, event, *_NO_MARKS)
            if len(stack) >= DEEPEST:
                _refuse(marked, event, f"is nested more than {DEEPEST} levels deep", "Flatten it.")
                return False
            if _awaits_key(stack):
                _refuse(marked, event, "a key must be a plain text", "Quote it.")
                return False
            made: Any = {} if kind is yaml.MappingStartEvent else []
            path = _place(marked, stack, made, event)
            stack.append(_Open(made, path))
        elif kind is yaml.AliasEvent:
            _refuse(marked, event, "aliases are not used in documents", "Write the value out.")
            return False
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            stack.pop()
        elif kind is yaml.DocumentStartEvent and marked.data is not None:
            _refuse(marked, event, "holds a second document", "One file, one document.")
            return False
    return True


def _refuse(marked: Marked, event: Any, what: str, todo: str) -> None:
    marked.faults.append(Fault(marked.file, event.start_mark.line + 1, what, todo))


def _scalar(marked: Marked, stack: list[_Open], event: Any) -> None:
    if _awaits_key(stack):
        _key(marked, stack[-1], event)
    else:
        _place(marked, stack, event.value, event)


def _awaits_key(stack: list[_Open]) -> bool:
    return bool(stack) and isinstance(stack[-1].value, dict) and stack[-1].key is None


def _key(marked: Marked, into: _Open, event: Any) -> None:
    line = event.start_mark.line + 1
    if event.value in into.value:
        first = marked.lines[(*into.path, event.value)]
        what = f'"{event.value}" is written twice; the first is on line {first}'
        marked.faults.append(Fault(marked.file, line, what, "Keep one of them."))
    into.key = event.value


def _place(marked: Marked, stack: list[_Open], value: Any, event: Any) -> Path_:
    """Put a value where it belongs, and remember its line."""
    line = event.start_mark.line + 1
    if not stack:
        marked.data = value
        marked.lines[()] = line
        return ()
    into = stack[-1]
    if isinstance(into.value, list):
        path: Path_ = (*into.path, len(into.value))
        into.value.append(value)
    else:
        path = (*into.path, into.key or "")
        if into.key not in into.value:
            into.value[into.key] = value
        into.key = None
    marked.lines.setdefault(path, line)
    return path
