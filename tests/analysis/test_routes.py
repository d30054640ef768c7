"""routes: which offenses fit, and that every one of them ends up in exactly one bucket."""

from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from nolle.analysis.routes import SPARED, Bucket, Reach, trace
from nolle.analysis.routes.counted import counted, offense_tests
from nolle.analysis.routes.fitting import alleges_more, fitting, is_gone
from nolle.dates import Span
from nolle.law.charges import Catalogue
from nolle.law.evaluator import Evaluator
from nolle.law.knowledge import pattern, read
from nolle.law.offense import Offense
from nolle.law.question import Question
from nolle.law.situation import Situation

DAY = date(2024, 6, 1)
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
NARROW = [
    "selling", "buying", "loitering_for_prostitution", "unlicensed_massage", "public_nuisance", "third_party/permitting",
    "third_party/place_house", "third_party/promoting_procuring", "quality_of_life/loitering", "quality_of_life/trespass",
]  # fmt: skip


def situation(*elements, **more):
    """A situation of `class` or `(does, class)` elements."""
    made = [("anyone", e) if isinstance(e, str) else e for e in elements]
    return Situation.model_validate({
        "id": "made-up", "title": "Made up", **more,
        "elements": [{"id": f"e{n}", "says": "Does it.", "does": d, "conduct": c} for n, (d, c) in enumerate(made)],
    })  # fmt: skip


def law(id, conduct, **more):
    return Offense.model_validate({
        "id": f"us-zz-{id}", "citation": id, "code": "ZZ", "title": id, "conduct": conduct, "level": "misdemeanor",
        "status": "in_force", "confidence": "verified", **more,
    })  # fmt: skip


@pytest.fixture(scope="module")
def classes(library):
    return tuple(library.dictionary.conduct)


@pytest.fixture
def fits(classes):
    """The ids that fit, without their state."""

    def run(offenses, asked, localities=(), day=DAY):
        found = fitting(asked, Catalogue(offenses, [], classes), localities, Span(day, day))
        return [one.offense.id.removeprefix("us-zz-") for one in found.present], found

    return run


# ---------------------------------------------------------------- what fits


def test_only_the_class_itself_fits(fits):
    offenses = [law("a", "quality_of_life/camping"), law("b", "quality_of_life/trespass"), law("c", "selling")]
    assert fits(offenses, situation("quality_of_life/camping"))[0] == ["a"]


def test_what_the_catalogue_says_widely_may_be_any_class_inside(fits):
    offenses = [law("wide", "third_party"), law("rest", "other"), law("lewd", "other/lewd_conduct")]
    assert fits(offenses, situation("third_party/permitting"))[0] == ["wide"]
    assert fits(offenses, situation("other/lewd_conduct"))[0] == ["lewd"]  # `other` is only itself


def test_a_city_code_fits_in_that_city_alone(fits):
    offenses = [law("state", "selling"), law("city", "selling", locality="here")]
    assert fits(offenses, situation("selling"))[0] == ["state"]
    assert fits(offenses, situation("selling"), ("here", "there"))[0] == ["state", "city"]


@pytest.mark.parametrize(
    ("party", "does", "fitting_"),
    [
        ("buyer", "selling", False), ("buyer", "buying", True), ("buyer", "anyone", True), ("seller", "buying", False),
        ("both", "selling", True), ("both", "third_party", False), ("third_party", "selling", False),
        ("third_party", "third_party", True), ("any", "third_party", True), ("", "selling", True),
    ],
)  # fmt: skip
def test_an_offense_reaches_the_party_it_is_written_for(fits, party, does, fitting_):
    asked = situation((does, "loitering_for_prostitution"))
    assert bool(fits([law("a", "loitering_for_prostitution", party=party)], asked)[0]) is fitting_


@pytest.mark.parametrize(
    ("dates", "status", "gone"),
    [
        ({}, "in_force", False), ({"to": "2024-05-31"}, "repealed", True), ({"to": "2024-06-01"}, "repealed", False),
        ({"from": "2024-06-02"}, "in_force", True), ({}, "repealed", True), ({}, "unknown", False),
        ({"from": "2024"}, "in_force", False),
    ],
)  # fmt: skip
def test_what_is_gone_is_told_and_not_dropped(fits, dates, status, gone):
    one = law("a", "selling", in_force=dates, status=status)
    assert is_gone(one, Span(DAY, DAY)) is gone
    present, found = fits([one], situation("selling"))
    assert present == ([] if gone else ["a"])
    assert [offense.id for offense, _ in found.gone] == (["us-zz-a"] if gone else [])


def test_a_date_known_only_as_a_year_may_be_on_either_side(fits):
    assert fits([law("a", "selling", in_force={"from": "2024"})], situation("selling"))[1].present[0].perhaps


def test_what_always_alleges_force_or_a_minor_is_set_apart(fits):
    offenses = [
        law("force", "third_party/permitting", elements={"coercion": "yes"}),
        law("maybe", "third_party/permitting", elements={"coercion": "possible"}),
    ]
    present, found = fits(offenses, situation("third_party/permitting"))
    assert present == ["maybe"]
    assert [offense.id for offense in found.beyond] == ["us-zz-force"]
    assert alleges_more(offenses[0])


def test_parts_of_the_same_conduct_are_not_counted_again(fits):
    offenses = [law("1", "selling"), law("1-a", "selling", part_of="us-zz-1")]
    assert fits(offenses, situation("selling"))[0] == ["1"]


def test_a_part_of_another_conduct_stands_by_itself(fits):
    offenses = [law("1", "selling"), law("1-a", "third_party/permitting", part_of="us-zz-1")]
    assert fits(offenses, situation("selling", "third_party/permitting"))[0] == ["1", "1-a"]


def test_a_section_for_both_sides_gives_way_to_its_paragraphs(fits):
    offenses = [
        law("1", ["selling", "buying"]), law("1-s", "selling", part_of="us-zz-1"), law("1-b", "buying", part_of="us-zz-1"),
    ]  # fmt: skip
    present, found = fits(offenses, situation("selling", "buying"))
    assert present == ["1-s", "1-b"]
    assert {one.counted_as for one in found.present} == {"us-zz-1"}  # charges that name no paragraph are theirs too


def test_it_stays_where_a_paragraph_is_missing(fits):
    offenses = [law("1", ["selling", "buying"]), law("1-s", "selling", part_of="us-zz-1")]
    assert fits(offenses, situation("selling", "buying"))[0] == ["1"]
    assert fits(offenses, situation("selling"))[0] == ["1-s"]


@settings(max_examples=60, deadline=None, phases=PHASES)
@given(st.lists(st.sampled_from(NARROW), min_size=1, max_size=6, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_elements_changes_nothing_and_more_of_them_lose_no_conduct(library, chosen, random):
    catalogue, day = library.catalogue("us-ny"), Span(DAY, DAY)
    shuffled = random.sample(chosen, len(chosen))
    ids = [
        sorted(one.offense.id for one in fitting(situation(*of), catalogue, ("nyc",), day).present)
        for of in (chosen, shuffled)
    ]
    assert ids[0] == ids[1]
    fewer = fitting(situation(*chosen[1:]), catalogue, ("nyc",), day).present
    wholes = {whole for id in ids[0] for whole in (id, *catalogue.within(id), *catalogue.parts(id))}
    assert {one.offense.id for one in fewer} <= wholes


# ---------------------------------------------------------------- what is said of it


def asked(library, policy, day=DAY, place=""):
    asking = library.asking(policy, policy not in library.offices)
    own = place or library.place_of(library.policies[policy])
    question = Question(library.catalogue(own.partition("/")[0]), library.dictionary, [asking])
    offices = [office for office in library.offices.values() if office.place == own]
    return trace(Evaluator(question), library.situations.values(), library.places[own], offices, day)


POLICIES = [
    "us-ny/manhattan/2021-04-21", "us-ny/manhattan/2022-01-03", "us-ny/brooklyn/2021-01-29", "us-wa/seattle/2019",
    "us-ca/san-francisco/2018-01-11", "us-ca/los-angeles/2020-12-08", "us-md/baltimore/2021-03-26",
    "us-md/baltimore/2023-06-12", "us-mi/washtenaw/2021-01-14", "us-pa/philadelphia/2018-02-15", "us-ct/new-haven/2016-11",
]  # fmt: skip


@pytest.mark.parametrize("day", [date(2015, 6, 1), date(2021, 6, 1), date(2026, 11, 20)])
@pytest.mark.parametrize("policy", POLICIES)
def test_every_offense_is_in_one_bucket_and_the_counts_add_up(library, policy, day):
    told = asked(library, policy, day)
    assert len(told.ways) == len(library.situations)
    for way in told.ways:
        present = [route.offense.id for route in way.routes]
        gone = [one.offense.id for one in way.gone]
        beyond = [one.id for one in way.beyond]
        assert len({*present, *gone, *beyond}) == len(present) + len(gone) + len(beyond)
        assert sum(way.counts().values()) == way.n == len(present)
        for route in way.routes:
            assert route.bucket is Bucket.UNDETERMINED or not route.differs
            if route.bucket in SPARED:
                assert route.by, f"{route.offense.id} is declined by no clause"


@pytest.mark.parametrize("place", ["us-ny/manhattan", "us-ca/san-francisco", "us-pa/philadelphia", "us-wa/seattle"])
def test_the_model_declines_what_it_names_wherever_the_catalogue_is_sure(library, place):
    named = (
        "selling", "buying", "third_party", "loitering_for_prostitution", "unlicensed_massage", "quality_of_life/loitering",
        "quality_of_life/camping", "quality_of_life/urination", "quality_of_life/panhandling",
        "quality_of_life/congregating_disorderly",
    )  # fmt: skip
    open_ = ("quality_of_life/trespass", "public_nuisance")
    seen = 0
    for way in asked(library, "model", place=place).ways:
        for route in way.routes:
            conduct = {name for item in route.told for name in item.conduct}
            if all(name.startswith(named) for name in conduct):
                assert route.bucket is Bucket.DECLINE, route.offense.id
                seen += 1
            elif conduct <= set(open_):
                assert route.bucket is Bucket.UNDETERMINED, route.offense.id
            else:
                assert route.bucket is Bucket.SILENT, route.offense.id
    assert seen > 20


@pytest.mark.parametrize("policy", POLICIES)
def test_no_policy_surely_spares_a_situation_that_the_model_does_not_reach(library, policy):
    """What one policy spares beyond the model is drugs, lewd conduct, trespass and nuisance, and nothing else."""
    place = library.place_of(library.policies[policy])
    model = {way.situation.id: way for way in asked(library, "model", place=place).ways}
    for way in asked(library, policy).ways:
        buckets = {route.offense.id: route.bucket for route in model[way.situation.id].routes}
        for route in way.routes:
            conduct = {name for item in route.told for name in item.conduct}
            if route.bucket in SPARED and buckets[route.offense.id] is not Bucket.DECLINE:
                assert conduct <= {
                    "misdemeanor_drug", "other/lewd_conduct", "quality_of_life/trespass", "public_nuisance",
                }  # fmt: skip


def test_reach_is_all_some_or_none(library):
    reached = {way.situation.id: way.reach for way in asked(library, "model", place="us-ny/manhattan").ways}
    assert reached["driver"] is Reach.ALL
    assert reached["street"] is Reach.SOME
    nothing = trace(
        Evaluator(Question(library.catalogue("us-ny"), library.dictionary, [library.asking("model")])),
        [situation("third_party/vehicle_transport")], library.places["us-ny/manhattan"], [], DAY,
    )  # fmt: skip
    assert nothing.ways[0].reach is Reach.NOTHING_FITS


def test_a_level_that_nobody_read_is_not_taken_for_an_ordinary_one(library):
    """Los Angeles: a text that opens to misdemeanors says nothing sure of a section whose level is not known."""
    [street] = [w for w in asked(library, "us-ca/los-angeles/2020-12-08").ways if w.situation.id == "street"]
    [code] = [r for r in street.routes if r.offense.id == "us-ca-la-lamc-41.18-d"]
    assert code.bucket is Bucket.UNDETERMINED
    assert "level" in {need for item in code.told for need in item.answer.needs}


# ---------------------------------------------------------------- real charges


def test_charges_are_counted_surely_and_at_most(library):
    catalogue = library.catalogue("us-ca")
    tests = offense_tests(library.dictionary, catalogue.offenses)
    question = Question(catalogue, library.dictionary, [library.asking("model")], also=tests)

    def known(n, **facts):
        return pattern(read(facts, catalogue, library.dictionary), question), n

    found = [
        known(5, offense="us-ca-pc-647-b1"), known(7, offense="us-ca-pc-647-b"), known(11, offense="us-ca-pc-372"),
        known(13, level="misdemeanor"),
    ]  # fmt: skip
    of = counted(question, found, "us-ca-pc-647-b", ["selling"])
    assert (of.sure, of.at_most) == (5, 12)  # 647(b) without a paragraph may be either side; 13 charges may be anything
    assert counted(question, found, "us-ca-pc-372", ["public_nuisance"]).sure == 11
    assert counted(question, found, "us-ca-pc-372", ["selling"]).at_most == 0
