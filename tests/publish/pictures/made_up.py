"""Made-up rows: one for every answer there is, at offices that do not exist."""

from nolle.analysis.standing import COLUMNS, Row, Status, Value
from nolle.terms import Instrument

_STATUS = {
    Value.NO_POLICY: Status.NONE_FOUND, Value.NOT_CHECKED: Status.NOT_CHECKED, Value.REPEALED: Status.REPEALED,
    Value.SILENT: Status.NOT_ADDRESSED, Value.NOTHING_FOUND: Status.NOTHING_FOUND,
    Value.NOT_IN_FORCE: Status.ENDED, Value.STATUS_UNKNOWN: Status.UNKNOWN,
}  # fmt: skip


def row(value, place="us-zz/a", conduct="selling", kind=Instrument.WRITTEN_MEMO, **more):
    """A row that gives one answer; `kind` is the instrument behind it."""
    status = _STATUS.get(value, Status.IN_FORCE)
    kinds = (kind.value,) if status in (Status.IN_FORCE, Status.UNKNOWN, Status.ENDED) else ()
    told = {"since": "2021-03-26", "sources": ("made-up",), **more}
    return Row(place, f"{place}-da", conduct, "", status, value, kind=kinds, **told)


def every(conducts=tuple(COLUMNS)):
    """An office for each answer, which gives it to every kind of charge."""
    return [row(value, f"us-zz/{value.value}", conduct) for value in Value for conduct in conducts]


def names(rows):
    return {one.office: f"Office of {one.place}" for one in rows}
