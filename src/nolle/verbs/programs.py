"""Parts of a long task as programs of their own, on the other processors: a fork would copy threads of libraries."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from subprocess import Popen

from nolle.errors import NolleError
from nolle.library.uncollected import uncollected


def command(module: str, *words: object) -> list[str]:
    """What starts a module as a program, with some words; the folder one stands in holds none of its modules (-P)."""
    return [sys.executable, "-P", "-m", module, *map(str, words)]


def ended(programs: Sequence[Popen[str]], what: str) -> None:
    """Wait for programs to end; none is left behind. Raises NolleError, saying `what` was to be done, if one failed."""
    try:
        codes = [program.wait() for program in programs]
    finally:
        for program in programs:
            program.kill()
            program.wait()
    if any(codes):
        raise NolleError(f"{what} could not be done; what went wrong stands above")


def run(work: Callable[[], None]) -> None:
    """The whole of such a program: a fault is told in words, and one that is interrupted says nothing."""
    try:
        with uncollected():
            work()
    except NolleError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
