"""What may be done with a value, and by whom.

A marking lies on every statement. ``judge`` answers whether a use is permitted, and gives its reason when not.
Rules this room keeps:

* No marking means *originator only*.
* More markings never permit more.
* Only the originator widens a marking; a recipient may narrow it (``Marking.narrowed``).
* A refusal is a value with a reason, never an exception.
"""

from acordo.markings.judging import Permitted, Reason, Refused, Use, UseKind, Verdict, judge
from acordo.markings.marking import CLEAR, EVERYONE, Handling, Level, Marking, Tlp, originator_only

__all__ = [
    "CLEAR",
    "EVERYONE",
    "Handling",
    "Level",
    "Marking",
    "Permitted",
    "Reason",
    "Refused",
    "Tlp",
    "Use",
    "UseKind",
    "Verdict",
    "judge",
    "originator_only",
]
