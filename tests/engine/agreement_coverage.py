"""Which constructs of the language a random policy uses, what a random file holds, and which answers came of it.

The lists are what a test asks for: a construct that the generator no longer makes is a test that no longer tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from nolle.law.evaluator import Answer
from nolle.terms import Decision, EventType
from tests.engine.agreement import Pair
from tests.engine.agreement_library import DATES, ENDED, STAGES, Law
from tests.engine.agreement_policies import DATED, UNITS, WINDOWS
from tests.engine.agreement_records import ALWAYS, NO_DAYS, NO_WORDS, NOTHING, OPTIONAL, VAGUE, Table
from tests.generated import DECISIONS, Raw

SCOPES = ("offense", "group", "conduct", "level", "except", "several keys", "several parts", "open", "open to any", "only open",
          "a list", "an open list")  # fmt: skip
TESTS = ("a flag", "an enum", "an element", "a place", "a stage", "what it ended as", "number: at_least", "number: at_most",
         "number: both", "date: before", "date: after", "date: both", "the charge itself", "one of several values")  # fmt: skip
JOINS = ("all", "any", "not", "always")
QUANTIFIERS = ("any", "every", "none", "nothing inside")
RULES = ("when", "unless", "overrides a rule", "overrides an exception", "readings", "preferred", "unverified", "recorded",
         "presumptive")  # fmt: skip
EXCEPTIONS = (
    "of a rule",
    "of an exception",
    "of an exception's exception",
    "without then",
    "without when",
    "with overrides",
)
READINGS = ("covers", "when", "unless", "then", "absent", "as it stands", "three")
DOCUMENTS = ("several rules", "no rules", "a promise never starts", "the model", "an office", "no office", "a holder",
             "a protection", "recorded")  # fmt: skip
ASKED = ("as if in force", "in its time", "unverified accepted", "as known on a day", "an office's documents together",
         "others at most of its own level", "a date that stands in", "where")  # fmt: skip
LAWS = ("in force from", "in force to", "in force between", "a vague law date", "renumbered", "part of another", "unverified",
        "a possible element", "an element", "no level", "several classes", "only the report tells", "implied facts",
        "an ambiguous code", "a broad code", "office decides", "office decides, except", "holders")  # fmt: skip
FILES = ("others complete", "others unknown", "history complete", "history unknown", "history since", "a day long past",
         "places known", "a constant", "no charge ids", "a column is lacking")  # fmt: skip
ROWS = ("a cell with nothing", "NULL as a word", "spaces around", "a word nobody knows", "no date", "a vague date",
        "same-day charges of a person", "a person without id", "a case without id", "a person in several cases",
        "several persons in a case", "an id twice", "an empty row", "an unmapped offense", "only a code", "a code nobody knows",
        "nothing charged", "an element stated", "a class stated", "dates out of order", "an impossible number",
        "more charges than shown", "law not in force that day")  # fmt: skip

WANTED = {
    "scope": SCOPES, "test": TESTS, "join": JOINS, "case": QUANTIFIERS,
    "inside another charge": (*TESTS, *JOINS, "listed"),
    "history": (*UNITS, *(f"before {day}" for day in DATED), *(f"within {w}" for w in WINDOWS), "at_least", "at_most", "both"),
    "then": DECISIONS, "rule": RULES, "exception": EXCEPTIONS, "reading": READINGS, "document": DOCUMENTS,
    "governs": ("filed_on", "offense_on", "pending", "referred_on", "arrested_on", "disposed_on"),
    "event": (*map(str, EventType), "vague", "of some rules", "recorded"),
    "asked": ASKED, "law": LAWS, "file": FILES, "row": (*ROWS, *(f"stage {stage}" for stage in STAGES)),
    "answer": (*(str(d) for d in Decision if d is not Decision.UNKNOWN), "an exception decides", "a rule decides"),
    "because": ("fact", "date", "status", "reading", "open", "text", "conflict"),
    "needs": ("offense", "conduct", "level", "an element", "a date", "a fact", "case.any", "case.every", "case.others", "history"),
}  # fmt: skip


def missing(counted: dict[tuple[str, str], int], least: int) -> list[str]:
    """The constructs that occurred too seldom."""
    wanted = [(kind, name) for kind, names in WANTED.items() for name in names]
    return [
        f"{kind}: {name} ({counted.get((kind, name), 0)})"
        for kind, name in wanted
        if counted.get((kind, name), 0) < least
    ]


# ---------------------------------------------------------------- policies


Found = Iterator[tuple[str, str]]


def of_pair(pair: Pair) -> Found:
    """The constructs of the documents, and of how they are asked."""
    asked = pair.asked
    yield "asked", "as if in force" if asked.as_if else "in its time"
    said = {
        "unverified accepted": asked.accept_unverified, "as known on a day": asked.known_on,
        "an office's documents together": len(asked.policies) > 1, "where": pair.where,
        "others at most of its own level": "top-charge" in pair.assume, "a date that stands in": "offense-day" in pair.assume,
    }  # fmt: skip
    yield from (("asked", name) for name, holds in said.items() if holds)
    for policy in asked.policies:
        yield from _document(policy)


def _document(policy: Raw) -> Found:
    yield "governs", policy["governs"]
    said = {
        "several rules": len(policy["rules"]) > 1, "no rules": not policy["rules"], "an office": "office" in policy,
        "a promise never starts": policy["kind"] == "campaign_promise", "the model": policy["kind"] == "model",
        "no office": "office" not in policy, "a holder": "holder" in policy, "a protection": policy["protections"],
        "recorded": "recorded" in policy,
    }  # fmt: skip
    yield from (("document", name) for name, holds in said.items() if holds)
    for event in policy["events"]:
        yield "event", event["type"]
        yield from (("event", name) for name, holds in _event(event).items() if holds)
    for protection in policy["protections"]:
        yield from _condition(protection["holder"])
    for rule in policy["rules"]:
        yield from _rule(rule, policy)


def _event(event: Raw) -> dict[str, bool]:
    return {"vague": len(event["on"]) != 10, "of some rules": "rules" in event, "recorded": "recorded" in event}


def _rule(rule: Raw, policy: Raw) -> Found:
    ids = {other["id"] for other in policy["rules"]}
    said = {
        "when": "when" in rule, "unless": rule["unless"], "readings": "readings" in rule, "preferred": "preferred" in rule,
        "overrides a rule": ids & {*rule.get("overrides", ())}, "unverified": rule.get("confidence") == "unverified",
        "overrides an exception": any("/" in id for e in rule["unless"] for id in e.get("overrides", ())),
        "recorded": "recorded" in rule, "presumptive": "strength" in rule,
    }  # fmt: skip
    yield from (("rule", name) for name, holds in said.items() if holds)
    yield "then", rule["then"]
    yield from _scope(rule["covers"])
    yield from _condition(rule.get("when"))
    yield from _exceptions(rule["unless"], 0)
    readings = rule.get("readings", ())
    for reading in readings:
        yield from (("reading", key) for key in reading)
        yield from [("reading", "as it stands")] * (not reading) + [("reading", "three")] * (len(readings) == 3)
        yield from _scope(reading["covers"]) if "covers" in reading else ()
        yield from _condition(reading.get("when"))
        yield from _exceptions(reading.get("unless", ()), 0)


def _exceptions(exceptions: Iterable[Raw], depth: int) -> Found:
    for raw in exceptions:
        yield "exception", EXCEPTIONS[depth]
        if "then" not in raw:
            yield "exception", "without then"
        if "when" not in raw:
            yield "exception", "without when"
        if raw.get("overrides"):
            yield "exception", "with overrides"
        yield from _condition(raw.get("when"))
        yield from _exceptions(raw.get("unless", ()), depth + 1)


def _scope(raw: Any) -> Found:
    parts = raw if isinstance(raw, list) else [raw]
    if len(parts) > 1:
        yield "scope", "several parts"
    for part in parts:
        keys = [key for key in part if key not in ("except", "open")]
        yield from (("scope", key) for key in (*keys, *(["except"] if "except" in part else [])))
        if len(keys) > 1:
            yield "scope", "several keys"
        if "open" in part:
            yield "scope", "open to any" if part["open"] == "any" else "open"
            yield from [("scope", "only open")] * (not keys)
        for key in keys:
            yield from (("scope", _listing(value)) for value in _many(part[key]) if _listing(value))


def _listing(value: str) -> str:
    return "a list" if value.startswith("some-") else "an open list" if value.startswith("open-") else ""


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _condition(raw: Raw | None, kind: str = "test") -> Found:
    """The tests and joins of a condition; those of another charge under a heading of their own."""
    joins = "join" if kind == "test" else kind
    if raw == {}:
        yield joins, "always"
    for key, value in (raw or {}).items():
        if key in ("all", "any"):
            yield joins, key
            for part in value:
                yield from _condition(part, kind)
        elif key == "not":
            yield joins, key
            yield from _condition(value, kind)
        elif key == "case":
            [(quantifier, of)] = value.items()
            yield "case", quantifier if of else "nothing inside"
            yield from _condition(of, "inside another charge")
        elif key == "history":
            yield from _history(value)
        else:
            yield kind, _test(key, value)
            yield from [(kind, "one of several values")] * isinstance(value, list)


def _history(raw: Raw) -> Found:
    yield "history", raw.get("count", "charges")
    yield from [("history", f"before {raw['before']}")] if "before" in raw else []
    yield from [("history", f"within {raw['within']}")] if "within" in raw else []
    sides = [side for side in ("at_least", "at_most") if side in raw]
    yield "history", "both" if len(sides) == 2 else sides[0]
    yield from _condition(raw["of"], "inside another charge")


def _test(fact: str, value: Any) -> str:
    if isinstance(value, dict):
        number = "at_least" in value or "at_most" in value
        return f"{'number' if number else 'date'}: {'both' if len(value) == 2 else next(iter(value))}"
    names = {"listed": "listed", "place": "a place", "stage": "a stage"}
    if fact in names or fact in ENDED:
        return names.get(fact, "what it ended as")
    if fact in SCOPES:
        return "the charge itself"
    return "a flag" if fact.startswith("flag") else "an enum" if fact.startswith("report") else "an element"


# ---------------------------------------------------------------- law and files


def of_law(law: Law) -> Found:
    """What the made-up law holds."""
    for raw in law.offenses:
        dates = raw.get("in_force", {})
        said = {
            "in force between": len(dates) == 2, "in force from": [*dates] == ["from"], "in force to": [*dates] == ["to"],
            "a vague law date": any(len(day) != 10 for day in dates.values()), "renumbered": "successor" in raw,
            "part of another": "part_of" in raw, "unverified": raw["confidence"] == "unverified", "no level": not raw["level"],
            "a possible element": "possible" in raw["elements"].values(), "an element": "yes" in raw["elements"].values(),
            "several classes": len(_many(raw["conduct"])) > 1, "only the report tells": "needs" in raw,
        }  # fmt: skip
        yield from (("law", name) for name, holds in said.items() if holds)
    yield from [("law", "implied facts")] * any("implies" in entry for entry in law.facts.values())
    for match in ("ambiguous", "broad"):
        yield from [("law", f"{'an' if match[0] == 'a' else 'a'} {match} code")] * any(
            raw["match"] == match for raw in law.codes
        )
    for office in law.offices:
        yield from [("law", "office decides")] * ("decides" in office) + [("law", "holders")] * ("holders" in office)
        yield from [("law", "office decides, except")] * ("except" in office.get("decides", {}))


def of_table(table: Table, law: Law) -> Found:
    """What a file says of itself and what stands in its rows."""
    mapping = table.mapping_raw
    yield "file", f"others {mapping['case']['others']}"
    yield "file", "history complete" if mapping["history"]["complete"] == "true" else "history unknown"
    said = {
        "history since": "since" in mapping["history"], "a day long past": table.as_of.year < 2024, "places known": table.places,
        "a constant": table.constants, "no charge ids": not any(row.get("charge_id") for row in table.rows),
        "a column is lacking": len(table.columns) < len(ALWAYS) + len(OPTIONAL),
    }  # fmt: skip
    yield from (("file", name) for name, holds in said.items() if holds)
    seen: dict[str, set[str]] = {}
    for row in table.rows:
        yield from _row(row, law)
        yield from _beside(row, seen)


def _row(row: dict[str, str], law: Law) -> Found:
    cells = [cell for cell in row.values() if cell]
    offense, ended = row.get("offense", ""), {raw["id"]: raw.get("in_force", {}).get("to", "") for raw in law.offenses}
    days = [row[day] for day in DATES if len(row.get(day, "")) == 10 and row[day] not in NO_DAYS]
    charged = offense not in NOTHING or row.get("code", "") not in NOTHING
    said = {
        "a cell with nothing": len(cells) < len(row), "NULL as a word": {*cells} & {*NOTHING},
        "spaces around": any(cell != cell.strip() for cell in cells), "a word nobody knows": {*cells} & {*NO_WORDS},
        "no date": {*cells} & {*NO_DAYS}, "a vague date": {*cells} & {*VAGUE}, "an empty row": not cells,
        "a person without id": cells and row["person_id"] in NOTHING, "a case without id": cells and row["case_id"] in NOTHING,
        "an unmapped offense": offense == "zz-unmapped", "only a code": not offense and row.get("code"),
        "a code nobody knows": row.get("code") == "C99", "nothing charged": cells and not charged,
        "an element stated": any(row.get(name) in ("true", "false") for name in ("violence", "coercion", "minor_involved")),
        "a class stated": row.get("conduct", "") not in (*NOTHING, *NO_WORDS), "dates out of order": days != sorted(days),
        "an impossible number": {*cells} & {"431", "-3", "x"}, "more charges than shown": row.get("charges_in_case") == "9",
        "law not in force that day": len(ended.get(offense, "")) == 10 and days and days[0] > ended[offense],
    }  # fmt: skip
    yield from (("row", name) for name, holds in said.items() if holds)
    if row.get("stage", "").strip() in STAGES:
        yield "row", f"stage {row['stage'].strip()}"


def _beside(row: dict[str, str], seen: dict[str, set[str]]) -> Found:
    """What a row has in common with rows before it."""
    keys = {
        "an id twice": ("charge_id", None), "same-day charges of a person": ("person_id", "offense_on"),
        "a person in several cases": ("person_id", "case_id"), "several persons in a case": ("case_id", "person_id"),
    }  # fmt: skip
    for name, (one, other) in keys.items():
        if row.get(one, "") in NOTHING or (other and row.get(other, "") in NOTHING):
            continue
        values = seen.setdefault(f"{name}/{row[one]}", set())
        value = row[other] if other else ""
        if (value in values) if name in ("an id twice", "same-day charges of a person") else values - {value}:
            yield "row", name
        values.add(value)


# ---------------------------------------------------------------- answers


def of_answer(answer: Answer) -> Found:
    """What was said of a charge, and why."""
    yield "answer", answer.decision.value
    if answer.rule:
        yield "answer", "an exception decides" if "/" in answer.rule else "a rule decides"
    yield from (("because", what.partition(":")[0]) for what in answer.because)
    yield from (("needs", _need(need)) for need in answer.needs)


def _need(need: str) -> str:
    head = ".".join(need.split(".")[:2]) if need.startswith("case.") else need.partition(".")[0]
    if head in WANTED["needs"]:
        return head
    if need in DATED:
        return "a date"
    return "an element" if need in ("violence", "coercion", "abusive_or_exploitative", "minor_involved") else "a fact"
