"""The sources behind a memo, and the small anchors that lead from a paragraph back to its clause and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nolle.cite import Citation
from nolle.publish.memo_blocks import anchor, clean
from nolle.publish.memo_drafts import Draft
from nolle.publish.page import Sources


@dataclass(frozen=True)
class Anchors:
    """Cites sources as it goes, and writes anchors where they are asked for."""

    sources: Sources
    shown: bool

    def of(self, path: str, cite: Iterable[Citation] = ()) -> str:
        """The anchor of a clause by its path; a reading's number is no part of it."""
        head, mark, rest = path.partition("#")
        return self.citing(head + rest[rest.find("/") :] if mark and "/" in rest else head, cite)

    def citing(self, told: str, cite: Iterable[Citation]) -> str:
        """The anchor of anything that is cited; its sources are taken note of even where no anchor is shown."""
        numbers = dict.fromkeys(str(found.number) for found in self.sources.cite(cite))
        if not self.shown:
            return ""
        named = f"; source{'s' * (len(numbers) > 1)} {', '.join(numbers)}" if numbers else ""
        return f" {anchor(f'[{told}{named}]')}"

    def list(self) -> Iterator[Draft]:
        """The sources that were cited, in the order of their numbers."""
        for number, id, source in self.sources.list():
            told = (
                [clean(part) for part in (source.title, source.publisher, source.date, source.url) if part]
                if source
                else [id]
            )
            yield Draft(f"source:{id}", f"{', '.join(told)}.", 0, f"{number}.")
