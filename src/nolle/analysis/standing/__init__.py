"""What an office says today: its documents with their derived status, and its answer to each kind of charge.

Nothing is counted here and no clock is read: the day is an argument.
"""

from nolle.analysis.standing.documents import Document, RuleState, State
from nolle.analysis.standing.office import COLUMNS, Standing, standing
from nolle.analysis.standing.past import REACHES, Reach
from nolle.analysis.standing.rows import ClauseRow, Row, Status, Table
from nolle.analysis.standing.said import Cell, Clause, Entry, Value
from nolle.analysis.standing.spells import Spell, spells
from nolle.analysis.standing.tables import table

__all__ = [
    "COLUMNS", "REACHES", "Cell", "Clause", "ClauseRow", "Document", "Entry", "Reach", "Row", "RuleState", "Spell",
    "Standing", "State", "Status", "Table", "Value", "spells", "standing", "table",
]  # fmt: skip
