"""How looks at a list went, written into the home that the environment names, so that pages tell of it.

``python -m tests.desk.watched FAILURES`` notes so many failures in a row, and a next look that no test lives to see;
``python -m tests.desk.watched gone`` lets the officer in whose name it is done leave.
"""

from __future__ import annotations

import sys
from datetime import timedelta

from acordo import clock
from acordo.cli.registering import actor


def main(word: str) -> None:
    actor()
    from acordo.journal.guard import Gate, opened
    from acordo.journal.models import Officer
    from acordo.lists import NotServed
    from acordo.register.models import Schedule, Watch

    if word == "gone":
        with opened(Gate.WRITING):
            Officer.objects.filter(pk__in=Schedule.objects.values("officer")).update(is_active=False)
        return
    refused = NotServed(address="https://lists.example/consolidated.xml", status=503, reason="Service Unavailable")
    told = {"code": refused.code, "sentence": refused.sentence, "arguments": refused.arguments}
    moment = clock.now()
    Watch.objects.update(
        due_at=moment + timedelta(hours=20),
        tried_at=moment - timedelta(hours=1),
        failures=int(word),
        failure=told if int(word) else None,
    )


if __name__ == "__main__":
    main(sys.argv[1])
