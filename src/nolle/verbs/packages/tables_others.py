"""The tables of what others did, of figures, of the law, and of the sources of all: their columns."""

from __future__ import annotations

from nolle.law.evaluation import Unit
from nolle.law.outside import Influence, OutsideKind
from nolle.law.recheck import Trigger
from nolle.verbs.packages.columns import (
    CITED,
    CONFIDENCE,
    END,
    NOTE,
    RECORDED,
    dated,
    key,
    several,
    text,
    word,
)  # fmt: skip
from nolle.verbs.packages.schema import Table

OUTSIDE = Table(
    "outside_events", "What others did", "Voters, legislatures, courts, police, governors: what bears on a policy",
    (
        key("the event's id"),
        word("kind", "what kind of thing", OutsideKind, needed=True),
        dated("on_day", "when; empty where no source gives a day"),
        dated("in_effect", "when a law began"),
        text("place", "a place, a state or the country", needed=True),
        text("by", "by whom"),
        text("says", "what happened", needed=True),
        several("affects", "the policies and offices it bears on", "policies", "offices"),
        word("influence", "which way it pushes, as the source tells it", Influence, needed=True),
        *END,
    ),
)  # fmt: skip
EVALUATIONS = Table(
    "evaluations", "Evaluations", "Studies of policies' effects, and offices' own figures",
    (
        key("the evaluation's id"),
        text("title", "its title", needed=True),
        several("authors", "who made it"),
        dated("published", "when it was published"),
        text("venue", "where"),
        text("place", "the place it is about"),
        several("policies", "the policies it is about", "policies"),
        dated("window", "the days it looks at"),
        text("data", "its data"),
        text("method", "its method"),
        text("independence", "who paid, and who made it"),
        *END,
    ),
)  # fmt: skip
LIMITS = Table(
    "evaluation_limits", "Limits of evaluations", "What stands against a result, by its authors or by us",
    (
        key("the limit's id"),
        text("evaluation", "the evaluation", "evaluations", needed=True),
        text("says", "the limit", needed=True),
        CONFIDENCE, RECORDED, CITED,
    ),
)  # fmt: skip
RESULTS = Table(
    "results", "Results", "Headline numbers of evaluations; a share or a change is a part of one",
    (
        key("the result's id"),
        text("evaluation", "the evaluation", "evaluations", needed=True),
        text("measure", "what was measured", needed=True),
        word("unit", "how the value is to be read", Unit, needed=True),
        text("value", "the value, as a number or in words"),
        text("before", "the value before"),
        text("after", "the value after"),
        text("of", "what it is a number of"),
        text("says", "in words"),
        text("version", "the edition that says it"),
        CONFIDENCE, CITED,
    ),
)  # fmt: skip
SERIES = Table(
    "series", "Series", "Counts that a source gives for some days: a description, never an effect of a policy",
    (
        key("the series' id"),
        text("title", "its title", needed=True),
        text("place", "the place"),
        text("measure", "what is counted", needed=True),
        *END,
    ),
)  # fmt: skip
POINTS = Table(
    "series_points", "Points of series", "The values of series",
    (
        key("the point's id"),
        text("series", "the series", "series", needed=True),
        dated("on_day", "for which days"),
        text("value", "the value", needed=True),
        text("of", "of what"),
        NOTE, CITED,
    ),
)  # fmt: skip
OFFENSES = Table(
    "offenses", "Offenses", "The catalogue of offenses, with the days on which each was law",
    (
        key("the offense's id"),
        text("citation", "how it is cited", needed=True),
        text("title", "its title, as the law words it", needed=True),
        several("conduct", "the classes of conduct it is about"),
        text("level", "its level; empty or varying where the law allows several"),
        text("locality", "the city whose ordinance it is"),
        dated("since", "the first day of the text"),
        dated("until", "the last day of the text"),
        text("status", "in force, repealed, amended, ...", needed=True),
        text("successor", "what took its place"),
        text("dates_confidence", "how far its dates were checked"),
        NOTE, CONFIDENCE, CITED,
    ),
)  # fmt: skip
RECHECKS = Table(
    "rechecks", "When to look again", "Rules of the house: after what, and within which time",
    (
        key("the rule's id"),
        word("after", "after what", Trigger, by="", needed=True),
        text("within", "within which time (ISO 8601)", by="", needed=True),
        several("kinds", "the kinds of source meant", by=""),
        text("why", "why", by="", needed=True),
    ),
    ours=True,
)  # fmt: skip
KINDS_OF_CHARGE = Table(
    "kinds_of_charge", "Kinds of charge", "What each office is asked about, and the class of conduct each stands for",
    (
        key("the kind's id"),
        text("conduct", "the class of conduct", by="", needed=True),
        text("says", "the class in words", by="", needed=True),
    ),
    ours=True,
)  # fmt: skip
SOURCES = Table(
    "sources", "Sources", "What the other tables rest on; a source without an address says what it is",
    (
        key("the source's id"),
        text("title", "its title", by="", needed=True),
        text("publisher", "who published it", by=""),
        text("url", "its address", by=""),
        text("date", "its date", by=""),
        text("kind", "what it is", by="", needed=True),
        text("retrieved", "the day on which it was read", by=""),
        text("captured", "when a copy was kept", by=""),
        text("sha256", "the hash of that copy", by=""),
        text("note", "what else is known of it", by=""),
    ),
    ours=True,
)  # fmt: skip
CITATIONS = Table(
    "citations", "Citations", "Where in a source each statement stands: a row for each row that cites it, and place",
    (
        key("the citation's id"),
        text("in_table", "the table", by="", needed=True),
        text("in_row", "the id of the row", by="", needed=True),
        text("in_column", "the column with the source's id", by="", needed=True),
        text("source", "the source", "sources", by="", needed=True),
        text("at", "the words, page or paragraph that locate it", by=""),
    ),
    ours=True,
)  # fmt: skip
