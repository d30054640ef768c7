"""One cell of a place's table in marks, words and footnotes; and the sentence that answers first.

Takes what `analysis.standing` derived and says it; the words of conditions come from `wording`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from nolle.analysis.standing import COLUMNS, REACHES, Cell, Clause, Document, Entry, Reach, Standing, Value
from nolle.dates import parse
from nolle.law.condition import ALWAYS, OneOf
from nolle.law.policy import Exception_, Policy, Rule
from nolle.publish.marks import MARKS, STANDING, svg
from nolle.publish.page import Footnotes, Note, Part, capital, day, listed, on, plural, when
from nolle.publish.statements import sentence
from nolle.publish.wording import SAYS, WORD, Wording, clause_of
from nolle.terms import Decision, Instrument, Strength

TITLES = {
    "selling": "selling",
    "buying": "buying",
    "third_party": "third party",
    "loitering": "loitering",
    "street_charges": "street charges",
    "massage": "massage",
    "past": "past cases",
}
NOUNS = {
    "selling": "selling sex",
    "buying": "buying sex",
    "third_party": "third parties",
    "loitering": "loitering for prostitution",
    "street_charges": "street charges",
    "massage": "unlicensed massage",
}
VALUES = {
    Value.DECLINES: "declines",
    Value.CONDITION: "declines on a condition",
    Value.DIVERTS: "diverts",
    Value.APPROVAL: "needs approval",
    Value.PROSECUTES: "will prosecute",
    Value.STATUS_UNKNOWN: "status unknown",
    Value.UNREAD: "text not read",
    Value.UNCLEAR: "unclear",
    Value.UNDETERMINED: "undetermined",
    Value.NOT_COVERED: "not covered",
    Value.SILENT: "silent",
    Value.NOTHING_FOUND: "nothing found",
    Value.NOT_IN_FORCE: "not in force",
    Value.NO_POLICY: "no policy found",
    Value.REPEALED: "repealed",
    Value.NOT_CHECKED: "not yet checked",
}
REACHED = {"pending": "pending cases", "open_warrants": "open warrants", "convictions": "convictions"}
DONE = {
    "dismiss": "dismissed",
    "quash": "quashed",
    "recall": "recalled",
    "vacate": "vacated",
    "seal": "sealed",
    "expunge": "expunged",
    "support_motion": "motions supported",
}
PHRASES = {
    Value.DECLINES: "declines to prosecute {}",
    Value.CONDITION: "declines to prosecute {} on a condition",
    Value.DIVERTS: "sends {} to a programme instead of prosecution",
    Value.APPROVAL: "asks a supervisor before prosecuting {}",
    Value.PROSECUTES: "prosecutes {}",
}
_OPEN = (Value.UNCLEAR, Value.UNDETERMINED)
UNREAD = "Nothing found in what was read; the full text was not read."


@dataclass(frozen=True)
class Shown:
    """A cell as the page draws it: mark, word, how many offenses, the letter of its note, where its detail stands."""

    svg: Markup
    text: str
    of: str
    note: str
    href: str


def slug(text: str) -> str:
    """A text as part of an anchor."""
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-")


def anchor(clause: Clause) -> str:
    """Where a rule stands on the page of its office, whose documents differ in the last part of their ids."""
    return f"rule-{slug(clause.policy.rpartition('/')[2])}-{slug(clause.path.partition('/')[0])}"


def shown(cell: Cell, note: str, detailed: bool) -> Shown:
    """A cell of the table."""
    mark = svg(STANDING[cell.value], share=(cell.n, cell.of or 1), outline=bool(cell.outline))
    of = f"{cell.n} of {cell.of} offenses" if cell.partly else ""
    text = f"{VALUES[cell.value]} ({cell.outline})" if cell.outline else VALUES[cell.value]
    return Shown(mark, text, of, note, f"#offenses-{cell.column}" if detailed else "")


# -- footnotes


@dataclass(frozen=True)
class Notes:
    """What footnotes are made from: the words, and the documents that the clauses stand in.

    A note leads to its rule where the document is one of the page's own `documents`.
    """

    words: Wording
    policies: Mapping[str, Policy]
    documents: Mapping[str, Document]

    def cell(self, cell: Cell) -> Note:
        """The note of a cell: what its leading answer hangs on, and what is left out of the count."""
        leading = [entry for entry in cell.entries if entry.value is cell.value and not entry.open]
        by_text: dict[str, Part] = {}
        for part in (said for entry in leading for said in self._entry(entry)):
            by_text.setdefault(part.text, part)  # two rules that say the same are told once
        told = list(by_text.values())
        opened = [entry for entry in cell.entries if entry.open]
        if opened and leading:
            more = plural(len(opened), "more offense")
            told.append(Part(f"{more} may or may not be on the list, which the text leaves open."))
        told += self._practice(cell.column)
        return tuple(told)

    def _part(self, text: str, clause: Clause) -> Part:
        on_page = clause.policy in self.documents
        return Part(text, clause.path, f"#{anchor(clause)}") if on_page else Part(text)

    def _entry(self, entry: Entry) -> Iterator[Part]:
        if entry.value is Value.NOTHING_FOUND:
            yield Part(UNREAD)
        elif entry.value is Value.STATUS_UNKNOWN:
            for clause in entry.by or entry.also:
                yield from self._unsettled(clause)
        elif entry.by:
            rules = {clause.path.partition("/")[0] for clause in entry.by}
            for clause in entry.by:
                if clause.path in rules:
                    yield from self._conditions(clause, entry)
        else:
            for clause in entry.also:
                if "/" not in clause.path:
                    yield from self._conditions(clause, entry)

    def _rule(self, clause: Clause) -> Rule | None:
        policy = self.policies.get(clause.policy)
        return policy.rule(clause.path) if policy else None

    def _conditions(self, clause: Clause, entry: Entry) -> Iterator[Part]:
        rule = self._rule(clause)
        if rule is None:
            return
        told = []
        variant = next((variant for variant in rule.variants() if variant), rule)
        if entry.only and variant.when != ALWAYS:
            told.append(f"only when {self.words.condition(variant.when)}")
        told += self.exceptions(clause, entry)
        if rule.provided:
            told.append(f"provided: {rule.provided}")
        if rule.strength is Strength.PRESUMPTIVE:
            told.append("a presumption, which a supervisor may lift")
        if rule.preferred is not None:
            others = [r for n, r in enumerate(rule.readings, 1) if n != rule.preferred]
            told += [f"another source reads it as “{WORD[r.then or rule.then]}”" for r in others if not r.absent]
        if f"reading:{rule.id}" in entry.because:
            told += filter(None, [sentence(rule)])
        if told:
            yield self._part(f"{capital('; '.join(told))}.", clause)

    def exceptions(self, clause: Clause, entry: Entry) -> list[str]:
        """The exceptions of a rule that could change the answer, as `unless ...`."""
        lifts, changes = [], []
        for path in entry.also:
            if path.policy != clause.policy or path.path.rpartition("/")[0] != clause.path:
                continue
            found = clause_of([self.policies[path.policy]], path.policy, path.path)
            if not isinstance(found, Exception_):
                continue
            when_ = self.words.condition(found.when)
            if found.then in (None, Decision.NOT_COVERED):
                lifts.append(when_)
            else:
                changes.append(f"but {SAYS[found.then or Decision.NOT_COVERED]} where {when_}")
        return ([f"unless {listed(lifts, 'or')}"] if lifts else []) + changes

    def _unsettled(self, clause: Clause) -> Iterator[Part]:
        rule, document = self._rule(clause), self.documents.get(clause.policy)
        if rule is None or document is None or document.since is None:
            return
        said = f"The policy of {when(document.since)} says “{WORD[rule.then]}”"
        if rule.when != ALWAYS:
            said += f" when {self.words.condition(rule.when)}"
        if document.unknown_since is not None:
            said += f"; whether it still holds is not known since {day(document.unknown_since)}"
        yield self._part(f"{said}.", Clause(clause.policy, rule.id))

    def _practice(self, column: str) -> list[Part]:
        """What was seen to be done about this kind of charge, without an announcement."""
        found = []
        for id, document in self.documents.items():
            for practice in self.policies[id].practice if document.holds else ():
                if _speaks_of(practice.covers.named, column):
                    found.append(Part(f"Practice, not policy: {practice.says}."))
        return found


def _speaks_of(condition: object, column: str) -> bool:
    if isinstance(condition, OneOf):
        within = COLUMNS[column]
        return condition.fact == "conduct" and any(v == within or v.startswith(f"{within}/") for v in condition.values)
    return any(_speaks_of(part, column) for part in getattr(condition, "parts", ()))


# -- past cases


def past(reaches: Sequence[Reach], model: bool, none: Value = Value.NOTHING_FOUND) -> Shown:
    """The cell for past cases: how many of the kinds of relief were given or promised."""
    n = len({reach.reach for reach in reaches})
    if not n:
        return Shown(svg(STANDING[none]), VALUES[none], "", "", "")
    done = any(reach.acts for reach in reaches)
    text = "acts on them" if model else "acted on" if done else "promised"
    of = "" if n == len(REACHES) else f"{n} of {len(REACHES)} kinds"
    return Shown(svg(MARKS[Decision.DECLINE], share=(n, len(REACHES))), text, of, "", "#past" if not model else "")


def past_note(reaches: Sequence[Reach]) -> Note:
    """What relief reached, and when."""
    told: dict[str, list[str]] = {}
    for reach in reaches:
        told.setdefault(_acted(reach), []).append(REACHED[reach.reach])
    return tuple(Part(f"{capital(listed(names))}: {text}.") for text, names in told.items())


def _acted(reach: Reach) -> str:
    done: dict[str, list[str]] = {}
    for act in reach.acts:
        done.setdefault(listed([DONE.get(a, a.replace("_", " ")) for a in act.act]), []).append(on(act.on))
    told = [f"{what} {listed(days)}" for what, days in done.items()]
    return listed(told) if told else "promised; whether it was done was not found"


# -- the answer


def answer(standing: Standing, notes: Notes, offense_title: Callable[[str], str]) -> str:
    """One or two sentences: what becomes of charges, and since when."""
    head = standing.office.head_title or standing.office.name
    decided = [
        cell for cell in standing.today if cell.column in ("selling", "buying", "third_party") and cell.value in PHRASES
    ]
    if not decided:
        return undecided(standing, head)
    grouped: dict[tuple[Value, str], list[str]] = {}
    for cell in decided:
        grouped.setdefault((cell.value, _unless(cell, notes)), []).append(_what(cell, offense_title))
    said = [PHRASES[value].format(listed(what)) + unless for (value, unless), what in grouped.items()]
    by_practice = "By practice and not by a written policy, the" if any(cell.outline for cell in decided) else "The"
    sentence = f"{by_practice} {head} {_joined(said)}."
    since = _since(standing, decided)
    return f"{sentence} In force since {listed(since)}." if since else sentence


def _joined(said: list[str]) -> str:
    """Clauses with commas of their own need one before `and` too."""
    return ", and ".join(said) if any("," in part or " and " in part for part in said) else listed(said)


def _what(cell: Cell, offense_title: Callable[[str], str]) -> str:
    leading = [entry.offense for entry in cell.entries if entry.value is cell.value and not entry.open]
    if cell.partly and len(leading) == 1 and leading[0]:
        return f"“{offense_title(leading[0])}”"
    return f"{NOUNS[cell.column]} ({cell.n} of {cell.of} offenses)" if cell.partly else NOUNS[cell.column]


def _unless(cell: Cell, notes: Notes) -> str:
    leading = [entry for entry in cell.entries if entry.value is cell.value and not entry.open]
    told = dict.fromkeys(text for e in leading for clause in e.by for text in notes.exceptions(clause, e))
    return "".join(f", {text}" for text in told)


def _since(standing: Standing, cells: Iterable[Cell]) -> list[str]:
    """When each answer began: with the first of the documents that give it."""
    return list(dict.fromkeys(told for cell in cells if (told := _first(standing, cell))))


def _first(standing: Standing, cell: Cell) -> str:
    by = {clause.policy for entry in cell.entries if entry.value is cell.value for clause in entry.by}
    began = [d.since for d in standing.documents if d.policy.id in by and d.since is not None]
    return when(min(began, key=lambda span: (span.first, span.last))) if began else ""


def undecided(standing: Standing, head: str) -> str:
    """The answer where no document in force decides selling, buying or third party charges."""
    values = {cell.value for cell in standing.today}
    documents = standing.documents
    unknown = [(d.since, d.unknown_since) for d in documents if d.since and d.unknown_since]
    if unknown and Value.STATUS_UNKNOWN in values:
        began, lost = unknown[-1]
        return f"Whether the {head}'s policy of {when(began)} still holds is not known since {day(lost)}."
    agreed = [d.since for d in documents if d.policy.kind is Instrument.POLICE_AGREEMENT and d.since is not None]
    if agreed and Value.NO_POLICY in values:
        return f"A police agreement of {when(agreed[-1])} says nothing of prosecuting."
    if Value.NO_POLICY in values:
        finding = standing.office.finding
        searched = f" (searched {on(parse(finding.searched_on))})" if finding and finding.searched_on else ""
        return f"No policy of the {head} was found{searched}."
    if Value.NOT_CHECKED in values:
        return f"Nobody has checked yet what the {head} does."
    if Value.NOT_IN_FORCE in values:
        ended = [d.ended.span for d in documents if d.ended is not None]
        end = f" The last one ended {on(max(ended, key=lambda span: span.first))}." if ended else ""
        return f"No policy of the {head} on these charges is in force.{end}"
    unclear = [c for c in standing.today if c.column in ("selling", "buying", "third_party") and c.value in _OPEN]
    if unclear:
        what = listed([NOUNS[cell.column] for cell in unclear], "or")
        return f"Whether the {head} prosecutes {what} cannot be told: sources, or ways to read them, differ."
    if Value.UNREAD in values:
        return f"The {head} has a policy, and nobody has read what it says on these charges."
    return f"Nothing was found on selling sex, buying sex or third parties in what was read of the {head}'s policy."


def table(
    standing: Standing, notes: Notes, model_notes: Notes, footnotes: Footnotes
) -> tuple[list[str], list[tuple[Shown, Shown]]]:
    """The titles of the columns, and for each the cells of today and of the model policy."""
    mine = [shown(c, footnotes.letter(notes.cell(c)), bool(c.entries or c.gone)) for c in standing.today]
    values = {cell.value for cell in standing.today}
    none = next((v for v in (Value.NO_POLICY, Value.NOT_CHECKED) if v in values), Value.NOTHING_FOUND)
    mine.append(_noted(past(standing.past, False, none), past_note(standing.past), footnotes))
    theirs = [shown(c, footnotes.letter(model_notes.cell(c)), False) for c in standing.model]
    theirs.append(past(standing.model_past, True))
    return list(TITLES.values()), list(zip(mine, theirs if standing.model else mine, strict=True))


def _noted(cell: Shown, note: Note, footnotes: Footnotes) -> Shown:
    return Shown(cell.svg, cell.text, cell.of, footnotes.letter(note), cell.href)
