"""Memos as Word: golden text of the main part, real tracked changes, the same bytes twice, readable by our own reader."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from nolle.errors import NolleError
from nolle.library.texts_word import text as read_word
from nolle.publish.memo_plain import marked
from nolle.publish.memo_word import word
from nolle.publish.redline import Change, MarkedTable, Piece
from tests.publish.memo_examples import BALTIMORE, FULL, GOLDEN, NEXT, ON, made

FOLDER = Path(__file__).parent / "golden"
pytest.importorskip("docx", reason="needs the print extra")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(made, name="word/document.xml"):
    with zipfile.ZipFile(BytesIO(made)) as packed:
        return ElementTree.fromstring(packed.read(name))


def value(element, path):
    found = element.find(path)
    return None if found is None else found.get(f"{W}val")


def runs(paragraph):
    """The texts of a paragraph with the change each stands in."""
    for child in paragraph:
        change = {f"{W}ins": Change.INSERTED, f"{W}del": Change.DELETED}.get(child.tag, Change.SAME)
        for run in [child] if child.tag == f"{W}r" else child.iter(f"{W}r"):
            told = "".join(
                "\t" if piece.tag == f"{W}tab" else piece.text or ""
                for piece in run if piece.tag in (f"{W}t", f"{W}delText", f"{W}tab")
            )  # fmt: skip
            yield Piece(told, change=change)


def fate(properties):
    """What becomes of the break of a paragraph, or of a row."""
    if properties is None:
        return Change.SAME
    names = {child.tag for child in properties}
    return Change.INSERTED if f"{W}ins" in names else Change.DELETED if f"{W}del" in names else Change.SAME


def lines(made):
    """Style, fate and pieces of every paragraph of the main part, in order."""
    gone = {}
    root = part(made)
    for row in root.iter(f"{W}tr"):
        for paragraph in row.iter(f"{W}p"):
            gone[paragraph] = fate(row.find(f"{W}trPr"))
    for paragraph in root.iter(f"{W}p"):
        style = value(paragraph, f"{W}pPr/{W}pStyle") or "Normal"
        change = fate(paragraph.find(f"{W}pPr/{W}rPr"))
        assert gone.get(paragraph, change) is change  # a row goes with its paragraphs
        yield style, change, list(runs(paragraph))


@pytest.mark.parametrize("name", ["model", "full", "full-redline", "baltimore-redline"])
def test_golden_text_of_the_main_part(name, update_golden):
    file = FOLDER / f"memo-{name}.docx.txt"
    sign = {Change.SAME: " ", Change.INSERTED: "+", Change.DELETED: "-"}
    text = "".join(f"{sign[change]} {style:12} {marked(pieces)}".rstrip() + "\n"
                   for style, change, pieces in lines(word(GOLDEN[name]().told, ON)))  # fmt: skip
    if update_golden:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def settled(made, take):
    """The paragraphs that stand once all changes are accepted (or, with `DELETED`, refused)."""
    kept = (Change.SAME, take)
    return [
        (style, "".join(piece.text for piece in pieces if piece.change in kept))
        for style, change, pieces in lines(made) if change in kept
    ]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [BALTIMORE, (FULL, NEXT), (NEXT, FULL), ("model", FULL)])
def test_accepting_all_changes_gives_the_new_memo_and_refusing_them_the_old(old, new):
    red = word(made(new, old).told, ON)
    was, now = (word(made(id).told, ON) for id in (old, new))
    assert settled(red, Change.INSERTED)[1:] == settled(now, Change.SAME)[1:]  # the line above is the newer office's
    assert settled(red, Change.DELETED)[1:] == settled(was, Change.SAME)[1:]


def test_tracked_changes_have_an_author_a_day_and_numbers_of_their_own():
    root = part(word(made(NEXT, FULL).told, ON))
    changes = [*root.iter(f"{W}ins"), *root.iter(f"{W}del")]
    assert len(changes) > 100
    assert len({change.get(f"{W}id") for change in changes}) == len(changes)
    assert {change.get(f"{W}author") for change in changes} == {"nolle"}
    assert {change.get(f"{W}date") for change in changes} == {"2026-11-20T00:00:00Z"}
    inside = [text for change in root.iter(f"{W}del") for text in change.iter(f"{W}t")]
    assert inside == []  # deleted text is w:delText
    assert all(any(text in set(change.iter()) for change in root.iter(f"{W}del")) for text in root.iter(f"{W}delText"))


def test_a_memo_alone_has_no_changes():
    root = part(word(made(FULL).told, ON))
    assert [*root.iter(f"{W}ins"), *root.iter(f"{W}del")] == []


@pytest.mark.parametrize("name", GOLDEN)
def test_our_own_reader_reads_what_a_reader_of_the_new_memo_reads(name):
    told = GOLDEN[name]().told
    read = " ".join(read_word("memo.docx", word(told, ON)).pages[0].text.split())
    for block in told.blocks:
        for pieces in (
            [c for row in block.rows for c in row.cells] if isinstance(block, MarkedTable) else [block.pieces]
        ):
            kept = " ".join("".join(piece.text for piece in pieces if piece.change is not Change.DELETED).split())
            assert kept in read


def test_the_same_bytes_twice():
    told = made(FULL).told
    assert word(told, ON) == word(told, ON)


def test_clauses_are_numbered_by_word_as_the_text_numbers_them():
    told = made(FULL).told
    styles = [style for style, _, _ in lines(word(told, ON)) if style.startswith("Clause")]
    assert styles == [f"Clause{block.level}" for block in told.blocks if getattr(block, "level", 0)]
    numbering = part(word(told, ON), "word/numbering.xml")
    [ours] = [n for n in numbering.iter(f"{W}abstractNum") if n.get(f"{W}abstractNumId") == "90"]
    assert [value(level, f"{W}lvlText") for level in ours.iter(f"{W}lvl")] == ["%1.", "(%2)", "(%3)", "(%4)"]
    assert [value(level, f"{W}pStyle") for level in ours.iter(f"{W}lvl")] == [
        "Clause1",
        "Clause2",
        "Clause3",
        "Clause4",
    ]


def test_heads_of_the_table_come_again_and_no_row_is_torn():
    [_, table] = part(word(made(FULL).told, ON)).iter(f"{W}tbl")
    rows = [*table.iter(f"{W}tr")]
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_paper_title_and_running_heads():
    made_ = word(made(FULL).told, ON, "a4")
    size = part(made_).find(f".//{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    with zipfile.ZipFile(BytesIO(made_)) as packed:
        names = packed.namelist()
        texts = " ".join(packed.read(name).decode() for name in names if "header" in name or "footer" in name)
        core = packed.read("docProps/core.xml").decode()
    assert "as of 20 November 2026" in texts
    assert texts.count("NUMPAGES") == 2
    assert "Charging policy on sex work (made up) – memorandum" in core
    assert not any("vba" in name.lower() for name in names)


def test_hostile_text_is_text():
    told = made("model").told
    mean = "</w:t><w:del> & \" ' <script> {PAGE}"
    first = replace(told.blocks[0], pieces=(Piece(mean),))
    made_ = word(replace(told, office=mean, subject=mean, place=mean, blocks=(first,)), ON)
    assert mean in [marked(pieces) for _, _, pieces in lines(made_)]


def test_without_the_extra(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(NolleError, match=r'pip install "nolle\[print\]"'):
        word(made("model").told, ON)
