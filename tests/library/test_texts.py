"""Files → pages of text: what is read, what is said of the rest, and what is refused."""

import contextlib
import logging
import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nolle.errors import NolleError
from nolle.library import pages, texts, texts_pdf
from tests.library.files import KIND, paragraph, pdf, word

MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"


def opened(folder, name, raw):
    file = folder / name
    file.write_bytes(raw)
    return texts.opened(file)


def refused(folder, name, raw):
    with pytest.raises(NolleError) as caught:
        opened(folder, name, raw)
    told = str(caught.value)
    assert told.startswith(name)
    assert str(folder) not in told
    return told


def outcome(folder, name, raw):
    """The text, or what is said instead of it."""
    try:
        return opened(folder, name, raw).whole
    except NolleError as error:
        return str(error)


# ---------------------------------------------------------------- plain text


@pytest.mark.parametrize("name", ["memo.txt", "memo.md", "MEMO.TXT", "memo"])
def test_plain_text_is_one_page_without_a_number(tmp_path, name):
    text = opened(tmp_path, name, "PL § 230.00\r\nand more".encode())
    assert text.pages == (pages.Page("PL § 230.00\nand more"),)
    assert (text.counted, text.notes) == ("line", ())


@pytest.mark.parametrize(
    "raw", ["\ufeffPL § 1".encode(), "PL § 1".encode("utf-16"), "\ufeffPL § 1".encode("utf-16-be")]
)
def test_marks_of_an_encoding_are_understood_and_dropped(tmp_path, raw):
    assert opened(tmp_path, "memo.txt", raw).whole == "PL § 1"


def test_what_is_not_utf_8_is_read_and_said(tmp_path):
    text = opened(tmp_path, "memo.txt", "c. 272 § 53A".encode("cp1252"))
    assert text.whole == "c. 272 § 53A"
    assert "Windows-1252" in text.notes[0]


def test_a_form_feed_ends_a_page(tmp_path):
    text = opened(tmp_path, "memo.txt", b"one\ntwo\x0cthree\x0c\n")
    assert [(page.number, page.text) for page in text.pages] == [(1, "one\ntwo"), (2, "three")]


def test_a_place_is_told_by_page_line_and_offset():
    text = pages.Text("made up", (pages.Page("one\ntwo", 1), pages.Page("three\nfour", 2)))
    spot = text.spot(text.whole.index("four"))
    assert (spot.page.number, spot.line, spot.offset) == (2, 2, 6)
    assert text.spot(0) == pages.Spot(text.pages[0], 1, 0)
    for at, character in enumerate(text.whole):
        spot = text.spot(at)
        assert (spot.page.text + "\n")[spot.offset] == character


def test_what_would_move_a_cursor_never_gets_through():
    text = texts.given("a\x1b[2Jb\x07c\u2028d\ud800e\u00adf\x85g")
    assert text.whole == "a [2Jb c d ef g"


# ---------------------------------------------------------------- PDF


def test_a_pdf_has_numbered_pages(tmp_path):
    text = opened(tmp_path, "memo.pdf", pdf("PL § 230.00\nand 230.04", "", "RCW 9A.88.030"))
    assert [page.number for page in text.pages] == [1, 2, 3]
    assert text.pages[0].text.split() == ["PL", "§", "230.00", "and", "230.04"]
    assert text.notes == ("no text on page 2: if scanned, nothing there was read",)


def test_a_pdf_is_known_by_its_first_bytes(tmp_path):
    assert opened(tmp_path, "memo.txt", pdf("PL 230.00")).pages[0].number == 1


@pytest.mark.parametrize(("count", "said"), [(1, "its page holds no text"), (3, "its 3 pages hold no text")])
def test_a_scan_is_refused_with_what_to_do(tmp_path, count, said):
    told = refused(tmp_path, "memo.pdf", pdf(*[""] * count))
    assert said in told
    assert "OCR" in told


def test_a_locked_pdf_is_refused_with_what_to_do(tmp_path):
    from pypdf import PdfReader, PdfWriter

    for password, locked in (("made up", True), ("", False)):
        writer = PdfWriter(PdfReader(BytesIO(pdf("PL 230.00"))))
        writer.encrypt(user_password=password, owner_password="other", algorithm="RC4-128")
        out = BytesIO()
        writer.write(out)
        if locked:
            assert "opens only with a password" in refused(tmp_path, "memo.pdf", out.getvalue())
        else:
            assert "230.00" in opened(tmp_path, "memo.pdf", out.getvalue()).whole


def test_an_encryption_nobody_knows_is_refused(tmp_path):
    told = refused(tmp_path, "memo.pdf", pdf("PL 230.00", encrypt=b"/Encrypt << /Filter /Made#20up /V 9 >>"))
    assert "PDF" in told or "encrypted" in told


@pytest.mark.parametrize(
    "raw", [b"", b"%PDF-1.7", b"%PDF-1.7\nxref\n0 0\ntrailer << >>", b"no PDF at all", b"\x00" * 99]
)
def test_a_broken_pdf_is_refused_with_what_to_do(tmp_path, raw):
    assert "Open it in a reader" in refused(tmp_path, "memo.pdf", raw)


def test_a_page_that_breaks_is_told_and_the_others_are_read(tmp_path, monkeypatch):
    from pypdf import PageObject

    whole = PageObject.extract_text

    def breaks(page, *given, **named):
        if "second" in whole(page):
            raise KeyError("made up")
        return whole(page)

    monkeypatch.setattr(PageObject, "extract_text", breaks)
    text = opened(tmp_path, "memo.pdf", pdf("first", "second", "third"))
    assert [page.text.strip() for page in text.pages] == ["first", "", "third"]
    assert text.notes == ("page 2 could not be read",)


def test_a_long_pdf_is_read_within_bounds_and_a_longer_one_is_refused(tmp_path, monkeypatch):
    began = time.monotonic()
    text = opened(tmp_path, "memo.pdf", pdf(*[f"page {n}: PL 230.00" for n in range(2_000)]))
    assert (len(text.pages), text.pages[-1].number) == (2_000, 2_000)
    assert time.monotonic() - began < 60
    monkeypatch.setattr(texts_pdf, "MOST_PAGES", 3)
    assert "has 4 pages, and at most 3" in refused(tmp_path, "memo.pdf", pdf(*"abcd"))


def test_runs_of_pages_are_told_short():
    assert texts_pdf._numbers([1]) == "page 1"
    assert texts_pdf._numbers([2, 3, 4, 7]) == "pages 2 to 4, 7"
    assert texts_pdf._numbers(list(range(1, 40, 2))) == "pages 1, 3, 5, 7, 9, 11, 13, 15 and 12 other places"


def test_a_librarys_complaints_stay_off_the_terminal(tmp_path, capfd):
    broken = pdf("PL 230.00").replace(b"startxref", b"startxreg")
    with contextlib.suppress(NolleError):
        opened(tmp_path, "memo.pdf", broken)
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("pypdf").level == logging.NOTSET


# ---------------------------------------------------------------- Word


def test_paragraphs_tables_and_text_boxes_are_read_in_order(tmp_path):
    cell = f"<w:tc>{paragraph('in a cell')}</w:tc>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('in a box')}</w:txbxContent></w:pict></w:r></w:p>"
    body = paragraph("Penal ", "Law § 230.00") + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>" + box + paragraph("last")
    text = opened(tmp_path, "memo.docx", word(body))
    assert [line for line in text.whole.split("\n") if line] == ["Penal Law § 230.00", "in a cell", "in a box", "last"]
    assert (text.counted, text.pages[0].number) == ("paragraph", None)


def test_a_text_box_that_is_stored_twice_is_read_once(tmp_path):
    inner = paragraph("in a box")
    both = (
        f"<mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"
    )
    text = opened(tmp_path, "memo.docx", word(f"<w:p><w:r>{both}</w:r></w:p>"))
    assert text.whole.split() == ["in", "a", "box"]


def test_tracked_changes_are_read_as_they_would_be_accepted(tmp_path):
    body = (
        "<w:p><w:r><w:t>PL 230.0</w:t></w:r><w:del><w:r><w:delText>4</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>0</w:t></w:r></w:ins><w:hyperlink><w:r><w:t> and 230.03</w:t></w:r></w:hyperlink></w:p>"
    )
    assert opened(tmp_path, "memo.docx", word(body)).whole == "PL 230.00 and 230.03"


def test_footnotes_are_a_part_of_their_own(tmp_path):
    notes = (
        f"<w:footnote>{paragraph(' ')}</w:footnote><w:footnote>{paragraph('See')}{paragraph('PL 240.37.')}</w:footnote>"
    )
    text = opened(tmp_path, "memo.docx", word(paragraph("PL 230.00"), notes))
    assert [page.part for page in text.pages] == ["", "footnotes"]
    spot = text.spot(text.whole.index("240.37"))
    assert (spot.page.part, spot.line) == ("footnotes", 2)


def test_macros_are_never_run_and_that_is_said(tmp_path):
    raw = word(paragraph("PL 230.00"), kind=MACRO, more={"word/vbaProject.bin": "made up"})
    for name in ("memo.docm", "memo.docx"):
        text = opened(tmp_path, name, raw)
        assert text.whole == "PL 230.00"
        assert text.notes == ("it holds macros: they were not run, and only its text was read",)


def test_an_entity_in_the_xml_opens_nothing(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    raw = word(paragraph("x"))
    with zipfile.ZipFile(BytesIO(raw)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    head = f'<!DOCTYPE d [<!ENTITY e SYSTEM "file://{tmp_path}/secret.txt">]>'.encode()
    parts["word/document.xml"] = head + parts["word/document.xml"].replace(b">x<", b">&e;x<")
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    assert "not a sound Word file" in refused(tmp_path, "memo.docx", out.getvalue())


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no zip at all",
        b"PK\x03\x04 cut short",
        word(paragraph("x"))[:300],
        word("<w:p>").replace(b"x", b"y"),
        word("<w:p><unclosed>"),
        word(paragraph("x"), more={"_rels/.rels": "<a/>"}),
        word(paragraph("x"), more={"[Content_Types].xml": "not xml"}),
    ],
)
def test_a_broken_word_file_is_refused_with_what_to_do(tmp_path, raw):
    assert "Open it in Word" in refused(tmp_path, "memo.docx", raw)


def test_a_locked_or_old_word_file_is_refused_with_what_to_do(tmp_path):
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert "password" in refused(tmp_path, "memo.docx", old)
    assert "Save it as one of them" in refused(tmp_path, "memo.doc", old)


def test_a_word_file_with_a_part_that_says_it_is_encrypted_is_refused(tmp_path):
    raw = bytearray(word(paragraph("PL 230.00")))
    for head, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):  # in the directory, and at the part itself
        at = raw.find(head)
        while at >= 0:
            raw[at + flags] |= 1
            at = raw.find(head, at + 4)
    assert "Open it in Word" in refused(tmp_path, "memo.docx", bytes(raw))


def test_a_word_file_that_unpacks_to_far_more_is_refused(tmp_path):
    bomb = word(paragraph("x"), more={"word/media.bin": b"\0" * (pages.LARGEST + 1)})
    assert len(bomb) < 200_000
    assert "unpacks to more than" in refused(tmp_path, "memo.docx", bomb)


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("memo.txt", b"", "holds no text"),
        ("memo.txt", b" \n\x0c\n", "holds no text"),
        ("memo.docx", word(paragraph(" ")), "holds no text"),
        ("memo.txt", b"a\x00b", "bytes that no text has"),
        ("memo.xlsx", b"PK\x03\x04", "It reads text"),
        ("memo.rtf", b"{\\rtf1 x}", "It reads text"),
        ("memo", b"{\\rtf1 x}", "It reads text"),
        ("memo.png", b"x", "It reads text"),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path, name, raw, said):
    assert said in refused(tmp_path, name, raw)


def test_a_file_that_is_not_there_a_folder_and_a_large_one(tmp_path, monkeypatch):
    with pytest.raises(NolleError, match="there is no such file"):
        texts.opened(tmp_path / "none.txt")
    with pytest.raises(NolleError, match="is a folder"):
        texts.opened(tmp_path)
    monkeypatch.setattr(texts, "LARGEST", 4)
    assert "is larger than" in refused(tmp_path, "memo.txt", b"12345")


def test_a_text_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(pages, "MOST_CHARACTERS", 5)
    with pytest.raises(NolleError, match="more than 5 characters"):
        texts.given("123456")


@pytest.mark.parametrize(("name", "package"), [("memo.pdf", "pypdf"), ("memo.docx", "docx")])
def test_a_missing_extra_says_which_to_install(tmp_path, monkeypatch, name, package):
    import sys

    for known in [known for known in sys.modules if known.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, known)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(NolleError, match=r'pip install "nolle\[memos\]"'):
        opened(tmp_path, name, pdf("x") if name.endswith("pdf") else word(paragraph("x")))


@settings(max_examples=150, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    st.sampled_from(
        [pdf("PL 230.00", "RCW 9A.88.030"), word(paragraph("PL 230.00")), word("", kind=KIND), b"plain PL 230.00"]
    ),
    st.lists(st.tuples(st.integers(0, 4_000), st.binary(max_size=6)), max_size=6),
    st.sampled_from([".pdf", ".docx", ".txt", ""]),
)
def test_no_bytes_bring_it_down(tmp_path, raw, spoiled, kind):
    found = bytearray(raw)
    for at, put in spoiled:
        found[at % (len(found) + 1) : at % (len(found) + 1) + len(put)] = put
    assert outcome(tmp_path, f"memo{kind}", bytes(found)).strip()
