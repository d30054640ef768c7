"""A coding → the text of its sheet: a document in which every entry is marked as a proposal, with its pinpoints.

The memo's words stand in it only as short pinpoints. The last line tells whether a person has touched it since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nolle.analysis.coding.proposals import Coding, Pin, Proposal, Spot
from nolle.analysis.coding.signs import Raw
from nolle.analysis.coding.yaml_text import lines

_HEAD = """\
# A coding sheet, made by reading {name}. It is no policy yet: nolle refuses it until a person has gone through it.
# Read the memo beside it. Each entry with `proposal: true` is a guess. Put one of these in the place of that line:
#   confirmed: yes    it is right, or you have mended it
#   confirmed: no     it is wrong: the entry will be left out
# Write what is missing under its key. Put something in the place of every ASK. Answer each question in a few words,
# under `answer`. Then run: nolle policy confirm {sheet}
"""
_UNTOUCHED = "# untouched: "
SINGLE = frozenset({"id", "title", "office", "holder", "kind", "text_read"})
"""Keys with one value."""

_CITED = frozenset(
    {"events", "lists", "rules", "protections", "carve_outs", "relief", "positions", "commitments", "disclaimers"}
)


@dataclass(frozen=True)
class Origin:
    """What a sheet was made from: the file, its digest, its pages, the source as it will be described, and notes."""

    name: str
    sha256: str
    pages: int
    source: Mapping[str, str]
    notes: tuple[str, ...] = ()


def text(coding: Coding, origin: Origin, sheet: str) -> str:
    """The sheet as YAML. `sheet` is the name it will have."""
    asked = _asked(coding)
    raw: dict[str, Raw] = {"sheet": _about(coding, origin)}
    for part in dict.fromkeys(one.part for one in coding.proposals):
        entries = [_entry(one, asked.get(one.at, []), origin.source["id"]) for one in coding.part(part)]
        if part in SINGLE:
            raw[part] = entries[0]
        elif part == "lists":
            raw[part] = {one.id: entry for one, entry in zip(coding.part(part), entries, strict=True)}
        else:
            raw[part] = list(entries)
    raw["cite"] = [{"source": origin.source["id"], "at": "the whole text"}]
    body = _HEAD.format(name=origin.name, sheet=sheet) + "\n".join(_spaced(raw)) + "\n"
    return f"{body}{_UNTOUCHED}{_digest(body)}\n"


def untouched(text_: str) -> bool:
    """Whether a sheet is as it was written: nobody has begun to answer it."""
    body, mark, digest = text_.rpartition(_UNTOUCHED)
    return bool(mark) and digest.strip() == _digest(body)


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:16]


def _spaced(raw: Mapping[str, Raw]) -> Iterator[str]:
    """The lines, an empty one before each part that has entries."""
    for key, value in raw.items():
        if key not in SINGLE and key != "sheet" and not isinstance(value, str):
            yield ""
        yield from lines({key: value})


def _about(coding: Coding, origin: Origin) -> dict[str, Raw]:
    told: dict[str, Raw] = {"of": origin.name, "sha256": origin.sha256}
    told |= {"pages": str(origin.pages)} if origin.pages else {}
    told |= {"notes": list(origin.notes)} if origin.notes else {}
    told["source"] = {"proposal": "true", "value": dict(origin.source)}
    told["questions"] = [
        {
            "n": str(one.n), "at": one.at, **({"about": _where(one.spot)} if one.spot else {}),
            "ask": one.ask, "answer": "",
        }
        for one in coding.questions
    ]  # fmt: skip
    return told


def _asked(coding: Coding) -> dict[str, list[str]]:
    """The numbers of the questions by their place."""
    asked: dict[str, list[str]] = {}
    for one in coding.questions:
        asked.setdefault(one.at, []).append(str(one.n))
    return asked


def _entry(one: Proposal, asked: list[str], source: str) -> dict[str, Raw]:
    marks: dict[str, Raw] = {"proposal": "true"}
    marks |= {"rests_on": [{**_where(pin.spot), "words": pin.words} for pin in one.pins]} if one.pins else {}
    marks |= {"asked": list(asked)} if asked else {}
    if one.part in SINGLE:
        return {**marks, "value": one.value}
    assert isinstance(one.value, Mapping)
    name: dict[str, Raw] = {} if one.part in ("lists", "events") else {"id": one.id}
    cite: dict[str, Raw] = (
        {"cite": [{"source": source, "at": _at(one.pins)}]} if one.part in _CITED and one.pins else {}
    )
    return {**marks, **name, **one.value, **cite}


def _where(spot: Spot) -> dict[str, Raw]:
    page: dict[str, Raw] = {"page": str(spot.page)} if spot.page else {}
    part: dict[str, Raw] = {"part": spot.part} if spot.part else {}
    return {**page, **part, "line": str(spot.line)}


def _at(pins: tuple[Pin, ...]) -> str:
    """The pinpoint of a citation: the page or line, and the words that locate it."""
    spot = pins[0].spot
    where = f"page {spot.page}" if spot.page else f"{spot.part or 'line'} {spot.line}"
    return f"{where}: {pins[0].words}"
