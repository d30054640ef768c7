"""Two codings of one text, element by element: what was found, what was missed, what is wrong.

An element is one thing that a document says: a charge under a decision, a condition or an exception on a charge,
a protection, a date. How rules are cut and what they are called does not matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nolle.analysis.coding.proposals import ASK
from nolle.analysis.coding.signs import Raw, Signs

Element = tuple[str, ...]
_LIST = "the list of crimes"


@dataclass(frozen=True)
class Measured:
    """Elements by how they compare: `wrong` are proposed and stand in no other coding, `asked` leave a part open."""

    found: tuple[Element, ...]
    missed: tuple[Element, ...]
    wrong: tuple[Element, ...]
    asked: tuple[Element, ...] = ()

    @property
    def precision(self) -> float:
        """The share of what was proposed that is right."""
        return _share(len(self.found), len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of what is there that was proposed."""
        return _share(len(self.found), len(self.missed))

    def kinds(self) -> dict[str, tuple[int, int, int]]:
        """Found, missed and wrong by the kind of element."""
        counted = [Counter(one[0] for one in each) for each in (self.found, self.missed, self.wrong)]
        names = dict.fromkeys(one[0] for each in (self.found, self.missed, self.wrong) for one in each)
        return {name: (counted[0][name], counted[1][name], counted[2][name]) for name in names}


def _share(right: int, other: int) -> float:
    return right / (right + other) if right + other else 1.0


def measure(proposed: Mapping[str, Raw], coded: Mapping[str, Raw], signs: Signs) -> Measured:
    """A proposed document against one that people coded. What it leaves open (ASK) is neither right nor wrong."""
    told = [*elements(proposed, signs)]
    asked = [one for one in told if any(ASK in word.split() for word in one)]
    ours = Counter(told) - Counter(asked)
    theirs = Counter(elements(coded, signs))
    found = tuple((ours & theirs).elements())
    return Measured(found, tuple((theirs - ours).elements()), tuple((ours - theirs).elements()), tuple(asked))


def elements(raw: Mapping[str, Raw], signs: Signs) -> Iterator[Element]:
    """The elements of a document, each once, but for those that a text says more than once."""
    yield from dict.fromkeys(_head(raw))
    yield from dict.fromkeys(one for rule in _entries(raw, "rules") for one in _rule(rule))
    for protection in _entries(raw, "protections"):
        yield from _protection(protection)
    for relief in _entries(raw, "relief"):
        yield from _relief(relief)
    yield from (("position", str(one["stage"])) for one in _entries(raw, "positions"))
    yield from (("commitment", _topic(one, signs)) for one in _entries(raw, "commitments"))
    for part in ("carve_outs", "disclaimers"):
        yield from ((part,) for _ in _entries(raw, part))


def _head(raw: Mapping[str, Raw]) -> Iterator[Element]:
    yield from ((key, str(raw[key])) for key in ("office", "holder", "kind", "text_read") if raw.get(key))
    yield from (("date", str(one["type"]), str(one["on"])) for one in _entries(raw, "events"))
    lists = raw.get("lists")
    for one in lists.values() if isinstance(lists, Mapping) else ():
        assert isinstance(one, Mapping)
        yield from (("crime", value) for value in _texts(one.get("values")))
        yield from (("crimes open to", str(one["open"])) for _ in [0] if one.get("open"))


def _rule(rule: Mapping[str, Raw]) -> Iterator[Element]:
    then = str(rule["then"])
    charges = [*_charges(rule["covers"])]
    yield from (("charge", charge, then) for charge in charges)
    yield from (("open list", then) for part in _parts(rule["covers"]) if "open" in part)
    for charge in charges:
        yield from (("condition", charge, test) for test in _tests(rule.get("when")))
        yield from (("presumptive", charge) for _ in [0] if rule.get("strength") == "presumptive")
        for one in _entries(rule, "unless"):
            yield "exception", charge, " and ".join(_tests(one.get("when")))


def _protection(one: Mapping[str, Raw]) -> Iterator[Element]:
    kind = str(one["kind"])
    yield "protection", kind
    yield from (("protection: whom", kind, test) for test in _tests(one.get("holder")))
    yield from (("protection: against", kind, str(one["against"])) for _ in [0] if one.get("against"))
    yield from (("protection: about", kind, str(one["concerning"])) for _ in [0] if one.get("concerning"))
    yield from (("protection: charge", kind, charge) for charge in _charges(one.get("covers", {})))
    yield from (("protection: exception", kind) for _ in [0] if one.get("except"))


def _relief(one: Mapping[str, Raw]) -> Iterator[Element]:
    for act in _texts(one.get("act")):
        for reach in _texts(one.get("reach")):
            yield "relief", act, reach
            yield from (("relief: of what was declined", act, reach) for _ in [0] if one.get("for"))
            yield from (("relief: charge", act, reach, charge) for charge in _charges(one.get("covers", {})))


def _entries(raw: Mapping[str, Raw], key: str) -> list[Mapping[str, Raw]]:
    value = raw.get(key)
    return (
        [] if value is None or isinstance(value, str | Mapping) else [one for one in value if isinstance(one, Mapping)]
    )


def _parts(covers: Raw) -> list[Mapping[str, Raw]]:
    if isinstance(covers, Mapping):
        return [covers]
    return [] if isinstance(covers, str) else [one for one in covers if isinstance(one, Mapping)]


def _charges(covers: Raw) -> Iterator[str]:
    if isinstance(covers, str):
        yield covers
    for part in _parts(covers):
        keys = [key for key in ("offense", "group", "conduct") if key in part]
        for key in keys or (["level"] if "level" in part else []):
            yield from _texts(part[key])


def _tests(when: Raw | None) -> list[str]:
    """The tests of a condition, each as one text; which list of crimes it is does not matter."""
    if not isinstance(when, Mapping):
        return []
    return [f"{fact} {_LIST if fact == 'report.crime' else _plain(test)}" for fact, test in when.items()]


def _plain(value: Raw) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(value[key])}" for key in sorted(value))
    return " or ".join(sorted(_plain(one) for one in value))


def _texts(value: Raw | None) -> Sequence[str]:
    if value is None or isinstance(value, Mapping):
        return []
    return [value] if isinstance(value, str) else [str(one) for one in value]


def _topic(one: Mapping[str, Raw], signs: Signs) -> str:
    """What a commitment is about, in whatever words it is told."""
    told = f"{one.get('to', '')} {one.get('says', '')}"
    return next((sign.topic for sign in signs.commitments if sign.to in told or sign.find(told)), told.strip())
