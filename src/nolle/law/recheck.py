"""When something that is known has to be looked up again."""

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from nolle.cite import Document
from nolle.dates import Period, parse_period
from nolle.law.policy import Texts


class Trigger(StrEnum):
    """What makes a new look due."""

    CHANGE_OF_HOLDER = "change_of_holder"
    ELECTION = "election"
    SOURCE = "source"


class Recheck(Document):
    """A rule of the house: after what, and within which time, an office or a source is looked at again.

    For sources, `kinds` are the kinds of source meant (none: all others), and `within` counts from the day on which
    the source was last retrieved.
    """

    id: str
    after: Trigger
    within: Annotated[str, BeforeValidator(lambda raw: _period(raw))]
    kinds: Texts = ()
    why: str

    @property
    def period(self) -> Period:
        return parse_period(self.within)


def _period(raw: object) -> object:
    if isinstance(raw, str):
        parse_period(raw)
    return raw
