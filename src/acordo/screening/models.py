"""What is kept of a screening."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from acordo import clock
from acordo.journal.words import Purpose
from acordo.screening.words import Form


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


class Batch(models.Model):
    """A file that an officer sent, and what came of it. Names lie in its folder, not here.

    Its id is that of the job that does it. ``ended_at`` is written once, with the line of the end; ``forgotten_at``
    when its files were deleted.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    officer = models.UUIDField()
    purpose = models.CharField(max_length=16)
    language = models.CharField(max_length=2)
    filename = models.CharField(max_length=255, blank=True)
    form = models.CharField(max_length=8)
    mapping = models.JSONField(null=True)
    threshold = models.FloatField()
    limit = models.PositiveIntegerField()
    rows = models.BigIntegerField()
    submitted_at = models.DateTimeField()
    keep_until = models.DateField()
    with_hits = models.BigIntegerField(default=0)
    hits = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    policy = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(purpose__in=[str(p) for p in Purpose]), name="batch_purpose"),
            models.CheckConstraint(condition=models.Q(form__in=[str(f) for f in Form]), name="batch_form"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["officer", "-id"], name="batch_latest"),
            models.Index(fields=["forgotten_at", "keep_until"], name="batch_due"),
        ]
