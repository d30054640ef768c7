"""Keyed pseudonyms: the same key gives the same, no key gives none, and a key that others could have is no key."""

import hashlib
import hmac
import os
import stat
import unicodedata

import pytest

from nolle.compiler.query import Query, Step
from nolle.engine.duckdb import DuckDB
from nolle.errors import RecordsError
from nolle.intake import pseudonyms
from nolle.intake.pseudonyms import make_key, pseudonym, pseudonymise, read_key

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))
NULLS = ("", "(null)", "NA")


@pytest.fixture
def engine():
    with DuckDB() as opened:
        yield opened


def source(engine, values, kind="varchar"):
    engine.load("made", {"source_row": "bigint", "person": kind, "code": "varchar"},
                [(n, value, f"code {n}") for n, value in enumerate(values, 1)])  # fmt: skip
    engine.run(Query((Step("source", "select * from made"),)))


def persons(engine):
    return [row[0] for row in engine.fetch("select person from source order by source_row")]


# ---------------------------------------------------------------- the key


def test_a_new_key_is_random_and_only_its_owner_s(tmp_path):
    old = os.umask(0)
    try:
        make_key(tmp_path / "one.key")
        make_key(tmp_path / "two.key")
    finally:
        os.umask(old)
    one, two = ((tmp_path / name).read_bytes() for name in ("one.key", "two.key"))
    assert len(one) == len(two) == 32
    assert one != two
    assert stat.S_IMODE((tmp_path / "one.key").stat().st_mode) == 0o600
    assert read_key(tmp_path / "one.key") == one


def test_a_key_is_never_written_over_nor_through_a_link(tmp_path):
    key = tmp_path / "key"
    make_key(key)
    before = key.read_bytes()
    with pytest.raises(RecordsError, match="is there already"):
        make_key(key)
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RecordsError):
        make_key(tmp_path / "link")
    assert key.read_bytes() == before
    assert not (tmp_path / "elsewhere").exists()


def key_file(folder, content=KEY, mode=0o600, name="key"):
    file = folder / name
    file.write_bytes(content)
    file.chmod(mode)
    return file


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"mode": 0o644}, "open to others (mode 0644)"),
        ({"mode": 0o640}, "chmod 600"),
        ({"mode": 0o601}, "open to others"),
        ({"content": KEY[:31]}, "at least 32 random bytes"),
        ({"content": b""}, "at least 32 random bytes"),
        ({"content": b"\0" * 64}, "at least 32 random bytes"),
        ({"content": b"passw" * 10}, "at least 32 random bytes"),
    ],
)
def test_a_key_that_is_none_is_refused(tmp_path, how, said):
    with pytest.raises(RecordsError) as error:
        read_key(key_file(tmp_path, **how))
    assert said in str(error.value)


def test_a_key_that_is_not_there_is_a_link_or_a_folder_is_refused(tmp_path):
    key = key_file(tmp_path)
    (tmp_path / "link").symlink_to(key)
    os.mkfifo(tmp_path / "pipe", 0o600)
    for name in ("nothing", "link", ".", "pipe"):
        with pytest.raises(RecordsError):
            read_key(tmp_path / name)


def test_a_key_of_another_user_is_refused(tmp_path, monkeypatch):
    key = key_file(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(RecordsError, match="belongs to another user"):
        read_key(key)


@pytest.mark.parametrize("act", [make_key, read_key])
def test_a_key_lies_in_no_repository_and_not_beside_what_it_protects(tmp_path, act):
    for folder in ("repository/.git", "repository/deep", "out", "workspace/keys"):
        (tmp_path / folder).mkdir(parents=True)
    outside = (tmp_path / "out", tmp_path / "workspace")
    for place in ("repository", "repository/deep", "out", "workspace/keys"):
        if act is read_key:
            key_file(tmp_path / place)
        with pytest.raises(RecordsError, match="must not lie in"):
            act(tmp_path / place / "key", outside)
        assert act is read_key or not (tmp_path / place / "key").exists()
    (tmp_path / "way").symlink_to(tmp_path / "out", target_is_directory=True)
    with pytest.raises(RecordsError, match="must not lie in"):
        act(tmp_path / "way" / "key", outside)


def test_a_secret_is_in_no_message(tmp_path):
    with pytest.raises(RecordsError) as error:
        read_key(key_file(tmp_path, b"secret-made-up"))
    assert "secret-made-up" not in str(error.value)


# ---------------------------------------------------------------- pseudonyms


def test_a_pseudonym_is_the_keyed_hash_of_the_plain_number():
    assert pseudonym("17-A", KEY) == hmac.new(KEY, b"17-A", hashlib.sha256).hexdigest()[:32]
    assert pseudonym("  17-A\t", KEY) == pseudonym("17-A", KEY)
    accented = "é-1"
    assert pseudonym(unicodedata.normalize("NFD", accented), KEY) == pseudonym(accented, KEY)
    assert len({pseudonym(value, KEY) for value in ("17", "017", "17.0", "17-a", "17-A")}) == 5
    assert pseudonym("17-A", KEY) != pseudonym("17-A", OTHER)
    assert pseudonym("\ud800", KEY)


def test_the_column_is_replaced_and_nothing_else(engine):
    values = ["7", " 7", "8", None, "(null)", "", "NA", "7"]
    source(engine, values)
    pseudonymise(engine, ["person"], KEY, NULLS)
    found = persons(engine)
    assert found[0] == found[1] == found[7] == pseudonym("7", KEY)
    assert found[2] == pseudonym("8", KEY)
    assert found[3:7] == [None] * 4, "nobody is one person"
    assert engine.fetch("select source_row, code from source") == [(n, f"code {n}") for n in range(1, 9)]
    assert [row[0] for row in engine.fetch("describe source")] == ["source_row", "person", "code"]


@pytest.mark.parametrize(("kind", "values"), [("bigint", [7, 8, None]), ("varchar", ["7", "8", None])])
def test_numbers_and_texts_have_the_same_pseudonyms(engine, kind, values):
    source(engine, values, kind)
    pseudonymise(engine, ["person"], KEY)
    assert persons(engine) == [pseudonym("7", KEY), pseudonym("8", KEY), None]


def test_every_run_with_the_key_joins_and_none_without_it(engine):
    joined = []
    for key in (KEY, KEY, OTHER):
        source(engine, ["7", "8"])
        pseudonymise(engine, ["person"], key)
        joined.append(persons(engine))
    assert joined[0] == joined[1]
    assert not set(joined[0]) & set(joined[2])


def test_many_values_in_pages(engine, monkeypatch):
    monkeypatch.setattr(pseudonyms, "_PAGE", 7)
    values = [str(n % 50) for n in range(200)]
    source(engine, values)
    pseudonymise(engine, ["person"], KEY)
    assert persons(engine) == [pseudonym(value, KEY) for value in values]


def test_the_numbers_themselves_are_gone_from_the_engine(engine):
    source(engine, ["secret-made-up-1", "secret-made-up-2"])
    pseudonymise(engine, ["person"], KEY)
    engine.run(Query((Step("made", "select 1 as nothing"),)))
    tables = [row[0] for row in engine.fetch("select table_name from information_schema.tables")]
    assert {"source", "pseudonyms", "pseudonyms_page", "hash_values"} <= set(tables)
    for table in tables:
        assert not any("secret" in str(cell) for row in engine.fetch(f'select * from "{table}"') for cell in row)


def test_without_a_key_nothing_is_hashed(engine):
    source(engine, ["7"])
    with pytest.raises(RecordsError, match="takes a key"):
        pseudonymise(engine, ["person"], None)
    pseudonymise(engine, [], None)
    assert persons(engine) == ["7"]
