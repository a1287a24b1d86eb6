"""The table of the room: the backups that were made here, written by the act that made each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from acordo import clock


class Backup(models.Model):
    """A backup that was made and read back whole; ``head`` is the last line of the journal in it."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    made_at = models.DateTimeField()
    path = models.CharField(max_length=1000)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    head = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-made_at"], name="backup_latest")]
