"""How pictures look: colours, fonts, patterns, and which pattern stands for which answer. Nothing else says so.

An answer has a mark, a pattern and a word. The colour repeats them, and may be lost in print.
"""

from __future__ import annotations

from dataclasses import dataclass

from nolle.analysis.standing import Value
from nolle.publish.marks import STANDING

GROUND, INK, QUIET, LINE, TINT = "#fdfcf9", "#1c1b1a", "#625e58", "#dcd7cc", "#f4f1ea"
ACCENT, WARNING = "#0b5a5e", "#9a3412"
ROLES = {"accent": ACCENT, "warning": WARNING, "ink": INK, "grey": QUIET}
DARK = {
    GROUND: "#161513", INK: "#ebe7df", QUIET: "#a8a298", LINE: "#3a3733", TINT: "#201f1c",
    ACCENT: "#74c3c0", WARNING: "#f2966f",
}  # fmt: skip
"""The same roles for readers who ask for a dark page."""

FONT = "Nolle Sans"
FAMILY = "'Nolle Sans','Source Sans 3','Segoe UI',system-ui,sans-serif"
SMALL, NORMAL, LARGE, TITLE = 11, 12.5, 14, 19
EM = 0.46
"""Width of a letter of the sans, as a share of its size: on the safe side for words."""

PATTERNS = {
    "half": (6, 45, f'<path d="M0 1.5h6" stroke="{ACCENT}" stroke-width="3"/>'),
    "bars": (6, 0, f'<path d="M0 1.5h6" stroke="{ACCENT}" stroke-width="2.4"/>'),
    "slashed": (6, -45, f'<path d="M0 3h6" stroke="{WARNING}" stroke-width="4.6"/>'),
    "dots": (6, 0, f'<circle cx="3" cy="3" r="1.1" fill="{INK}"/>'),
    "waves": (8, 0, f'<path d="M0 4q2-3 4 0t4 0" stroke="{INK}" fill="none"/>'),
    "crossed": (6, 45, f'<path d="M0 3h6M3 0v6" stroke="{INK}" stroke-width=".8"/>'),
    "struck": (7, -45, f'<path d="M0 3h7" stroke="{QUIET}" stroke-width=".9"/>'),
    "dashes": (5, 0, f'<path d="M0 2.5h3" stroke="{QUIET}" stroke-width="1"/>'),
    "faded": (4, 90, f'<path d="M0 1h4" stroke="{QUIET}" stroke-width="1"/>'),
}
"""Name → side of the square in pixels, turn in degrees, and what is drawn in it."""


@dataclass(frozen=True)
class Look:
    """How an area that stands for an answer is drawn: its ground, its edge, and whether the edge is broken."""

    fill: str
    stroke: str
    broken: bool = False


def pattern(name: str) -> str:
    """A pattern as a fill."""
    return f"url(#{name})"


LOOKS = {
    Value.DECLINES: Look(ACCENT, ACCENT),
    Value.CONDITION: Look(pattern("half"), ACCENT),
    Value.DIVERTS: Look(pattern("half"), ACCENT),
    Value.APPROVAL: Look(pattern("bars"), ACCENT),
    Value.PROSECUTES: Look(pattern("slashed"), WARNING),
    Value.STATUS_UNKNOWN: Look(pattern("dots"), INK, broken=True),
    Value.UNREAD: Look(pattern("waves"), INK),
    Value.UNCLEAR: Look(pattern("waves"), INK),
    Value.UNDETERMINED: Look(pattern("waves"), INK),
    Value.NOT_COVERED: Look(pattern("crossed"), INK),
    Value.SILENT: Look(GROUND, INK),
    Value.NOTHING_FOUND: Look(GROUND, INK, broken=True),
    Value.NOT_IN_FORCE: Look(pattern("struck"), QUIET),
    Value.REPEALED: Look(pattern("struck"), QUIET),
    Value.NO_POLICY: Look(pattern("dashes"), QUIET),
    Value.NOT_CHECKED: Look(GROUND, "transparent"),
}
"""Every answer has a look; two that look the same have different words and marks beside them."""


def look(value: Value, outlined: bool) -> Look:
    """The look of an answer; what is no policy of the office is left hollow, with an edge."""
    if outlined and value in (
        Value.DECLINES, Value.CONDITION, Value.DIVERTS, Value.APPROVAL, Value.PROSECUTES,
    ):  # fmt: skip
        return Look(GROUND, ROLES[STANDING[value].role])
    return LOOKS[value]


def defs(names: list[str]) -> str:
    """The patterns of these names, as definitions of an SVG picture."""
    return "".join(
        f'<pattern id="{name}" width="{side}" height="{side}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate({turn})"><rect width="{side}" height="{side}" fill="{GROUND}"/>{drawn}</pattern>'
        for name in names
        for side, turn, drawn in [PATTERNS[name]]
    )


def dark() -> str:
    """The rule that turns the colours for readers who ask for a dark page; the ground of a picture turns too."""
    rules = "".join(f'[fill="{one}"]{{fill:{other}}}[stroke="{one}"]{{stroke:{other}}}' for one, other in DARK.items())
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"
