"""Papers: a sheet of worded text in, the bytes of a PDF out.

Rules this room keeps:

* It words nothing and judges nothing: whoever makes a ``Sheet`` has chosen each text and may show it.
* A text is data. No sign in it, of any kind, is taken as an instruction to the setter; controls that would turn the
  direction of what follows, and letters that no font here holds, are written as their codes.
* Each text stands in a paragraph of its own with its own direction, so that none can reach into another.
* The setter runs in a process of its own, without packages, with 10 seconds and 512 MB, and gets nothing but the
  sheet. What goes wrong in it is told without any text of the sheet.
* The same sheet at the same moment gives the same bytes.
"""

from acordo.papers.press import MEGABYTES, SECONDS, NotSet, print_sheet
from acordo.papers.sheet import Fact, Group, Row, Sheet

__all__ = ["MEGABYTES", "SECONDS", "Fact", "Group", "NotSet", "Row", "Sheet", "print_sheet"]
