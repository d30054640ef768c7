"""JSON Schema for each kind of document, made from the types, so that an editor can help while one writes.

The types say which keys there are. The small grammars inside them (conditions, scopes, dates) are parsed
by hand in `law`, so their schemas are written by hand here; tests hold the two against each other. Our
reader keeps every scalar as text, and editors read `18` as a number and `true` as a truth: a scalar may be
any of these. Nothing may be null.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from nolle.cite import Document, Source
from nolle.law.advice import Advice
from nolle.law.condition import QUANTIFIERS, UNITS
from nolle.law.elements import Element
from nolle.law.evaluation import Evaluation, Series
from nolle.law.facts import Dictionary
from nolle.law.limits import Limit
from nolle.law.offense import CodeSystem, Coverage, Group, Offense
from nolle.law.outside import OutsideEvent
from nolle.law.overview import Overview
from nolle.law.places import Office, Place
from nolle.law.policy import Covers, Day, Policy, When_
from nolle.law.recheck import Recheck
from nolle.law.scope import SCOPE_FACTS
from nolle.law.situation import Situation
from nolle.law.survey import Protocol, SurveyQuestion
from nolle.records.citation_forms import Bodies
from nolle.records.mapping import Mapping
from nolle.records.review import Review
from nolle.terms import WRITABLE

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


class Sources(Document):
    """Sources, each described once; `retrieved` is the day for all that do not give their own."""

    retrieved: str = ""
    sources: tuple[Source, ...] = ()


class Offenses(Document):
    """The catalogue of one state: offenses, groups of them, and what it means that a section is missing."""

    place: str = ""
    offenses: tuple[Offense, ...] = ()
    groups: tuple[Group, ...] = ()
    coverage: tuple[Coverage, ...] = ()


class Elements(Document):
    """The elements that every office's policy is laid beside."""

    elements: tuple[Element, ...] = ()


class Limits(Document):
    """What the law of states holds against a policy."""

    limits: tuple[Limit, ...] = ()


class Lint(Document):
    """The checks of `nolle lint` in words."""

    checks: tuple[Advice, ...] = ()


class Events(Document):
    """What others did that bears on policies: the events of one state, or of the country."""

    events: tuple[OutsideEvent, ...] = ()


class Evaluations(Document):
    """Evaluations of policies, and counts that are quoted beside them."""

    evaluations: tuple[Evaluation, ...] = ()
    series: tuple[Series, ...] = ()


class Overviews(Document):
    """Tables that somebody printed of what is in force where."""

    overviews: tuple[Overview, ...] = ()


class Rechecks(Document):
    """When what is known is looked up again."""

    rechecks: tuple[Recheck, ...] = ()


class Surveillance(Document):
    """The codebook's questions, and protocols of coding."""

    questions: tuple[SurveyQuestion, ...] = ()
    protocols: tuple[Protocol, ...] = ()


KINDS: dict[str, type[Document]] = {
    "facts": Dictionary, "sources": Sources, "place": Place, "office": Office, "offenses": Offenses,
    "codes": CodeSystem, "elements": Elements, "policy": Policy, "mapping": Mapping, "citations": Bodies,
    "review": Review, "limits": Limits, "lint": Lint, "situation": Situation,
    "events": Events, "evaluations": Evaluations, "rechecks": Rechecks,
    "overviews": Overviews,
    "surveillance": Surveillance,
}  # fmt: skip
"""The types of documents by kind."""

WRITTEN_SHORT = ("Column",)
"""Types for which a document may write a plain text."""


SAY_DECISIONS = ("Rule", "Exception_", "Reading")
"""Types whose `then` is a decision that a document may write; the others are derived."""


def schemas() -> dict[str, Schema]:
    """The schema of each kind of document."""
    return {kind: _schema(kind, made) for kind, made in KINDS.items()}


def write(folder: Path) -> list[Path]:
    """Write one `KIND.schema.json` for each kind; the same bytes every time."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind, schema in schemas().items():
        path = folder / f"{kind}.schema.json"
        path.write_text(json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(path)
    return written


def _schema(kind: str, made: type[Document]) -> Schema:
    raw = made.model_json_schema(by_alias=True, schema_generator=_Generator)
    plain: Schema = _plain({"$defs": {}, **raw})
    for name in WRITTEN_SHORT:
        if name in plain["$defs"]:
            plain["$defs"][name] = {"anyOf": [_ref("scalar"), plain["$defs"][name]]}
    for name in SAY_DECISIONS:
        if name in plain["$defs"]:
            plain["$defs"][name]["properties"]["then"] = {"enum": list(WRITABLE)}
    plain["$defs"] |= GRAMMAR
    return {"$schema": DIALECT, "title": f"nolle {kind}", **{k: v for k, v in plain.items() if k != "title"}}


# ---------------------------------------------------------------- from the types


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _function(annotated: Any) -> Callable[..., Any]:
    """The parser that stands before a value of this type."""
    found: Callable[..., Any] = get_args(annotated)[1].func
    return found


_PARSED = {_function(When_): "condition", _function(Covers): "scope", _function(Day): "days"}


class _Generator(GenerateJsonSchema):
    """Marks values that a parser of ours reads, so that their grammar can be put in its place."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        name = _PARSED.get(schema["function"]["function"])
        return {"parsed": name} if name else super().function_before_schema(schema)


def _plain(schema: Any) -> Any:
    """The schema with scalars as editors read them, without null and without defaults."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema if item != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    if "parsed" in schema:
        return _ref(schema["parsed"])
    if "enum" in schema or "const" in schema:
        return {key: value for key, value in schema.items() if key != "default"}
    if schema.get("type") in _SCALARS:
        return _ref(_SCALARS[schema["type"]])
    made: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            made[key] = {name: _plain(inner) for name, inner in value.items()}
        elif key == "anyOf":
            options = _plain(value)
            made |= options[0] if len(options) == 1 else {"anyOf": options}
        elif key not in ("default", "title"):
            made[key] = _plain(value)
    return made


_SCALARS = {"string": "scalar", "boolean": "truth", "integer": "number"}


# ---------------------------------------------------------------- the grammars, by hand

_PERIOD = r"^\s*P(?=\d)(\d+Y)?(\d+M)?(\d+D)?\s*$"
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_SPAN = r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)"


def _closed(properties: Schema, **more: Any) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False, **more}


def _condition(inner: str, **outer: Schema) -> Schema:
    """A mapping of facts to tests, joined by all, any and not; `inner` is what stands inside these."""
    several = {"type": "array", "items": _ref(inner)}
    joins = {"all": several, "any": several, "not": _ref(inner), "listed": _ref("truth")}
    return {"type": "object", "properties": {**joins, **outer}, "additionalProperties": _ref("test")}


GRAMMAR: dict[str, Schema] = {
    "scalar": {"type": ["string", "number", "boolean"]},
    "truth": {"enum": [True, False, "true", "false"]},
    "number": {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^\s*\d+\s*$"}]},
    "day": {"type": "string", "pattern": rf"^\s*{_DAY}\s*$"},
    "days": {
        "description": "A day, a month or a year; ../A is by A, A/.. is from A on, A/B is between them.",
        "anyOf": [
            {"type": "integer", "minimum": 1, "maximum": 9999},
            {"type": "string", "pattern": rf"^\s*({_SPAN}|(\.\.|{_SPAN})?\s*/\s*(\.\.|{_SPAN})?)\s*$"},
        ],
    },
    "values": {"anyOf": [_ref("scalar"), {"type": "array", "items": _ref("scalar"), "minItems": 1}]},
    "comparison": {
        "description": "A number with at_least and at_most, or a date with before and after.",
        "anyOf": [
            _closed({"at_least": _ref("number"), "at_most": _ref("number")}, minProperties=1),
            _closed({"before": _ref("day"), "after": _ref("day")}, minProperties=1),
        ],
    },
    "test": {"anyOf": [_ref("values"), _ref("comparison")]},
    "condition": {
        "description": "Facts and the tests of them, all of which must hold.",
        **_condition("condition", case=_ref("case"), history=_ref("history")),
    },
    "condition_of_another": {
        "description": "What another charge must be: no case and no history stands inside.",
        **_condition("condition_of_another", case={"not": {}}, history={"not": {}}),
    },
    "case": {
        "description": "Any, every or none of the other charges of the case.",
        **_closed({word: _ref("condition_of_another") for word in QUANTIFIERS}, minProperties=1),
    },
    "history": {
        "description": "How many earlier charges, cases or dates of the person there are.",
        **_closed(
            {
                "of": _ref("condition_of_another"),
                "count": {"enum": list(UNITS)},
                "within": {"type": "string", "pattern": _PERIOD},
                "before": {"type": "string"},
                "at_least": _ref("number"),
                "at_most": _ref("number"),
            },
            required=["of"],
            anyOf=[{"required": ["at_least"]}, {"required": ["at_most"]}],
        ),
    },
    "scope": {
        "description": "The charges a rule covers; a list means any of them.",
        "anyOf": [_ref("scope_part"), {"type": "array", "items": _ref("scope_part"), "minItems": 1}],
    },
    "scope_part": _closed(
        {
            **{fact: _ref("values") for fact in SCOPE_FACTS},
            "except": _ref("scope"),
            "open": {"anyOf": [{"const": "any"}, _ref("scope")]},
        },
        minProperties=1,
    ),
}
"""Conditions (`when`), scopes (`covers`), dates, and what a scalar may be."""
