"""The controlled words: decisions, stages, levels, instruments, events, confidence."""

from enum import StrEnum


class Decision(StrEnum):
    """What a policy says about a charge, most protective first, then the answers that ask nothing."""

    DECLINE = "decline"
    DECLINE_IF = "decline_if"
    DIVERT = "divert"
    SUPERVISORY_APPROVAL = "supervisory_approval"
    WILL_PROSECUTE = "will_prosecute"
    NOT_COVERED = "not_covered"
    UNKNOWN = "unknown"
    SILENT = "silent"
    NOT_IN_FORCE = "not_in_force"
    UNDETERMINED = "undetermined"


WRITABLE = tuple(d for d in Decision if d.value not in ("silent", "not_in_force", "undetermined"))
"""Decisions a rule may write after `then`; the others are derived."""

PROTECTION_ORDER = (
    Decision.DECLINE,
    Decision.DECLINE_IF,
    Decision.DIVERT,
    Decision.SUPERVISORY_APPROVAL,
    Decision.WILL_PROSECUTE,
)
"""From most to least protective; a presumptive decline stands just below a mandatory one."""

DECLINING = (Decision.DECLINE, Decision.DECLINE_IF)
ASKS_NOTHING = (Decision.WILL_PROSECUTE, Decision.NOT_COVERED, Decision.SILENT, Decision.NOT_IN_FORCE)


class Strength(StrEnum):
    """Whether a supervisor may depart from a decline."""

    MANDATORY = "mandatory"
    PRESUMPTIVE = "presumptive"


class Level(StrEnum):
    """Levels of an offense in rising order; a gross misdemeanor is a kind of misdemeanor."""

    INFRACTION = "infraction"
    VIOLATION = "violation"
    MISDEMEANOR = "misdemeanor"
    GROSS_MISDEMEANOR = "gross_misdemeanor"
    FELONY = "felony"

    @property
    def rank(self) -> int:
        return _RANKS[self]

    def is_a(self, other: "Level") -> bool:
        return self is other or (self is Level.GROSS_MISDEMEANOR and other is Level.MISDEMEANOR)


_RANKS = {level: rank for rank, level in enumerate(Level)}


class Stage(StrEnum):
    """Where a charge stands."""

    UNCHARGED = "uncharged"
    REFERRED = "referred"
    FILED = "filed"
    PENDING = "pending"
    WARRANT = "warrant"
    CONVICTED = "convicted"
    DISMISSED = "dismissed"
    ACQUITTED = "acquitted"
    DECLINED = "declined"
    DIVERTED = "diverted"


class Instrument(StrEnum):
    """`kind` of a policy document."""

    WRITTEN_DIRECTIVE = "written_directive"
    WRITTEN_MEMO = "written_memo"
    ANNOUNCED_POLICY = "announced_policy"
    PRACTICE = "practice"
    CAMPAIGN_PROMISE = "campaign_promise"
    INTERAGENCY_AGREEMENT = "interagency_agreement"
    POLICE_AGREEMENT = "police_agreement"
    COURT_MOTION = "court_motion"
    ORDINANCE = "ordinance"
    STATUTE = "statute"
    MODEL = "model"


class EventType(StrEnum):
    """What happens to a document or to rules of it."""

    ANNOUNCED = "announced"
    IN_EFFECT = "in_effect"
    AMENDED = "amended"
    SUSPENDED = "suspended"
    MADE_PERMANENT = "made_permanent"
    CONTINUED = "continued"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    LAPSED = "lapsed"


class TextRead(StrEnum):
    """How much of the text somebody has read."""

    FULL = "full"
    PART = "part"
    NONE = "none"


class Confidence(StrEnum):
    """How far a statement was checked; `unverified` decides nothing by itself."""

    SEED = "seed"
    RETRIEVED = "retrieved"
    VERIFIED = "verified"
    PARTIAL = "partial"
    UNVERIFIED = "unverified"


class Answer3(StrEnum):
    """The answer to a protection: by itself, beside the charging decision."""

    HOLDS = "holds"
    DOES_NOT_HOLD = "does_not_hold"
    UNDETERMINED = "undetermined"


class Kind(StrEnum):
    """How policy A stands to what policy B asks of it, for one charge."""

    MEETS = "meets"
    STRICTER = "stricter"
    NARROWER = "narrower"
    SILENT = "silent"
    CONFLICTS = "conflicts"
    UNDETERMINED = "undetermined"
