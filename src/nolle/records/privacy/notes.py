"""What a file carries beside its rows: the type of it, and which kinds of personal data are in it."""

from __future__ import annotations

from dataclasses import dataclass

from nolle.records.privacy.judging import Judged, header_suspects
from nolle.records.privacy.kinds import KINDS
from nolle.records.privacy.names import kinds_named
from nolle.records.privacy.signs import Signs


@dataclass(frozen=True)
class Note:
    """Text that a file carries beside its rows: where it stands, and what it says.

    `where` is in our words and may be printed; `texts` and `names` are the file's and may not. `names` stand where
    names of columns do: the header of a second sheet, the keys of a metadata record.
    """

    where: str
    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def kinds_noted(note: Note, signs: Signs) -> list[str]:
    """The kinds of personal data in what a file carries beside its rows."""
    judged = Judged(signs)
    for text in dict.fromkeys(note.texts):
        judged.add(text)
    found = {suspicion.kind for suspicion in (*judged.suspicions(), *header_suspects(note.names, signs))}
    found.update(kind for name in note.names for kind in kinds_named(name, signs))
    return [kind for kind in KINDS if kind in found]
