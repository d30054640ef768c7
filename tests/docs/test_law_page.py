"""The tables of docs/law.md are made here, so that they cannot go stale. `--update-golden` rewrites them."""

import re
from pathlib import Path

import pytest

from nolle.publish.law import FORMER
from nolle.verbs.catalogue import extent
from tests.records.citations.accuracy import accuracy, rows

PAGE = Path(__file__).resolve().parents[2] / "docs/law.md"
NAMES = {
    "us-ny": "New York", "us-ca": "California", "us-ma": "Massachusetts", "us-wa": "Washington", "us-ct": "Connecticut",
    "us-md": "Maryland", "us-mi": "Michigan", "us-pa": "Pennsylvania", "us-tx": "Texas", "us-il": "Illinois",
    "us-vt": "Vermont", "us": "Federal law, for context",
}  # fmt: skip


def row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def extent_table(library):
    yield row("place", "entries", "verified", "partial", "unverified", "level known", "first day known",
              "dates verified", "former texts")  # fmt: skip
    yield "|---|" + "---:|" * 8
    told = extent()
    columns = (
        "offenses",
        "verified",
        "partial",
        "unverified",
        "with_level",
        "with_first_day",
        "dates_verified",
        "former",
    )
    for one in told:
        yield row(f"{NAMES[one.place]} (`{one.place}`)", *(getattr(one, column) for column in columns))
    yield row("all", *(sum(getattr(one, column) for one in told) for column in columns))


def codes_table(library):
    yield row("code", "entries", "a section that is not in the catalogue")
    yield "|---|---:|---|"
    titles: dict = {}
    for body in library.bodies.values():
        titles.setdefault(body.code, body.title)
    for code in sorted(
        {one.code for one in library.offenses.values()} | {one.code for one in library.coverage.values()}
    ):
        entries = sum(one.code == code for one in library.offenses.values())
        said = [_absent(one) for one in library.coverage.values() if one.code == code]
        yield row(titles[code], entries, "; ".join(dict.fromkeys(said)) or "may be anything")


def _absent(stated):
    if stated.absent != "other":
        return f"may be anything ({stated.note})"
    where = f" (chapters {', '.join(stated.chapters)})" if stated.chapters else ""
    what = f"none of: {', '.join(stated.complete_for)}" if stated.complete_for else "of no class"
    return f"{what}{where}, {stated.confidence.value}"


def accuracy_table(library):
    whole = accuracy()
    yield row("references", "styles", "right", "wider", "missed", "wrong", "precision", "recall")
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|"
    styles = len({one.style for one in rows()})
    yield row(whole.references, styles, whole.right, len(whole.wider), len(whole.missed), len(whole.wrong),
              f"{whole.precision:.4f}", f"{whole.recall:.4f}")  # fmt: skip


def styles_table(library):
    yield row("style", "texts", "references", "right", "wrong", "missed", "precision", "recall")
    yield "|---|" + "---:|" * 7
    by_style: dict = {}
    for one in rows():
        by_style.setdefault(one.style, []).append(one)
    for style, labelled in sorted(by_style.items()):
        told = accuracy(labelled)
        read = told.right + len(told.wrong)
        precision = f"{told.right / read:.3f}" if read else ""
        recall = f"{told.right / told.references:.3f}" if told.references else ""
        yield row(
            style, len(labelled), told.references, told.right, len(told.wrong), len(told.missed), precision, recall
        )


TABLES = {"extent": extent_table, "codes": codes_table, "accuracy": accuracy_table, "styles": styles_table}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_page_says_what_is_so(name, library, update_golden):
    text = PAGE.read_text(encoding="utf-8")
    made = "\n".join(TABLES[name](library)) + "\n"
    if update_golden:
        pattern = re.compile(rf"(<!-- table: {name} -->\n)(.*?)(<!-- end -->)", re.S)
        PAGE.write_text(pattern.sub(lambda found: found[1] + made + found[3], text), encoding="utf-8")
    else:
        assert f"<!-- table: {name} -->\n{made}<!-- end -->" in text, "rewrite it with --update-golden"


def test_the_numbers_add_up(library):
    told = extent()
    assert sum(one.offenses for one in told) == len(library.offenses)
    assert all(one.offenses == one.verified + one.partial + one.unverified for one in told)
    assert {one.place for one in told} == NAMES.keys()
    assert sum(one.former for one in told) == sum(one.status in FORMER for one in library.offenses.values())


def test_every_key_and_word_of_an_entry_is_explained():
    from nolle.law.offense import Offense
    from nolle.library.check_law import WORDS

    text = PAGE.read_text(encoding="utf-8")
    own = {
        "id",
        "citation",
        "code",
        "chapter",
        "section",
        "subdivision",
        "locality",
        "title",
        "part_of",
        "sources",
        "note",
    }
    told = set(re.findall(r"`([\w_]+)`", text))
    assert set(Offense.model_fields) - own <= told
    assert {word for key in ("status", "party") for word in WORDS[key] if word} <= told
