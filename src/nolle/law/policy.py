"""What a policy document says: rules with their exceptions and readings, protections, relief, events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, field_validator, model_validator
from pydantic_core import PydanticCustomError

from nolle import dates
from nolle.cite import Citation, Document
from nolle.dates import Span
from nolle.law import condition, scope
from nolle.law.condition import ALWAYS, BadCondition, Condition
from nolle.terms import WRITABLE, Confidence, Decision, EventType, Instrument, Strength, TextRead


def _reads(parse: Any, kind: str) -> BeforeValidator:
    """A validator that parses a raw value once and carries the path of a fault into the report."""

    def read(raw: Any) -> Any:
        if not isinstance(raw, dict | list | str):
            return raw
        try:
            return parse(raw)
        except BadCondition as fault:
            raise PydanticCustomError(kind, "{what}", {"what": fault.what, "at": list(fault.at)}) from None
        except ValueError as fault:
            raise PydanticCustomError(kind, "{what}", {"what": str(fault), "at": []}) from None

    return BeforeValidator(read, json_schema_input_type=dict[str, Any] | list[Any] | str)


def _day(raw: Any) -> Span:
    if not isinstance(raw, str):
        raise ValueError("must be one text: a day, a month or a year, such as 2021-03-26")
    return dates.parse(raw)


def _one_or_many(raw: Any) -> Any:
    return [raw] if isinstance(raw, str) else raw


When_ = Annotated[Any, _reads(condition.parse, "condition"), PlainSerializer(condition.dump)]
Covers = Annotated[Any, _reads(scope.parse, "scope"), PlainSerializer(scope.dump_scope)]
Day = Annotated[Any, _reads(_day, "date"), PlainSerializer(lambda span: dates.edtf(span))]
Texts = Annotated[tuple[str, ...], BeforeValidator(_one_or_many, json_schema_input_type=str | list[str])]


class Exception_(Document):
    """What lifts or changes a rule where `when` holds; it may have exceptions of its own."""

    id: str
    when: When_ = ALWAYS
    then: Decision | None = None
    provided: str = ""
    programme: str = ""
    strength: Strength = Strength.MANDATORY
    unless: tuple[Exception_, ...] = ()
    overrides: tuple[str, ...] = ()
    note: str = ""
    cite: tuple[Citation, ...] = ()


class Reading(Document):
    """One way to read a disputed rule: the keys it gives replace the rule's own."""

    covers: Covers | None = None
    when: When_ | None = None
    unless: tuple[Exception_, ...] | None = None
    then: Decision | None = None
    provided: str = ""
    programme: str = ""
    absent: bool = False
    note: str = ""
    cite: tuple[Citation, ...] = ()


class Rule(Document):
    """One clause: the charges it covers, under which condition, and what the office says of them."""

    id: str
    covers: Covers
    when: When_ = ALWAYS
    then: Decision
    provided: str = ""
    programme: str = ""
    strength: Strength = Strength.MANDATORY
    unless: tuple[Exception_, ...] = ()
    overrides: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    preferred: int | None = None
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    recorded: str = ""
    cite: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _writable(self) -> Rule:
        for said in (self.then, *(reading.then for reading in self.readings)):
            if said is not None and said not in WRITABLE:
                raise ValueError(f'"{said}" is derived and never written as a rule')
        if self.preferred is not None and not 1 <= self.preferred <= len(self.readings):
            raise ValueError(f"preferred is {self.preferred}, and there are {len(self.readings)} readings")
        if self.preferred is not None and not self.note:
            raise ValueError("a preferred reading needs a note that says why")
        return self

    def variants(self) -> tuple[Rule | None, ...]:
        """The rule under each reading (None where it is absent); the rule itself where there are none."""
        if not self.readings:
            return (self,)
        if self.preferred is not None:
            return (self._read(self.readings[self.preferred - 1]),)
        return tuple(self._read(reading) for reading in self.readings)

    def _read(self, reading: Reading) -> Rule | None:
        if reading.absent:
            return None
        given = {key: getattr(reading, key) for key in ("covers", "when", "unless", "then", "provided", "programme")}
        changed = {key: value for key, value in given.items() if value not in (None, "")}
        return self.model_copy(update={**changed, "readings": (), "preferred": None})


class NamedList(Document):
    """A list of values or offenses, named once; `open` is the class the text opens it to."""

    values: Texts
    open: str = ""
    cite: tuple[Citation, ...] = ()


class Event(Document):
    """Something that happened to the document or to named rules of it."""

    type: EventType
    on: Day
    rules: tuple[str, ...] = ()
    by: str = ""
    recorded: str = ""
    note: str = ""
    cite: tuple[Citation, ...] = ()

    @property
    def span(self) -> Span:
        found: Span = self.on
        return found


class Protection(Document):
    """A promise about information, statements or status, answered beside the charging decision."""

    id: str
    kind: str
    holder: When_ = ALWAYS
    against: str = ""
    concerning: str = ""
    covers: Covers | None = None
    except_: str = ""
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()

    model_config = Document.model_config | {"alias_generator": lambda name: name.rstrip("_")}


class Position(Document):
    """What the office will or will not seek after charging: never a charging decision."""

    id: str = ""
    stage: str
    says: str
    covers: Covers | None = None
    when: When_ = ALWAYS
    on: Day | None = None
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()


class Statement(Document):
    """A cited statement in words: a carve-out, a disclaimer, a ground, a note."""

    id: str = ""
    text: str = ""
    says: str = ""
    ground: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    recorded: str = ""
    cite: tuple[Citation, ...] = ()


class Commitment(Document):
    """What a party undertook to do; its status is unknown until a source says."""

    id: str = ""
    party: str = ""
    with_: Texts = ()
    to: str
    says: str = ""
    by: Day | None = None
    status: str = "unknown"
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()

    model_config = Document.model_config | {"alias_generator": lambda name: name.rstrip("_")}


class Practice(Document):
    """What was seen to be done, without an announcement: shown in outline, never a rule."""

    id: str = ""
    covers: Covers
    says: str
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()


class Wait(Document):
    """How long after what relief is due."""

    of: str = "self"
    for_: str = ""
    from_: str = "disposed_on"
    inclusive: bool = True

    model_config = Document.model_config | {"alias_generator": lambda name: name.rstrip("_")}


class Relief(Document):
    """Relief for pending cases, warrants or convictions; evaluated by the relief question."""

    id: str
    for_: Texts = ()
    covers: Covers | None = None
    reach: Texts
    when: When_ = ALWAYS
    unless: tuple[Exception_, ...] = ()
    window: Day | None = None
    act: Texts
    with_prejudice: bool | None = None
    waits: tuple[Wait, ...] = ()
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()

    model_config = Document.model_config | {"alias_generator": lambda name: name.rstrip("_")}


class Counted(Document):
    """A number and what was counted."""

    of: str
    n: str
    cite: tuple[Citation, ...] = ()


class ActReading(Document):
    """What another source says of the same act."""

    counts: tuple[Counted, ...] = ()
    total: str = ""
    people: str = ""
    span: Day | None = None
    note: str = ""
    cite: tuple[Citation, ...] = ()


class Act(Document):
    """Relief that was done: when, how it ended in court, how many and counted how."""

    id: str = ""
    on: Day
    relief: Texts = ()
    act: Texts
    covers: Covers | None = None
    outcome: str = ""
    span: Day | None = None
    counts: tuple[Counted, ...] = ()
    total: str = ""
    people: str = ""
    court: str = ""
    basis: str = ""
    readings: tuple[ActReading, ...] = ()
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()


class Finding(Document):
    """That a search found no policy, and when it was made."""

    none_found: bool = False
    searched_on: str = ""


class Disagreement(Document):
    """Another document of the office that says otherwise while both stand, and why neither gives way."""

    policy: str
    why: str
    cite: tuple[Citation, ...] = ()


class Communication(Document):
    """How and to whom the office told of the policy."""

    how: str = ""
    to: Texts = ()
    published: str = ""
    note: str = ""
    cite: tuple[Citation, ...] = ()


class Expectation(Document):
    """What an example must give."""

    decision: Decision
    rule: str | None = None
    candidates: tuple[Decision, ...] | None = None
    needs: tuple[str, ...] | None = None
    because: tuple[str, ...] | None = None
    protections: dict[str, str] = {}


class Example(Document):
    """A charge and the decision the document itself says it must get: the policy's own test."""

    name: str
    given: dict[str, Any] = {}
    expect: Expectation


class Policy(Document):
    """One version of one instrument."""

    id: str
    title: str
    office: str = ""
    kind: Instrument
    holder: str = ""
    text_read: TextRead = TextRead.PART
    pages: str = ""
    governs: str = "filed_on"
    amends: str = ""
    drops: tuple[str, ...] = ()
    supersedes: Texts = ()
    disagrees_with: tuple[Disagreement, ...] = ()
    private: bool = False
    recorded: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    finding: Finding | None = None
    events: tuple[Event, ...] = ()
    lists: dict[str, NamedList] = {}
    rules: tuple[Rule, ...] = ()
    protections: tuple[Protection, ...] = ()
    carve_outs: tuple[Statement, ...] = ()
    relief: tuple[Relief, ...] = ()
    acts: tuple[Act, ...] = ()
    positions: tuple[Position, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    disclaimers: tuple[Statement, ...] = ()
    grounds: tuple[Statement, ...] = ()
    communication: Communication | None = None
    practice: tuple[Practice, ...] = ()
    notes: tuple[Statement, ...] = ()
    cite: tuple[Citation, ...] = ()
    examples: tuple[Example, ...] = ()

    @field_validator("governs")
    @classmethod
    def _pending(cls, governs: str) -> str:
        """`pending` is short for the last day on which the charge was pending."""
        return "pending_on" if governs == "pending" else governs

    @property
    def is_model(self) -> bool:
        return self.kind is Instrument.MODEL

    def rule(self, path: str) -> Rule | None:
        """The rule of a rule or exception path (`prostitution/felony-on-the-instrument`)."""
        head = path.partition("/")[0]
        return next((rule for rule in self.rules if rule.id == head), None)


def clauses(rule: Rule) -> Iterator[tuple[str, Rule | Exception_]]:
    """The rule and all its exceptions, nested ones and those of readings too, with their paths."""
    yield rule.id, rule
    yield from _inner(rule.id, rule.unless)
    for reading in rule.readings:
        yield from _inner(rule.id, reading.unless or ())


def _inner(path: str, exceptions: tuple[Exception_, ...]) -> Iterator[tuple[str, Exception_]]:
    for exception in exceptions:
        yield f"{path}/{exception.id}", exception
        yield from _inner(f"{path}/{exception.id}", exception.unless)


def conditions(policy: Policy) -> Iterator[Condition]:
    """Every condition of the document, in order."""
    for rule in policy.rules:
        for _, clause in clauses(rule):
            yield clause.when
        for reading in rule.readings:
            if reading.when is not None:
                yield reading.when
    for protection in policy.protections:
        yield protection.holder
    for position in policy.positions:
        yield position.when
