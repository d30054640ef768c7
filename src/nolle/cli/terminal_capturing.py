"""What `nolle source add` prints for people: what was kept, and whether its pages are known."""

from __future__ import annotations

from rich.text import Text

from nolle.cli.terminal import console, line
from nolle.verbs.capturing import Captured


def captured(told: Captured) -> None:
    """The source and its capture."""
    source, capture = told.source, told.source.capture
    assert capture is not None
    console.print()
    console.print(Text(f"{source.id}: {source.title}", style="bold"))
    line("file", f"{capture.file}, {capture.size:,} bytes, {capture.media_type}")
    line("captured", capture.captured)
    line("sha256", capture.sha256)
    if capture.pages is not None:
        line("pages", f"{capture.pages:,}, each by its first words in {capture.anchors}")
    else:
        line("pages", "not known" if told.unread else "the file has no pages of its own")
    if told.unread:
        line("", told.unread)
    for note in told.notes:
        line("note", note)
