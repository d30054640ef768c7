"""A made-up county with its policies, a comparison and two runs: the small fixed input of the golden pages."""

from datetime import date
from pathlib import Path

from nolle.analysis.standing import standing
from nolle.cite import Source
from nolle.law.facts import Dictionary
from nolle.law.library import Library
from nolle.law.offense import Offense
from nolle.law.places import Office, Place
from nolle.law.policy import Policy
from nolle.library.read import read_text

OFFICE = "us-xx/made-up-da"
AS_OF = date(2024, 5, 6)


def library() -> Library:
    file = Path(__file__).with_name("example.yaml")
    marked = read_text(file.read_text(encoding="utf-8"), file.name)
    assert not marked.faults
    data = marked.data

    def each(kind, name):
        return {item["id"]: kind.model_validate(item) for item in data[name]}

    return Library(
        dictionary=Dictionary.model_validate(data["facts"]),
        sources=each(Source, "sources"),
        places=each(Place, "places"),
        offices=each(Office, "offices"),
        offenses=each(Offense, "offenses"),
        policies=each(Policy, "policies"),
    )


def place(lib, as_of=AS_OF):
    return standing(lib, OFFICE, as_of)


def gap(english, kind, left, right, n, n_at_most):
    return {
        "conduct": "buying",
        "kind": kind,
        "left": {"decision": left[0], "rule": left[1]},
        "right": {"decision": right[0], "rule": right[1]},
        "english": english,
        "n": n,
        "n_at_most": n_at_most,
    }


COMPARED = {
    "left": "us-xx/made-up/2022-01-03",
    "right": "model",
    "on": "2024-05-06",
    "charges": 40,
    "gaps": [
        gap("Buying sex: the model says declined; this policy says needs a supervisor's approval. Smallest case: Patronizing (X Code § 2), nothing else special.",
            "stricter", ("supervisory_approval", "patronizing"), ("decline", "buying"), 7, 7),
        gap("Selling sex: the model says declined; this policy names it. Smallest case: Prostitution (X Code § 1), another charge of the case is a felony.",
            "narrower", ("not_covered", "prostitution/felony"), ("decline", "selling"), 0, 12),
        gap("Third <party>: the model says declined; nothing was found. Smallest case: Promoting (X Code § 3), nothing else special.",
            "silent", ("silent", None), ("decline", "buying"), 1, 1),
    ],
    "gaps_in_opened_lists": [
        gap("Trespass: both ways. Smallest case: Trespass (X Code § 5), nothing else special.",
            "undetermined", ("decline", "trespass"), ("decline", "street"), 0, 3),
    ],
}  # fmt: skip


def summary(assume=False, **changed):
    """A run over forty made-up charges; with `assume` under an assumption that a user turned on."""
    turned_on = [{"name": "top-charge", "text": "the police list the most serious charge first", "n": None}]
    selling = {"decline": 12} if assume else {"undetermined": 12}
    decisions = {**({"decline": 12} if assume else {}), "supervisory_approval": 7, "silent": 21}
    missing = [] if assume else [
        {"needs": ["case.any.level"], "because": ["fact"], "candidates": ["decline", "not_covered"], "n": 12},
    ]  # fmt: skip
    return {
        "policy": "us-xx/made-up/2022-01-03",
        "version": "us-xx/made-up/2022-01-03",
        "title": "Memo <i>of</i> 2022",
        "text_read": ["part"],
        "as_if_in_force": True,
        "governing_date": "filed_on",
        "as_of": "2024-05-06",
        "known_on": None,
        "where": {"place": "us-xx/made-up"},
        "records": {"file": "made-up <arrests>.csv", "sha256": "0" * 64, "period": {}},
        "accept_unverified": False,
        "mapping": {
            "id": "made-up",
            "title": "Made-up arrests",
            "row": "arrest_top_charge",
            "leaves_out": ["other counts of the same arrest"],
        },
        "assumptions": [
            *(turned_on if assume else []),
            {"name": "law-date-not-verified", "text": "a section without dates is taken to have been in force", "n": 3},
        ],
        "rows": {"in": 1050, "charges": 40, "quarantined": 10, "left_out_by_where": 1000},
        "quarantine": [{"reason": "level <none>", "n": 10}],
        "matching": {"code": 30, "unmatched": 10},
        "flagged_section_not_in_force": 2,
        "unrecognised": {"LAW_CAT_CD": [{"word": "<Z>", "n": 4}]},
        "decisions": decisions if assume else {**decisions, "undetermined": 12},
        "by_conduct": {
            "buying": {"supervisory_approval": 7},
            "other": {"silent": 20},
            "selling": selling,
            "third_party": {"silent": 1},
        },
        "by_rule": {"(silent)": 21, "patronizing": 7, **({"prostitution": 12} if assume else {"(undetermined)": 12})},
        "undetermined": missing,
        "settles": [] if assume else [{"need": "case.any.level", "alone": 12, "involved": 12}],
        "patterns": 5,
        **changed,
    }
