"""What can still be charged: two policies worked out by hand, cell by cell, from the catalogue and the texts.

`FITS` is read off the catalogue (conduct, party, locality, dates), `SAYS` off the policy. Neither is made by nolle.
"""

from datetime import date

import pytest

from nolle import verbs
from nolle.cli import main, terminal
from nolle.errors import NolleError, UnknownId

MANHATTAN, SF = "us-ny/manhattan/2022-01-03", "us-ca/san-francisco/2018-01-11"
SITUATIONS = [
    "street", "car", "hotel", "massage-business", "shared-flat", "driver", "online", "reporting-violence",
]  # fmt: skip


def cells(told):
    """{situation: {offense: bucket}} of the JSON."""
    return {s["id"]: {o["offense"]: o["bucket"] for o in s["offenses"]} for s in told.json()["situations"]}


def offense(told, situation, id):
    [found] = [s for s in told.json()["situations"] if s["id"] == situation]
    return next(o for o in found["offenses"] if o["offense"] == id)


# ---------------------------------------------------------------- Manhattan 2022, under the law of February 2022


NY = "us-ny-pl-"
NY_SOLD = {"230.00", "230.03", "230.04"}  # prostitution, the same in a school zone, patronizing an adult
NY_PROMOTING = {"230.19", "230.20", "230.25", "230.30"}  # 230.25(2) is inside 230.25: same conduct, not counted again
NY_BUSINESS = {"230.25-1"}  # the paragraph on a business is another conduct (keeping a place), so it stands by itself
NY_TRESPASS = {"140.05", "140.10", "140.15"}  # 140.17 needs a weapon, and is of another class
NY_NUISANCE = {"240.45", "240.46"}

NY_FITS = {
    # loitering: 240.35 with its paragraph (6) inside, 240.36; gathering: 240.10, and 240.20 with (5) and (6) inside;
    # urination: the two sections of the city's own codes; panhandling and loitering for prostitution are gone
    "street": {*NY_SOLD, *NY_TRESPASS, *NY_NUISANCE, "240.10", "240.20", "240.35", "240.36", "ac", "hc"},
    "car": {*NY_SOLD, *NY_TRESPASS, "230.40", "245.00"},  # New York has no section on transport alone
    "hotel": {*NY_SOLD, *NY_TRESPASS, *NY_PROMOTING, *NY_BUSINESS, "230.40"},
    "massage-business": {*NY_SOLD, *NY_PROMOTING, *NY_BUSINESS, *NY_NUISANCE, "230.40", "6512", "6513"},
    "shared-flat": {*NY_SOLD, *NY_BUSINESS, *NY_NUISANCE, "230.40"},  # no section on living off earnings
    "driver": {*NY_PROMOTING, "230.40"},
    "online": {*NY_SOLD, *NY_PROMOTING},
    "reporting-violence": {*NY_SOLD, *NY_TRESPASS, *NY_BUSINESS, *NY_NUISANCE, "245.00", "220.03"},
}
NY_IDS = {
    "ac": "us-ny-nyc-ac-16-118-6", "hc": "us-ny-nyc-hc-153.09", "6512": "us-ny-ed-6512", "6513": "us-ny-ed-6513",
}  # fmt: skip
NY_SAYS = {
    "230.00": "decline",  # "prostitution"; a felony on the instrument would lift it, and nothing else is charged
    "230.03": "silent",  # the rule names 230.00 and no other section
    "230.04": "supervisory_approval",  # "patronizing"
    "140.05": "decline", "140.10": "decline", "140.15": "decline",  # "trespass": presumed
    "240.20": "decline", "240.35": "decline", "ac": "decline",  # violations: "not-a-crime"
    "240.10": "silent", "240.36": "silent", "hc": "silent",  # misdemeanors that no rule names
    # promoting, permitting, nuisance, massage, lewdness and drugs are in no rule that was read
    **dict.fromkeys([*NY_PROMOTING, *NY_BUSINESS, *NY_NUISANCE, "230.40", "245.00", "220.03", "6512", "6513"], "silent"),
}  # fmt: skip


@pytest.fixture(scope="module")
def manhattan():
    return verbs.routes(MANHATTAN, date(2022, 2, 1))


@pytest.mark.parametrize("situation", SITUATIONS)
def test_manhattan_2022_cell_by_cell(manhattan, situation):
    expected = {NY_IDS.get(name, NY + name): NY_SAYS[name] for name in NY_FITS[situation]}
    assert cells(manhattan)[situation] == expected


def test_manhattan_leads_with_what_is_declined_and_goes_on(manhattan):
    [street] = [s for s in manhattan.json()["situations"] if s["id"] == "street"]
    # 7 declined: 230.00, three of trespass, three violations; each has an exception in the text
    counted, lead = street["english"]
    assert counted == (
        "Of 14 offenses that fit, this policy declines 7 (none without exceptions), asks a supervisor's approval for 1;"
        " nothing was found on 6 in what was read."
    )
    assert lead == (
        "Selling is declined under N.Y. Penal Law § 230.00 (nothing found under N.Y. Penal Law § 230.03);"
        " the same evening can still be charged as:"
    )
    assert street["buckets"] == {"decline": 7, "supervisory_approval": 1, "silent": 6}
    assert street["reach"] == "some"


def test_manhattan_reaches_drivers_with_nothing(manhattan):
    [driver] = [s for s in manhattan.json()["situations"] if s["id"] == "driver"]
    assert driver["buckets"] == {"silent": 5}
    assert driver["reach"] == "none"
    headline = manhattan.json()["english"]
    assert "in 0 of 8 situations, some of them in 7, none for sure in 1" in headline


def test_manhattan_lists_what_is_gone_with_the_day(manhattan):
    [street] = [s for s in manhattan.json()["situations"] if s["id"] == "street"]
    gone = {item["offense"]: item["when"] for item in street["not_on_this_day"]}
    assert gone == {NY + "240.37": "until 2021-02-02", NY + "240.35-1": "the day was not read"}


def test_before_its_repeal_loitering_could_be_charged():
    told = verbs.routes(MANHATTAN, date(2020, 6, 1), ["street"])
    found = offense(told, "street", NY + "240.37")
    # it is a violation or a misdemeanor by paragraph and record: as a violation "not-a-crime" would decline it
    assert (found["bucket"], found["needs"]) == ("undetermined", ["level"])
    assert sorted(found["candidates"]) == ["decline", "silent"]


def test_manhattan_shows_what_could_lift_the_answer(manhattan):
    found = offense(manhattan, "hotel", NY + "230.00")
    assert found["by"] == [{"policy": MANHATTAN, "rule": "prostitution"}]
    assert found["could_change"] == [{"policy": MANHATTAN, "rule": "prostitution/felony-on-the-instrument"}]
    assert found["notes"] == ["Not covered if another charge of the case is a felony."]
    assert not found["without_exceptions"]


def test_a_reading_that_does_not_decide_is_printed(manhattan):
    found = offense(manhattan, "street", NY + "230.04")
    assert found["bucket"] == "supervisory_approval"
    assert any(note.startswith("Read otherwise by another source") and "declined" in note for note in found["notes"])


def test_massage_is_not_declined_and_the_practice_stands_in_outline(manhattan):
    found = offense(manhattan, "massage-business", "us-ny-ed-6512")
    assert found["bucket"] == "silent"
    assert "only the report shows that it is this" in found["marks"]
    assert any("does not seem to be prosecuted" in mark for mark in found["marks"])


def test_offenses_are_ranked_felonies_first_without_records(manhattan):
    [hotel] = [s for s in manhattan.json()["situations"] if s["id"] == "hotel"]
    levels = [found["level"] for found in hotel["offenses"]]
    assert levels == sorted(levels, key=["felony", "misdemeanor", "violation"].index)


def test_real_use_ranks_them(sample):
    """Manhattan's arrests of December 2017, counted by their law codes in the file by hand."""
    how = verbs.Asked("nypd-arrests", date(2022, 2, 1), where={"place": "us-ny/manhattan"})
    told = verbs.routes(MANHATTAN, date(2022, 2, 1), ["street", "massage-business"], records=sample, how=how)
    counts = {o["offense"]: o["charges"] for s in told.json()["situations"] for o in s["offenses"]}
    by_hand = {
        "140.10": 110, "140.15": 51, "240.20": 37, "230.04": 14, "230.00": 12, "140.05": 8, "230.20": 2,
        "240.35": 1, "230.03": 0, "240.45": 0,
    }  # fmt: skip
    assert {name: counts[NY + name] for name in by_hand} == {
        name: {"sure": n, "at_most": n} for name, n in by_hand.items()
    }
    # two arrests under 6512, which covers every licensed profession: massage at most
    assert counts["us-ny-ed-6512"] == {"sure": 0, "at_most": 2}
    order = [o["offense"] for o in told.json()["situations"][0]["offenses"]]
    assert order[:4] == [NY + "140.10", NY + "140.15", NY + "240.20", NY + "230.04"]


# ---------------------------------------------------------------- San Francisco's text, under the law of June 2018


CA = "us-ca-"
CA_SOLD = {"pc-647-b1", "pc-647-b2", "sf-pol-225"}  # 647(b) as a whole gives way to its paragraphs, which tell the side
CA_KEEPING = {"pc-315", "pc-316"}
CA_PROMOTING = {"pc-266i", "pc-318"}
CA_HELPING = {"pc-653.23"}
CA_DRUGS = {"hs-11350", "hs-11357", "hs-11364", "hs-11377", "hs-11550"}  # since November 2014 in their new form
CA_FITS = {
    # 653.22 was the law until the end of 2022; 653.25 comes in 2026; what is Los Angeles's own is not charged here
    "street": {
        *CA_SOLD, *CA_HELPING, "pc-653.22", "pc-647-h", "hs-11532", "sf-pol-168", "pc-647-e", "sf-pol-153", "pc-415",
        "pc-647-c", "sf-pol-120-2", "pc-602", "pc-372",
    },
    "car": {*CA_SOLD, "pc-653.22", "pc-647-a", "pc-602"},
    "hotel": {*CA_SOLD, *CA_KEEPING, *CA_PROMOTING, *CA_HELPING, "pc-602"},
    "massage-business": {
        *CA_SOLD, *CA_KEEPING, *CA_PROMOTING, *CA_HELPING, "pc-266h", "bpc-4600", "sf-hc-29.29", "pc-372",
    },
    "shared-flat": {*CA_SOLD, *CA_KEEPING, *CA_HELPING, "pc-266h", "pc-372"},
    "driver": {*CA_PROMOTING, *CA_HELPING, "pc-266h"},
    "online": {*CA_SOLD, *CA_PROMOTING, *CA_HELPING, "pc-266h"},
    "reporting-violence": {*CA_SOLD, *CA_KEEPING, *CA_DRUGS, "pc-653.22", "pc-647-a", "pc-372", "pc-602"},
}  # fmt: skip
SF_WHEN_REPORTING = {
    # the text lists 647(a), 647(b), 653.22, 372 and misdemeanor drug offenses for people who report
    **dict.fromkeys(["pc-647-b1", "pc-647-b2", "pc-653.22", "pc-647-a", "pc-372"], "decline"),
    **dict.fromkeys(["hs-11350", "hs-11364", "hs-11377", "hs-11550"], "decline"),
    "hs-11357": "undetermined",  # an infraction or a misdemeanor; only the misdemeanor is surely on the list
    # the list is open ("including"): whether these belong to it, the text does not say
    "pc-315": "undetermined", "pc-316": "undetermined", "pc-602": "undetermined",
    "sf-pol-225": "undetermined",  # for selling the first sentence is enough; for buying only the open list
}  # fmt: skip


@pytest.fixture(scope="module")
def san_francisco():
    return verbs.routes(SF, date(2018, 6, 1))


@pytest.mark.parametrize("situation", SITUATIONS)
def test_san_francisco_cell_by_cell(san_francisco, situation):
    """The text speaks of victims and witnesses alone: of everybody else it is silent, and it was read in full."""
    says = SF_WHEN_REPORTING if situation == "reporting-violence" else {}
    assert cells(san_francisco)[situation] == {CA + name: says.get(name, "silent") for name in CA_FITS[situation]}


def test_san_francisco_declines_selling_only_for_people_who_report(san_francisco):
    english = {s["id"]: s["english"] for s in san_francisco.json()["situations"]}
    assert english["street"] == [
        "Of 15 offenses that fit, this policy is silent on 15.",
        "The text is silent on selling. The same evening can be charged as:",
    ]
    assert english["reporting-violence"] == [
        "Of 14 offenses that fit, this policy declines 9 whatever else is special; 5 undetermined.",
        "Selling is declined; the same evening can still be charged as:",
    ]


def test_the_side_that_settles_the_city_code_is_named(san_francisco):
    found = offense(san_francisco, "reporting-violence", CA + "sf-pol-225")
    assert "It depends on what is charged: declined as selling sex; undetermined as buying sex." in found["notes"]


def test_an_open_list_is_never_said_to_decline(san_francisco):
    named, open_ = (offense(san_francisco, "street", CA + id)["notes"][0] for id in ("pc-372", "pc-602"))
    assert named.startswith("Declined if the person's part in a violent crime is victim or witness")
    assert open_.startswith("Perhaps declined if ")
    # the first sentence speaks of selling; the city's own section is about both sides
    both = offense(san_francisco, "street", CA + "sf-pol-225")
    assert {clause["rule"] for clause in both["could_change"]} == {"victims-and-witnesses", "reporting"}
    assert all(note.startswith("Perhaps declined if ") for note in both["notes"])


def test_counts_of_charges_stand_in_the_line_of_what_is_declined(capsys, monkeypatch, sample):
    monkeypatch.setattr(terminal.console, "width", 100)
    words = ["routes", MANHATTAN, "--on", "2022-02-01", "--situation", "car", "--records", str(sample)]
    main.app([*words, "-m", "nypd-arrests", "--where", "place=us-ny/manhattan"], standalone_mode=False)
    shown = " ".join(capsys.readouterr().out.split())
    assert "Prostitution (N.Y. Penal Law § 230.00) (b) (charges: 12)" in shown
    assert "N.Y. Penal Law § 240.37 (until 2021-02-02; charges: 0)" in shown
    assert "Ranked by 5,364 charges of nypd-arrests-2017-12.parquet." in shown


def test_what_is_not_yet_law_is_told_with_its_day(san_francisco):
    [street] = [s for s in san_francisco.json()["situations"] if s["id"] == "street"]
    gone = {item["offense"]: item["when"] for item in street["not_on_this_day"]}
    assert gone == {
        "us-ca-pc-653.25": "from 2026-01-01", "us-ca-pc-647-b@2016": "until 2016-12-31",
        "us-ca-pc-647-e@2007": "until 2007-12-31",
    }  # fmt: skip


def test_eight_years_later_the_law_has_moved_and_nobody_knows_of_the_policy():
    told = verbs.routes(SF, date(2026, 11, 20), ["street"])
    found = cells(told)["street"]
    assert "us-ca-pc-653.25" in found
    assert "us-ca-pc-653.22" not in found
    assert told.json()["status_on_the_day"] == "not_known"
    assert told.json()["as_if_in_force"]


# ---------------------------------------------------------------- whom it is asked of


def test_an_office_is_asked_as_it_stands_on_the_day():
    told = verbs.routes("us-ca/los-angeles-da", date(2025, 6, 1), ["car"])
    assert (told.json()["as_if_in_force"], told.json()["status_on_the_day"]) == (False, "no")
    assert set(cells(told)["car"].values()) == {"not_in_force"}


def test_what_the_office_cannot_decide_is_for_another_one():
    told = verbs.routes("us-wa/seattle/2019", date(2021, 6, 1), ["hotel"])
    felony = offense(told, "hotel", "us-wa-rcw-9a.88.080")  # promoting is a felony: the county's prosecutor decides it
    assert felony["bucket"] == "other_office"
    assert felony["offices"] == []
    assert "no office in the library decides it" in felony["marks"]
    buying = offense(told, "hotel", "us-wa-rcw-9a.88.110")
    assert buying["bucket"] == "will_prosecute"
    assert buying["offices"] == [{"office": "us-wa/seattle-city-attorney", "at_every_level": True}]


def test_an_office_that_decides_some_levels_is_named_so():
    told = verbs.routes("us-wa/seattle/2019", date(2021, 6, 1), ["car"])
    lewd = offense(told, "car", "us-wa-rcw-9a.88.010")  # its level varies, up to a felony
    assert lewd["level"] == "varies"
    assert lewd["offices"] == [{"office": "us-wa/seattle-city-attorney", "at_every_level": False}]
    assert "Seattle City Attorney's Office decides it at some levels only" in lewd["marks"]


def test_an_office_without_a_document_says_nothing():
    told = verbs.routes("us-ct/new-haven-sao", date(2026, 11, 20))
    assert {bucket for found in cells(told).values() for bucket in found.values()} == {"no_policy"}
    assert {s["reach"] for s in told.json()["situations"]} == {"none"}


def test_a_police_agreement_is_not_drawn_as_a_policy(capsys):
    main.app(
        ["routes", "us-ct/new-haven/2016-11", "--on", "2018-01-01", "--situation", "street"], standalone_mode=False
    )
    shown = " ".join(capsys.readouterr().out.split())
    assert "This is a police agreement, no office policy found." in shown
    assert "declined" not in shown


def test_the_model_needs_a_place():
    with pytest.raises(NolleError, match="belongs to no place"):
        verbs.routes("model", date(2026, 11, 20))
    told = verbs.routes("model", date(2026, 11, 20), ["driver"], "us-ny/staten-island")
    assert set(cells(told)["driver"].values()) == {"decline"}
    assert told.json()["offices"] == []  # the library has no office of Staten Island


@pytest.mark.parametrize(
    ("given", "match"),
    [
        ({"policy": MANHATTAN, "place": "us-ny/bronx"}, "belongs to us-ny/manhattan"),
        ({"policy": "model", "place": "us-ny/nowhere"}, "place"),
        ({"policy": MANHATTAN, "situations": ["stret"]}, 'Did you mean "street"'),
        ({"policy": "us-ny/manhatan"}, "policy or office"),
    ],
)
def test_what_cannot_be_asked_is_refused(given, match):
    with pytest.raises((UnknownId, NolleError), match=match):
        verbs.routes(on=date(2026, 11, 20), **given)


def test_a_place_whose_law_nobody_catalogued_is_not_guessed(tmp_path):
    verbs.init(tmp_path / "mine")
    (tmp_path / "mine/places/us-zz").mkdir()
    (tmp_path / "mine/places/us-zz/nowhere.yaml").write_text(
        "id: us-zz/nowhere\nname: Nowhere\nstate: us-zz\ncite: [{source: example-memo, at: page 1}]\n"
    )
    with pytest.raises(NolleError, match="no offense of us-zz is in the catalogue"):
        verbs.routes("model", date(2026, 11, 20), (), "us-zz/nowhere", workspace=tmp_path / "mine")


# ---------------------------------------------------------------- in a terminal


@pytest.mark.parametrize("policy", [MANHATTAN, SF])
@pytest.mark.parametrize("all_", [[], ["--all"]])
def test_it_fits_a_terminal_of_a_hundred_columns(capsys, monkeypatch, policy, all_):
    monkeypatch.setattr(terminal.console, "width", 100)
    main.app(["routes", policy, "--on", "2022-02-01", *all_], standalone_mode=False)
    shown, talk = capsys.readouterr()
    assert talk == ""
    assert max(map(len, shown.splitlines())) <= 100
    # the answer stands before the table, and where it comes from after it
    assert shown.index("of 8 situations") < shown.index("can be charged as") < shown.index("situations  ")


def test_declined_offenses_are_on_one_line_unless_asked_for(capsys, monkeypatch):
    monkeypatch.setattr(terminal.console, "width", 100)
    lists = {}
    for all_ in ([], ["--all"]):
        main.app(["routes", MANHATTAN, "--on", "2022-02-01", "--situation", "car", *all_], standalone_mode=False)
        lists[bool(all_)] = capsys.readouterr().out
    assert "Criminal trespass, 3rd degree (N.Y. Penal Law § 140.10) (a,b,c)" in " ".join(lists[False].split())
    assert lists[False].count("● declined") == 0
    assert lists[True].count("● declined") == 4
