"""policy import and confirm: what is refused, what is never overwritten, and a sheet on its way to a document."""

import json
import logging
import zipfile
from io import BytesIO
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nolle import verbs
from nolle.errors import DocumentError, NolleError
from nolle.verbs import importing, importing_pages
from nolle.verbs.confirming import check_sheet, put_in_place, write_new
from tests.analysis.coding.memos import MEMOS, workspace
from tests.library.files import paragraph, pdf, word

DAY = "2025-03-01"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
WORDS = "Penal Law charges. The office will not prosecute prostitution (PL § 230.00)."


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return workspace(tmp_path_factory.mktemp("offices"))


@pytest.fixture
def day_one(here):
    return verbs.import_policy(MEMOS / "day-one.txt", here)


def written(folder, name, raw):
    file = folder / name
    file.write_bytes(raw)
    return file


def lines_of(name):
    return (MEMOS / f"{name}.txt").read_text(encoding="utf-8").split("\n")


def answer(sheet, confirmed="yes"):
    text = sheet.read_text(encoding="utf-8")
    text = text.replace("proposal: true", f"confirmed: {confirmed}").replace('answer: ""', "answer: looked at")
    sheet.write_text(text, encoding="utf-8")
    return sheet


# ---------------------------------------------------------------- kinds of files


def test_text_word_and_pdf_come_to_the_same_proposals(here, tmp_path, day_one):
    body = "".join(paragraph(line.replace("&", "&amp;")) for line in lines_of("day-one"))
    files = (
        written(tmp_path, "memo.docx", word(body)),
        written(tmp_path, "memo.pdf", pdf("\n".join(lines_of("day-one")))),
    )
    for file in files:
        coding = verbs.import_policy(file, here).coding
        assert [(one.at, one.value) for one in coding.proposals] == [
            (one.at, one.value) for one in day_one.coding.proposals
        ], file  # fmt: skip


def test_each_place_of_a_pdf_is_its_page_and_line(here, tmp_path):
    rows = lines_of("directive")
    raw = pdf("\n".join(rows[:28]), "\n".join(rows[28:]))
    coding = verbs.import_policy(written(tmp_path, "memo.pdf", raw), here).coding
    spots = {one.at: one.pins[0].spot for one in coding.proposals if one.pins}
    assert (spots["rules/section-602"].page, spots["protections/statement-use-immunity"].page) == (1, 2)
    assert {cast(dict[str, str], one.value)["then"] for one in coding.part("rules")} == {"decline", "divert"}


def test_a_page_without_text_makes_the_text_read_in_part_and_asks(here, tmp_path):
    raw = pdf("\n".join(lines_of("day-one")), "")
    coding = verbs.import_policy(written(tmp_path, "memo.pdf", raw), here).coding
    assert [one.value for one in coding.part("text_read")] == ["part"]
    assert any("no text on page 2" in one.ask for one in coding.questions)


def test_only_the_pages_asked_for_are_read_and_keep_their_numbers(here, tmp_path):
    file = written(tmp_path, "memo.pdf", pdf("a page", WORDS, "The office will not prosecute trespass."))
    coding = verbs.import_policy(file, here, pages="2").coding
    assert [(one.id, one.pins[0].spot.page) for one in coding.part("rules")] == [("section-230-00", 2)]
    for wrong in ("9", "0", "3-2", "x"):
        with pytest.raises(NolleError, match="has the pages 1 to 3"):
            verbs.import_policy(file, here, pages=wrong)


def test_of_a_long_file_the_pages_near_its_words_are_read_and_the_rest_is_told(here, tmp_path, monkeypatch):
    monkeypatch.setattr(importing_pages, "LONG", 12)
    file = written(tmp_path, "memo.pdf", pdf(*["nothing here"] * 9, WORDS, *["nothing here"] * 9))
    told = verbs.import_policy(file, here)
    assert [one.pins[0].spot.page for one in told.coding.part("rules")] == [10]
    assert told.text.notes == ("13 of its 19 pages are far from every word of a policy: passed over",)
    assert told.text.notes[0] in told.sheet("x.yaml")
    assert told.origin.pages == 19


def test_a_file_that_holds_far_too_much_for_one_memo_is_refused(here, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "MOST", 12)
    with pytest.raises(NolleError, match=r"no one memo. Nothing was written.\n  Name the pages"):
        verbs.import_policy(MEMOS / "day-one.txt", here)


# ---------------------------------------------------------------- bad input


def locked(raw):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(BytesIO(raw)))
    writer.encrypt(user_password="made up", owner_password="other", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


BAD = {
    "scan.pdf": (lambda: pdf("", "", ""), ("its 3 pages hold no text, 1 to 3", "OCR", "ocrmypdf")),
    "locked.pdf": (lambda: locked(pdf(WORDS)), ("opens only with a password",)),
    "memo.doc": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, ("is an old Word file", "as .docx")),
    "empty.txt": (lambda: b"", ("holds no text",)),
    "empty.pdf": (lambda: b"", ("is not a sound PDF",)),
    "empty.docx": (lambda: b"", ("is not a sound Word file",)),
    "word.pdf": (lambda: word(paragraph(WORDS)), ("its name ends in .pdf", "packed file")),
    "text.pdf": (lambda: WORDS.encode(), ("is not a sound PDF",)),
    "word.txt": (lambda: word(paragraph(WORDS)), ("packed file", "though its name ends in .txt")),
    "picture.txt": (lambda: b"\x89PNG\r\n", ("a picture",)),
    "page.docx": (lambda: b"<!DOCTYPE html><html>", ("a web page",)),
    "old.docx": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, ("password, or of an old version of Word",)),
    "utf16.txt": (lambda: WORDS.encode("utf-16-be"), ("bytes that no text has", "save it as UTF-8")),
    "memo.odt": (lambda: b"PK\x03\x04", ("It reads text",)),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_with_what_to_do_and_leaves_nothing(here, tmp_path, name):
    made, said = BAD[name]
    file = written(tmp_path, name, made())
    with pytest.raises(NolleError) as caught:
        verbs.import_policy(file, here)
    assert all(part in str(caught.value) for part in said), str(caught.value)
    assert str(tmp_path) not in str(caught.value)
    assert [file] == list(tmp_path.iterdir())


def test_macros_are_not_run_and_the_text_is_read(here, tmp_path):
    raw = word(paragraph(WORDS), kind=MACRO, more={"word/vbaProject.bin": "made up"})
    told = verbs.import_policy(written(tmp_path, "memo.docm", raw), here)
    assert [*told.coding.part("rules")]
    assert "were not run" in told.text.notes[0]
    assert "were not run" in told.sheet("x.yaml")
    assert [one.value for one in told.coding.part("text_read")] == ["full"]


def test_windows_letters_are_read_and_said(here, tmp_path):
    told = verbs.import_policy(written(tmp_path, "memo.txt", WORDS.encode("cp1252")), here)
    assert [*told.coding.part("rules")]
    assert "Windows-1252" in told.text.notes[0]


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(
    st.sampled_from([
        (".pdf", pdf(WORDS, "This policy does not apply to minors.")), (".docx", word(paragraph(WORDS))),
        (".txt", (MEMOS / "city.txt").read_bytes()),
    ]),
    st.lists(st.tuples(st.integers(0, 6_000), st.binary(max_size=8)), max_size=8),
)  # fmt: skip
def test_no_bytes_bring_it_down_and_every_sheet_can_be_read_again(here, tmp_path, made, spoiled):
    kind, raw = made
    found = bytearray(raw)
    for at, put in spoiled:
        found[at % (len(found) + 1) : at % (len(found) + 1) + len(put)] = put
    logging.disable(logging.CRITICAL)
    try:
        told: importing.Imported | str = verbs.import_policy(
            written(tmp_path, f"memo{kind}", bytes(found)), here, "us-ny"
        )
    except NolleError as error:
        told = str(error)
    finally:
        logging.disable(logging.NOTSET)
    if isinstance(told, str):
        assert told.startswith("memo")
        return
    assert importing.proposed(told.coding)["title"]
    json.dumps(told.json())


def test_a_word_file_with_a_spoiled_part_is_refused_or_read(here, tmp_path):
    with zipfile.ZipFile(BytesIO(word(paragraph(WORDS)))) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for name, whole in parts.items():
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for other, content in parts.items():
                made.writestr(other, whole[: len(whole) // 2] if other == name else content)
        with pytest.raises(NolleError, match="not a sound Word file"):
            verbs.import_policy(written(tmp_path, "memo.docx", out.getvalue()), here)


# ---------------------------------------------------------------- writing the sheet


def test_the_same_memo_gives_the_same_sheet(here, day_one):
    assert day_one.sheet("x.yaml") == verbs.import_policy(MEMOS / "day-one.txt", here).sheet("x.yaml")


def test_a_sheet_nobody_has_touched_is_written_anew(day_one, tmp_path):
    out = tmp_path / "memo.sheet.yaml"
    assert verbs.write_sheet(day_one, out) == verbs.write_sheet(day_one, out) == importing.Written(out)
    assert list(tmp_path.iterdir()) == [out]


def test_a_sheet_that_was_begun_is_never_overwritten(day_one, tmp_path):
    out = tmp_path / "memo.sheet.yaml"
    verbs.write_sheet(day_one, out)
    begun = out.read_text(encoding="utf-8").replace("proposal: true", "confirmed: yes", 1)
    out.write_text(begun, encoding="utf-8")
    beside = tmp_path / "memo.sheet-2.yaml"
    for _ in range(2):  # the second one goes over the first, which nobody has touched
        assert verbs.write_sheet(day_one, out) == importing.Written(beside, out)
    assert out.read_text(encoding="utf-8") == begun
    assert sorted(tmp_path.iterdir()) == [beside, out]


def test_force_writes_over_it_and_keeps_every_earlier_one(day_one, tmp_path):
    out = tmp_path / "memo.sheet.yaml"
    for n, kept in enumerate(("memo.sheet.yaml.bak", "memo.sheet.yaml.bak2"), 1):
        out.write_text(f"my own work, {n}", encoding="utf-8")
        told = verbs.write_sheet(day_one, out, force=True)
        assert told == importing.Written(out, out, tmp_path / kept)
        assert told.kept is not None
        assert told.kept.read_text(encoding="utf-8") == f"my own work, {n}"
    assert verbs.write_sheet(day_one, out, force=True) == importing.Written(out)


def test_a_file_that_is_no_text_at_all_is_not_overwritten_either(day_one, tmp_path):
    out = written(tmp_path, "memo.sheet.yaml", b"\xff\xfe\x00picture")
    assert verbs.write_sheet(day_one, out).file != out
    assert out.read_bytes() == b"\xff\xfe\x00picture"


def test_a_folder_is_no_sheet(day_one, tmp_path):
    with pytest.raises(NolleError, match="is a folder"):
        verbs.write_sheet(day_one, tmp_path)


def test_a_run_that_is_stopped_leaves_no_half_sheet(day_one, tmp_path, monkeypatch):
    out = tmp_path / "memo.sheet.yaml"
    verbs.write_sheet(day_one, out)
    before = out.read_bytes()
    monkeypatch.setattr("nolle.publish.folder._sync", lambda folder: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        verbs.write_sheet(day_one, out)
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


# ---------------------------------------------------------------- confirming


@pytest.fixture
def sheet(day_one, tmp_path):
    return verbs.write_sheet(day_one, tmp_path / "memo.sheet.yaml").file


def test_a_sheet_is_refused_until_all_of_it_is_answered(sheet, day_one):
    n = len(day_one.coding.proposals) + len(day_one.coding.questions) + 1  # the source is a proposal too
    with pytest.raises(DocumentError) as caught:
        verbs.confirm_sheet(sheet, DAY)
    assert len(caught.value.faults) == len(check_sheet(sheet)) == n
    rows = sheet.read_text(encoding="utf-8").split("\n")
    for fault in caught.value.faults:
        assert fault.file == sheet.name
        assert "proposal: true" in rows[fault.line - 1] or 'answer: ""' in rows[fault.line - 1]


def test_an_answered_sheet_goes_into_a_workspace_and_passes_the_check(sheet, tmp_path):
    home = workspace(tmp_path / "home")
    made = verbs.confirm_sheet(answer(sheet), DAY)
    assert (made.id, made.source_id, made.refused) == ("us-ny/larkmoor/2023-01-04", "larkmoor-day-one", 0)
    files, faults = put_in_place(made, home)
    assert [str(file.relative_to(home)) for file in files] == [
        "policies/us-ny/larkmoor/2023-01-04.yaml", "sources/larkmoor-day-one.yaml"
    ]  # fmt: skip
    assert faults == []
    assert verbs.check(home) == []
    asked = verbs.explain(made.id, {"offense": "us-ny-pl-230.00", "case.others": []}, "", home).json()
    assert (asked["decision"], asked["rules"][0]["rule"]) == ("decline", "section-230-00")
    with pytest.raises(NolleError, match="is there already"):
        put_in_place(made, home)


def test_a_memo_in_the_sheet_and_the_document_is_short_pinpoints_only(sheet):
    memo = " ".join((MEMOS / "day-one.txt").read_text(encoding="utf-8").split())
    text = " ".join(verbs.confirm_sheet(answer(sheet), DAY).document.split())
    longest = 0
    for start in range(len(memo)):
        while memo[start : start + longest + 1] in text and start + longest < len(memo):
            longest += 1
    assert longest <= 100


def test_what_is_refused_is_left_out(sheet):
    text = answer(sheet).read_text(encoding="utf-8")
    rule = text.index("id: section-205-30")
    at = text.rindex("confirmed: yes", 0, rule)
    sheet.write_text(text[:at] + "confirmed: no" + text[at + len("confirmed: yes") :], encoding="utf-8")
    made = verbs.confirm_sheet(sheet, DAY)
    assert made.refused == 1
    assert "id: section-205-30" not in made.document


def test_what_a_person_wrote_wrong_is_told_at_its_line_of_the_sheet(sheet):
    text = answer(sheet).read_text(encoding="utf-8").replace("then: divert", "then: diverted")
    sheet.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        verbs.confirm_sheet(sheet, DAY)
    [fault] = caught.value.faults
    assert text.split("\n")[fault.line - 1].strip() == "then: diverted"
    assert fault.file == sheet.name


def test_what_is_no_sheet_is_refused(tmp_path):
    for text in ("id: x\ntitle: a document\n", "- a list\n", ""):
        file = written(tmp_path, "x.yaml", text.encode())
        with pytest.raises(DocumentError, match="is no coding sheet"):
            verbs.confirm_sheet(file, DAY)
        with pytest.raises(NolleError, match="nolle check takes a workspace folder, or a coding sheet"):
            check_sheet(file)
    with pytest.raises(DocumentError, match="cannot be read"):
        verbs.confirm_sheet(tmp_path / "none.yaml", DAY)
    with pytest.raises(DocumentError, match="is not YAML"):
        verbs.confirm_sheet(written(tmp_path, "x.yaml", b"a: [b"), DAY)


def test_a_document_is_written_to_a_new_file_only(tmp_path):
    out = write_new(tmp_path / "x.yaml", "id: x\n")
    with pytest.raises(NolleError, match="is there already"):
        write_new(out, "id: y\n")
    assert out.read_text(encoding="utf-8") == "id: x\n"


def test_a_source_of_the_same_name_is_not_taken_for_this_one(sheet, tmp_path):
    home = workspace(tmp_path / "home")
    made = verbs.confirm_sheet(answer(sheet), DAY)
    own = "sources:\n  - {id: larkmoor-day-one, title: Something else, kind: made_up, retrieved: 2024-02-01}\n"
    written(home / "sources", "own.yaml", own.encode())
    verbs.open_library.cache_clear()
    with pytest.raises(NolleError, match="in the library already, with another title"):
        put_in_place(made, home)
    assert not (home / "policies" / "us-ny").exists()
