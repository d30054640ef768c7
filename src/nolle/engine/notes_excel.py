"""What an Excel workbook carries beside the cells of its first sheet: → notes.

A workbook is a zip file of XML parts. All of them are gone through, not only those one thinks of: names hide in cell
comments, hidden sheets, defined names, drop-down lists, the memory of pivot tables and charts. Texts are picked out of
the XML without a parser, so that nothing in it can be made to grow. Whoever wrote the workbook or a comment (its
creator, its last editor) is an office's own staff, no person charged, and is left out.
"""

from __future__ import annotations

import html
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from nolle.errors import RecordsError
from nolle.records.privacy import Note

_LARGEST = 64_000_000
_MOST_CELLS = 1_000_000

_UNREAD = re.compile(
    r"xl/(sharedStrings|styles|calcChain|metadata)\.xml|xl/theme/.*|xl/persons/.*|docProps/.*|\[Content_Types\]\.xml"
    r"|xl/workbook\.xml|xl/worksheets/[^/]*\.xml|.*\.(?!xml$|rels$|vml$)\w+",
    re.I,
)
"""Parts that are read otherwise, or that hold no text of their own. Pictures and macros cannot be looked at."""

_TEXT = re.compile(r">([^<]+)<")
_SAYING = "v|val|name|caption|display|tooltip|prompt|promptTitle|error|errorTitle|title|descr|Target|description|alt"
_ATTRIBUTE = re.compile(rf"""\s(?:\w+:)?(?:{_SAYING})=(?:"([^"]*)"|'([^']*)')""")
_BLOCK_END = re.compile(
    r"</(?:\w+:)?(?:comment|threadedComment|si|is|p|text|definedName|property|row|oddHeader|oddFooter)>"
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:E[-+]?\d+)?%?|[0-9A-F]{6,8}|\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?")
"""Numbers, colours and places of cells, which stand everywhere in a workbook."""
_PROPERTY = re.compile(r"<(?:\w+:)?(title|subject|description|keywords|category)\b[^>]*>([^<]*)<")
_CUSTOM = re.compile(r"""<property\b[^>]*?\bname="([^"]*)"[^>]*>(.*?)</property>""", re.S)
_LISTED = re.compile(r"<(?:\w+:)?lpstr>([^<]*)<")
_SHEET_OR_NAME = re.compile(r"""<(?:sheet|definedName)\b[^>]*?\bname="([^"]*)\"""")
_DEFINED = re.compile(r"<definedName\b[^>]*>([^<]*)<")
_AUTHOR = re.compile(r"<author>([^<]*)</author>")
_CELLS_END = re.compile(rb"</(?:\w{1,20}:)?sheetData>|<(?:\w{1,20}:)?sheetData\s*/>")
_LONGEST_END = 64


def workbook(path: Path) -> Iterator[Note]:
    """The notes of a workbook. Raises RecordsError where there is more beside the first sheet than can be looked at."""
    with zipfile.ZipFile(path) as book:
        parts = _Parts(path, book)
        yield Note("the workbook's properties", *_properties(parts))
        yield Note("the names of its sheets and ranges", tuple(_names(parts)))
        for name in parts.names:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                yield Note("the frame of a sheet: headers, links, lists", tuple(_said(parts.after_cells(name))))
            elif not _UNREAD.fullmatch(name):
                yield _part(name, parts.text(name))
    yield from _other_sheets(path)


class _Parts:
    """The parts of a workbook as text, of which no more is unpacked than is bearable."""

    def __init__(self, path: Path, book: zipfile.ZipFile) -> None:
        self._path, self._book, self._left = path, book, _LARGEST
        self.names = book.namelist()

    def text(self, name: str) -> str:
        """A part; nothing where there is none."""
        if name not in self.names:
            return ""
        with self._book.open(name) as part:
            return self._decoded(part.read(self._left + 1))

    def after_cells(self, name: str) -> str:
        """What follows the cells in the part of a sheet; the cells go by without being kept."""
        tail, ended = b"", False
        with self._book.open(name) as part:
            while piece := part.read(1 << 20):
                tail += piece
                if len(tail) > self._left:
                    raise too_much(self._path)
                if not ended:
                    end = _CELLS_END.search(tail)
                    ended = end is not None
                    tail = tail[end.end() :] if end else tail[-_LONGEST_END:]
        return self._decoded(tail) if ended else ""

    def _decoded(self, raw: bytes) -> str:
        self._left -= len(raw)
        if self._left < 0:
            raise too_much(self._path)
        utf16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
        return _CDATA.sub(
            lambda found: html.escape(found[1]), raw.decode("utf-16" if utf16 else "utf-8", errors="replace")
        )


def too_much(path: Path) -> RecordsError:
    """The error for a workbook that cannot be looked at in whole."""
    return RecordsError(
        f"{path}: the workbook carries more beside its first sheet than can be looked at for personal data.\n"
        "Save the first sheet alone, as a CSV file or a new workbook."
    )


def _properties(parts: _Parts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is said of the workbook, and the names of properties of its own."""
    texts = [html.unescape(found[1]) for found in _PROPERTY.findall(parts.text("docProps/core.xml"))]
    custom = _CUSTOM.findall(parts.text("docProps/custom.xml"))
    texts += [html.unescape(re.sub(r"<[^>]*>", " ", value)) for _, value in custom]
    names = [html.unescape(name) for name, value in custom if re.sub(r"<[^>]*>", "", value).strip()]
    return tuple(_plain(texts)), tuple(names)


def _names(parts: _Parts) -> Iterator[str]:
    book = parts.text("xl/workbook.xml")
    found = [*_SHEET_OR_NAME.findall(book), *_DEFINED.findall(book), *_LISTED.findall(parts.text("docProps/app.xml"))]
    for text in _plain(map(html.unescape, found)):
        yield text
        yield re.sub(r"[_.\\]+", " ", text)


def _part(name: str, xml: str) -> Note:
    """One part of the workbook."""
    if re.search(r"comments", name, re.I):
        authors = [html.unescape(author) for author in _AUTHOR.findall(xml)]
        texts = _said(xml.partition("</authors>")[2] if authors else xml, numbers=True)
        return Note("the comments of its cells", tuple(_without(texts, authors)))
    if "pivotcache" in name.lower():
        fields = re.findall(r"""<cacheField\b[^>]*?\bname="([^"]*)\"""", xml)
        return Note("the memory of a pivot table", tuple(_said(xml, numbers=True)), tuple(map(html.unescape, fields)))
    raw = (xml,) if name.lower().startswith("customxml/") else ()
    return Note("other parts of the workbook", (*_said(xml), *raw))


def _without(texts: Iterable[str], authors: list[str]) -> Iterator[str]:
    """Comments without the name of who wrote them, which Excel puts in front."""
    for text in texts:
        author = next((author for author in authors if author and text.startswith(author + ":")), "")
        yield text.removeprefix(author + ":" if author else "").strip()


def _said(xml: str, numbers: bool = False) -> list[str]:
    """The texts of an XML part: those of one block run together, as they are shown, and also apart."""
    texts: list[str] = []
    for block in _BLOCK_END.split(xml):
        pieces = _TEXT.findall(f">{block}<")
        texts += [html.unescape("".join(pieces)), html.unescape(" ".join(pieces))]
        texts += [html.unescape(one or other) for one, other in _ATTRIBUTE.findall(block)]
    return [text for text in _plain(texts) if numbers or not _NUMBER.fullmatch(text)]


def _plain(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text.strip() for text in texts if text.strip()))


# ---------------------------------------------------------------- other sheets


def _other_sheets(path: Path) -> Iterator[Note]:
    """Every column of every sheet but the first: its header, and its different cells."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's warnings show what is in cells
        try:
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        except Exception:  # noqa: BLE001 openpyxl raises whatever the XML inside raises; opening the file says it
            return
        try:
            left = _MOST_CELLS
            for number, sheet in enumerate(book.worksheets[1:], 2):
                columns: list[dict[str, None]] = []
                for row in sheet.iter_rows(values_only=True):
                    left -= len(row)
                    if left < 0:
                        raise too_much(path)
                    columns.extend({} for _ in range(len(row) - len(columns)))
                    for column, cell in zip(columns, row, strict=False):
                        if cell is not None:
                            column[_text(cell)] = None
                hidden = "" if sheet.sheet_state == "visible" else ", which is hidden"
                for header, *cells in filter(None, columns):
                    yield Note(f"sheet {number}{hidden}", tuple(cells), (header,))
        finally:
            book.close()


def _text(cell: Any) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
