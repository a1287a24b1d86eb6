"""What a name is, in any script.

``analyse`` reads a text into a ``Name``: words with their script, the letters that are compared, and their role.
``fold`` is the one folding of text for search. Rules this room keeps:

* Any text gives a name or ``UnreadableName``, never another failure and never a hang.
* What was given stays beside what was made of it.
"""

from acordo.names.folding import fold
from acordo.names.parts import Part, parts_of
from acordo.names.reading import LONGEST, Name, Token, UnreadableName, analyse
from acordo.names.roles import Role
from acordo.names.scripts import ARABIC_LETTERS, Script
from acordo.names.spelling import plain

__all__ = [
    "ARABIC_LETTERS",
    "LONGEST",
    "Name",
    "Part",
    "Role",
    "Script",
    "Token",
    "UnreadableName",
    "analyse",
    "fold",
    "parts_of",
    "plain",
]
