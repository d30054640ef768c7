"""The documents of a load as the checks see them: by kind, with raw text and lines, and the words there are.

It knows which values a fact, an id or a controlled word may have, and which of them a misspelled one is
nearest to. It checks nothing by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from nolle.errors import Fault
from nolle.law.facts import Dictionary
from nolle.law.offense import CodeSystem, Coverage, Group, Offense
from nolle.law.places import Office, Place
from nolle.law.policy import Policy
from nolle.library.load import Loaded, amended
from nolle.library.read import Marked, Path_
from nolle.records.mapping import Mapping as RecordsMapping
from nolle.terms import Level

LONGEST = 100
"""Longer words are shown cut, and no near one is looked for."""

MOST = 200
"""Unknown words for which a near one is looked for: a hostile document must not take for ever."""


@dataclass(frozen=True)
class Doc:
    """Which document a check is looking at."""

    kind: str
    id: str
    broken: bool = False


@dataclass(frozen=True, eq=False)
class Shelf:
    """All documents of a load."""

    loaded: Loaded
    _asked: list[str] = field(default_factory=list)
    _of_state: dict[str, frozenset[str]] = field(default_factory=dict)

    def fault(self, doc: Doc, path: Path_, what: str, todo: str = "", warning: bool = False) -> Fault:
        """Something about a document, at the line where it stands."""
        marked, base = self._at(doc)
        return marked.fault((*base, *path), what, todo, warning)

    def raw(self, doc: Doc) -> Any:
        """The document as its author wrote it; nothing where it could not be read to its end."""
        marked, base = self._at(doc)
        found = marked.data if marked.whole else {}
        for step in base:
            found = found[step]
        return found

    def file(self, doc: Doc) -> str:
        return self._at(doc)[0].file

    def _at(self, doc: Doc) -> tuple[Marked, Path_]:
        key = (doc.kind, doc.id)
        return self.loaded.broken[key] if doc.broken else self.loaded.places[key]

    def documents(self) -> Iterator[Doc]:
        """Every document, broken ones too, and each dictionary of facts."""
        for kind, id in self.loaded.places:
            yield Doc(kind, id)
        yield from self.broken()

    def broken(self) -> Iterator[Doc]:
        """The documents that could not be typed: only their raw text can be looked at."""
        for kind, id in self.loaded.broken:
            yield Doc(kind, id, broken=True)

    def ids(self, kind: str) -> set[str]:
        """The ids of a kind, those of broken documents too: what names one of them names something."""
        return self._ids.get(kind, set())

    @cached_property
    def _ids(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for kind, id in (*self.loaded.places, *self.loaded.broken):
            found.setdefault(kind, set()).add(id)
        return found

    @property
    def dictionary(self) -> Dictionary:
        return self.loaded.dictionary or Dictionary(facts={}, conduct={})

    @property
    def places(self) -> Mapping[str, Place]:
        return self._all("place")

    @property
    def offices(self) -> Mapping[str, Office]:
        return self._all("office")

    @property
    def offenses(self) -> Mapping[str, Offense]:
        return self._all("offense")

    @property
    def groups(self) -> Mapping[str, Group]:
        return self._all("group")

    @property
    def coverage(self) -> Mapping[str, Coverage]:
        return self._all("coverage")

    @property
    def codes(self) -> Mapping[str, CodeSystem]:
        return self._all("codes")

    @property
    def policies(self) -> Mapping[str, Policy]:
        return self._all("policy")

    @property
    def mappings(self) -> Mapping[str, RecordsMapping]:
        return self._all("mapping")

    def _all(self, kind: str) -> dict[str, Any]:
        return self.loaded.documents.get(kind, {})

    def merged(self, policy: Policy) -> Policy:
        """The policy with the rules it takes over from what it amends."""
        return amended(policy, self._all("policy"))

    # -- places and catalogues

    @cached_property
    def states(self) -> frozenset[str]:
        """The states that places and offense files belong to."""
        return frozenset({place.state for place in self.places.values()} | set(self._catalogues.values()))

    @cached_property
    def _places(self) -> frozenset[str]:
        return self.states | self.ids("place")

    @cached_property
    def _catalogues(self) -> dict[str, str]:
        """The file of each offense: `us-ny` for one of `offenses/us-ny.yaml`."""
        return {doc.id: PurePosixPath(self.file(doc)).stem for doc in self.documents() if doc.kind == "offense"}

    def state_of(self, office: str) -> str:
        """The state in which an office acts; empty where it is not known."""
        known = self.offices.get(office)
        return known.place.partition("/")[0] if known else ""

    def catalogue(self, state: str) -> frozenset[str]:
        """The ids of a state's offenses; of all where no state is given."""
        if state not in self._of_state:
            inside = (id for id in self._catalogues if not state or id.startswith(f"{state}-"))
            self._of_state[state] = frozenset(inside)
        return self._of_state[state]

    # -- words

    def values(self, fact: str, state: str = "") -> Collection[str]:
        """The words a fact can have; none for dates, numbers and what has no list of words."""
        match fact:
            case "offense":
                return self.catalogue(state)
            case "group":
                return self.ids("group")
            case "conduct":
                return self.dictionary.conduct
            case "level":
                return tuple(Level)
            case "place":
                return self._places
            case _:
                return self.dictionary.values(fact) if fact in self.dictionary.facts else ()

    def unknown_value(self, fact: str, value: str, state: str = "") -> tuple[str, str]:
        """What to say of a word that a fact does not have, and what to do."""
        known = self.values(fact, state)
        near = self.near(value, known)
        match fact:
            case "offense":
                return self._unknown_offense(value, state, near, len(known))
            case "group":
                many = f"The library holds {len(known)} groups of offenses; they stand in offenses/."
                return f'group "{cut(value)}" is not in the library', joined(near, many)
            case "conduct":
                many = f"The {len(known)} classes stand in facts.yaml under `conduct`."
                return f'conduct "{cut(value)}" is not a class', joined(near, many)
            case "level":
                return f'"{cut(value)}" is not a level', joined(near, listed(known))
            case "place":
                return f'place "{cut(value)}" is not in the library', joined(near, "Describe it in places/.")
        entry = self.dictionary.facts.get(fact)
        if entry and value in entry.groups:
            return (
                f'"{value}" is a group of values of {fact}, and a test names single values',
                "Name the values, or a list that is open to the group.",
            )
        return f'"{cut(value)}" is not a value of {fact}', joined(near, listed(known))

    def _unknown_offense(self, id: str, state: str, near: str, many: int) -> tuple[str, str]:
        at = self._catalogues.get(id)
        if at:
            return f'offense "{id}" is of {at}, and the office acts in {state}', joined(
                near, f"Name one of its own law: nolle law list {state}"
            )
        of, where = (f" {state}", f" {state}") if state else ("", "")
        holds = f"The catalogue holds {many} offenses: nolle law list{where}"
        return f'offense "{cut(id)}" is not in the catalogue{of}', joined(
            near, holds if many else f"The catalogue is empty: add offenses/{state}.yaml"
        )

    def near(self, word: str, known: Collection[str]) -> str:
        """`Did you mean "x"?`, or nothing where no known word is near."""
        if len(word) > LONGEST or len(self._asked) >= MOST:
            return ""
        self._asked.append(word)
        found = get_close_matches(word, sorted(known), n=1)
        return f'Did you mean "{found[0]}"?' if found else ""


def joined(*sentences: str) -> str:
    """Sentences in a row, without the empty ones."""
    return " ".join(sentence for sentence in sentences if sentence)


def listed(words: Iterable[str]) -> str:
    """`It is one of a, b, c.`"""
    every = ", ".join(words)
    return f"It is one of {every}." if every else ""


def among(what: str, words: Iterable[str]) -> str:
    """`There are: a, b.`; the first twenty of many."""
    every = list(words)
    first = every[:20]
    more = f" and {len(every) - 20} more" if len(every) > 20 else ""
    return f"{what}: {', '.join(first)}{more}." if first else f"{what}: none."


def cut(text: str) -> str:
    """A word short enough to print."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."


def loops(graph: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """The loops of `a → b` arrows, each once, written from its smallest name.

    >>> loops({"b": ["a"], "a": ["b"], "c": ["a"]})
    [('a', 'b')]
    """
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in graph:
        if start in done:
            continue
        trail, ahead = {start: 0}, [iter(graph[start])]
        while ahead:
            step = next(ahead[-1], None)
            if step is None:
                ahead.pop()
                done.add(trail.popitem()[0])
            elif step in trail:
                loop = list(trail)[trail[step] :]
                first = loop.index(min(loop))
                found.add((*loop[first:], *loop[:first]))
            elif step in graph and step not in done:
                trail[step] = len(trail)
                ahead.append(iter(graph[step]))
    return sorted(found)
