"""A table of counts on the terminal: what adds up, its edition, its breaks, and what to ask for."""

from nolle.cli.terminal_quality import counted
from tests.publish import example_quality as example


def test_a_table_of_counts_is_told_in_lines(capsys):
    counted(example.counts())
    said = " ".join(capsys.readouterr().out.split())
    for text in (
        "60 in = 58 read + 2 set aside",
        "edition It is the edition “before” of the series “made-up”",
        "Of 2020 two totals exist.",
        "Charges: Selling (selling sex), 2020: 80, after 400 in the year before.",
        "A change of law, and no sign of a policy.",
        "Nothing known explains it. Ask the office.",
        "and 2 breaks of single places",
        "not in it charges that were <never> filed",
        "ask “Selling” by side: it counts several classes of conduct together (400 counted)",
    ):
        assert text in said, text
