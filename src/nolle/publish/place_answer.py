"""What is said of the charges of a place in one or two sentences, and the footnotes that its cells need."""

from __future__ import annotations

from collections.abc import Callable

from nolle.analysis.standing import Standing
from nolle.law.library import Library
from nolle.law.offense import Offense
from nolle.publish import cells
from nolle.publish.cells import Notes
from nolle.publish.page import when
from nolle.publish.wording import Wording


def answer_of(standing: Standing, library: Library) -> str:
    """One or two sentences: what becomes of charges at an office, and since when."""
    return cells.answer(standing, notes_of(standing, library), titles_of(library))


def notes_of(standing: Standing, library: Library) -> Notes:
    """The makers of the footnotes of an office's cells."""
    documents = {document.policy.id: document for document in standing.documents}
    return Notes(Wording(library), {id: one.policy for id, one in documents.items()}, documents)


def titles_of(library: Library) -> Callable[[str], str]:
    """The title of an offense by its id; the id itself where no such offense is catalogued."""
    return lambda id: library.offenses[id].title if id in library.offenses else id


def gone(law: Offense) -> str:
    """What became of a section that is not in force, and its last day where that is known."""
    ended = law.in_force.to
    status = law.status if law.status in ("repealed", "amended", "renumbered") else "not in force"
    return f"{status}; last day {when(ended)}" if ended else status
