"""The tables of places, offices and who holds them: their columns."""

from __future__ import annotations

from nolle.law.elections import Basis, ElectionKind, Exists, Means
from nolle.law.outside import Actor
from nolle.verbs.packages.columns import (
    CITED,
    CONFIDENCE,
    END,
    NOTE,
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

PLACES = Table(
    "places", "Places", "Counties and cities that the library describes",
    (
        key("the place's id"),
        text("name", "its name", needed=True),
        text("state", "the state's id", needed=True),
        text("kind", "county, city, ..."),
        text("fips", "the Census code of the county it is"),
        several("within", "the Census codes of the counties it lies in, where it is none"),
        several("also", "other names by which people know it"),
        several("localities", "the cities whose ordinances are charged there"),
        NOTE, CONFIDENCE, CITED,
    ),
)  # fmt: skip
OFFICES = Table(
    "offices", "Offices", "Offices that decide charges, and others whose documents matter there",
    (
        key("the office's id"),
        PLACE,
        text("name", "its name", needed=True),
        text("kind", "prosecutor, police, ...", needed=True),
        text("head_title", "the title of its head"),
        text("selection", "how the head is chosen"),
        text("decides", "which charges it can decide; empty: of all levels"),
        several("units", "units that the record names"),
        truth("none_found", "whether a search found no policy of the office"),
        day("searched_on", "the day of that search"),
        whole("term_years", "how many years a term lasts", by="term_sources"),
        word("term_by", "who chooses the head", Actor, by="term_sources"),
        text("term_limits", "whether terms are limited", by="term_sources"),
        text("vacancy", "who fills a vacancy", by="term_sources"),
        of_sources("term_sources", "the ids of the sources of what is said of terms"),
        NOTE, CONFIDENCE, CITED,
    ),
)  # fmt: skip
HOLDERS = Table(
    "holders", "Office-holders", "Who held an office, and when",
    (
        key("the holder's id, within the office's"),
        OFFICE,
        text("name", "the name", needed=True),
        dated("since", "the first day in office"),
        dated("until", "the first day no longer in office"),
        text("entered", "how the person came into office"),
        text("left_by", "how the person left it"),
        *END,
    ),
)  # fmt: skip
ELECTIONS = Table(
    "elections", "Elections", "Elections and appointments of heads of offices, past and to come",
    (
        key("the election's id"),
        OFFICE,
        dated("on_day", "when it was or will be held"),
        word("kind", "what is voted on or decided", ElectionKind, needed=True),
        word("basis", "whether a source states the day, or it follows from the term", Basis, needed=True),
        text("held", "the result in words, or `unknown`", needed=True),
        text("winner", "who won, where the person is in the library", "holders"),
        text("event", "what the library tells of it", "outside_events"),
        *END,
    ),
)  # fmt: skip
REMOVALS = Table(
    "removals", "Ways to end a term", "By what a term can end early, or cases be taken away",
    (
        key("the way's id"),
        OFFICE,
        word("means", "by what", Means, needed=True),
        several("by", "who acts"),
        word("exists", "whether the law has it", Exists, needed=True),
        text("says", "what the text says"),
        text("tried", "what came of it when tried"),
        several("events", "what the library tells of it", "outside_events"),
        *END,
    ),
)  # fmt: skip
