"""Memos as PDF: golden Typst source, tagged PDF/UA-1, the same bytes twice, hostile text as text."""

import re
from dataclasses import replace
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import pytest

from nolle.errors import NolleError
from nolle.publish.memo_typst import pdf, quoted, typst_source
from nolle.publish.redline import Piece
from tests.publish.memo_examples import GOLDEN, ON

FOLDER = Path(__file__).parent / "golden"
typst = pytest.importorskip("typst", reason="needs the print extra")


def read(made):
    pypdf = pytest.importorskip("pypdf")
    return pypdf.PdfReader(BytesIO(made))


@pytest.mark.parametrize("name", ["full", "full-redline"])
def test_golden_source(name, update_golden):
    file = FOLDER / f"memo-{name}.typ"
    source = typst_source(GOLDEN[name]().told, ON)
    source = source[source.index("#show: memo.with(") :].replace(f"nolle {version('nolle')}", "nolle VERSION")
    if update_golden:
        file.write_text(source, encoding="utf-8")
    assert source == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GOLDEN)
def test_tagged_and_named_and_numbered(name):
    told = GOLDEN[name]().told
    made = pdf(told, ON)
    assert pdf(told, ON) == made
    file = read(made)
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-US"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/StructTreeRoot"]["/K"]
    assert re.search(rb"pdfuaid:part>1<", root["/Metadata"].get_data())
    assert file.metadata.title == f"{told.subject} – memorandum"
    texts = [page.extract_text() for page in file.pages]
    for number, text in enumerate(texts, 1):
        assert f"page {number} of {len(texts)}" in text
        assert (f"as of {told.as_of}" in text) == (number > 1)


def kinds(node, found):
    """The types of all elements of a structure tree, in order."""
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            kinds(each, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(node["/S"])
        if "/K" in node:
            kinds(node["/K"], found)
    return found


def test_headings_lists_and_table_heads_are_tagged_as_such():
    found = kinds(read(pdf(GOLDEN["full"]().told, ON)).trailer["/Root"]["/StructTreeRoot"], [])
    assert found.count("/H1") == 1
    assert found.count("/H2") >= 10
    assert found.count("/TH") == 5
    assert found.count("/Table") == 1
    assert found.count("/LI") > 40
    assert found.count("/LI") == found.count("/Lbl")


def test_every_sentence_is_in_the_pdf():
    told = GOLDEN["full"]()
    squeezed = re.sub(r"\s+", "", "".join(page.extract_text() for page in read(pdf(told.told, ON)).pages))
    for block in told.told.blocks:
        for piece in getattr(block, "pieces", ()):
            text = re.sub(r"\s+", "", piece.text)
            assert text in squeezed or len(text) > 60, piece.text  # a long one may be parted by a page's foot


def test_paper():
    told = GOLDEN["model"]().told
    assert [round(float(size)) for size in read(pdf(told, ON)).pages[0].mediabox[2:]] == [612, 792]
    assert [round(float(size)) for size in read(pdf(told, ON, "a4")).pages[0].mediabox[2:]] == [595, 842]


HOSTILE = '#panic("x") \\ " ] [ $a$ @ref <label> // */ `raw` *b* _i_ = h\n- + / #{1+1} \\u{41}'


def test_hostile_text_is_text():
    told = GOLDEN["model"]().told
    first = replace(told.blocks[0], pieces=(Piece(HOSTILE),))
    made = pdf(replace(told, office=HOSTILE, subject=HOSTILE, place=HOSTILE, blocks=(first, *told.blocks[1:])), ON)
    text = re.sub(r"\s+", "", read(made).pages[0].extract_text())
    assert re.sub(r"\s+", "", HOSTILE) in text
    assert quoted('a"\\') == '"a\\"\\\\"'


def test_a_sign_that_no_font_has_is_a_clear_message():
    told = GOLDEN["model"]().told
    first = replace(told.blocks[0], pieces=(Piece("漢字"),))
    with pytest.raises(NolleError, match=r"model: the memo cannot be set as PDF(.|\n)*Print it as Word instead"):
        pdf(replace(told, blocks=(first,)), ON)


def test_without_the_extra(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(NolleError, match=r'pip install "nolle\[print\]"'):
        pdf(GOLDEN["model"]().told, ON)
