"""Where in a running text identifiers stand: text → places and kinds, so that they can be hidden."""

from __future__ import annotations

from collections.abc import Iterator

from nolle.records.privacy.fields import personal_fields
from nolle.records.privacy.forms import Find, by_form
from nolle.records.privacy.plaintext import flat
from nolle.records.privacy.signs import Signs
from nolle.records.privacy.words import by_words


def redactable(text: str, signs: Signs) -> list[Find]:
    """Where identifiers stand in a running text, in order and apart. In doubt it hides too much, not too little."""
    plain = flat(text)
    found = sorted(
        (Find(plain.starts[one.start], plain.ends[one.end - 1], one.kind) for one in finds(plain.text, signs, True)),
        key=lambda one: (one.start, -one.end),
    )
    apart: list[Find] = []
    for one in found:
        if apart and one.start < apart[-1].end:
            apart[-1] = apart[-1]._replace(end=max(apart[-1].end, one.end))
        else:
            apart.append(one)
    return apart


def finds(text: str, signs: Signs, doubtful: bool) -> Iterator[Find]:
    """All identifiers of a plain text; the doubtful ones only if asked for."""
    yield from by_form(text)
    yield from personal_fields(text, signs)
    yield from by_words(text, signs, doubtful)
