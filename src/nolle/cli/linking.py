"""nolle records link: pseudonymous persons, made on the office's own machine before intake."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from nolle.cli.options import Json, emit, progress


def link(
    records: Annotated[Path, typer.Argument(help="A file with names and birth dates, kept outside of any workspace.")],
    name: Annotated[str, typer.Option("--name", help='The columns FIRST,LAST; or one column with "Last, First".')],
    birth: Annotated[str, typer.Option("--birth", help="The column with the birth date.")],
    out: Annotated[Path, typer.Option("--out", help="The file of persons to write.")],
    key: Annotated[Path, typer.Option("--key", help="The key of the pseudonyms; made where there is none. Keep it.")],
    id: Annotated[
        list[str] | None, typer.Option("--id", help="A column with an id of the office's for a person; more than one.")
    ] = None,
    charge_id: Annotated[str, typer.Option("--charge-id", help="The charge's own id (default: row numbers).")] = "",
    sure: Annotated[float, typer.Option("--sure", help="A link is made from this probability on.")] = 0.99,
    floor: Annotated[float, typer.Option("--floor", help="Under this probability there is no link.")] = 0.2,
    birth_format: Annotated[
        str, typer.Option("--birth-format", help="How birth dates are written, such as %d.%m.%y.")
    ] = "",
    report: Annotated[Path | None, typer.Option("--report", help="Write what became of the rows as JSON.")] = None,
    memory_limit: Annotated[str, typer.Option("--memory-limit", help="What the database may use.")] = "2GB",
    force: Annotated[bool, typer.Option("--force", help="Also inside a repository or a workspace.")] = False,
    as_json: Json = False,
) -> None:
    """Link rows to persons before intake: leaves pseudonymous ids, the probability of each, and what is unknown."""
    from nolle.linkage.identities import Columns
    from nolle.linkage.rules import Thresholds
    from nolle.verbs.linking import Files
    from nolle.verbs.linking import link as link_file

    names = tuple(part.strip() for part in name.split(",", 1))
    given = Columns(names, birth, tuple(id or ()), charge_id, birth_format)
    with progress(as_json) as step:
        told = link_file(Files(records, out, key, report), given, Thresholds(sure, floor), force, memory_limit, step)
    if as_json:
        emit(told)
    else:
        _shown(told, out)


def _shown(told: Mapping[str, Any], out: Path) -> None:
    from nolle.cli.terminal import line

    because = "; ".join(f"{n:,} {why}" for why, n in told["unknown_because"].items())
    line("rows", f"{told['rows']:,} rows = {told['charges']:,} charges" + _repeated(told["charge_ids_repeated"]))
    line("history", f"{told['history_known']:,} known, of {told['persons_with_known_history']:,} persons")
    line("", f"{told['history_unknown']:,} unknown" + (f": {because}" if because else ""))
    links = told["links"]
    line("links", f"{links['by_office_id']:,} by an id of the office, {links['by_model']:,} by name and birth date")
    line("left open", f"{links['below_sure']:,} below {told['sure']}, {links['ruled_out']:,} that a rule forbids")
    for warning in _warnings(told):
        line("warning", warning)
    model = told["model"]
    line("model", "trained on this file" if model["trained"] else f"published values: {model['why_not']}")
    line("wrote", str(out))


def _warnings(told: Mapping[str, Any]) -> list[str]:
    """What somebody at the office should look at, in numbers."""
    same, lacking = told["same_id"], told["rows_that_lack"]
    said = {
        f"of the office's ids with more than one name, linked ({same['and_not_alike']:,} not alike)": same[
            "different_name"
        ],
        "of the office's ids with one name and two birth years, not linked": same["same_name_different_birth_year"],
        "of the office's ids that too many share, not used": same["shared_by_too_many"],
        "of the birth dates cannot be read": lacking["birth_unreadable"],
        "spellings share a name or a birth date with too many, and were not compared by it": told[
            "spellings_that_share_too_much_to_compare"
        ],
    }
    return [f"{n:,} {what}" for what, n in said.items() if n]


def _repeated(n: int) -> str:
    return f" ({n:,} with an id that came before)" if n else ""
