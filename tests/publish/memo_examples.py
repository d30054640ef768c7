"""Memos that the tests look at: policies of the library, and two versions of a made-up one that hold everything."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from nolle import verbs
from nolle.verbs.memo import MemoWanted, make_memo

FILES = Path(__file__).with_name("memos")
COUNTY = "us-xx/example-county"
FULL, NEXT = f"{COUNTY}/2025-01-06", f"{COUNTY}/2026-01-06"
MODEL, BRAGG, SF = "model", "us-ny/manhattan/2022-01-03", "us-ca/san-francisco/2018-01-11"
BALTIMORE = ("us-md/baltimore/2020-03-18", "us-md/baltimore/2021-03-26")
ON = date(2026, 11, 20)


@lru_cache(maxsize=1)
def workspace() -> Path:
    """A workspace with the made-up versions in it; it is a few small files, left to the system's temporary folder."""
    folder = Path(mkdtemp(prefix="nolle-memo-")) / "mine"
    verbs.init(folder)
    for file in FILES.glob("*.yaml"):
        (folder / "policies" / COUNTY / file.name).write_bytes(file.read_bytes())
    return folder


@lru_cache(maxsize=64)
def made(id, against="", **wanted):
    """A memo or a redline with what goes with it."""
    return make_memo(id, MemoWanted(ON, **wanted), against, workspace())


GOLDEN = {
    "model": lambda: made(MODEL, disclaimer=True),
    "manhattan": lambda: made(BRAGG, anchors=True),
    "san-francisco": lambda: made(SF),
    "full": lambda: made(FULL, disclaimer=True, anchors=True),
    "baltimore-redline": lambda: made(BALTIMORE[1], BALTIMORE[0]),
    "full-redline": lambda: made(NEXT, FULL),
}
