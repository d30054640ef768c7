"""The pages that every test of this folder looks at."""

import pytest

from nolle.publish.place import place_page
from nolle.publish.report import report
from nolle.publish.wording import Wording
from tests.publish import example


@pytest.fixture(scope="session")
def made_up():
    return example.library()


@pytest.fixture(scope="session")
def pages(made_up):
    runs = {"recorded": example.summary(), "assumed": example.summary(assume=True)}
    return {
        "place": place_page(example.place(made_up), example.COMPARED, runs, made_up),
        "report": report(example.summary(), Wording(made_up)),
        "report-assumed": report(example.summary(assume=True), Wording(made_up)),
    }
