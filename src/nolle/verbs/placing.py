"""place: what is known of one county or city on a day, what is not, and whom to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nolle.analysis.standing import COLUMNS, Cell, Standing, State, standing
from nolle.analysis.standing.said import OUTLINED
from nolle.analysis.unresearched import ClassOfLaw, Ground, classes_of_law, unknowns
from nolle.errors import NolleError, UnknownId
from nolle.law.gazetteer import Match, Spot, Unknown
from nolle.law.library import Library
from nolle.law.offense import Offense
from nolle.law.places import Office
from nolle.law.policy import Policy
from nolle.library import gazetteer
from nolle.publish import unresearched
from nolle.publish.page import capital
from nolle.publish.place import place_page
from nolle.publish.place_answer import answer_of
from nolle.terms import Confidence, Instrument, TextRead
from nolle.verbs.documents import open_library


@dataclass(frozen=True)
class Placed:
    """A place on a day: its researched offices (none where nobody has researched any), and what is around them."""

    ground: Ground
    standings: tuple[Standing, ...]
    library: Library

    def json(self) -> dict[str, Any]:
        """The values that others rely on."""
        ground = self.ground
        return {
            **chosen(ground.spot),
            "as_of": ground.as_of.isoformat(),
            "researched": bool(self.standings),
            "english": [answer_of(one, self.library) for one in self.standings] or [unresearched.answer(ground)],
            "decides": [decides(office, self.library) for office in ground.offices],
            "offices": [_standing(one) for one in self.standings],
            "catalogue": ground.spot.state.id if ground.spot.state and ground.catalogued else None,
            "law": [_of_law(one) for one in ground.law],
            "limits": [{"id": limit.id, "title": limit.title, "says": limit.says} for limit in ground.limits],
            "lies_in": [county.fips for county in ground.around],
            "holds": [place.id for place in ground.inside],
            "elsewhere_in_state": [office.id for office in ground.elsewhere],
            "not_known": [
                {"about": i.about.value, "ask": i.ask, "why": i.why, "whom": list(i.whom), "fills": i.fills}
                for i in ground.inquiries
            ],
            "notes": list(ground.notes),
        }  # fmt: skip


def chosen(spot: Spot) -> dict[str, Any]:
    """A spot as plain values."""
    county = spot.county
    return {
        "id": spot.id, "name": spot.name, "state": spot.state_name, "fips": county.fips if county else None,
        "population_2019": spot.population, "described": spot.place is not None,
    }  # fmt: skip


def decides(office: Office, library: Library) -> dict[str, str]:
    """Which charges an office decides, as its document says."""
    return {"office": office.id, "name": office.name, "decides": unresearched.decided(office, library)}


def _of_law(one: ClassOfLaw) -> dict[str, Any]:
    return {
        "conduct": one.conduct, "law": one.law.value,
        "sections": [_section(offense) for offense in one.sections], "ended": [_section(o) for o in one.gone],
    }  # fmt: skip


def _section(offense: Offense) -> dict[str, str]:
    return {
        "offense": offense.id, "citation": offense.citation, "title": offense.title, "level": offense.level,
        "confidence": offense.confidence.value,
    }  # fmt: skip


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "office": one.office.id,
        "holder": one.holder.id if one.holder else None,
        "today": {cell.column: _cell(cell) for cell in one.today},
        "documents": [
            {"policy": d.policy.id, "state": d.state.value, "kind": d.policy.kind.value,
             "since": str(d.since) if d.since else None,
             "unknown_since": d.unknown_since.isoformat() if d.unknown_since else None}
            for d in one.documents
        ],
    }  # fmt: skip


def _cell(cell: Cell) -> dict[str, Any]:
    by = dict.fromkeys(clause for entry in cell.entries if entry.value is cell.value for clause in entry.by)
    return {
        "value": cell.value.value, "n": cell.n, "of": cell.of, "outline": cell.outline,
        "by": [{"policy": clause.policy, "rule": clause.path} for clause in by],
    }  # fmt: skip


# ---------------------------------------------------------------- asking


def find_place(name: str, workspace: Path | None = None) -> Match:
    """What a name can mean. Raises NolleError for what is no name, UnknownId where nothing has it."""
    match = gazetteer.find(name, open_library(workspace).places)
    if not match.found:
        raise UnknownId(_unknown(match))
    return match


def _unknown(match: Match) -> str:
    if match.state:
        many = sum(1 for county in gazetteer.gazetteer().counties.values() if county.state == match.state)
        told = f'"{match.asked}" is a state, and a state has many offices ({many} counties).'
        return f'{told}\n  Name a county of it, such as "Lake, {match.state.postal}".'
    told = f'no county is called "{match.asked}", and no city that nolle knows.'
    if match.absent:
        return f"{told}\n  {capital(match.absent.says)}. {match.absent.todo}"
    if match.near:
        near = "\n".join(f"    {spot.title}, {spot.state_name}: nolle place {spot.id}" for spot in match.near)
        return f"{told}\n  The nearest names:\n{near}"
    return f"{told}\n  Name the county the city lies in, with its state."


def place(spot: Spot, as_of: date, known_on: date | None = None, workspace: Path | None = None) -> Placed:
    """What is known of a place that `find_place` found."""
    library = open_library(workspace)
    offices = tuple(office for office in library.offices_at(spot.id) if office.prosecutes)
    told = [standing(library, office.id, as_of, known_on) for office in offices]
    standings = tuple(one for one in told if _looked(one))
    return Placed(_ground(spot, as_of, offices, standings, library), standings, library)


def _looked(one: Standing) -> bool:
    """Whether anybody looked for policies of the office: one was found, or a search found none."""
    finding = one.office.finding
    return bool(one.documents) or (finding is not None and finding.none_found)


def _ground(
    spot: Spot, as_of: date, offices: tuple[Office, ...], standings: Collection[Standing], library: Library
) -> Ground:
    state = spot.id.partition("/")[0]
    offenses = tuple(library.catalogue(state).offenses.values())
    localities = spot.place.localities if spot.place else ()
    limits = tuple(limit for limit in library.limits.values() if limit.jurisdiction == state)
    if standings:
        unknown = _open(standings, offices, bool(offenses), bool(localities), bool(limits))
    else:
        known = any(office.confidence is not Confidence.UNVERIFIED for office in offices)
        unknown = unknowns(bool(offenses), known, bool(localities), bool(limits))
    prosecutors = (o for o in library.offices.values() if o.prosecutes and o not in offices)
    return Ground(
        spot=spot,
        as_of=as_of,
        catalogued=bool(offenses),
        law=classes_of_law(offenses, COLUMNS, as_of, localities),
        offices=offices,
        inside=gazetteer.inside(spot.county, library.places) if spot.county else (),
        around=spot.within,
        elsewhere=tuple(o for o in prosecutors if library.state_of([o.place]) == state),
        limits=limits,
        unknown=unknown,
        inquiries=tuple(one for one in gazetteer.inquiries().questions if one.about in unknown),
        notes=tuple(_notes(spot, state)),
    )


def _notes(spot: Spot, state: str) -> Iterator[str]:
    """What the document of the place says beside, and what to know of the list in its state."""
    if spot.place and spot.place.note and "TODO" not in spot.place.note:
        yield spot.place.note
    yield from (note.says for note in gazetteer.gazetteer().names.notes if note.state == state)


def _open(
    standings: Collection[Standing], offices: Collection[Office], catalogued: bool, localities: bool, limits: bool
) -> tuple[Unknown, ...]:
    """What is open about a place of which an office was researched."""
    held = [document for one in standings for document in one.documents if document.holds]
    beside = [policy for one in standings for policy in one.elsewhere]
    checks = {
        Unknown.DECIDES: all(office.decides is not None for office in offices),
        Unknown.HEAD: any(one.holder is None for one in standings),
        Unknown.POLICY: len(standings) < len(offices),
        Unknown.TEXT: any(document.policy.text_read is not TextRead.FULL for document in held),
        Unknown.STATUS: any(document.state is State.UNKNOWN for document in held),
        Unknown.SECTIONS: not catalogued,
        Unknown.SECTIONS_COMPLETE: catalogued,
        Unknown.ORDINANCES: not localities,
        Unknown.PRACTICE: not any(document.policy.practice for document in held),
        Unknown.POLICE: not any(_of_police(policy) for policy in beside),
        Unknown.LIMITS: not limits,
        Unknown.PAST: not any(one.past for one in standings),
    }
    return tuple(about for about, is_open in checks.items() if is_open)


def _of_police(policy: Policy) -> bool:
    return policy.kind is Instrument.POLICE_AGREEMENT


# ---------------------------------------------------------------- pages


def page_of(placed: Placed, office: str = "") -> str:
    """The page of a place; where several of its offices were researched, of the one asked for or of the first.

    Raises UnknownId for an office that is not among them.
    """
    if not placed.standings:
        return unresearched.unresearched_page(placed.ground, placed.library)
    by_id = {one.office.id: one for one in placed.standings}
    if office and office not in by_id:
        raise UnknownId(f'office "{gazetteer.shown(office)}" is not among: {", ".join(by_id)}')
    one = by_id[office] if office else placed.standings[0]
    return place_page(one, gaps(one, placed.library), {}, placed.library, placed.ground)


def gaps(one: Standing, library: Library) -> dict[str, Any] | None:
    """The gaps of the document that gives most of today's answers against the model policy; None where none holds."""
    from nolle.dates import Span
    from nolle.verbs.comparing import compare_in

    held = [document.policy for document in one.documents if document.holds and document.policy.rules]
    if not held or not one.model_id:
        return None
    return compare_in(library, _leading(one, held).id, one.model_id, Span(one.as_of, one.as_of)).json()


def _leading(one: Standing, held: Sequence[Policy]) -> Policy:
    """Of documents, oldest first, a policy before a practice, then what is behind most answers, then the newest."""
    behind = Counter(
        id
        for cell in one.today
        for id in {clause.policy for entry in cell.entries if entry.value is cell.value for clause in entry.by}
    )
    return max(enumerate(held), key=lambda at: (at[1].kind not in OUTLINED, behind[at[1].id], at[0]))[1]


def need_one(match: Match) -> Spot:
    """The one spot a name means. Raises NolleError where it means several, with the choices."""
    if len(match.found) > 1:
        told = "\n".join(f"    {spot.title}, {spot.state_name}: {spot.id}" for spot in match.found)
        raise NolleError(f'"{match.asked}" is the name of {len(match.found)} places. Name one by its id:\n{told}')
    return match.found[0]
