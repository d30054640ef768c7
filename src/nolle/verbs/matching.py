"""The matcher of a mapping: its code systems, how the law is cited there, the words, and reviewed answers."""

from __future__ import annotations

from functools import lru_cache

from nolle.law.charges import Catalogue
from nolle.law.library import Library, found
from nolle.library.vocabulary import vocabulary
from nolle.records.citation_forms import Body, Common, Grammar, grammar
from nolle.records.mapping import Mapping
from nolle.records.matching.match import Match
from nolle.records.matching.matcher import Matcher, Sources, answer_key
from nolle.records.matching.wording import Words
from nolle.records.review import Review, Reviewed


def matcher_of(lib: Library, catalogue: Catalogue, mapping: Mapping, state: str = "") -> Matcher:
    """Matches the charge strings of a mapping against a catalogue, by the law of `state` (all, where empty).

    Raises UnknownId for a code system or a body of law that nobody knows.
    """
    systems = tuple([found(lib.codes, mapping.system, "code system")] if mapping.system else [])
    nearby = (system for system in lib.codes.values() if state and system.place.startswith(state))
    sources = Sources(
        grammar=law_grammar(lib).at(state) if state else law_grammar(lib),
        words=vocabulary(Words, "words.yaml"),
        systems=systems,
        nearby=(*systems, *(system for system in nearby if system not in systems)),
        inherit=_body(lib, mapping.law) if mapping.law else None,
        answers=answers_of(lib, mapping.id),
    )
    return Matcher(catalogue, lib.coverage.values(), sources)


@lru_cache(maxsize=4)
def law_grammar(lib: Library) -> Grammar:
    """How the bodies of law of a library are cited."""
    return grammar((body for body in lib.bodies.values() if isinstance(body, Body)), vocabulary(Common, "citing.yaml"))


def _body(lib: Library, id: str) -> Body:
    body = found(lib.bodies, id, "body of law")
    assert isinstance(body, Body)
    return body


def answers_of(lib: Library, mapping: str) -> dict[tuple[str, str], Match]:
    """What persons have said about the strings of a mapping; the later review stands over the earlier."""
    reviews = [one for one in lib.reviews.values() if isinstance(one, Review) and one.mapping == mapping]
    made = {}
    for review in sorted(reviews, key=lambda one: (one.on.last, one.id)):
        for answer in review.answers:
            made[answer_key(answer.code, answer.description)] = _answer(answer, review)
    return made


def _answer(answer: Reviewed, review: Review) -> Match:
    because = f"reviewed by {review.by} on {review.on}"
    return Match("reviewed", answer.offenses, answer.other, because=because, confidence="verified")
