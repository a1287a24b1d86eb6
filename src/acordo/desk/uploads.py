"""Where an upload lies while it is read: in the home, whatever its size.

Never in memory, and never in the machine's own folder for passing files.
"""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from acordo.config import settings


class IntoHome(TemporaryFileUploadHandler):
    """Writes each file that comes into the home's folder of incoming files, for its owner alone (mode 0600)."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; the folder is made where it is not there yet."""
        settings().incoming_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().new_file(*args, **kwargs)
