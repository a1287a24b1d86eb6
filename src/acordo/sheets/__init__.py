"""Excel workbooks (ECMA-376) read as streams and within bounds: whoever takes a table in, takes it in here.

The room knows nothing of what a table is for: it gives the rows of each sheet as texts, and names the cells that hold
none (a formula, an error).
"""

from acordo.sheets.failures import Damaged, Locked, UnpacksTooLarge
from acordo.sheets.rows import Flaw, FlawedCell, Row, cell_name
from acordo.sheets.workbook import Bounds, Sheet, Workbook, opened

__all__ = [
    "Bounds",
    "Damaged",
    "Flaw",
    "FlawedCell",
    "Locked",
    "Row",
    "Sheet",
    "UnpacksTooLarge",
    "Workbook",
    "cell_name",
    "opened",
]
