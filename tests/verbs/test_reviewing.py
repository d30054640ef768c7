"""Strings that need a person go out, answers come back in, and from then on they decide."""

from datetime import date

import pytest

from nolle import verbs
from nolle.engine import sheets
from nolle.errors import DocumentError, NolleError
from tests.acceptance import worlds

AS_OF = date(2024, 1, 1)
ROWS = """charge_id,code,description,place,filed_on
a,mystery,Selling,us-zz/here,2021-02-01
b,mystery,Selling,us-zz/here,2021-02-01
c,=1+1,Nobody knows,us-zz/here,2021-02-01
d,ZZ Code § 1,,us-zz/here,2021-02-01
"""


@pytest.fixture
def world(tmp_path):
    here = worlds.workspace(tmp_path)
    file = tmp_path / "records.csv"
    file.write_text(ROWS)
    return here, file


def checked(world):
    here, file = world
    return verbs.check_records(file, verbs.Asked(as_of=AS_OF, place="us-zz/here"), here)


def filled(file, answers):
    rows = [row for _, row in sheets.read(file)]
    for row in rows:
        row["reviewed_offense"] = answers.get(row["code"], "")
    sheets.write(file, [*rows[0]], [[*row.values()] for row in rows])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_answers_go_round(world, tmp_path, ending):
    here, _ = world
    review = tmp_path / f"review.{ending}"
    assert checked(world).review(review) == 2
    rows = [row for _, row in sheets.read(review)]
    assert [(row["code"], row["n"], row["how"]) for row in rows] == [
        ("mystery", "2", "unmatched"),
        ("=1+1", "1", "unmatched"),
    ]
    assert rows[0]["similar"].startswith("us-zz-1 (100: SELLING)"), "proposed, and not decided"
    filled(review, {"mystery": "us-zz-1", "=1+1": "other"})
    read = verbs.read_review(review, "generic", "policy counsel", date(2023, 5, 1), workspace=here)
    assert (len(read.review.answers), read.unanswered) == (2, 0)
    verbs.open_library.cache_clear()
    assert verbs.check(here) == []
    told = checked(world).json()
    assert told["matching"] == {"citation": 1, "reviewed": 3}
    assert told["to_review"] == []


def test_the_newest_answer_stands(world, tmp_path):
    here, _ = world
    for day, answer in ((date(2023, 5, 1), "us-zz-1"), (date(2023, 6, 1), "us-zz-2")):
        review = tmp_path / f"{day}.csv"
        review.write_text(f"code,description,reviewed_offense\nmystery,Selling,{answer}\n")
        verbs.read_review(review, "generic", "counsel", day, workspace=here)
        verbs.open_library.cache_clear()
    run = verbs.decide(worlds.POLICY, world[1], verbs.Asked(as_of=AS_OF, all_rows=True), tmp_path / "out", here)
    assert run.json()["matching"]["reviewed"] == 2
    assert worlds.table(tmp_path / "out")["a"][0] == "silent", "buying, not selling"


def test_all_faults_of_a_review_are_named_at_their_rows(world, tmp_path):
    review = tmp_path / "review.csv"
    review.write_text(
        "code,description,reviewed_offense\nmystery,Selling,us-zz-11\nmystery,selling,us-zz-1\nx,,other us-zz-99\n"
    )
    with pytest.raises(DocumentError) as error:
        verbs.read_review(review, "generic", "counsel", date(2023, 5, 1), workspace=world[0])
    text = str(error.value)
    assert "review.csv:2: offense" in text
    assert "review.csv:3: answers the string of line 2 again" in text
    assert "review.csv:4: offense" in text
    assert not (world[0] / "reviews").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [("code,words\na,b\n", "lacks the columns"), ("", "is empty"), ('code,"broken\n', "cannot be read")],
)
def test_a_file_that_is_no_review_is_refused(world, tmp_path, text, says):
    review = tmp_path / "review.csv"
    review.write_text(text)
    with pytest.raises(NolleError, match=says):
        verbs.read_review(review, "generic", "counsel", date(2023, 5, 1), workspace=world[0])


def test_a_review_says_who_by_role_and_overwrites_nothing(world, tmp_path):
    review = tmp_path / "review.csv"
    review.write_text("code,description,reviewed_offense\nmystery,Selling,us-zz-1\n")
    with pytest.raises(NolleError, match="as a role"):
        verbs.read_review(review, "generic", " ", date(2023, 5, 1), workspace=world[0])
    verbs.read_review(review, "generic", "counsel", date(2023, 5, 1), workspace=world[0])
    with pytest.raises(NolleError, match="there is a review of that name"):
        verbs.read_review(review, "generic", "counsel", date(2023, 5, 1), workspace=world[0])
