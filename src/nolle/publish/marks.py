"""The marks of decisions: the same on pages, in print and in the terminal. Each has its word beside it."""

from __future__ import annotations

from dataclasses import dataclass

from nolle.terms import Decision


@dataclass(frozen=True)
class Mark:
    """A sign for the terminal, a style for it, the shape a page draws, and the role of its colour."""

    sign: str
    style: str
    shape: str
    role: str


MARKS = {
    Decision.DECLINE: Mark("●", "bold cyan", "disc", "accent"),
    Decision.DECLINE_IF: Mark("◐", "cyan", "half-disc", "accent"),
    Decision.DIVERT: Mark("◐", "cyan", "half-disc", "accent"),
    Decision.SUPERVISORY_APPROVAL: Mark("⊖", "cyan", "ring-bar", "accent"),
    Decision.WILL_PROSECUTE: Mark("■", "bold red", "square", "warning"),
    Decision.NOT_COVERED: Mark("⦸", "", "crossed-disc", "ink"),
    Decision.UNKNOWN: Mark("∼", "", "ring-tilde", "ink"),
    Decision.SILENT: Mark("○", "", "ring", "ink"),
    Decision.NOT_IN_FORCE: Mark("∅", "dim", "ring-struck", "grey"),
    Decision.UNDETERMINED: Mark("?", "bold yellow", "ring-question", "ink"),
}
