"""Made-up histories of offices: real counties by name and code, everything said of them invented from one seed.

Each office has some twenty years of office-holders, documents with rules, dates that are precise or not, statements
recorded on the day or years later, and what ended what. Written as a workspace of documents, for the measurements and
for the properties that must hold of every history.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from nolle.law.gazetteer import County
from nolle.library.gazetteer import gazetteer

FIRST, LAST = date(2006, 1, 1), date(2026, 1, 1)
SOURCE = "made-up"
_CLASSES = (
    "selling", "buying", "third_party", "loitering_for_prostitution", "quality_of_life/trespass", "unlicensed_massage",
)  # fmt: skip
_THEN = ("decline", "decline", "decline", "divert", "supervisory_approval", "will_prosecute")
_KINDS = ("written_memo", "announced_policy", "practice", "campaign_promise")
_CITE = f"[{{source: {SOURCE}, at: made up}}]"


@dataclass(frozen=True)
class Term:
    """Who holds an office, from a day to a day."""

    id: str
    first: date
    last: date | None


def write(folder: Path, offices: int, seed: int = 0) -> int:
    """Fill a folder with that many offices and their documents; how many files there are.

    Raises ValueError where there are not as many counties that the shipped documents do not describe.
    """
    files = 0
    for path, text in documents(offices, seed):
        at = folder / path
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_text(text, encoding="utf-8")
        files += 1
    return files


def documents(offices: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Paths in a workspace and texts of documents: places, offices, policies, and the one source of all."""
    yield (
        "sources/made-up.yaml",
        (
            "retrieved: 2026-01-01\nsources:\n"
            f"  - {{id: {SOURCE}, title: Made up for measurements, publisher: nobody, kind: made up, date: 2026-01-01}}\n"
        ),
    )
    chance = random.Random(seed)
    yield from (one for county in _counties(offices, chance) for one in _of_county(county, chance))


def _counties(offices: int, chance: random.Random) -> list[County]:
    from nolle.library.load import library

    described = {place.fips for place in library().places.values()}
    free = [county for county in gazetteer().counties.values() if county.fips not in described]
    if offices > len(free):
        raise ValueError(f"{offices} offices asked for, and {len(free)} counties are free")
    return sorted(chance.sample(free, offices), key=lambda county: county.fips)


def _of_county(county: County, chance: random.Random) -> Iterator[tuple[str, str]]:
    place = f"{county.state.id}/made-up-{county.fips}"
    yield (
        f"places/{place}.yaml",
        (f'id: {place}\nname: Made-up {county.fips}\nstate: {county.state.id}\nfips: "{county.fips}"\ncite: {_CITE}\n'),
    )
    terms = list(_terms(chance))
    office = f"{place}-da"
    yield f"offices/{office}.yaml", _office(office, place, terms, chance)
    for at, term in enumerate(terms):
        if chance.random() < 0.55:
            id = f"{place}/{term.first}"
            yield f"policies/{id}.yaml", _policy(id, office, term, terms[at + 1 :], chance)


def _terms(chance: random.Random) -> Iterator[Term]:
    start, number = FIRST, 0
    while start < LAST:
        years = chance.choice((4, 4, 4, 8, 2))
        end = date(start.year + years, 1, chance.choice((1, 2, 3, 7)))
        yield Term(f"holder-{number}", start, end if end < LAST else None)
        start, number = end, number + 1


def _office(id: str, place: str, terms: list[Term], chance: random.Random) -> str:
    holders = "\n".join(
        f"  - id: {t.id}\n    name: Holder {t.id[7:]}\n    from: {t.first}\n"
        + (f"    until: {t.last}\n" if t.last else "")
        + (f"    recorded: {t.first + timedelta(chance.choice((0, 700)))}\n" if chance.random() < 0.1 else "")
        + f"    cite: {_CITE}"
        for t in terms
    )
    return f"id: {id}\nname: Made-up office\nplace: {place}\nkind: prosecutor\nholders:\n{holders}\ncite: {_CITE}\n"


def _policy(id: str, office: str, term: Term, later: list[Term], chance: random.Random) -> str:
    kind = chance.choices(_KINDS, (5, 3, 1, 1))[0]
    issued = term.first + timedelta(chance.randrange(0, 500))
    recorded = issued + timedelta(chance.choice((0, 30, 900, 2500)))
    rules = "\n".join(_rule(name, recorded, chance) for name in sorted(chance.sample(_CLASSES, chance.randint(1, 4))))
    events = "\n".join(_events(issued, later, chance)) if kind != "campaign_promise" else _event("announced", issued)
    return (
        f"id: {id}\ntitle: A made-up policy\noffice: {office}\nkind: {kind}\n"
        f"text_read: {chance.choice(('full', 'part', 'none'))}\nholder: {term.id}\n"
        f"events:\n{events}\nrules:\n{rules}\nrecorded: {recorded}\ncite: {_CITE}\nconfidence: retrieved\n"
    )


def _rule(name: str, recorded: date, chance: random.Random) -> str:
    id = name.replace("/", "-").replace("_", "-")
    text = f"  - id: {id}\n    covers: {{conduct: {name}}}\n    then: {chance.choice(_THEN)}\n    cite: {_CITE}\n"
    if chance.random() < 0.3:
        text += (
            "    unless:\n      - id: minor-involved\n        when: {minor_involved: true}\n        then: not_covered\n"
            f"        cite: {_CITE}\n"
        )
    if chance.random() < 0.15:
        text += f"    recorded: {recorded + timedelta(400)}\n"
    return text + f"    confidence: {chance.choice(('retrieved', 'retrieved', 'seed'))}"


def _events(issued: date, later: list[Term], chance: random.Random) -> Iterator[str]:
    """Announced, in force, and what the successors said of it, if they said anything."""
    yield _event("announced", issued)
    began = issued + timedelta(chance.choice((0, 0, 14)))
    yield _event("in_effect", began, vague=chance.random() < 0.1)
    for term in later:
        said = chance.random()
        day = term.first + timedelta(chance.randrange(1, 200))
        if said < 0.4:
            yield _event("revoked", day, recorded=day + timedelta(chance.choice((0, 60, 1500))))
            return
        if said < 0.6:
            yield _event("continued", day, recorded=day + timedelta(chance.choice((0, 60, 1500))))


def _event(type: str, day: date, vague: bool = False, recorded: date | None = None) -> str:
    on = f"{day:%Y-%m}" if vague else day.isoformat()
    told = f", recorded: {recorded}" if recorded else ""
    return f"  - {{type: {type}, on: {on}{told}, cite: {_CITE}}}"
