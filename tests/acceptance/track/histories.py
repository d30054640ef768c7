"""What must hold at each place on each day, written from the research notes and not from what nolle prints.

One line for each change of an answer: the first day, the answers to selling, buying, third parties, loitering, street
charges and massage from that day on, and the facts that name the day: `ID DATE`, where a date that is no day counts
by its first or last day, and `+1` is the day after.
"""

from datetime import date
from typing import NamedTuple

from nolle.analysis.standing import Value
from nolle.dates import Span, next_day, parse

FIRST, TODAY = date(2010, 1, 1), date(2026, 11, 21)

LETTERS = {
    "D": Value.DECLINES, "C": Value.CONDITION, "V": Value.DIVERTS, "A": Value.APPROVAL, "P": Value.PROSECUTES,
    "?": Value.STATUS_UNKNOWN, "~": Value.UNCLEAR, "u": Value.UNREAD, "x": Value.NOT_COVERED, "s": Value.SILENT,
    "o": Value.NOTHING_FOUND, "-": Value.NOT_IN_FORCE, "n": Value.NO_POLICY, "g": Value.REPEALED,
}  # fmt: skip

HISTORIES = {
    "us-md/baltimore-sao": """
        2020-03-18  D o o o D o  balt-v1 2020-03-18
        2021-03-26  D D D o D o  balt-v2 2021-03-26; balt-v1 2021-03-26
        2023-01-02  ? ? ? o ? o  mosby 2023-01-02; bates 2023-01-02
        2023-01-03  P P P o P o  balt-recall 2023-01-03; balt-v2 2023-01-03
        2023-06-12  P P P o V o  balt-citation-docket 2023-06-12
    """,
    "us-ny/manhattan-da": """
        2016-01-01  ? o o o o o  manh-v0 2016
        2016-12-31  V o o o o o  manh-v0 2016
        2021-02-03  V o o g o o  ny-pl-240.37 2021-02-02 +1
        2021-04-21  D P P g o D  manh-v1 2021-04-21; manh-v0 2021-04-21
        2022-01-01  ? ? ? g o ?  bragg 2022-01-01; vance 2021-12-31 +1
        2022-01-03  D A ? g D ?  manh-bragg-v1 2022-01-03; manh-v1 2022-01-03
    """,
    "us-ny/brooklyn-da": """
        2016-10-01  ? ? o o o o  gonzalez 2016-10
        2019-01-01  ? ? o ? o o  bk-v1 2019
        2019-04-25  V P o ? o o  bkeagle-2019-04 2019-04-25
        2019-12-31  V P o D o o  bk-v1 2019
        2020-01-01  ? P o D o o  bk-v1-selling 2020; bk-v0 2020
        2020-12-31  D P o D o o  bk-v1-selling 2020; bk-v0 2020
        2021-01-29  C P P D o o  bk-v2 2021-01-29; bk-v1 2021-01-29
        2021-02-03  C P P g o o  ny-pl-240.37 2021-02-02 +1
    """,
    "us-ny/queens-da": """
        2020-01-01  o o o D o o  queens-da 2020-01-01; queens-v1 2020-01
        2021-02-03  o o o g o o  ny-pl-240.37 2021-02-02 +1
        2021-03-16  C P o g o o  queens-v1 2021-03-16
    """,
    "us-ny/bronx-da": """
        2016-01-01  o o ? ? o o  clark 2016-01
        2021-02-03  o o ? g o o  ny-pl-240.37 2021-02-02 +1
        2021-03-08  o o ~ g o o  bronx-v1 2021-03-08
    """,
    "us-wa/seattle-city-attorney": """
        2017-09-26  o P o o o o  sea-buy-v1 2017-09-26
        2019-01-01  ? P o o o o  sea-sell-v1 2019
        2019-12-31  D P o o o o  sea-sell-v1 2019
        2021-01-01  D P o g o o  sea-loitering-old 2020 +1
        2022-01-01  ? ? o g o o  davison 2022-01; holmes 2021-12-31 +1
        2022-01-31  ~ P o g o o  sea-davison-v1 2022-01
        2024-10-01  ~ P o ? o o  sea-loitering-new 2024-10; ev-sea-2024-soap 2024-10
        2024-10-31  ~ P o P o o  sea-loitering-new 2024-10; ev-sea-2024-soap 2024-10
        2026-01-01  ? ? o ? o o  sea-cao 2026-01-01; davison 2025-12-31 +1
    """,
    "us-wa/king-county-prosecutor": """
        2014-01-01  o ? o o o o  king-bb-v1 2014
        2014-12-31  o P o o o o  king-bb-v1 2014
        2018-01-31  C P o o o o  king-rep-v1 2018-01
        2022-11-08  ? ? o o o o  king-pao 2022-11-08
    """,
    "us-mi/washtenaw-prosecutor": """
        2021-01-14  D D P u u u  wash-v1 2021-01-14
    """,
    "us-ca/san-francisco-da": """
        2018-01-11  C C s C s s  sf-pssw-v1 2018-01-11
        2019-10-01  ? ? ? ? ? ?  gascon-sf 2019-10; loftus 2019-10
        2020-01-31  D ~ o o o o  sf-boudin-v2 2020-01
        2022-07-08  ~ ? o o o o  jenkins 2022-07-08; sf-boudin-v2 2022-07-08
        2023-01-01  ~ ? o g o o  ev-ca-sb357 2023-01-01; ca-pc-653.22 2022-12-31 +1
        2025-12-31  ~ ~ o g o o  seed-slides 2025
        2026-01-01  ~ ~ o o o o  ca-pc-653.25 2026-01-01; ev-ca-ab379 2026-01-01
    """,
    "us-ca/los-angeles-da": """
        2020-12-08  ~ ~ o D x ~  la-v1 2020-12-08
        2023-01-01  ~ ~ o g x ~  ev-ca-sb357 2023-01-01; ca-pc-653.22 2022-12-31 +1
        2024-12-03  - - - g - -  la-v1 2024-12-03; hochman 2024-12-03
        2026-01-01  - - - - - -  ca-pc-653.25 2026-01-01; ev-ca-ab379 2026-01-01
    """,
    "us-pa/philadelphia-da": """
        2018-02-15  D o o o o o  phl-v1 2018-02-15
    """,
    "us-tx/harris-da": """
        2017-01-01  ? o o o o o  ogg 2017-01
        2018-01-01  ? ? o o o o  harris-buying-2018 2018
        2018-12-31  ? P o o o o  harris-buying-2018 2018
        2020-01-31  V P o o o o  harris-ogg-v1 2020-01
        2021-09-01  V ? o o o o  harris-buying-2022 2021-09-01; tx-pc-43.021 2021-09-01
        2022-12-31  V V o o o o  harris-buying-2022 2022
        2025-01-01  ? ? o o o o  teare 2025-01; ogg 2024-12-31 +1
    """,
    "us-tx/travis-da": "",
    "us-ma/suffolk-da": """
        2019-03-25  o o o o D o  suf-v1 2019-03-25
        2022-01-10  o o o o ? o  suffolk-da 2022-01-10
    """,
    "us-ct/new-haven-sao": "",
}
"""The whole history of every office that decides charges, from 2010 on."""

START = {"us-ct/new-haven-sao": "n n n n n n"}
"""What is answered before the first change: nothing in force, where nothing else stands here."""


class Change(NamedTuple):
    """The day of a change, the answers from it on, and the facts that name the day."""

    day: date
    values: tuple[Value, ...]
    facts: tuple[str, ...]


def changes(office: str) -> list[Change]:
    """The lines of an office, its start first."""
    found = [Change(FIRST, _values(START.get(office, "- - - - - -")), ())]
    for line in HISTORIES[office].strip().splitlines():
        day, told = line.strip()[:10], line.strip()[10:].strip()
        facts = told[len("D o o o D o") :].strip().split("; ")
        found.append(Change(date.fromisoformat(day), _values(told[: len("D o o o D o")]), tuple(facts)))
    return found


def _values(letters: str) -> tuple[Value, ...]:
    return tuple(LETTERS[letter] for letter in letters.split())


def expected(office: str) -> dict[date, tuple[Value, ...]]:
    """The answers on every single day."""
    told, days = changes(office), {}
    for change, after in zip(told, [*told[1:], None], strict=True):
        end = after.day if after else next_day(TODAY)
        for number in range(change.day.toordinal(), end.toordinal()):
            days[date.fromordinal(number)] = change.values
    return days


def named(fact: str) -> tuple[str, str, set[date]]:
    """The id and date of a fact, and the days that the date can stand for."""
    id, text, *after = fact.split()
    span: Span = parse(text)
    days = {span.first, span.last}
    return id, text, {next_day(day) for day in days} if after else days


ALSO = {
    "us-ca/los-angeles-da": {"2017-01-01": "us-ca-pc-647-b1 2017-01-01"},
    "us-ca/san-francisco-da": {
        "2010-12-17": "us-ca-sf-pol-168 2010-12-17",
        "2013-12-27": "us-ca-sf-hc-29.29 2013-12-27",
        "2017-01-01": "us-ca-pc-647-b1 2017-01-01",
        "2020-01-01": "sf-boudin-v2 2020-01",
        "2022-11-01": "sf-jenkins-v1 2022-11",
        "2022-11-30": "sf-jenkins-v1 2022-11",
    },
    "us-md/baltimore-sao": {"2019-10-01": "us-md-cr-11-303 2019-10-01"},
    "us-ny/bronx-da": {"2011-01-01": "us-ny-pl-230.03 2011"},
    "us-ny/brooklyn-da": {"2011-01-01": "us-ny-pl-230.03 2011"},
    "us-ny/manhattan-da": {"2011-01-01": "us-ny-pl-230.03 2011"},
    "us-ny/queens-da": {"2011-01-01": "us-ny-pl-230.03 2011"},
    "us-pa/philadelphia-da": {"2020-01-01": "phl-v1b 2020-01", "2021-01-01": "phl-v2 2021"},
    "us-tx/harris-da": {
        "2019-09-01": "us-tx-pc-43.031 2019-09-01",
        "2020-01-01": "harris-ogg-v1 2020-01",
        "2025-09-01": "us-tx-pc-43.032 2025-09",
    },
    "us-tx/travis-da": {"2019-09-01": "us-tx-pc-43.031 2019-09-01", "2025-09-01": "us-tx-pc-43.032 2025-09"},
    "us-wa/king-county-prosecutor": {"2018-01-01": "king-rep-v1 2018-01"},
}
"""Days on which an answer stays and something behind it changes: a document beside another, a candidate, an offense."""
