"""JSON Schema: what ships is valid by it, what the parser refuses is not, and both grammars are the same."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from nolle.dates import parse as parse_date
from nolle.law import condition, scope
from nolle.law.condition import BadCondition
from nolle.library.load import load, package_data
from nolle.library.read import read_file, read_text
from nolle.library.schema import GRAMMAR, KINDS, schemas, write

SCHEMAS = schemas()
OF_FOLDER = {
    "facts.yaml": "facts", "sources": "sources", "places": "place", "offices": "office",
    "offenses": "offenses", "codes": "codes", "model": "policy", "policies": "policy", "mappings": "mapping",
    "citations": "citations", "reviews": "review", "situations": "situation",
    "elements": "elements", "limits": "limits", "lint": "lint",
    "surveillance": "surveillance",
    "events": "events", "evaluations": "evaluations", "rechecks": "rechecks", "overviews": "overviews",
}  # fmt: skip
OWN_TYPES = (
    "coding.yaml",
    "memo.yaml",
    "privacy.yaml",
    "words.yaml",
    "citing.yaml",
    "columns.yaml",
    "gazetteer",
)  # read by the modules they belong to, which test them
SHIPPED = sorted(
    file for file in package_data().rglob("*.yaml") if file.relative_to(package_data()).parts[0] not in OWN_TYPES
)
WORKSPACE = sorted((package_data().parent / "library/workspace").rglob("*.yaml"))
BAD = Path(__file__).parent / "bad"


def errors(kind, data):
    return [error.message for error in Draft202012Validator(SCHEMAS[kind]).iter_errors(data)]


def fits(name, data):
    """Whether a value is valid by one of the grammars written by hand."""
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": GRAMMAR}).is_valid(data)


def as_an_editor_reads(data):
    """Texts as numbers and truths where plain YAML 1.2 would make them so."""
    if isinstance(data, dict):
        return {key: as_an_editor_reads(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_an_editor_reads(value) for value in data]
    if data in ("true", "false"):
        return data == "true"
    if re.fullmatch(r"(0|[1-9]\d*)(\.\d+)?", data):
        return float(data) if "." in data else int(data)
    return data


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_a_schema(kind):
    Draft202012Validator.check_schema(SCHEMAS[kind])
    text = json.dumps(SCHEMAS[kind])
    assert '"null"' not in text
    assert set(re.findall(r'"#/\$defs/([^"]+)"', text)) <= SCHEMAS[kind]["$defs"].keys()


@pytest.mark.parametrize("file", [*SHIPPED, *WORKSPACE], ids=lambda file: "/".join(file.parts[-3:]))
def test_what_ships_is_valid(file):
    root = package_data() if file.is_relative_to(package_data()) else package_data().parent / "library/workspace"
    kind = OF_FOLDER[file.relative_to(root).parts[0]]
    data = read_file(file, file.name).data
    assert errors(kind, data) == []
    assert errors(kind, as_an_editor_reads(data)) == []


@pytest.mark.parametrize("name", ["keys-and-words", "all-at-once", "uncited-instrument"])
def test_keys_and_words_that_are_no_good_are_refused(name):
    wrong = name != "uncited-instrument"  # of which only a check can tell
    assert bool(errors("policy", read_file(BAD / f"{name}.yaml", name).data)) is wrong


def test_every_rule_that_the_parser_refuses_is_refused():
    data = read_file(BAD / "grammar-of-conditions.yaml", "bad").data
    for rule in data["rules"]:
        alone = {**data, "rules": [rule]}
        assert errors("policy", alone), rule


def test_a_decision_that_is_derived_is_refused():
    rule = {"id": "a", "covers": {"conduct": "selling"}, "then": "decline"}
    policy = {"id": "a", "title": "A", "kind": "practice", "rules": [rule]}
    assert errors("policy", policy) == []
    assert errors("policy", {**policy, "rules": [{**rule, "then": "silent"}]})
    assert errors("policy", {**policy, "rules": [{**rule, "unless": [{"id": "b", "then": "undetermined"}]}]})


def test_nothing_may_be_null():
    policy = {"id": "a", "title": "A", "kind": "practice", "note": None}
    assert errors("policy", policy)
    assert errors("policy", {"id": "a", "title": None, "kind": "practice"})


def test_a_mapping_may_name_a_column_shortly():
    mapping = {"id": "a", "title": "A", "columns": {"code": "CODE", "level": {"column": "L"}}}
    assert errors("mapping", mapping) == []
    assert errors("mapping", {**mapping, "columns": {"code": {"columns": "CODE"}}})


def test_the_schemas_are_written_the_same_every_time(tmp_path):
    first = {path.name: path.read_bytes() for path in write(tmp_path / "a")}
    assert first == {path.name: path.read_bytes() for path in write(tmp_path / "b")}
    assert sorted(first) == sorted(f"{kind}.schema.json" for kind in KINDS)
    assert json.loads(first["policy.schema.json"]) == SCHEMAS["policy"]


# ---------------------------------------------------------------- the grammars, against the parsers

words = st.sampled_from(["felony", "true", "false", "18", "-1", "2024-01-01", "2024", "P2Y", "P", "x", ""])
keys = st.sampled_from([
    "all", "any", "not", "case", "history", "listed", "level", "person.age_on_offense", "offense_on", "every",
    "none", "of", "count", "within", "before", "after", "at_least", "at_most", "charges",
])  # fmt: skip
raw_conditions = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=2),
    max_leaves=8,
)


def sensible(inner):
    """Conditions that mostly follow the grammar, so that deep ones are met too."""
    one = inner | raw_conditions
    history = st.fixed_dictionaries(
        {"of": one, "at_least": st.sampled_from(["1", "x"])},
        optional={"count": st.sampled_from(["cases", "people"]), "within": words, "at_most": words},
    )
    return st.one_of(
        st.dictionaries(st.sampled_from(["level", "stage"]), words | st.lists(words, max_size=2), max_size=2),
        st.builds(lambda key, parts: {key: parts}, st.sampled_from(["all", "any"]), st.lists(one, max_size=2)),
        st.builds(lambda part: {"not": part}, one),
        st.builds(lambda key, part: {"case": {key: part}}, st.sampled_from(["any", "every", "none", "some"]), one),
        st.builds(lambda part: {"history": part}, history),
        st.builds(lambda part: {"offense_on": {"before": part}}, words),
        st.builds(lambda part: {"person.age_on_offense": {"at_least": part}}, words),
    )


conditions = st.recursive(st.just({}) | raw_conditions, sensible, max_leaves=6)

scope_keys = st.sampled_from(["offense", "group", "conduct", "level", "except", "open", "offence"])
scopes = st.recursive(
    words | st.just("any"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(scope_keys, inner, max_size=3),
    max_leaves=8,
)


def accepted(parse, raw):
    try:
        parse(raw)
    except BadCondition:
        return False
    return True


@given(conditions)
@example({"case": {"any": {"not": {"history": {"of": {}, "at_least": "1"}}}}})
@example({"offense_on": {"before": "2024-01-01", "at_least": "1"}})
def test_a_condition_fits_the_schema_if_the_parser_accepts_it(raw):
    assert fits("condition", raw) is accepted(condition.parse, raw)


@given(scopes)
@example({"open": "any"})
@example([{"conduct": "selling", "except": {"open": []}}])
def test_a_scope_fits_the_schema_if_the_parser_accepts_it(raw):
    assert fits("scope", raw) is accepted(scope.parse, raw)


@given(st.from_regex(r"[0-9. -]{0,10}/?[0-9. -]{0,10}", fullmatch=True))
@example("2021")
@example("../2021-03-08")
@example("2021-03/..")
def test_what_is_a_date_fits_the_schema(text):
    try:
        parse_date(text)
    except ValueError:
        return
    assert fits("days", text)


@pytest.mark.parametrize("text", ["2021-3", "21-03-2021", "spring 2021", "2021-13", "2021-00-10", "2021-03-32"])
def test_what_is_no_date_does_not(text):
    assert not fits("days", text)


def test_the_policies_that_ship_speak_the_whole_grammar():
    spoken = " ".join(str(read_text(text, "x").data) for text in (file.read_text("utf-8") for file in SHIPPED))
    used = {word for word in ("'case'", "'history'", "'listed'", "'any'", "'at_least'", "'open'") if word in spoken}
    assert len(used) == 6
    assert load().documents["policy"]
