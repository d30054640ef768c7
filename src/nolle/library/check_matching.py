"""What matching reads: how bodies of law are cited, and what persons have said about charge strings."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator

from nolle.errors import Fault
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, cut, joined, listed
from nolle.records.citation_forms import Body, Glued
from nolle.records.review import Review, Reviewed


def bodies(shelf: Shelf) -> Iterator[Fault]:
    """Every pattern of every body of law is one, and its templates use only its parts."""
    for id, body in shelf.loaded.documents.get("body", {}).items():
        doc = Doc("body", id)
        assert isinstance(body, Body)
        if body.place not in (*shelf.values("place"), "us") and body.state not in _states(shelf):
            yield shelf.fault(doc, ("place",), *shelf.unknown_value("place", body.place))
        for key in ("section", "chapter", "paragraphs", "not_after"):
            yield from _pattern(shelf, doc, (key,), getattr(body, key))
        for index, form in enumerate(body.glued):
            yield from _form(shelf, doc, ("glued", index), form)


def _states(shelf: Shelf) -> set[str]:
    return {"-".join(id.split("-")[:2]) for id in shelf.ids("offense")}


def _pattern(shelf: Shelf, doc: Doc, at: Path_, pattern: str) -> Iterator[Fault]:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        yield shelf.fault(doc, at, f"is not a pattern: {error}", "It is a regular expression.")


def _form(shelf: Shelf, doc: Doc, at: Path_, form: Glued) -> Iterator[Fault]:
    broken = list(_pattern(shelf, doc, (*at, "pattern"), form.pattern))
    yield from broken
    groups = set() if broken else set(re.compile(form.pattern).groupindex)
    templates = {"section": form.section, "chapter": form.chapter, "lettered": form.lettered}
    templates |= {f"subdivision {n}": label for n, label in enumerate(form.subdivision)}
    for key, template in () if broken else templates.items():
        where = (*at, key.partition(" ")[0])
        try:
            used = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
        except ValueError as error:
            yield shelf.fault(doc, where, f"is not a template: {error}", "Write {name} for a part of the pattern.")
            continue
        for name in sorted(used - groups):
            what = f'uses "{{{cut(name)}}}", and the pattern has no part of that name'
            yield shelf.fault(doc, where, what, joined(shelf.near(name, groups), listed(sorted(groups))))


def reviews(shelf: Shelf) -> Iterator[Fault]:
    """Every review is of a mapping there is, by a role, and each of its answers says one thing about one string."""
    for id, review in shelf.loaded.documents.get("review", {}).items():
        doc = Doc("review", id)
        assert isinstance(review, Review)
        if review.mapping not in shelf.ids("mapping"):
            near = shelf.near(review.mapping, shelf.ids("mapping"))
            yield shelf.fault(doc, ("mapping",), f'mapping "{cut(review.mapping)}" is not in the library', near)
        if not review.by.strip():
            yield shelf.fault(
                doc, ("by",), "does not say who reviewed", "Name the role (policy counsel), not a person."
            )
        seen: dict[tuple[str, str], int] = {}
        for index, answer in enumerate(review.answers):
            yield from _answer(shelf, doc, ("answers", index), answer)
            key = (" ".join(answer.code.upper().split()), " ".join(answer.description.upper().split()))
            if seen.setdefault(key, index) != index and any(key):
                what = "the same string was answered above"
                yield shelf.fault(doc, ("answers", index), what, "Case and spaces do not count. Keep one answer.")


def _answer(shelf: Shelf, doc: Doc, at: Path_, answer: Reviewed) -> Iterator[Fault]:
    if not (answer.code.strip() or answer.description.strip()):
        yield shelf.fault(doc, at, "does not say which string it is about", "Give its code, its description, or both.")
    if not answer.offenses and not answer.other:
        yield shelf.fault(doc, at, "does not say what the string is", "Give offenses, or other: true.")
    for offense in answer.offenses:
        if offense not in shelf.ids("offense"):
            yield shelf.fault(doc, (*at, "offenses"), *shelf.unknown_value("offense", offense))


CHECKS: tuple[Callable[[Shelf], Iterator[Fault]], ...] = (bodies, reviews)
