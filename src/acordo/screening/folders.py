"""Where the files of a batch lie: a folder of its own in the home, for its owner alone to read."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from acordo.config import settings
from acordo.screening.outputs import Places

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from acordo.screening.words import HitForm


def folder(id_: UUID) -> Path:
    """The folder of a batch."""
    return settings().batches_folder / str(id_)


def question(id_: UUID, form: str) -> Path:
    """The file that was sent."""
    return folder(id_) / f"input.{form}"


def places(id_: UUID) -> Places:
    """Where its hits are written: the answer itself, from which other forms are made when they are asked for."""
    return Places(folder(id_) / "hits.jsonl")


def made(id_: UUID, form: HitForm) -> Path:
    """Where its hits lie in a form."""
    return folder(id_) / f"hits.{form}"


def marks(id_: UUID) -> Path:
    """Where it is noted at which byte which hit begins."""
    return folder(id_) / "hits.marks"


def make(id_: UUID) -> Path:
    """Make the folder of a batch, for its owner alone."""
    place = folder(id_)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.mkdir(mode=0o700)
    return place


def clear(id_: UUID) -> None:
    """Delete a batch's files; nothing is left where nothing was."""
    shutil.rmtree(folder(id_), ignore_errors=True)
