"""The tables of the room; written outside the gate, for they hold no fact of the work."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from acordo import clock
from acordo.jobs.words import State


class Job(models.Model):
    """One piece of long work, and who holds it.

    ``turn`` counts how often it was begun: with ``worker`` it names the lease, so that a worker which lost the job
    and found it again cannot be taken for the one that holds it. ``due_at`` is when it may be begun (again).
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    kind = models.CharField(max_length=64)
    owner = models.UUIDField()
    purpose = models.CharField(max_length=16)
    language = models.CharField(max_length=2)
    given = models.JSONField()
    state = models.CharField(max_length=10, default=State.QUEUED)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    result = models.JSONField(default=dict)
    failure = models.JSONField(null=True)
    strikes = models.PositiveSmallIntegerField(default=0)
    turn = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=100, blank=True)
    cancelling = models.BooleanField(default=False)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=[str(s) for s in State]), name="job_state"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="job_next"),
            models.Index(fields=["owner", "-queued_at"], name="job_of_owner"),
        ]


class Worker(models.Model):
    """A worker that was heard of: so that a page can say that nobody works."""

    name = models.CharField(max_length=100, primary_key=True)
    started_at = models.DateTimeField()
    heard_at = models.DateTimeField()
