"""The errors nolle raises: each says what, where, why, and what to do, for the person who can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong at one place of one file."""

    file: str
    line: int
    what: str
    todo: str = ""
    warning: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        kind = "warning: " if self.warning else ""
        return f"{place}: {kind}{self.what}" + (f"\n  {self.todo}" if self.todo else "")


class NolleError(Exception):
    """Anything nolle can explain. Its text is complete: print it, not a traceback."""


class DocumentError(NolleError):
    """Faults in documents, all of them at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnknownId(NolleError):
    """An id, name or word that nothing in the library answers to."""


class RecordsError(NolleError):
    """A file of records that cannot be read as the mapping says."""


class NotInForce(NolleError):
    """A question about a day on which there was nothing to ask."""


class EngineError(NolleError):
    """The database refused a step; the text names the step."""
