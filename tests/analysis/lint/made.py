"""Small made-up policies laid into the library that ships, and the findings on them."""

from dataclasses import replace

from nolle.analysis.lint import Case, lint
from nolle.law.evaluator import Evaluator
from nolle.law.places import Office, Place
from nolle.law.policy import Policy
from nolle.law.question import Asking, Question

ID, OFFICE = "us-zz/made-up/2025-01-06", "us-zz/made-up-office"
EVENTS = [{"type": "in_effect", "on": "2025-01-06"}]


def made(
    library, state="us-ny", decides=None, office_kind="prosecutor", localities=(), also=None, counts=None, **policy
):
    """The case of a policy of an invented office of a state; `also` are more documents by kind."""
    place = Place(id=f"{state}/made-up", name="Made-up County", state=state, localities=localities)
    raw = {"id": OFFICE, "name": "Made-up Office", "place": place.id, "kind": office_kind}
    office = Office.model_validate(raw | ({"decides": decides} if decides else {}))
    whole = {
        "id": ID,
        "title": "made up",
        "office": OFFICE,
        "kind": "written_memo",
        "text_read": "full",
        "events": EVENTS,
    }
    document = Policy.model_validate(whole | policy)
    lib = replace(
        library,
        places={**library.places, place.id: place},
        offices={**library.offices, OFFICE: office},
        policies={**library.policies, ID: document},
        **(also or {}),
    )
    asking = Asking(ID, (document,), lib.offices, True)
    return Case(document, lib, Evaluator(Question(library.catalogue(state), lib.dictionary, [asking], True)), counts)


def rule(id="selling", covers=None, then="decline", **more):
    return {"id": id, "covers": covers or {"conduct": "selling"}, "then": then, **more}


def found(case, *checks):
    """The findings of some checks: each with its clause."""
    return [(f.check, f.at.clause) for f in lint(case) if not checks or f.check in checks]


def names(case):
    return {finding.check for finding in lint(case)}
