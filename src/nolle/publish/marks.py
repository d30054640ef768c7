"""The marks of decisions: the same on pages, in print and in the terminal. Each has its word beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin

from markupsafe import Markup

from nolle.analysis.standing import Value
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
    Decision.UNKNOWN: Mark("~", "", "ring-tilde", "ink"),
    Decision.SILENT: Mark("○", "", "ring", "ink"),
    Decision.NOT_IN_FORCE: Mark("∅", "dim", "ring-struck", "grey"),
    Decision.UNDETERMINED: Mark("?", "bold yellow", "ring-question", "ink"),
}
NOTHING_FOUND = Mark("(○)", "", "ring-gap", "ink")
"""For `silent`, where the text was not wholly read."""

STANDING = {
    Value.DECLINES: MARKS[Decision.DECLINE],
    Value.CONDITION: MARKS[Decision.DECLINE_IF],
    Value.DIVERTS: MARKS[Decision.DIVERT],
    Value.APPROVAL: MARKS[Decision.SUPERVISORY_APPROVAL],
    Value.PROSECUTES: MARKS[Decision.WILL_PROSECUTE],
    Value.STATUS_UNKNOWN: Mark("◌", "", "ring-dotted", "ink"),
    Value.UNREAD: MARKS[Decision.UNKNOWN],
    Value.UNCLEAR: MARKS[Decision.UNKNOWN],
    Value.UNDETERMINED: MARKS[Decision.UNDETERMINED],
    Value.NOT_COVERED: MARKS[Decision.NOT_COVERED],
    Value.SILENT: MARKS[Decision.SILENT],
    Value.NOTHING_FOUND: NOTHING_FOUND,
    Value.NOT_IN_FORCE: MARKS[Decision.NOT_IN_FORCE],
    Value.NO_POLICY: Mark("–", "dim", "dash", "grey"),
    Value.REPEALED: MARKS[Decision.NOT_IN_FORCE],
    Value.NOT_CHECKED: Mark("⌜", "dim", "corner-tick", "grey"),
}
"""The marks of what stands at an office on a day."""

_RING = '<circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="1.6"/>'


def _line(path: str, width: float = 1.6) -> str:
    return f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="{width}" stroke-linecap="round"/>'


SHAPES = {
    "disc": '<circle cx="10" cy="10" r="7.8" fill="currentColor"/>',
    "half-disc": f'{_RING}<path d="M10 3a7 7 0 0 0 0 14z" fill="currentColor"/>',
    "ring-bar": f"{_RING}{_line('M5.8 10h8.4', 2.8)}",
    "square": '<path d="M3 3h14v14H3z" fill="currentColor"/>',
    "ring": _RING,
    "ring-gap": f"{_line('M13.9 4.2A7 7 0 1 0 16.9 11.2')}",
    "crossed-disc": (
        '<path d="M3.3 13.3A7.5 7.5 0 0 1 13.3 3.3zM6.7 16.7A7.5 7.5 0 0 0 16.7 6.7z" fill="currentColor"/>'
        f"{_line('M3.6 16.4 16.4 3.6', 1.3)}"
    ),
    "ring-struck": f"{_RING}{_line('M3 17 17 3')}",
    "ring-tilde": f"{_RING}{_line('M5.7 12c.9-4.6 3.1-4.4 4.3-2s3.4 2.6 4.3-2', 1.4)}",
    "ring-question": (
        f"{_RING}{_line('M7.9 8.2a2.1 2.1 0 1 1 3.2 1.8q-1.1.7-1.1 1.7')}"
        '<circle cx="10" cy="13.9" r=".95" fill="currentColor"/>'
    ),
    "ring-dotted": (
        '<circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="1.9"'
        ' stroke-linecap="round" stroke-dasharray=".01 3.665"/>'
    ),
    "dash": f"{_line('M5 10h10', 2)}",
    "corner-tick": f"{_line('M4 9V4h5')}",
}
"""What each mark looks like, in one colour, on a ground of 20 by 20."""

_OUTLINES = {
    "disc": f'{_RING}<circle cx="10" cy="10" r="3.6" fill="none" stroke="currentColor" stroke-width="1.2"/>',
    "half-disc": f"{_RING}{_line('M10 3v14')}",
    "square": f"{_line('M3.8 3.8h12.4v12.4H3.8z')}",
}
"""The same for what is a practice, a promise or a police agreement, and no policy."""


def sprite(names: Iterable[str]) -> Markup:
    """The shapes of these names, each once, for a page whose marks then only name them."""
    shapes = {**SHAPES, **{f"{name}-outline": shape for name, shape in _OUTLINES.items()}}
    symbols = [f'<symbol id="m-{name}" viewBox="0 0 20 20">{shapes[name]}</symbol>' for name in sorted(names)]
    return Markup(f'<svg class="sprite" width="0" height="0" aria-hidden="true">{"".join(symbols)}</svg>')


def svg(mark: Mark, label: str = "", share: tuple[int, int] = (1, 1), outline: bool = False) -> Markup:
    """The mark as an inline picture: named by `label`, or hidden where its word stands beside it.

    A disc of which only a `share` of offenses is declined is filled that far, clockwise from the top. All
    other shapes are those of the page's `sprite`.
    """
    n, of = share
    name = f"{mark.shape}-outline" if outline and mark.shape in _OUTLINES else mark.shape
    inner = Markup('<use href="#m-{}"></use>').format(name)
    ground = Markup("")
    if n < of and mark.shape == "disc":
        inner, ground = Markup(_SHARED_RING + _sector(n / of)), Markup(' viewBox="0 0 20 20"')
    named = Markup(' role="img" aria-label="{}"').format(label) if label else Markup(' aria-hidden="true"')
    title = Markup("<title>{}</title>").format(label) if label else ""
    return Markup('<svg class="mark {}"{}{}>{}{}</svg>').format(mark.role, ground, named, title, inner)


_SHARED_RING = '<circle cx="10" cy="10" r="7.4" fill="none" stroke="currentColor" stroke-width="1.2"/>'


def _sector(share: float) -> str:
    """A part of a smaller disc inside the ring, so that a half cannot be taken for `on a condition`."""
    turn, r = 2 * pi * share, 5.2
    x, y = 10 + r * sin(turn), 10 - r * cos(turn)
    far = int(share > 0.5)
    return f'<path d="M10 10V{10 - r:.1f}A{r} {r} 0 {far} 1 {x:.2f} {y:.2f}z" fill="currentColor"/>'
