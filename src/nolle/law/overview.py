"""A table that somebody printed of what is in force where, to be laid beside the record."""

from nolle.cite import Citation, Document
from nolle.law.policy import Day, Texts


class Entry(Document):
    """What the table says of one office.

    `claims` are, by kind of charge, the answers that would bear it out; `holder` is whom it has in office. `on` is the
    day for which it holds, where the table's own does not fit. `note` says what the record adds or holds against it.
    """

    office: str
    says: str
    claims: dict[str, Texts] = {}
    holder: str = ""
    on: Day | None = None
    note: str = ""
    cite: tuple[Citation, ...] = ()


class Overview(Document):
    """A printed table, the day for which it speaks, and its entries."""

    id: str
    title: str
    on: Day
    note: str = ""
    entries: tuple[Entry, ...]
    cite: tuple[Citation, ...] = ()
