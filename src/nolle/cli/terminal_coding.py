"""What `nolle code` and `nolle source` print for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nolle.analysis.intercoder import Figures, Outcome
from nolle.cli.terminal import console, line
from nolle.law.survey import NOT_ASKED
from nolle.publish.codebook import two_places
from nolle.verbs.surveying import DIFFERS, FITS, NOT_CODED, NOT_COMPUTED, Against, Book, ToRecode
from nolle.verbs.surveying_pairs import CodesCompared, Reviewed, percent

LEFT_OUT = {
    Outcome.OLD_VERSION: "of an older version of the question, to be coded again",
    Outcome.NOT_CHECKED: "not checked by one coder or both",
    Outcome.NOT_ASKED: "not asked of one coder or both, after what they answered before",
    Outcome.NOT_CODED: "in neither sheet",
}
VERDICTS = {
    DIFFERS: "✗ differs", FITS: "✓ fits", NOT_COMPUTED: "· the rules do not settle it", NOT_CODED: "· not coded",
}  # fmt: skip


def _n(n: int, thing: str) -> str:
    return f"{n:,} {thing}{'s' * (n != 1)}"


def _title(text: str) -> None:
    console.print()
    console.print(Text(text, style="bold"))


def _table(*columns: str, right: Sequence[str] = ()) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, header_style="dim", justify="right" if column in right else "left", overflow="fold")
    return table


# ---------------------------------------------------------------- the codebook


def book(told: Book) -> None:
    """The protocol in steps, then the questions with their answers."""
    protocol = told.protocol
    _title(f"{protocol.title}: {_n(len(told.questions), 'question')}, protocol version {protocol.version}")
    for number, step in enumerate(protocol.steps, 1):
        line(f"step {number}", f"{step.says}.")
    for question in told.questions:
        computed = "  computed too" if question.computed else ""
        console.print()
        console.print(Text.assemble((question.id, "bold"), (f"  version {question.version}{computed}", "dim")))
        console.print(Padding(question.text, (0, 0, 0, 2)))
        if question.asked_when:
            asked = question.asked_when
            line("asked", f"where {asked.question} is {' or '.join(asked.answer)}; else {NOT_ASKED}")
        table = Table.grid(padding=(0, 2))
        table.add_column(width=22)
        table.add_column(overflow="fold")
        for answer, meaning in question.answers.items():
            table.add_row(answer, meaning)
        console.print(Padding(table, (0, 0, 0, 2)))


# ---------------------------------------------------------------- two coders


def compared(told: CodesCompared) -> None:
    """The rate first, then what it means for the next batch, then each question."""
    found, twice = told.agreement, told.protocol.coded_twice
    rate = f"{percent(found.rate)} %" if found.rate is not None else "nothing compared"
    _title(f"{_n(found.divergences, 'divergence')} in {_n(found.n, 'answer')} compared: {rate}")
    line("versions", f"{len(told.policies)}: {', '.join(told.policies)}")
    bound = f"the bound of {twice.once_below} % is {'met' if told.met else 'not met'}"
    line("next", f"{bound}: code {found.next} % of the next versions twice", "" if told.met else "bold")
    line("pairs", f"{len(found.pairs):,} = {found.n:,} compared + {sum(found.left_out.values()):,} left out")
    for outcome, n in found.left_out.items():
        if n:
            line("", f"{n:,} {LEFT_OUT[outcome]}")
    console.print()
    table = _table("question", "version", "n", "apart", "rate", "kappa", right=("version", "n", "apart", "rate"))
    for one in found.questions:
        if one.left_out[Outcome.NOT_CODED] == len(told.policies):
            continue
        rate = f"{percent(one.rate)} %" if one.rate is not None else ""
        row = [one.question, str(one.version), str(one.n), str(one.divergences), rate, _kappa(told, one)]
        table.add_row(*row, style="bold" if one.divergences else "")
    console.print(table)
    console.print()
    kappa = told.protocol.kappa
    console.print(
        f"Kappa: Cohen's, unweighted; the floor is {two_places(kappa.floor)}, the goal {two_places(kappa.goal)}."
    )


def _kappa(told: CodesCompared, one: Figures) -> str:
    if one.kappa is None:
        return f"undefined: {one.why}"
    return f"{one.kappa:.3f}" + ("  below the floor" if told.below_floor(one) else "")


def reviewed(told: Reviewed) -> None:
    """How far the review has come, its causes, and the questions to mend."""
    settled = sum(told.causes.values())
    still = f"{len(told.faults)} {'entry' if len(told.faults) == 1 else 'entries'} open"
    _title(f"{_n(told.rows, 'divergence')} to settle: {settled} with a cause, {still}")
    for cause, n in told.causes.items():
        line(str(n), cause.replace("_", " "))
    for question in told.to_mend:
        line("mend", f"{question}: write a new version of the question, then nolle code recode FILES")
    for fault in told.faults:
        console.print(str(fault), soft_wrap=True)


def to_recode(rows: Sequence[ToRecode], sheets: int) -> None:
    """The answers to code again, by policy and coder."""
    _title(f"{_n(len(rows), 'answer')} to code again, in {_n(sheets, 'sheet')}")
    if not rows:
        return
    table = _table("policy", "coder", "question", "version", "old answer", "where")
    for row in rows:
        one = row.again
        versions = f"{one.had} → {one.has}" if one.had else f"new → {one.has}"
        table.add_row(one.policy, one.coder, one.question, versions, one.answer, f"{row.file}:{row.line}")
    console.print(table)
    for question, changed in {row.again.question: row.again.changed for row in rows}.items():
        line("changed", f"{question}: {'; '.join(changed)}")


# ---------------------------------------------------------------- beside the rules


def against(told: Against) -> None:
    """What differs first, with the lines; then the counts, which add up to the codebook."""
    counts = told.counts()
    _title(
        f"{told.policy}, coded by {told.coder}: {counts[DIFFERS]} of {counts[FITS] + counts[DIFFERS]} answers differ"
    )
    if not told.whole_text:
        line("text read", "not in full: not_addressed means that nothing was found in what was read")
    console.print()
    shown = sorted((r for r in told.rows if r.verdict != FITS), key=lambda row: list(VERDICTS).index(row.verdict))
    if shown:
        table = _table("question", "coded", "from the rules", "", "rests on")
        for row in shown:
            style = "bold" if row.verdict == DIFFERS else ""
            computed = row.computed.answer or "–"
            table.add_row(row.question, row.coded, computed, VERDICTS[row.verdict], row.computed.because, style=style)
        console.print(table)
        console.print()
    line(VERDICTS[FITS], ", ".join(row.question for row in told.rows if row.verdict == FITS) or "none")
    line("people only", ", ".join(told.people_only))
    console.print()
    tally = ", ".join(f"{n} {verdict.replace('_', ' ')}" for verdict, n in counts.items())
    people = len(told.people_only)
    console.print(f"{len(told.rows) + people} questions: {tally}, {people} that no rule can answer")
    for row in told.rows:
        if row.verdict == DIFFERS:
            line("look at", f"{told.file}:{row.line}  {row.question}")
