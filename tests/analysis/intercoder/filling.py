"""Coders' sheets for tests: made by the command, then filled in as a person would, with planted answers."""

import re

from nolle.verbs.surveying import code_new

BARE = ("not_addressed", "not_asked", "not_checked")
QUESTION = re.compile(r"  - question: (\S+)")


def filled(text, answers, saw_other="no"):
    """A sheet with these answers; every other question is not addressed, and the one with a parent not asked."""
    made, question, said = [], "", ""
    for line in text.splitlines():
        if found := QUESTION.match(line):
            question = found[1]
            said = answers.get(question, "not_asked" if question == "reporting-public" else "not_addressed")
        if line == '    answer: ""':
            line = f'    answer: "{said}"'
        elif line.startswith("    at: {") and said not in BARE:
            line = f'    at: {{page: "1", section: "", quote: "words on {question}"}}'
        elif line == '    searched: ""' and said == "not_addressed":
            line = '    searched: "pages 1 to 2, all of it"'
        elif line == '    note: ""' and said == "unclear":
            line = '    note: "two ways"'
        made.append(line)
    return "\n".join(made).replace('saw_other: ""', f'saw_other: "{saw_other}"') + "\n"


def sheet(folder, policy, coder, answers, workspace, name=""):
    """A filled sheet of one coder for one policy; its path."""
    file = folder / (name or f"{policy.rpartition('/')[2]}-{coder.lower()}.yaml")
    code_new(policy, coder, "2026-11-21", file, workspace)
    file.write_text(filled(file.read_text(encoding="utf-8"), answers), encoding="utf-8")
    return file


def line_of(file, words, question=""):
    """The line of a file that begins with these words: the first one, or the first after a question."""
    lines = file.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line == f"  - question: {question}") if question else 0
    return next(n + 1 for n, line in enumerate(lines) if n >= start and line.strip().startswith(words))


def changed(file, old, new, question=""):
    """Change the first line that begins so, after a question where one is named; the line's number."""
    number = line_of(file, old, question)
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[number - 1] = lines[number - 1].replace(old, new)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return number
