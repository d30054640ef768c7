"""A draft → the text of its documents: YAML with the place's own sections above each rule, and what is to verify."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from textwrap import indent
from typing import Any

from nolle.publish.page import as_yaml

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TRUTHS = {"true": True, "false": False}


def policy_text(raw: Mapping[str, Any], sections: Mapping[str, Sequence[str]], gaps: Sequence[str]) -> str:
    """The policy; `sections` are lines to stand above a rule by its id, `gaps` what it leaves open to the model."""
    lines = ["# A draft. Nothing of it is in force, and nobody but you has read it."]
    lines += [f"# Against the model policy: {gap}" for gap in gaps] or ["# Against the model policy: no gap."]
    for key, value in raw.items():
        lines += [f"{key}:", *_rules(value, sections)] if key == "rules" else [_part(key, value)]
    return "\n".join(lines) + "\n"


def plain_text(raw: Mapping[str, Any], says: str) -> str:
    """Another document of the draft, with a line that says what it is."""
    return "\n".join([f"# {says}", *(_part(key, value) for key, value in raw.items())]) + "\n"


def _rules(rules: Sequence[Mapping[str, Any]], sections: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for rule in rules:
        yield from (_comment(line) for line in sections.get(rule["id"], ()))
        yield indent(as_yaml([_values(rule)]), "  ")


def _comment(line: str) -> str:
    return f"  # {line}"


def _part(key: str, value: Any) -> str:
    told = _values(value)
    if isinstance(told, dict | list):
        return as_yaml({key: told})
    return as_yaml({key: told}).removeprefix("{").removesuffix("}")


def _values(value: Any) -> Any:
    """Truths and days as YAML writes them: the reader takes either form."""
    if isinstance(value, Mapping):
        return {key: _values(inner) for key, inner in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_values(inner) for inner in value]
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    return _TRUTHS.get(value, value) if isinstance(value, str) else value
