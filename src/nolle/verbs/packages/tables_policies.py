"""The tables of policies and of what stands in them: their columns."""

from __future__ import annotations

from nolle.analysis.standing import State, Status
from nolle.terms import Decision, EventType, Instrument, Strength, TextRead
from nolle.verbs.packages.columns import (
    CITED,
    CONFIDENCE,
    END,
    NOTE,
    OFFICE,
    PLACE,
    POLICY,
    RECORDED,
    dated,
    day,
    key,
    of_sources,
    several,
    text,
    truth,
    whole,
    word,
)  # fmt: skip
from nolle.verbs.packages.schema import Table

POLICIES = Table(
    "policies", "Policies", "Each version of each instrument, and how it stands on the as-of day",
    (
        key("the document's id"),
        OFFICE, PLACE,
        text("title", "its title", needed=True),
        word("kind", "the instrument; a promise or a practice is no policy", Instrument, needed=True),
        several("strength", "how binding its clauses are"),
        text("holder", "under whom it was issued", "holders"),
        word("text_read", "how much of its text was read", TextRead, needed=True),
        text("pages", "which pages were read"),
        text("governs", "the date of a charge that says which version applies"),
        text("amends", "the document it amends", "policies"),
        several("supersedes", "the documents it takes the place of", "policies"),
        word("state", "how it stands on the as-of day", State, needed=True),
        dated("since", "when it began", by="since_sources"),
        of_sources("since_sources", "the sources of its beginning"),
        dated("until", "when it ended", by="until_sources"),
        text("ended_by", "what ended it", by="until_sources"),
        of_sources("until_sources", "the sources of its end"),
        day("unknown_since", "the first day on which nobody knows whether it stands", by="unknown_sources"),
        of_sources("unknown_sources", "the sources of the change of office-holder behind it"),
        several("grounds", "the grounds that it or its author gives", by="grounds_sources"),
        of_sources("grounds_sources", "the sources of the grounds"),
        text("told_how", "how the office told of it", by="told_sources"),
        several("told_to", "whom the office told", by="told_sources"),
        text("published", "whether the text was published", by="told_sources"),
        text("told_note", "what else is known of how it was told", by="told_sources"),
        of_sources("told_sources", "the sources of how it was told"),
        truth("none_found", "whether a search found no text"),
        day("searched_on", "the day of that search"),
        CONFIDENCE, RECORDED, CITED,
    ),
)  # fmt: skip
CLAUSES = Table(
    "clauses", "Clauses", "Rules and their exceptions, each in plain English, and how the rule stands",
    (
        key("document#clause"),
        POLICY, OFFICE,
        text("within", "the clause that this one is an exception to", "clauses"),
        text("english", "what it says, in our words", needed=True),
        several("conduct", "the kinds of charge that its rule speaks of", "kinds_of_charge"),
        word("decision", "what it says, in the policy language; empty: its rule holds after all", Decision),
        word("strength", "mandatory, or a presumption that a supervisor may lift", Strength, needed=True),
        text("provided", "what must follow"),
        text("programme", "the programme it names"),
        several("overrides", "the clauses that it silences", "clauses"),
        truth("one_reading", "whether only some reading of the text has it"),
        word("status", "how its rule stands on the as-of day", Status),
        dated("since", "when its rule began", by="since_sources"),
        of_sources("since_sources", "the sources of that beginning"),
        dated("until", "when its rule ended", by="until_sources"),
        text("ended_by", "what ended it", by="until_sources"),
        of_sources("until_sources", "the sources of that end"),
        *END,
    ),
)  # fmt: skip
READINGS = Table(
    "readings", "Readings", "Where sources tell the same thing differently: each telling beside the others",
    (
        key("the reading's id"),
        text("clause", "the clause that is read so", "clauses"),
        text("act", "the act that is told so", "acts"),
        text("result", "the result that is told so", "results"),
        whole("number", "which of the tellings"),
        truth("preferred", "whether the record decides by this one; the note says why"),
        text("says", "what this telling gives, where it differs", needed=True),
        NOTE, CITED,
    ),
)  # fmt: skip
EVENTS = Table(
    "events", "Events", "What happened to documents, or to clauses of them",
    (
        key("the event's id"),
        POLICY,
        word("type", "what happened", EventType, needed=True),
        dated("on_day", "when"),
        several("clauses", "the clauses concerned; none: the whole document", "clauses"),
        text("by", "by whom, or by which document"),
        NOTE, RECORDED, CITED,
    ),
)  # fmt: skip
RELIEF = Table(
    "relief", "Relief", "What a document promises for pending cases, warrants and convictions",
    (
        key("document#relief"),
        POLICY,
        several("clauses", "the clauses whose charges it is for", "clauses"),
        text("covers", "the charges it is for, where it has a list of its own"),
        several("reach", "the cases it reaches"),
        several("act", "what is to be done"),
        text("only_if", "its condition"),
        text("unless", "its exceptions"),
        dated("window", "the days it is for"),
        truth("with_prejudice", "whether a case cannot be brought again"),
        several("waits", "how long after what it is due"),
        NOTE, CONFIDENCE, CITED,
    ),
)  # fmt: skip
ACTS = Table(
    "acts", "Acts of relief", "Relief that was done",
    (
        key("the act's id"),
        POLICY,
        dated("on_day", "when"),
        several("relief", "under which relief", "relief"),
        several("act", "what was done"),
        text("outcome", "how it ended in court"),
        dated("span", "the days from which the cases were"),
        several("counts", "how many of what"),
        text("total", "how many in all"),
        text("people", "how many people"),
        text("court", "which court"),
        text("basis", "what was counted, and how"),
        NOTE, CONFIDENCE, CITED,
    ),
)  # fmt: skip
PROTECTIONS = Table(
    "protections", "Protections", "What an office promises about information, statements and status",
    (
        key("document#protection"),
        POLICY,
        text("kind", "what is promised", needed=True),
        text("holder", "to whom"),
        text("against", "against what"),
        text("concerning", "concerning what"),
        text("covers", "the charges it is for"),
        text("exempt", "what it leaves out"),
        NOTE, CONFIDENCE, CITED,
    ),
)  # fmt: skip
POSITIONS = Table(
    "positions", "Positions", "What an office will or will not seek after charging; never a charging decision",
    (
        key("the position's id"),
        POLICY,
        text("stage", "at which stage", needed=True),
        text("says", "what it says", needed=True),
        text("covers", "the charges it is for"),
        text("only_if", "its condition"),
        dated("on_day", "when it was said"),
        NOTE, CONFIDENCE, CITED,
    ),
)  # fmt: skip
COMMITMENTS = Table(
    "commitments", "Commitments", "What parties undertook to do; the status is unknown until a source says",
    (
        key("the commitment's id"),
        POLICY,
        text("party", "who undertook it"),
        several("with_whom", "with whom"),
        text("to_do", "what is to be done", needed=True),
        text("says", "in words"),
        dated("by_day", "by when"),
        text("status", "what came of it", needed=True),
        NOTE, CONFIDENCE, CITED,
    ),
)  # fmt: skip
REMARKS = Table(
    "remarks", "Grounds, carve-outs, disclaimers, notes and practice", "What else is said in a document, or of it",
    (
        key("the remark's id"),
        POLICY,
        text("kind", "ground, carve_out, disclaimer, note, or practice (what was seen to be done)", needed=True),
        text("ground", "the ground in a word"),
        text("says", "what is said"),
        text("covers", "the charges it is about"),
        CONFIDENCE, RECORDED, CITED,
    ),
)  # fmt: skip
