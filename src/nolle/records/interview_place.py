"""Where the charges were: a column that says it, or one place for the whole file. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from nolle.records.asking import Asking, ask_words, may_be_used, shown
from nolle.records.draft import NONE, Choice, Kind, Question
from nolle.records.drafting import Candidate
from nolle.records.evidence import HALF, Context
from nolle.records.mapping import Column
from nolle.records.privacy import plain
from nolle.records.profile import File, Sort

_COLUMN = "column "
_MOST_PLACES = 9
_SHORTEST = 4


def state(asking: Asking, system: str, law: str) -> str:
    """The state whose law the codes are of, as far as they tell."""
    code = asking.chosen.get("code")
    column = asking.file.column(code.source.column) if code else None
    cited = column.reading(Sort.CITATION) if column else None
    told = asking.context.systems.get(system, ("", ""))[1] or asking.context.laws.get(law, ("", ""))[1]
    return (told or (cited.of if cited and cited.rows >= HALF else "")).partition("/")[0]


def ask(asking: Asking, state: str) -> None:
    """Ask for the place, and for the words of its column."""
    proposal, context = asking.found["place"], asking.context
    known = [id for id in context.places if not state or id.startswith(f"{state}/")]
    columns = [one for one in (proposal.best, *proposal.others) if one is not None and one.confidence >= 0.3][:3]
    named = guess(asking.file, known, context, bool(state))
    best = proposal.best or named
    default = NONE if best is None else f"{_COLUMN}{best.column}" if best is proposal.best else best.column
    open_columns = tuple(f"{_COLUMN}{name}" for name in may_be_used(asking.file))
    answer = asking.ask(Question(
        "place", "columns.place", "In which county or city was it: a column that says it, or one for the whole file?",
        best.why if best else ("no column tells it, and no name",), Kind.PLACE, default, asking.sure(best),
        tuple(_choices(asking, columns, known, default)), values=(*context.places, *open_columns),
    ))  # fmt: skip
    if answer.startswith(_COLUMN):
        name = answer.removeprefix(_COLUMN)
        asking.choose("place", Column(column=name), next((one for one in columns if one.column == name), None))
        ask_words(asking, "place", name)
    elif answer != NONE:
        asking.choose("place", Column(constant=answer), named if named and named.column == answer else None)


def _choices(asking: Asking, columns: list[Candidate], known: list[str], default: str) -> Iterable[Choice]:
    for one in columns:
        yield Choice(f"{_COLUMN}{one.column}", shown(asking.file.column(one.column)))
    own = asking.context.own_places
    offered = dict.fromkeys((*own, *known))
    places = sorted(offered, key=lambda id: (id != default, id not in own))[: _MOST_PLACES - len(columns)]
    yield from (Choice(id, asking.context.places[id]) for id in places)
    yield Choice(NONE, "it is not known")


def guess(file: File, known: list[str], context: Context, same_state: bool) -> Candidate | None:
    """A place whose name stands in the name of the file or of its folder; never sure."""
    called = f" {plain(file.name)} "
    for words, id in sorted(context.place_names.items(), key=lambda item: (-len(item[0]), item)):
        if id in known and len(words) >= _SHORTEST and f" {words} " in called:
            why = [f'"{words}" stands in the name of the file or its folder']
            why += ["its codes are of the law of that state"] if same_state else []
            return Candidate(id, 0.6 if same_state else 0.4, tuple(why))
    return None
