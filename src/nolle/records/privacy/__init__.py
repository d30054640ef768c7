"""What must never enter: what would tell who a person is, and immigration status; by name, by content, and the refusal.

`personal` judges names of columns, `suspects` the different values of one column, `looks_like_birth_dates` two columns
of days; `redactable` finds identifiers in running text. No answer holds a cell.
"""

from nolle.records.privacy.days import looks_like_birth_dates
from nolle.records.privacy.forms import Find
from nolle.records.privacy.judging import ORDINARY, Judged, header_suspects, suspects
from nolle.records.privacy.kinds import KINDS, NEVER, Suspicion
from nolle.records.privacy.names import personal, plain
from nolle.records.privacy.notes import Note
from nolle.records.privacy.redacting import redactable
from nolle.records.privacy.refusals import header_refusal, refusal
from nolle.records.privacy.signs import Signs, packaged

__all__ = [
    "KINDS", "NEVER", "ORDINARY", "Find", "Judged", "Note", "Signs", "Suspicion", "header_refusal", "header_suspects",
    "looks_like_birth_dates", "packaged", "personal", "plain", "redactable", "refusal", "suspects",
]  # fmt: skip
