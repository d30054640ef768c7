"""Policies against the rest of the library and against themselves: what they name, what they cite.

What happened to them, and in which order, is in `check_events`. One small function for each thing that
can be wrong; `CHECKS` is the table of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from nolle.dates import parse_period
from nolle.errors import Fault
from nolle.law.policy import Exception_, Policy, Wait, clauses
from nolle.library.check_conditions import Test, check_lists, check_test, spoken
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, among, cut, joined, listed, loops
from nolle.terms import WRITABLE, Confidence, Instrument

_OF_NO_OFFICE = (Instrument.MODEL, Instrument.STATUTE, Instrument.ORDINANCE)
_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")

WORDS = {
    ("protections", "kind"): (
        "no_use_of_information", "statement_use_immunity", "no_use_of_immigration_status",
        "no_report_of_immigration_status", "no_use_of_condoms_as_evidence",
    ),
    ("positions", "stage"): ("bail", "plea", "evidence", "sentence", "release_conditions"),
    ("relief", "reach"): ("open_warrants", "pending", "convictions"),
    ("relief", "act"): ("recall", "quash", "dismiss", "vacate", "seal", "expunge", "support_motion"),
    ("acts", "act"): ("recall", "quash", "dismiss", "vacate", "seal", "expunge", "support_motion"),
    ("grounds", "ground"): (
        "public_health", "public_safety", "quality_of_life", "racial_justice", "decriminalization_support",
        "resources",
    ),
}  # fmt: skip
"""The controlled words of a document's parts."""

NEED_A_SOURCE = ("rules", "protections", "relief", "positions", "acts")
SHOULD_HAVE_ONE = ("commitments", "carve_outs", "disclaimers", "grounds", "practice", "notes")
PARTS_WITH_IDS = ("rules", "protections", "relief", "acts", "positions", "commitments", "practice")


def office(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """The office and who held it."""
    if not policy.office:
        if policy.kind not in _OF_NO_OFFICE:
            yield shelf.fault(doc, (), "names no office", "Say whose policy it is: `office: ID`.")
        return
    known = shelf.offices.get(policy.office)
    if policy.office not in shelf.ids("office"):
        what = f'office "{cut(policy.office)}" is not in the library'
        todo = joined(shelf.near(policy.office, shelf.ids("office")), "Describe it in offices/.")
        yield shelf.fault(doc, ("office",), what, todo)
        return
    holders = [holder.id for holder in known.holders] if known else []
    if known and policy.holder and policy.holder not in holders:
        what = f'"{cut(policy.holder)}" is not a holder of {policy.office}'
        todo = joined(shelf.near(policy.holder, holders), among("Its holders", holders))
        yield shelf.fault(doc, ("holder",), what, todo)


def drops(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """Rules taken away must be among the rules taken over."""
    base = shelf.policies.get(policy.amends)
    taken = dict.fromkeys(rule.id for rule in shelf.merged(base).rules) if base else {}
    for index, id in enumerate(policy.drops):
        if not policy.amends:
            yield shelf.fault(doc, ("drops", index), f'drops "{cut(id)}" and amends nothing', "Say what it amends.")
        elif base and id not in taken:
            what = f'drops "{cut(id)}", which is no rule of {policy.amends}'
            todo = joined(shelf.near(id, taken), among("Its rules", taken))
            yield shelf.fault(doc, ("drops", index), what, todo)


def overrides(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """What a clause overrides is a clause beside it or a rule, and no two silence one another."""
    merged = shelf.merged(policy)
    known = dict.fromkeys(path for rule in merged.rules for path, _ in clauses(rule))
    where: dict[str, Path_] = {}
    for at, path, names in _overriding(policy):
        where.setdefault(path, (*at, "overrides"))
        for index, name in enumerate(names):
            if _target(path, name, known) not in known:
                what = f'"{path}" overrides "{cut(name)}", and there is no such rule or exception'
                near = shelf.near(name, [*known, *(k.rpartition("/")[2] for k in known)])
                yield shelf.fault(doc, (*at, "overrides", index), what, near or among("There are", known))
    graph: dict[str, list[str]] = {}
    for _, path, names in _overriding(merged):
        graph.setdefault(path, []).extend(_target(path, name, known) for name in names)
    for loop in loops(graph):
        at = next((where[path] for path in loop if path in where), ())
        ring = " → ".join((*loop, loop[0]))
        yield shelf.fault(doc, at, f"overrides go in a ring: {ring}", "Take one of them out.")


def _target(path: str, name: str, known: Collection[str]) -> str:
    """The path that a clause means by a name: a clause beside it, or a rule."""
    beside = f"{path.rpartition('/')[0]}/{name}"
    return beside if beside in known else name


def _overriding(policy: Policy) -> Iterator[tuple[Path_, str, tuple[str, ...]]]:
    """Every clause of the document's own rules: where it stands, its path, and what it overrides."""
    for index, rule in enumerate(policy.rules):
        yield ("rules", index), rule.id, rule.overrides
    for at, path, exception in _all_exceptions(policy):
        yield at, path, exception.overrides


def _all_exceptions(policy: Policy) -> Iterator[tuple[Path_, str, Exception_]]:
    """Every exception of the document's own rules and readings: where it stands, and its path."""
    for index, rule in enumerate(policy.rules):
        yield from _inner(("rules", index, "unless"), rule.id, rule.unless)
        for number, reading in enumerate(rule.readings):
            yield from _inner(("rules", index, "readings", number, "unless"), rule.id, reading.unless or ())


def _inner(at: Path_, path: str, exceptions: Sequence[Exception_]) -> Iterator[tuple[Path_, str, Exception_]]:
    for index, exception in enumerate(exceptions):
        own = f"{path}/{exception.id}"
        yield (*at, index), own, exception
        yield from _inner((*at, index, "unless"), own, exception.unless)


def names(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """Ids are used once, and can stand in a path, in a label and in an address."""
    for part in PARTS_WITH_IDS:
        yield from _once(shelf, doc, (part,), [item.id for item in getattr(policy, part)], "id")
    yield from _once(shelf, doc, ("examples",), [example.name for example in policy.examples], "name")
    for index, rule in enumerate(policy.rules):
        yield from _once_within(shelf, doc, ("rules", index, "unless"), rule.unless)
        for number, reading in enumerate(rule.readings):
            at = ("rules", index, "readings", number, "unless")
            yield from _once_within(shelf, doc, at, reading.unless or ())
    rules = {rule.id for rule in shelf.merged(policy).rules}
    for name in policy.lists:
        if name in rules:
            what = f'"{name}" is the name of a list and of a rule'
            yield shelf.fault(doc, ("lists", name), what, "Give the list another name: `because` tells them by name.")


def _once_within(shelf: Shelf, doc: Doc, at: Path_, exceptions: Sequence[Exception_]) -> Iterator[Fault]:
    yield from _once(shelf, doc, at, [exception.id for exception in exceptions], "id")
    for index, exception in enumerate(exceptions):
        yield from _once_within(shelf, doc, (*at, index, "unless"), exception.unless)


def _once(shelf: Shelf, doc: Doc, at: Path_, ids: list[str], key: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, id in enumerate(ids):
        if id and id in seen:
            what = f'{key} "{cut(id)}" is used twice under {at[-1]}'
            yield shelf.fault(doc, (*at, index, key), what, "Give one of them another.")
        elif key == "id" and id and not _ID.fullmatch(id):
            why = 'holds a "/", which leads to an exception' if "/" in id else "cannot stand in a path"
            todo = "Use lower-case letters, digits and hyphens."
            yield shelf.fault(doc, (*at, index, key), f'id "{cut(id)}" {why}', todo)
        seen.add(id)


def written(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """An exception says what a rule may say; what follows from the rules is never written."""
    for at, path, clause in _all_exceptions(policy):
        if clause.then is not None and clause.then not in WRITABLE:
            what = f'exception "{path}" says "{clause.then}", which is derived and never written'
            yield shelf.fault(doc, (*at, "then"), what, f"{listed(WRITABLE)} Without `then` it restores the rule's.")


def words(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """The controlled words of protections, positions, relief and grounds."""
    for (part, key), known in WORDS.items():
        for index, item in enumerate(getattr(policy, part)):
            said = getattr(item, key)
            for number, word in enumerate([said] if isinstance(said, str) else said):
                if word and word not in known:
                    what = f'"{cut(word)}" is not a word for `{key}` of {part}'
                    todo = joined(shelf.near(word, known), listed(known))
                    yield shelf.fault(doc, (part, index, key, number), what, todo)


def tests(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """Every condition and scope, and the lists they use."""
    state = shelf.state_of(policy.office)
    lists = shelf.merged(policy).lists
    own = list(spoken(shelf.raw(doc)))
    for test in own:
        yield from check_test(shelf, doc, test, lists, state)
    yield from check_lists(shelf, doc, policy.lists, [*own, *_taken_over(shelf, policy)], state)


def broken_tests(shelf: Shelf, doc: Doc) -> Iterator[Fault]:
    """The conditions and scopes of a document that has other faults, so that all are told at once."""
    raw = shelf.raw(doc)
    if not (doc.broken and doc.kind == "policy" and isinstance(raw, dict)):
        return
    office, lists = raw.get("office"), raw.get("lists")
    state = shelf.state_of(office) if isinstance(office, str) else ""
    for test in spoken(raw):
        yield from check_test(shelf, doc, test, lists if isinstance(lists, dict) else {}, state)


def _taken_over(shelf: Shelf, policy: Policy) -> Iterator[Test]:
    seen = {policy.id}
    while policy.amends in shelf.policies and policy.amends not in seen:
        seen.add(policy.amends)
        policy = shelf.policies[policy.amends]
        yield from spoken(shelf.raw(Doc("policy", policy.id)))


def governing_date(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """`governs` is a date of the record, or the time for which a charge is pending."""
    dates = [*(name for name, fact in shelf.dictionary.facts.items() if fact.type == "date"), "pending"]
    if policy.governs not in dates:
        what = f'governs "{cut(policy.governs)}", which is not a date of the record'
        yield shelf.fault(doc, ("governs",), what, joined(shelf.near(policy.governs, dates), listed(dates)))


def cited(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """Every rule and every reading has a source; exceptions share their rule's."""
    if not policy.cite and not policy.rules:
        yield shelf.fault(doc, (), "cites no source", "Add cite: [{source: ID, at: page or phrase}]")
    for part in NEED_A_SOURCE:
        for index, item in enumerate(getattr(policy, part)):
            if not item.cite:
                name = f'"{cut(item.id)}"' if item.id else "this entry"
                what = f"{name} under {part} cites no source"
                yield shelf.fault(doc, (part, index), what, "Add cite: [{source: ID, at: page or phrase}]")
    for index, rule in enumerate(policy.rules):
        for number, reading in enumerate(rule.readings):
            if not reading.cite:
                what = f'reading {number + 1} of rule "{cut(rule.id)}" cites no source'
                todo = "Say which source reads the text this way: cite: [{source: ID, at: page or phrase}]"
                yield shelf.fault(doc, ("rules", index, "readings", number), what, todo)
    for part in SHOULD_HAVE_ONE:
        for index, item in enumerate(getattr(policy, part)):
            if not item.cite:
                todo = "Add cite: [{source: ID, at: page or phrase}]"
                yield shelf.fault(doc, (part, index), f"this entry under {part} cites no source", todo, warning=True)


def relief(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """Relief is for rules there are, and acts gave relief that is written down."""
    rules = dict.fromkeys(rule.id for rule in shelf.merged(policy).rules)
    given = dict.fromkeys(item.id for item in policy.relief)
    for index, item in enumerate(policy.relief):
        yield from _resolved(shelf, doc, ("relief", index, "for"), item.for_, rules, "a rule of this document")
        if not item.for_ and item.covers is None:
            what = f'relief "{cut(item.id)}" does not say for which charges'
            yield shelf.fault(doc, ("relief", index), what, "Add for: [RULE], or covers: of its own.")
        for number, wait in enumerate(item.waits):
            yield from _wait(shelf, doc, ("relief", index, "waits", number), wait)
    for index, act in enumerate(policy.acts):
        yield from _resolved(shelf, doc, ("acts", index, "relief"), act.relief, given, "relief of this document")


def _wait(shelf: Shelf, doc: Doc, at: Path_, wait: Wait) -> Iterator[Fault]:
    if wait.of not in ("self", "newest_blocking"):
        what = f'"{cut(wait.of)}" is nothing to wait for'
        yield shelf.fault(doc, (*at, "of"), what, "Say self or newest_blocking.")
    entry = shelf.dictionary.facts.get(wait.from_)
    if entry is None or entry.type != "date":
        what = f'"{cut(wait.from_)}" is not a date of the record'
        yield shelf.fault(doc, (*at, "from"), what, "Say disposed_on.")
    try:
        parse_period(wait.for_)
    except ValueError as error:
        yield shelf.fault(doc, (*at, "for"), str(error))


def _resolved(
    shelf: Shelf, doc: Doc, at: Path_, ids: Sequence[str], known: Collection[str], what: str
) -> Iterator[Fault]:
    for index, id in enumerate(ids):
        if id not in known:
            todo = joined(shelf.near(id, known), among("There are", known))
            yield shelf.fault(doc, (*at, index), f'"{cut(id)}" is not {what}', todo)


def doubts(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """A rule that nobody has verified is shown, and decides nothing."""
    for index, rule in enumerate(policy.rules):
        if rule.confidence is Confidence.UNVERIFIED:
            what = f'rule "{cut(rule.id)}" is unverified and decides nothing by itself'
            todo = "Read it against its source, or decide with --accept-unverified."
            yield shelf.fault(doc, ("rules", index), what, todo, warning=True)


CHECKS: tuple[Callable[[Shelf, Doc, Policy], Iterator[Fault]], ...] = (
    office, drops, overrides, names, written, words, tests, governing_date, cited, relief, doubts,
)  # fmt: skip
