"""What the commands print for people: answer first, then the table, then the rule, then the sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nolle.analysis.standing import Value
from nolle.law.library import Library
from nolle.publish.cells import VALUES
from nolle.publish.marks import MARKS, NOTHING_FOUND
from nolle.publish.wording import WORD, Wording
from nolle.terms import Decision

console = Console(highlight=False)
LABEL = 13


def mark(decision: str, whole_text: bool = True) -> str:
    """The sign of a decision and, always, its word; silence of a text read in part is no silence."""
    found = Decision(decision)
    if found is Decision.SILENT and not whole_text:
        return f"{NOTHING_FOUND.sign} nothing found"
    return f"{MARKS[found].sign} {WORD[found]}"


def line(label: str, text: str, style: str = "") -> None:
    """One labelled line; what is too long goes on under itself."""
    table = Table.grid(padding=(0, 2))
    table.add_column(width=LABEL, style="dim")
    table.add_column(style=style, overflow="fold")
    table.add_row(label, text)
    console.print(Padding(table, (0, 0, 0, 2)))


def explained(told: Any, library: Library) -> None:
    """One charge: decision, needs, rule, source, what to do next."""
    values, words = told.json(), Wording(library)
    console.print()
    console.print(
        Text(mark(values["decision"], values["basis"] == "full_text"), style=MARKS[Decision(values["decision"])].style)
    )
    console.print(Padding(values["english"], (0, 0, 1, 2)))
    if values["as_if_in_force"]:
        line("asked", "as if in force, whatever the day")
    for need in values["needs"]:
        line("needs", f"{words.need(need)}  [{need}]")
    if values["because"]:
        line("because", ", ".join(values["because"]))
    for rule in values["rules"]:
        line("rule", f"{rule['rule']}: {WORD[Decision(rule['decision'])]}")
    for other in values["other_readings"]:
        line("also read", other)
    for citation in values["citations"]:
        line("source", _source(citation, library))
    for promise in values["protections"]:
        needs = f" (needs {', '.join(promise['needs'])})" if promise["needs"] else ""
        line("beside", f"{promise['id']}: {promise['answer'].replace('_', ' ')}{needs}")
    for text in values["carve_outs"]:
        line("carve-out", text)
    read = values["basis"]
    line("text read", "in full" if read == "full_text" else "in part: silence means nothing was found in what was read")
    console.print()


def _source(citation: Mapping[str, str], library: Library) -> str:
    source = library.sources.get(citation["source"])
    title = source.title if source else citation["source"]
    publisher = f", {source.publisher}" if source and source.publisher else ""
    at = f": {citation['at']}" if citation["at"] else ""
    return f"{title}{publisher}{at}"


def run(values: Mapping[str, Any], library: Library) -> None:
    """The summary of a run."""
    rows = values["rows"]
    console.print()
    console.print(Text(values["title"], style="bold"))
    if values["as_if_in_force"]:
        line("replay", "as if in force on every charge given, whatever its day and county", "bold")
    where = ", ".join(f"{k}={v}" for k, v in values["where"].items())
    line("records", f"{values['records']['file']} ({values['mapping']['title']})" + (f", {where}" if where else ""))
    aside = f"{rows['quarantined']:,} in quarantine"
    outside = f", {rows['left_out_by_where']:,} not selected" if rows["left_out_by_where"] else ""
    line("rows", f"{rows['in']:,} in = {rows['charges']:,} charges decided + {aside}{outside}")
    for item in values["quarantined"] if "quarantined" in values else values["quarantine"]:
        line("", f"{_count(item['n'], 'row')}: {item['reason']}")
    how = ", ".join(f"{k} {n:,}" for k, n in values["matching"].items())
    line("matched by", how)
    for item in values["assumptions"]:
        n = f" ({_count(item['n'], 'charge')})" if item["n"] is not None else ""
        line("taken as so", f"{item['text']}{n}")
    console.print()
    by_conduct(values, library)
    missing(values, library)


def _count(n: int, thing: str) -> str:
    return f"{n:,} {thing}{'s' * (n != 1)}"


def by_conduct(values: Mapping[str, Any], library: Library) -> None:
    """Decisions by class of conduct."""
    decisions = list(values["decisions"])
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("", style="dim")
    for decision in decisions:
        table.add_column(Text(mark(decision, values["text_read"] == ["full"])), justify="right")
    table.add_column("all", justify="right", style="dim")
    words = Wording(library)
    for conduct, counts in values["by_conduct"].items():
        cells = [f"{counts[d]:,}" if d in counts else "" for d in decisions]
        table.add_row(
            words.conduct(conduct) if conduct != "unknown" else "not known", *cells, f"{sum(counts.values()):,}"
        )
    totals = [f"{values['decisions'][d]:,}" for d in decisions]
    table.add_row(Text("all", style="bold"), *totals, f"{sum(values['decisions'].values()):,}")
    console.print(Padding(table, (0, 0, 1, 2)))


def missing(values: Mapping[str, Any], library: Library, most: int = 4) -> None:
    """Why charges are undetermined, and what would settle most."""
    words = Wording(library)
    for item in values["undetermined"][:most]:
        why = "; ".join(words.need(need) for need in item["needs"]) or ", ".join(item["because"])
        ways = " or ".join(WORD[Decision(c)] for c in item["candidates"])
        line(f"{item['n']:>8,} ?", f"{ways}. Needs: {why}")
    rest = values["undetermined"][most:]
    if rest:
        line("", f"and {sum(i['n'] for i in rest):,} more for {len(rest)} other reasons (--json lists all)")
    best = next((item for item in values["settles"] if item["alone"]), None)
    if best:
        line(
            "worth knowing", f"{words.need(best['need'])}: settles {_count(best['alone'], 'charge')} by itself", "bold"
        )
    console.print()


def checked(values: Mapping[str, Any]) -> None:
    """The quality of a file: what adds up first, then what is missing, then what needs a person."""
    rows = values["rows"]
    console.print()
    console.print(Text(values["records"]["file"], style="bold"))
    line("rows", f"{rows['in']:,} in = {rows['charges']:,} charges + {rows['quarantined']:,} in quarantine")
    for item in values["quarantine"]:
        line("", f"{_count(item['n'], 'row')}: {item['reason']}")
    line("matched by", ", ".join(f"{how} {n:,}" for how, n in values["matching"].items()))
    for item in values["missing"]:
        if item["n"]:
            line("missing", f"{item['column']}: {item['n']:,} of {item['of']:,}")
    for what, n in values["impossible"].items():
        if n:
            line("impossible", f"{what}: {_count(n, 'charge')}")
    if values["flagged_section_not_in_force"]:
        line("law", f"{_count(values['flagged_section_not_in_force'], 'charge')} under a section not in force that day")
    for column, words in values["unrecognised"].items():
        shown = ", ".join(f'"{item["word"]}" {item["n"]:,}' for item in words[:5])
        line("unrecognised", f"{column}: {shown}")
    _months(values)
    for item in values["to_review"][:8]:
        text = " ".join(filter(None, (item["code"], item["description"], item["offense"])))
        line(f"{item['n']:>8,} ?", f"{text} ({item['how']})")
    if len(values["to_review"]) > 8:
        line("", f"and {len(values['to_review']) - 8:,} more strings that need a person (--review FILE.csv lists all)")
    for text in values["mapping"]["leaves_out"]:
        line("not in it", text, "dim")
    console.print()


def _months(values: Mapping[str, Any]) -> None:
    months = values["months"]
    if months:
        line("months", f"{months[0]['month']} to {months[-1]['month']}, by {values['months_of']}")
    for item in months:
        if item["breaks"]:
            line("break", f"{item['month']}: {_count(item['n'], 'charge')}, far from the months around it")


def compared(result: Any, library: Library) -> None:
    """Gaps, one by one."""
    values = result.json()
    console.print()
    n = len(values["gaps"])
    console.print(Text(f"{values['left']} against {values['right']}: {n} gap{'s' * (n != 1)}", style="bold"))
    if values["end_demand"]:
        console.print(
            Padding(
                "It follows an End Demand pattern: selling is declined or diverted, buying is prosecuted.", (0, 0, 0, 2)
            )
        )
    for gap in values["gaps"]:
        _gap(gap, library)
    if values["gaps_in_opened_lists"]:
        console.print(
            Padding(Text("In the part of the list that the other policy leaves open:", style="dim"), (1, 0, 0, 2))
        )
        for gap in values["gaps_in_opened_lists"]:
            _gap(gap, library)
    if result.second:
        style = "dim" if result.second.agrees else "bold"
        console.print(Padding(Text("\n".join(result.second.lines()), style=style), (1, 0, 0, 2)))
    console.print()


def _gap(gap: Mapping[str, Any], library: Library) -> None:
    left = mark(gap["left"]["decision"], "nothing was found" not in gap["english"])
    count = ""
    if gap["n_at_most"]:
        count = f"{gap['n']:,}" if gap["n"] == gap["n_at_most"] else f"{gap['n']:,} to {gap['n_at_most']:,}"
        count = f"  {count} charges"
    line(gap["kind"], f"{left}{count}", "bold")
    line("", gap["english"])
    offenses = [library.offenses[o].citation for o in gap["offenses"] if o in library.offenses]
    if offenses:
        more = f" and {len(offenses) - 4} more" if len(offenses) > 4 else ""
        line("", f"{', '.join(offenses[:4])}{more}", "dim")
    for seen in gap.get("practice", ()):
        line("", f"( ) practice, not policy: {seen['says']}")
    for told in gap.get("elsewhere", ()):
        ended = f", until {told['ended']}" if told["ended"] else ""
        state = ", its status unknown now" if told["state"] == "unknown" else ""
        line("", f"the office elsewhere: {VALUES[Value(told['value'])]} ({told['policy']}{ended}{state})")


def document(values: Mapping[str, Any]) -> None:
    """Any document: its own values, sentences first, sources last."""
    console.print()
    title = values.get("title") or values.get("name") or values.get("id", "")
    console.print(Text(str(title), style="bold"))
    line("id", str(values.get("id") or values.get("system") or ""))
    for sentence in values.get("english", []):
        line("says", sentence)
    hidden = (
        "recorded",
        "id",
        "title",
        "name",
        "english",
        "sources_cited",
        "rules",
        "examples",
        "kind_of_document",
        "codes",
        "columns",
        "results",
        "points",
        "limits",
        "elections",
        "term",
        "removal",
    )
    for key, value in values.items():
        if key not in hidden:
            line(key.replace("_", " "), _plain(value))
    for id, source in values.get("sources_cited", {}).items():
        line("source", f"{source.get('title', id)}" + (f", {source['publisher']}" if source.get("publisher") else ""))
    console.print()


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{k}: {_plain(v)}" for k, v in value.items() if k != "cite")
    if isinstance(value, list):
        return "\n".join(_plain(item) for item in value)
    return str(value)


def demo(shown: Any, library: Library) -> None:
    """The demo's story: what the record supports, what an assumption adds, one charge, the gaps, the pages."""
    words = Wording(library)
    rows = shown.city.json()["rows"]
    console.print()
    console.print(
        Text(
            "What would Manhattan's policy of January 2022 have decided on the arrests of December 2017?", style="bold"
        )
    )
    told = (
        f"{rows['in']:,} arrests by the New York police, each with its top charge. The policy is asked as if it had"
        f" been in force. {rows['charges']:,} rows became charges, {rows['quarantined']:,} went to quarantine."
    )
    console.print(Padding(told, (0, 0, 1, 2)))
    _side_by_side(shown.recorded.json(), shown.assumed.json(), words, "Manhattan")
    _side_by_side(
        shown.city.json(), shown.city_assumed.json(), words, "The whole city, as if every borough had this policy"
    )
    best = next((item for item in shown.recorded.json()["settles"] if item["alone"]), None)
    if best:
        line(
            "worth asking",
            f"{words.need(best['need'])}: one more column would settle {best['alone']:,} of Manhattan's charges",
            "bold",
        )
    console.print()
    console.print(Text("One charge, explained", style="bold"))
    explained(shown.charge, library)
    values = shown.gaps.json()
    console.print(Text(f"The three largest of {len(values['gaps'])} gaps to the model policy", style="bold"))
    for gap in values["gaps"][:3]:
        _gap(gap, library)
    console.print()
    line("wrote", f"{shown.folder}/place.html, report.html, decisions.parquet, patterns.parquet, summary.json and more")
    line("next", "nolle explain us-ny/manhattan/2022-01-03 --fact offense=us-ny-pl-230.00 --fact case.others=none")
    line("", "It informs; it is not legal advice.", "dim")
    console.print()


_SHOWN = ("selling", "buying", "third_party", "loitering_for_prostitution")


def _side_by_side(recorded: Mapping[str, Any], assumed: Mapping[str, Any], words: Wording, title: str) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), title=title, title_justify="left", title_style="bold")
    table.add_column("", style="dim")
    table.add_column("what the record supports")
    table.add_column("if the top charge is the most serious")
    for conduct in _SHOWN:
        if conduct in recorded["by_conduct"]:
            cells = [_counts(values, conduct) for values in (recorded, assumed)]
            table.add_row(words.conduct(conduct), *cells)
    console.print(Padding(table, (0, 0, 1, 2)))


def _counts(values: Mapping[str, Any], conduct: str) -> Text:
    told = Text()
    whole = values["text_read"] == ["full"]
    for number, (decision, n) in enumerate(values["by_conduct"].get(conduct, {}).items()):
        told.append("\n" if number else "")
        told.append(f"{n:>4,} ")
        told.append(mark(decision, whole), style=MARKS[Decision(decision)].style)
    return told
