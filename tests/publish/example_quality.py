"""Two made-up reports, on charges and on a table of counts: the small fixed input of the golden pages."""

LAW = {
    "kind": "law", "until": "2021-06-30", "since": "2021-07-01", "levels_changed": True, "verified": False,
    "before": [{"id": "x-1@2021", "citation": "X Code § 1", "title": "Selling <old>", "level": "felony", "confidence": "verified",
                "cite": [{"source": "code", "at": ""}]}],
    "after": [{"id": "x-1", "citation": "X Code § 1", "title": "Selling", "level": "", "confidence": "unverified", "cite": []}],
}  # fmt: skip
EVENT = {
    "on": "2021-11-01/..",
    "category": "",
    "what": "the courts <were> closed",
    "cite": [{"source": "news", "at": "page 3"}],
}
POLICY = {
    "kind": "policy",
    "policy": "us-xx/here/2021",
    "title": "Memo <i>of</i> 2021",
    "type": "in_effect",
    "on": "2021-07-05",
}
MONTHS = [f"2021-{month:02d}" for month in range(1, 13)]


def series(counts, classes=(), breaks=(), **more):
    return {
        "measure": "charges", "category": "", "classes": list(classes), "place": "", "unit": "month", "periods": MONTHS,
        "counts": list(counts), "in_part": [{"period": "2021-12", "days": 9, "of": 31}], "breaks": list(breaks), **more,
    }  # fmt: skip


def broken(kind, first, n, usual, now, *explained, last=""):
    return {
        "kind": kind,
        "first": first,
        "last": last or first,
        "n": n,
        "usual": usual,
        "now": now,
        "explained": list(explained),
    }


def mapping(row, **more):
    return {
        "id": "made-up", "title": "Made-up <records>", "row": row, "leaves_out": ["charges that were <never> filed"],
        "dated": "", "terms": "free to use", "note": "", "system": "", "confidence": "retrieved",
        "case": {"others": "unknown", "note": "only the top charge"},
        "history": {"complete": False, "since": "", "note": "no id of a person"},
        "cite": [{"source": "code", "at": "list of <columns>"}], **more,
    }  # fmt: skip


SOURCES = [
    {
        "id": "code",
        "title": "X <Code>",
        "publisher": "State of X",
        "url": "https://example.org/sources/code",
        "date": "2020",
        "note": "",
    },
    {"id": "news", "title": "A newspaper", "publisher": "", "url": "", "date": "", "note": "Read <in part>."},
]
COVERAGE = {
    "state": "us-xx", "texts": {"verified": 3, "unverified": 1}, "undated": 2, "charges": {"verified": 200, "partial": 60},
    "relied": [
        {"id": "X", "name": "X Code", "complete_for": ["selling", "buying"], "note": "all <of it>", "confidence": "partial", "n": 60},
    ],
    "relied_on_several": 1,
}  # fmt: skip
WORDS = {
    "classes": {"selling": "selling sex", "buying": "buying sex", "violence": "a violent offense"},
    "columns": {"level": "Is the charge a felony?", "filed_on": "On what day was the charge filed?"},
    "places": {"us-xx/here": "Here County", "us-xx/there": "There <County>"},
    "offenses": {"x-1": "Selling (X Code § 1)", "x-2": "Buying (X Code § 2)", "x-3": "Aiding (X Code § 3)", "x-4": "Loitering (X Code § 4)"},
}  # fmt: skip


def ask(kind, about, n, *examples, settles=0):
    return {
        "kind": kind,
        "about": about,
        "n": n,
        "of": 300,
        "settles": settles,
        "examples": [{"text": t, "n": k} for t, k in examples],
    }


def about(first, series=0, category="", classes=()):
    return {
        "series": series,
        "measure": "charges",
        "category": category,
        "classes": list(classes),
        "first": first,
        "last": first,
    }


def charges(**changed):
    every = [30] * 5 + [0] + [30] * 5 + [11]
    sold = [20, 21, 19, 20, 20, 0, 5, 4, 5, 4, 6, 2]
    return {
        "kind": "charges",
        "records": {"file": "made-up <arrests>.csv", "sha256": "0" * 64, "period": {}},
        "rows": {"in": 312, "charges": 300, "quarantined": 12, "left_out_by_where": 0},
        "quarantine": [{"reason": "a charge with this id came before", "n": 11}, {"reason": "the line <is> cut", "n": 1}],
        "matching": {"code": 200, "uncatalogued": 60, "ambiguous": 30, "unmatched": 10},
        "flagged_section_not_in_force": 2,
        "unrecognised": {"level": [{"word": "<grave>", "n": 4}], "person.age_on_offense": [{"word": "431", "n": 1}]},
        "assumptions": [{"name": "law-date-not-verified", "text": "a section without a first day was in force", "n": 9}],
        "missing": [
            {"column": "level", "n": 24, "of": 300, "unread": 4},
            {"column": "filed_on", "n": 0, "of": 300, "unread": 0},
            {"column": "person.age_on_offense", "n": 300, "of": 300, "unread": 1},
        ],
        "impossible": {"filed_on before offense_on": 3, "filed_on after the as-of date": 1, "disposed_on before filed_on": 0},
        "impossible_rows": 4,
        "impossible_ages": 1,
        "alike": 5,
        "months_of": "filed_on",
        "months": [{"month": m, "n": n, "breaks": m == "2021-06"} for m, n in zip(MONTHS, every, strict=True)],
        "as_of": "2024-05-06",
        "mapping": mapping("charge"),
        "coverage": COVERAGE,
        "series": [
            series(every, breaks=[broken("gap", "2021-06", 0, 30, 30)]),
            series(sold, ["selling"], [
                broken("fall", "2021-07", 5, 20, 5, LAW, POLICY), broken("high", "2021-11", 6, 4.5, 4.5, LAW),
            ]),
            series([3] * 12, ["buying"]),
            series([4] * 12, ["violence"], [broken("low", "2021-02", 9, 4, 4, last="2021-03")]),
            series([1] * 12, ["unknown"]),
        ],
        "frame": {"share": 0.5, "of_several_periods": 7, "years_away": 1},
        "asks": [
            ask("column", "level", 300, settles=4), ask("cases", "", 300), ask("history", "", 300),
            ask("strings", "subdivision date", 30, ("X 1 <a>", 30)), ask("words", "level", 4, ("<grave>", 4)),
            ask("empty", "level", 20), ask("repeated", "ids", 11), ask("repeated", "alike", 5), ask("dates", "", 4),
            ask("words", "filed_on", 2), ask("aside", "the line <is> cut", 1), ask("break", about("2021-06"), 30),
            ask("break", about("2021-02", 3, classes=["violence"]), 1),
        ],
        "words": WORDS,
        "sources": SOURCES,
        "to_review": [
            {"code": "X 1", "description": "SELL <i>", "offense": "", "conduct": "", "how": "ambiguous",
             "may_be": ["x-1", "x-2", "x-3", "x-4"], "would_decide": ["subdivision", "date"], "n": 30},
            {"code": "", "description": "", "offense": "", "conduct": "", "how": "unmatched", "may_be": [], "would_decide": [], "n": 10},
        ],
        **changed,
    }  # fmt: skip


def total(measure, period, published, found, vintage, **words):
    return {
        "measure": measure, **words, "period": period, "published": published, "found": found, "covered": True,
        "agrees": None if found is None else found == published, "vintage": vintage, "note": "", "cite": [],
    }  # fmt: skip


def counts(**changed):
    years = [str(year) for year in range(2016, 2022)]

    def yearly(numbers, breaks=(), **more):
        return series(numbers, breaks=breaks, unit="year", periods=years, in_part=[], **more)

    edition = {
        "kind": "edition",
        "period": "2020",
        "found": 80,
        "published": 90,
        "stated": "before",
        "vintage": "after",
    }
    reporting = {"kind": "reporting", "measure": "agencies", "before": 12, "now": 4}
    return {
        "kind": "counts",
        "as_of": "2024-05-06",
        "records": {"file": "made-up <arrests>.csv", "sha256": "", "days": []},
        "mapping": mapping("count_table", dated="the year of the filing"),
        "rows": {"in": 60, "read": 58, "quarantined": 2, "numbers": 116},
        "quarantine": [{"reason": 'the number in "<all>" is missing', "n": 2}],
        "unrecognised": {"stage": [{"word": "<SOL>", "n": 3}]},
        "columns_not_read": ["<notes>"],
        "categories_not_in_the_file": ["Promoting"],
        "rows_that_repeat_another": 2,
        "after_as_of": 1,
        "vintage": {"series": "made-up", "id": "before", "note": "The categories <changed>.", "numbers": "agrees",
                    "agrees_with": ["before"], "contradicts": ["after"], "cite": [{"source": "news", "at": "page 1"}]},
        "totals": [
            total("charges", "2020", 80, 80, "before", category="Selling"),
            total("charges", "2020", 110, 80, "after", conduct="selling"),
            total("charges", "2020", 7, None, "after", conduct="third_party"),
            total("charges", "2021", 10, 10, "before", place="us-xx/there"),
        ],
        "events": [EVENT],
        "coverage": {**COVERAGE, "relied": [], "relied_on_several": 0, "charges": {}},
        "frames": {"charges": {"share": 1.0, "of_several_periods": 0, "years_away": 0}},
        "series": [
            yearly([500, 510, 505, 500, 180, 190], [broken("fall", "2020", 180, 500, 180, {"kind": "part", "category": "Selling", "classes": ["selling"]})]),
            yearly([400, 410, 405, 400, 80, 90], [broken("fall", "2020", 80, 400, 80, LAW, {"kind": "event", **EVENT}, edition)], category="Selling", classes=["selling"]),
            yearly([12, 11, 10, 12, 13, 1], [broken("fall", "2021", 1, 13, 1)], measure="agencies"),
        ],
        "by_place": [
            yearly([40, 40, 40, 40, 8, 9], [broken("fall", "2020", 8, 40, 8, reporting), broken("fall", "2021", 2, 8, 2)],
                   category="Selling", classes=["selling"], place="us-xx/there"),
        ],
        "lacking": [{"measure": "charges", "place": "us-xx/there", "periods": ["2017", "2018"]}],
        "asks": [
            ask("side", "Selling", 400), ask("words", "stage", 3, ("<SOL>", 3)), ask("edition", "Selling 2020", 10),
            ask("editions", "after", 37), ask("lacking", "us-xx/there", 2, ("2017", 1), ("2018", 1)), ask("repeated", "rows", 2),
            ask("aside", "the number is missing", 2), ask("break", about("2021", 2, category=""), 12),
        ],
        "words": {**WORDS, "offenses": {}},
        "sources": SOURCES,
        **changed,
    }  # fmt: skip
