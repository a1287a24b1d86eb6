"""Where an upload lies while it is read: in the home, whatever its size.

Never in memory, and never in the machine's own folder for passing files.
"""

from __future__ import annotations

import tempfile
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from acordo.config import settings


class InHome(TemporaryUploadedFile):
    """A file that comes, in the home's folder of incoming files, for its owner alone (mode 0600)."""

    def __init__(self, name: str | None, content_type: str | None, charset: str | None, extra: Any) -> None:
        folder = settings().incoming_folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = tempfile.NamedTemporaryFile(suffix=".upload", dir=folder)  # noqa: SIM115 (Django closes it)
        UploadedFile.__init__(self, file, name, content_type, 0, charset, extra)


class IntoHome(TemporaryFileUploadHandler):
    """Writes each file that comes into the home; it is deleted with the request unless somebody keeps it."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = InHome(self.file_name, self.content_type, self.charset, self.content_type_extra)
