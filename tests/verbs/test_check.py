"""nolle check: contradictions and failing examples, with the smallest charge that shows them."""

from nolle import verbs
from tests.acceptance import worlds

CITED = "cite: [{source: made-up, at: all}]"


def faults(folder, policy):
    return verbs.check(worlds.workspace(folder, policy))


def test_the_shipped_documents_are_in_order():
    assert verbs.check() == []


def test_two_rules_that_contradict_each_other_are_named_with_the_smallest_charge(tmp_path):
    found = faults(
        tmp_path,
        f"""\
rules:
  - id: sellers
    covers: {{conduct: selling}}
    then: decline
    {CITED}
  - id: beside-robbery
    covers: {{conduct: [selling, buying]}}
    when: {{case: {{any: {{conduct: violence}}}}}}
    then: will_prosecute
    {CITED}
""",
    )
    assert len(found) == 1
    assert not found[0].warning
    assert found[0].line == 14
    assert '"beside-robbery" and "sellers" contradict each other' in found[0].what
    assert "another charge of the case is a violent offense" in found[0].what


def test_an_exception_that_another_rule_undoes_is_an_overlap(tmp_path):
    found = faults(
        tmp_path,
        f"""\
rules:
  - id: trespass
    covers: {{offense: us-zz-4}}
    then: decline
    unless:
      - {{id: family, when: {{family_offense: true}}, then: not_covered}}
    {CITED}
  - id: not-a-crime
    covers: {{level: violation}}
    then: decline
    {CITED}
""",
    )
    assert [(fault.warning, "overlap" in fault.what) for fault in found] == [(True, True)]
    assert "it is a family matter" in found[0].what


def test_an_override_settles_the_overlap(tmp_path):
    found = faults(
        tmp_path,
        f"""\
rules:
  - id: trespass
    covers: {{offense: us-zz-4}}
    then: decline
    overrides: [not-a-crime]
    unless:
      - {{id: family, when: {{family_offense: true}}, then: not_covered}}
    {CITED}
  - id: not-a-crime
    covers: {{level: violation}}
    then: decline
    {CITED}
""",
    )
    assert found == []


def test_an_example_that_fails_says_what_it_got(tmp_path):
    found = faults(
        tmp_path,
        f"""\
rules:
  - id: selling
    covers: {{conduct: selling}}
    then: decline
    {CITED}
examples:
  - name: buying
    given: {{offense: us-zz-2}}
    expect: {{decision: decline, rule: selling}}
""",
    )
    assert len(found) == 1
    assert found[0].line == 15
    assert 'example "buying" does not hold: decision: expected decline, got silent' in found[0].what
