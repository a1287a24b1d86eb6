"""What may be wrong with a pasted passport line; each failure says where, and what to do."""

from __future__ import annotations

from acordo.errors import Invalid


class MrzError(Invalid):
    """A passport line cannot be read, or does not prove itself."""


class UnknownLayout(MrzError):
    """The lines have no length that a travel document has."""

    code = "mrz.layout"
    sentence = (
        "A passport line has two lines of 44 or of 36 characters, or three of 30; here there are {lengths}. "
        "Copy all its lines whole, with the signs < at their ends."
    )


class UnfitCharacter(MrzError):
    """A character stands where it cannot."""

    code = "mrz.character"
    sentence = (
        "{given!r} stands in the passport line where {reason} should be (line {line}, place {place}); "
        "there {wanted} must stand. Read the document again."
    )


class MisreadCharacter(MrzError):
    """A letter stands where a figure must, or a figure where a letter must, and it looks like one."""

    code = "mrz.misread"
    sentence = (
        "{given!r} stands in the passport line where {reason} should be (line {line}, place {place}); "
        "there {wanted} must stand. It may be {maybe!r} misread, but nothing is mended here: look at the document."
    )


class WrongCheckDigit(MrzError):
    """A field and its check digit do not agree."""

    code = "mrz.check_digit"
    sentence = (
        "The passport line does not agree with itself: {reason} has the check digit {given}, and {due} would be right "
        "for what stands there. Read this part of the document again."
    )


class MisreadField(MrzError):
    """A field and its check digit do not agree, and would if one character were the one that it looks like."""

    code = "mrz.misread_field"
    sentence = (
        "The passport line does not agree with itself: {reason} has the check digit {given}, and {due} would be right "
        "for what stands there. It would agree if {letter!r} were {maybe!r}, but nothing is mended here: look at the "
        "document."
    )


class NoSuchDay(MrzError):
    """Six figures name no day."""

    code = "mrz.day"
    sentence = "The passport line has {given!r} as {reason}, which is no day. Read this part of the document again."
