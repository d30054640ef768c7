"""What is a file of records, and what is refused before it is opened; packed files; encodings; headers."""

import codecs
import gzip
import os
import socket
import stat
import zipfile
import zlib

import pytest

from nolle.engine import archive, files
from nolle.engine.delimited import delimited
from nolle.errors import RecordsError

TEXT = "code,place\nZZ § 1,here\nMASS PIKE¿LOITERING,there\n"


def refused(do, *arguments, says):
    with pytest.raises(RecordsError) as caught:
        do(*arguments)
    for words in [says] if isinstance(says, str) else says:
        assert words in str(caught.value)
    return str(caught.value)


# ---------------------------------------------------------------- no ordinary file


def test_what_is_not_there_is_named_with_what_is(tmp_path):
    (tmp_path / "records.csv").write_text(TEXT)
    refused(files.regular, tmp_path / "recrods.csv", says=["recrods.csv", "no such file", "records.csv"])
    refused(files.regular, tmp_path / "records.csv" / "more.csv", says="no such file")


def test_a_folder_a_pipe_a_socket_and_a_device_are_refused_without_being_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    refused(files.regular, tmp_path, says="is not a file but a folder")
    refused(files.regular, tmp_path / "pipe.csv", says="is not a file but a pipe")
    refused(files.regular, tmp_path / ".." / ".." / "/dev/null", says="is not a file but a device")
    held = os.getcwd()
    os.chdir(tmp_path)  # the name of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("s.csv")
        refused(files.regular, tmp_path / "s.csv", says="is not a file but a socket")
    finally:
        os.chdir(held)


def test_a_link_that_leads_out_of_its_folder_is_refused(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "outside.csv").write_text(TEXT)
    (tmp_path / "in/records.csv").write_text(TEXT)
    (tmp_path / "in/latest.csv").symlink_to("records.csv")
    (tmp_path / "in/away.csv").symlink_to(tmp_path / "outside.csv")
    (tmp_path / "in/gone.csv").symlink_to("nowhere.csv")
    (tmp_path / "in/round.csv").symlink_to("round.csv")
    (tmp_path / "folder").symlink_to("in")
    files.regular(tmp_path / "in/latest.csv")
    files.regular(tmp_path / "folder/records.csv")
    refused(files.regular, tmp_path / "in/away.csv", says="a link to a file outside its folder")
    refused(files.regular, tmp_path / "in/gone.csv", says="no such file")
    refused(files.regular, tmp_path / "in/round.csv", says="cannot be opened")


@pytest.mark.parametrize("name", ["a\0b.csv", "x" * 5000 + ".csv"])
def test_a_name_that_no_file_can_have(tmp_path, name):
    assert len(refused(files.regular, tmp_path / name, says="cannot be opened")) < 400


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read(tmp_path):
    (tmp_path / "records.csv").write_text(TEXT)
    (tmp_path / "records.csv").chmod(0)
    refused(files.regular, tmp_path / "records.csv", says="permission denied")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.csv", "delimited"), ("a.b.TSV", "delimited"), ("a.txt", "delimited"), ("a.jsonl", "json"),
        ("a.ndjson", "json"), ("a.json", "json"), ("a.parquet", "parquet"), ("a.XLSX", "excel"),
    ],
)  # fmt: skip
def test_the_ending_says_the_kind(tmp_path, name, kind):
    assert files.kind(tmp_path / name) == kind


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.xls", "a.gz"])
def test_other_endings_are_not_read(tmp_path, name):
    refused(files.kind, tmp_path / name, says=["are not read", "JSON lines"])


# ---------------------------------------------------------------- packed


def gzipped(path, content=b""):
    path.write_bytes(gzip.compress(content or TEXT.encode(), mtime=0))
    return path


def zipped(path, members=None, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (members or {"inside.csv": TEXT}).items():
            made.writestr(name, content, **options)
    return path


def test_what_is_packed_is_unpacked_into_the_folder_that_is_given(tmp_path):
    spill = tmp_path / "spill"
    spill.mkdir()
    for path in (gzipped(tmp_path / "a.csv.gz"), zipped(tmp_path / "a.zip"), zipped(tmp_path / "b.csv.ZIP")):
        made = archive.unpacked(path, spill)
        assert (made.parent, made.suffix, made.read_text()) == (spill, ".csv", TEXT)
    assert archive.unpacked(tmp_path / "a.csv", spill) == tmp_path / "a.csv"


def test_the_name_inside_a_zip_file_leads_nowhere(tmp_path):
    spill = tmp_path / "spill"
    spill.mkdir()
    made = archive.unpacked(zipped(tmp_path / "a.zip", {"../../../evil.csv": TEXT}), spill)
    assert made.parent == spill
    assert [path.name for path in tmp_path.rglob("evil.csv")] == []


def test_folders_and_what_a_mac_adds_do_not_count_as_files(tmp_path):
    members = {"data/": "", "data/inside.csv": TEXT, "__MACOSX/data/._inside.csv": "x"}
    assert archive.unpacked(zipped(tmp_path / "a.zip", members), tmp_path).read_text() == TEXT


def test_a_zip_file_with_more_than_one_file_says_which(tmp_path):
    many = zipped(tmp_path / "a.zip", {f"{n}.csv": TEXT for n in range(7)})
    refused(archive.unpacked, many, tmp_path, says=["a.zip: holds 7 files"])
    none = zipped(tmp_path / "b.zip", {"folder/": ""})
    refused(archive.unpacked, none, tmp_path, says="holds no file")


@pytest.mark.parametrize("cut", [0.0, 0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("make", [gzipped, zipped])
def test_a_cut_file_is_refused(tmp_path, make, cut):
    path = make(tmp_path / ("a.csv.gz" if make is gzipped else "a.zip"))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * cut)])
    if cut == 0.0 and make is gzipped:  # nothing unpacks to nothing, which has no header
        assert archive.unpacked(path, tmp_path).read_bytes() == b""
    else:
        refused(archive.unpacked, path, tmp_path, says=[path.name, "is not a whole", "Ask for the file again"])


def test_a_wrong_check_sum_is_named(tmp_path):
    path = gzipped(tmp_path / "a.csv.gz")
    whole = bytearray(path.read_bytes())
    whole[-6] ^= 1
    path.write_bytes(whole)
    refused(archive.unpacked, path, tmp_path, says="its check sum is wrong")
    path = zipped(tmp_path / "a.zip", compress_type=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"LOITERING", b"LOITERINK"))
    refused(archive.unpacked, path, tmp_path, says="its check sum is wrong")


def test_what_stands_after_the_packed_data_is_not_passed_over(tmp_path):
    path = gzipped(tmp_path / "a.csv.gz")
    path.write_bytes(path.read_bytes() + gzip.compress(b"more,row\n"))
    assert archive.unpacked(path, tmp_path).read_text() == TEXT + "more,row\n"
    path.write_bytes(path.read_bytes() + b"rubbish")
    refused(archive.unpacked, path, tmp_path, says="is not a whole gzip file")


def patched(path, change):
    """A zip file with the same change made to both of its lists of members."""
    with zipfile.ZipFile(path, "a") as made:
        made.comment = b"x"
        for member in made.infolist():
            change(member)
    return path


def test_a_locked_zip_file_is_refused(tmp_path):
    locked = patched(zipped(tmp_path / "a.zip"), lambda member: setattr(member, "flag_bits", member.flag_bits | 1))
    refused(archive.unpacked, locked, tmp_path, says="locked with a password")


def test_a_link_inside_a_zip_file_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        link = zipfile.ZipInfo("inside.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "../records.csv")
    refused(archive.unpacked, path, tmp_path, says="holds a link")


def test_a_way_of_packing_whose_memory_nobody_bounds_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", compress_type=zipfile.ZIP_BZIP2)
    refused(archive.unpacked, path, tmp_path, says="packed in a way that is not read")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a.csv.gz.gz", "packed twice"), ("a.parquet.gz", 'ends in ".parquet"'), ("a.gz", "such as records.csv.gz"),
        ("a.pdf.gz", "which is not read"),
    ],
)  # fmt: skip
def test_what_is_no_text_inside_is_refused(tmp_path, name, says):
    refused(archive.unpacked, gzipped(tmp_path / name), tmp_path, says=says)
    inside = name.removesuffix(".gz")
    refused(archive.unpacked, zipped(tmp_path / "b.zip", {inside: "x"}), tmp_path, says=says.partition("such")[0])


BOMB = archive.Bounds(ratio=100, ratio_from=1 << 20)


@pytest.mark.parametrize("make", [gzipped, zipped])
def test_a_bomb_is_put_out_before_it_fills_the_disk(tmp_path, make):
    zeros = b"0" * (32 << 20)
    path = tmp_path / ("a.csv.gz" if make is gzipped else "a.zip")
    gzipped(path, zeros) if make is gzipped else zipped(path, {"a.csv": zeros})
    refused(archive.unpacked, path, tmp_path, BOMB, says="more than 100 times its size")
    [made] = tmp_path.glob("unpacked*")
    assert made.stat().st_size < 16 << 20
    small = archive.Bounds(largest=1 << 20, ratio=10_000)
    refused(archive.unpacked, path, tmp_path, small, says=["larger than the 0 GB that are read", "Unpack it"])
    full = archive.Bounds(disk=0.0)
    refused(archive.unpacked, path, tmp_path, full, says=["of the disk for temporary files", "TMPDIR"])


def test_a_small_file_may_be_packed_as_tightly_as_it_likes(tmp_path):
    even = gzipped(tmp_path / "a.csv.gz", b"a,b\n" + b"1,2\n" * 200_000)
    assert archive.unpacked(even, tmp_path, BOMB).stat().st_size == 800_004


def test_a_zip_file_with_a_huge_list_of_members_is_refused_before_the_list_is_read(tmp_path):
    path = zipped(tmp_path / "a.zip")
    whole = bytearray(path.read_bytes())
    at = whole.rfind(b"PK\x05\x06") + 12
    whole[at : at + 4] = (1 << 30).to_bytes(4, "little")
    path.write_bytes(whole)
    refused(archive.unpacked, path, tmp_path, says="very many files")


def test_damage_that_unpacks_to_something_is_found_at_the_end(tmp_path):
    raw = zlib.compressobj(wbits=31)
    packed = raw.compress(TEXT.encode()) + raw.flush(zlib.Z_SYNC_FLUSH)  # readable, and never finished
    (tmp_path / "a.csv.gz").write_bytes(packed)
    refused(archive.unpacked, tmp_path / "a.csv.gz", tmp_path, says="it is cut short")


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf_16_and_utf_32_with_their_mark_become_utf_8(tmp_path, encoding):
    mark = getattr(codecs, f"BOM_{encoding.upper().replace('-', '_').replace('UTF_', 'UTF')}")
    path = tmp_path / "a.csv"
    path.write_bytes(mark + TEXT.encode(encoding))
    assert files.as_utf8(path, "a.csv", tmp_path).read_text(encoding="utf-8") == TEXT
    path.write_bytes(path.read_bytes()[:-1])
    refused(files.as_utf8, path, "a.csv", tmp_path, says=["a.csv:", "not whole", "Save the file as UTF-8"])


def test_half_a_character_in_utf_16_is_named_by_a_line_before_it(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(codecs.BOM_UTF16_LE + "a,b\n1,".encode("utf-16-le") + b"\x00\xd8" + "x\n".encode("utf-16-le"))
    refused(files.as_utf8, path, "a.csv", tmp_path, says="not whole UTF-16 text")


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_utf_8_is_left_as_it_is(tmp_path, mark):
    path = tmp_path / "a.csv"
    path.write_bytes(mark + TEXT.encode())
    assert files.as_utf8(path, "a.csv", tmp_path) == path
    assert delimited(path, "a.csv").names == ("code", "place")


def test_utf_16_without_its_mark_is_refused_at_the_header(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode("utf-16-le"))
    refused(delimited, path, "a.csv", says=["a.csv:1", "Save the file as UTF-8"])


# ---------------------------------------------------------------- headers


@pytest.mark.parametrize(
    ("header", "names", "delimiter"),
    [
        ("a,b", ("a", "b"), ","),
        ("a\tb", ("a", "b"), "\t"),
        ("a;b|c;d", ("a", "b|c", "d"), ";"),
        ('"a,b,c";d', ("a,b,c", "d"), ";"),
        ('"a\nb",c', ("a b", "c"), ","),
        ('" a ", b ', ("a", "b"), ","),
        ('a, "b"', ("a", "b"), ","),
        ('5" pipe,b', ('5" pipe', "b"), ","),
        ("only", ("only",), ","),
        ("§,¿", ("§", "¿"), ","),
    ],
)
def test_the_header_is_read_as_it_is_meant(tmp_path, header, names, delimiter):
    for end in ("\n", "\r\n", "\r", ""):
        path = tmp_path / "a.csv"
        path.write_text(header + end, encoding="utf-8", newline="")
        found = delimited(path, "a.csv")
        assert (found.names, found.delimiter) == (names, delimiter)


def test_a_comma_in_a_name_does_not_make_a_tsv_file_a_csv_file(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text("a\tb, c\n")
    assert delimited(path, "a.tsv").names == ("a", "b, c")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no header line"),
        (b"\n\na,b\n", "no header line"),
        (b"a,b,\n", "column 3 has no name"),
        (b"a,b,a\n", "columns 1 and 3 have the same name"),
        (b"Code,place,code\n", "columns 1 and 3 have names that differ by capital letters only"),
        (b"a\0b,c\n", "the name of column 1 is not text that can be printed"),
        (b"\xe9t\xe9,b\n", "this line is not UTF-8 text. Save the file as UTF-8"),
        (b'"a,b\n1,2\n', "quotation mark out of place"),
        (b'"a"b,c\n1,2\n', "quotation mark out of place"),
        (b"x" * 3_000_000, "longer than a line can be"),
        (",".join(map(str, range(1_000_000))).encode(), "longer than a line can be"),
        (",".join(map(str, range(100_000))).encode(), "there are 100,000 columns; at most 2,000"),
    ],
)
def test_a_header_that_cannot_be(tmp_path, content, says):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    refused(delimited, path, "a.csv", says=["a.csv:1", says])
