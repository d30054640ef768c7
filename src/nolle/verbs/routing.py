"""routes: in which situations a policy leaves something to be charged, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nolle.analysis.routes import Bucket, Charges, Gone, Route, Routes, Way, offense_tests, trace
from nolle.decisions import decide as decide_charges
from nolle.engine.duckdb import DuckDB
from nolle.errors import NolleError, UnknownId
from nolle.law.evaluator import Evaluator
from nolle.law.library import Library, found
from nolle.law.offense import Offense
from nolle.law.places import Office, Place
from nolle.law.question import Asking, Question
from nolle.law.situation import Situation
from nolle.publish import law
from nolle.publish import routes as wording
from nolle.publish.routes_notes import Note, noted
from nolle.publish.routes_notes import notes as notes_of
from nolle.publish.wording import Wording
from nolle.verbs.documents import open_library, question_of
from nolle.verbs.matching import matcher_of
from nolle.verbs.opening import Asked, mapping_of, opened


@dataclass(frozen=True)
class Routed:
    """The situations with what can still be charged in each, and the words for it."""

    told: Routes
    notes: tuple[Note, ...]
    records: str
    library: Library

    def json(self) -> dict[str, Any]:
        """The values that others rely on."""
        told, words = self.told, Wording(self.library)
        return {
            "policy": told.asking,
            "version": " ".join(policy.id for policy in told.policies),
            "place": told.place.id,
            "on": told.on.isoformat(),
            "as_if_in_force": told.as_if,
            "status_on_the_day": told.in_force.value,
            "basis": "full_text" if wording.whole_text(told) else "reported",
            "english": wording.headline(told),
            "offices": [office.id for office in told.offices],
            "records": {"file": self.records, "charges": told.n_charges, "offense_unknown": told.unmatched}
            if self.records else None,
            "situations": [_way(way, told, words) for way in told.ways],
        }  # fmt: skip


def _way(way: Way, told: Routes, words: Wording) -> dict[str, Any]:
    situation = way.situation
    return {
        "id": situation.id,
        "title": situation.title,
        "reach": way.reach.value,
        "n": way.n,
        "buckets": {bucket.value: n for bucket, n in way.counts().items()},
        "without_exceptions": sum(1 for r in way.routes if r.bucket is Bucket.DECLINE and r.always),
        "english": [wording.sentence(way, told), wording.thesis(way, told)],
        "selling": [{"offense": offense.id, "bucket": bucket.value} for offense, bucket in way.sale.sections],
        "offenses": [_route(route, told, words) for route in way.routes],
        "not_on_this_day": [_gone(gone) for gone in way.gone],
        "alleges_more": [offense.id for offense in way.beyond],
        "leaves_out": [item.text for item in situation.leaves_out],
    }


def _route(route: Route, told: Routes, words: Wording) -> dict[str, Any]:
    return {
        **_named(route.offense),
        "level": route.offense.level or None,
        "level_english": law.level(route.offense, words),
        "bucket": route.bucket.value,
        "without_exceptions": route.always,
        "elements": [item.element.id for item in route.told],
        "conduct": list(dict.fromkeys(name for item in route.told for name in item.conduct)),
        "does": wording.does(route),
        "by": [{"policy": clause.policy, "rule": clause.path} for clause in route.by],
        "could_change": [{"policy": clause.policy, "rule": clause.path} for clause in route.also],
        "candidates": list(dict.fromkeys(c.value for item in route.told for c in item.answer.candidates)),
        "needs": list(dict.fromkeys(need for item in route.told for need in item.answer.needs)),
        "offices": [{"office": office.id, "at_every_level": sure} for office, sure in route.offices],
        "marks": wording.marks(route),
        "notes": noted(route, told.policies, words),
        "charges": _charges(route.charges),
    }


def _gone(gone: Gone) -> dict[str, Any]:
    return {**_named(gone.offense), "when": wording.until(gone), "charges": _charges(gone.charges)}


def _named(offense: Offense) -> dict[str, Any]:
    return {"offense": offense.id, "citation": offense.citation, "title": offense.title}


def _charges(charges: Charges | None) -> dict[str, int] | None:
    return {"sure": charges.sure, "at_most": charges.at_most} if charges else None


def routes(
    policy: str, on: date, situations: Sequence[str] = (), place: str = "", records: Path | str | None = None,
    how: Asked | None = None, workspace: Path | None = None,
) -> Routed:  # fmt: skip
    """What can still be charged in each situation under the law of a day, and what a policy says of it.

    A policy is asked as if in force; an office's id asks all its documents as they stood on the day. `place` is
    needed where the policy belongs to none. With records, offenses are ranked by the charges that fall under
    them. Raises UnknownId, or NolleError where the place or its law is not known.
    """
    lib = open_library(workspace)
    asked = lib.asking(policy, policy not in lib.offices)
    where = _place(lib, asked, place)
    state = where.id.partition("/")[0]
    catalogue = lib.catalogue(state)
    if not catalogue.offenses:
        what = f"no offense of {state} is in the catalogue, so nothing can be said of {where.name}."
        raise NolleError(f"{what}\n  Describe its law in offenses/{state}.yaml of a workspace.")
    wanted = _situations(lib, situations)
    offices = [office for office in lib.offices_at(where.id) if office.prosecutes]
    counts, question = None, question_of(lib, [asked], asked.policies, state)
    if records is not None:
        counts, question = _counted(lib, asked, state, records, how or Asked())
    told = trace(Evaluator(question), wanted, where, offices, on, counts)
    file = "" if records is None else records.name if isinstance(records, Path) else records
    return Routed(told, notes_of(told, Wording(lib)), file, lib)


def _place(lib: Library, asked: Asking, place: str) -> Place:
    office: Office | None = lib.offices.get(asked.id)
    own = office.place if office else next(filter(None, map(lib.place_of, asked.policies)), "")
    if not own and not place:
        known = ", ".join(sorted(lib.places))
        raise NolleError(f'"{asked.id}" belongs to no place. Name one with --place.\n  There are {known}.')
    if own and place and place != own:
        raise NolleError(f'"{asked.id}" belongs to {own}, not to {place}.\n  Leave --place out.')
    return found(lib.places, own or place, "place")


def _situations(lib: Library, ids: Sequence[str]) -> list[Situation]:
    for id in ids:
        found(lib.situations, id, "situation")
    if not lib.situations:
        raise UnknownId("the library holds no situations.")
    return [situation for id, situation in lib.situations.items() if not ids or id in ids]


def _counted(
    lib: Library, asked: Asking, state: str, records: Path | str, how: Asked
) -> tuple[list[tuple[Any, int]], Question]:
    """The patterns of the records with their numbers, and the question that tells offenses apart."""
    tests = offense_tests(lib.dictionary, lib.catalogue(state).offenses)
    question = question_of(lib, [asked], asked.policies, state, also=tests)
    mapping = mapping_of(lib, how.mapping)
    with DuckDB(how.memory_limit) as engine:
        source = opened(lib, engine, records, mapping, how)
        matcher = matcher_of(lib, question.catalogue, mapping, state)
        decided, _, _ = decide_charges(engine, question, matcher, source, how.as_of, how.where, how.assume)
    return [(one.pattern, one.n) for one in decided.found], question
