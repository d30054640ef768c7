"""draft new: an interview that walks the elements of the model policy for a place, and writes the draft."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from nolle.analysis.drafting.document import document
from nolle.analysis.drafting.interview import Interview, units
from nolle.analysis.drafting.local import Local, local
from nolle.dates import Span
from nolle.errors import NolleError, UnknownId
from nolle.law.library import Library, unknown
from nolle.law.places import Office, Place
from nolle.law.policy import Policy
from nolle.publish.draft_text import plain_text, policy_text
from nolle.publish.folder import whole_file
from nolle.verbs.comparing import MODEL, Compared, compare_in
from nolle.verbs.documents import open_library
from nolle.verbs.opening import Asked

_ID = re.compile(r"us-[a-z]{2}/[a-z0-9]+(?:-[a-z0-9]+)*")
NAME = "draft"
NO_SECTION = "no section of the state's catalogue fits"


@dataclass(frozen=True)
class Begun:
    """What a draft starts from: the library, the place, its office, and the records to count on, if any."""

    library: Library
    local: Local
    records: Path | str | None = None
    how: Asked | None = None

    @property
    def id(self) -> str:
        return f"{self.local.place.id}/{NAME}"

    @property
    def office(self) -> str:
        return self.local.office.id if self.local.office else f"{self.local.place.id}-office"

    @property
    def source(self) -> str:
        return f"{self.id.replace('/', '-')}"

    @property
    def file(self) -> Path:
        """Where the policy is written inside a workspace."""
        return Path("policies", f"{self.id}.yaml")


@dataclass(frozen=True)
class Draft:
    """The draft that some answers make, within the library it is compared in."""

    begun: Begun
    interview: Interview
    raw: Mapping[str, Any]

    @cached_property
    def library(self) -> Library:
        """The library with the draft, its office and its place laid over."""
        policy, (place, office, _) = Policy.model_validate(self.raw), _beside(self.begun, self.interview)
        lib = self.begun.library
        return replace(
            lib, policies={**lib.policies, policy.id: policy},
            places={**lib.places, str(place["id"]): Place.model_validate(place)},
            offices={**lib.offices, str(office["id"]): Office.model_validate(office)}
            if self.begun.local.office is None else lib.offices,
        )  # fmt: skip

    @cached_property
    def compared(self) -> Compared:
        """Against the model policy, on today's law, with the records counted where there are some."""
        today = self.begun.local.today
        how = self.begun.how or Asked(as_of=today)
        return compare_in(self.library, self.raw["id"], MODEL, Span(today, today), self.begun.records, how)

    def gaps(self, about: str = "") -> list[str]:
        """Every gap to the model in words, or those of what one answer decided; with counts where there are some."""
        classes = [c for unit in units(self.interview.local, self.interview.answers) if unit.id == about
                   for c in unit.conduct]  # fmt: skip
        told = self.compared.json()
        return [
            _counted(gap)
            for gap in (*told["gaps"], *told["gaps_in_opened_lists"])
            if not about or any(c == own or c.startswith(f"{own}/") for c in gap["classes"] for own in classes)
        ]

    def texts(self) -> dict[Path, str]:
        """Every document of the draft by its path inside a workspace."""
        begun = self.begun
        sections = {
            unit.id: list(dict.fromkeys(s.line() for e in unit.elements for s in begun.local.sections.get(e.id, ())))
            or [NO_SECTION]
            for unit in units(self.interview.local, self.interview.answers)
        }
        texts = {begun.file: policy_text(self.raw, sections, self.gaps())}
        place, office, source = _beside(begun, self.interview)
        if begun.local.new_place:
            texts[Path("places", f"{place['id']}.yaml")] = plain_text(place, "A place made for a draft: check it.")
        if begun.local.office is None:
            texts[Path("offices", f"{office['id']}.yaml")] = plain_text(office, "An office made for a draft: check it.")
        texts[Path("sources", f"{begun.source}.yaml")] = plain_text({"sources": [source]}, "The draft itself.")
        return texts

    def json(self) -> dict[str, Any]:
        told = self.compared.json()
        return {
            "id": self.begun.id, "document": dict(self.raw), "answers": dict(self.interview.answers),
            "gaps": told["gaps"], "gaps_in_opened_lists": told["gaps_in_opened_lists"],
        }  # fmt: skip


def begin_draft(
    place: str, today: date, records: Path | str | None = None, how: Asked | None = None,
    workspace: Path | None = None,
) -> Begun:  # fmt: skip
    """What a draft for a place starts from. Raises UnknownId for what is no place and cannot be one."""
    lib = open_library(workspace)
    if place not in lib.places and not _ID.fullmatch(place):
        near = unknown("place", place, lib.places)
        raise UnknownId(f"{near}\n  A place that is new is named by its state and a short name: us-ny/westchester.")
    new = place not in lib.places
    made = lib.places.get(place) or Place(id=place, name=_called(place), state=place.partition("/")[0])
    offices = [office for office in lib.offices.values() if office.place == place and office.kind == "prosecutor"]
    catalogue = lib.catalogue(made.state)
    told = local(made, offices[0] if offices else None, tuple(lib.elements.values()), catalogue, today, new)
    return Begun(lib, told, records, how)


def draft(begun: Begun, answers: Mapping[str, str]) -> Draft:
    """The draft as far as the answers go; the rest stands with its defaults. Raises Contradiction."""
    interview = Interview(begun.local, answers)
    return Draft(begun, interview, document(interview, begun.id, begun.office, begun.source))


def write_draft(made: Draft, folder: Path) -> list[Path]:
    """Write the documents into a workspace; a policy that is there is never written over. Raises NolleError."""
    target = folder / made.begun.file
    if target.exists():
        raise NolleError(f"{target} is there already.\n  Move it away, or name another folder; nothing was written.")
    written = []
    for path, text in made.texts().items():
        if path != made.begun.file and (folder / path).exists():
            continue
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        with whole_file(folder / path) as part:
            part.write_text(text, encoding="utf-8")
        written.append(folder / path)
    open_library.cache_clear()  # what was read before does not hold the draft
    return written


def _beside(begun: Begun, interview: Interview) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The place, the office and the source of a draft, as documents."""
    place, cite = begun.local.place, [{"source": begun.source, "at": "the draft"}]
    name = interview["place.name"] if begun.local.new_place else place.name
    where = {"id": place.id, "name": name, "state": place.state, "kind": "county", "cite": cite}
    if not begun.local.new_place:
        where = place.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    office: dict[str, Any] = {"id": begun.office}
    if begun.local.office is None:
        office |= {"name": interview["office.name"], "place": place.id, "head_title": interview["office.head"],
                   "cite": cite}  # fmt: skip
    source = {
        "id": begun.source, "title": f"Draft: {interview['title']}", "publisher": "in preparation", "kind": "draft",
        "retrieved": str(begun.local.today),
    }  # fmt: skip
    return where, office, source


def _called(place: str) -> str:
    return place.partition("/")[2].replace("-", " ").title() + " County"


def _counted(gap: Mapping[str, Any]) -> str:
    if not gap["n_at_most"]:
        return str(gap["english"])
    n = f"{gap['n']:,}" if gap["n"] == gap["n_at_most"] else f"{gap['n']:,} to {gap['n_at_most']:,}"
    return f"{gap['english']} {n} charges of the records fall here."
