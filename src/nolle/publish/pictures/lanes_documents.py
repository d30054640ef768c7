"""The lane of a document: its title and what became of it in words, and under them the days on which it stood."""

from __future__ import annotations

from collections.abc import Iterator

from nolle.analysis.standing import Document, Standing, State
from nolle.analysis.standing.documents import Stretch
from nolle.analysis.standing.said import OUTLINED
from nolle.dates import Span, edtf
from nolle.law.timeline import known
from nolle.publish.history import said
from nolle.publish.pictures import theme
from nolle.publish.pictures.answers import folded
from nolle.publish.pictures.lanes import BAR, UNVERIFIED, Part, Time, Told, dots, faded
from nolle.publish.pictures.layers import Box, Drawn, Text
from nolle.terms import Confidence

_TITLE, _WORDS = 166, 210
"""Letters in a line of a title, and of the words under it."""


def document(one: Document, standing: Standing, time: Time, y: float) -> Part:
    """A document's lane; one that has not begun by the last day has a row only."""
    if one.since is not None and one.since.first > time.last:
        return Part(y, (), (_row(one, standing, []),))
    drawn: list[Drawn] = []
    y += 4
    for line in folded(f"{one.policy.title} ({form(one)})", _TITLE):
        drawn.append(Text(0, y + 8, line, theme.NORMAL, weight=600))
        y += 15
    for line in folded(said(one, standing), _WORDS):
        drawn.append(Text(0, y + 7, line, theme.SMALL, theme.QUIET))
        y += 13
    looks = list(_bars(one, standing, time, y + 3))
    bars = tuple(bar for bar, _ in looks)
    return Part(y + BAR + 12, (*drawn, *bars), (_row(one, standing, [look for _, look in looks]),))


def form(one: Document) -> str:
    """The instrument in words; that it is no policy where it is none, and that nobody verified it."""
    kind = one.policy.kind
    told = f"{OUTLINED[kind]}: no policy" if kind in OUTLINED else kind.value.replace("_", " ")
    return f"{told}, {UNVERIFIED}" if one.policy.confidence is Confidence.UNVERIFIED else told


def _bars(one: Document, standing: Standing, time: Time, y: float) -> Iterator[tuple[Drawn, str]]:
    """What is drawn of a document, each with the name of its look."""
    events = [event.span for event in one.policy.events if known(event.recorded, standing.known_on)]
    if one.state in (State.PROMISE, State.NO_RULES):
        yield from (_point(one, span, time, y) for span in events[:1])
        return
    for stretch in one.stretches:
        left, right = time.x(stretch.days.first), time.x(stretch.days.last)
        if not (stretch.certain or stretch.maybe) or stretch.days.first > time.last or right <= left:
            continue
        if stretch.certain:
            yield _bar(one, stretch, left, right, y)
        elif any(_inside(stretch.days, span) for span in events):
            yield faded(left, right, y), "faded ends"
        else:
            yield dots(left, right, y), "dotted"


def _point(one: Document, span: Span, time: Time, y: float) -> tuple[Drawn, str]:
    """What never stands for days: a promise, or a document without a rule."""
    hollow = one.policy.kind in OUTLINED
    fill = theme.GROUND if hollow else theme.QUIET
    made = Box(time.x(span.first) - 5, y, time.x(span.last) + 5, y + 10, fill, theme.INK, not span.exact)
    return made, "a point in outline" if hollow else "a point"


def _bar(one: Document, stretch: Stretch, left: float, right: float, y: float) -> tuple[Drawn, str]:
    """Days on which a document surely stood: low where only a part of it did, hollow where it is no policy."""
    part = len(stretch.certain) < len(one.policy.rules)
    hollow, loose = one.policy.kind in OUTLINED, one.policy.confidence is Confidence.UNVERIFIED
    fill = theme.GROUND if hollow or loose else theme.QUIET
    made = Box(left, y + (6 if part else 0), right, y + BAR, fill, theme.INK if hollow else theme.QUIET, loose)
    looks = ["outline" if hollow else "whole"] + ["low for a part"] * part + [UNVERIFIED] * loose
    return made, ", ".join(looks)


def _inside(days: Span, span: Span) -> bool:
    """Whether all of some days are days on which one event may have happened."""
    return span.first <= days.first and days.last <= span.last


def _row(one: Document, standing: Standing, looks: list[str]) -> Told:
    policy, ended = one.policy, one.ended
    over = ended is not None and one.state is State.ENDED
    cites = [*(cite for event in policy.events for cite in event.cite), *policy.cite]
    return {
        "lane": "document", "office": standing.office.id, "id": policy.id, "title": policy.title,
        "says": f"{form(one)}. {said(one, standing)}", "from": edtf(one.since) if one.since else "",
        "until": edtf(ended.span) if over and ended is not None else "",
        "drawn_as": "; ".join(dict.fromkeys(looks)) or _undrawn(one),
        "sources": tuple(dict.fromkeys(cite.source for cite in cites)),
    }  # fmt: skip


def _undrawn(one: Document) -> str:
    not_yet = one.state is State.NOT_YET
    return "not drawn: not yet begun" if not_yet else "not drawn: not in force within these years"
