"""What is kept of a screening."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from acordo import clock
from acordo.journal.words import Purpose


class Screening(models.Model):
    """One question and its answer, with the versions that made it."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    officer = models.UUIDField()
    at = models.DateTimeField()
    purpose = models.CharField(max_length=16)
    query = models.JSONField()
    hits = models.JSONField()
    searched = models.PositiveIntegerField()
    sources = models.JSONField()
    policy = models.PositiveIntegerField()
    register_number = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(purpose__in=[str(p) for p in Purpose]), name="screening_purpose"),
        ]
        indexes: ClassVar = [models.Index(fields=["officer", "-at"], name="screening_latest")]
