"""The check of the elements that policies are laid beside."""

import pytest

from nolle import verbs

RIGHT = "  - {id: e, title: made up, conduct: selling}\n"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("  - {id: e, title: made up}\n", 'an element that asks for charges needs "conduct"'),
        ("  - {id: e, title: made up, conduct: seling}\n", "seling"),
        ("  - {id: e, title: made up, asks: relief}\n", 'needs "reach"'),
        ("  - {id: e, title: made up, asks: relief, reach: pendng}\n", '"pendng" is not a word that reach may have'),
        (
            "  - {id: e, title: made up, asks: position, stages: [trial]}\n",
            '"trial" is not a word that stages may have',
        ),
        ("  - {id: e, title: made up, asks: charge, conduct: selling}\n", '"asks" cannot be "charge"'),
        (RIGHT + RIGHT, 'element "e" is already defined'),
    ],
)
def test_an_element_that_asks_nothing_is_told_at_its_line(tmp_path, written, told):
    (tmp_path / "elements").mkdir()
    (tmp_path / "elements/own.yaml").write_text(f"elements:\n{written}", encoding="utf-8")
    faults = [str(fault) for fault in verbs.check(tmp_path) if not fault.warning]
    assert any(told in fault and "elements/own.yaml:" in fault for fault in faults), faults


def test_a_workspace_adds_elements_of_its_own(tmp_path):
    (tmp_path / "elements").mkdir()
    (tmp_path / "elements/own.yaml").write_text(f"elements:\n{RIGHT}", encoding="utf-8")
    assert not [fault for fault in verbs.check(tmp_path) if not fault.warning]
    assert "e" in verbs.open_library(tmp_path).elements
