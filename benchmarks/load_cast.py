"""Who and what the load needs, made in the home that the environment names; each is told as one line of JSON.

``python -m benchmarks.load_cast officers 50`` appoints that many and makes names and addresses; ``kept`` counts the
screenings; ``batch 1000000`` sends so many names to the worker; ``progress ID`` says how many of them are done.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from acordo.journal.words import Actor

PASSWORD = "a load of invented officers"  # noqa: S105 (theirs alone)


def main() -> None:
    """Do what the first argument says."""
    from acordo.cli.registering import actor

    acting = actor("border")
    from acordo.screening.models import Screening

    what, *more = sys.argv[1:]
    if what == "kept":
        print(Screening.objects.count())
    elif what == "officers":
        print(json.dumps(_officers(acting, int(more[0]))))
    elif what == "batch":
        print(json.dumps(_batch(acting, int(more[0]))))
    else:
        print(_progress(more[0]))


def _officers(acting: Actor, many: int) -> dict[str, Any]:
    from acordo.journal import acts
    from acordo.journal.models import Officer
    from acordo.journal.words import Purpose, Role
    from acordo.matching import Query
    from acordo.register.models import Entry
    from acordo.screening import acts as screening
    from benchmarks import make

    mark = random.SystemRandom().randrange(10**6)
    officers = []
    for number in range(many):
        appointment = acts.Appointment(f"Officer {number}", f"load-{mark}-{number}", Role.SCREENER, language="en")
        officers.append(acts.appoint(acting, appointment, PASSWORD))
    listed = [f"made/{reference}" for reference in Entry.objects.order_by("id").values_list("reference", flat=True)]
    draw = random.Random(3)
    names = draw.sample(_names(), 2000) + [query.names[0] for query in islice(make.asked(), 2000)]
    draw.shuffle(names)
    return {
        "password": PASSWORD,
        "officers": list(Officer.objects.filter(pk__in=officers).values_list("username", flat=True)),
        "token": acts.issue_token(acting, officers[0], f"load {mark}", Purpose.BORDER),
        "entries": draw.sample(listed, 1000),
        "screenings": [str(screening.screen(acting, Query((name,))).id) for name in names[:200]],
        "names": names,
    }


def _batch(acting: Actor, rows: int) -> str:
    from acordo.config import settings
    from acordo.screening import submitting
    from acordo.screening.words import Order
    from benchmarks import make

    upload = settings().incoming_folder / "names.csv"
    upload.parent.mkdir(exist_ok=True)
    with upload.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name"], *([query.names[0].replace(";", " ")] for query in make.asked(rows))])
    return str(submitting.submit(acting, Order(upload, "names.csv", "csv", rows=rows)).id)


def _progress(job: str) -> int:
    from uuid import UUID

    from acordo.jobs import queue

    return queue.job(UUID(job)).done


def _names() -> list[str]:
    from acordo.register.models import Statement

    values = Statement.objects.filter(property="primary_name", until=None).values_list("value", flat=True)
    return [str(json.loads(value)["text"]) for value in values]


if __name__ == "__main__":
    main()
