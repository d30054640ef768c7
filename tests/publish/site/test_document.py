"""The page of a document: what was recorded later is left out, and every kind of statement beside its clauses is told."""

from datetime import date

from nolle.law.policy import Policy
from nolle.publish.site.beside import beside, communication, grounds
from nolle.publish.site.document import as_known
from nolle.publish.wording import Wording

CITE = [{"source": "slides", "at": "page 2"}]
POLICY = Policy.model_validate({
    "id": "us-xx/made-up/2022-01-03", "title": "Memo", "kind": "written_memo",
    "events": [
        {"type": "announced", "on": "2022-01-03"},
        {"type": "revoked", "on": "2022-06-01", "recorded": "2024-03-01"},
    ],
    "rules": [
        {"id": "first", "covers": {"conduct": "selling"}, "then": "decline"},
        {"id": "second", "covers": {"conduct": "buying"}, "then": "decline", "recorded": "2024-03-01"},
    ],
    "protections": [{"id": "p", "kind": "no_use_of_information", "note": "of victims", "cite": CITE}],
    "relief": [{"id": "r", "for": "first", "reach": ["open_warrants"], "act": ["recall"], "cite": CITE}],
    "positions": [{"stage": "bail", "says": "no stay-out orders", "cite": CITE}],
    "practice": [{"covers": {"conduct": "buying"}, "says": "few were charged", "cite": CITE}],
    "commitments": [{"to": "run_training", "by": "2022-12", "status": "not_known", "cite": CITE}],
    "carve_outs": [{"text": "discovery duties", "cite": CITE}],
    "disclaimers": [{"says": "no rights arise", "cite": CITE}],
    "notes": [{"text": "an old note"}, {"text": "a new note", "recorded": "2024-03-01"}],
    "grounds": [{"ground": "public_health", "text": "people come forward", "cite": CITE}],
    "communication": {"how": "press_conference", "to": ["the_public"], "published": "true", "cite": CITE},
})  # fmt: skip


def test_what_was_recorded_later_is_not_on_the_page():
    early = as_known(POLICY, date(2024, 2, 29))
    assert [rule.id for rule in early.rules] == ["first"]
    assert [event.type.value for event in early.events] == ["announced"]
    assert [note.text for note in early.notes] == ["an old note"]
    assert as_known(POLICY, date(2024, 3, 1)) == POLICY
    assert as_known(POLICY, None) is POLICY


def test_every_statement_has_its_kind_its_words_and_its_source(made_up):
    told = list(beside(POLICY, Wording(made_up)))
    assert [one.kind for one in told] == [
        "Protection", "Relief that it promises", "After charging (bail)", "Practice, not policy", "Commitment",
        "Carve-out", "Disclaimer", "Note", "Note",
    ]  # fmt: skip
    assert [one.text for one in told][:3] == [
        "no use of information. Of victims", "warrants recalled, for open warrants", "no stay-out orders",
    ]  # fmt: skip
    commitment = told[4]
    assert (commitment.text, commitment.status) == ("run training, by December 2022", "not known")
    assert all(one.cites for one in told if one.kind != "Note")


def test_grounds_and_how_it_was_told():
    assert [one.text for one in grounds(POLICY)] == ["public health: people come forward"]
    assert [one.text for one in communication(POLICY)] == ["press conference, to the public, published"]
    assert list(communication(POLICY.model_copy(update={"communication": None}))) == []
