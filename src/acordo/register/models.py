"""The tables of the register. Statements are written only by ``store``."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from acordo import clock

STAGED, HELD, PUBLISHED, DROPPED = "staged", "held", "published", "dropped"


class RegisterState(models.Model):
    """The register's number: moves by one with each published change."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="register_state_is_one_row")]


class MarkingRow(models.Model):
    """A marking, kept once: judging a million statements costs as many decisions as there are rows here."""

    canonical = models.TextField(unique=True)


class Source(models.Model):
    """Who states. ``edition`` is the one in force (0: none yet); ``checked_at`` the last successful look."""

    name = models.CharField(max_length=64, unique=True)
    reader = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=200, blank=True)
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT)
    edition = models.PositiveIntegerField(default=0)
    issued = models.DateField(null=True)
    checked_at = models.DateTimeField(null=True)


class Edition(models.Model):
    """One state of one source: staged while it is read, held for an officer's word, published, or dropped.

    ``stamp`` is never used twice, so that an index compiled at a register number is not taken for that of another
    history which reached the same number (after a restore from a backup). ``moved`` holds pairs of references: what was
    listed under the first is listed under the second since this edition. ``prepared_by`` are the persons whose work it
    is, where that is kept because none of them may decide it.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    state = models.CharField(max_length=10)
    issued = models.DateField(null=True)
    origin = models.CharField(max_length=1000)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    received_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    register_number = models.BigIntegerField(null=True)
    stamp = models.UUIDField(default=clock.new_id, editable=False)
    entries = models.PositiveIntegerField(default=0)
    names = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    amended = models.PositiveIntegerField(default=0)
    delisted = models.PositiveIntegerField(default=0)
    alarms = models.JSONField(default=list)
    moved = models.JSONField(default=list)
    prepared_by = models.JSONField(default=list)
    touched = models.JSONField(default=dict)
    held_because = models.JSONField(null=True)
    decided = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "number"], name="edition_number"),
            models.CheckConstraint(
                condition=models.Q(state__in=[STAGED, HELD, PUBLISHED, DROPPED]), name="edition_state"
            ),
        ]


class Entry(models.Model):
    """One listed party as one source states it. It is listed while a statement of the edition in force is about it."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    reference = models.CharField(max_length=500)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "reference"], name="entry_reference")]


class Statement(models.Model):
    """A statement that held from edition ``since`` up to, not including, edition ``until``."""

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT)
    sid = models.BinaryField(max_length=32)
    property = models.CharField(max_length=32)
    value = models.TextField()
    language = models.CharField(max_length=35, blank=True)
    original = models.TextField(blank=True)
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, db_index=False)
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["sid", "since"], name="statement_once")]
        indexes: ClassVar = [
            models.Index(fields=["source", "since"], name="statement_since"),
            models.Index(fields=["source", "until"], name="statement_until"),
        ]


class FindableName(models.Model):
    """What the search compares of one name, for as long as its statement holds: see ``searchable``.

    ``marking``, ``since`` and ``until`` are the statement's, so that one pass over this narrow table answers.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, db_index=False)
    sid = models.BinaryField(max_length=32)
    words = models.TextField()
    bones = models.TextField(blank=True)
    script = models.CharField(max_length=1, blank=True)
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, db_index=False)
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["sid", "since"], name="findable_name_once")]


class FindableNumber(models.Model):
    """A number by which an entry is found, for as long as its statement holds: see ``searchable``.

    A document's; or the entry's own reference, which stands with its primary name and its kind.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, db_index=False)
    sid = models.BinaryField(max_length=32)
    number = models.TextField()
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, db_index=False)
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["sid", "since"], name="findable_number_once")]


class Schedule(models.Model):
    """That a source is brought up to date by itself, in the name of the officer who switched that on."""

    source = models.OneToOneField(Source, on_delete=models.PROTECT)
    officer = models.UUIDField()
    since = models.DateTimeField()


class Watch(models.Model):
    """How the looks at a source went, and when the next is due; no fact of the work, and written outside the gate.

    ``failures`` counts those in a row; ``failure`` is the last one, None once a look succeeded.
    """

    source = models.OneToOneField(Source, on_delete=models.PROTECT)
    due_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    failure = models.JSONField(null=True)


class LastFetch(models.Model):
    """The document that was fetched last and read to its end, by what its server names it.

    ``edition`` was in force when it had been read, ``held`` is the number under which it waits for an officer's word
    (0: it does not). It says nothing any more once either has moved.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    asked = models.CharField(max_length=1000)
    address = models.TextField()
    entity_tag = models.CharField(max_length=510, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64)
    edition = models.PositiveIntegerField()
    held = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "asked"], name="last_fetch_once")]


class Look(models.Model):
    """Until when an officer has said that he or she has seen what happened."""

    officer = models.UUIDField(primary_key=True)
    until = models.DateTimeField()
