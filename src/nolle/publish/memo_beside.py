"""What a memo holds beside its rules: purpose, words, relief, protections, positions, undertakings, limits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nolle.cite import Citation
from nolle.dates import Period, parse_period
from nolle.law.condition import ALWAYS, Condition, Listed, Not, Others, facts, walk
from nolle.law.policy import Commitment, Event, Policy, Protection, Relief, clauses, conditions
from nolle.law.scope import Scope
from nolle.publish.memo_blocks import clean, term, verify
from nolle.publish.memo_drafts import Draft, Part, Title
from nolle.publish.memo_rules import doubt, paragraphs
from nolle.publish.memo_sources import Anchors
from nolle.publish.memo_words import MemoWording, list_name, title
from nolle.publish.page import capital, listed, on, plural, when
from nolle.terms import DECLINING, EventType, Strength

ALLEGED = ("violence", "coercion", "abusive_or_exploitative", "minor_involved")
STARTS = (EventType.IN_EFFECT, EventType.ANNOUNCED)


def start(policy: Policy) -> Event | None:
    """The event from which the policy counts: its first `in_effect`, else its announcement."""
    whole = [event for event in policy.events if not event.rules]
    return next((event for kind in STARTS for event in whole if event.type is kind), None)


# -- purpose


def purpose(policy: Policy, words: MemoWording, anchors: Anchors) -> Iterator[Part]:
    """What the memo is for, from when it counts, what it replaces, and why the office does so."""
    yield Title("purpose", words.texts.headings["purpose"])
    yield Draft("purpose:what", "This memo tells the staff of this Office how to decide on the charges that it names.")
    yield Draft("purpose:when", _effect(policy, words) + anchors.citing("events", _cites(policy.events)))
    replaced = [words.library.policies[id].title if id in words.library.policies else id
                for id in dict.fromkeys((*policy.supersedes, *([policy.amends] if policy.amends else [])))]  # fmt: skip
    if replaced:
        verb = "changes" if policy.amends else "takes the place of"
        yield Draft("purpose:replaces", f"It {verb} this policy: {listed([f'“{clean(one)}”' for one in replaced])}.")
    if policy.grounds:
        yield Draft("purpose:grounds", "This Office does so for these reasons:")
    for number, ground in enumerate(policy.grounds):
        lead = term(f"{words.texts.grounds.get(ground.ground, title(ground.ground))}.")
        told = capital(clean(ground.says or ground.text)).rstrip(".")
        after = doubt(ground.confidence, words) + anchors.citing(f"grounds, {ground.ground}", ground.cite)
        yield Draft(f"ground:{ground.ground or number}", f"{lead} {told}.{after}", 2)


def _effect(policy: Policy, words: MemoWording) -> str:
    counts = f"What counts is {words.texts.governs.get(policy.governs, clean(policy.governs))}."
    began = start(policy)
    if began is None:
        return f"The day on which it takes effect is not set.{verify('the day on which it takes effect')} {counts}"
    verb = "takes effect" if began.type is EventType.IN_EFFECT else "counts from its announcement"
    return f"It {verb} {on(began.span)}. {counts}"


def _cites(items: Iterable[Event]) -> list[Citation]:
    return [citation for item in items for citation in item.cite]


# -- words


def definitions(policy: Policy, words: MemoWording) -> Iterator[Part]:
    """The words that the rules use, with what they mean: from the dictionary, and from the policy's own lists."""
    told = [*_general(policy, words), *_classes(policy, words), *_lists(policy, words)]
    if not told:
        return
    yield Title("words", words.texts.headings["words"])
    yield Draft("words:lead", "In this memo:")
    yield from told


def _general(policy: Policy, words: MemoWording) -> Iterator[Draft]:
    used = [condition for each in conditions(policy) for condition in walk(each)]
    tested = {fact for each in conditions(policy) for fact in facts(each)}
    ruled = [clause for rule in policy.rules for _, clause in clauses(rule)]
    needed = {
        "decline": any(clause.then in DECLINING for clause in ruled),
        "presume": any(clause.strength == Strength.PRESUMPTIVE for clause in ruled),
        "alleges": not tested.isdisjoint(ALLEGED),
        "case": any(isinstance(condition, Others) for condition in used),
        "listed": any(_speaks_of_the_list(condition) for condition in used),
    }
    for key, needs in needed.items():
        if needs:
            meant = words.texts.definitions[key]
            yield Draft(f"word:{key}", f"{term(meant.term)} {meant.text}", 2)


def _speaks_of_the_list(condition: Condition) -> bool:
    match condition:
        case Listed():
            return True
        case Others(of=of) | Not(part=of):
            return any(_speaks_of_the_list(part) for part in walk(of))
    return False


def _classes(policy: Policy, words: MemoWording) -> Iterator[Draft]:
    """Classes of conduct that a rule names, and under each the classes that it takes in."""
    named = set(_conduct(policy))
    for one, meant in words.texts.classes.items():
        if one not in named:
            continue
        inside = [words.conduct(path) for path in words.dictionary.conduct if path.startswith(f"{one}/")]
        means = words.conduct(one)
        said = term(meant.term) + (f" means {means}." if not means.endswith(meant.term.lower()) else "")
        said += f" {'It takes in' if said.endswith('.') else 'takes in'}: {'; '.join(inside)}." if inside else ""
        yield Draft(f"word:{one}", f"{said} {meant.more}".strip(), 2)


def _conduct(policy: Policy) -> Iterator[str]:
    for rule in policy.rules:
        for variant in rule.variants():
            if variant is not None:
                yield from _in_scope(variant.covers)


def _in_scope(scope: Scope) -> Iterator[str]:
    for part in scope.parts:
        yield from (value for test in part.tests if test.fact == "conduct" for value in test.values)
        if part.open:
            yield from _in_scope(part.open)


def _lists(policy: Policy, words: MemoWording) -> Iterator[Draft]:
    for name, named in policy.lists.items():
        values = [clean(value.replace("_", " ")) if value not in words.library.offenses else words.offense(value)
                  for value in named.values]  # fmt: skip
        said = f"{term(f'The list “{list_name(name)}”')} holds: {listed(values)}."
        if named.open:
            said += f" The text leaves this list open.{verify(words.texts.checks['values'])}"
        yield Draft(f"word:list:{name}", said, 2)


# -- relief


def relief(policy: Policy, words: MemoWording, anchors: Anchors) -> Iterator[Part]:
    """What the office does about open cases, warrants and convictions."""
    if policy.relief:
        yield Title("relief", words.texts.headings["relief"])
    for item in policy.relief:
        for reach in item.reach:
            shown = words.texts.reaches[reach]
            which = _whose(item, words)
            acts = listed([words.texts.acts[act] for act in item.act])
            said = f"{term(shown.term + '.')} {shown.text} {which}, this Office will {acts}."
            said += "".join(f" {one}" for one in _terms(item, words))
            yield Draft(
                f"relief:{item.id}:{reach}",
                said + doubt(item.confidence, words) + anchors.of(f"relief, {item.id}", item.cite),
            )
            for exception in item.unless:
                lead = f"{term('Exception.')} This does not hold if {words.condition(exception.when)}."
                yield Draft(f"relief:{item.id}:{reach}/{exception.id}", lead, 2)


def _whose(item: Relief, words: MemoWording) -> str:
    when = f" and {words.condition(item.when)}" if item.when != ALWAYS else ""
    if item.covers is not None:
        return words.charge(item.covers, inline=True) + when
    named = paragraphs(item.for_) if item.for_ else "this memo"
    return f"a charge that {named} would decline{when}"


def _terms(item: Relief, words: MemoWording) -> Iterator[str]:
    if item.with_prejudice:
        yield "The case may not be filed again."
    if item.window is not None:
        yield f"It reaches cases of this time: {when(item.window)}."
    for wait in item.waits:
        whose = "" if wait.of == "self" else ", counted from the newest other charge that stands in the way"
        since = words.texts.days.get(wait.from_, clean(wait.from_))
        yield f"It is due {_span(parse_period(wait.for_))} after {since}{whose}."


def _span(period: Period) -> str:
    years, months = divmod(period.months, 12)
    told = [plural(n, unit) for n, unit in ((years, "year"), (months, "month"), (period.days, "day")) if n]
    return listed(told)


# -- protections and positions


def protections(policy: Policy, words: MemoWording, anchors: Anchors) -> Iterator[Part]:
    """What people who report violence are promised, and what the promises leave untouched."""
    if policy.protections:
        yield Title("reporting", words.texts.headings["reporting"])
    for item in policy.protections:
        yield from _protection(item, words, anchors)
    for number, carved in enumerate(policy.carve_outs):
        told = clean(carved.text or carved.says).rstrip(".")
        yield Draft(
            f"carved:{carved.id or number}", f"None of this changes: {told}.{anchors.citing('carve-out', carved.cite)}"
        )


def _protection(item: Protection, words: MemoWording, anchors: Anchors) -> Iterator[Draft]:
    shown = words.texts.protections[item.kind]
    when = words.conditions(item.holder) if item.holder != ALWAYS else []
    ends = f", if {when[0]}" if len(when) == 1 else ""
    told = f"{term(shown.term + '.')} {capital(_promise(item, shown.text, words))}{ends}."
    if item.covers is not None:
        told += f" This concerns {words.charge(item.covers, inline=True)}."
    if item.except_:
        told += f" It leaves room for this: {clean(item.except_).rstrip('.')}."
    told += " This holds if all of these are true:" if len(when) > 1 else ""
    key = f"protection:{item.id}"
    yield Draft(key, told + doubt(item.confidence, words) + anchors.of(f"protections, {item.id}", item.cite))
    if len(when) > 1:
        for number, one in enumerate(when):
            yield Draft(f"{key}?{number}", f"{one}{';' if number + 1 < len(when) else '.'}", 2)


def _promise(item: Protection, text: str, words: MemoWording) -> str:
    about = (
        words.texts.concerning.get(item.concerning, f"about {list_name(item.concerning)}") if item.concerning else ""
    )
    whom = words.texts.against.get(item.against, f"against {list_name(item.against)}") if item.against else ""
    said = text.replace("{concerning}", f" {about}" if about else "")
    missed = f" {about}" if about and "{concerning}" not in text else ""
    return said + missed + (f" {whom}" if whom else "")


def positions(policy: Policy, words: MemoWording, anchors: Anchors) -> Iterator[Part]:
    """What the office will or will not seek once a charge is filed, stage by stage."""
    order = list(words.texts.stages_of_a_case)
    if policy.positions:
        yield Title("positions", words.texts.headings["positions"])
    for number, item in enumerate(sorted(policy.positions, key=lambda item: order.index(item.stage))):
        said = f"{term(words.texts.stages_of_a_case[item.stage] + '.')} {capital(clean(item.says)).rstrip('.')}."
        said += f" This concerns {words.charge(item.covers, inline=True)}." if item.covers is not None else ""
        said += f" It holds if {words.condition(item.when)}." if item.when != ALWAYS else ""
        yield Draft(
            f"position:{item.id or number}",
            said + doubt(item.confidence, words) + anchors.of(f"positions, {item.id or item.stage}", item.cite),
        )


# -- undertakings and limits


def undertakings(policy: Policy, words: MemoWording, anchors: Anchors) -> Iterator[Part]:
    """Training, data and review under one heading, everything else the office undertook under another."""
    sorted_ = [(item, topic(item, words)) for item in policy.commitments]
    for heading, wanted in (("training", list(words.texts.topics)), ("undertakings", [""])):
        under = [(item, name) for name in wanted for item, found in sorted_ if found == name]
        if under:
            yield Title(heading, words.texts.headings[heading])
        for number, (item, name) in enumerate(under):
            lead = term(f"{words.texts.topics[name].heading}.") + " " if name else ""
            key = f"undertaking:{item.id or f'{heading}-{number}'}"
            after = doubt(item.confidence, words) + anchors.citing(
                f"commitments{', ' * bool(item.id)}{item.id}", item.cite
            )
            yield Draft(key, lead + _undertaking(item, words) + after)


def topic(item: Commitment, words: MemoWording) -> str:
    """What an undertaking is about, by the words of it: training, data, review, or none of these."""
    said = set(re.findall(r"[a-z]+", f"{item.to} {item.says}".lower()))
    return next((name for name, about in words.texts.topics.items() if not said.isdisjoint(about.words)), "")


def _undertaking(item: Commitment, words: MemoWording) -> str:
    party = item.party
    own = party in ("", "the office", words.policy.office)
    who = (
        "This Office" if own else clean(words.library.offices[party].name if party in words.library.offices else party)
    )
    to = words.texts.undertakings.get(item.to, clean(item.to.replace("_", " "))).rstrip(".")
    said = f"{who} will {to}{f' {on(item.by)}' if item.by is not None else ''}."
    said += f" It will work on this with: {listed([clean(one) for one in item.with_])}." if item.with_ else ""
    return said + (f" More exactly: {clean(item.says).rstrip('.')}." if item.says else "")


def limits(policy: Policy, words: MemoWording, anchors: Anchors, disclaimer: bool) -> Iterator[Part]:
    """What the memo does not do: the policy's own words on it, and the no-rights paragraph if asked for."""
    if policy.disclaimers or disclaimer:
        yield Title("limits", words.texts.headings["limits"])
    for number, item in enumerate(policy.disclaimers):
        told = capital(clean(item.text or item.says)).rstrip(".")
        yield Draft(f"limit:{item.id or number}", f"{told}.{anchors.citing('disclaimers', item.cite)}")
    if disclaimer:
        yield Draft("limit:no-rights", clean(words.texts.no_rights))
