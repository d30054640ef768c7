"""The sentences of a replay: the answer, where each number comes from, and what it does not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nolle.analysis.replay.intervals import FEWEST
from nolle.analysis.replay.outcomes import NO_POLICY
from nolle.analysis.replay.rows import SEVERAL_MONTHS
from nolle.law.policy import Policy, Rule
from nolle.publish.page import number, plural
from nolle.publish.report import because
from nolle.publish.wording import WORD, Wording, clause_of
from nolle.terms import Decision

WHAT = ("declined", "was_declined", "gained", "lost", "changed")
"""What is counted of charges, each as a range: surely, and at most."""

ABSENT = {
    "not_named": "no column is named; say which with --by {word}=COLUMN, or under `by` in the mapping",
    "not_in_file": "the mapping names a column that this file does not have",
    "prepared": "prepared records do not keep what decides nothing; replay the file they were made of",
    "no_date": "the file has no date of a charge",
}
"""Why charges are not counted by something."""

FOUND = {
    "policy": "It is asked as if in force on every charge, like the draft.",
    "office": "All documents of the office together, each as it stood on the governing day of the charge.",
    "own_office": "All other documents of the draft's office together, each as it stood on the governing day of the "
    "charge.",
    "no_office": "The draft is of no office, so there is nothing to set beside it. Name a policy or an office: "
    "--against ID.",
}
NO_DOCUMENT = "No other document with rules of this office is in the library, so every charge comes from no policy."
FACTS = (
    "A charge is settled once all that it lacks is recorded. Each step settles as many charges more, for each new "
    "field, as a step can."
)


def span(told: Mapping[str, int]) -> str:
    """`157`, or `154 to 157` where the records do not tell."""
    low, high = told["surely"], told["at_most"]
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def percent(told: Mapping[str, float] | None) -> str:
    """`0.8 % (0.6-1.0)`, of a range `0.5-0.8 % (0.3-1.0)`: the interval stands in brackets."""
    if told is None:
        return ""
    low, high = (f"{100 * told[end]:.1f}" for end in ("surely", "at_most"))
    both = low if low == high else f"{low}-{high}"
    return f"{both} % ({100 * told['low']:.1f}-{100 * told['high']:.1f})"


def word(decision: str) -> str:
    """A decision in words."""
    return WORD[Decision(decision)]


def group(of: str, value: str, words: Wording) -> str:
    """The name of a group: a class of conduct in words, a month, or the file's own word."""
    if of == "conduct":
        return "not known" if value == "unknown" else words.conduct(value)
    return "no exact month" if of == "month" and value == SEVERAL_MONTHS else value or "not recorded"


def matrix(
    transitions: Sequence[Mapping[str, Any]],
) -> tuple[list[str], list[str], dict[tuple[str, str], int]]:
    """What is decided now, what the draft decides, each most protective first, and the charges of each pair."""
    cells = {(cell["current"], cell["draft"]): cell["n"] for cell in transitions}
    now, then = ({key[place] for key in cells} for place in (0, 1))
    order = [*(decision.value for decision in Decision), NO_POLICY]
    return sorted(now, key=order.index), sorted(then, key=order.index), cells


def things(told: Mapping[str, int], one: str, many: str = "") -> str:
    """`157 charges`, `0 to 1 charge`."""
    return f"{span(told)} {one if told['at_most'] == 1 else many or one + 's'}"


def answer(values: Mapping[str, Any]) -> str:
    """The whole replay in one sentence."""
    n, totals = values["rows"]["charges"], values["totals"]
    title = values["draft"]["title"]
    if not n:
        return "No charge of these records was asked about, so nothing can be replayed."
    if values["current"].get("id") and not totals["changed"]["at_most"]:
        return f"No change: {plural(n, 'charge')} would have come out under “{title}” as they do now."
    said = f"“{title}” would have declined {span(totals['declined'])} of {plural(n, 'charge')}"
    if values["current"].get("id"):
        said += f", {span(totals['gained'])} of them not declined now"
        if totals["lost"]["at_most"]:
            said += f", while {span(totals['lost'])} declined now would not be"
    return f"{said}; {_left(values)}."


def _left(values: Mapping[str, Any]) -> str:
    people, cases = values["people"], values["cases"]
    if people and people["n"]:
        return f"{things(people['newly_none_left'], 'person', 'people')} would have had no charge left in these records"
    if cases and cases["n"]:
        kept = things(cases["newly_none_left"], "case")
        return f"{kept} would have had no charge left in these records, and people cannot be told apart in them"
    return "neither people nor cases can be told apart in these records"


def notes(values: Mapping[str, Any]) -> list[str]:
    """Where the numbers come from, and what must not be read out of them."""
    return list(_notes(values))


def _notes(values: Mapping[str, Any]) -> Iterator[str]:
    yield "The draft is asked as if in force on every charge given, whatever its day and county."
    yield current(values["current"])
    if values["draft"]["text_read"] != ["full"]:
        yield "The draft's text was read in part, so a charge it is silent on may be named in what nobody has read."
    yield (
        "Declined means that the office says it will not prosecute. Declined on a condition, diverted and a "
        "supervisor's approval are counted apart, in the matrix."
    )
    yield (
        "A range runs from what is surely so to what may be: charges that the records do not settle, or whose clause "
        "nobody has read, are in the second number only."
    )
    yield from _units(values)
    yield from _limits(values)


def current(told: Mapping[str, Any]) -> str:
    """What stands beside the draft, and how it is asked."""
    if told.get("id"):
        return f"Now: {told['title']} ({told['id']}). {FOUND[told['found']]}"
    return f"Now: no policy. {FOUND['no_office'] if told['found'] == 'no_office' else NO_DOCUMENT}"


def _units(values: Mapping[str, Any]) -> Iterator[str]:
    for word, units in (("case", values["cases"]), ("person", values["people"])):
        if units is None:
            yield f"The file has no id of a {word}, so {'people' if word == 'person' else 'cases'} are not counted."
        elif units["charges_without_id"]:
            yield (
                f"{plural(units['charges_without_id'], 'charge')} without an id of a {word} "
                f"count for no {word}: whose they are is not guessed."
            )
    if (values["cases"] or values["people"]) and not values["others_known"]:
        yield "The file may lack charges of a case: “no charge left” means none of those it shows."
    if (values["cases"] or values["people"]) and values["where"]:
        yield "Charges that --where leaves out count as charges left."


def _limits(values: Mapping[str, Any]) -> Iterator[str]:
    if set(values["by"]) - {"conduct", "month"}:
        yield (
            "An arrest or a charge is what police and office did, not what people did. The words for race, sex or "
            "court are the file's own: what somebody wrote down."
        )
    yield (
        "Intervals are of 95 % (Wilson): how far chance alone moves a share of so few charges. They say nothing of "
        "errors in the records."
    )
    yield "Small counts are shown, for your eyes. Nothing here is masked for publication."


def absent(told: Mapping[str, str]) -> list[str]:
    """What charges are not counted by, and why: words with one reason are said together."""
    alike: dict[str, list[str]] = {}
    for word, why in told.items():
        alike.setdefault(why, []).append(word)
    return [f"{', '.join(words)}: {ABSENT[why].format(word=words[0])}" for why, words in alike.items()]


# ---------------------------------------------------------------- groups


def apart(told: Mapping[str, Any]) -> str:
    """What the shares of some groups say of a difference, and no more."""
    of = f"{FEWEST} {'sex work charges' if told['of_sex_work'] else 'charges'} or more"
    if not told["highest"]:
        return (
            f"The {told['compared']} groups of {of} differ by no more than chance, and what cannot be told, could make."
        )
    return (
        f"“{told['highest']}” and “{told['lowest']}” differ by more than chance would make among the "
        f"{told['compared']} groups of {of}. Their charges differ; what people did is not in a record."
    )


# ---------------------------------------------------------------- clauses


def clause(policies: Sequence[Policy], policy: str, path: str, words: Wording) -> str:
    """A clause in words; of an exception, when it applies."""
    found = clause_of(policies, policy, path)
    if found is None:
        return ""
    return words.rule(found) if isinstance(found, Rule) else f"Not where {words.condition(found.when)}."


def why(needs: Sequence[str], reasons: Sequence[str], words: Wording) -> str:
    """What is missing, in words: what could be recorded, and what no record can say."""
    missing = "; ".join(words.need(need) for need in needs)
    open_ = "; ".join(because(reason) for reason in reasons if reason != "fact")
    told = [f"Not recorded: {missing}"] * bool(missing) + [f"Open in the text: {open_}"] * bool(open_)
    return ". ".join(told)
