"""How well charge strings are matched, measured on strings of real files that were labelled by someone who had not
seen the matcher's answers (`labels/README.md`).

A label is everything a string can be: offenses of the catalogue, and perhaps something else. A string that is decided
without a person is wrong if what it is decided to be leaves out anything of its label. What is left to a person cannot
be wrong; its share is stated. Labels that the matcher contradicts stay as they are.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from nolle.dates import ANY_DAY, Span, parse
from nolle.law.library import Library
from nolle.library.load import library
from nolle.records.mapping import Mapping
from nolle.records.matching.families import families
from nolle.records.matching.match import Match
from nolle.records.matching.matcher import Matcher
from nolle.verbs.matching import matcher_of

LABELS = Path(__file__).with_name("labels")
HELD_OUT = Path(__file__).with_name("heldout")
HELD_OUT_AFTER = Path(__file__).with_name("heldout2")
NOT_LABELLED = frozenset({"us-ca-pc-415", "us-ca-pc-459.5", "us-ca-pc-647-e@2007", "us-ny-pl-205.30"})
"""Offenses that came into the catalogue after the labels were made: to the labeller they were something else."""

BODY = {"us-ma": "MA-GL"}
"""The body of law that a mapping of these strings would name for bare section numbers."""


@dataclass(frozen=True)
class Label:
    source: str
    system: str
    place: str
    code: str
    description: str
    on: Span
    offenses: frozenset[str]
    other: bool
    note: str
    law: str

    def __str__(self) -> str:
        truth = " ".join(sorted(self.offenses)) + (" +other" if self.other else "")
        return f"{self.source} | {self.code} | {self.description} | label: {truth.strip()}"


@dataclass
class Score:
    """Counts of one set of labels; `decided` are those that need no person, and that no code table holds.

    What a code table says of a string, a person has said already: these are counted apart, `by_table`, with those
    of which label and table say different things.
    """

    n: int = 0
    decided: int = 0
    exact: int = 0
    wrong: list[tuple[Label, Match]] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    by_table: int = 0
    disputed: list[tuple[Label, Match]] = field(default_factory=list)

    def add(self, label: Label, match: Match, claimed: frozenset[str] | None, verdict: str) -> None:
        self.n += 1
        if verdict == "left":
            self.left[match.how if claimed is not None else "not in force"] += 1
            return
        if match.how == "code":
            self.by_table += 1
            self.disputed += [(label, match)] if verdict == "wrong" else []
            return
        self.decided += 1
        if verdict == "wrong":
            self.wrong.append((label, match))
        elif verdict == "exact":
            self.exact += 1

    @property
    def interval(self) -> tuple[float, float]:
        """The exact (Clopper-Pearson) 95 % interval of the share of wrong ones among the decided."""
        from scipy.stats import binomtest

        found = binomtest(len(self.wrong), self.decided).proportion_ci(0.95, "exact")
        return float(found.low), float(found.high)


def labels(folder: Path = LABELS) -> list[Label]:
    return [label for file in sorted(folder.glob("*.csv")) for label in _read(file)]


def _read(file: Path) -> Iterable[Label]:
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            on = parse(row["offense_on"]) if row["offense_on"] else ANY_DAY
            offenses = frozenset(filter(None, row["offenses"].split("|")))
            yield Label(
                row["source"], row["system"], row["place"], row["code"], row["description"], on, offenses,
                row["other"] == "yes", row["note"], row.get("law") or BODY.get(row["place"], ""),
            )  # fmt: skip


def verdict(label: Label, match: Match, matcher: Matcher) -> tuple[frozenset[str] | None, str]:
    """What the match claims on the label's date, and whether that is `exact`, `wider`, `wrong` or `left` to a person."""
    entries = matcher.catalogue.offenses
    parts = {part for offense in match.offenses for part in matcher.catalogue.parts(offense)}
    claimed = frozenset(o for o in parts if entries[o].in_force_on(label.on) is not False)
    if match.offenses and not claimed and not match.or_other:
        return None, "left"
    if not match.offense_known:
        return claimed, "left"
    kin = families(matcher.catalogue)
    by_line = {id: (min(kin[id]), tuple(sorted(offense.conduct))) for id, offense in entries.items()}
    same = (lambda ids: {by_line[id] for id in ids}) if label.on == ANY_DAY else (lambda ids: set(ids))
    known = {o for o in label.offenses if o in entries and entries[o].in_force_on(label.on) is not False}
    open_ = {o for o in known if match.among and set(entries[o].conduct) <= set(match.classes)}
    missing = same(known - open_) - same(claimed)
    other = match.or_other or not NOT_LABELLED.isdisjoint(claimed)
    if missing or (label.other and not other):
        return claimed, "wrong"
    return claimed, "exact" if same(known) == same(claimed) and label.other == other else "wider"


@cache
def _matcher(lib: Library, system: str, place: str, law: str) -> Matcher:
    state = place.partition("/")[0]
    mapping = Mapping(id="labels", title="Labels", system=system, law=law if law in lib.bodies else "", columns={})
    return matcher_of(lib, lib.catalogue(state), mapping, state)


def measured(only: Iterable[Label] | None = None) -> dict[str, Score]:
    """The scores by source, of those that touch an offense of the catalogue, and of all."""
    lib = library()
    scores: dict[str, Score] = {}
    for label in only if only is not None else labels():
        system = label.system if label.system in lib.codes else ""
        matcher = _matcher(lib, system, label.place, label.law)
        match = matcher.match(None, label.code or None, label.description or None, None)
        claimed, said = verdict(label, match, matcher)
        kinds = [label.source, "all"] + (["with an offense"] if label.offenses else [])
        for kind in kinds:
            scores.setdefault(kind, Score()).add(label, match, claimed, said)
    return scores


def table(scores: dict[str, Score]) -> str:
    """The scores as a table of text."""
    lines = [
        "| labels | strings | by a code table | decided | wrong | 95 % interval of wrong | exactly the label | left |"
    ]
    lines.append("|---|---:|---:|---:|---:|---:|---:|---:|")
    for kind, score in sorted(scores.items(), key=lambda item: (item[0] in ("all", "with an offense"), item[0])):
        low, high = score.interval if score.decided else (0.0, 1.0)
        left = sum(score.left.values())
        lines.append(
            f"| {kind} | {score.n:,} | {score.by_table:,} | {score.decided:,} | {len(score.wrong)} | "
            f"{low:.2%} to {high:.2%} | {score.exact:,} | {left:,} ({left / score.n:.1%}) |"
        )
    return "\n".join(lines)


def findings(found: list[tuple[Label, Match]]) -> str:
    """Each string with its label and what it was matched to."""
    lines = []
    for label, match in found:
        other = " +other" if match.or_other else ""
        lines.append(f"- {label}; matched: {match.how} {' '.join(match.offenses)}{other}".rstrip())
    return "\n".join(lines) or "- none"


def report() -> str:
    """What `make accuracy` prints, and docs/accuracy.md holds."""
    parts = []
    batches = (("First batch", LABELS), ("Held out", HELD_OUT), ("Held out, after all changes", HELD_OUT_AFTER))
    for title, folder in batches:
        scores = measured(labels(folder))
        whole = scores["all"]
        why = ", ".join(f"{how} {n:,}" for how, n in whole.left.most_common())
        parts.append(
            f"### {title}\n\n{table(scores)}\n\nLeft to a person, by why: {why}.\n\n"
            f"Decided, and not what the label says:\n\n{findings(whole.wrong)}\n\n"
            f"By a code table, and not what the label says:\n\n{findings(whole.disputed)}"
        )
    return "\n\n".join(parts) + "\n"
