"""``acordo`` where the list ``ftm`` is served at an address of this machine, as the source ``pier``, every day.

``python -m tests.cli.served ADDRESS WORDS…``
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

from acordo import lists
from acordo.cli.main import main
from acordo.facts import SourceName
from acordo.lists import Limits, Schedule, shelf
from acordo.markings import CLEAR


def serve(address: str) -> None:
    like = lists.publisher("ftm")
    limits = Limits(max_bytes=100_000_000, max_seconds=120)
    served = replace(
        like, source=SourceName("pier"), marking=CLEAR, address=address, schedule=Schedule.DAILY, limits=limits
    )
    every = (served,)
    for room in (shelf, lists):
        place: Any = room
        place.known = lambda: every


if __name__ == "__main__":
    serve(sys.argv[1])
    sys.argv[1:] = sys.argv[2:]
    main()
