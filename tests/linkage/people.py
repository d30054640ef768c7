"""People who do not exist, and how an office might write them down: for measuring links against what is true.

Names are put together from syllables, so that nobody bears them; frequencies are skewed as those of names are.
Who is who is known, and kept beside the rows.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

ONSETS = ["b", "br", "d", "dr", "f", "fl", "g", "gr", "k", "kl", "m", "n", "p", "pr", "s", "st", "t", "tr", "v", "z"]
VOWELS = ["a", "e", "i", "o", "u", "ia", "ou"]
ENDS = ["", "", "n", "r", "l", "s", "x", "th"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Person:
    first: str
    last: str
    birth: date
    number: str
    short: str = ""


@dataclass(frozen=True)
class Written:
    """One row of the office's file, and the person it is about."""

    first: str
    last: str
    birth: str
    number: str
    person: int


def names(draw, n, parts):
    """n different names; each is longer than two letters."""
    made: dict[str, None] = {}
    while len(made) < n:
        name = "".join(draw.choice(ONSETS) + draw.choice(VOWELS) + draw.choice(ENDS) for _ in range(draw.choice(parts)))
        made.setdefault(name.capitalize(), None)
    return list(made)


def skewed(draw, items):
    """An item; the first ones far more often, as names are."""
    return items[min(int(len(items) * draw.random() ** 2.5), len(items) - 1)]


def people(draw, n, firsts=800, lasts=4000):
    """n persons; among them twins, siblings, and pairs of one name with different birth years."""
    given, family = names(draw, firsts, (1, 2, 2, 3)), names(draw, lasts, (2, 2, 3))
    made: list[Person] = []
    while len(made) < n:
        person = Person(
            skewed(draw, given), skewed(draw, family), date(1950, 1, 1) + timedelta(draw.randrange(19_000)),
            str(10_000_000 + len(made) * 7), draw.choice(["", "", "", "prefix", "other"]),
        )  # fmt: skip
        made.append(person)
        kind = draw.random()
        number = str(10_000_000 + len(made) * 7)
        if kind < 0.004:  # a twin
            made.append(replace(person, first=skewed(draw, given), number=number))
        elif kind < 0.014:  # a parent or a stranger of the same name
            years = draw.choice([-1, 1, 10, 20, 25, 30])
            born = date(person.birth.year + years, person.birth.month, min(person.birth.day, 28))
            made.append(replace(person, birth=born, number=number))
        elif kind < 0.02:  # the same name, born in the same year
            day = date(person.birth.year, 1, 1) + timedelta(draw.randrange(365))
            made.append(replace(person, birth=day, number=number))
    return made[:n]


def mistyped(draw, name):
    """One slip of the finger: a letter other, more or less, or two changed about."""
    at, letter = draw.randrange(len(name)), draw.choice(LETTERS)
    match draw.randrange(4):
        case 0:
            return name[:at] + letter + name[at + 1 :]
        case 1:
            return name[:at] + letter + name[at:]
        case 2:
            return name[:at] + name[at + 1 :]
    return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]


def written(draw, person, index, family, with_number):
    """One row about a person, with what goes wrong when it is written down."""
    first, last, birth, number = person.first, person.last, person.birth, person.number
    if person.short and draw.random() < 0.15:  # a nickname: a short form, or another name altogether
        first = first[: max(3, len(first) // 2)] if person.short == "prefix" else NICKNAMES[index % len(NICKNAMES)]
    if draw.random() < 0.03:
        first = mistyped(draw, first)
    if draw.random() < 0.03:
        last = mistyped(draw, last)
    if draw.random() < 0.01:  # a name taken at marriage
        last = skewed(draw, family)
    if draw.random() < 0.005:
        first, last = last, first
    text = birth.isoformat()
    slip = draw.random()
    if slip < 0.01 and birth.day <= 12:
        text = date(birth.year, birth.day, birth.month).isoformat()
    elif slip < 0.025:
        at = draw.choice([3, 5, 6, 8, 9])
        text = text[:at] + draw.choice("0123456789") + text[at + 1 :]
    elif slip < 0.035:
        text = ""
    style = draw.random()
    first, last = (first.upper(), last.upper()) if style < 0.5 else (first, last)
    kept = number if draw.random() < with_number else ""
    return Written(first, last, text, kept, index)


NICKNAMES = names(random.Random(5), 60, (1, 2))


def rows(seed, n, with_number=0.0, firsts=800, lasts=4000):
    """n rows about some 0.55 n persons, shuffled; `with_number` is how often the office's own number is there."""
    draw = random.Random(seed)
    everyone = people(draw, max(2, int(n * 0.55)), firsts, lasts)
    family = [person.last for person in everyone[:500]]
    made: list[Written] = []
    while len(made) < n:
        index = draw.randrange(len(everyone))
        for _ in range(min(1 + int(draw.expovariate(1.0)), 12)):
            made.append(written(draw, everyone[index], index, family, with_number))
    draw.shuffle(made)
    return made[:n]
