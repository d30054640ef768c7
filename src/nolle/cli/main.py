"""The `nolle` command: its subcommands and the one place where errors become messages and exit codes."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

import typer

from nolle.cli import (
    amending,
    capturing,
    coding,
    counting,
    documents,
    drafting,
    importing,
    linking,
    linting,
    mapping,
    picturing,
    placing,
    questions,
    replaying,
    routes,
    site,
    tracking,
)
from nolle.cli import law as law_commands
from nolle.cli import memo as memo_commands
from nolle.cli import records as records_commands

app = typer.Typer(
    name="nolle",
    help="Run, compare and explain prosecutors' non-prosecution policies. It informs; it is not legal advice.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
law = typer.Typer(help="The offense catalogue.", no_args_is_help=True)
app.add_typer(law, name="law")

app.command("demo")(questions.demo)
app.command("init")(documents.init)
app.command("check")(documents.check)
app.command("show")(documents.show)
law.command("find")(law_commands.find)
law.command("list")(law_commands.list_)
law.command("show")(law_commands.show)
law.command("cite")(law_commands.cite)
records = typer.Typer(help="Records of charges: what intake understands of a file.", no_args_is_help=True)
app.add_typer(records, name="records")
records.command("check")(records_commands.check)
records.command("prepare")(records_commands.prepare)
records.command("review")(records_commands.review)
records.command("map")(mapping.records_map)
records.command("counts")(counting.counts)
records.command("link")(linking.link)
records.command("key")(records_commands.key)
app.command("decide")(questions.decide)
app.command("explain")(questions.explain)
app.command("compare")(questions.compare)
app.command("replay")(replaying.replay)
app.command("routes")(routes.routes)
app.add_typer(placing.app, name="place")
app.command("track")(tracking.track)
app.command("picture")(picturing.picture)
app.add_typer(site.app, name="site")
app.command("amend")(amending.amend)
app.add_typer(drafting.app, name="draft")
app.add_typer(importing.policy, name="policy")
app.command("lint")(linting.lint)
app.add_typer(coding.app, name="code")
app.add_typer(capturing.app, name="source")
app.command("memo")(memo_commands.memo)
app.command("schema")(documents.schema)


_INTERRUPTED = 130
"""What typer makes of Ctrl-C."""

_IN_A_QUERY = "Query interrupted"
"""What DuckDB makes of Ctrl-C."""


def run() -> None:
    """Entry point: exit 0 fine, 1 found something, 2 could not run, or was stopped."""
    from nolle.errors import NolleError

    signal.signal(signal.SIGTERM, _as_ctrl_c)
    try:
        app()
    except NolleError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        _stopped()
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:
            _stopped()
        raise
    except RuntimeError as error:
        if str(error) == _IN_A_QUERY:
            _stopped()
        raise
    except BrokenPipeError:
        sys.exit(0)


def _as_ctrl_c(*_: object) -> NoReturn:
    """What a system sends before it kills: clear up, as after Ctrl-C."""
    raise KeyboardInterrupt


def _stopped() -> NoReturn:
    print("stopped; no half output is left, and what was written before is whole", file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    run()
