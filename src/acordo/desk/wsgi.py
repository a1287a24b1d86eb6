"""What a WSGI server runs: ``acordo.desk.wsgi:application``.

A worker is warmed before it answers: the index is opened and the matcher loaded, which takes the first request half a
second otherwise. What lives from then on is kept out of the collector's rounds.
"""

import contextlib
import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acordo.desk.settings")


def _warm() -> None:
    """Ask the index for an invented name, which is no act: nobody is told anything."""
    from django.db import DatabaseError, connections

    from acordo.errors import AcordoError
    from acordo.matching import Query
    from acordo.register import index

    with contextlib.suppress(DatabaseError, AcordoError):  # whoever asks first is told what is wrong
        index.current().base.screen(Query(("Invented Name",)))
    connections.close_all()
    gc.collect()
    gc.freeze()


application = get_wsgi_application()
_warm()
