"""A draft → the text of a mapping document: what each column means, why it was chosen, and what is still open.

What is open stands as `# ASK:` above the key it settles. The text reads back as the mapping it was made from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from nolle.records.asking import NOT_TELLING
from nolle.records.draft import NONE, AskedWord, Chosen, Draft, Kind, Question
from nolle.records.mapping import Column
from nolle.records.mapping import Mapping as MappingDocument
from nolle.records.profile import File

_WIDE = 110
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_/.()+§-]*(?: [A-Za-z0-9_/.()+§&-]+)*")
_NOT_TEXT = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null", "none", "nan"})
_ASK = "ASK: "
_MOST_WORDS = 40


def text(draft: Draft, id: str, file: File, meanings: Mapping[str, str], ask_below: float) -> str:
    """The document as YAML."""
    mapping = draft.mapping(id)
    lines = [*_head(draft, file, ask_below), f"id: {scalar(id)}", *_asked(draft, "title")]
    lines += [f"title: {scalar(draft.title)}", *_asked(draft, "row"), *_comment("; ".join(draft.why_row))]
    lines.append(f"row: {draft.row}")
    for key, value in (("system", draft.system), ("law", draft.law)):
        lines += [*_asked(draft, key), *([f"{key}: {scalar(value)}"] if value else [])]
    lines += ["columns:" if draft.chosen else "columns: {}"]
    lines += [f"  {line}" for line in _columns(draft, meanings)]
    if draft.counts is not None:
        lines += _counts(draft)
    lines += _lists(draft, mapping)
    for key in ("case", "history"):
        lines += _asked(draft, key)
    if draft.counts is None:
        lines += [f"case: {_flow(_case(mapping))}", f"history: {_flow(_history(mapping))}"]
    lines += [*_asked(draft, "leaves_out"), *_list("leaves_out", draft.leaves_out)]
    lines += [*_asked(draft, "terms"), *([f"terms: {scalar(draft.terms)}"] if draft.terms else [])]
    lines += [*_comment("nobody has checked this draft: say verified once a person has"), "confidence: unverified"]
    return "\n".join(lines) + "\n"


def _head(draft: Draft, file: File, ask_below: float) -> Iterator[str]:
    name = file.name.rpartition("/")[2]
    told = f"A draft, made by looking at {name}: {file.rows:,} rows, {len(file.columns)} columns."
    yield from _comment(told)
    if draft.open:
        yield from _comment(f"What was less sure than {ask_below} is marked ASK: settle it, then take the mark out.")
    for note in draft.notes:
        yield from _comment(f"NOTE: {note}")


def _columns(draft: Draft, meanings: Mapping[str, str]) -> Iterator[str]:
    done = set()
    for chosen in draft.chosen:
        done.add(f"columns.{chosen.standard}")
        yield from _comment(meanings.get(chosen.standard, chosen.standard))
        source = chosen.source.column or chosen.source.constant
        yield from _comment(f"  {source}: {'; '.join(chosen.why)}")
        yield from _asked(draft, f"columns.{chosen.standard}")
        yield from _column(chosen)
    open_ = dict.fromkeys(question.at for question in draft.open if question.at.startswith("columns"))
    for at in (at for at in open_ if at not in done):
        yield from _asked(draft, at)
    if draft.unused:
        yield from _comment(f"not used: {', '.join(draft.unused)}")


def _column(chosen: Chosen) -> Iterator[str]:
    """A column: in one line where it is short, with a line for each word where it has words."""
    source, key = chosen.source, scalar(chosen.standard)
    if source.constant:
        yield f"{key}: {_flow({'constant': source.constant})}"
    elif not (source.values or source.format or source.otherwise):
        yield f"{key}: {scalar(source.column)}"
    elif not source.values:
        written = _formats(source)
        yield f"{key}: {{column: {scalar(source.column, flow=True)}, format: {written}}}"
    else:
        yield f"{key}:"
        yield f"  column: {scalar(source.column)}"
        yield from ([f"  format: {_formats(source)}"] if source.format else [])
        yield "  values:"
        yield from (f"    {line}" for line in _values(chosen, source))


def _formats(source: Column) -> str:
    """One form, or a list of them."""
    forms = [scalar(form, flow=True) for form in source.format]
    return forms[0] if len(forms) == 1 else f"[{', '.join(forms)}]"


def _values(chosen: Chosen, source: Column) -> Iterator[str]:
    """The office's words in standard words, most frequent first; those that stay unknown are comments."""
    for word, means in source.values.items():
        yield f"{scalar(word)}: {scalar(means)}"
    unknown = [one for one in chosen.words if not one.means]
    for one in unknown[:_MOST_WORDS]:
        yield from _comment(_told(one))
    if len(unknown) > _MOST_WORDS:
        yield from _comment(f"and {len(unknown) - _MOST_WORDS} more words that stay unknown")


def _told(one: AskedWord) -> str:
    """What stands beside a word in another column is never written: that column may be somebody's remarks."""
    word = f"{_tidy(one.word)}, {one.n:,} row{'s' * (one.n != 1)}"
    if one.why:
        return f"{word}: unknown; {one.why}"
    return f"{_ASK}{word}: is it {one.perhaps}?" if one.perhaps else f"{_ASK}{word}: what is it?"


def _counts(draft: Draft) -> Iterator[str]:
    """How a table of counts is laid out."""
    assert draft.counts is not None
    keys = [f"{key}: true" for key in ("one_each", "cumulative") if getattr(draft.counts, key)]
    keys += [f"dated: {scalar(draft.counts.dated)}"] if draft.counts.dated else []
    keys += [*_asked(draft, "counts.wide"), *_list("wide", draft.counts.wide)]
    told = f"{_ASK}which categories are about sex work? Name them under `categories`, each with its class of conduct."
    yield "counts:" if keys else "counts: {}"
    yield from (f"  {line}" for line in (*_asked(draft, "dated"), *keys, *_comment(told)))


def _lists(draft: Draft, mapping: MappingDocument) -> Iterator[str]:
    yield from _asked(draft, "drop")
    if draft.drop:
        yield "drop:"
        width = max(len(scalar(name)) for name in draft.drop)
        for name, why in draft.drop.items():
            yield f"  - {scalar(name):{width}}  # {_tidy(why)}"
    if draft.nulls:
        yield from _comment("what stands for an empty cell")
        yield f"nulls: [{', '.join(scalar(null) for null in mapping.nulls)}]"


def _list(key: str, items: Iterable[str]) -> list[str]:
    found = [f"  - {scalar(item)}" for item in items]
    return [f"{key}:", *found] if found else []


def _case(mapping: MappingDocument) -> dict[str, str]:
    return {"others": mapping.case.others, **({"note": mapping.case.note} if mapping.case.note else {})}


def _history(mapping: MappingDocument) -> dict[str, str]:
    history = mapping.history
    since = {"since": str(history.since)} if history.since else {}
    return {"complete": str(history.complete).lower(), **since, **({"note": history.note} if history.note else {})}


# ---------------------------------------------------------------- comments and scalars


def _asked(draft: Draft, at: str) -> Iterator[str]:
    """The open questions about a key, each with its default."""
    for question in draft.open:
        if question.at == at:
            yield from _comment(_ASK + asked(question))


def asked(question: Question) -> str:
    """A question in one line: what stands now, what was seen, what else there is."""
    telling = question.seen and question.seen != NOT_TELLING
    seen = f" ({'; '.join(question.seen)})" if telling else ""
    if question.kind is Kind.WORDS:
        n = sum(1 for one in question.words if one.open)
        return f"{question.ask} {n} of them stay unknown until somebody says." if n else f"{question.ask}{seen}"
    default = question.label(question.default) if question.kind is Kind.CHOICE else question.default
    stands = f" Taken for now: {default.rstrip('?.')}." if question.default not in ("", NONE) else ""
    others = [choice.answer for choice in question.choices if choice.answer not in (question.default, NONE)]
    instead = f" Else: {', '.join(others[:6])}." if others and question.kind is not Kind.PLACE else ""
    return f"{question.ask}{stands}{seen}{instead}"


def _comment(told: str) -> list[str]:
    """A comment, wrapped; what a file says in it is one line of plain letters."""
    indent = " " * (len(told) - len(told.lstrip()))
    lines = wrap(_tidy(told), _WIDE - 4 - len(indent), break_on_hyphens=False) if told.strip() else []
    return [f"# {indent}{line}" for line in lines]


def _tidy(told: str) -> str:
    """Text fit for a comment: printable, and in one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in told).split())


def _flow(values: Mapping[str, str]) -> str:
    """A short mapping in one line."""
    return "{" + ", ".join(f"{key}: {scalar(value, flow=True)}" for key, value in values.items()) + "}"


def scalar(value: str, flow: bool = False) -> str:
    """A text as YAML, quoted where an editor could take it for anything else."""
    plain = _PLAIN.fullmatch(value) and value.lower() not in _NOT_TEXT
    if plain and not (flow and set(value) & set(",[]{}")):
        return value
    if flow and value in ("true", "false"):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(_escape(character) for character in escaped) + '"'


def _escape(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
