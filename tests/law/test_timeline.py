"""Which rules are in force on a day, derived from what happened."""

from datetime import date
from itertools import product

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from nolle.dates import LAST_DAY
from nolle.law.places import Office
from nolle.law.policy import Policy
from nolle.law.timeline import in_office, segments, status, turning_points
from tests.generated import examples

BOTH = frozenset({"a", "b"})
A, B = frozenset({"a"}), frozenset({"b"})


def policy(*events, kind="written_memo", rules=("a", "b"), **more):
    written = [dict(zip(("type", "on", "rules", "recorded"), event, strict=False)) for event in events]
    for event in written:
        event["rules"] = event.get("rules") or []
    covers = {"covers": {"level": "felony"}, "then": "decline"}
    made = [{"id": rule, **covers} if isinstance(rule, str) else rule | covers for rule in rules]
    return Policy.model_validate({"id": "p", "title": "made up", "kind": kind, "events": written, "rules": made} | more)


def office(*holders):
    made = [
        dict(zip(("id", "from", "until", "recorded"), holder, strict=False)) | {"name": "made up"} for holder in holders
    ]
    made = [{key: value for key, value in holder.items() if value} for holder in made]
    return Office.model_validate({"id": "o", "name": "made up", "place": "zz", "holders": made})


def on(document, *days, office=None, known_on=None):
    """What is in force on each day: one set where that is certain, or all that may be."""
    found = []
    for day in days:
        options = status(document, office, date.fromisoformat(day), known_on).options
        every = {active for option in options for active in option}
        found.append(every.pop() if len(every) == 1 else every)
    return found


@pytest.mark.parametrize(
    ("events", "before", "after"),
    [
        # The first and the last day of a policy: the day of an event is the first on which it counts.
        ([("in_effect", "2020-03-01")], None, BOTH),
        ([("announced", "2020-03-01")], None, BOTH),
        ([("announced", "2020-01-01"), ("in_effect", "2020-03-01")], None, BOTH),
        ([("announced", "2020-01-01"), ("revoked", "2020-03-01")], BOTH, None),
        ([("announced", "2020-01-01"), ("suspended", "2020-03-01")], BOTH, None),
        ([("announced", "2020-01-01"), ("superseded", "2020-03-01")], BOTH, None),
        ([("announced", "2020-01-01"), ("lapsed", "2020-03-01")], BOTH, None),
        ([("announced", "2020-01-01"), ("suspended", "2020-02-01"), ("continued", "2020-03-01")], None, BOTH),
        ([("announced", "2020-01-01"), ("made_permanent", "2020-03-01")], BOTH, BOTH),
        ([("announced", "2020-01-01"), ("amended", "2020-03-01")], BOTH, BOTH),
        # Some rules only.
        ([("announced", "2020-01-01"), ("revoked", "2020-03-01", ["a"])], BOTH, B),
        ([("announced", "2020-01-01"), ("in_effect", "2020-03-01", ["b"])], A, BOTH),
        ([("announced", "2020-01-01"), ("suspended", "2020-02-01", ["a"]), ("continued", "2020-03-01", ["a"])], B, BOTH),
        ([("announced", "2020-01-01"), ("revoked", "2020-02-01", ["a"]), ("revoked", "2020-03-01", ["b"])], B, None),
        ([], None, None),
    ],
)  # fmt: skip
def test_what_happened_says_what_is_in_force(events, before, after):
    assert on(policy(*events), "2020-02-29", "2020-03-01") == [before, after]


def test_a_promise_never_starts():
    document = policy(("announced", "2020-01-01"), ("in_effect", "2020-01-01"), kind="campaign_promise")
    assert on(document, "2021-01-01") == [None]


def test_a_document_without_rules_and_the_model_are_never_out_of_force():
    assert on(policy(("announced", "2020-01-01"), rules=()), "1990-01-01", "2021-01-01") == [frozenset(), frozenset()]
    assert on(policy(kind="model"), "1990-01-01") == [BOTH]


def test_a_date_that_is_a_month_is_every_day_of_it():
    document = policy(("announced", "2021-01-01"), ("revoked", "2022-01"))
    assert on(document, "2021-12-31", "2022-01-01", "2022-01-30") == [BOTH, {BOTH, None}, {BOTH, None}]
    assert on(document, "2022-01-31", "2022-02-01") == [None, None]


def test_by_then_leaves_the_days_before_open():
    document = policy(("in_effect", "../2021-03-08"))
    assert on(document, "1990-01-01", "2021-03-07", "2021-03-08") == [{BOTH, None}, {BOTH, None}, BOTH]


def test_two_open_dates_happen_in_their_order():
    document = policy(("in_effect", "2021"), ("revoked", "2022"))
    assert on(document, "2021-06-01", "2022-06-01", "2023-01-01") == [{BOTH, None}, {BOTH, None}, None]


def test_open_dates_of_different_rules_hang_together_in_nothing():
    document = policy(("in_effect", "2020", ["a"]), ("in_effect", "2020-03", ["b"]))
    assert on(document, "2020-02-01", "2020-03-15", "2020-04-01", "2021-01-01") == [
        {A, None}, {BOTH, A, B, None}, {BOTH, B}, BOTH,
    ]  # fmt: skip
    document = policy(("announced", "2019-01-01"), ("revoked", "2020", ["a"]), ("revoked", "2020-03", ["b"]))
    assert on(document, "2020-04-01", "2021-01-01") == [{A, None}, None]


def test_an_end_by_some_day_comes_after_the_beginning():
    document = policy(("in_effect", "2020-03-01"), ("revoked", "../2021"))
    assert on(document, "2020-02-29", "2020-03-01", "2021-12-30", "2021-12-31") == [
        None,
        {BOTH, None},
        {BOTH, None},
        None,
    ]


FEW = [date(2020, month, day) for month in (1, 2, 3, 4) for day in (1, 20)]
SPANS = st.tuples(st.sampled_from(FEW), st.sampled_from(FEW)).map(lambda both: tuple(sorted(both)))
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["announced", "in_effect", "suspended", "revoked", "continued", "amended"]),
        SPANS,
        st.sampled_from([(), ("a",), ("b",), ("a", "b")]),
    ),
    max_size=4,
)


def worlds(events):
    """Every way in which these may have fallen on single days, those of the same rules in the order of first days."""
    events = sorted(events, key=lambda event: event[1])
    for days in product(*([day for day in FEW if first <= day <= last] for _, (first, last), _ in events)):
        fallen = list(zip(days, events, strict=True))
        pairs = [(one, other) for at, other in enumerate(fallen) for one in fallen[:at]]
        shared = [
            (one, other) for one, other in pairs if {*one[1][2]} & {*other[1][2]} or not (one[1][2] and other[1][2])
        ]
        if all(one[0] <= other[0] for one, other in shared):
            yield fallen


def in_force(fallen, day):
    """What one world has in force on a day: each rule by the last word on it."""
    events = [event for on, event in fallen if on <= day]
    dated = any(type == "in_effect" and not rules for _, (type, _, rules) in fallen)
    state = {"a": False, "b": False}
    late = {rule for _, (type, _, rules) in fallen if type == "in_effect" for rule in rules}
    ended = set()
    for type, _, rules in events:
        if type in ("suspended", "revoked"):
            state |= dict.fromkeys(rules or state, False)
            ended |= {*rules}
        elif type in ("in_effect", "continued") or (type == "announced" and not dated):
            state |= dict.fromkeys(rules or {*state} - late - ended, True)
            ended -= {*rules}
    return frozenset(rule for rule, there in state.items() if there) or None


@settings(max_examples=examples(300), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(EVENTS, st.sampled_from(FEW))
def test_what_may_be_in_force_is_what_some_world_has_in_force(events, day):
    document = policy(
        *((type, f"{first}/{last}" if first < last else str(first), [*rules]) for type, (first, last), rules in events)
    )
    told = {active for option in status(document, None, day).options for active in option}
    assert told == {in_force(fallen, day) for fallen in worlds(events)}


# ---------------------------------------------------------------- the office changes hands

HANDS = office(("first", "", "2022-01-01"), ("second", "2022-01-01"))
BEGAN = ("in_effect", "2020-01-01")


def test_after_a_change_the_status_is_not_known_until_the_successor_speaks():
    assert on(policy(BEGAN), "2021-12-31", "2022-01-01", "2030-01-01", office=HANDS) == [
        BOTH,
        {BOTH, None},
        {BOTH, None},
    ]


@pytest.mark.parametrize(("word", "then"), [("continued", BOTH), ("superseded", None), ("revoked", None)])
def test_the_successors_word_settles_it(word, then):
    document = policy(BEGAN, (word, "2022-06-01"))
    assert on(document, "2022-05-31", "2022-06-01", office=HANDS) == [{BOTH, None}, then]


def test_a_word_before_the_change_or_no_word_settles_nothing():
    assert on(policy(BEGAN, ("continued", "2021-06-01")), "2022-01-01", office=HANDS) == [{BOTH, None}]
    assert on(policy(BEGAN, ("amended", "2022-06-01")), "2022-07-01", office=HANDS) == [{BOTH, None}]


def test_a_word_on_some_rules_settles_those():
    document = policy(BEGAN, ("continued", "2022-06-01", ["a"]))
    assert on(document, "2022-07-01", office=HANDS) == [{BOTH, A}]


def test_a_word_of_which_the_day_is_not_known_may_not_have_been_spoken_yet():
    document = policy(BEGAN, ("continued", "2022"))
    assert on(document, "2022-01-01", "2022-06-01", "2022-12-31", office=HANDS) == [{BOTH, None}, {BOTH, None}, BOTH]
    document = policy(BEGAN, ("continued", "2022", ["a"]), ("continued", "2022-03", ["b"]))
    assert on(document, "2022-06-01", "2023-01-01", office=HANDS) == [{BOTH, B}, BOTH]


def test_what_had_ended_before_the_change_stays_ended():
    assert on(policy(BEGAN, ("revoked", "2021-06-01")), "2022-07-01", office=HANDS) == [None]
    assert on(policy(BEGAN, ("revoked", "2021-06-01", ["b"])), "2022-07-01", office=HANDS) == [{A, None}]


def test_the_issuer_is_named_or_held_the_office_when_it_began():
    hands = office(("first", "", "2018-01-01"), ("second", "2018-01-01", "2022-01-01"), ("third", "2022-01-01"))
    assert on(policy(BEGAN), "2021-01-01", "2022-01-01", office=hands) == [BOTH, {BOTH, None}]
    assert on(policy(BEGAN, holder="third"), "2022-07-01", office=hands) == [BOTH]
    assert on(policy(BEGAN, holder="first"), "2021-01-01", office=hands) == [{BOTH, None}]


def test_a_change_on_an_open_date_may_have_come_on_its_first_day():
    hands = office(("first", "", "2022-01"), ("second", "2022-01"))
    assert on(policy(BEGAN), "2021-12-31", "2022-01-01", office=hands) == [BOTH, {BOTH, None}]
    first, second = hands.holders
    assert in_office(hands.holders, date(2021, 12, 31)) == first
    assert in_office(hands.holders, date(2022, 1, 15)) is None
    assert in_office(hands.holders, date(2022, 1, 31)) == second


# ---------------------------------------------------------------- as known then


def test_what_was_recorded_later_was_not_known():
    document = policy(BEGAN, ("revoked", "2021-01-01", [], "2022-05-01"))
    assert on(document, "2021-06-01") == [None]
    assert on(document, "2021-06-01", known_on=date(2022, 4, 30)) == [BOTH]
    assert on(document, "2021-06-01", known_on=date(2022, 5, 1)) == [None]


def test_a_rule_or_a_document_recorded_later_was_not_known():
    document = policy(BEGAN, rules=("a", {"id": "b", "recorded": "2022"}))
    assert on(document, "2021-06-01", known_on=date(2021, 12, 31)) == [A]
    assert on(policy(BEGAN, recorded="2022"), "2021-06-01", known_on=date(2021, 12, 31)) == [None]


def test_a_change_of_hands_recorded_later_was_not_known():
    hands = office(("first", "", "2022-01-01", "2022-02-01"), ("second", "2022-01-01", "", "2022-02-01"))
    assert on(policy(BEGAN), "2022-01-15", office=hands) == [{BOTH, None}]
    assert on(policy(BEGAN), "2022-01-15", office=hands, known_on=date(2022, 1, 31)) == [BOTH]


# ---------------------------------------------------------------- turning points


def test_a_month_turns_on_its_first_day_and_on_its_last():
    document = policy(("in_effect", "2021-03"))
    assert {date(2021, 3, 1), date(2021, 3, 31)} <= set(turning_points(document, None))
    assert date(2022, 1, 1) in set(turning_points(policy(BEGAN), HANDS))


def test_segments_cover_all_days_once():
    found = segments([date(2021, 3, 1), date(2020, 1, 1), date(2021, 3, 1)])
    assert [span.first for span in found] == [date.min, date(2020, 1, 1), date(2021, 3, 1)]
    assert [span.last for span in found] == [date(2019, 12, 31), date(2021, 2, 28), LAST_DAY]
    assert segments([])[0].last == LAST_DAY
