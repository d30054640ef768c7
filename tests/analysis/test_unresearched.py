"""The law of a place nobody has researched: five things that are never the same."""

from datetime import date

from nolle.analysis.unresearched import Law, classes_of_law, unknowns
from nolle.law.gazetteer import Unknown
from nolle.law.offense import Offense

COLUMNS = {"selling": "selling", "buying": "buying", "third_party": "third_party"}
DAY = date(2026, 11, 20)


def offense(id, conduct, **more):
    return Offense.model_validate({"id": id, "citation": id, "code": "X", "title": id, "conduct": conduct, **more})


def told(offenses, localities=()):
    return {one.column: one for one in classes_of_law(offenses, COLUMNS, DAY, localities)}


def test_without_a_catalogue_every_class_is_not_checked():
    assert {one.law for one in told([]).values()} == {Law.NOT_CHECKED}


def test_listed_repealed_and_none_listed_stay_apart():
    found = told([
        offense("us-xx-1", "selling"),
        offense("us-xx-2", "selling", in_force={"to": "2020-05-01"}),
        offense("us-xx-3", "buying", status="repealed"),
    ])  # fmt: skip
    assert [one.law for one in found.values()] == [Law.LISTED, Law.REPEALED, Law.NONE_LISTED]
    assert [o.id for o in found["selling"].sections] == ["us-xx-1"]
    assert [o.id for o in found["selling"].gone] == ["us-xx-2"]


def test_a_section_is_in_force_up_to_its_last_day():
    on_the_day = offense("us-xx-1", "selling", in_force={"to": DAY.isoformat()})
    before = offense("us-xx-2", "buying", in_force={"to": "2026-11-19"})
    later = offense("us-xx-3", "third_party", in_force={"from": "2026-11-21"})
    assert [one.law for one in told([on_the_day, before, later]).values()] == [Law.LISTED, Law.REPEALED, Law.REPEALED]


def test_parts_are_not_counted_again_and_classes_hold_their_subclasses():
    found = told([
        offense("us-xx-1", "third_party/place_house"),
        offense("us-xx-1-a", "third_party/place_house", part_of="us-xx-1"),
    ])  # fmt: skip
    assert [o.id for o in found["third_party"].sections] == ["us-xx-1"]


def test_an_ordinance_counts_only_where_the_place_has_it():
    ordinance = offense("us-xx-city-1", "selling", locality="springfield")
    assert told([ordinance])["selling"].law is Law.NONE_LISTED
    assert told([ordinance], ["springfield"])["selling"].law is Law.LISTED


def test_what_is_open():
    every = unknowns(catalogued=False, office=False, localities=False, limits=False)
    assert {Unknown.DECIDES, Unknown.HEAD, Unknown.SECTIONS, Unknown.ORDINANCES, Unknown.LIMITS} <= {*every}
    fewest = unknowns(catalogued=True, office=True, localities=True, limits=True)
    assert {*fewest} == {
        Unknown.POLICY, Unknown.PRACTICE, Unknown.SECTIONS_COMPLETE, Unknown.POLICE, Unknown.PAST,
    }  # fmt: skip
