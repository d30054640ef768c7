"""Fixtures that all tests share, and the line that says what was skipped for want of shared data."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A landing must not hang on a lucky draw: CI draws the same cases every time, and others are drawn by hand and in soak runs.
settings.register_profile("same", derandomize=True)
if os.environ.get("CI") and not os.environ.get("NOLLE_SOAK"):
    settings.load_profile("same")

os.environ.setdefault("NOLLE_CACHE", "off")  # no test leaves anything in the folder of whoever runs it

SHARED = Path(__file__).resolve().parents[2] / "shared"
WHY = "needs the shared data folder beside the checkout, which is not there"


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files, to be read in review")


def pytest_collection_modifyitems(config, items):
    if SHARED.is_dir():
        return
    for item in items:
        if "shared" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=WHY))


def pytest_terminal_summary(terminalreporter):
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if WHY in str(r.longrepr)]
    terminalreporter.write_line(f"{len(skipped)} tests were skipped for want of shared data")


@pytest.fixture(scope="session")
def shared() -> Path:
    return SHARED


@pytest.fixture(scope="session")
def library():
    from nolle.library.load import library

    return library()


@pytest.fixture(scope="session")
def sample() -> Path:
    from nolle.verbs.demonstrating import sample

    return sample()


@pytest.fixture
def update_golden(request) -> bool:
    return bool(request.config.getoption("--update-golden"))
