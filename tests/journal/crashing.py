"""Does an act on a PostgreSQL server that dies, and comes back, between the commit and the flush; prints what it says.

Run as a program of its own, in the home that the environment names.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress

from acordo.cli.registering import actor


def main() -> None:
    """Two acts: the server dies in the second."""
    acting = actor()
    import psycopg
    from django.db import connection

    from acordo.journal import acts, flush
    from acordo.journal.words import Role

    def appoint(username: str) -> None:
        acts.appoint(acting, acts.Appointment("Ana Invented", username, Role.ANALYST), None)

    appoint("ana")
    onto_disk, address = flush.onto_disk, os.environ["ACORDO_DATABASE_URL"]

    def after_a_crash() -> None:
        beside, victim = psycopg.connect(address, autocommit=True), psycopg.connect(address)
        os.kill(victim.info.backend_pid, signal.SIGKILL)  # then the server ends all others, and recovers from its log
        with suppress(psycopg.OperationalError):
            while True:
                beside.execute("SELECT pg_sleep(0.01)")
        while True:
            try:
                psycopg.connect(address).close()
                break
            except psycopg.OperationalError:
                time.sleep(0.05)
        onto_disk()

    flush.onto_disk = after_a_crash
    try:
        appoint("eva")
        said = "answered"
    except flush.NotOnDisk as error:
        said = error.code
    flush.onto_disk = onto_disk
    connection.close()
    appoint("rui")
    sys.stdout.write(f"{said}\n")


if __name__ == "__main__":
    main()
