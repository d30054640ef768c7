"""What is in force for one place on a day, as one page: the answer, the table, the gaps, the history, the rules.

Lays out what `analysis.standing` derived, what a comparison to the model policy found, and what runs over
records counted. Every number leads to where it was made: a table, a rule or a source on the page, or a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nolle.analysis.standing import COLUMNS, Cell, Clause, Entry, Standing, State, Value
from nolle.analysis.unresearched import Ground
from nolle.dates import parse
from nolle.law.library import Library
from nolle.law.policy import Policy
from nolle.law.timeline import known
from nolle.publish import cells, history, outside
from nolle.publish.cells import NOUNS, VALUES, Notes, anchor
from nolle.publish.marks import MARKS, STANDING, svg
from nolle.publish.page import (
    Footnotes,
    Reference,
    Sources,
    capital,
    day,
    number,
    on,
    plural,
    render,
    tool,
    when,
)
from nolle.publish.place_answer import gone, notes_of, titles_of
from nolle.publish.place_documents import Documents
from nolle.publish.report import Marked, marked
from nolle.publish.site.frame import ALONE, Frame
from nolle.publish.unresearched import deciding
from nolle.publish.wording import Wording
from nolle.terms import Decision, TextRead


def place_page(
    standing: Standing,
    compared: Mapping[str, Any] | None,
    summaries: Mapping[str, Mapping[str, Any]],
    library: Library,
    ground: Ground | None = None,
    frame: Frame = ALONE,
) -> str:
    """The page of a place: `compared` is a comparison to the model as JSON, `summaries` are runs by name.

    With `ground` it says too who decides here, what is not known and whom to ask. In the `frame` of a site it leads to
    the site's other pages.
    """
    view = _View(standing, library)
    title = f"{standing.place.name}: what the {standing.office.head_title or 'office'} prosecutes"
    columns, pairs = cells.table(standing, view.notes, view.model_notes, view.footnotes)
    answer = cells.answer(standing, view.notes, titles_of(library))
    time = history.time_of(standing)
    values = {
        "title": title,
        "description": answer,
        "kind": "Place",
        "as_of": standing.as_of,
        "running": f"{standing.place.name}, as of {day(standing.as_of)}",
        "foot_line": f"{tool()}. {' '.join(d.policy.id for d in standing.documents) or standing.office.id}.",
        "standing": standing,
        "answer": answer,
        "columns": [(title, *pair) for title, pair in zip(columns, pairs, strict=True)],
        "footnotes": view.footnotes.letters,
        "gaps": list(view.gaps(compared, "gaps")),
        "open_gaps": view.open_gaps(compared),
        "compared": view.titles(compared),
        "runs": view.runs(summaries),
        "axis": list(time.ticks()) if time else [],
        "lanes": history.lanes(standing, time) if time else [],
        "events": list(view.events()),
        "outside": outside.grouped(
            outside.events(library, standing.place.id, standing.as_of, standing.known_on),
            standing.place.id,
            library,
            view.sources,
        ),
        "frame": frame,
        "documents": [
            view.documents.view(d) for d in reversed(standing.documents) if d.holds or d.state is State.NO_RULES
        ],
        "past": list(view.past()),
        "offenses": list(view.offenses()),
        "counted": view.counted(),
        "who": list(view.who()),
        "holders": [
            (holder, view.sources.cite(holder.cite))
            for holder in reversed(standing.office.holders)
            if known(holder.recorded, standing.known_on)
        ],
        "elsewhere": [view.elsewhere(policy) for policy in standing.elsewhere],
        "decides": deciding(ground, library) if ground else [],
        "asks": ground.inquiries if ground else (),
    }
    return render("place.html", {**values, "sources": view.sources.list()})


# -- what the template lays out


@dataclass(frozen=True)
class Gap:
    """What the model policy gives and this policy does not, with the charge that shows it."""

    about: str
    mine: Marked
    theirs: Marked
    case: str
    n: int | None
    at_most: int | None
    rule: str
    href: str


@dataclass(frozen=True)
class OffenseRow:
    """One offense: what is said of it today, by which rule, and what the model policy says."""

    title: str
    today: Marked
    rules: tuple[tuple[str, str], ...]
    model: Marked | None


class _View:
    """The parts of one page, which share its numbered sources and its footnotes."""

    def __init__(self, standing: Standing, library: Library) -> None:
        self.standing, self.library = standing, library
        self.words = Wording(library)
        self.sources = Sources(library.sources)
        self.footnotes = Footnotes()
        self.notes = notes_of(standing, library)
        self.documents = Documents(standing, self.words, self.sources)
        model = library.policies.get(standing.model_id)
        self.model_notes = Notes(self.words, {model.id: model} if model else {}, {})

    # -- against the model policy

    def titles(self, compared: Mapping[str, Any] | None) -> tuple[str, str] | None:
        """What was compared with what."""
        if compared is None:
            return None
        left, right = (self.library.policies.get(compared[side]) for side in ("left", "right"))
        return (left.title if left else compared["left"], right.title if right else compared["right"])

    def gaps(self, compared: Mapping[str, Any] | None, key: str) -> Iterator[Gap]:
        if compared is None:
            return
        left = self.library.policies.get(compared["left"])
        whole = left is not None and left.text_read is TextRead.FULL
        here = {document.policy.id for document in self.standing.documents if document.holds}
        for gap in compared[key]:
            rule = gap["left"]["rule"] or ""
            href = f"#{anchor(Clause(compared['left'], rule))}" if rule and compared["left"] in here else ""
            about, _, told = gap["english"].partition(": ")
            mine = marked(Decision(gap["left"]["decision"]), whole)
            if gap["kind"] == "undetermined":
                mine = Marked(svg(MARKS[Decision.UNKNOWN]), "can be read both ways")
            elif gap["kind"] == "stricter" and gap["left"]["decision"] == gap["right"]["decision"]:
                mine = Marked(mine.svg, "presumed to be declined; a supervisor may lift it")
            theirs = marked(Decision(gap["right"]["decision"]), True)
            case = told.rpartition("Smallest case: ")[2]
            yield Gap(about, mine, theirs, capital(case), gap["n"], gap["n_at_most"], rule, href)

    def open_gaps(self, compared: Mapping[str, Any] | None) -> list[Gap]:
        """The gaps that hang on lists which the text leaves open: of each kind of charge the first."""
        found = [*self.gaps(compared, "gaps_in_opened_lists")]
        return list({gap.about: gap for gap in reversed(found)}.values())[::-1]

    # -- over records

    def runs(self, summaries: Mapping[str, Mapping[str, Any]]) -> dict[str, Any] | None:
        """For each kind of charge what each run decided, and what the runs are."""
        told = list(summaries.values())
        if not told:
            return None
        return {
            "file": told[0]["records"]["file"],
            "what": told[0]["mapping"]["title"],
            "where": ", ".join(self.words.value(name, value) for name, value in told[0]["where"].items()),
            "charges": told[0]["rows"]["charges"],
            "as_if": any(summary["as_if_in_force"] for summary in told),
            "policy": told[0]["title"],
            "heads": [_assumed(summary) for summary in told],
            "rows": [
                (capital(NOUNS[column]), [_counted(summary, conduct) for summary in told])
                for column, conduct in COLUMNS.items()
                if any(conduct in summary["by_conduct"] for summary in told)
            ],
        }

    # -- history

    def events(self) -> Iterator[tuple[str, str, str, tuple[Reference, ...]]]:
        """Every event of every document, oldest first: when, what, of which document."""
        found = [
            (event, document.policy)
            for document in self.standing.documents
            for event in document.policy.events
            if known(event.recorded, self.standing.known_on)
        ]
        for event, policy in sorted(found, key=lambda item: (item[0].span.first, item[0].span.last, item[1].id)):
            what = event.type.value.replace("_", " ")
            what += f": {', '.join(event.rules)}" if event.rules else ""
            what += f" ({event.note})" if event.note else ""
            yield when(event.span), what, policy.title, self.sources.cite(event.cite)

    # -- elsewhere

    def elsewhere(self, policy: Policy) -> tuple[str, str, str, tuple[Reference, ...]]:
        """A document of another office of the place: title, office, kind."""
        office = self.library.offices.get(policy.office)
        kind = policy.kind.value.replace("_", " ")
        return policy.title, office.name if office else policy.office, kind, self.sources.cite(policy.cite)

    # -- past cases and offenses

    def past(self) -> Iterator[tuple[str, str, str, tuple[Reference, ...]]]:
        """What relief was given: what it reached, when and by which court, how many."""
        done: dict[tuple[str, str], tuple[list[str], Any]] = {}
        for reach in self.standing.past:
            for act in reach.acts:
                done.setdefault((reach.policy, act.id), ([], act))[0].append(cells.REACHED[reach.reach])
            if not reach.acts:
                title = self.notes.policies[reach.policy].title
                yield capital(cells.REACHED[reach.reach]), f"promised in “{title}”", "not found", ()
        for names, act in done.values():
            parts = [f"{_n(count.n)} {count.of}" for count in act.counts]
            text = f"{capital(' and '.join(cells.DONE.get(a, a) for a in act.act))} {on(act.on)}"
            counted = " = ".join(filter(None, [_n(act.total), " + ".join(parts)])) or "not stated"
            refs = self.sources.cite([*act.cite, *(cite for count in act.counts for cite in count.cite)])
            yield capital(" and ".join(names)), text + (f", {act.court}" if act.court else ""), counted, refs

    def offenses(self) -> Iterator[tuple[str, str, list[OffenseRow]]]:
        """For each kind of charge every offense with its answer: column id, name, rows."""
        for cell, theirs in zip(self.standing.today, self.standing.model or self.standing.today, strict=True):
            model = {entry.offense: entry for entry in theirs.entries} if self.standing.model else {}
            rows = [self._offense(cell, entry, model.get(entry.offense)) for entry in cell.entries]
            rows += [self._gone(id) for id in cell.gone]
            yield cell.column, capital(NOUNS[cell.column]), rows

    def counted(self) -> str:
        """Of how many offenses each thing is said; the numbers add up to all of them."""
        entries = {
            entry.offense: entry.value for cell in self.standing.today for entry in cell.entries if entry.offense
        }
        found = Counter(entries.values())
        told = [f"{VALUES[value]} {n}" for value, n in sorted(found.items(), key=lambda one: list(Value).index(one[0]))]
        every = f"Of {plural(len(entries), 'listed offense')} that can be charged on the day: "
        return f"{every}{', '.join(told)}." if entries else ""

    def _offense(self, cell: Cell, entry: Entry, theirs: Entry | None) -> OffenseRow:
        rules = [c for c in entry.by or entry.also if "/" not in c.path]
        title = self.words.offense(entry.offense) if entry.offense else "No offense of this kind is in the catalogue"
        return OffenseRow(
            title,
            Marked(svg(STANDING[entry.value], outline=bool(cell.outline)), VALUES[entry.value]),
            tuple((clause.path, f"#{anchor(clause)}") for clause in rules),
            Marked(svg(STANDING[theirs.value]), VALUES[theirs.value]) if theirs else None,
        )

    def _gone(self, id: str) -> OffenseRow:
        word = gone(self.library.offenses[id])
        return OffenseRow(self.words.offense(id), Marked(svg(MARKS[Decision.NOT_IN_FORCE]), word), (), None)

    # -- the office

    def who(self) -> Iterator[tuple[str, str]]:
        office, holder = self.standing.office, self.standing.holder
        yield "office", office.name
        yield "head", office.head_title or "not known"
        yield "chosen by", office.selection or "not known"
        if holder is None:
            yield "now", "not known, or vacant"
        else:
            yield "now", f"{holder.name}, since {when(holder.from_)}" if holder.from_ else holder.name
        if office.decides is not None:
            yield "decides only", self.words.scope(office.decides)
        if office.finding is not None and office.finding.none_found:
            yield "search", f"no policy of the office was found ({when(parse(office.finding.searched_on))})"


def _n(text: str) -> str:
    """A number of a document with its thousands set apart."""
    return number(int(text)) if text.isdigit() else text


def _assumed(summary: Mapping[str, Any]) -> str:
    """What a run took for granted, as the head of its column."""
    turned_on = [item["text"] for item in summary["assumptions"] if item["n"] is None]
    return f"if {'; and '.join(turned_on)}" if turned_on else "what the file supports"


def _counted(summary: Mapping[str, Any], conduct: str) -> list[tuple[int, Marked]]:
    counts = summary["by_conduct"].get(conduct, {})
    whole = list(summary["text_read"]) == ["full"]
    return [(counts[d.value], _many(marked(d, whole), counts[d.value])) for d in Decision if counts.get(d.value)]


def _many(mark: Marked, n: int) -> Marked:
    """The word of a decision after a number."""
    return Marked(mark.svg, mark.text.replace("needs", "need", 1)) if n > 1 else mark
