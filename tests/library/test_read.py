"""The reader: text stays text, every value knows its line, and no input does more than give a fault."""

from itertools import pairwise

import pytest

from nolle.library.read import DEEPEST, LARGEST, read_file, read_text


def told(text):
    """The faults of a text as (line, what)."""
    return [(fault.line, fault.what) for fault in read_text(text, "doc.yaml").faults]


def nested(levels):
    """A mapping inside a mapping, so many deep."""
    return "".join(" " * level + "a:\n" for level in range(levels - 1)) + " " * levels + "a: b\n"


@pytest.mark.parametrize(
    "text",
    ["265:13", "137.10", "0123", "NO", "yes", "null", "~", "2021-03-26", "2021-03", "2021", "1e3", "0x1F",
     ".5", "1_000", "12:30:45", "0o14", "+1", "=", "<<", "on", "False", "Ünïcode § 10", ""],
)  # fmt: skip
def test_text_stays_text(text):
    assert read_text(f"key: {text}", "doc.yaml").data == {"key": text}
    assert read_text(f"- {text}", "doc.yaml").data == [text]
    assert read_text(f'key: "{text}"', "doc.yaml").data == {"key": text}
    if text:
        assert read_text(f"{text}: key", "doc.yaml").data == {text: "key"}


def test_lines_are_those_of_the_values():
    marked = read_text("# one\na: x\nb:\n  - y\n  - c: z\n    d: [p,\n      q]\n", "doc.yaml")
    assert marked.data == {"a": "x", "b": ["y", {"c": "z", "d": ["p", "q"]}]}
    lines = {path: marked.line(path) for path in [(), ("a",), ("b",), ("b", 0), ("b", 1), ("b", 1, "d", 1)]}
    assert lines == {(): 2, ("a",): 2, ("b",): 4, ("b", 0): 4, ("b", 1): 5, ("b", 1, "d", 1): 7}
    assert marked.line(("b", 1, "nowhere", 3)) == 5
    assert marked.line(("nowhere",)) == 2


def test_folded_and_literal_text_is_joined_as_yaml_says():
    assert read_text("a: >-\n  one\n  two\nb: |\n  one\n  two\n", "doc.yaml").data == {
        "a": "one two",
        "b": "one\ntwo\n",
    }


def test_every_key_that_is_written_twice_is_told():
    text = "a: 1\nb: {c: 1, c: 2}\na: {d: 1, d: 2}\na: 3\n"
    assert told(text) == [
        (2, '"c" is written twice; the first is on line 2'),
        (3, '"a" is written twice; the first is on line 1'),
        (3, '"d" is written twice; the first is on line 3'),
        (4, '"a" is written twice; the first is on line 1'),
    ]
    marked = read_text(text, "doc.yaml")
    assert marked.whole
    assert marked.data == {"a": "1", "b": {"c": "1"}}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: &x 1\n", 1, "anchors and tags are not used in documents"),
        ("a: 1\nb: &x {c: 1}\n", 2, "anchors and tags are not used in documents"),
        ("a: !!int 1\n", 1, "anchors and tags are not used in documents"),
        ("a: !<tag:example.org,2024:x> {}\n", 1, "anchors and tags are not used in documents"),
        ("a: !!python/object/apply:os.system [true]\n", 1, "anchors and tags are not used in documents"),
        ("a: 1\nb: *x\n", 2, "aliases are not used in documents"),
        ("a: 1\n---\nb: 2\n", 2, "holds a second document"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "a key must be a plain text"),
        ("a: 1\n? {b: c}\n: 2\n", 2, "a key must be a plain text"),
        ("a: 1\nb: x\x00y\n", 2, "holds a character that no text has (U+0000)"),
        ("a: 1\nb: 2\nc: \x1b[31m\n", 3, "holds a character that no text has (U+001B)"),
        ("a: \ud800\n", 1, "holds a character that no text has (U+D800)"),
        ("a:\n\tb: 1\n", 2, "is not YAML here: found character that cannot start any token"),
        ("a: 1\n b: 2\n", 2, "is not YAML here: mapping values are not allowed in this context"),
        ("a: [1, 2\n", 2, "is not YAML here: did not find expected ',' or ']'"),
        ("a: 'x\n", 2, "is not YAML here: found unexpected end of stream"),
        ("%YAML 3.0\n---\na: 1\n", 1, "is not YAML here: found incompatible YAML document"),
    ],
)
def test_what_a_document_must_not_hold(text, line, what):
    assert told(text) == [(line, what)]


def test_a_bomb_of_aliases_is_refused_at_its_first():
    levels = "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in pairwise("abcdefghi"))
    marked = read_text(f"a: &a [x]\n{levels}", "doc.yaml")
    assert [fault.line for fault in marked.faults] == [1, 2, 2]
    assert not marked.whole


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "{"])
def test_a_hundred_thousand_levels_are_refused(opening):
    marked = read_text(opening * 100_000, "doc.yaml")
    assert len(marked.faults) == 1
    assert not marked.whole


def test_as_many_levels_as_a_document_may_have():
    assert told(nested(DEEPEST)) == []
    assert told(nested(DEEPEST + 1)) == [(DEEPEST + 1, f"is nested more than {DEEPEST} levels deep")]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "\ufeff"])
def test_an_empty_text_has_no_fault_and_no_data(text):
    marked = read_text(text, "doc.yaml")
    assert marked.faults == []
    assert marked.data in (None, "")


# ---------------------------------------------------------------- files


def read(tmp_path, content):
    """The reading of a file with this content."""
    path = tmp_path / "doc.yaml"
    path.write_bytes(content)
    return read_file(path, "shown.yaml")


def test_a_byte_order_mark_and_line_ends_of_windows(tmp_path):
    marked = read(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert marked.data == {"a": "1", "b": "2"}
    assert marked.line(("b",)) == 2


@pytest.mark.parametrize("content", [b"a: 1\nb: \xe9\n", b"a: 1\nb: \xff\xfe\n", b"a: 1\nb: \xed\xa0\x80\n"])
def test_a_file_that_is_not_utf_8(tmp_path, content):
    [fault] = read(tmp_path, content).faults
    assert str(fault) == "shown.yaml:2: this line is not UTF-8 text\n  Save the file as UTF-8."


def test_a_file_in_utf_16(tmp_path):
    [fault] = read(tmp_path, "a: 1\n".encode("utf-16")).faults
    assert str(fault) == "shown.yaml:1: this line is not UTF-8 text\n  Save the file as UTF-8."


def test_a_file_of_fifty_megabytes_is_not_even_opened(tmp_path):
    path = tmp_path / "doc.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    [fault] = read_file(path, "shown.yaml").faults
    assert str(fault) == (
        "shown.yaml: the file has 50 MB; a document may have 4 MB\n"
        "  Split it: one file per instrument, one offense file per place."
    )


def test_a_file_as_large_as_it_may_be(tmp_path):
    assert read(tmp_path, b"#" * LARGEST).faults == []
    assert len(read(tmp_path, b"#" * (LARGEST + 1)).faults) == 1


def test_a_file_that_is_gone(tmp_path):
    [fault] = read_file(tmp_path / "gone.yaml", "shown.yaml").faults
    assert str(fault) == "shown.yaml: cannot be read: No such file or directory"


def test_a_folder_is_no_file(tmp_path):
    [fault] = read_file(tmp_path, "shown.yaml").faults
    assert fault.what == "cannot be read: Is a directory"


def test_a_document_with_another_ending_is_not_passed_over_in_silence(tmp_path):
    from nolle.library.load import load

    (tmp_path / "policies").mkdir()
    (tmp_path / "policies/mine.yml").write_text("id: mine\n")
    assert [str(fault) for fault in load(tmp_path).faults] == [
        "policies/mine.yml: is not read: the names of documents end in .yaml\n  Rename it."
    ]
