"""The page on the data package says which tables and columns there are; it is made from the schema.

`--update-golden` rewrites it (with -n0).
"""

from pathlib import Path

from nolle.verbs.packages.forms import WHOLE
from nolle.verbs.packages.schema import Kind
from nolle.verbs.packages.tables import ROWS

PAGE = Path(__file__).resolve().parents[2] / "docs/data.md"
START, END = "<!-- tables of the package -->\n", "<!-- end -->"


def column(field):
    """`policy` → policies []"""
    name = f"*{field.name}*" if field.to == ("sources",) else f"`{field.name}`"
    named = f" → {', '.join(field.to)}" if field.to and field.to != ("sources",) else ""
    kind = {Kind.WHOLE: ", a number", Kind.TRUTH: ", yes or no"}.get(field.kind, "")
    return f"{name}{'[]' if field.many and field.to != ('sources',) else ''}{named}", f"{field.says}{kind}"


def made():
    for table in ROWS:
        yield f"### {table.name}"
        yield ""
        derived = " Worked out for the as-of day." if table.derived else ""
        ours = " This project's own: no source stands behind it." if table.ours and table.name == "rechecks" else ""
        yield f"{table.says}.{derived}{ours}"
        yield ""
        yield "| column | what it holds |"
        yield "|---|---|"
        for field in table.fields:
            name, says = column(field)
            yield f"| {name} | {says} |"
        yield ""


def test_the_page_names_every_table_and_column(update_golden):
    text = PAGE.read_text(encoding="utf-8")
    told = "\n" + "\n".join(made())
    before, _, rest = text.partition(START)
    if update_golden:
        PAGE.write_text(before + START + told + END + rest.partition(END)[2], encoding="utf-8")
    else:
        assert rest.partition(END)[0] == told, "rewrite it with --update-golden"


def test_the_page_names_every_file():
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in (*WHOLE, "datapackage.json", "README.md") if f"`{name}`" not in text] == []
