"""place new: skeleton documents of a county, written into a workspace."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from nolle.errors import NolleError
from nolle.law.gazetteer import Spot
from nolle.library import skeletons
from nolle.verbs.documents import open_library


def new_place(spot: Spot, workspace: Path, day: date) -> list[Path]:
    """Write the place and its prosecutor's office, as far as they are not described yet; the paths written.

    Raises NolleError where both are described already, or a file is in the way: nothing is overwritten.
    """
    library = open_library(workspace)
    known = {f"places/{id}.yaml" for id in library.places}
    offices = [office for office in library.offices.values() if office.place == spot.id and office.kind == "prosecutor"]
    known |= {f"offices/{spot.id}-prosecutor.yaml"} if offices else set()
    documents = skeletons.texts(spot, known, day.isoformat())
    if not documents:
        where = library.origins["place", spot.id].file
        told = f"{spot.name} is described already: {where}, and {offices[0].id}."
        raise NolleError(f"{told}\n  Nothing was written. Read it: nolle place {spot.id}")
    return skeletons.write(workspace, documents)
