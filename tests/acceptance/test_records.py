"""Scenarios B, C and F on records: unknowns, priors, other charges, and what must never matter."""

import random
from datetime import date

import pytest

from nolle import verbs
from nolle.errors import UnknownId
from tests.acceptance import worlds

AS_OF = date(2024, 1, 1)
CITED = "cite: [{source: made-up, at: all}]"
PRIORS = f"""\
rules:
  - id: selling
    covers: {{conduct: selling}}
    then: decline
    unless:
      - {{id: repeat, when: {{history: {{of: {{conduct: selling, stage: convicted}}, count: charges, at_least: 2}}}}, then: will_prosecute}}
    {CITED}
"""
WHOLE_HISTORY = "history: {complete: true}\ncase: {others: complete}\n"


def ask(folder, policy, **given):
    given = {key.replace("__", "."): value for key, value in given.items()}
    return verbs.explain(worlds.POLICY, given, "", worlds.workspace(folder, policy)).json()


# -- B: unknowns


def test_15_an_unknown_that_cannot_matter_asks_nothing(tmp_path):
    rule = f"""\
    rules:
      - id: selling
        covers: {{conduct: selling}}
        then: decline
        unless:
          - {{id: convicted, when: {{stage: convicted}}, then: decline}}
        {CITED}
    """
    answer = ask(tmp_path, rule, offense="us-zz-1")
    assert (answer["decision"], answer["needs"]) == ("decline", [])


STAGE = f"""\
rules:
  - id: selling
    covers: {{conduct: selling}}
    then: decline
    unless:
      - {{id: convicted, when: {{stage: convicted}}, then: not_covered}}
    {CITED}
"""


def test_16_an_unknown_disposition_that_matters_asks_one_question(tmp_path):
    summary, by_id = worlds.decided(
        tmp_path, STAGE,
        """charge_id,code,place,filed_on,stage
           a,ZZ Code § 1,us-zz/here,2021-01-01,
           b,ZZ Code § 1,us-zz/here,2021-01-01,Dismissed
           c,ZZ Code § 1,us-zz/here,2021-01-01,Convicted""",
        WHOLE_HISTORY, as_of=AS_OF,
    )  # fmt: skip
    assert by_id == {
        "a": ("undetermined", "", "stage"), "b": ("decline", "selling", ""), "c": ("not_covered", "selling/convicted", ""),
    }  # fmt: skip
    assert summary["undetermined"] == [
        {"needs": ["stage"], "because": ["fact"], "candidates": ["decline", "not_covered"], "n": 1}
    ]


def test_17_of_two_unknowns_only_the_one_that_matters_is_asked(tmp_path):
    rule = f"""\
    rules:
      - id: selling
        covers: {{conduct: selling}}
        then: decline
        unless:
          - {{id: convicted, when: {{stage: convicted}}, then: not_covered}}
          - {{id: forced, when: {{person.coerced: true, stage: convicted}}, then: not_covered}}
        {CITED}
    """
    assert ask(tmp_path, rule, offense="us-zz-1")["needs"] == ["stage"]


def test_18_fifteen_charges_without_dispositions_get_fifteen_answers(tmp_path):
    lines = "\n".join(f"c{n},ZZ Code § 1,us-zz/here,2021-01-01," for n in range(15))
    summary, by_id = worlds.decided(
        tmp_path, STAGE, f"charge_id,code,place,filed_on,stage\n{lines}", WHOLE_HISTORY, as_of=AS_OF
    )
    assert len(by_id) == 15
    assert summary["decisions"] == {"undetermined": 15}


def test_20_an_unrecognised_disposition_is_unknown_and_its_words_are_shown(tmp_path):
    summary, by_id = worlds.decided(
        tmp_path, STAGE,
        """charge_id,code,place,filed_on,stage
           a,ZZ Code § 1,us-zz/here,2021-01-01,Accusatory_Instrument_Withdrawn""",
        WHOLE_HISTORY, as_of=AS_OF,
    )  # fmt: skip
    assert by_id["a"] == ("undetermined", "", "stage")
    assert summary["unrecognised"] == {"stage": [{"word": "Accusatory_Instrument_Withdrawn", "n": 1}]}


def test_24_without_a_person_priors_are_undetermined_and_the_rest_is_decided(tmp_path):
    _, by_id = worlds.decided(
        tmp_path, PRIORS,
        """charge_id,code,place,filed_on,stage
           a,ZZ Code § 1,us-zz/here,2021-01-01,Open
           b,ZZ Code § 2,us-zz/here,2021-01-01,Open""",
        WHOLE_HISTORY, as_of=AS_OF,
    )  # fmt: skip
    assert by_id["a"] == ("undetermined", "", "history.selling.convicted")
    assert by_id["b"][0] == "silent"


# -- C: priors, other charges


def test_27_priors_are_counted_strictly_before_and_unknown_outcomes_stay_open(tmp_path):
    _, by_id = worlds.decided(
        tmp_path, PRIORS,
        """charge_id,person_id,code,place,filed_on,stage
           n0,p0,ZZ Code § 1,us-zz/here,2021-06-01,Open
           x1,p1,ZZ Code § 1,us-zz/here,2020-06-01,Convicted
           n1,p1,ZZ Code § 1,us-zz/here,2021-06-01,Open
           x2,p2,ZZ Code § 1,us-zz/here,2020-06-01,Convicted
           y2,p2,ZZ Code § 1,us-zz/here,2020-07-01,Convicted
           n2,p2,ZZ Code § 1,us-zz/here,2021-06-01,Open
           x3,p3,ZZ Code § 1,us-zz/here,2020-06-01,Convicted
           y3,p3,ZZ Code § 1,us-zz/here,2020-07-01,
           n3,p3,ZZ Code § 1,us-zz/here,2021-06-01,Open
           s1,p4,ZZ Code § 1,us-zz/here,2021-06-01,Convicted
           s2,p4,ZZ Code § 1,us-zz/here,2021-06-01,Convicted
           s3,p4,ZZ Code § 1,us-zz/here,2021-06-01,Open
           np,,ZZ Code § 1,us-zz/here,2021-06-01,Open""",
        WHOLE_HISTORY, as_of=AS_OF,
    )  # fmt: skip
    assert {id: by_id[id][0] for id in ("n0", "n1", "n2", "n3", "s3", "np")} == {
        "n0": "decline", "n1": "decline", "n2": "will_prosecute", "n3": "undetermined", "s3": "decline", "np": "undetermined",
    }  # fmt: skip
    assert by_id["n3"][2] == "history.selling.convicted"


ONLY_LISTED = f"""\
rules:
  - id: selling
    covers: {{conduct: selling}}
    when: {{history: {{of: {{listed: false, stage: convicted}}, at_most: 0}}}}
    then: decline
    {CITED}
"""


def test_28_a_conviction_elsewhere_for_the_same_conduct_counts_as_listed(tmp_path):
    _, by_id = worlds.decided(
        tmp_path, ONLY_LISTED,
        """charge_id,person_id,code,place,filed_on,stage
           x,p1,ZZ Code § 1,us-zz/there,2020-06-01,Convicted
           a,p1,ZZ Code § 1,us-zz/here,2021-06-01,Open
           y,p2,ZZ Code § 3,us-zz/there,2020-06-01,Convicted
           b,p2,ZZ Code § 1,us-zz/here,2021-06-01,Open
           c,p1,ZZ Code § 1,us-zz/there,2021-06-01,Open""",
        WHOLE_HISTORY, as_of=AS_OF,
    )  # fmt: skip
    assert by_id["a"][0] == "decline"
    assert by_id["b"][0] == "silent"
    assert by_id["c"][0] == by_id["x"][0] == "silent", "the policy speaks for its own county only"


FELONY = f"""\
rules:
  - id: selling
    covers: {{offense: us-zz-1}}
    then: decline
    unless:
      - {{id: felony, when: {{case: {{any: {{level: felony}}}}}}, then: not_covered}}
    {CITED}
"""


def test_34_each_count_of_a_mixed_case_gets_its_own_row(tmp_path):
    _, by_id = worlds.decided(
        tmp_path, FELONY,
        """charge_id,case_id,code,place,filed_on
           a,k1,ZZ Code § 1,us-zz/here,2021-01-01
           b,k1,ZZ Code § 4,us-zz/here,2021-01-01
           c,k2,ZZ Code § 1,us-zz/here,2021-01-01
           d,k2,ZZ Code § 3,us-zz/here,2021-01-01""",
        WHOLE_HISTORY, as_of=AS_OF,
    )  # fmt: skip
    assert {id: row[0] for id, row in by_id.items()} == {
        "a": "decline",
        "b": "silent",
        "c": "not_covered",
        "d": "silent",
    }


def test_a_section_charged_after_its_repeal_is_flagged_and_not_decided(tmp_path):
    summary, by_id = worlds.decided(
        tmp_path, worlds.SELLING,
        """charge_id,code,place,offense_on,filed_on
           a,ZZ Code § 5,us-zz/here,2019-06-01,2021-01-01
           b,ZZ Code § 5,us-zz/here,2020-06-01,2021-01-01
           c,ZZ Code § 5,us-zz/here,,2021-01-01""",
        WHOLE_HISTORY, as_of=AS_OF,
    )  # fmt: skip
    assert {id: row[0] for id, row in by_id.items()} == {"a": "decline", "b": "undetermined", "c": "decline"}
    assert summary["flagged_section_not_in_force"] == 1


# -- F: properties on records


def _case(name, day="2021-01-01"):
    return [f"{name}a,{name},ZZ Code § 1,us-zz/here,{day}", f"{name}b,{name},ZZ Code § 3,us-zz/here,{day}"]


def test_47_row_order_duplicates_and_strangers_have_no_effect(tmp_path):
    head = "charge_id,case_id,code,place,filed_on"
    lines = [*_case("k"), "alone,k9,ZZ Code § 1,us-zz/here,2021-01-01"]
    _, first = worlds.decided(tmp_path / "1", FELONY, "\n".join([head, *lines]), WHOLE_HISTORY, as_of=AS_OF)
    mixed = [*lines, *lines, *_case("stranger")]
    random.Random(7).shuffle(mixed)
    summary, second = worlds.decided(tmp_path / "2", FELONY, "\n".join([head, *mixed]), WHOLE_HISTORY, as_of=AS_OF)
    assert {id: second[id] for id in first} == first
    assert summary["rows"] == {"in": 8, "charges": 5, "quarantined": 3, "left_out_by_where": 0}


@pytest.mark.parametrize("where", [{}, {"place": "us-ny/manhattan"}])
def test_49_every_row_ends_in_one_bucket(sample, where):
    told = verbs.decide(
        "us-ny/manhattan/2022-01-03", sample, verbs.Asked("nypd-arrests", AS_OF, True, where=where)
    ).json()
    rows = told["rows"]
    assert rows["in"] == rows["charges"] + rows["quarantined"] + rows["left_out_by_where"] == 19_452
    assert sum(told["decisions"].values()) == rows["charges"]
    assert sum(n for counts in told["by_conduct"].values() for n in counts.values()) == rows["charges"]
    assert sum(item["n"] for item in told["undetermined"]) == told["decisions"]["undetermined"]


def test_50_two_runs_give_identical_bytes(sample, tmp_path):
    for name in ("one", "two"):
        verbs.decide("model", sample, verbs.Asked("nypd-arrests", AS_OF), tmp_path / name)
    one, two = ({f.name: f.read_bytes() for f in (tmp_path / n).iterdir()} for n in ("one", "two"))
    assert one == two
    assert {"decisions.parquet", "patterns.parquet", "summary.json", "report.html", "datapackage.json"} <= one.keys()


# -- 65, 66 and "done when" 4 and 5: the real files


def by_conduct(policy, file, mapping, **how):
    return verbs.decide(policy, file, verbs.Asked(mapping, AS_OF, as_if=True, **how)).json()


def test_65_the_arrests_of_december_2017_under_the_model(sample):
    told = by_conduct("model", sample, "nypd-arrests")
    assert told["rows"]["in"] == 19_452
    assert told["by_conduct"]["selling"] == {"decline": 43}
    assert told["by_conduct"]["buying"] == {"decline": 102}
    assert told["by_conduct"]["third_party"] == {"decline": 6, "undetermined": 3}
    assert told["by_conduct"]["loitering_for_prostitution"] == {"decline": 3}
    assert told["by_conduct"]["trafficking"] == {"silent": 3}
    needs = [item["needs"] for item in told["undetermined"] if item["needs"] == ["minor_involved"]]
    assert needs == [["minor_involved"]]


def test_65_the_felony_exception_is_unknown_for_every_prostitution_row(sample):
    policy = "us-ny/manhattan/2022-01-03"
    assert by_conduct(policy, sample, "nypd-arrests")["by_conduct"]["selling"] == {"undetermined": 43}
    assumed = by_conduct(policy, sample, "nypd-arrests", assume=("top-charge-is-most-serious",))
    assert assumed["by_conduct"]["selling"] == {"decline": 43}
    assert assumed["assumptions"][0]["name"] == "top-charge-is-most-serious"


def test_manhattan_alone(sample):
    told = by_conduct("us-ny/manhattan/2022-01-03", sample, "nypd-arrests", where={"place": "us-ny/manhattan"})
    assert told["by_conduct"]["selling"] == {"undetermined": 12}
    assert told["by_conduct"]["buying"] == {"supervisory_approval": 14}
    assert told["by_conduct"]["third_party"] == {"silent": 2}


@pytest.mark.shared
def test_66_middlesex_tells_the_paragraphs_of_53a_apart(shared, tmp_path):
    file = shared / "data/middlesex-ma-da/charges_decline_list_filed_2014_2018.parquet"
    out = tmp_path / "out"
    run = verbs.decide("model", file, verbs.Asked("middlesex-ma-da", AS_OF, as_if=True), out)
    told = run.json()
    assert told["rows"]["in"] == 25_131
    assert told["by_conduct"]["selling"] == {"decline": 205}
    assert told["by_conduct"]["buying"] == {"decline": 59}
    assert told["by_conduct"]["exploitation_of_minor"] == {"silent": 1}
    assert told["flagged_section_not_in_force"] == 0


# -- dates, places and ids that are odd


def test_dates_that_contradict_each_other_leave_every_day_between_them_possible(tmp_path):
    _, by_id = worlds.decided(
        tmp_path, worlds.SELLING,
        """charge_id,code,place,offense_on,disposed_on
           a,ZZ Code § 1,us-zz/here,2021-06-01,2018-06-01
           b,ZZ Code § 1,us-zz/here,2021-06-01,2020-06-01""",
        "columns: {charge_id: charge_id, code: code, place: place, offense_on: offense_on, disposed_on: disposed_on}\n",
        as_of=AS_OF,
    )  # fmt: skip
    assert by_id["a"][0] == "undetermined"
    assert by_id["b"][0] == "decline"


def test_a_place_that_nobody_knows_is_unknown_and_shown(tmp_path):
    summary, by_id = worlds.decided(
        tmp_path, worlds.SELLING,
        """charge_id,code,place,filed_on
           a,ZZ Code § 1,Here_County,2021-01-01
           b,ZZ Code § 1,us-zz/here/precinct-1,2021-01-01""",
        WHOLE_HISTORY, as_of=AS_OF,
    )  # fmt: skip
    assert by_id["a"] == ("undetermined", "", "place")
    assert by_id["b"][0] == "decline"
    assert summary["unrecognised"] == {"place": [{"word": "Here_County", "n": 1}]}


@pytest.mark.parametrize("how", [{"place": "us-zz/heer"}, {"where": {"place": "us-zz/heer"}}])
def test_a_place_misspelled_on_the_command_line_is_refused(tmp_path, how):
    here = worlds.workspace(tmp_path)
    file = worlds.rows(tmp_path, "code\nZZ Code § 1")
    with pytest.raises(UnknownId, match='Did you mean "us-zz/here"'):
        verbs.decide(worlds.POLICY, file, verbs.Asked(**how), workspace=here)


def test_a_place_given_for_the_whole_file(tmp_path):
    here = worlds.workspace(tmp_path)
    file = worlds.rows(tmp_path, "code,filed_on\nZZ Code § 1,2021-01-01")
    told = verbs.decide(worlds.POLICY, file, verbs.Asked(place="us-zz/here"), workspace=here).json()
    assert told["decisions"] == {"decline": 1}


PENDING = "governs: pending\n" + worlds.SELLING


def test_a_policy_that_governs_what_is_pending(tmp_path):
    _, by_id = worlds.decided(
        tmp_path, PENDING,
        """charge_id,code,place,filed_on,stage
           open,ZZ Code § 1,us-zz/here,2019-01-01,Open
           ended,ZZ Code § 1,us-zz/here,2019-01-01,Dismissed""",
        WHOLE_HISTORY, as_of=AS_OF,
    )  # fmt: skip
    assert by_id["open"][0] == "decline"
    assert by_id["ended"] == ("undetermined", "", "pending_on")


def test_a_file_with_none_of_the_mapped_columns_is_refused(tmp_path):
    here = worlds.workspace(tmp_path)
    file = worlds.rows(tmp_path, "colour,size\nred,9")
    with pytest.raises(UnknownId, match="of which the file has none"):
        verbs.decide(worlds.POLICY, file, workspace=here)


def test_a_dropped_column_is_not_used(tmp_path):
    here = worlds.workspace(tmp_path)
    file = worlds.rows(tmp_path, "code,place,filed_on\nZZ Code § 1,us-zz/here,2021-01-01")
    told = verbs.decide(worlds.POLICY, file, verbs.Asked(drop=("filed_on",), as_of=AS_OF), workspace=here).json()
    assert told["undetermined"][0]["needs"] == ["filed_on"]


def test_a_charge_without_an_id_never_takes_anothers(tmp_path):
    _, by_id = worlds.decided(
        tmp_path, worlds.SELLING,
        """charge_id,code,place,filed_on
           2,ZZ Code § 1,us-zz/here,2021-01-01
           ,ZZ Code § 2,us-zz/here,2021-01-01""",
        WHOLE_HISTORY, as_of=AS_OF,
    )  # fmt: skip
    assert {id: row[0] for id, row in by_id.items()} == {"2": "decline", "row 2": "silent"}


def test_a_named_assumption_lets_another_date_stand_in(sample):
    policy = "us-ny/manhattan/2022-01-03"
    told = verbs.decide(policy, sample, verbs.Asked("nypd-arrests", AS_OF, assume=("filed-when-arrested",))).json()
    assert told["decisions"] == {"not_in_force": 19_452}
    assert told["assumptions"][0]["name"] == "filed-when-arrested"
