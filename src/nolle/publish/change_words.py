"""One change as a sentence: what happened, to what, by whom, and what it rests on."""

from __future__ import annotations

from nolle.analysis.changes import Change, What
from nolle.law.library import Library
from nolle.publish.page import capital, listed
from nolle.terms import EventType, Instrument

EVENTS = {
    EventType.ANNOUNCED: "announced",
    EventType.IN_EFFECT: "took effect",
    EventType.AMENDED: "was amended",
    EventType.SUSPENDED: "was suspended",
    EventType.MADE_PERMANENT: "was made permanent",
    EventType.CONTINUED: "was continued",
    EventType.SUPERSEDED: "was superseded",
    EventType.REVOKED: "was revoked",
    EventType.LAPSED: "lapsed",
}
INSTRUMENTS = {
    Instrument.WRITTEN_DIRECTIVE: "written directive",
    Instrument.WRITTEN_MEMO: "written memo",
    Instrument.ANNOUNCED_POLICY: "announced policy",
    Instrument.PRACTICE: "practice, no written policy",
    Instrument.CAMPAIGN_PROMISE: "promise, no policy",
    Instrument.INTERAGENCY_AGREEMENT: "agreement between agencies",
    Instrument.POLICE_AGREEMENT: "agreement with the police, no policy of a prosecutor",
    Instrument.COURT_MOTION: "motion in court",
    Instrument.ORDINANCE: "ordinance",
    Instrument.STATUTE: "statute",
}
ACTS = {
    "dismiss": "cases dismissed",
    "quash": "warrants quashed",
    "recall": "warrants recalled",
    "vacate": "warrants or convictions vacated",
    "seal": "records sealed",
    "expunge": "records expunged",
    "support_motion": "motions supported",
}
_OUTSIDE = {
    "legislation": "law passed",
    "court_ruling": "court ruling",
    "police_action": "police action",
    "police_agreement": "agreement with the police",
    "end_demand_campaign": "campaign against buying sex",
    "executive_removal": "removal from office",
}

_WORDS = {"office_holder": "the office-holder", "candidate": "the candidate"}
"""Who did it, where it is nobody the library names."""


def sentence(change: Change, library: Library) -> str:
    """What happened, in a sentence; a note of the record follows it."""
    said = _SAID[change.what](change, library)
    note = f" {capital(change.note)}" if change.note else ""
    return f"{said.rstrip('.')}.{note.rstrip('.')}{'.' if note else ''}"


def _document(change: Change, library: Library) -> str:
    policy = library.policies.get(change.id)
    kind = f" ({INSTRUMENTS.get(policy.kind, policy.kind.value)})" if policy else ""
    verb = EVENTS[EventType(change.type)]
    by = f" by {who(change.by, change.office, library)}" if change.by else ""
    if change.rules:
        return f'In "{change.title}"{kind}: {listed(change.rules)} {verb}{by}'
    return f'"{change.title}"{kind} {"was " if verb == "announced" else ""}{verb}{by}'


def who(by: str, office: str, library: Library) -> str:
    """A holder of the office by name, a document by its title, or the word itself."""
    if by in _WORDS:
        return _WORDS[by]
    if by in library.policies:
        return f'"{library.policies[by].title}"'
    holders = library.offices[office].holders if office in library.offices else ()
    return next((holder.name for holder in holders if holder.id == by), by)


def _at(change: Change, library: Library) -> str:
    office = library.offices.get(change.office)
    title = office.head_title if office and office.head_title else ""
    return f" as {title}" if title else ""


def _relief(change: Change, _: Library) -> str:
    acts = listed(ACTS.get(act, act) for act in change.type.split(" and "))
    return f"{capital(acts)}, under: {change.title}"


def _holder(change: Change, library: Library) -> str:
    verb = "takes office" if change.type == "takes_office" else "leaves office"
    return f"{change.title} {verb}{_at(change, library)}"


def _law(change: Change, library: Library) -> str:
    citation = library.offenses[change.id].citation if change.id in library.offenses else change.id
    verb = "takes effect" if change.type == "takes_effect" else "ends"
    return f"The law: {citation} ({change.title}) {verb}"


def _outside(change: Change, _: Library) -> str:
    kind = _OUTSIDE.get(change.type, change.type.replace("_", " "))
    return f"{capital(kind)}: {change.title}"


_SAID = {
    What.DOCUMENT: _document,
    What.RELIEF: _relief,
    What.HOLDER: _holder,
    What.LAW: _law,
    What.OUTSIDE: _outside,
}
