"""A name → the counties and described places it can mean. Reads the two tables and the names that ship.

Nothing here chooses between two: a name that fits several gives several, a name that fits none gives the nearest.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from nolle.errors import NolleError
from nolle.law.gazetteer import Absent, County, Gazetteer, Inquiries, Match, Names, Spot, State
from nolle.law.places import Place
from nolle.library.load import package_data
from nolle.library.vocabulary import vocabulary

LONGEST = 100
"""Signs a name may have; the longest in the list has 33."""

MOST = 6
"""Nearest names at most."""

LIKE = 68
"""How alike (of 100) a name must be to be offered."""

KINDS = (
    "city and county", "census area", "judicial district", "county", "parish", "borough", "municipality", "city",
)  # fmt: skip
"""Words that end a name and say what kind of place it is; the longest first."""

_SAME = {"saint": "st", "sainte": "ste", "cnty": "county", "cty": "county", "co": "county"}
_WORD = re.compile(r"[a-z0-9]+")
_BRACKETS = re.compile(r"\s*\([^)]*\)")


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The states, the counties and the names that ship."""
    states = {row["id"]: State(row["fips"], row["postal"], row["state"], row["id"]) for row in _rows("states.csv")}
    by_postal = {state.postal: state for state in states.values()}
    counties = {
        row["fips"]: County(row["fips"], row["county"], by_postal[row["state"]], int(row["population"]))
        for row in _rows("counties.csv")
    }
    return Gazetteer(states, counties, vocabulary(Names, "gazetteer/names.yaml"))


def inquiries() -> Inquiries:
    """What to ask where something is not known."""
    found: Inquiries = vocabulary(Inquiries, "gazetteer/questions.yaml")
    return found


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (package_data() / "gazetteer" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


# ---------------------------------------------------------------- names


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A name without case, accents, dots and brackets: `St. Louis` and `saint louis` are one.

    >>> fold("Doña Ana Co.")
    'dona ana county'
    """
    plain = text.casefold().replace("'", "").replace("’", "")
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    words = _WORD.findall(plain)
    told = [_SAME.get(word, word) if word != "co" or number else word for number, word in enumerate(words)]
    return " ".join(told)


@lru_cache(maxsize=8192)
def base(folded: str) -> str:
    """The name without the kind of place it is: `cook` of `cook county`, `seattle` of `city of seattle`."""
    for kind in KINDS:
        if folded.endswith(f" {kind}"):
            return folded.removesuffix(f" {kind}")
    return folded.removeprefix("city of ")


def shown(text: str) -> str:
    """What somebody typed, short and without control signs, so that it can be printed."""
    kept = "".join(sign for sign in text if sign.isprintable())
    return kept if len(kept) <= 60 else f"{kept[:60]}..."


def _key(folded: str) -> str:
    return folded.replace(" ", "")


def names_of(spot: Spot, others: Mapping[str, list[str]]) -> set[str]:
    """Every name of a spot, folded: the list's, other names of the county, those of the place document."""
    told = [spot.county.name] if spot.county else []
    told += others.get(spot.county.fips, []) if spot.county else []
    if spot.place:
        told += [_BRACKETS.sub("", spot.place.name), *spot.place.also]
    return {folded for folded in map(fold, told) if folded}


# ---------------------------------------------------------------- spots


def spots(places: Mapping[str, Place], known: Gazetteer | None = None) -> tuple[Spot, ...]:
    """Every county and every described place, each once, by id."""
    known = known or gazetteer()
    described = [_described(place, known) for place in places.values()]
    taken = {spot.county.fips for spot in described if spot.county}
    rest = [county for county in known.counties.values() if county.fips not in taken]
    return tuple(sorted((*described, *_bare(rest, set(places))), key=lambda spot: spot.id))


def _described(place: Place, known: Gazetteer) -> Spot:
    within = tuple(known.counties[fips] for fips in place.within if fips in known.counties)
    return Spot(place.id, place.name, known.states.get(place.state), known.counties.get(place.fips), place, within)


def _bare(counties: Iterable[County], taken: set[str]) -> Iterator[Spot]:
    """Counties that no document describes. Their id has the kind of place only where a state has the name twice."""
    same = defaultdict(list)
    for county in counties:
        whole = county.name.endswith(" City")  # a part of the name, where `city` says what kind of place it is
        same[f"{county.state.id}/{_slug(fold(county.name) if whole else base(fold(county.name)))}"].append(county)
    for id, found in same.items():
        for county in found:
            clear = len(found) == 1 and id not in taken
            own = id if clear else f"{county.state.id}/{_slug(fold(county.name))}"
            yield Spot(own, county.name, county.state, county)


def _slug(folded: str) -> str:
    return folded.replace(" ", "-")


# ---------------------------------------------------------------- finding


def find(text: str, places: Mapping[str, Place]) -> Match:
    """What a name can mean. Takes a name with or without its state, an id (`us-il/cook`) or a code (`17031`).

    Raises NolleError for a text that is empty or far too long to be a name.
    """
    asked = shown(text.strip())
    if len(text) > LONGEST or not fold(text):
        what = "is too long to be a name" if len(text) > LONGEST else "is not a name"
        raise NolleError(f'"{asked}" {what}.\n  Name a county, with its state where there are several: "Cook, IL".')
    known = gazetteer()
    every = spots(places, known)
    direct = tuple(s for s in every if text.strip() in (s.id, s.county.fips if s.county else ""))
    if direct:
        return Match(asked, direct)
    finder = _Finder(every, known)
    found = finder.found(text)
    if found:
        return Match(asked, found)
    state = finder.state(fold(text))
    near = () if state else finder.near(text)
    return Match(asked, (), near, state, _absent(text, known.names))


def _absent(text: str, names: Names) -> Absent | None:
    folded = fold(text.partition(",")[0])
    group = next((one for one in names.absent if folded in map(fold, one.names)), None)
    return Absent(group.says, group.todo) if group else None


class _Finder:
    """The spots by each of their names, with and without the kind of place."""

    def __init__(self, every: tuple[Spot, ...], known: Gazetteer) -> None:
        self.full: dict[str, list[Spot]] = defaultdict(list)
        self.base: dict[str, list[Spot]] = defaultdict(list)
        others: dict[str, list[str]] = defaultdict(list)
        for other in known.names.names:
            others[other.fips].append(other.name)
        for spot in every:
            names = names_of(spot, others)
            for name in {_key(name) for name in names}:
                self.full[name].append(spot)
            for name in {_key(base(name)) for name in names}:
                self.base[name].append(spot)
        self._states = {_key(fold(state.name)): state for state in known.states.values()}
        self._states |= {state.postal.lower(): state for state in known.states.values()}

    def state(self, folded: str) -> State | None:
        """The state of that name or of those postal letters."""
        return self._states.get(_key(folded))

    def found(self, text: str) -> tuple[Spot, ...]:
        """Every spot of that name under every way to read it, the largest first."""
        told = {spot.id: spot for name, state in self._ways(text) for spot in self._named(name, state)}
        return tuple(sorted(told.values(), key=lambda spot: (-(spot.population or 0), spot.id)))

    def _ways(self, text: str) -> list[tuple[str, State | None]]:
        """The ways to cut a text into a name and a state: `cook il` is Cook in Illinois."""
        left, comma, right = text.rpartition(",")
        state = self.state(fold(right)) if comma and fold(left) else None
        if state:
            return [(fold(left), state)]
        words = fold(text).split()
        ways: list[tuple[str, State | None]] = [(" ".join(words), None)]
        for number in range(1, min(len(words), 4)):
            last = " ".join(words[-number:])
            state = self.state("co" if last == "county" else last)
            if state:
                ways.append((" ".join(words[:-number]), state))
        return ways

    def _named(self, name: str, state: State | None) -> list[Spot]:
        """Spots of a name; one that says its kind (`county`) means only those of that very name, if there are any."""
        whole = self.full.get(_key(name), [])
        short = [] if whole and base(name) != name else self.base.get(_key(name), [])
        return [spot for spot in (*whole, *short) if state is None or spot.state == state]

    def near(self, text: str) -> tuple[Spot, ...]:
        """The spots whose names look most like the text, in its state where it names one."""
        from rapidfuzz import fuzz, process

        scores: dict[str, tuple[float, Spot]] = {}
        for name, state in self._ways(text):
            for key, score, _ in process.extract(
                _key(base(name)), list(self.base), scorer=fuzz.ratio, score_cutoff=LIKE, limit=4 * MOST
            ):
                for spot in self.base[key]:
                    if state is None or spot.state == state:
                        scores[spot.id] = max(scores.get(spot.id, (0.0, spot)), (score, spot), key=lambda it: it[0])
        ranked = sorted(scores.values(), key=lambda it: (-it[0], -(it[1].population or 0), it[1].id))
        return tuple(spot for _, spot in ranked[:MOST])


def inside(county: County, places: Mapping[str, Place]) -> tuple[Place, ...]:
    """The described places that lie in a county without being it."""
    return tuple(place for place in places.values() if county.fips in place.within)
