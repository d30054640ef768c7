"""Every source that the site cites: what it is, where it can be read, or that it has no address, and who cites it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from nolle.cite import Source
from nolle.law.library import Library
from nolle.publish.page import plural
from nolle.publish.site.frame import Frame, Sheet, Site, SitePage, Value, made, source_anchor
from nolle.publish.site.seen import Seen

COLUMNS = {
    "id": "its id",
    "title": "its title",
    "publisher": "who published it",
    "date": "when (EDTF)",
    "kind": "what it is",
    "url": "its address; empty where it has none",
    "retrieved": "when it was read",
    "note": "what else is to know",
    "policies": "the documents that cite it",
}


LISTS = {
    "sources": "Sources",
    "sources-news": "Sources: news",
    "sources-law": "Sources of the law",
}
"""The pages of sources, which together hold each of them once."""


def pages(site: Site, seen: Seen, cited: Iterable[str]) -> list[SitePage]:
    """The lists of the sources that are `cited`."""
    wanted = {*cited}
    every = sorted((one for one in seen.library.sources.values() if one.id in wanted), key=_order)
    return [_page(site, seen, path, [one for one in every if site.lists[one.id] == path]) for path in LISTS]


def lists(library: Library) -> dict[str, str]:
    """On which page each source stands: what only the law is read from, what is news, and all others."""
    kinds = (library.policies, library.offices, library.places, library.outside, library.limits, library.evaluations)
    documents = [one for kind in kinds for one in kind.values()]
    said = {id for one in documents for id in cited_by(one.model_dump(mode="json", exclude={"examples"}))}
    return {one.id: _list_of(one, one.id in said) for one in library.sources.values()}


def _list_of(source: Source, said: bool) -> str:
    if not said:
        return "sources-law"
    return "sources-news" if source.kind == "news" else "sources"


def _page(site: Site, seen: Seen, path: str, listed: Sequence[Source]) -> SitePage:
    frame, by = Frame(path, site), _citing(seen)
    rows = [(source_anchor(one.id), one, _kind(one), [(frame.to(f"policies/{id}"), id) for id in by.get(one.id, ())])
            for one in listed]  # fmt: skip
    bare = sum(1 for one in listed if not one.url)
    says = f"{plural(len(listed), 'source')}. {bare} of them have no address: each says what it is instead."
    kinds = sorted(Counter(_kind(one) for one in listed).items(), key=lambda one: (-one[1], one[0]))
    values = {"heading": LISTS[path], "rows": rows, "kinds": kinds, "others": others(frame, LISTS)}
    sheet = Sheet("sources", "sources", COLUMNS, [_values(one, by) for one in listed])
    return made(site, path, "site_sources.html", LISTS[path], says, values, [sheet])


def others(frame: Frame, lists: Mapping[str, str]) -> list[tuple[str, str]]:
    """The other pages of some lists: link and title."""
    return [(frame.to(path), title) for path, title in lists.items() if path != frame.path]


def _order(source: Source) -> tuple[str, str]:
    return source.title.casefold().lstrip("“\"'"), source.id


def _kind(source: Source) -> str:
    return source.kind.replace("_", " ")


def _citing(seen: Seen) -> Mapping[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for policy in seen.policies.values():
        for id in cited_by(policy.model_dump(mode="json", exclude={"examples"})):
            found.setdefault(id, {})[policy.id] = None
    return {id: list(policies) for id, policies in found.items()}


def cited_by(value: object) -> Iterable[str]:
    """The ids of all sources that a document names, wherever it does."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "source" and isinstance(inner, str):
                yield inner
            else:
                yield from cited_by(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cited_by(inner)


def _values(source: Source, by: Mapping[str, list[str]]) -> dict[str, Value]:
    return {
        "id": source.id, "title": source.title, "publisher": source.publisher, "date": source.date,
        "kind": _kind(source), "url": source.url, "retrieved": source.retrieved, "note": source.note,
        "policies": tuple(by.get(source.id, ())),
    }  # fmt: skip
