"""Histories made up from a seed: what is kept of an office is what is found by asking, and what was known stays known."""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bench.histories import documents
from nolle.analysis.standing import COLUMNS, Clause, standing, table
from nolle.analysis.standing.chronicle import chronicle
from nolle.analysis.standing.ground import ANYTHING, ORDINARY, Law
from nolle.analysis.standing.lifetimes import lifetimes
from nolle.analysis.standing.voice import public, recorded
from nolle.dates import Span, parse
from nolle.law.evaluator import Evaluator
from nolle.law.knowledge import pattern
from nolle.law.question import Asking, Question
from nolle.library import load as loading
from nolle.library.read import read_text
from tests.generated import examples

SEEDS = 40
QUICK = settings(
    max_examples=examples(60), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip


@lru_cache(maxsize=1)
def shipped_documents():
    return loading.load(None)


@lru_cache(maxsize=SEEDS)
def kept_of(seed):
    lib = library(seed)
    return chronicle(lib, office_of(lib).id)


@lru_cache(maxsize=SEEDS)
def library(seed):
    """The shipped law with one made-up office."""
    shipped = shipped_documents()
    loaded = replace(shipped, documents={**shipped.documents}, places={**shipped.places}, faults=[])
    loaded.documents |= {kind: {**loaded.documents[kind]} for kind in ("place", "office", "policy", "source")}
    for path, text in documents(1, seed):
        loading._take(path.partition("/")[0], read_text(text, path), loaded)
    assert loaded.faults == []
    return loading.freeze(loaded)


def office_of(lib):
    return next(office for id, office in lib.offices.items() if "made-up" in id)


def days(near=()):
    anywhere = st.dates(date(2003, 1, 1), date(2033, 1, 1))
    edges = [day + timedelta(by) for day in near for by in (-1, 0, 1)]
    return st.one_of(anywhere, st.sampled_from(edges)) if edges else anywhere


@QUICK
@given(st.data())
def test_what_is_kept_is_what_is_found_by_asking(data):
    seed = data.draw(st.integers(0, SEEDS - 1))
    lib, kept = library(seed), kept_of(seed)
    office = office_of(lib)
    learned = recorded(lib, office.id)
    turns = [event.span.first for policy in lib.office_policies(office.id) for event in policy.events]
    for _ in range(8):
        day, known_on = data.draw(days(turns)), data.draw(st.none() | days(learned))
        found = standing(lib, office.id, day, known_on, with_model=False)
        assert kept.table(day, known_on) == table(lib, found)
        assert kept.lifetimes(day, known_on) == lifetimes(found)
        assert kept.known(known_on) == len(found.documents)


def test_a_history_has_what_makes_it_hard():
    """The made-up histories must be worth asking: statements learned late, uncertain ends, several documents."""
    every = [library(seed) for seed in range(SEEDS)]
    policies = [policy for lib in every for policy in lib.office_policies(office_of(lib).id)]
    events = [event for policy in policies for event in policy.events]
    assert sum(parse(p.recorded).first > p.events[0].span.last for p in policies) > 20
    assert sum(bool(event.recorded) for event in events) > 20
    assert sum(not event.span.exact for event in events) > 2
    assert sum(bool(holder.recorded) for lib in every for holder in office_of(lib).holders) > 3
    assert sum(bool(rule.recorded) for policy in policies for rule in policy.rules) > 3
    assert sum(len(lib.office_policies(office_of(lib).id)) > 2 for lib in every) > 10


def as_it_was(lib, known_on):
    """The library with nothing in it of the made-up office that was recorded after a day."""

    def there(said):
        return not said.recorded or parse(said.recorded).first <= known_on

    def of(said):
        return tuple(one for one in said if there(one))

    office = office_of(lib)
    policies = {
        id: p.model_copy(update={"events": of(p.events), "rules": of(p.rules)}) if p.office == office.id else p
        for id, p in lib.policies.items()
        if p.office != office.id or there(p)
    }
    offices = {**lib.offices, office.id: office.model_copy(update={"holders": of(office.holders)})}
    return replace(lib, policies=policies, offices=offices)


@QUICK
@given(st.data())
def test_what_was_recorded_later_changes_nothing_of_what_was_known(data):
    """A library that only holds what was recorded by a day answers as the whole one, as known on that day."""
    lib = library(data.draw(st.integers(0, SEEDS - 1)))
    office = office_of(lib)
    known_on = data.draw(days(recorded(lib, office.id)))
    before = as_it_was(lib, known_on)
    for _ in range(4):
        day = data.draw(days())
        then = table(before, standing(before, office.id, day, with_model=False))
        now = table(lib, standing(lib, office.id, day, known_on, with_model=False))
        assert now.rows == then.rows
        assert now.clauses == then.clauses


@QUICK
@given(st.data())
def test_what_is_kept_for_many_days_is_what_the_documents_say_when_asked_anew(data):
    """The evaluator itself, asked about a charge of the day with nothing kept from any other day or charge."""
    lib = library(data.draw(st.integers(0, SEEDS - 1)))
    assert_asked_anew(lib, office_of(lib).id, data)


@QUICK
@given(st.data())
def test_the_shipped_offices_too(data):
    lib = shipped_library()
    assert_asked_anew(lib, data.draw(st.sampled_from(lib.prosecutors)).id, data)


@lru_cache(maxsize=1)
def shipped_library():
    return loading.freeze(shipped_documents())


def assert_asked_anew(lib, office_id, data):
    events = [event.span.first for policy in lib.office_policies(office_id) for event in policy.events]
    day, known_on = data.draw(days(events)), data.draw(st.none() | days(recorded(lib, office_id)))
    told = standing(lib, office_id, day, known_on, with_model=False)
    asking = Asking(office_id, public(lib, office_id, known_on), lib.offices, known_on=known_on)
    law = Law(lib, told.office, day)
    question = Question(law.catalogue, lib.dictionary, [asking])
    evaluator = Evaluator(question)
    governed = {policy.governs: Span(day, day) for policy in asking.policies}
    for cell in told.today:
        for entry in cell.entries if any(policy.rules for policy in asking.policies) else ():
            known = [law.known(COLUMNS[cell.column], entry.offense, how, governed) for how in (ORDINARY, ANYTHING)]
            answer, wide = (evaluator.answer(pattern(one, question)) for one in known)
            assert set(entry.by) == {Clause(said.policy, said.rule) for said in answer.rules if said.rule}
            assert set(entry.also) == {Clause(said.policy, said.rule) for said in wide.rules if said.rule} - {*entry.by}
            assert (entry.candidates, set(entry.because)) == (answer.candidates, set(answer.because))
