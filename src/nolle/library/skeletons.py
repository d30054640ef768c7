"""Skeleton documents of a place: what the list of counties knows is filled in, the rest is marked TODO.

A mark is a text of the document, so that `nolle check` names it with its line until somebody has filled it in.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from nolle.errors import NolleError
from nolle.law.gazetteer import Spot
from nolle.library.gazetteer import base, fold

_PLACE = """\
# {name}, {state}. Started from the list of counties; what is marked TODO is still to be found out.
id: {id}
name: {name}
state: {state_id}
kind: {kind}
fips: "{fips}"
# localities: [city]               # cities whose ordinances are charged here
confidence: unverified
cite: [{{source: census-county-2019, at: "{listed}"}}]
note: >-
  TODO which cities and ordinances belong here, if any; then `localities`, or delete this line.
"""

_OFFICE = """\
# The prosecutor of {name}, {state}. Nobody has checked anything yet: fill in what you find, each with its source.
id: {id}-prosecutor
name: Prosecutor of {name} (name not checked)
place: {id}
kind: prosecutor
# head_title: District Attorney
# selection: elected
# decides: {{level: [misdemeanor]}}   # leave out where it decides all charges
# holders:
#   - {{id: family-name, name: Full Name, from: 2023-01, cite: [{{source: SOURCE, at: PAGE}}]}}
# finding: {{none_found: true, searched_on: {day}}}   # only once you have searched and found no policy
confidence: unverified
cite: []
note: >-
  TODO the office's own name, and the title of its head (`name`, `head_title`).
  TODO how the head is chosen, and who has held the office since when (`selection`, `holders`).
  TODO which charges it decides, and who decides the others (`decides`).
  TODO search for a policy: then `finding`, or a policy document.
"""

_KINDS = (("city", "independent_city"), ("parish", "parish"), ("borough", "borough"))


def texts(spot: Spot, known: Collection[str], day: str) -> dict[str, str]:
    """The documents still missing of a county, by their paths in a workspace; `known` are the paths that exist."""
    county = spot.county
    if county is None:
        raise NolleError(f"{spot.name} is described already, and no county: write its documents by hand.")
    values = {
        "id": spot.id, "name": spot.title, "state": county.state.name, "state_id": county.state.id,
        "kind": _kind(county.name), "fips": county.fips, "listed": county.name, "day": day,
    }  # fmt: skip
    made = {f"places/{spot.id}.yaml": _PLACE, f"offices/{spot.id}-prosecutor.yaml": _OFFICE}
    return {path: text.format(**values) for path, text in made.items() if path not in known}


def _kind(name: str) -> str:
    folded = fold(name)
    return next((kind for word, kind in _KINDS if folded.endswith(f" {word}") and base(folded) != folded), "county")


def write(workspace: Path, documents: dict[str, str]) -> list[Path]:
    """Write all of them or none. Raises NolleError where one of the files is there already."""
    targets = [workspace / path for path in documents]
    there = [path for path in targets if path.exists() or path.is_symlink()]
    if there:
        raise NolleError(f"{there[0]} is there already.\n  Nothing was written: edit it, or move it away first.")
    written: list[Path] = []
    target = workspace
    try:
        for target, text in zip(targets, documents.values(), strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8") as file:
                written.append(target)
                file.write(text)
    except OSError as error:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise NolleError(f"{target} cannot be written: {error.strerror or error}\n  Nothing was written.") from error
    return written
