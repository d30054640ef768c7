"""What can still be charged, in sentences: for each situation one that counts, one that leads, and the marks.

Counts in a sentence add up to the offenses that fit. Silence says how much of the text was read.
"""

from __future__ import annotations

from collections.abc import Sequence

from nolle.analysis.explanation import NO_OFFICE_POLICY, basis
from nolle.analysis.routes import SPARED, Bucket, Gone, InForce, Reach, Route, Routes, Sale, Way
from nolle.law.offense import Offense
from nolle.law.situation import Does
from nolle.terms import Confidence, Instrument

DOES = {
    Does.SELLING: "selling",
    Does.BUYING: "buying",
    Does.THIRD_PARTY: "third party",
    Does.ANYONE: "anyone",
}
_ALLEGED = {
    "violence": "violence", "coercion": "force", "abusive_or_exploitative": "abuse", "minor_involved": "a minor",
}  # fmt: skip
_SHORT = {
    Bucket.DECLINE: "declined", Bucket.DECLINE_IF: "declined if", Bucket.DIVERT: "diverted",
    Bucket.SUPERVISORY_APPROVAL: "approval", Bucket.WILL_PROSECUTE: "prosecuted", Bucket.NOT_COVERED: "not covered",
    Bucket.SILENT: "silent", Bucket.NOT_IN_FORCE: "not in force", Bucket.UNDETERMINED: "undetermined",
    Bucket.OTHER_OFFICE: "other office", Bucket.NO_POLICY: "no policy",
}  # fmt: skip
_IN_FORCE = {
    InForce.YES: "it is in force",
    InForce.PART: "a part of it is in force",
    InForce.NO: "it is not in force",
    InForce.NOT_KNOWN: "it is not known whether it is in force",
    InForce.NO_RULES: "it holds no rules",
}


def short(bucket: Bucket, whole: bool) -> str:
    """A bucket in one or two words; silence of a text read in part is no silence."""
    return "nothing found" if bucket is Bucket.SILENT and not whole else _SHORT[bucket]


def whole_text(told: Routes) -> bool:
    """Whether everything asked was read from end to end."""
    return basis(told.policies) == "full_text"


_OFFICE = {
    InForce.YES: "All documents of this office that the library holds are in force on that day.",
    InForce.PART: "Of the documents of this office, a part is in force on that day.",
    InForce.NO: "No document of this office that the library holds is in force on that day.",
    InForce.NOT_KNOWN: "Of some documents of this office it is not known whether they are in force on that day.",
    InForce.NO_RULES: "The documents of this office that the library holds have no rules.",
}


# -- the sentences above a table


def headline(told: Routes) -> str:
    """How many situations the policy reaches: wholly, in part, not at all; of a single one, its sentence."""
    if len(told.ways) == 1:
        return f"{told.ways[0].situation.title}: {sentence(told.ways[0], told)}"
    n = {reach: sum(1 for way in told.ways if way.reach is reach) for reach in Reach}
    kinds = len([way for way in told.ways if way.reach is not Reach.NOTHING_FITS])
    if not kinds:
        return "No offense of the catalogue fits these situations, so nothing can be told."
    said = f"{_it(told).capitalize()} declines or diverts every offense that fits in {n[Reach.ALL]} of"
    said += f" {_count(kinds, 'situation')}, some of them in {n[Reach.SOME]}, none for sure in {n[Reach.NONE]}."
    if n[Reach.NOTHING_FITS]:
        said += f" No offense of the catalogue fits {n[Reach.NOTHING_FITS]} more."
    return said


def standing(told: Routes) -> str:
    """How the question was asked, and where the documents stand on the day."""
    where = f"The law of {told.on} in {told.place.name}."
    if told.in_force is InForce.ALWAYS:
        return where
    if not told.policies:
        return f"{where} The library holds no document of this office, so nothing is said of any charge."
    if told.policies and all(policy.kind is Instrument.POLICE_AGREEMENT for policy in told.policies):
        return f"{where} This is a {NO_OFFICE_POLICY}."
    if told.as_if:
        return f"{where} The policy is asked as if in force; on that day {_IN_FORCE[told.in_force]}."
    return f"{where} {_OFFICE[told.in_force]}"


def _it(told: Routes) -> str:
    return "this policy" if told.as_if else "this office"


def sentence(way: Way, told: Routes) -> str:
    """`Of 9 offenses that fit, this policy declines 2, needs approval for 1; it is silent on 5; 1 undetermined.`"""
    if not way.n:
        return "No offense of the catalogue fits."
    counts = way.counts()
    does = [text(n, way) for bucket, text in _DOES if (n := counts.get(bucket, 0))]
    if whole_text(told) and (n := counts.get(Bucket.SILENT, 0)):
        does.append(f"is silent on {n}")
    rest = [text for bucket in Bucket if (n := counts.get(bucket, 0)) and (text := _rest(bucket, n, told))]
    fit = "1 offense that fits" if way.n == 1 else f"{way.n} offenses that fit"
    said = [f"{_it(told)} {', '.join(does)}"] if does else []
    return f"Of {fit}, {'; '.join(said + rest)}."


def _declines(n: int, way: Way) -> str:
    always = sum(1 for route in way.routes if route.bucket is Bucket.DECLINE and route.always)
    if always == n:
        return f"declines {n} whatever else is special"
    return f"declines {n} ({always or 'none'} without exceptions)"


_DOES = (
    (Bucket.DECLINE, _declines),
    (Bucket.DECLINE_IF, lambda n, _: f"declines {n} on a condition"),
    (Bucket.DIVERT, lambda n, _: f"diverts {n}"),
    (Bucket.SUPERVISORY_APPROVAL, lambda n, _: f"asks a supervisor's approval for {n}"),
    (Bucket.WILL_PROSECUTE, lambda n, _: f"will prosecute {n}"),
)


def _rest(bucket: Bucket, n: int, told: Routes) -> str:
    match bucket:
        case Bucket.SILENT:
            return "" if whole_text(told) else f"nothing was found on {n} in what was read"
        case Bucket.NOT_COVERED:
            return f"{n} not covered, by an exception"
        case Bucket.NOT_IN_FORCE:
            return f"nothing was in force for {n}"
        case Bucket.UNDETERMINED:
            return f"{n} undetermined"
        case Bucket.OTHER_OFFICE:
            return f"{n} for another office to decide"
        case Bucket.NO_POLICY:
            return f"no policy is known for {n}"
        case _:
            return ""


def thesis(way: Way, told: Routes) -> str:
    """`Selling is declined; the same evening can still be charged as:`"""
    left = [route for route in way.routes if route.bucket not in SPARED]
    lead = _selling(way.sale, told)
    if not way.n:
        return f"{lead}."
    if not left:
        return f"{lead}; every offense that fits here is declined or diverted too."
    if not way.sale.of(*SPARED):
        return f"{lead}. The same evening can be charged as:"
    return f"{lead}; the same evening can still be charged as:"


def _selling(sale: Sale, told: Routes) -> str:
    """What is said of selling sex: one half-sentence where all its sections get the same answer."""
    if not sale.sections:
        return "No offense of selling sex is in the catalogue for this day"
    buckets = list(dict.fromkeys(bucket for _, bucket in sale.sections))
    if len(buckets) == 1:
        return _OF_SELLING.get(buckets[0], "") or _silence(told)
    under = {b: f"{short(b, whole_text(told))} under {_and([o.citation for o in sale.of(b)])}" for b in buckets}
    lead = next((bucket for bucket in Bucket if bucket in under and bucket in SPARED), None)
    if lead is None:
        return f"Selling: {'; '.join(under.values())}"
    return f"Selling is {under.pop(lead)} ({'; '.join(under.values())})"


def _silence(told: Routes) -> str:
    return "The text is silent on selling" if whole_text(told) else "Nothing was found on selling in what was read"


_OF_SELLING = {
    Bucket.DECLINE: "Selling is declined",
    Bucket.DECLINE_IF: "Selling is declined on a condition",
    Bucket.DIVERT: "Selling is diverted",
    Bucket.SUPERVISORY_APPROVAL: "Selling needs a supervisor's approval",
    Bucket.WILL_PROSECUTE: "Selling will be prosecuted",
    Bucket.NOT_COVERED: "Selling is not covered",
    Bucket.NOT_IN_FORCE: "Nothing was in force on selling",
    Bucket.UNDETERMINED: "Whether selling is declined cannot be told",
    Bucket.OTHER_OFFICE: "Selling is for another office to decide",
    Bucket.NO_POLICY: "No policy on selling is known",
}


# -- what stands beside an offense


def does(route: Route) -> str:
    """Whose part the offense reaches in this situation: `selling`, `third party`, `anyone`."""
    found = dict.fromkeys(DOES[item.element.does] for item in route.told)
    return "anyone" if DOES[Does.ANYONE] in found else ", ".join(found)


def marks(route: Route) -> list[str]:
    """What is not sure about an offense, in a few words each."""
    offense = route.offense
    told = []
    if offense.confidence is Confidence.UNVERIFIED:
        told.append("its conduct is unverified")
    if all(item.element.confidence is Confidence.UNVERIFIED for item in route.told):
        told.append("that it fits is general knowledge")
    if "narrative" in offense.needs:
        told.append("only the report shows that it is this")
    may = [word for name, word in _ALLEGED.items() if getattr(offense.elements, name) == "possible"]
    if may:
        told.append(f"may also allege {' or '.join(may)}")
    if route.perhaps:
        told.append("perhaps in force: its dates are not exact")
    if offense.status == "unknown":
        told.append("whether it is still the law was not checked")
    if route.bucket is Bucket.OTHER_OFFICE or not route.offices:
        known = ", ".join(office.name for office, _ in route.offices)
        told.append(f"decided by {known}" if known else "no office in the library decides it")
    told += [f"{office.name} decides it at some levels only" for office, sure in route.offices if not sure]
    told += [f"seen: {seen.says}" for seen in route.practice]
    return told


def until(gone: Gone) -> str:
    """When a text went, or when it comes: `until 2021-02-02`, `from 2026-01-01`, `the day was not read`."""
    law = gone.offense.in_force
    if not gone.ended:
        return f"from {law.from_}"
    return f"until {law.to}" if law.to else "the day was not read"


def level(offense: Offense) -> str:
    """`felony E`, `misdemeanor`, `varies`, `not read`: what a narrow column can hold."""
    grade = f" {offense.grade}" if len(offense.grade) == 1 else ""
    return f"{offense.level.replace('_', ' ')}{grade}" if offense.level else "not read"


def _and(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1])] * (len(parts) > 1) + list(parts[-1:]))


def _count(n: int, thing: str) -> str:
    return f"{n} {thing}{'s' * (n != 1)}"
