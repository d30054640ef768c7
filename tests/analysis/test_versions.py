"""A document of an office on every day: one object while it stands the same, and never ended before it began."""

from datetime import date

from nolle.analysis.standing.documents import State
from nolle.analysis.standing.versions import Version, Versions
from tests.law.test_timeline import HANDS, policy


def states(document, *days, office=None):
    version = Version(document, office, None)
    return [version.document(date.fromisoformat(day)).state for day in days]


def test_an_end_by_some_day_is_no_end_before_the_beginning():
    document = policy(("in_effect", "2020-03-01"), ("revoked", "../2021"))
    before = Version(document, None, None).document(date(2020, 2, 29))
    assert before.state is State.NOT_YET
    assert before.ended is None
    assert [rule.state for rule in before.rules] == [State.NOT_YET, State.NOT_YET]
    assert states(document, "2020-03-01", "2021-12-31") == [State.UNKNOWN, State.ENDED]


def test_days_on_which_it_stands_the_same_have_one_object():
    document = policy(("in_effect", "2020-03-01"), ("amended", "2020-05-01"), ("revoked", "2021-01-01"))
    version = Version(document, None, None)
    march, june, later = (
        version.document(date.fromisoformat(day)) for day in ("2020-03-01", "2020-06-01", "2022-01-01")
    )
    assert march is june
    assert later is not june
    assert (june.state, later.state) == (State.IN_FORCE, State.ENDED)


def test_a_version_stays_until_something_more_is_recorded():
    document = policy(("in_effect", "2020-03-01"), ("revoked", "2021-01-01", [], "2021-06-01"))
    versions = Versions([document], HANDS)
    may, june = (versions.known(date(2021, month, 1)) for month in (5, 6))
    assert versions.known(date(2020, 1, 1)) == may
    assert june != may
    assert versions.known(None) == june
    assert [one.document(date(2021, 2, 1)).state for (one,) in (may, june)] == [State.IN_FORCE, State.ENDED]
