"""How well citations are read, measured on references that were labelled by hand.

`labelled.csv` was written from the code tables, the statute tables and the catalogue, before the reader had seen it.
One row is one text. `reads` are the references in their order, parted by `;`, and `/` parts the readings of one that
can mean several; `offenses` are what each may be, `other` where it may be something the catalogue does not hold,
and `none` where it is surely that. Labels that the reader contradicted stay as they were, in `disagreements.csv`.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from nolle.law.charges import Catalogue
from nolle.library.load import library
from nolle.library.vocabulary import vocabulary
from nolle.records.citation_forms import Body, Common, Grammar
from nolle.records.citation_forms import grammar as made
from nolle.records.citations import Found, read, resolved

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    style: str
    place: str
    inherit: str
    text: str
    reads: tuple[str, ...]
    offenses: tuple[frozenset[str], ...]


@dataclass
class Result:
    """References by outcome; `wrong` and `missed` name each text."""

    right: int = 0
    wider: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    styles: Counter[str] = field(default_factory=Counter)

    @property
    def references(self) -> int:
        return self.right + len(self.wider) + len(self.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / self.references


@cache
def grammar() -> Grammar:
    bodies = (body for body in library().bodies.values() if isinstance(body, Body))
    return made(bodies, vocabulary(Common, "citing.yaml"))


@cache
def catalogue() -> Catalogue:
    """Every offense of all places: what is cited need not be of the place it is cited in."""
    return Catalogue(library().offenses.values(), (), ())


def rows() -> list[Row]:
    with (HERE / "labelled.csv").open(encoding="utf-8", newline="") as file:
        return [_row(record) for record in csv.DictReader(file)]


def disagreements(kind: str) -> dict[str, str]:
    """Texts on which the reader and a label, a code table or the catalogue disagree, with the reason."""
    with (HERE / "disagreements.csv").open(encoding="utf-8", newline="") as file:
        return {record["text"]: record["why"] for record in csv.DictReader(file) if record["kind"] == kind}


def _row(record: dict[str, str]) -> Row:
    reads = tuple(part.strip() for part in record["reads"].split(";") if part.strip())
    offenses = tuple(frozenset(part.replace("none", "other").split()) for part in record["offenses"].split(";") if part)
    assert len(reads) == len(offenses), record
    return Row(record["style"], record["place"], record["inherit"], record["text"], reads, offenses)


def answer(row: Row) -> list[Found]:
    whole = grammar()
    inherit = whole.body(row.inherit) if row.inherit else None
    return resolved(read(row.text, whole.at(row.place) if row.place else whole, inherit), catalogue())


def accuracy(labelled: list[Row] | None = None) -> Result:
    """Compare every reference with its label.

    Right: section and offenses as labelled. Wider: all that was labelled, and more. Wrong: another section, a
    reference where there is none, or fewer offenses than it may be.
    """
    result = Result()
    for row in rows() if labelled is None else labelled:
        expected = list(zip(row.reads, row.offenses, strict=True))
        for found in answer(row):
            shown = " / ".join(str(one) for one in found.references)
            offenses = frozenset(found.offenses) | ({"other"} if found.or_other else set())
            same = next((one for one in expected if _same(one[0], shown)), None)
            if same is None or offenses < same[1] or not (same[1] <= offenses):
                result.wrong.append(f"{row.text!r}: {shown} {sorted(offenses)}")
                continue
            expected.remove(same)
            if offenses == same[1]:
                result.right += 1
                result.styles[row.style] += 1
            else:
                result.wider.append(f"{row.text!r}: {shown} {sorted(offenses - same[1])}")
        result.missed += [f"{row.text!r}: {reads}" for reads, _ in expected]
    return result


def _same(label: str, shown: str) -> bool:
    return sorted(label.casefold().split(" / ")) == sorted(shown.casefold().split(" / "))


if __name__ == "__main__":
    found = accuracy()
    print(f"{found.references} references in {len({row.style for row in rows()})} styles")
    print(f"precision {found.precision:.4f}, recall {found.recall:.4f}")
    for name in ("wrong", "wider", "missed"):
        print(name, *getattr(found, name), sep="\n  ")
