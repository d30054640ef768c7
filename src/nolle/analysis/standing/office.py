"""An office on a day: its documents with their derived status, its answer to each kind of charge, and the model's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nolle.analysis.standing.asked import Asked
from nolle.analysis.standing.documents import Document, State, began
from nolle.analysis.standing.ground import Law
from nolle.analysis.standing.past import Reach, past
from nolle.analysis.standing.said import Cell
from nolle.analysis.standing.versions import document_of
from nolle.analysis.standing.voice import model_voice, public, voice_of
from nolle.law import timeline
from nolle.law.library import Library, found
from nolle.law.places import Holder, Office, Place
from nolle.law.policy import Policy

COLUMNS = {
    "selling": "selling",
    "buying": "buying",
    "third_party": "third_party",
    "loitering": "loitering_for_prostitution",
    "street_charges": "quality_of_life",
    "massage": "unlicensed_massage",
}
"""The kinds of charge a place is asked about, and the class of conduct each stands for."""

ASKS = {column: (conduct,) for column, conduct in COLUMNS.items()}


@dataclass(frozen=True)
class Standing:
    """An office on a day, and the model policy asked the same."""

    office: Office
    place: Place
    as_of: date
    known_on: date | None
    holder: Holder | None
    documents: tuple[Document, ...]
    elsewhere: tuple[Policy, ...]
    today: tuple[Cell, ...]
    model: tuple[Cell, ...]
    past: tuple[Reach, ...]
    model_past: tuple[Reach, ...]
    model_id: str = ""


def standing(
    library: Library, office_id: str, as_of: date, known_on: date | None = None, with_model: bool = True
) -> Standing:
    """What stands at an office on `as_of`, as known on `known_on`; the model is asked too, if wanted.

    Raises UnknownId.
    """
    office = timeline.office_as_known(found(library.offices, office_id, "office"), known_on)
    voice = voice_of(library, office_id, known_on)
    models = tuple(p for p in library.models if timeline.known(p.recorded, known_on) and with_model)[:1]
    documents = tuple(sorted(voice.documents(as_of), key=began))
    law = Law(library, office, as_of)
    asked = Asked(law, voice, documents)
    return Standing(
        office=office,
        place=library.places[office.place],
        as_of=as_of,
        known_on=known_on,
        holder=timeline.in_office(office.holders, as_of),
        documents=documents,
        elsewhere=tuple(p for other in _others(library, office) for p in public(library, other, known_on)),
        today=tuple(asked.cells(ASKS)),
        model=tuple(Asked(law, model_voice(library, law.state, models[0].id), ()).cells(ASKS)) if models else (),
        past=past([d for d in documents if d.state is not State.PROMISE], as_of),
        model_past=past([document_of(p, None, as_of, known_on) for p in models], as_of),
        model_id=models[0].id if models else "",
    )


def _others(library: Library, office: Office) -> Iterator[str]:
    """The other offices of the same place."""
    yield from (one.id for one in library.offices_at(office.place) if one.id != office.id)
