"""A gzipped file, or a zip file with one file in it → the file within, unpacked into a private folder.

What is unpacked is bounded, by its size and by how many times it is larger than what was packed, and is
checked to its last byte. The name inside a zip file says what kind of file it is, and is used for nothing else.
"""

from __future__ import annotations

import gzip
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from nolle.engine.files import KINDS, PACKED, READ
from nolle.errors import RecordsError

_CHUNK = 1 << 20
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_LARGEST_LIST = 1 << 22
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_AGAIN = "Ask for the file again."
_DAMAGED = (
    EOFError, LookupError, NotImplementedError, OSError, RuntimeError, ValueError, struct.error, zipfile.BadZipFile,
    zlib.error,
)  # fmt: skip
"""What the readers of packed files raise, between them, at a damaged one."""


@dataclass(frozen=True)
class Bounds:
    """How much may be unpacked: bytes in all, a share of the free disk, and so many times what was packed.

    Small files may be packed as tightly as they like: the ratio counts from `ratio_from` bytes on.
    """

    largest: int = 200 * 2**30
    disk: float = 0.9
    ratio: int = 250
    ratio_from: int = 2**28


BOUNDS = Bounds()


def unpacked(path: Path, folder: Path, bounds: Bounds = BOUNDS) -> Path:
    """The file itself, or what it holds if it is packed. Raises RecordsError if that is not one whole text file."""
    if path.suffix.lower() not in PACKED:
        return path
    with _within(path) as (name, packed):
        target = folder / f"unpacked{PurePosixPath(name).suffix.lower()}"
        room = int(shutil.disk_usage(folder).free * bounds.disk)
        written, size = 0, path.stat().st_size
        with target.open("wb") as copy:
            while piece := packed.read(_CHUNK):
                written += len(piece)
                if written > bounds.ratio_from and written > bounds.ratio * size:
                    raise RecordsError(
                        f"{path}: unpacks to more than {bounds.ratio} times its size, as files made to fill a disk do. "
                        "If it is what it should be, unpack it and name the file within."
                    )
                if written > min(room, bounds.largest):
                    raise RecordsError(f"{path}: what it unpacks to is larger than the {_free(room, bounds)}.")
                copy.write(piece)
    return target


def _free(room: int, bounds: Bounds) -> str:
    if room < bounds.largest:
        return f"{room / 2**30:.1f} GB that may be used of the disk for temporary files (set TMPDIR to a larger one)"
    return f"{bounds.largest / 2**30:,.0f} GB that are read of a packed file. Unpack it and name the file within"


@contextmanager
def _within(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """The name and the bytes of the one file within; whatever is wrong with the packing is a RecordsError."""
    try:
        if path.suffix.lower() == ".gz":
            _readable(path, path.stem)
            with gzip.open(path, "rb") as packed:
                yield path.stem, cast(IO[bytes], packed)
        else:
            with zipfile.ZipFile(_listed(path)) as archive:
                member = _only(path, archive)
                with archive.open(member) as inside:
                    yield member.filename, inside
    except _DAMAGED as error:
        if isinstance(error, OSError) and error.errno:
            raise RecordsError(f"{path}: cannot be unpacked: {(error.strerror or '').lower()}.") from None
        kind = "gzip" if path.suffix.lower() == ".gz" else "zip"
        raise RecordsError(f"{path}: is not a whole {kind} file ({_what(error)}). {_AGAIN}") from None


def _what(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "it is cut short"
    return "its check sum is wrong" if "CRC" in str(error) else "it is damaged, or of another kind"


def _readable(path: Path, name: str) -> None:
    """Refuse what is no text kind inside."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in PACKED:
        raise RecordsError(f"{path}: is packed twice. Unpack it once.")
    if KINDS.get(suffix) in ("parquet", "excel"):
        raise RecordsError(f'{path}: holds a file that ends in "{suffix}". Unpack it and name the file within.')
    if suffix not in KINDS:
        hint = "Name it after what is in it, such as records.csv.gz. " if path.suffix.lower() == ".gz" else ""
        raise RecordsError(f'{path}: holds a file ending in "{suffix}", which is not read. {hint}{READ}')


def _listed(path: Path) -> Path:
    """The zip file, if the list of its members is small enough to be looked at."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 0x10100))
        tail = file.read()
    at = tail.rfind(_END)
    listed = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if listed == 0xFFFFFFFF:
        at = tail.rfind(_END_64)
        listed = int.from_bytes(tail[at + 40 : at + 48], "little") if at >= 0 else 0
    if listed > _LARGEST_LIST:
        raise RecordsError(f"{path}: holds very many files. Put the one file of records into a zip file of its own.")
    return path


def _only(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The one file in a zip file; folders, and what a Mac adds beside each file, do not count."""
    members = [m for m in archive.infolist() if not m.filename.endswith("/") and not m.filename.startswith("__MACOSX/")]
    if len(members) != 1:
        what = f"holds {len(members):,} files" if members else "holds no file"  # their names may be of persons
        raise RecordsError(f"{path}: {what}. A zip file is read if there is one file of records in it.")
    [member] = members
    if stat.S_ISLNK(member.external_attr >> 16):
        raise RecordsError(f"{path}: holds a link to a file, not the file. {_AGAIN}")
    if member.flag_bits & 0x1:
        raise RecordsError(f"{path}: is locked with a password. Unpack it and name the file within.")
    if member.compress_type not in _PLAIN:
        raise RecordsError(f"{path}: is packed in a way that is not read. Pack it again as an ordinary zip file.")
    _readable(path, member.filename)
    return member
