"""The tables that are worked out from the documents for a day: their columns."""

from __future__ import annotations

from nolle.analysis.changes import What
from nolle.analysis.standing import Status, Value
from nolle.analysis.standing.lifetimes import End
from nolle.terms import Decision, Instrument
from nolle.verbs.packages.columns import (
    CITED,
    OFFICE,
    PLACE,
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

_SAID = (
    text("conduct", "the kind of charge", "kinds_of_charge", needed=True),
    word("decision", "what the office decides; empty where nothing could decide", Decision, by="decision_sources"),
    word("status", "how it stands with the answer", Status, by="decision_sources", needed=True),
    word("value", "the answer as tables show it", Value, by="decision_sources", needed=True),
    several("candidates", "the decisions that are possible, where it is not determined", by="decision_sources"),
    truth("conditional", "whether it hangs on more than the charge", by="decision_sources"),
    several("clauses", "the clauses behind it", "clauses", by="decision_sources"),
    whole("n", "how many offenses of the kind are answered so", by="decision_sources"),
    whole("of", "how many offenses of the kind there are", by="decision_sources"),
    of_sources("decision_sources", "the sources of the answer"),
    several("policy", "the documents behind it", "policies"),
    several("kind", "their instruments"),
    dated("since", "when it began", by="since_sources"),
    of_sources("since_sources", "the sources of its beginning"),
    dated("until", "when it ended", by="until_sources"),
    text("ended_by", "what ended it", by="until_sources"),
    of_sources("until_sources", "the sources of its end"),
    several("by", "under whom it was issued", by="by_sources"),
    of_sources("by_sources", "the sources of who that was"),
    day("unknown_since", "the first day on which nobody knows", by="unknown_sources"),
    of_sources("unknown_sources", "the sources of the change of office-holder behind it"),
    day("searched_on", "the day on which a search found nothing"),
    CITED,
)
ANSWERS = Table(
    "answers", "Answers", "What each office says of each kind of charge on the as-of day",
    (key("office:conduct"), PLACE, OFFICE, *_SAID), derived=True,
)  # fmt: skip
HISTORIES = Table(
    "histories", "Histories", "Stretches of days, both ends included, within which an office's answer is the same",
    (
        key("office:conduct:first day"),
        PLACE, OFFICE,
        day("first_day", "the first day", needed=True),
        day("last_day", "the last day, at most the as-of day", needed=True),
        *_SAID,
    ),
    derived=True,
)  # fmt: skip
LIFETIMES = Table(
    "lifetimes", "Lifetimes", "How long documents stood up to the as-of day",
    (
        text("id", "the document's id", "policies", needed=True),
        OFFICE,
        word("kind", "its instrument", Instrument, needed=True),
        dated("since", "when it began"),
        dated("until", "when it ended; the as-of day, or the day since which nobody knows, where it did not"),
        whole("days", "how many days it stood"),
        whole("loose", "by how many days the count may be off"),
        word("end_by", "what ended it, or that it stands", End, needed=True),
        truth("ended", "whether it ended"),
        CITED,
    ),
    derived=True,
)  # fmt: skip
CHANGES = Table(
    "changes", "Changes", "What happened, by its day, up to the as-of day; `recorded` says when it was learned",
    (
        key("the change's id, as in the feed"),
        dated("on_day", "when it happened"),
        word("what", "what changed", What, needed=True),
        text("type", "what happened to it", needed=True),
        text("place", "a place, a state or the country", needed=True),
        text("office", "the office's id", "offices"),
        text("subject", "the document, holder, offense or event", "policies", "holders", "offenses", "outside_events",
             needed=True),
        text("title", "its title", needed=True),
        several("about", "the clauses, relief, documents or offices it concerns", "clauses", "relief", "policies",
                "offices"),
        text("by", "by whom or what"),
        text("note", "what else the record says"),
        text("english", "all of it in a sentence", needed=True),
        text("recorded", "when it was recorded here; empty: from the start"),
        CITED,
    ),
    derived=True,
)  # fmt: skip
