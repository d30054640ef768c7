"""What nolle law find, list and show print for people: the answer first, then each offense or code with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nolle.cli.terminal import console, line
from nolle.law.library import Library
from nolle.law.offense import Code, CodeSystem, Offense
from nolle.publish import law as wording
from nolle.publish.law import FORMER, ON_THE_DAY
from nolle.publish.wording import Wording
from nolle.verbs.catalogue import Listed, Shown
from nolle.verbs.finding import FoundLaw, Hit

CODES = 12
"""Codes of one offense that are printed; --json has all."""


def count(n: int, thing: str) -> str:
    """`1 offense`, `2 offenses`."""
    return f"{n:,} {thing}{'s' * (n != 1)}"


def about(offense: Offense, words: Wording) -> str:
    """`selling sex; misdemeanor, class B; partial`: what verified goes without saying."""
    level = wording.level(offense, words)
    parts = [wording.conduct(offense, words), level if offense.level else "level not read"]
    if offense.confidence.value != "verified":
        parts.append(offense.confidence.value)
    return "; ".join(parts)


def when(offense: Offense) -> str:
    """The dates of a text that is no longer the law, or that has some; empty where nothing is to be said."""
    known = offense.in_force.from_ or offense.in_force.to
    former = offense.status in FORMER
    if not known and not former:
        return "" if offense.status == "in_force" else "not checked whether it is still the law"
    return f"{offense.status}: {wording.dates(offense)}" if former else wording.dates(offense)


# ---------------------------------------------------------------- nolle law find


def found(result: FoundLaw, library: Library) -> None:
    """What was found and why, grouped by reason."""
    words = Wording(library)
    console.print()
    for citation in result.uncatalogued:
        console.print(f"{citation} was read, and the catalogue does not hold it.")
    if not result.hits:
        if not result.uncatalogued:
            console.print("Nothing found. Try a citation, a code as your data writes it, or fewer words of a title.")
        console.print()
        return
    by_reason: dict[str, list[Hit]] = {}
    for hit in result.hits:
        by_reason.setdefault(hit.why, []).append(hit)
    for why, hits in by_reason.items():
        if why != next(iter(by_reason)):
            console.print()
        console.print(Text(f"{why}:", style="dim"))
        for hit in hits:
            _hit(hit, words)
    console.print(Text(f"\n{count(len(result.offenses), 'offense')}" if result.offenses else "", style="dim"))


def _hit(hit: Hit, words: Wording) -> None:
    if hit.offense is not None:
        _entry(hit.offense, words)
    if hit.code is not None:
        told = [f'"{hit.code.description}"'] if hit.code.description else []
        told += [words.conduct(hit.code.conduct)] if hit.code.conduct and hit.offense is None else []
        told += [wording.MATCHES[hit.code.match], hit.code.note]
        console.print(Padding(Text("; ".join(filter(None, told)), style="dim"), (0, 0, 0, 4), expand=False))


def _entry(offense: Offense, words: Wording, after: str = "") -> None:
    """An offense in two or three lines."""
    console.print(
        Padding(Text.assemble((offense.id, "bold"), "  ", offense.citation, after), (0, 0, 0, 2), expand=False)
    )
    console.print(Padding(Text(offense.title), (0, 0, 0, 4), expand=False))
    told = "; ".join(filter(None, (about(offense, words), when(offense))))
    console.print(Padding(Text(told, style="dim"), (0, 0, 0, 4), expand=False))


# ---------------------------------------------------------------- nolle law list


def listed(result: Listed, library: Library) -> None:
    """A table for each class of conduct, then the groups and what was left out."""
    words = Wording(library)
    for conduct, offenses in result.by_conduct().items():
        console.print()
        console.print(Text.assemble((words.conduct(conduct), "bold"), (f"  {conduct}", "dim")))
        _table(offenses, words, result)
    console.print()
    if result.groups:
        told = ", ".join(f"{group.id} ({len(group.offenses)})" for group in result.groups)
        line("groups", told, "dim")
    if result.excluded:
        told = ", ".join(one.id for one in result.excluded)
        line("not then", f"{count(len(result.excluded), 'text')} not in force on {result.on}: {told}", "dim")
    line("in all", _in_all(result))
    if not result.offenses:
        line("", "Nothing of that class is in the catalogue of this place.", "dim")
    console.print()


def _in_all(result: Listed) -> str:
    """`24 offenses, 7 of them former texts; 6 verified, 12 partial, 6 unverified`."""
    told = count(len(result.offenses), "offense")
    if result.on:
        told += f" that no known date excludes on {result.on}"
    former = sum(one.status in FORMER for one in result.offenses)
    told += f", {former:,} of them former texts" if former and not result.on else ""
    sure = Counter(one.confidence.value for one in result.offenses)
    return told + "".join(
        f"{',' if number else ';'} {n:,} {how}" for number, (how, n) in enumerate(sorted(sure.items(), reverse=True))
    )


def _table(offenses: Sequence[Offense], words: Wording, result: Listed) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True, width=max(len(one.id) for one in result.offenses))
    table.add_column(overflow="fold")
    for offense in offenses:
        level = wording.level(offense, words) if offense.level else "level not read"
        told = [level, when(offense)]
        if offense.confidence.value != "verified":
            told.append(offense.confidence.value)
        if result.on:
            told.append(ON_THE_DAY[wording.standing(offense, result.on)])
        style = "dim" if offense.status in FORMER else ""
        cell = Text.assemble(offense.title, "\n", ("; ".join(filter(None, told)), "dim"))
        table.add_row(Text(offense.id, style=style), cell)
    console.print(Padding(table, (0, 0, 0, 2), expand=False))


# ---------------------------------------------------------------- nolle law show


def shown(result: Shown) -> None:
    """One offense: what it is, when, what is not known, where it appears."""
    own, words = result.offense, Wording(result.library)
    console.print()
    console.print(Text(own.title, style="bold"))
    line("citation", own.citation)
    line("id", own.id)
    also = f"; also reaches {' and '.join(words.conduct(one) for one in own.also)}" if own.also else ""
    line("covers", wording.conduct(own, words) + also)
    line("conduct of", wording.PARTY.get(own.party, own.party))
    line("level", wording.level(own, words))
    _lines("as charged", wording.elements(own))
    if own.crime:
        line("crime", f"{own.crime.replace('_', ' ')}: can trigger protection of victims and witnesses")
    line("in force", f"{wording.dates(own)}; {wording.STATUS[own.status]}")
    _history(result, words)
    _lines("not known", wording.unknown(own))
    _lines("to tell it", [wording.NEEDS.get(need, need) for need in own.needs])
    if own.note:
        line("note", own.note)
    _around(result)
    line("confidence", wording.confidence(own))
    cited = [result.library.sources.get(id) for id in own.sources]
    told = [f"{one.title}, {one.publisher}".rstrip(", ") for one in cited if one is not None]
    _lines("sources", told or ["none: general knowledge"])
    console.print()


def _lines(label: str, told: Iterable[str], style: str = "") -> None:
    """Several lines under one label."""
    for number, text in enumerate(told):
        line("" if number else label, text, style)


def _history(result: Shown, words: Wording) -> None:
    """The texts in time: this one, what came before and after it, and what was cited by the same number."""
    texts = result.history()
    told = []
    for one in texts if len(texts) > 1 else ():
        here = "this text" if one == result.offense else one.id
        what = f"{wording.conduct(one, words)}; {wording.level(one, words) if one.level else 'level not read'}"
        after = f" → {one.successor}" if one.successor else ""
        told.append(f"{wording.dates(one)}: {here} ({what}){after}")
    _lines("texts in time", told)


def _around(result: Shown) -> None:
    """Parts, groups, codes and policies."""
    parts = result.library.catalogue("").parts(result.offense.id)[1:]
    if parts:
        line("parts", ", ".join(parts))
    _lines("groups", [f"{group.id}: {group.title}" for group in result.groups()])
    codes = [_code(system, code, result.offense) for system, code in result.codes()]
    more = [f"and {len(codes) - CODES} more (--json lists all)"] if len(codes) > CODES else []
    _lines("codes", [*codes[:CODES], *more])
    by = {"offense": "by name", "group": "by its group", "conduct": "by its class"}
    named = [f"{policy.id} speaks of it {by[way]}: {', '.join(rules)}" for policy, way, rules in result.policies()]
    _lines("policies", named or ["none in the library speaks of it"])


def _code(system: CodeSystem, code: Code, offense: Offense) -> str:
    """`PL 2403703 "LOITERING ...", NYPD arrest data: the section`; another text's code says whose it is."""
    said = f' "{code.description}"' if code.description and code.description != code.code else ""
    match = wording.MATCHES[code.match]
    if code.offense != offense.id:
        match = f"of {code.offense}, which is cited alike"
    return f"{code.code}{said}, {system.title}: {match}"
