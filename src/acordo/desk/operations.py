"""What each operation of the API reads and writes, as its own description says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest

_CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Operation:
    """What is read from the query, the media types of a body that is read, and those of the answers that are given."""

    asks: frozenset[str]
    takes: tuple[str, ...]
    gives: tuple[str, ...]


def operation_at(request: HttpRequest) -> Operation | None:
    """The operation that a request asks for; None where no operation answers."""
    found = request.resolver_match
    return _operations().get((_path(found.route), request.method or "")) if found else None


@cache
def _path(route: str) -> str:
    """Django's route as the description writes a path."""
    return "/" + _CONVERTED.sub(r"{\1}", route)


@cache
def _operations() -> dict[tuple[str, str], Operation]:
    from acordo.desk.api import description

    return {
        (path, method.upper()): _operation(told)
        for path, methods in description()["paths"].items()
        for method, told in methods.items()
    }


def _operation(told: dict[str, Any]) -> Operation:
    successes = [answer for status, answer in told["responses"].items() if int(status) < 300]
    gives = [kind for answer in successes for kind in answer.get("content", {})]
    return Operation(
        asks=frozenset(one["name"] for one in told["parameters"] if one["in"] == "query"),
        takes=tuple(told.get("requestBody", {}).get("content", {})),
        gives=tuple(dict.fromkeys(gives)),
    )
