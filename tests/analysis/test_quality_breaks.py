"""What may explain a break: found in made-up law, events, editions, reporters and policies, and in nothing else."""

from datetime import date

from nolle.analysis.breaks import (
    Known,
    LawChange,
    OtherEdition,
    Part,
    PolicyEvent,
    Reporting,
    explanations,
    law_changes,
)
from nolle.dates import parse
from nolle.law.offense import Offense
from nolle.law.policy import Policy
from nolle.records.counts import Break as KnownEvent
from nolle.records.counts import Held, Total
from nolle.records.periods import Frame, Unit
from nolle.records.series import Series

SOLD = ("selling",)


def offense(id, section="1", conduct="selling", level="misdemeanor", **more):
    return Offense.model_validate({
        "id": id, "citation": f"ZZ Code § {section}", "code": "ZZ", "section": section, "title": id,
        "conduct": conduct, "level": level, "confidence": "verified", "dates_confidence": "verified", **more,
    })  # fmt: skip


OLD = offense("old", level="felony", in_force={"to": "2013-08-22"}, successor="new")
NEW = offense("new", in_force={"from": "2013-08-23"})
GONE = offense("gone", "9", in_force={"to": "2013-05-01"}, status="repealed")
FRESH = offense("fresh", "7", in_force={"from": "2013-03-01"})
OTHER = offense("other", "5", conduct="violence", in_force={"to": "2013-08-22"})


def yearly(counts, first=2011, **more):
    years = tuple(parse(str(first + k)) for k in range(len(counts)))
    days = tuple((year.last - year.first).days + 1 for year in years)
    return Series("charges", Frame(Unit.YEAR, years, days), tuple(counts), **({"classes": SOLD} | more))


def why(series, known, place=0):
    return explanations(series, series.breaks[place], known)


# -- the law


def test_a_text_that_gives_way_to_one_of_another_level_is_one_change():
    [change] = law_changes([OLD, NEW, OTHER], SOLD, parse("2012/2013"))
    assert (change.before, change.after) == ((OLD,), (NEW,))
    assert (str(change.until), str(change.since)) == ("2013-08-22", "2013-08-23")
    assert change.levels_changed
    assert change.verified


def test_a_change_before_or_after_the_window_explains_nothing():
    assert law_changes([OLD, NEW], SOLD, parse("2014/2015")) == []
    assert law_changes([OLD, NEW], SOLD, parse("2011/2012")) == []


def test_another_class_of_conduct_explains_nothing():
    assert law_changes([OTHER], SOLD, parse("2012/2013")) == []
    assert len(law_changes([OTHER], ("violence",), parse("2012/2013"))) == 1
    wide = offense("wide", "6", conduct="quality_of_life/loitering", in_force={"to": "2013-02-01"})
    assert len(law_changes([wide], ("quality_of_life",), parse("2013"))) == 1


def test_an_offense_that_ends_explains_a_fall_and_one_that_begins_a_rise():
    known = Known(offenses=(GONE, FRESH))
    [fall] = why(yearly([400, 400, 100, 100]), known)
    assert isinstance(fall, LawChange)
    assert fall.before == (GONE,)
    [rise] = why(yearly([100, 100, 400, 400]), known)
    assert not rise.levels_changed
    assert rise.after == (FRESH,)


def test_a_fall_is_explained_by_the_change_between_it_and_the_year_before():
    series = yearly([349, 406, 193, 8, 8, 6])
    known = Known(offenses=(OLD, NEW))
    for place in (0, 1):
        [change] = why(series, known, place)
        assert change.before == (OLD,)
    assert why(yearly([300, 300, 300, 300, 100]), known) == ()


def test_everything_together_is_not_explained_by_the_law_of_one_class():
    assert why(yearly([400, 400, 100], classes=()), Known(offenses=(GONE,))) == ()


def test_a_change_that_nobody_has_checked_says_so():
    for unsure in (
        offense("a", in_force={"to": "2013-05-01"}, confidence="unverified"),
        offense("a", in_force={"to": "2013-05-01"}, dates_confidence="partial"),
    ):
        [change] = law_changes([unsure], SOLD, parse("2013"))
        assert not change.verified


def test_one_month_that_stands_alone_is_not_explained_by_the_law():
    months = tuple(Unit.MONTH.around(date(2013, month, 1)) for month in range(1, 13))
    frame = Frame(Unit.MONTH, months, (30,) * 12)
    alone = Series("charges", frame, (50,) * 6 + (9,) + (50,) * 5, classes=SOLD)
    lasting = Series("charges", frame, (50,) * 6 + (9,) * 6, classes=SOLD)
    known = Known(offenses=(GONE,))
    assert why(alone, known) == ()
    assert [type(found) for found in why(lasting, known)] == [LawChange]


# -- events


def event(on, category=""):
    return KnownEvent.model_validate({"on": on, "what": "the courts were closed", "category": category})


def test_an_event_explains_a_break_in_its_days_and_in_its_category():
    series = yearly([400, 400, 100, 100], category="A")
    assert len(why(series, Known(events=(event("2013-03-16"),)))) == 1
    assert len(why(series, Known(events=(event("2012-12-16"),)))) == 1, "between the year before and the break"
    assert len(why(series, Known(events=(event("2011/.."),)))) == 1, "it lasts"
    assert why(series, Known(events=(event("2011-03-16"),))) == ()
    assert why(series, Known(events=(event("2014-03-16"),))) == ()
    assert len(why(series, Known(events=(event("2013-03-16", "A"),)))) == 1
    assert why(series, Known(events=(event("2013-03-16", "B"),))) == ()


# -- editions


def held(vintage, published, found, **words):
    total = Total.model_validate({"measure": "charges", "n": {"2013": published}, "vintage": vintage, **words})
    return Held(total, parse("2013"), published, found)


def test_a_number_of_another_edition_is_found_out():
    series = yearly([400, 400, 100, 380], category="A")
    known = Known(held=(held("before", 390, 100, category="A"), held("after", 100, 100, category="A")), stated="before")
    assert why(series, known) == (OtherEdition(parse("2013"), 100, 390, "before", "after"),)
    unknown = Known(held=(held("before", 390, 100, category="A"),), stated="before")
    assert why(series, unknown) == (OtherEdition(parse("2013"), 100, 390, "before", ""),)


def test_numbers_of_the_files_own_edition_or_of_something_else_explain_nothing():
    series = yearly([400, 400, 100, 380], category="A")
    right = Known(held=(held("before", 100, 100, category="A"), held("after", 390, 100, category="A")), stated="before")
    assert why(series, right) == ()
    elsewhere = Known(
        held=(held("before", 390, 100, category="B"), held("before", 390, 100, place="us-zz/there")), stated="before"
    )
    assert why(series, elsewhere) == ()
    part = Known(held=(Held(held("before", 390, 100).total, parse("2013"), 390, 100, covered=False),), stated="before")
    assert why(series, part) == ()


# -- who reported


def test_who_reported_explains_what_moved_the_same_way():
    series = yearly([400, 400, 100, 100], place="us-zz")
    for counts, expected in [
        ([80, 80, 40, 40], (Reporting("agencies", 80, 40),)),
        ([80, 80, 70, 70], ()),
        ([80, 80, 160, 160], ()),
        ([0, 0, 0, 0], ()),
    ]:
        agencies = Series("agencies", series.frame, tuple(counts), place="us-zz")
        assert why(series, Known(reporting={"us-zz": (agencies,)})) == expected
        assert why(series, Known(reporting={"us-yy": (agencies,)})) == ()


def test_nobody_reported_where_a_year_has_no_row():
    series = yearly([400, 400, 100, 100], place="us-zz")
    frame = Frame(Unit.YEAR, series.frame.periods, (365, 0, 365, 365))
    agencies = Series("agencies", frame, (80, 0, 20, 20), place="us-zz")
    assert why(series, Known(reporting={"us-zz": (agencies,)})) == ()


# -- the office's own policies


def policy(on):
    return Policy.model_validate({
        "id": "us-zz/here/2013", "title": "A memo", "office": "us-zz/here-da", "kind": "written_memo",
        "events": [{"type": "in_effect", "on": on}], "rules": [],
    })  # fmt: skip


def test_a_policy_of_the_office_may_explain_and_comes_last():
    series = yearly([400, 400, 100, 100], category="A")
    found = why(series, Known(offenses=(GONE,), events=(event("2013"),), policies=(policy("2013-02-01"),)))
    assert [type(one) for one in found] == [LawChange, KnownEvent, PolicyEvent]
    assert why(series, Known(policies=(policy("2015-02-01"),))) == ()


# -- parts of a whole


def test_a_break_of_the_whole_that_is_one_of_a_part_says_so():
    whole = yearly([500, 500, 150], classes=())
    part = yearly([400, 400, 60], category="A")
    assert why(whole, Known(parts=(part,))) == (Part("A", SOLD),)
    other_way = yearly([60, 60, 400], category="A")
    small = yearly([100, 100, 20], category="A")
    elsewhere = yearly([400, 400, 60], category="A", place="us-zz")
    earlier = yearly([400, 60, 60], category="A")
    assert why(whole, Known(parts=(other_way, small, elsewhere, yearly([500, 500, 150], classes=())))) == ()
    assert why(yearly([500, 500, 500, 150], classes=()), Known(parts=(earlier,))) == ()
    assert why(part, Known(parts=(part,))) == (), "a part is no part of itself"


def test_where_nothing_is_known_nothing_is_said():
    assert why(yearly([400, 400, 100, 100]), Known()) == ()
