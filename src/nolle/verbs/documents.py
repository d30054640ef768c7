"""Verbs about documents: open, make a workspace, check, show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from nolle.analysis import conflicts, examples
from nolle.errors import DocumentError, Fault, UnknownId
from nolle.law.evaluation import Evaluation, Series
from nolle.law.evaluator import Evaluator
from nolle.law.library import Library, unknown
from nolle.law.places import Office
from nolle.law.policy import Policy
from nolle.law.question import Asking, Question
from nolle.law.situation import ConductElement, Situation
from nolle.library import captures, compiled, skeleton
from nolle.library import check as checks
from nolle.library.load import Loaded, freeze, library, load
from nolle.library.uncollected import uncollected
from nolle.publish import outcomes
from nolle.publish.wording import Wording
from nolle.terms import Confidence
from nolle.verbs import checking_offices

MANY = 300
"""Documents of a workspace from which on what was read is kept for the next time."""

HISTORIES = ("library", "chronicles")
"""What was worked out of documents, with them: it still holds for every office of which nothing changed."""


@lru_cache(maxsize=4)
def open_library(workspace: Path | None = None) -> Library:
    """The library of the package's documents, with a workspace's over them.

    A workspace is checked between documents too: a policy that names an offense nobody knows must not run.
    Raises DocumentError with all faults.
    """
    if workspace is None:
        return library()
    kept, stamps = compiled.opened(workspace)
    found = kept.get("library") if kept else None
    if isinstance(found, Library):
        return found
    with uncollected():
        loaded = load(workspace)
        faults = [fault for fault in (*loaded.faults, *checks.check(loaded)) if not fault.warning]
        if faults:
            raise DocumentError(faults)
        made = freeze(loaded)
        if len(stamps) >= MANY:
            compiled.write(workspace, stamps, {"library": made}, compiled.earlier(workspace, HISTORIES))
    return made


def init(folder: Path) -> list[Path]:
    """Make a workspace of one's own: an invented county with a policy and ten charges to start from."""
    return skeleton.init(folder)


# -- documents


def check(workspace: Path | None = None) -> list[Fault]:
    """Every fault of every document: by itself, between documents, its examples, its contradictions, its office's."""
    loaded = load(workspace)
    faults = [*loaded.faults, *checks.check(loaded), *captures.faults(loaded, workspace)]
    if any(not fault.warning for fault in faults):
        return sorted(set(faults))
    frozen = freeze(loaded)
    before = len(loaded.faults)
    for policy in frozen.policies.values():
        for outcome in examples.outcomes(policy, frozen):
            if outcome.differs:
                what = f'example "{outcome.name}" does not hold: {outcome.differs}'
                loaded.fault("policy", policy.id, ("examples", outcome.index), what, "Mend the rule or the example.")
        _contradictions(policy, frozen, loaded)
    checking_offices.offices(frozen, loaded)
    return sorted({*faults, *loaded.faults[before:]})


def _contradictions(policy: Policy, frozen: Library, loaded: Loaded) -> None:
    own = [rule.id for rule in loaded.documents["policy"][policy.id].rules]  # without the rules it takes over
    question = question_of(frozen, [Asking(policy.id, (policy,), frozen.offices, True)], [policy])
    words = Wording(frozen)
    for conflict in conflicts.conflicts(Evaluator(question), question.catalogue.anything):
        one, two = conflict.clauses
        heads = [clause.partition("/")[0] for clause in conflict.clauses]
        place = next((("rules", own.index(head)) for head in heads if head in own), ("rules",))
        charge = words.witness(conflict.witness, question.variables)
        if conflict.overlap:
            what = f'"{one}" and "{two}" overlap: one lifts its own rule, the other decides. Smallest charge: {charge}.'
            todo = "If the narrower clause should speak alone, let it say `overrides: [...]`."
        else:
            what = f'"{one}" and "{two}" contradict each other. Smallest charge: {charge}.'
            todo = "Narrow one of them, or let one say `overrides: [...]`."
        loaded.fault("policy", policy.id, place, what, todo, warning=conflict.overlap)


def show(id: str, workspace: Path | None = None) -> dict[str, Any]:
    """Any document as plain values, with its sources spelled out. Raises UnknownId."""
    lib = open_library(workspace)
    if id == "facts":
        return {
            "kind_of_document": "dictionary",
            "id": id,
            **lib.dictionary.model_dump(mode="json", exclude_defaults=True),
        }
    for kind, documents in _kinds(lib).items():
        if id in documents:
            document = documents[id]
            dumped = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            cited = sorted(set(_cited(dumped)))
            sources = {s: lib.sources[s].model_dump(exclude_defaults=True) for s in cited if s in lib.sources}
            shown = {"kind_of_document": kind, **dumped, "sources_cited": sources}
            if isinstance(document, Policy):
                words = Wording(lib)
                shown["english"] = [words.rule(rule) for rule in document.rules]
            if isinstance(document, Situation):
                words = Wording(lib)
                shown["english"] = [_done(element, words) for element in document.elements]
            if told := _outcomes(document, lib):
                shown["english"] = told
            return shown
    every = [id_ for documents in _kinds(lib).values() for id_ in documents]
    raise UnknownId(unknown("document", id, every))


def _outcomes(document: object, lib: Library) -> list[str]:
    """What was found, counted or elected, in sentences."""
    match document:
        case Evaluation():
            return list(outcomes.evaluation(document))
        case Series():
            return list(outcomes.series(document))
        case Office():
            return list(outcomes.office(document, lib))
    return []


def _done(element: ConductElement, words: Wording) -> str:
    """What is done, and as what it may be charged: `Drives about. May be charged as: ...`."""
    doubt = " (general knowledge)" if element.confidence is Confidence.UNVERIFIED else ""
    return f"{element.says} May be charged as: {' or '.join(map(words.conduct, element.conduct))}{doubt}."


def _kinds(lib: Library) -> dict[str, Mapping[str, Any]]:
    return {
        "policy": lib.policies, "office": lib.offices, "place": lib.places, "offense": lib.offenses,
        "group": lib.groups, "source": lib.sources, "code system": lib.codes, "mapping": lib.mappings,
        "situation": lib.situations, "event": lib.outside, "evaluation": lib.evaluations, "series": lib.series,
    }  # fmt: skip


def _cited(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["source"]] if isinstance(value.get("source"), str) else []
        own += [s for s in value.get("sources", []) if isinstance(s, str)]
        return own + [s for inner in value.values() for s in _cited(inner)]
    return [s for inner in value for s in _cited(inner)] if isinstance(value, list) else []


def known_place(lib: Library, place: str) -> str:
    """The id of a place, of a part of one (a precinct) or of a state that is known. Raises UnknownId."""
    parts = place.split("/")
    within = {"/".join(parts[: n + 1]) for n in range(len(parts))} - {parts[0]}
    states = {id.partition("/")[0] for id in lib.places}
    if place not in states and not within & lib.places.keys():
        raise UnknownId(unknown("place", place, [*lib.places, *states]))
    return place


def question_of(
    lib: Library, askings: Sequence[Asking], policies: Sequence[Policy], state: str = "",
    accept_unverified: bool = False, also: Sequence[Any] = (),
) -> Question:  # fmt: skip
    """The question of some askings, over the law of their place (or of `state`)."""
    state = lib.state_of([lib.place_of(policy) for policy in policies]) or state
    return Question(lib.catalogue(state), lib.dictionary, askings, accept_unverified, also)
