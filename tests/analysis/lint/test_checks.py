"""Each check on a policy that has the fault and on one that has not."""

from dataclasses import replace
from importlib import import_module
from inspect import getsource
from typing import cast

import pytest

from nolle.analysis.lint import CHECKS, Case, Named, Place, lint
from nolle.law.advice import SLOTS
from nolle.law.evaluator import Evaluator
from nolle.law.limits import Limit, LimitKind
from nolle.law.question import Asking, Question
from nolle.publish.lint import told
from nolle.publish.wording import Wording
from nolle.terms import Decision, Instrument
from tests.analysis.lint.made import ID, found, made, names, rule

CITY = {"level": ["infraction", "violation", "misdemeanor", "gross_misdemeanor"]}


def what(case, check):
    """The sentences of one check."""
    words = Wording(case.library)
    return [told(f, case.policy, words).what for f in lint(case) if f.check == check]


def others(case, check):
    return {place for f in lint(case) if f.check == check for place in f.others}


# -- powers


def test_an_office_that_cannot_decide_felonies_is_told_so(library):
    felony = rule("felonies", {"conduct": "selling", "level": ["misdemeanor", "felony"]})
    case = made(library, decides=CITY, rules=[felony])
    assert found(case, "beyond-the-office") == [("beyond-the-office", "felonies")]
    sentence = (
        '"felonies" speaks of a felony. '
        "Made-up Office decides an infraction, a violation, a misdemeanor or a gross misdemeanor only."
    )
    assert what(case, "beyond-the-office") == [sentence]
    assert "beyond-the-office" not in names(made(library, decides=CITY, rules=[rule()]))
    assert "beyond-the-office" not in names(made(library, rules=[felony]))


def test_an_offense_that_is_always_a_felony_lies_beyond_a_city_attorney(library):
    case = made(library, decides=CITY, rules=[rule("pandering", {"offense": "us-ny-pl-230.32"})])
    assert found(case, "beyond-the-office") == [("beyond-the-office", "pandering")]
    misdemeanor = made(library, decides=CITY, rules=[rule("permitting", {"offense": "us-ny-pl-230.40"})])
    assert "beyond-the-office" not in names(misdemeanor)


def test_a_class_that_lies_beyond_the_office_in_part_is_no_problem(library):
    case = made(library, decides=CITY, rules=[rule("third-parties", {"conduct": "third_party"})])
    assert found(case, "beyond-the-office", "beyond-the-office-in-part") == [
        ("beyond-the-office-in-part", "third-parties")
    ]
    assert "beyond-the-office-in-part" not in names(made(library, decides=CITY, rules=[rule()]))


def test_an_office_whose_power_is_not_written_down_is_told_so(library):
    assert "power-not-known" in names(made(library, rules=[rule()]))
    assert "power-not-known" not in names(made(library, decides=CITY, rules=[rule()]))


def test_a_police_office_is_no_prosecutor(library):
    assert "not-a-prosecutor" in names(made(library, office_kind="police", rules=[rule()]))
    assert "not-a-prosecutor" not in names(made(library, rules=[rule()]))


# -- sections


def test_a_renumbered_section_whose_successor_no_rule_names_is_a_problem(library):
    old = made(library, "us-md", rules=[rule("selling", {"offense": "us-md-cr-11-306-a1@old"})])
    assert found(old, "successor-left-out") == [("successor-left-out", "selling")]
    [sentence] = what(old, "successor-left-out")
    assert "in force until 2019-09-30" in sentence
    assert "§ 11-303" in sentence
    both = rule("selling", {"offense": ["us-md-cr-11-306-a1@old", "us-md-cr-11-303"]})
    assert "successor-left-out" not in names(made(library, "us-md", rules=[both]))
    by_class = made(library, "us-md", rules=[rule("old", {"offense": "us-md-cr-11-306-a1@old"}), rule()])
    assert "successor-left-out" not in names(by_class)


def test_a_repealed_section_is_told_with_its_last_day_before_or_after_the_policy_began(library):
    law = {"offense": "us-ny-pl-240.37"}
    late = made(library, rules=[rule("loitering", law)])
    assert found(late, "section-ended-before") == [("section-ended-before", "loitering")]
    early = made(library, rules=[rule("loitering", law)], events=[{"type": "in_effect", "on": "2019-01-01"}])
    assert found(early, "section-ended-since") == [("section-ended-since", "loitering")]
    over = [{"type": "in_effect", "on": "2019-01-01"}, {"type": "revoked", "on": "2020-01-01"}]
    gone = made(library, rules=[rule("loitering", law)], events=over)
    assert not [name for name in names(gone) if name.startswith("section-ended")]
    undated = made(library, rules=[rule("loitering", {"offense": "us-ny-pl-240.35-1"})])
    assert found(undated, "section-ended") == [("section-ended", "loitering")]
    assert not [name for name in names(made(library, rules=[rule()])) if name.startswith("section-ended")]


def test_a_successor_that_nobody_has_verified_is_no_problem(library):
    case = made(library, "us-il", rules=[rule("keeping", {"offense": "us-il-720-5-11-17"})])
    assert "successor-left-out" not in names(case)
    [sentence] = what(case, "section-ended")
    assert "not verified" in sentence


# -- lists


def test_quality_of_life_without_offenses_has_no_bounds(library):
    bare = made(library, rules=[rule("street", {"conduct": "quality_of_life"})])
    assert found(bare, "no-bounds") == [("no-bounds", "street")]
    assert Place("us-md/baltimore/2021-03-26", "rules", "street-charges") in others(bare, "no-bounds")
    listed = made(
        library, rules=[rule("street", {"conduct": ["quality_of_life/trespass", "quality_of_life/urination"]})]
    )
    assert "no-bounds" not in names(listed)
    cited = made(library, rules=[rule("street", {"conduct": "quality_of_life", "offense": "us-ny-pl-240.20"})])
    assert "no-bounds" not in names(cited)
    kept = made(library, rules=[rule("street", {"conduct": "quality_of_life"}, "will_prosecute")])
    assert "no-bounds" not in names(kept)


def test_a_class_whose_bounds_a_named_list_draws_has_bounds(library):
    lists = {"street": {"values": ["quality_of_life"]}}
    assert "no-bounds" in names(made(library, lists=lists, rules=[rule("s", {"conduct": "street"})]))


def test_an_empty_list(library):
    lists: dict[str, dict[str, list[str]]] = {"crimes": {"values": []}}
    when = {"report.crime": "crimes"}
    assert "empty-list" in names(made(library, lists=lists, rules=[rule(when=when)]))
    lists = {"crimes": {"values": ["robbery"]}}
    assert "empty-list" not in names(made(library, lists=lists, rules=[rule(when=when)]))


def test_open_lists_and_how_much_they_may_hold(library):
    opened = rule("street", {"conduct": "quality_of_life/trespass", "open": {"level": "violation"}})
    case = made(library, rules=[opened])
    assert found(case, "open-list") == [("open-list", "street")]
    [sentence] = what(case, "open-list")
    assert "(to: a violation)" in sentence
    number = int(sentence.rstrip(".").rpartition(" ")[2])
    assert 0 < number < len(case.library.offenses)
    assert "open-list" not in names(made(library, rules=[rule("street", {"conduct": "quality_of_life/trespass"})]))


def test_an_open_list_of_values(library):
    when = {"report.crime": "crimes"}
    opened = {"crimes": {"values": ["robbery"], "open": "violence"}}
    assert "open-named-list" in names(made(library, lists=opened, rules=[rule(when=when)]))
    closed = {"crimes": {"values": ["robbery"]}}
    assert "open-named-list" not in names(made(library, lists=closed, rules=[rule(when=when)]))


# -- clauses that do nothing


def test_an_exception_that_its_rule_shuts_out_never_fires(library):
    never = {"id": "a-felony", "when": {"level": "felony"}, "then": "not_covered"}
    shut = made(library, rules=[rule("selling", {"conduct": "selling", "level": "misdemeanor"}, unless=[never])])
    assert found(shut, "exception-never-fires") == [("exception-never-fires", "selling/a-felony")]
    assert found(made(library, rules=[rule(unless=[never])]), "exception-never-fires") == []


def test_two_facts_that_exclude_one_another_shut_an_exception_out(library):
    """Nobody who is neither victim nor witness made a report: the dictionary says so, not the document."""
    inner = {"id": "made-one", "when": {"report.made": "true"}, "then": "not_covered"}
    shut = made(library, rules=[rule(when={"report.role": "none"}, unless=[inner])])
    assert found(shut, "exception-never-fires") == [("exception-never-fires", "selling/made-one")]
    assert (
        found(made(library, rules=[rule(when={"report.role": "victim"}, unless=[inner])]), "exception-never-fires")
        == []
    )


def test_counts_of_a_narrower_history_are_at_most_those_of_the_wider(library):
    def case(wide, narrow):
        history = {"of": {"conduct": "selling"}, "at_most": wide}
        more = {"of": {"conduct": "selling", "stage": "convicted"}, "at_least": narrow}
        inner = {"id": "repeat", "when": {"history": more}, "then": "will_prosecute"}
        return made(library, rules=[rule(when={"history": history}, unless=[inner])])

    assert found(case("1", "2"), "exception-never-fires") == [("exception-never-fires", "selling/repeat")]
    assert found(case("2", "2"), "exception-never-fires") == []


def test_what_stands_inside_an_exception_that_never_fires_is_told_once(library):
    deep = {"id": "inner", "when": {"minor_involved": "true"}}
    never = {"id": "a-felony", "when": {"level": "felony"}, "then": "not_covered", "unless": [deep]}
    case = made(library, rules=[rule("selling", {"conduct": "selling", "level": "misdemeanor"}, unless=[never])])
    assert found(case, "exception-never-fires", "never-heard") == [("exception-never-fires", "selling/a-felony")]


def test_an_exception_of_a_reading_that_is_not_preferred_is_not_asked_about(library):
    never = [{"id": "a-felony", "when": {"level": "felony"}, "then": "not_covered"}]
    covers = {"conduct": "selling", "level": "misdemeanor"}
    two = rule("selling", covers, readings=[{"unless": never}, {}], note="made up")
    assert found(made(library, rules=[two | {"preferred": "2"}]), "exception-never-fires") == []
    assert found(made(library, rules=[two]), "exception-never-fires") == [("exception-never-fires", "selling/a-felony")]


def test_a_rule_that_can_never_apply(library):
    shut = rule(when={"all": [{"report.role": "none"}, {"report.made": "true"}]})
    assert found(made(library, rules=[shut]), "rule-applies-nowhere") == [("rule-applies-nowhere", "selling")]
    assert "rule-applies-nowhere" not in names(made(library, rules=[rule()]))


def test_a_rule_that_another_always_silences_is_never_heard(library):
    wide = rule("all-sellers", overrides=["adults"])
    adults = rule("adults", when={"person.age_on_offense": {"at_least": "18"}})
    case = made(library, rules=[wide, adults])
    assert found(case, "never-heard") == [("never-heard", "adults")]
    assert what(case, "never-heard") == ['"adults" applies, and is always silenced or spoken for by all-sellers.']
    narrow = rule("all-sellers", when={"person.coerced": "true"}, overrides=["adults"])
    assert "never-heard" not in names(made(library, rules=[narrow, adults]))


def test_an_exception_that_one_beside_it_always_silences_is_never_heard(library):
    one = {"id": "any-felony", "when": {"level": "felony"}, "then": "not_covered", "overrides": ["grave"]}
    two = {"id": "grave", "when": {"level": "felony", "person.coerced": "false"}, "then": "will_prosecute"}
    case = made(library, rules=[rule(unless=[one, two])])
    assert found(case, "never-heard") == [("never-heard", "selling/grave")]
    assert "never-heard" not in names(made(library, rules=[rule(unless=[one | {"overrides": []}, two])]))


# -- elements


def test_a_full_text_is_silent_and_a_part_of_one_is_not(library):
    whole = made(library, rules=[rule()])
    [sentence] = [text for text in what(whole, "element-silent") if "massages" in text]
    assert sentence.startswith("The text does not speak of giving massages without a license")
    for read in ("part", "none"):
        [sentence] = [
            text for text in what(made(library, rules=[rule()], text_read=read), "element-silent") if "massages" in text
        ]
        assert sentence.startswith("On giving massages without a license nothing was found in what was read")


def test_no_sentence_on_a_text_read_in_part_says_that_it_does_not_speak(library):
    for read in ("part", "none"):
        case = made(library, rules=[rule()], text_read=read)
        words = Wording(case.library)
        sentences = [told(f, case.policy, words).what for f in lint(case)]
        assert not [s for s in sentences if "does not speak" in s or "stands in the document" in s or "is said of" in s]


def test_an_element_is_there_once_a_rule_names_it_by_class_or_by_section(library):
    def silent(*rules):
        return [
            cast(Named, f.slots["element"]).values
            for f in lint(made(library, rules=list(rules)))
            if f.check == "element-silent"
        ]

    assert ("buying",) in silent(rule())
    assert ("buying",) not in silent(rule(), rule("buying", {"conduct": "buying"}))
    assert ("buying",) not in silent(rule(), rule("buying", {"offense": "us-ny-pl-230.04"}, "will_prosecute"))


def test_sections_of_an_element_that_no_rule_names(library):
    case = made(library, rules=[rule("selling", {"offense": "us-ny-pl-230.00"})])
    assert what(case, "element-in-part") == ["Of selling sex, no rule names N.Y. Penal Law § 230.03."]
    assert what(made(library, rules=[rule()]), "element-in-part") == []


def test_what_a_text_says_that_nobody_has_read_is_not_silence(library):
    unread = made(library, rules=[rule(), rule("massage", {"conduct": "unlicensed_massage"}, "unknown")])
    assert found(unread, "element-unread") == [("element-unread", "massage")]
    assert not [s for s in what(unread, "element-silent") if "massages" in s]
    read = made(library, rules=[rule(), rule("massage", {"conduct": "unlicensed_massage"})])
    assert found(read, "element-unread") == []


def test_an_open_list_may_hold_an_element(library):
    opened = rule("spirit", {"open": {"conduct": "unlicensed_massage"}})
    case = made(library, rules=[rule(), opened])
    assert found(case, "element-only-opened") == [("element-only-opened", "spirit")]
    assert not [s for s in what(case, "element-silent") if "massages" in s]


def test_an_element_beyond_the_office_is_no_gap(library):
    case = made(library, "us-wa", decides=CITY, rules=[rule()])
    assert [s for s in what(case, "element-beyond-office") if "9A.88.080" in s]
    assert not [s for s in what(case, "element-silent") if "9A.88.080" in s]
    assert not found(made(library, "us-wa", rules=[rule()]), "element-beyond-office")


def test_what_the_model_opens_is_told_apart(library):
    case = made(library, rules=[rule()])
    assert [s for s in what(case, "opened-element-silent") if "trespass" in s]
    assert not [s for s in what(case, "element-silent") if "trespass" in s]
    named = made(library, rules=[rule(), rule("trespass", {"conduct": "quality_of_life/trespass"})])
    assert not [s for s in what(named, "opened-element-silent") if "trespass" in s]
    perhaps = made(library, rules=[rule(), rule("spirit", {"open": {"conduct": "quality_of_life/trespass"}})])
    assert found(perhaps, "opened-element-perhaps") == [("opened-element-perhaps", "spirit")]


def test_a_class_without_law_is_no_gap(library):
    case = made(library, "us-ny", rules=[rule()])
    assert any("camping" in s for s in what(case, "element-no-law"))
    camping = made(library, "us-ny", rules=[rule(), rule("camping", {"conduct": "quality_of_life/camping"})])
    assert not any("camping" in s for s in what(camping, "element-no-law"))


def test_a_document_without_rules_decides_nothing(library):
    case = made(library, rules=[])
    assert "nothing-decided" in names(case)
    assert "element-silent" not in names(case)
    assert "nothing-decided" not in names(made(library, rules=[rule()]))


# -- past cases, reports, carrying it out


@pytest.mark.parametrize("reach", ["pending", "open_warrants", "convictions"])
def test_each_kind_of_past_case_apart(library, reach):
    check = f"no-relief-{reach.replace('_', '-')}"
    every = {"no-relief-pending", "no-relief-open-warrants", "no-relief-convictions"}
    assert every <= names(made(library, rules=[rule()]))
    relief = [{"id": "r", "for": ["selling"], "reach": reach, "act": "dismiss"}]
    assert every & names(made(library, rules=[rule()], relief=relief)) == every - {check}
    assert not every & names(made(library, rules=[rule(then="will_prosecute")]))
    assert {p.part for p in others(made(library, rules=[rule()]), check)} == {"relief"}


def test_a_commitment_that_comes_near_is_shown_beside_the_gap(library):
    promise = [{"party": "the office", "to": "support_expungement", "says": "expunge old convictions"}]
    [sentence] = what(made(library, rules=[rule()], commitments=promise), "no-relief-convictions")
    assert sentence.endswith("What comes near it: support expungement: expunge old convictions.")


def test_people_who_report_are_protected_by_a_protection_or_by_a_rule(library):
    assert "no-protection" in names(made(library, rules=[rule()]))
    shield = [{"id": "p", "kind": "no_use_of_information", "holder": {"report.role": "victim"}}]
    assert "no-protection" not in names(made(library, rules=[rule()], protections=shield))
    assert "no-protection" not in names(made(library, rules=[rule(when={"report.made": "true"})]))


def test_who_approves(library):
    bare = made(library, rules=[rule(then="supervisory_approval")])
    assert found(bare, "no-approver") == [("no-approver", "selling")]
    assert others(bare, "no-approver") == {Place("us-ny/manhattan/2022-01-03", "rules", "patronizing")}
    named = made(library, rules=[rule(then="supervisory_approval", provided="the chief approves")])
    assert "no-approver" not in names(named)
    inner = {"id": "felony", "when": {"level": "felony"}, "then": "supervisory_approval"}
    assert found(made(library, rules=[rule(unless=[inner])]), "no-approver") == [("no-approver", "selling/felony")]


@pytest.mark.parametrize(
    ("check", "to"),
    [
        ("no-reporting", "publish figures twice a year"),
        ("no-training", "train all staff"),
        ("no-review-date", "review the policy after a year"),
    ],
)
def test_undertakings(library, check, to):
    assert check in names(made(library, rules=[rule()]))
    other = [{"party": "the office", "to": "constrain nobody, and update nothing"}]
    assert check in names(made(library, rules=[rule()], commitments=other))
    promise = [{"party": "the office", "to": to}]
    assert check not in names(made(library, rules=[rule()], commitments=promise))


def test_the_first_day(library):
    announced = made(library, rules=[rule()], events=[{"type": "announced", "on": "2025-01-06"}])
    assert {"no-first-day", "first-day-not-exact"} & names(announced) == {"no-first-day"}
    year = made(library, rules=[rule()], events=[{"type": "in_effect", "on": "2025"}])
    assert {"no-first-day", "first-day-not-exact"} & names(year) == {"first-day-not-exact"}
    assert not {"no-first-day", "first-day-not-exact"} & names(made(library, rules=[rule()]))
    promise = made(library, rules=[rule()], kind="campaign_promise", events=[{"type": "announced", "on": "2025-01-06"}])
    assert "no-first-day" not in names(promise)


# -- End Demand, limits


def test_end_demand(library):
    buying = rule("buying", {"conduct": "buying"}, "will_prosecute")
    case = made(library, rules=[rule(), buying])
    assert found(case, "end-demand") == [("end-demand", "buying")]
    assert Place("model", "rules", "buying") in others(case, "end-demand")
    assert "end-demand" in names(made(library, rules=[rule(then="divert"), buying]))
    for kept in ([rule()], [rule(), rule("buying", {"conduct": "buying"})], [rule(then="will_prosecute"), buying]):
        assert not {"end-demand", "end-demand-perhaps"} & names(made(library, rules=kept))


def test_end_demand_that_hangs_on_a_reading_is_only_perhaps(library):
    buying = rule("buying", {"conduct": "buying"}, "will_prosecute", readings=[{}, {"then": "decline"}])
    assert found(made(library, rules=[rule(), buying]), "end-demand", "end-demand-perhaps") == [
        ("end-demand-perhaps", "")
    ]


def test_texas_reaches_a_refusal_and_spares_diversion(library):
    case = made(library, "us-tx", rules=[rule()])
    assert found(case, "limit-refusal") == [("limit-refusal", "selling")]
    [sentence] = what(case, "limit-refusal")
    assert sentence.startswith('"selling" will not prosecute. Texas HB 17 of 2023: a policy of refusing')
    assert not {"limit-refusal", "limit-refusal-unclear"} & names(made(library, "us-tx", rules=[rule(then="divert")]))
    assert not {"limit-refusal", "limit-refusal-unclear"} & names(made(library, "us-ny", rules=[rule()]))


@pytest.mark.parametrize(
    "more", [{"then": "supervisory_approval"}, {"then": "decline_if"}, {"strength": "presumptive"}]
)
def test_what_texas_may_reach_is_not_called_a_problem(library, more):
    case = made(library, "us-tx", rules=[rule(**more)])
    assert found(case, "limit-refusal", "limit-refusal-unclear") == [("limit-refusal-unclear", "selling")]


def test_a_policy_that_had_ended_before_the_law_began_is_not_reached(library):
    ended = [{"type": "in_effect", "on": "2021-01-01"}, {"type": "revoked", "on": "2023-01-01"}]
    assert "limit-refusal" not in names(made(library, "us-tx", rules=[rule()], events=ended))


def test_a_limit_that_was_read_in_part_only_is_no_problem(library):
    case = made(library, "us-ga", rules=[rule()])
    assert found(case, "limit-refusal", "limit-refusal-unclear") == [("limit-refusal-unclear", "selling")]


def test_a_power_of_removal_is_a_note_and_only_where_something_is_spared(library):
    assert "limit-removal" in names(made(library, "us-fl", rules=[rule()]))
    assert "limit-removal" not in names(made(library, "us-fl", rules=[rule(then="will_prosecute")]))


def test_diversion_of_the_same_state_is_how_others_wrote_it(library):
    limits = {"x": Limit(id="x", jurisdiction="us-md", title="made up", kind=LimitKind.REFUSAL, says="so",
                         reaches=(Decision.DECLINE,), spares=(Decision.DIVERT,))}  # fmt: skip
    case = made(library, "us-md", rules=[rule()], also={"limits": limits})
    assert others(case, "limit-refusal") == {Place("us-md/baltimore/2023-06-12", "rules", "citations")}


# -- all checks


def test_every_check_has_its_words_and_every_word_its_check(library):
    known = set(library.advice)
    used = set()
    for module in {check.__module__ for check in CHECKS}:
        source = getsource(import_module(module))
        used |= {id for id in known if f'"{id}"' in source}
    dynamic = {f"no-relief-{reach}" for reach in ("pending", "open-warrants", "convictions")}
    assert known - used == dynamic


def test_findings_come_gravest_first_and_every_slot_is_known(library):
    for id in library.policies:
        case = shipped(library, id)
        findings = lint(case)
        order = ["problem", "gap", "note"]
        grades = [order.index(library.advice[f.check].severity) for f in findings]
        assert grades == sorted(grades)
        assert {slot for f in findings for slot in f.slots} <= SLOTS.keys()


def shipped(library, id):
    policy = library.policies[id]
    asking = Asking(id, (policy,), library.offices, True)
    state = library.state_of([library.place_of(policy)])
    return Case(policy, library, Evaluator(Question(library.catalogue(state), library.dictionary, [asking], True)))


def test_a_document_that_is_private_is_not_shown_as_an_example(library):
    private = library.policies["us-ca/san-francisco/2018-01-11"].model_copy(update={"private": True})
    hidden = replace(library, policies={**library.policies, private.id: private})
    assert private.id in {place.policy for place in others(made(library, rules=[rule()]), "no-protection")}
    assert private.id not in {place.policy for place in others(made(hidden, rules=[rule()]), "no-protection")}
    assert ID not in {place.policy for place in others(made(library, rules=[rule()]), "element-silent")}


def test_what_a_candidate_promised_is_no_example_of_how_others_wrote_it(library):
    promise = library.policies["us-ca/san-francisco/2019-10-27"]
    adopted = promise.model_copy(update={"kind": Instrument.ANNOUNCED_POLICY})
    asked = replace(library, policies={**library.policies, promise.id: adopted})
    told = {place.policy for place in others(made(library, rules=[rule()]), "element-silent")}
    assert promise.id in {place.policy for place in others(made(asked, rules=[rule()]), "element-silent")}
    assert [id for id in told if library.policies[id].kind is Instrument.CAMPAIGN_PROMISE] == []
    assert told
