"""records map: look at an unknown file, draft its mapping, and try the draft on the file.

The steps are values: `look` opens the file once, `draft` turns answers into a mapping and the questions that
are left, `tried` runs the intake with it. Who asks the questions, and where the text goes, is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from nolle.compiler.layout import Layout
from nolle.decisions import decide
from nolle.engine.duckdb import DuckDB
from nolle.engine.notes import carried
from nolle.intake import counts as intake_counts
from nolle.intake.charges import Records
from nolle.intake.lens import Lens, Recogniser
from nolle.intake.profiling import profile
from nolle.law.library import Library
from nolle.law.offense import CodeSystem
from nolle.law.places import Place
from nolle.law.question import Question
from nolle.library.vocabulary import vocabulary
from nolle.records import counts, interview, mapping_text
from nolle.records.citation_forms import Body, Grammar
from nolle.records.citations import read
from nolle.records.column_words import Vocabulary, Word, meaning
from nolle.records.columns import COLUMNS
from nolle.records.draft import Draft
from nolle.records.drafting import COUNTED
from nolle.records.evidence import Context
from nolle.records.mapping import Mapping
from nolle.records.matching.match import TO_REVIEW, spaced
from nolle.records.privacy import packaged, plain
from nolle.records.profile import File, Sort
from nolle.terms import Level
from nolle.verbs.documents import open_library
from nolle.verbs.matching import law_grammar, matcher_of
from nolle.verbs.opening import records_state

MODEL = "model"
"""The policy that is asked while a draft is tried; what it says is not looked at."""

_TRUTHS = frozenset({"true", "t", "yes", "y", "1", "false", "f", "no", "n", "0"})


@dataclass(frozen=True)
class Looked:
    """A file that was looked at, and what a draft of its mapping needs to know besides."""

    records: Path | str
    file: File
    context: Context
    library: Library

    @property
    def ask_below(self) -> float:
        """The confidence under which a proposal is a question."""
        return self.context.words.limits.ask_below


@dataclass(frozen=True)
class Tried:
    """What the intake made of a file with a draft: `rows_in` = `charges` + all of `quarantined`, always.

    `matched` counts charges by how their string was matched; for a table of counts `charges` are the rows read.
    """

    rows_in: int
    charges: int
    quarantined: tuple[tuple[str, int], ...]
    matched: tuple[tuple[str, int], ...]
    unrecognised: Dict[str, tuple[tuple[str, int], ...]]

    @property
    def share_matched(self) -> float:
        """The share of charges whose string settles what was charged."""
        settled = sum(n for how, n in self.matched if how not in TO_REVIEW)
        return settled / self.charges if self.charges and self.matched else 0.0

    def json(self) -> dict[str, Any]:
        return {
            "rows_in": self.rows_in, "charges": self.charges,
            "quarantine": [{"reason": reason, "n": n} for reason, n in self.quarantined],
            "matching": dict(self.matched), "share_matched": round(self.share_matched, 4),
            "unrecognised": {c: [{"word": w, "n": n} for w, n in rows] for c, rows in self.unrecognised.items()},
        }  # fmt: skip


def look(records: Path | str, workspace: Path | None = None, progress: Callable[[str], None] | None = None) -> Looked:
    """Look at a file or a table: the profile of its columns. Raises RecordsError for what cannot be read."""
    lib = open_library(workspace)
    words = vocabulary(Vocabulary, "columns.yaml")
    context = _context(lib, words)
    lens = Lens(words, packaged(), tuple(_recognisers(lib, context)), progress or (lambda _: None))
    with DuckDB() as engine:
        file = profile(engine, engine.open(records), _called(records), lens)
    return Looked(records, file, context, lib)


def _called(records: Path | str) -> str:
    """The file's name with that of its folder; of an address only the table."""
    if isinstance(records, str):
        return records.rpartition("#")[2]
    return f"{records.resolve().parent.name}/{records.name}"


def draft(looked: Looked, answers: Dict[str, str]) -> Draft:
    """The draft as far as the answers go, and the questions it rests on."""
    return interview.draft(looked.file, looked.context, answers)


def is_counts(made: Draft) -> bool:
    """Whether the rows are numbers, and no charges."""
    return made.row in COUNTED


def document(looked: Looked, made: Draft, id: str) -> str:
    """The draft as the text of a mapping document."""
    meanings = looked.context.meanings
    if is_counts(made):
        meanings = {name: column.meaning for name, column in counts.COLUMNS.items()}
    return mapping_text.text(made, id, looked.file, meanings, looked.ask_below)


def tried(looked: Looked, made: Draft, as_of: date | None = None) -> Tried:
    """Run the intake on the whole file with the draft. Raises RecordsError where the intake refuses it."""
    mapping, lib = made.mapping("draft"), looked.library
    with DuckDB() as engine:
        present, notes = engine.open(looked.records), carried(looked.records)
        if mapping.row in COUNTED:
            places = (*lib.places, *sorted({id.partition("/")[0] for id in lib.places}))
            layout = Layout(mapping, present, lib.dictionary, places)
            rows = intake_counts.take_in(engine, layout, packaged(), (), True, notes).rows
            return Tried(rows.n_in, rows.n_read, rows.aside, (), {})
        records = Records(mapping, present, set_aside=True, places=tuple(lib.places), notes=notes)
        state = records_state(lib, records)
        question = Question(lib.catalogue(state), lib.dictionary, [lib.asking(MODEL)])
        matcher = matcher_of(lib, question.catalogue, mapping, state)
        decided, _, _ = decide(engine, question, matcher, records, as_of)
    tally = decided.source
    return Tried(tally.n_in, tally.n_charges, tally.quarantined, tally.matched, decided.unrecognised)


def told(looked: Looked, made: Draft, trial: Tried | None, refused: str = "") -> dict[str, Any]:
    """The proposals as plain values: what fills each standard column, why, how sure, and what is still open."""
    file, open_ = looked.file, {question.at for question in made.open}
    return {
        "file": file.name.rpartition("/")[2], "rows": file.rows, "ask_below": looked.ask_below,
        "row": {"is": made.row, "confidence": round(made.sure_row, 2), "why": list(made.why_row)},
        "system": made.system or None, "law": made.law or None,
        "proposals": [
            {
                "standard": one.standard, **one.source.model_dump(mode="json", exclude_defaults=True),
                "confidence": round(one.confidence, 2), "why": list(one.why),
                "open": f"columns.{one.standard}" in open_,
                "unknown_words": [{"word": w.word, "n": w.n, "perhaps": w.perhaps} for w in one.words if not w.means],
            }
            for one in made.chosen
        ],
        "drop": dict(made.drop), "unused": list(made.unused), "notes": list(made.notes),
        "open": [
            {"id": q.id, "at": q.at, "ask": q.ask, "default": q.default, "seen": list(q.seen)} for q in made.open
        ],
        "tally": trial.json() if trial else None, "refused": refused or None,
    }  # fmt: skip


# ---------------------------------------------------------------- what to recognise


def _context(lib: Library, words: Vocabulary) -> Context:
    meanings = {name: column.meaning for name, column in COLUMNS.items()}
    for name in words.columns:
        entry = lib.dictionary.facts.get(name)
        if entry is not None and name not in meanings:
            meanings[name] = entry.asks
    values = {name: lib.dictionary.values(name) for name in words.columns if name in lib.dictionary.facts}
    values |= {"level": tuple(level.value for level in Level), "conduct": tuple(lib.dictionary.conduct)}
    bodies = [body for body in lib.bodies.values() if isinstance(body, Body)]
    return Context(
        words=words,
        meanings=meanings,
        systems={id: (system.title, system.place) for id, system in lib.codes.items()},
        laws={body.id: (body.title, body.place) for body in bodies},
        places={id: place.name for id, place in lib.places.items()},
        place_names=dict(_place_names(lib.places.values())),
        values=values,
        rows=get_args(Mapping.model_fields["row"].annotation),
    )


def _place_names(places: Iterable[Place]) -> Iterator[tuple[str, str]]:
    """The words by which a place is known: its id, its name, and its name without "County"."""
    for place in places:
        yield plain(place.id), place.id
        parts = place.name.replace(")", "").split("(")
        for part in parts:
            yield plain(part), place.id
            yield plain(part).removesuffix(" county").removeprefix("county of "), place.id


def _recognisers(lib: Library, context: Context) -> Iterator[Recogniser]:
    words, whole = context.words, law_grammar(lib)
    yield from (_of_system(system) for system in lib.codes.values())
    for state in sorted({body.state for body in whole.bodies} - {"us"}):
        yield _of_state(state, whole)
    yield from (_of_body(body, whole) for body in whole.bodies)
    yield Recogniser(Sort.OFFENSE, "", lib.offenses.__contains__)
    yield Recogniser(Sort.CONDUCT, "", lib.dictionary.conduct.__contains__)
    for sort, known in ((Sort.LEVEL, words.levels), (Sort.STAGE, words.stages), (Sort.INSTRUMENT, words.instruments)):
        yield Recogniser(sort, "", _means(known))
    yield Recogniser(Sort.PLACE, "", lambda value: plain(value.upper()) in context.place_names or value in lib.places)
    yield Recogniser(Sort.TRUTH, "", lambda value: value.lower() in _TRUTHS)


def _of_system(system: CodeSystem) -> Recogniser:
    known = {spaced(row.code) for row in system.codes}
    return Recogniser(Sort.SYSTEM, system.system, lambda value: spaced(value) in known)


def _of_state(state: str, whole: Grammar) -> Recogniser:
    local = whole.at(state)
    return Recogniser(Sort.CITATION, state, lambda value: _has_digit(value) and bool(read(value, local)))


def _of_body(body: Body, whole: Grammar) -> Recogniser:
    """Bare sections, which are tried only where citations that name their law are not the rule."""
    local = whole.at(body.state)
    return Recogniser(Sort.SECTION, body.id, lambda value: _has_digit(value) and bool(read(value, local, body)))


def _has_digit(value: str) -> bool:
    return any(character.isdigit() for character in value)


def _means(known: tuple[Word, ...]) -> Callable[[str], bool]:
    def holds(value: str) -> bool:
        found = meaning(value, known)
        return found is not None and bool(found.means)

    return holds
