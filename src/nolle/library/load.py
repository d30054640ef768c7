"""Folders of documents → one frozen Library, with every fault of every document found on the way.

The package's own documents come first; a workspace of the same shape lies over them, and a document with
an id that is already there takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from nolle.cite import Document, Source
from nolle.errors import DocumentError, Fault
from nolle.law.advice import Advice
from nolle.law.elements import Element
from nolle.law.evaluation import Evaluation, Series
from nolle.law.facts import Dictionary
from nolle.law.library import Library, Origin
from nolle.law.limits import Limit
from nolle.law.offense import CodeSystem, Coverage, Group, Offense
from nolle.law.outside import OutsideEvent
from nolle.law.overview import Overview
from nolle.law.places import Office, Place
from nolle.law.policy import Policy
from nolle.law.recheck import Recheck
from nolle.law.situation import Situation
from nolle.law.survey import Protocol, SurveyQuestion
from nolle.library import sheets
from nolle.library.read import Marked, Path_, read_file
from nolle.library.uncollected import uncollected
from nolle.records.citation_forms import Body
from nolle.records.mapping import Mapping
from nolle.records.review import Review

_D = TypeVar("_D", bound=Document)

FOLDERS = (
    "sources", "places", "offices", "offenses", "citations", "codes", "model", "elements", "limits", "lint",
    "policies", "mappings", "reviews", "situations", "events", "evaluations", "rechecks",
    "overviews", "surveillance",
)  # fmt: skip

DICTIONARY = "facts.yaml"
"""The file of the facts, beside the folders."""

_NAMES = {
    "places": "place", "offices": "office", "codes": "codes", "policies": "policy", "mappings": "mapping",
    "reviews": "review", "situations": "situation",
}  # fmt: skip
"""Kinds of which a file holds one document, with the path as its id."""


_LISTS: dict[str, tuple[tuple[type[Document], str, str], ...]] = {
    "elements": ((Element, "element", "elements"),),
    "limits": ((Limit, "limit", "limits"),),
    "lint": ((Advice, "advice", "checks"),),
    "events": ((OutsideEvent, "outside", "events"),),
    "evaluations": ((Evaluation, "evaluation", "evaluations"), (Series, "series", "series")),
    "rechecks": ((Recheck, "recheck", "rechecks"),),
    "overviews": ((Overview, "overview", "overviews"),),
    "surveillance": ((SurveyQuestion, "survey question", "questions"), (Protocol, "protocol", "protocols")),
}
"""Folders whose files hold lists of documents, each under its key."""


@dataclass
class Loaded:
    """What a load found: documents by kind and id, where each stands, and all faults.

    `broken` are documents that could not be typed: what names them does not name nothing.
    """

    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[Marked, Path_]] = field(default_factory=dict)
    broken: dict[tuple[str, str], tuple[Marked, Path_]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    dictionary: Dictionary | None = None

    def fault(self, kind: str, id: str, path: Path_, what: str, todo: str = "", warning: bool = False) -> None:
        """Report something about one document at the line where it stands."""
        marked, base = self.places[kind, id]
        self.faults.append(marked.fault((*base, *path), what, todo, warning))


def package_data() -> Path:
    """The folder of the documents that ship with nolle."""
    return Path(str(files("nolle").joinpath("data")))


def load(workspace: Path | None = None) -> Loaded:
    """Read the package's documents and a workspace's over them; faults are collected, not raised."""
    loaded = Loaded()
    with uncollected():
        for root, shown in _roots(workspace):
            _facts(root, shown, loaded)
            for folder in FOLDERS:
                _folder(root, folder, shown, loaded)
    return loaded


def _folder(root: Path, folder: str, shown: str, loaded: Loaded) -> None:
    """Read the documents of one folder."""
    loaded.faults.extend(_misnamed(root / folder, root, shown))
    for file in _documents(root / folder):
        marked = read_file(file, f"{shown}{file.relative_to(root).as_posix()}")
        loaded.faults.extend(marked.faults)
        if marked.whole:
            _take(folder, marked, loaded)
        elif folder in _NAMES:
            id = file.relative_to(root / folder).with_suffix("").as_posix()
            loaded.broken[_NAMES[folder], id] = (marked, ())


def library(workspace: Path | None = None) -> Library:
    """The frozen library. Raises DocumentError with all faults of the documents by themselves."""
    loaded = load(workspace)
    if any(not fault.warning for fault in loaded.faults):
        raise DocumentError(loaded.faults)
    return freeze(loaded)


def freeze(loaded: Loaded) -> Library:
    """The library of what was read; amendments take over the rules of what they amend."""
    take = loaded.documents.get
    policies = take("policy", {})
    origins = {key: Origin(marked.file, marked.line(base)) for key, (marked, base) in loaded.places.items()}
    return Library(
        dictionary=loaded.dictionary or Dictionary(facts={}, conduct={}),
        sources=take("source", {}),
        places=take("place", {}),
        offices=take("office", {}),
        offenses=take("offense", {}),
        groups=take("group", {}),
        coverage=take("coverage", {}),
        codes=take("codes", {}),
        elements=take("element", {}),
        limits=take("limit", {}),
        advice=take("advice", {}),
        policies={id: amended(policy, policies) for id, policy in sorted(policies.items())},
        situations=_ordered(take("situation", {})),
        outside=take("outside", {}),
        evaluations=take("evaluation", {}),
        series=take("series", {}),
        rechecks=take("recheck", {}),
        overviews=take("overview", {}),
        survey=take("survey question", {}),
        protocols=take("protocol", {}),
        mappings=take("mapping", {}),
        bodies=take("body", {}),
        reviews=take("review", {}),
        origins=origins,
    )


def _ordered(situations: dict[str, Situation]) -> dict[str, Situation]:
    """Situations in the order in which they are read."""
    return dict(sorted(situations.items(), key=lambda item: (item[1].order, item[0])))


def amended(policy: Policy, policies: dict[str, Policy], seen: tuple[str, ...] = ()) -> Policy:
    """The policy with the rules it takes over from what it amends; a loop is left to the check."""
    base = policies.get(policy.amends)
    if base is None or policy.id in seen:
        return policy
    base = amended(base, policies, (*seen, policy.id))
    own = {rule.id for rule in policy.rules}
    gone = own.union(policy.drops)
    taken = tuple(rule for rule in base.rules if rule.id not in gone)
    return policy.model_copy(update={"rules": (*taken, *policy.rules), "lists": {**base.lists, **policy.lists}})


def _roots(workspace: Path | None) -> Iterator[tuple[Path, str]]:
    yield package_data(), "data/"
    if workspace is not None:
        yield workspace, ""


def _misnamed(folder: Path, root: Path, shown: str) -> Iterator[Fault]:
    """Files that look like documents and would be passed over."""
    for file in sorted(folder.rglob("*.yml")) if folder.is_dir() else []:
        name = f"{shown}{file.relative_to(root).as_posix()}"
        yield Fault(name, 0, "is not read: the names of documents end in .yaml", "Rename it.")


def _documents(folder: Path) -> Iterable[Path]:
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.rglob("*.yaml") if not file.is_symlink() and file.is_file())


def _facts(root: Path, shown: str, loaded: Loaded) -> None:
    file = root / DICTIONARY
    if not file.is_file():
        return
    marked = read_file(file, f"{shown}{DICTIONARY}")
    loaded.faults.extend(marked.faults)
    made = validated(Dictionary, marked, (), loaded) if marked.whole else None
    if made is not None:
        loaded.places["facts", marked.file] = (marked, ())
    if made is not None and loaded.dictionary is not None:  # a workspace adds facts, and takes none away
        made = made.model_copy(
            update={
                "facts": {**loaded.dictionary.facts, **made.facts},
                "conduct": {**loaded.dictionary.conduct, **made.conduct},
            }
        )
    loaded.dictionary = made or loaded.dictionary


def _take(folder: str, marked: Marked, loaded: Loaded) -> None:
    data = marked.data
    if not isinstance(data, dict):
        loaded.faults.append(marked.fault((), "is empty or not a mapping", "Start with `id: ...`."))
        return
    match folder:
        case "sources":
            _only(("retrieved", "sources"), marked, loaded)
            retrieved = {"retrieved": data["retrieved"]} if "retrieved" in data else {}
            _each(Source, "source", marked, "sources", loaded, retrieved)
        case "offenses":
            _only(("place", "offenses", "groups", "coverage"), marked, loaded)
            _each(Offense, "offense", marked, "offenses", loaded)
            _each(Group, "group", marked, "groups", loaded)
            _each(Coverage, "coverage", marked, "coverage", loaded)
        case "places":
            _one(Place, "place", marked, loaded)
        case "offices":
            _one(Office, "office", marked, loaded)
        case "elements" | "limits" | "lint" | "events" | "evaluations" | "rechecks" | "overviews" | "surveillance":
            _lists(folder, marked, loaded)
        case "codes":
            _one(CodeSystem, "codes", marked, loaded)
        case "situations":
            _one(Situation, "situation", marked, loaded)
        case "mappings":
            _one(Mapping, "mapping", marked, loaded)
        case "citations":
            _only(("place", "bodies"), marked, loaded)
            _each(Body, "body", marked, "bodies", loaded)
        case "reviews":
            _one(Review, "review", marked, loaded)
        case _:
            _policy(marked, loaded)


def _lists(folder: str, marked: Marked, loaded: Loaded) -> None:
    _only([key for _, _, key in _LISTS[folder]], marked, loaded)
    for kind, name, key in _LISTS[folder]:
        _each(kind, name, marked, key, loaded)


def _policy(marked: Marked, loaded: Loaded) -> None:
    """A policy; a coding sheet is none until a person has confirmed it."""
    if sheets.is_sheet(marked.data):
        loaded.faults.extend(sheets.refusals(marked))
        _note_broken("policy", marked.data, marked, (), loaded)
    else:
        _one(Policy, "policy", marked, loaded)


def _only(known: Sequence[str], marked: Marked, loaded: Loaded) -> None:
    """A key that is misspelled must not hide what stands under it."""
    for key in marked.data:
        if key not in known:
            what = f'"{key[:60]}" is not a key that belongs here'
            loaded.faults.append(marked.fault((key,), what, _meant(key, known)))


def _meant(key: str, known: Iterable[str]) -> str:
    near = get_close_matches(key, known, n=1) if len(key) <= 60 else []
    return f'Did you mean "{near[0]}"?' if near else ""


def _each(
    kind: type[_D], name: str, marked: Marked, key: str, loaded: Loaded, common: dict[str, Any] | None = None
) -> None:
    items = marked.data.get(key, [])
    if not isinstance(items, list):
        loaded.faults.append(marked.fault((key,), f'"{key}" must be a list'))
        return
    for index, item in enumerate(items):
        if isinstance(item, dict) and common:
            items[index] = {**common, **item}
        made = validated(kind, marked, (key, index), loaded)
        if made is not None:
            _file(name, getattr(made, _id_key(name)), made, marked, (key, index), loaded)
        else:
            _note_broken(name, item, marked, (key, index), loaded)


def _one(kind: type[_D], name: str, marked: Marked, loaded: Loaded) -> None:
    made = validated(kind, marked, (), loaded)
    if made is not None:
        _file(name, getattr(made, _id_key(name)), made, marked, (), loaded)
    else:
        _note_broken(name, marked.data, marked, (), loaded)


def _note_broken(name: str, raw: Any, marked: Marked, base: Path_, loaded: Loaded) -> None:
    if isinstance(raw, dict) and isinstance(raw.get(_id_key(name)), str):
        loaded.broken[name, raw[_id_key(name)]] = (marked, base)


def _id_key(name: str) -> str:
    return "system" if name == "codes" else "id"


def _file(kind: str, id: str, made: Document, marked: Marked, base: Path_, loaded: Loaded) -> None:
    earlier = loaded.places.get((kind, id))
    if earlier is not None and earlier[0].file.startswith("data/") == marked.file.startswith("data/"):
        where = f"{earlier[0].file}:{earlier[0].line(earlier[1])}"
        what = f'{kind} "{id}" is already defined at {where}'
        loaded.faults.append(marked.fault((*base, "id"), what, "Ids are never reused."))
        return
    loaded.documents.setdefault(kind, {})[id] = made
    loaded.places[kind, id] = (marked, base)


def validated(kind: type[_D], marked: Marked, base: Path_, loaded: Loaded) -> _D | None:
    """The typed document, or None with its faults reported at their lines."""
    raw = marked.data
    for step in base:
        raw = raw[step]
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        loaded.faults.extend(_faults(error, kind, marked, base))
        return None


_PLAINLY = {
    "string_type": "must be one text",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number",
    "int_type": "must be a whole number",
    "tuple_type": "must be a list",
    "dict_type": "must be a mapping of keys to values",
    "model_type": "must be a mapping of keys to values",
}
"""What the validator finds, in plain words."""


_MEANT = 200
"""Misspelled keys of one document for which the nearest right one is looked for."""


def _faults(error: ValidationError, kind: type[Document], marked: Marked, base: Path_) -> Iterator[Fault]:
    for number, item in enumerate(error.errors(include_url=False)):
        inner = item.get("ctx", {}).get("at", ())
        path = (*base, *item["loc"], *inner)
        name = next((step for step in reversed(item["loc"]) if isinstance(step, str)), "")[:60]
        shown = item["input"][:60] if isinstance(item["input"], str) else ""
        match item["type"]:
            case "extra_forbidden":
                todo = _meant(name, _keys(kind, item["loc"][:-1])) if number < _MEANT else ""
                yield marked.fault(path, f'"{name}" is not a key that belongs here', todo)
            case "missing":
                yield marked.fault(path[:-1], f'"{name}" is missing')
            case "enum" | "literal_error":
                words = re.findall("'([^']*)'", item["msg"])
                todo = f"{_meant(shown, words)} It is one of {', '.join(words)}.".strip()
                what = f'"{name}" cannot be "{shown}"' if shown else f'"{name}" must be one word'
                yield marked.fault(path, what, todo)
            case _:
                message = _PLAINLY.get(item["type"], item["msg"].removeprefix("Value error, "))
                named = name and not (item["type"] == "value_error" and name != item["loc"][-1])
                what = f'"{name}": {message}' if named else message
                found = f', found "{shown}"' if shown and f'"{shown}"' not in what else ""
                yield marked.fault(path, what + found)


def _keys(kind: type[Document], loc: Path_) -> list[str]:
    """The keys that belong where the validator stood: those of the type that `loc` leads to."""
    for step in loc:
        fields = {field.alias or key: field for key, field in kind.model_fields.items()}
        if step in fields:
            inner = [part for part in _inside(fields[str(step)].annotation) if issubclass(part, Document)]
            kind = inner[0] if inner else kind
    return [field.alias or key for key, field in kind.model_fields.items()]


def _inside(annotation: Any) -> Iterator[type[Any]]:
    """The classes that a type such as `tuple[Rule, ...] | None` is made of."""
    parts = get_args(annotation)
    if not parts and isinstance(annotation, type):
        yield annotation
    for part in parts:
        yield from _inside(part)
