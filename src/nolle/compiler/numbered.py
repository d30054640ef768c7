"""What many rows write alike: each combination once, with a number that the rows keep instead."""

from __future__ import annotations

from dataclasses import dataclass

from nolle.compiler.query import Step, columns, name

NUMBER = "number by nolle"
"""The column of a number, named as no file names one."""


@dataclass(frozen=True)
class Numbered:
    """A relation of each distinct combination of some raw columns, numbered from 1, with what is `made` of it.

    With `filled`, number 0 stands for rows that write nothing.
    """

    table: str
    number: str
    raw: tuple[str, ...]
    made: tuple[str, ...]
    what: str
    filled: bool = False

    def steps(self, after: bool = False) -> list[Step]:
        """From the rows of `source`; `after` records that were taken in before, whose numbers stay."""
        if not self.raw:
            return [self.read(f"select 0 as {name(NUMBER)}")]
        written = self.written()
        return [written, self.read(self._after() if after else self._numbers(written.name))]

    def written(self) -> Step:
        """Each combination as it is written."""
        kept = columns([f"{as_text(column)} as {name(column)}" for column in self.raw])
        return Step(f"{self.table}_written", f"select distinct\n  {kept}\nfrom source", f"{self.what}, as written")

    def kept(self) -> list[Step]:
        """From the numbers that were kept, in the relation `..._before`."""
        return [self.read(self._before())]

    def read(self, numbers: str) -> Step:
        """What is made of each combination; `numbers` selects the raw columns with their number."""
        raws = [f"{name(column)} as r{place}" for place, column in enumerate(self.raw)]
        chosen = columns([f"{name(NUMBER)} as {self.number}", *raws, *self.made])
        return Step(self.table, f"select\n  {chosen}\nfrom (\n{numbers}\n) as source", self.what)

    def to_keep(self) -> str:
        """The select of the numbers, to be kept."""
        raws = [f"r{place}" for place, _ in enumerate(self.raw)]
        return f"select {', '.join([self.number, *raws])} from {self.table} order by {self.number}"

    def _before(self) -> str:
        named = [f"r{place} as {name(column)}" for place, column in enumerate(self.raw)]
        return f"select {', '.join([f'{self.number} as {name(NUMBER)}', *named])} from {self.table}_before"

    def _numbers(self, written: str, start: str = "0") -> str:
        listed = ", ".join(name(column) for column in self.raw)
        number = f"{start} + row_number() over (order by {listed})"
        if self.filled:
            blank = " and ".join(f"{name(column)} = ''" for column in self.raw)
            number = f"case when {blank} then 0 else {number} end"
        return f"select {number} as {name(NUMBER)}, {listed} from {written}"

    def _after(self) -> str:
        known = " and ".join(f"b.r{place} = w.{name(column)}" for place, column in enumerate(self.raw))
        there = f"select 1 from {self.table}_before as b where {known}"
        new = f"(\nselect * from {self.table}_written as w\nwhere not exists ({there})\n) as w"
        start = f"(select coalesce(max({self.number}), 0) from {self.table}_before)"
        return f"{self._before()}\nunion all {self._numbers(new, start)}"


def as_text(column: str, alias: str = "") -> str:
    """A cell as text; nothing and an empty text are the same."""
    return f"coalesce(cast({alias}{name(column)} as varchar), '')"
