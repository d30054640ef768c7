"""Scenarios B, C and G: situations and the results that must come out, asked as a user asks them."""

import pytest

from nolle import verbs
from nolle.errors import NolleError

ORDINARY = {"otherwise": "ordinary"}
SF = "us-ca/san-francisco/2018-01-11"
MANHATTAN, MANHATTAN_DA = "us-ny/manhattan/2022-01-03", "us-ny/manhattan-da"
PHILADELPHIA, WASHTENAW = "us-pa/philadelphia/2018-02-15", "us-mi/washtenaw/2021-01-14"
SEATTLE, BROOKLYN = "us-wa/seattle/2019", "us-ny/brooklyn/2021-01-29"
BALTIMORE, DOCKET = "us-md/baltimore/2021-03-26", "us-md/baltimore/2023-06-12"
LA, NEW_HAVEN = "us-ca/los-angeles/2020-12-08", "us-ct/new-haven/2016-11"

VICTIM = {
    "report.role": "victim", "report.crime": "robbery", "report.made": "true", "report.truthful": "true",
    "report.before_filing": "true",
}  # fmt: skip


def ask(policy, on="", **given):
    given = {key.replace("__", "."): value for key, value in given.items()}
    return verbs.explain(policy, given, on).json()


def told(answer):
    return answer["decision"], sorted(answer["candidates"]), answer["needs"], answer["because"]


def undetermined(*candidates, needs=(), because=("fact",)):
    return "undetermined", sorted(candidates), list(needs), list(because)


def protections(answer):
    return {item["id"]: item["answer"] for item in answer["protections"]}


# -- 32, 56: Manhattan 2022


@pytest.mark.parametrize(
    ("others", "decision", "rule"),
    [
        ([], "decline", "prostitution"),
        ([{"level": "misdemeanor"}], "decline", "prostitution"),
        ([{"level": "felony"}], "not_covered", "prostitution/felony-on-the-instrument"),
        ([{"level": "felony"}, "unknown"], "not_covered", "prostitution/felony-on-the-instrument"),
    ],
)
def test_56_prostitution_by_the_other_counts(others, decision, rule):
    answer = verbs.explain(MANHATTAN, {"offense": "us-ny-pl-230.00", "case.others": others, **ORDINARY}).json()
    assert (answer["decision"], answer["rule"]) == (decision, rule)


def test_56_prostitution_with_other_counts_unknown():
    answer = ask(MANHATTAN, offense="us-ny-pl-230.00")
    assert told(answer) == undetermined("decline", "not_covered", needs=["case.any.level"])


def test_56_patronizing_needs_a_supervisor_and_prints_the_other_reading():
    answer = ask(MANHATTAN, offense="us-ny-pl-230.04")
    assert (answer["decision"], answer["rule"]) == ("supervisory_approval", "patronizing")
    assert any("decline" in reading for reading in answer["other_readings"])


@pytest.mark.parametrize("offense", ["us-ny-pl-230.20", "us-ny-pl-230.34"])
def test_56_promoting_and_trafficking_are_silent_from_reports(offense):
    answer = ask(MANHATTAN, offense=offense)
    assert (answer["decision"], answer["basis"], answer["rule"]) == ("silent", "reported", None)
    assert "what was read" in answer["english"]


# -- 33: San Francisco, one seller


@pytest.mark.parametrize(
    ("facts", "decision", "rule"),
    [
        (VICTIM, "decline", "reporting"),
        (
            {"report.role": "victim", "report.crime": "robbery", "report.made": "false"},
            "decline",
            "victims-and-witnesses",
        ),
        ({}, "silent", None),
        ({**VICTIM, "report.truthful": "false"}, "decline", "reporting"),
    ],
)
def test_33_a_seller_in_san_francisco(facts, decision, rule):
    answer = verbs.explain(SF, {"offense": "us-ca-pc-647-b", "conduct": "selling", **facts, **ORDINARY}).json()
    assert (answer["decision"], answer["rule"]) == (decision, rule)


def test_33_role_and_report_unknown_needs_the_role_alone():
    answer = verbs.explain(SF, {"offense": "us-ca-pc-647-b", "conduct": "selling", "report.crime": "robbery"}).json()
    assert told(answer) == undetermined("decline", "silent", needs=["report.role"])


def test_33_an_untruthful_report_loses_the_statement_clause_only():
    given = {"offense": "us-ca-pc-647-b", "conduct": "selling", **VICTIM, "report.truthful": "false", **ORDINARY}
    answer = verbs.explain(SF, given).json()
    assert answer["decision"] == "decline"
    assert protections(answer)["statements"] == "does_not_hold"
    assert protections(answer)["information"] == "holds"


# -- 53 to 55: San Francisco, the person who reports


@pytest.mark.parametrize(
    ("charge", "expected", "statement"),
    [
        ({"offense": "us-ca-pc-647-b", "conduct": ["selling", "buying"]}, ("decline", ["decline"], [], []), "holds"),
        ({"offense": "us-ca-hs-11377"}, ("decline", ["decline"], [], []), "does_not_hold"),
        ({"offense": "us-ca-pc-459.5"}, undetermined("decline", "silent", because=["open:reporting"]), "does_not_hold"),
    ],
)
def test_53_reports_a_robbery_before_filing(charge, expected, statement):
    answer = verbs.explain(SF, {**charge, **VICTIM, **ORDINARY}).json()
    assert told(answer) == expected
    assert protections(answer)["statements"] == statement
    assert protections(answer)["information"] == "holds"
    assert answer["carve_outs"]


def test_53_the_reporting_rule_decides():
    answer = verbs.explain(SF, {"offense": "us-ca-pc-647-b", **VICTIM, **ORDINARY}).json()
    assert answer["rule"] == "reporting"


def test_54_another_violent_crime_is_undetermined_because_the_list_is_open():
    given = {"offense": "us-ca-pc-647-b", "conduct": "selling", **VICTIM, "report.crime": "arson", **ORDINARY}
    assert told(verbs.explain(SF, given).json()) == undetermined("decline", "silent", because=["open:violent-crimes"])


@pytest.mark.parametrize(
    ("charge", "expected"),
    [
        ({"offense": "us-ca-pc-647-b", "conduct": "selling"}, ("decline", ["decline"], [], [])),
        (
            {"offense": "us-ca-pc-647-b", "conduct": ["selling", "buying"]},
            undetermined("decline", "silent", needs=["conduct"]),
        ),
        ({"offense": "us-ca-hs-11377"}, ("silent", ["silent"], [], [])),
    ],
)
def test_55_filed_before_the_report(charge, expected):
    given = {**charge, **VICTIM, "report.before_filing": "false", **ORDINARY}
    assert told(verbs.explain(SF, given).json()) == expected


# -- 57: the Manhattan office on days of change


def test_57_the_predecessor_decides_on_the_last_day():
    answer = ask(MANHATTAN_DA, "2021-12-31", offense="us-ny-pl-230.00", **ORDINARY)
    assert answer["decision"] == "decline"
    assert {rule["policy"] for rule in answer["rules"]} == {"us-ny/manhattan/2021-04-21"}


def test_57_between_two_office_holders_the_status_is_unknown():
    answer = ask(MANHATTAN_DA, "2022-01-02", offense="us-ny-pl-230.00", **ORDINARY)
    assert told(answer) == undetermined("decline", "not_in_force", because=["status"])


@pytest.mark.parametrize("charge", [{"conduct": "unlicensed_massage"}, {"offense": "us-ny-ed-6512"}])
def test_57_massage_has_no_word_of_the_successor(charge):
    answer = ask(MANHATTAN_DA, "2022-02-01", **charge, **ORDINARY)
    assert told(answer) == undetermined("decline", "silent", because=["status"])


# -- 58: Philadelphia with its readings


def prior(n):
    return [{"of": {"conduct": "selling", "stage": "convicted"}, "n": n}]


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        ("0", ("decline", ["decline"], [], [])),
        ("1", ("decline", ["decline"], [], [])),
        ("2", undetermined("decline", "will_prosecute", because=["reading:selling"])),
        ("3", ("will_prosecute", ["will_prosecute"], [], [])),
        (
            ["1", "2"],
            undetermined(
                "decline", "will_prosecute", needs=["history.selling.convicted"], because=["fact", "reading:selling"]
            ),
        ),
    ],
)
def test_58_prior_prostitution_convictions(n, expected):
    answer = verbs.explain(PHILADELPHIA, {"conduct": "selling", "history": prior(n)}).json()
    assert told(answer) == expected


def test_58_three_priors_name_the_problem_solving_court():
    answer = verbs.explain(PHILADELPHIA, {"conduct": "selling", "history": prior("3")}).json()
    assert "problem-solving court" in answer["english"]


# -- 59 to 63


@pytest.mark.parametrize(
    ("on", "conduct", "expected"),
    [
        ("2020", "selling", ("decline", ["decline"], [], [])),
        ("2020", "buying", ("will_prosecute", ["will_prosecute"], [], [])),
        ("2022-06", "selling", ("not_in_force", ["not_in_force"], [], [])),
        ("2022-01-15", "selling", undetermined("decline", "not_in_force", because=["date"])),
    ],
)
def test_59_seattle(on, conduct, expected):
    assert told(ask(SEATTLE, on, conduct=conduct, **ORDINARY)) == expected


@pytest.mark.parametrize(
    ("facts", "decision"),
    [
        ({"conduct": "selling"}, "decline"),
        ({"conduct": "buying"}, "decline"),
        ({"conduct": "third_party/place_house"}, "will_prosecute"),
        ({"conduct": "buying", "minor_involved": "true"}, "will_prosecute"),
        ({"conduct": "selling", "person.coerced": "true"}, "decline"),
    ],
)
def test_60_washtenaw_adults(facts, decision):
    assert verbs.explain(WASHTENAW, {**facts, **ORDINARY}).json()["decision"] == decision


def test_60_washtenaw_pages_not_read_and_age_not_recorded():
    trespass = ask(WASHTENAW, conduct="quality_of_life/trespass", **ORDINARY)
    assert (trespass["decision"], trespass["because"]) == ("undetermined", ["text:street-and-massage"])
    selling = ask(WASHTENAW, conduct="selling")
    assert (selling["decision"], selling["needs"]) == ("undetermined", ["person.age_on_offense"])


@pytest.mark.parametrize(
    ("on", "conduct", "decision"),
    [
        ("2021-06-01", "third_party/place_house", "decline"),
        ("2021-06-01", "third_party/vehicle_transport", "decline"),
        ("2021-06-01", "quality_of_life/trespass", "decline"),
        *(
            ("2023-01-04", c, "not_in_force")
            for c in ("selling", "buying", "third_party", "quality_of_life", "misdemeanor_drug")
        ),
    ],
)
def test_61_baltimore(on, conduct, decision):
    assert ask(BALTIMORE, on, conduct=conduct, **ORDINARY)["decision"] == decision


def test_62_new_haven_is_silent_and_says_why():
    answer = ask(NEW_HAVEN, conduct="selling")
    assert (answer["decision"], answer["note"]) == ("silent", "police agreement, no office policy found")
    assert "olice agreement, no office policy found" in answer["english"]


def test_62_an_office_without_a_document_is_silent_and_says_whether_anybody_searched():
    answer = verbs.explain("us-ct/new-haven-sao", {"conduct": "selling"}).json()
    assert answer["decision"] == "silent"
    assert answer["note"] == "no policy of this office was found (searched 2026-11-20)"
    with pytest.raises(NolleError, match="nothing to compare"):
        verbs.compare("us-ct/new-haven-sao")


def test_63_brooklyn_as_recorded():
    selling = ask(BROOKLYN, offense="us-ny-pl-230.00")
    assert selling["decision"] == "decline_if"
    assert "services" in selling["english"]
    assert ask(BROOKLYN, offense="us-ny-pl-240.37")["decision"] == "decline"


# -- 64: comparisons


def test_64_san_francisco_against_the_model_has_gaps_without_any_special_fact():
    result = verbs.compare(SF).json()
    for conduct in ("selling", "buying", "third_party", "loitering_for_prostitution", "unlicensed_massage"):
        gaps = [gap for gap in result["gaps"] if gap["conduct"] == conduct]
        assert gaps, conduct
        assert min(gap["witness"]["special_facts"] for gap in gaps) == 0, conduct


def test_64_seattle_follows_the_end_demand_pattern():
    result = verbs.compare(SEATTLE).json()
    assert result["end_demand"]
    assert {(gap["conduct"], gap["kind"]) for gap in result["gaps"]} >= {("buying", "conflicts")}


def test_64_no_policy_has_a_gap_to_itself(library):
    for policy in library.policies:
        result = verbs.compare(policy, policy).json()
        assert result["gaps"] == result["gaps_in_opened_lists"] == [], policy


def test_64_every_counterexample_is_re_run_through_the_evaluator():
    for gap in verbs.compare(MANHATTAN).json()["gaps"]:
        assert gap["witness"]["left"] == gap["left"]["decision"]
        assert gap["witness"]["right"] == gap["right"]["decision"]


# -- 67 to 69


@pytest.mark.parametrize(
    ("given", "decision"),
    [
        ({"offense": "us-ny-pl-205.30", "case.others": [{"offense": "us-ny-pl-205.30"}]}, "decline"),
        ({"offense": "us-ny-pl-205.30", "case.others": [{"offense": "us-ny-pl-160.10"}]}, "not_covered"),
        ({"offense": "us-ny-pl-140.05", "family_offense": "true", "case.others": []}, "not_covered"),
    ],
)
def test_67_the_rest_of_the_day_one_memo(given, decision):
    assert verbs.explain(MANHATTAN, given).json()["decision"] == decision


def second_trespass(n):
    return {
        "offense": "us-ca-pc-602", "sign_of_need": "true", "imminent_safety_risk": "false",
        "history": [{"of": {"offense": "us-ca-pc-602"}, "n": n}],
    }  # fmt: skip


def test_68_los_angeles():
    assert told(ask(LA, offense="us-ca-pc-647-b")) == undetermined("decline", "silent", because=["open:in-the-spirit"])
    second = verbs.explain(LA, second_trespass("1")).json()
    assert (second["decision"], second["rule"]) == ("not_covered", "trespass/repeated")
    recorded = ask(LA, offense="us-ca-pc-602")
    assert recorded["needs"] == ["history.us-ca-pc-602", "imminent_safety_risk", "sign_of_need"]


@pytest.mark.parametrize(
    ("n", "more", "decision"),
    [
        ("0", {}, "divert"),
        ("1", {}, "divert"),
        ("2", {}, "will_prosecute"),
        ("2", {"person.pending_violent_or_handgun": "true"}, "not_covered"),
    ],
)
def test_69_the_citation_docket(n, more, decision):
    history = [{"of": {"instrument": "citation"}, "n": n}]
    given = {"conduct": "quality_of_life/trespass", "history": history, **more, **ORDINARY}
    assert verbs.explain(DOCKET, given, "2023-06-12").json()["decision"] == decision


def test_69_selling_is_not_on_the_docket():
    assert ask(DOCKET, "2023-06-12", conduct="selling", **ORDINARY)["decision"] == "silent"
