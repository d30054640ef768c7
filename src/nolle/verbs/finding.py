"""Offenses by what one knows of them: a citation, a code of a data system, words of the title.

What is found says why. Likeness comes last, only where nothing else was found, and only proposes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nolle.law.library import Library
from nolle.law.offense import Code, Offense
from nolle.records.citations import Found, read, resolved
from nolle.records.citations_prose import written
from nolle.records.matching.match import spaced
from nolle.verbs.catalogue import dumped, law_place, natural, place_of
from nolle.verbs.documents import open_library
from nolle.verbs.matching import law_grammar

LIKE = 70
"""How alike (of 100) a title must be to be proposed."""

MOST = 5
"""Proposals at most."""

_PLAIN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[a-z0-9][\w.@()/-]*", re.IGNORECASE)


@dataclass(frozen=True)
class Hit:
    """One thing found: an offense, or a code that is wider than any one offense, and why it was found.

    `how` is `id`, `group`, `citation`, `code`, `words` or `likeness`; the last only proposes.
    """

    how: str
    why: str
    offense: Offense | None = None
    code: Code | None = None
    system: str = ""

    def json(self) -> dict[str, Any]:
        """As plain values."""
        code = {"system": self.system, **self.code.model_dump(mode="json", exclude_defaults=True)} if self.code else {}
        code |= {"match": self.code.match} if self.code else {}
        own = {"offense": dumped(self.offense)} if self.offense else {}
        return {"how": self.how, "why": self.why, **own, **({"code": code} if code else {})}


@dataclass(frozen=True)
class FoundLaw:
    """What was found, surest first. `uncatalogued` are citations that were read and that the catalogue lacks."""

    text: str
    hits: tuple[Hit, ...]
    uncatalogued: tuple[str, ...] = ()

    @property
    def offenses(self) -> tuple[Offense, ...]:
        """The offenses found, each once."""
        return tuple(dict.fromkeys(hit.offense for hit in self.hits if hit.offense is not None))

    def json(self) -> dict[str, Any]:
        """As plain values."""
        hits = [hit.json() for hit in self.hits]
        return {"text": self.text, "hits": hits, "not_catalogued": list(self.uncatalogued)}


def find_law(text: str, place: str = "", workspace: Path | None = None) -> FoundLaw:
    """Offenses by id, citation, code or words; of a place only, where one is given. Raises UnknownId for a place."""
    lib = open_library(workspace)
    state = law_place(lib, place).partition("/")[0] if place else ""
    named = [*_by_id(text, lib), *_by_code(text, lib, state)]
    cited = _citations(text, lib, state)
    hits = _once([*named, *_by_citation(cited, lib)], lib, state)
    grammar = law_grammar(lib)
    missing = tuple(written(one, grammar) for found in cited if not found.offenses for one in found.references)
    if not missing and not any(hit.how in ("id", "group", "citation") for hit in hits):
        hits = _once([*hits, *_by_words(text, lib)], lib, state)
    if not hits and not missing:
        hits = _once(_by_likeness(text, lib), lib, state)
    return FoundLaw(text, tuple(hits), missing)


def _once(hits: Iterable[Hit], lib: Library, state: str) -> list[Hit]:
    """Each offense once for each reason, those of the state only."""
    kept = [hit for hit in hits if not (state and hit.offense and place_of(lib, hit.offense.id) != state)]
    return list({(hit.offense.id if hit.offense else "", hit.why): hit for hit in kept}.values())


# ---------------------------------------------------------------- ids, codes, citations


def _by_id(text: str, lib: Library) -> Iterator[Hit]:
    """Its id, the id of a group, or the citation just as the catalogue prints it."""
    id = text.strip().casefold()
    yield from (
        Hit("citation", "its citation", one) for one in lib.offenses.values() if spaced(one.citation) == spaced(text)
    )
    if id in lib.offenses:
        yield Hit("id", "its id", lib.offenses[id])
    if id in lib.groups:
        for member in lib.groups[id].offenses:
            yield Hit("group", f"in the group {id}", lib.offenses[member])


def _by_code(text: str, lib: Library, state: str) -> Iterator[Hit]:
    """Every system that has this very code; a number means another thing in each."""
    asked = spaced(text)
    for system in lib.codes.values():
        if state and system.place and system.place.partition("/")[0] != state:
            continue
        for code in system.codes:
            if spaced(code.code) == asked:
                why = f'code "{code.code}" of {system.title}'
                yield Hit("code", why, lib.offenses.get(code.offense), code, system.system)


def _citations(text: str, lib: Library, state: str) -> list[Found]:
    whole = law_grammar(lib)
    local = whole.at(state) if state else whole
    catalogue = lib.catalogue("")
    found = resolved(read(text, local), catalogue)
    if found or not state:
        return found
    bare = [one for body in local.bodies if body.state == state for one in resolved(read(text, local, body), catalogue)]
    return [one for one in bare if one.offenses]


def _by_citation(cited: Iterable[Found], lib: Library) -> Iterator[Hit]:
    for found in cited:
        read_as = " or ".join(dict.fromkeys(written(one, law_grammar(lib)) for one in found.references))
        for id in found.offenses:
            yield Hit("citation", f"it is read as {read_as}", lib.offenses[id])


# ---------------------------------------------------------------- words


def _by_words(text: str, lib: Library) -> list[Hit]:
    """Offenses with all of the words: a number must be the section's own, a word may begin one."""
    words = [word.rstrip(".,;:").casefold() for word in _WORD.findall(text)]
    hits = [Hit("words", f'the words "{text.strip()}"', one) for one in lib.offenses.values() if _has(one, words, lib)]
    return sorted(hits, key=lambda hit: natural(hit.offense.id if hit.offense else ""))


def _has(offense: Offense, words: list[str], lib: Library) -> bool:
    """Whether an entry has all of these words. Words without a number may stand in its citation too."""
    classes = [lib.dictionary.conduct.get(one, "") for one in (*offense.conduct, *offense.also)]
    said = " ".join((offense.title, *offense.conduct, *offense.also, *classes)).casefold()
    known = {*_PLAIN.findall(said), *(part for part in _PLAIN.findall(offense.citation.casefold()) if part.isalpha())}
    labels = "".join(f"({label})" for label in offense.subdivision.split(".") if label)
    section = offense.section.casefold()
    numbers = {section, section + labels, offense.chapter.casefold(), offense.id, offense.id.partition("@")[0]} - {""}

    def met(word: str) -> bool:
        if any(character.isdigit() for character in word):
            return word in numbers or word in known
        return all(any(one.startswith(part) for one in known) for part in _PLAIN.findall(word))

    return bool(words) and all(met(word) for word in words)


def _by_likeness(text: str, lib: Library) -> list[Hit]:
    """Titles that look like the text, most alike first. They propose, and decide nothing."""
    from rapidfuzz import fuzz, process, utils

    titles = {one.id: one.title for one in lib.offenses.values()}
    near = process.extract(
        text, titles, scorer=fuzz.WRatio, processor=utils.default_process, limit=MOST, score_cutoff=LIKE
    )
    why = "the title looks like it ({:.0f} of 100): a proposal, not a match"
    return [Hit("likeness", why.format(score), lib.offenses[id]) for _, score, id in near]
