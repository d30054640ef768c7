"""The house itself: what is installed, what is packed, and what must never be in the checkout."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import guard

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked(name):
    """A lock file as {package: version}."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    pins = (line.split(";")[0].strip(" \\").split("==") for line in lines if line[:1].isalnum())
    return {canonicalize_name(package): version for package, version in pins}


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("core.lock", PROJECT["project"]["dependencies"]),
        ("dev.lock", PROJECT["dependency-groups"]["dev"]),
        ("build.lock", PROJECT["build-system"]["requires"]),
    ],
)
def test_a_lock_meets_what_the_project_asks_for(lock, wanted):
    pins = locked(lock)
    for text in wanted:
        requirement = Requirement(text)
        version = pins.get(canonicalize_name(requirement.name), "none")
        assert version != "none", f"{lock} lacks {requirement.name}: make lock"
        assert version in requirement.specifier, f"{lock} has {requirement.name} {version}: make lock"


def test_the_locks_agree_with_one_another():
    locks = [locked(path.name) for path in sorted((ROOT / "requirements").glob("*.lock"))]
    for package in set().union(*locks):
        assert len({lock[package] for lock in locks if package in lock}) == 1, package


def test_everything_under_the_package_is_in_the_wheel(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "src"
    files = (path for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert {path.relative_to(source).as_posix() for path in files} <= packed
    assert any(name.endswith(".dist-info/licenses/LICENSE-DATA") for name in packed)


def test_documents_folder_holds_no_python():
    assert not list((ROOT / "src/nolle/data").rglob("*.py"))


# ---------------------------------------------------------------- the guard

FILE = PurePosixPath("some/file.txt")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("see https://py" + "pi.org/simple/", "address of a package registry"),
        ("open('/ho" + "me/ann/notes')", "path of one machine"),
        ("-----BEGIN RSA PRIVATE" + " KEY-----", "private key"),
        ("ssn 219-" + "09-9999", "social security number"),
        ("DOB: " + "1990-02-03", "birth date"),
        ("write to ann@mail" + ".com", "e-mail address"),
    ],
)
def test_the_guard_finds(line, what):
    assert list(guard.finds_in_text(FILE, f"one\n{line}\n".encode())) == [guard.Find(FILE, 2, what)]


@pytest.mark.parametrize(
    "line",
    [
        "https://example.org/home/page",
        "git@github.com:someone/something",
        "info@office.gov and ann@example.org",
        "docket 2018-01-11, PL 230.00, 265:13, 137.10",
        'ssn = "219-' + '09-9999"  # made up',
        "src/work/notes and ~/notes",
    ],
)
def test_the_guard_leaves_alone(line):
    assert list(guard.finds_in_text(FILE, line.encode())) == []


@pytest.mark.parametrize("name", ["last_name", "perpLastName", "Birth Date", "DOB", "home address", "citizenship"])
def test_the_guard_refuses_a_column(name):
    content = f"charge_id,{name}\n1,x\n".encode()
    assert [find.what for find in guard.finds_in_columns(PurePosixPath("a.csv"), content)]


def test_the_guard_lets_ordinary_columns_be():
    header = b"case_id,ARREST_DATE,PERP_SEX,LAW_CODE,place_name,agency_name,defendant_race\n"
    assert list(guard.finds_in_columns(PurePosixPath("a.csv"), header)) == []


def test_the_guard_says_when_it_cannot_read_a_data_file():
    [find] = guard.finds_in_columns(PurePosixPath("a.parquet"), b"PAR1 cut short")
    assert "cannot be read" in find.what


def test_the_guard_refuses_large_files_and_lock_files_with_addresses(tmp_path):
    for name in ("large.csv", "uv.lock", "pylock.dev.toml"):
        (tmp_path / name).write_bytes(b"x" * (guard.LARGEST + 1 if name == "large.csv" else 1))
    sample = tmp_path / guard.SAMPLES / "large.csv"
    sample.parent.mkdir(parents=True)
    sample.write_bytes(b"charge_id\n" + b"1\n" * guard.LARGEST)
    names = ["large.csv", "uv.lock", "pylock.dev.toml", str(guard.SAMPLES / "large.csv")]
    found = [str(find.path) for find in guard.finds_in_tree(tmp_path, map(PurePosixPath, names))]
    assert found == names[:3]
