"""A Word file → its text: body, tables and text boxes in their order, then footnotes and endnotes.

Text that was deleted with changes tracked is left out; text inserted so is read. Macros are never run.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from nolle.errors import NolleError
from nolle.library.pages import LARGEST, UNSOUND, Page, Text, beginning, clean, missing, too_large

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = {
    f"{_W}delText", f"{_W}instrText", f"{_W}delInstrText",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}  # fmt: skip
"""Deleted text, codes of fields, and the second copy of a text box."""

_SIGNS = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
"""The parts that hold notes, and the element of one note."""

_UNSOUND = "is not a sound Word file. Open it in Word, and save it anew as .docx."


def text(name: str, raw: bytes) -> Text:
    """The text of a Word file, a paragraph to a line. Raises NolleError where it is locked, broken or too large."""
    try:
        from docx.opc.exceptions import OpcError
        from docx.oxml.parser import parse_xml
    except ImportError:
        raise missing("Word") from None
    _packed(name, raw)
    try:
        pages = [Page("\n".join(_lines(parse_xml(blob), part)), part=part) for part, blob in _parts(raw)]
    except (OpcError, SyntaxError, RuntimeError, zipfile.BadZipFile, *UNSOUND):
        # unsound XML is a SyntaxError, a part that says it is encrypted a RuntimeError
        raise NolleError(f"{name}: {_UNSOUND}") from None
    notes = ("it holds macros: they were not run, and only its text was read",) if b"vbaProject" in raw else ()
    return Text(name, tuple(page for page in pages if page.text.strip()), "paragraph", notes)


def _packed(name: str, raw: bytes) -> None:
    """Refuse what is no Word file, what is locked, and what would unpack to far more than it is."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        todo = "Save a copy as .docx without a password."
        raise NolleError(f"{name}: is locked with a password, or of an old version of Word. {todo}")
    try:
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, *UNSOUND):
        kind = beginning(raw)
        told = f"its name says Word, but {kind}. Give it its own name, or save it anew as .docx" if kind else ""
        unsound = _UNSOUND if not told or raw.startswith(b"PK") else f"{told}. Open it in Word to see what it is."
        raise NolleError(f"{name}: {unsound}") from None
    if size > LARGEST:
        raise too_large(name, f"unpacks to more than {LARGEST // 2**20} MB")


def _parts(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """The main part, and the parts with notes."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.package import OpcPackage

    main = OpcPackage.open(BytesIO(raw)).part_related_by(RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    yield "", main.blob
    for relation in main.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in _NOTES and not relation.is_external:
            yield kind, relation.target_part.blob


def _lines(root: Any, part: str) -> Iterator[str]:
    """The paragraphs of a part; a note, however many it has, is one line."""
    if part not in _NOTES:
        yield from _paragraphs(root)
        return
    for note in root.findall(f"{_W}{_NOTES[part]}"):
        yield " ".join(words.strip() for words in _paragraphs(note) if words.strip())


def _paragraphs(root: Any) -> list[str]:
    """The text of each paragraph under an element, in the order in which they begin."""
    told: list[list[str]] = []
    waiting: list[tuple[Any, list[str] | None]] = [(root, None)]
    while waiting:
        element, here = waiting.pop()
        tag = element.tag
        if tag in _LEFT_OUT:
            continue
        if tag == f"{_W}p":
            here = []
            told.append(here)
        elif here is not None and tag == f"{_W}t":
            here.append(element.text or "")
        elif here is not None and tag in _SIGNS:
            here.append(_SIGNS[tag])
        waiting += [(child, here) for child in reversed(list(element))]
    return [clean("".join(words)).replace("\n", " ") for words in told]
