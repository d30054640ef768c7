"""Memos as blocks: golden texts, nothing of a policy lost, every sentence from a rule, doubts said."""

from importlib.metadata import version
from pathlib import Path

import pytest

from nolle.errors import NolleError, UnknownId
from nolle.law.condition import parse
from nolle.law.policy import Policy, clauses
from nolle.library.vocabulary import vocabulary
from nolle.publish.memo import memo
from nolle.publish.memo_blocks import Para, Style, Table, clean, plain, reference, referred, runs
from nolle.publish.memo_drafts import letters, roman
from nolle.publish.memo_rules import HEADINGS
from nolle.publish.memo_text import MemoText
from nolle.publish.memo_words import MemoWording
from nolle.terms import WRITABLE, Instrument
from nolle.verbs.documents import open_library
from nolle.verbs.memo import MemoWanted, make_memo
from tests.publish.memo_examples import BRAGG, FULL, GOLDEN, MODEL, NEXT, ON, SF, made, workspace

FOLDER = Path(__file__).parent / "golden"
SHIPPED = sorted(id for id in open_library().policies)


def paragraphs(memo):
    return {block.key: block for block in memo.blocks if isinstance(block, Para)}


def table(memo):
    return next((block for block in memo.blocks if isinstance(block, Table)), None)


def words(policy=FULL):
    lib = open_library(workspace())
    return MemoWording(lib, lib.policies[policy], vocabulary(MemoText, "memo.yaml"))


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_text(name, update_golden):
    file = FOLDER / f"memo-{name}.txt"
    text = GOLDEN[name]().text().replace(f"nolle {version('nolle')}", "nolle VERSION")
    if update_golden:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


# ---------------------------------------------------------------- nothing is lost


@pytest.mark.parametrize("id", [*SHIPPED, FULL, NEXT])
def test_every_clause_has_its_paragraph_and_every_reference_its_number(id):
    memo = made(id, anchors=True).memo
    policy = open_library(workspace()).policies[id]
    told = paragraphs(memo)
    for rule in policy.rules:
        for path, _ in clauses(rule):
            head, mark, rest = path.partition("/")
            keys = [path] if len(rule.variants()) == 1 else [f"{head}#{n + 1}{mark}{rest}" for n in range(9)]
            assert path in told or any(key in told for key in keys), path
    for id in [i.id for i in policy.relief] + [i.id for i in policy.protections] + [i.id for i in policy.positions]:
        assert any(f":{id}" in key for key in told), id
    numbered = [p.whole for p in told.values() if p.level]
    assert len(numbered) == len(set(numbered))
    text = " ".join(p.text for p in told.values())
    assert not any("\ue000" <= sign <= "\ue0ff" for sign in text)
    for clause in (path for rule in policy.rules for path, _ in clauses(rule)):
        assert f"“{clause}”" not in text  # a reference that led nowhere


def test_what_the_table_says_of_a_section_is_what_explain_says():
    from nolle.verbs.explaining import explain

    lib, asked = open_library(), 0
    for id in SHIPPED:
        rules, found = {rule.id: rule for rule in lib.policies[id].rules}, table(made(id).memo)
        for row in found.rows if found else ():
            offense, _, rule = row.key.rpartition(":")
            if offense in lib.offenses:
                answer = explain(id, {"offense": offense}, accept_unverified=True).explanation.answer
                assert rule in {said.rule.partition("/")[0] for said in answer.rules}, row.key
                assert {v.then for v in rules[rule].variants() if v} & set(answer.candidates), row.key
                asked += 1
    assert asked > 60


def test_every_decision_a_rule_may_write_has_a_heading():
    headed = {decision for decisions in HEADINGS.values() for decision in decisions}
    assert headed == set(WRITABLE)
    assert set(HEADINGS) <= set(vocabulary(MemoText, "memo.yaml").headings)


def test_every_controlled_word_has_words():
    from nolle.library.check_policies import WORDS

    texts = vocabulary(MemoText, "memo.yaml")
    assert set(texts.protections) == set(WORDS["protections", "kind"])
    assert set(texts.stages_of_a_case) == set(WORDS["positions", "stage"])
    assert set(texts.reaches) == set(WORDS["relief", "reach"])
    assert set(texts.acts) == set(WORDS["relief", "act"])
    assert set(texts.grounds) == set(WORDS["grounds", "ground"])
    assert set(texts.facts) <= set(open_library().dictionary.facts)
    assert set(texts.classes) <= set(open_library().dictionary.conduct)


# ---------------------------------------------------------------- sentences


def condition(raw):
    return words().condition(parse(raw))


def test_what_several_things_say_of_another_charge_is_said_of_one_charge():
    assert condition({"case": {"any": {"level": "felony"}}}) == "another charge of the case is a felony"
    both = condition({"case": {"any": {"level": "felony", "violence": "true"}}})
    assert both == "another charge of the case is such that it is a felony and it alleges violence"
    either = condition({"case": {"none": {"any": [{"level": "felony"}, {"violence": "true"}]}}})
    assert either == "no other charge of the case is such that it is a felony or it alleges violence"
    assert condition({"case": {"none": {"violence": "true"}}}) == "no other charge of the case alleges violence"
    assert condition({"case": {"none": {}}}) == "it is the only charge of the case"
    assert condition({"case": {"any": {"listed": "false"}}}) == "another charge of the case is not a listed charge"
    assert (
        condition({"case": {"any": {"instrument": "citation"}}}) == "another charge of the case began with a citation"
    )
    dated = condition({"case": {"any": {"filed_on": {"before": "2020-01-01"}}}})
    assert dated == "another charge of the case was filed before 1 January 2020"


def test_counts_of_what_came_before():
    counted = {"of": {"conduct": "selling", "stage": "convicted"}, "at_least": "1"}
    assert condition({"history": counted}) == (
        "the person has at least one earlier charge for selling sex that ended in a conviction"
    )
    window = {"of": {"instrument": "citation"}, "count": "cases", "within": "P24M", "at_most": "2"}
    assert condition({"history": window}) == (
        "the person has at most two earlier cases that began with a citation, from the two years before the charge was filed"
    )


def test_what_is_not_so():
    assert condition({"not": {"level": "felony"}}) == "it is not so that the charge is a felony"
    assert condition({"minor_involved": "false"}) == "the charge does not allege that another person was under 18"


def test_who_approves_is_never_made_up():
    told = paragraphs(made(FULL).memo)
    assert (
        "The policy does not name who approves. [to be verified: which supervisor approves]"
        in told["third-parties"].text
    )
    assert told["approval:buying"].text.startswith("Paragraph 7 states what this Office presumes.")
    assert "does not name who" in told["approval:buying"].text
    assert "What is needed: an ECAB supervisor approves." in paragraphs(made(BRAGG).memo)["patronizing"].text


def test_a_reading_that_does_not_decide_is_said_without_the_step_of_the_one_that_does():
    other = paragraphs(made(BRAGG).memo)["patronizing#2"].text
    assert "will not file or pursue" in other
    assert "approves" not in other
    assert other.endswith("This memo does not follow it.")


def test_a_reading_without_the_clause():
    told = paragraphs(made(FULL).memo)
    assert told["massage#3"].text == "In another, there is no such clause."
    lib = open_library(workspace())
    massage = next(rule for rule in lib.policies[FULL].rules if rule.id == "massage")
    rule = massage.model_copy(update={"preferred": 3, "note": "why", "strength": "presumptive"})
    policy = lib.policies[FULL].model_copy(update={"rules": (rule,), "relief": (), "protections": ()})
    made_ = paragraphs(memo(policy, lib, (), vocabulary(MemoText, "memo.yaml"), MemoWanted(ON)))
    assert made_["massage"].text == "Massage. The reading that this memo follows has no such clause."
    assert "approval:massage" not in made_


def test_a_rule_that_names_no_charge_promises_nothing_for_certain():
    told = paragraphs(made("us-ca/los-angeles/2020-12-08").memo)
    assert told["in-the-spirit"].text == (
        "In the spirit. The text leaves its list open. It may be that this Office will not file or pursue a charge that is a "
        "misdemeanor. [to be verified: which other charges belong to this list]"
    )
    assert told["trespass/repeated"].text.endswith("from the two years before the day of the offense.")


def test_exceptions_name_the_paragraphs_they_change():
    told = {key: p.text for key, p in paragraphs(made(FULL).memo).items()}
    assert told["buying/third-time/long-ago"] == (
        "Exception. Paragraph 7 holds after all if paragraph 7(d) applies and it is the only charge of the case."
    )
    assert told["buying/beside-a-felony"].endswith("a felony. Where this applies, paragraph 7(d) does not.")
    assert paragraphs(made(BRAGG).memo)["trespass"].text.endswith("Where this applies, paragraph 7 does not.")


def test_anchors_lead_back_to_clauses_and_sources():
    told = paragraphs(made(FULL, anchors=True).memo)
    assert told["selling"].text.endswith("[selling; source 1]")
    assert told["buying/third-time/long-ago"].text.endswith("[buying/third-time/long-ago]")
    assert told["massage#2"].text.endswith("[massage, reading 2; source 1]")
    assert told["relief:open-cases:pending"].text.endswith("[relief, open-cases; source 1]")
    assert not any(run.style is Style.ANCHOR for p in paragraphs(made(FULL).memo).values() for run in p.runs)


# ---------------------------------------------------------------- what kind of copy, and what is in doubt


def test_a_copy_says_what_it_is():
    def copy(id):
        return {row.key: plain(row.cells[1]) for row in made(id).memo.head.rows}["head:This copy"]

    assert copy(MODEL) == "A model to adapt. No office has issued it."
    assert copy(BRAGG).startswith("A restatement.")
    assert copy(BRAGG).endswith("Only part of the text was read for it.")
    assert copy(SF).endswith("The whole text was read for it.")


def test_before_it_starts_a_policy_is_a_draft():
    from datetime import date

    early = make_memo(FULL, MemoWanted(date(2025, 1, 5)), workspace=workspace()).memo
    assert any("A draft. No office has issued it." in plain(row.cells[1]) for row in early.head.rows)


def test_a_final_memo_has_nothing_to_verify_and_no_line_on_the_copy():
    with pytest.raises(NolleError, match=r"not ready to be signed(.|\n)*paragraph 10: which supervisor approves"):
        make_memo(FULL, MemoWanted(ON, final=True), workspace=workspace())
    simple = make_memo("us-xx/example-county/2024-02-01", MemoWanted(ON, final=True), workspace=workspace()).memo
    assert "head:This copy" not in {row.key for row in simple.head.rows}
    assert simple.to_verify == ()


def test_doubts_stand_where_they_are():
    doubts = made(FULL).memo.to_verify
    assert "paragraph 12: nobody has checked this against its source" in doubts
    assert "paragraph 9: which of these readings holds" in doubts
    assert "paragraph 14: the text on this has not been read" in doubts
    assert "table, Trespass: the section that applies here" in doubts


def test_the_no_rights_paragraph_is_there_only_if_wanted():
    assert "limit:no-rights" in paragraphs(made(FULL, disclaimer=True).memo)
    assert "limit:no-rights" not in paragraphs(made(FULL).memo)


def test_what_the_memo_leaves_out_is_told_beside_it_and_not_in_it():
    told = made(BRAGG)
    assert {"us-ny-pl-230.20", "us-ny-pl-230.40", "us-ny-ed-6512"} <= set(told.left_out)
    assert not {"us-ny-pl-230.00", "us-ny-pl-230.04", "us-ny-pl-140.10"} & set(told.left_out)
    assert "230.20" not in told.text()
    assert made(MODEL).left_out == ()


def test_a_repealed_section_is_listed_only_where_the_policy_names_it():
    rows = [row.key for row in table(made(SF).memo).rows]
    assert "us-ca-pc-647-b@2016:reporting" in rows  # the text names it
    assert "us-ca-pc-647-b@2016:victims-and-witnesses" not in rows  # conduct alone
    assert not any("240.37" in row.key for row in table(made(BRAGG).memo).rows)  # repealed in 2021


def test_part_of_a_section_is_said_to_be_part():
    cells = {row.key: plain(row.cells[0]) for row in table(made(SF).memo).rows}
    assert cells["us-ca-pc-647-b:victims-and-witnesses"].endswith("– only as a charge of selling sex")
    assert cells["us-ca-hs-11357:reporting"].endswith("– only as a misdemeanor")


def test_an_unknown_policy_and_an_office():
    with pytest.raises(UnknownId, match="Did you mean"):
        make_memo("us-ny/manhattan/2022-01-04", MemoWanted(ON))
    with pytest.raises(UnknownId, match=r"is an office\. A memo is of one policy\. This office has: us-ny"):
        make_memo("us-ny/manhattan-da", MemoWanted(ON))


def test_a_document_without_rules_makes_a_memo():
    empty = [id for id, p in open_library().policies.items() if not p.rules]
    for id in empty:
        assert table(made(id).memo) is None


# ---------------------------------------------------------------- parts


def test_hostile_text_is_text():
    assert clean("a\x00b\ue000c\nd\ue010e") == "a b c d e"
    lib = open_library(workspace())
    mean = lib.policies[FULL].model_copy(update={"title": 'x\ue003\x07 <w:del> #panic() \\ " ]', "id": FULL})
    assert isinstance(mean, Policy)
    assert clean(mean.title) == 'x <w:del> #panic() \\ " ]'


def test_references():
    numbers = {"a": "5", "b": "6", "c": "7", "d": "9", "e": "9(a)"}
    assert referred(f"paragraphs {reference('a', 'b', 'c', 'd')}", numbers) == "paragraphs 5 to 7 and 9"
    assert referred(reference("a", "b"), numbers) == "5 and 6"
    assert referred(reference("e"), numbers) == "9(a)"
    assert referred(reference("gone"), numbers) == "“gone”"


def test_runs_of_one_style_are_one():
    assert [run.text for run in runs("a b")] == ["a b"]
    assert plain(runs("§ 1, the State's")) == "§\N{NO-BREAK SPACE}1, the State’s"


def test_letters_count_as_word_does():
    assert [letters(n) for n in (1, 26, 27, 28, 53)] == ["a", "z", "aa", "bb", "aaa"]
    assert [roman(n) for n in (1, 4, 9, 14, 40)] == ["i", "iv", "ix", "xiv", "xl"]


def test_json_holds_the_whole_memo():
    told = made(NEXT, FULL).json()
    assert told["against"] == FULL
    assert told["changed"] > 10
    kinds = {block["kind"] for block in told["blocks"]}
    assert kinds == {"heading", "paragraph", "table"}
    changes = {piece["change"] for block in told["blocks"] for piece in block.get("pieces", [])}
    assert changes == {"same", "inserted", "deleted"}


def test_no_word_that_we_do_not_use():
    for id in (*SHIPPED, FULL):
        policy = open_library(workspace()).policies[id]
        if policy.kind is not Instrument.POLICE_AGREEMENT:
            text = " ".join(p.text for p in paragraphs(made(id).memo).values()).lower()
            assert "offender" not in text
            assert "prostitute " not in text
