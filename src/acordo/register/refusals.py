"""Why an edition does not come into force, or not yet, or not by this officer."""

from __future__ import annotations

from acordo.errors import Conflict, Invalid, Missing, Refused


class OlderEdition(Conflict):
    """What was read is older than what is held."""

    code = "register.older_edition"
    sentence = (
        "This document of {source} is of {offered}; the register already holds that of {held}. Nothing was changed. "
        "Earlier editions are kept and can be read as of any day."
    )


class NoHeldEdition(Missing):
    """No edition of that number waits for a decision."""

    code = "register.no_held_edition"
    sentence = "No edition of {source} waits for a decision under the number {number}. See 'acordo lists ls'."


class AwaitsSecondOfficer(Conflict):
    """An edition of a list of our own needs the word of an officer who did not prepare it (rule 3)."""

    code = "register.awaits_second_officer"
    sentence = (
        "An edition of this list comes into force by the word of a second officer, who did not prepare it. "
        "Until then the edition before it stays in force."
    )


class OwnWork(Refused):
    """Who prepared an edition cannot put it in force (rule 3)."""

    code = "register.own_work"
    sentence = (
        "You prepared edition {number} of {source}, so another officer must put it in force. "
        "You may still withdraw it, by refusing it."
    )


class UnseenInPart(Refused):
    """A held edition changes values that this officer may not read."""

    code = "register.unseen_in_part"
    sentence = (
        "Edition {number} of {source} changes values that you may not read, so another officer must decide it. "
        "Until then the edition before it stays in force."
    )


class NoReason(Invalid):
    """A decision came without its reason."""

    code = "register.no_reason"
    sentence = "A decision on a held edition needs its reason in words. Give one."


class StillWaiting(Conflict):
    """The document is the one that was held back before."""

    code = "register.still_waiting"
    sentence = (
        "This very document was held back before, as edition {number}, and waits for an officer's word. "
        "It was not read again."
    )
