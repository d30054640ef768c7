"""The model: its published values, when it trains, and what it leaves to them."""

import math

import pytest

from nolle.linkage.model import published
from nolle.linkage.training import _sensible
from tests.linkage import people
from tests.linkage.files import linked

SENSIBLE = dict.fromkeys(("first", "last", "birth"), ((0.9, 0.002), (0.05, 0.01), (0.05, 0.988)))


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_published_values_are_those_of_splink(n):
    """Read from the installed package, so that the source named is the source used."""
    level = pytest.importorskip("splink.internals.comparison_level")
    ours = list(zip(*published(n), strict=True))
    assert ours[0] == pytest.approx(level._default_m_values(n)[::-1])
    assert ours[1] == pytest.approx(level._default_u_values(n)[::-1])


def test_a_small_file_goes_by_published_values_and_says_so(tmp_path):
    rows = [(f"c{n}", row.first, row.last, row.birth, "") for n, row in enumerate(people.rows(3, 300))]
    report, _ = linked(tmp_path, rows)
    assert not report["model"]["trained"]
    assert "1,000 are needed" in report["model"]["why_not"]
    assert report["model"]["prior"] == 0.001


def test_a_large_file_trains_and_finds_what_is_true_of_it(tmp_path):
    """Birth dates agree by chance once in some 19,000 pairs, and among rows of one person 94 times in 100."""
    rows = [(f"c{n}", row.first, row.last, row.birth, "") for n, row in enumerate(people.rows(4, 6000))]
    report, _ = linked(tmp_path, rows)
    assert report["model"]["trained"]
    for part in ("first", "last", "birth"):
        weights = [math.log2(m / u) for m, u in report["model"]["m_and_u"][part]]
        assert weights[0] == max(weights) > 5
        assert weights[-1] == min(weights) < -2
    m, u = report["model"]["m_and_u"]["birth"][0]
    assert 0.9 < m < 0.97
    assert 1 / 40_000 < u < 1 / 3_000


@pytest.mark.parametrize("part", ["first", "last", "birth"])
def test_training_that_gives_nonsense_is_not_used(part):
    assert _sensible(SENSIBLE)
    for nonsense in (((0.4, 0.002), (0.6, 0.998)), ((0.9, 0.5), (0.1, 0.5)), ((0.6, 0.001), (0.4, 0.4))):
        assert not _sensible({**SENSIBLE, part: nonsense})


def test_a_file_in_which_nothing_agrees_goes_by_published_values(tmp_path):
    """A thousand rows, each of a person of its own: there is nothing to learn from."""
    letters = "bdfgklmnprstvz"
    rows = [
        (f"c{n}", f"{letters[n % 14]}o{letters[n // 14 % 14]}uma", f"{letters[n // 196]}e{letters[n % 14]}il{letters[n // 14 % 14]}a",
         f"{1950 + n % 50}-{1 + n % 12:02}-{1 + n % 28:02}", "")
        for n in range(1100)
    ]  # fmt: skip
    report, out = linked(tmp_path, rows)
    assert report["model"]["why_not"] == "no two rows share a birth date, or no two a name"
    assert report["persons_with_known_history"] == len(out) == 1100


@pytest.mark.parametrize("part", ["born", "name"])
def test_a_file_in_which_all_share_a_name_or_a_birth_date_is_not_compared_pair_by_pair(tmp_path, part):
    """Eight thousand rows would be thirty-two million pairs."""
    letters = "bdfgklmnprstvz"
    rows = []
    for n in range(8000):
        one, two, three = (letters[n // by % 14] for by in (1, 14, 196))
        first, last = f"bo{one}u{two}ema", f"vilo{three}a{one}u"
        born = f"{1950 + n % 50}-{1 + n % 12:02}-{1 + n % 28:02}"
        rows.append(
            (f"c{n}", first, last, "1970-01-01", "") if part == "born" else (f"c{n}", "Bodoru", "Vilenka", born, "")
        )
    report, out = linked(tmp_path, rows)
    assert len(out) == 8000
    assert report["spellings_that_share_too_much_to_compare"] > 500
