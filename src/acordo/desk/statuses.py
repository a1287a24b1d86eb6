"""The desk's one table from failures to HTTP statuses, and the refusals that HTTP itself knows.

Each kind of failure has its status (``STATUS``); the few concrete failures for which HTTP has a word of its own stand
in ``SPECIFIC``. Pages and programs are answered from the same two.
"""

from __future__ import annotations

from acordo.errors import AcordoError, Conflict, Invalid, Missing, Refused, Unavailable, Unproved
from acordo.journal.programs import NoToken
from acordo.journal.queries import UnknownToken
from acordo.register.queries import NoSuchStep
from acordo.wording import mark

STATUS: dict[type[AcordoError], tuple[int, str]] = {
    Invalid: (400, mark("This cannot be read")),
    Refused: (403, mark("This is not permitted")),
    Missing: (404, mark("Nothing is held here")),
    Conflict: (409, mark("The state has moved")),
    Unproved: (422, mark("This could not be proved")),
    Unavailable: (503, mark("This does not answer now")),
}
"""Each kind of failure: the HTTP status, and the heading."""


class UnreadableRequest(Invalid):
    """The request as a whole cannot be trusted; most often its host is not ours."""

    code = "desk.unreadable_request"
    sentence = "The request cannot be read. Check that its address is a name under which this desk answers."


class UnsoundText(Invalid):
    """What was sent holds signs that no text has."""

    code = "desk.unsound_text"
    sentence = "The request holds NUL or half of a pair of signs, which no text has. Take it out."


class UnreadableBody(Invalid):
    """A body that should be JSON is not."""

    code = "desk.unreadable_body"
    sentence = "The body is no JSON in UTF-8: {reason}. Mend it."


class UnfitInput(Invalid):
    """The body, the query or the path has another form than the API's description states."""

    code = "desk.unfit_input"
    sentence = "What was sent does not have the form that is read here. Each place is listed with what is wrong."


class TwiceGiven(Invalid):
    """A single value is given twice in the address."""

    code = "desk.twice_given"
    sentence = "{name} stands twice in the address, and only one can be meant. Give it once."


class UnknownAddress(Missing):
    """There is no such address for programs."""

    code = "desk.unknown_address"
    sentence = "Nothing answers at {path}. /api/v1/openapi.json lists every address."


class WrongMethod(Invalid):
    """The address does not know the method."""

    code = "desk.wrong_method"
    sentence = "{method} is not answered at this address. Use one of: {allowed}."


class NothingAcceptable(Invalid):
    """The caller accepts none of the forms that there are."""

    code = "desk.not_acceptable"
    sentence = "The answer is given as {offered}, and the request accepts none of these. Change its Accept header."


class NoLength(Invalid):
    """The request is chunked, or has a body without a length (decision 35: such an upload was read as empty)."""

    code = "desk.no_length"
    sentence = "The request does not state its length. Send the body whole, with Content-Length, not in chunks."


class TooLong(Invalid):
    """The request is longer than what is taken."""

    code = "desk.too_long"
    sentence = "The request is longer than the {most} MB that are taken here. Send less at a time."


class WrongMediaType(Invalid):
    """The body has a form that is not read at this address."""

    code = "desk.wrong_media_type"
    sentence = "A body of the type {given!r} is not read here. Send one of these, and say so in Content-Type: {wanted}."


class DatabaseSilent(Unavailable):
    """The database did not answer."""

    code = "desk.database_silent"
    sentence = "The database does not answer now, and nothing was done. Try again in a moment."


class Broken(Unavailable):
    """A fault of ours."""

    code = "desk.broken"
    sentence = "The desk has failed, and the fault is not yours. Tell the operator when it happened."


SPECIFIC: dict[type[AcordoError], int] = {
    NoToken: 401,
    UnknownToken: 401,
    NoSuchStep: 404,
    WrongMethod: 405,
    NothingAcceptable: 406,
    NoLength: 411,
    TooLong: 413,
    WrongMediaType: 415,
    Broken: 500,
}
"""Failures for which HTTP has a status of its own."""


def status_of(kind: type[AcordoError]) -> tuple[int, str]:
    """The status of a failure, and its heading."""
    status, heading = next(row for base, row in STATUS.items() if issubclass(kind, base))
    return SPECIFIC.get(kind, status), heading
