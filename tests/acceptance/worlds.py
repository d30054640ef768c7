"""Small invented worlds for scenarios that need a policy or records of their own. All of it is made up."""

from pathlib import Path
from textwrap import dedent

from nolle import verbs

OFFENSES = """\
place: us-zz
offenses:
  - {id: us-zz-1, citation: "ZZ Code § 1", code: ZZ, section: "1", title: Selling, conduct: selling, party: seller, level: misdemeanor, confidence: verified}
  - {id: us-zz-2, citation: "ZZ Code § 2", code: ZZ, section: "2", title: Buying, conduct: buying, party: buyer, level: misdemeanor, confidence: verified}
  - {id: us-zz-3, citation: "ZZ Code § 3", code: ZZ, section: "3", title: Robbery, conduct: violence, party: any, level: felony, confidence: verified}
  - {id: us-zz-4, citation: "ZZ Code § 4", code: ZZ, section: "4", title: Trespass, conduct: quality_of_life/trespass, party: any, level: violation, confidence: verified}
  - {id: us-zz-5, citation: "ZZ Code § 5", code: ZZ, section: "5", title: Old selling, conduct: selling, party: seller, level: misdemeanor, confidence: verified,
     in_force: {to: 2019-12-31}, status: repealed}
"""

PLACE = (
    "{{id: us-zz/{name}, name: {name} (made up), state: us-zz, kind: county, cite: [{{source: made-up, at: all}}]}}\n"
)
OFFICE = "{{id: us-zz/{name}-da, name: {name} office (made up), place: us-zz/{name}, cite: [{{source: made-up, at: all}}]}}\n"
HEAD = """\
id: us-zz/here/2020-01-01
title: A made-up policy
office: us-zz/here-da
kind: written_memo
text_read: full
events:
  - {type: in_effect, on: 2020-01-01}
cite: [{source: made-up, at: all}]
"""
SELLING = """\
rules:
  - id: selling
    covers: {conduct: selling}
    then: decline
    cite: [{source: made-up, at: all}]
"""


def workspace(folder: Path, policy: str = SELLING, mapping: str = "") -> Path:
    """A workspace with one office, its neighbour's county, five offenses and one policy."""
    files = {
        "offenses/us-zz.yaml": OFFENSES,
        "sources/made-up.yaml": "sources:\n  - {id: made-up, title: Made up for a test, kind: invented}\n",
        "policies/us-zz/here/2020-01-01.yaml": HEAD + dedent(policy),
    }
    for name in ("here", "there"):
        files[f"places/us-zz/{name}.yaml"] = PLACE.format(name=name)
        files[f"offices/us-zz/{name}-da.yaml"] = OFFICE.format(name=name)
    if mapping:
        head = (
            MAPPING
            if "columns:" not in mapping
            else MAPPING[: MAPPING.index("columns:")] + "cite: [{source: made-up, at: all}]\n"
        )
        files["mappings/own.yaml"] = head + dedent(mapping)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


MAPPING = """\
id: own
title: A made-up file
optional: true
columns:
  charge_id: charge_id
  case_id: case_id
  person_id: person_id
  code: code
  level: level
  place: place
  offense_on: offense_on
  filed_on: filed_on
  stage: {column: stage, values: {Convicted: convicted, Dismissed: dismissed, Open: pending}}
cite: [{source: made-up, at: all}]
"""

POLICY = "us-zz/here/2020-01-01"


def rows(folder: Path, text: str) -> Path:
    """A CSV file of records."""
    file = folder / "records.csv"
    file.write_text("\n".join(line.strip().replace(" ", "") for line in text.strip().splitlines()) + "\n")
    return file


def decided(folder: Path, policy: str, records: str, mapping: str = "", **how) -> tuple[dict, dict]:
    """Decide made-up records; the summary, and the decision of each charge by its id."""
    here = workspace(folder, policy, mapping)
    file = rows(folder, records)
    out = folder / "out"
    run = verbs.decide(POLICY, file, verbs.Asked("own" if mapping else "generic", all_rows=True, **how), out, here)
    return run.json(), table(out)


def table(out: Path) -> dict[str, tuple[str, str, str]]:
    """charge id → decision, rule, needs."""
    import duckdb

    select = f"select charge_id, decision, coalesce(rule, ''), needs from '{out}/decisions.parquet' order by source_row"
    return {row[0]: row[1:] for row in duckdb.connect().execute(select).fetchall()}


__all__ = ["HEAD", "MAPPING", "POLICY", "SELLING", "decided", "rows", "table", "workspace"]
