"""What the gate keeps: persons, their accounts and tokens, and the journal."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models.functions import Length

from acordo import clock
from acordo.config import LANGUAGES
from acordo.journal.words import Purpose, Role
from acordo.markings import Level

models.CharField.register_lookup(Length)

LONGEST_NAME = 200
LONGEST_USERNAME = 64
LONGEST_LABEL = 100


def _of_length(column: str, least: int, most: int, name: str) -> models.CheckConstraint:
    """The database itself keeps a text's length (decision 7): SQLite takes any, whatever the column says."""
    return models.CheckConstraint(condition=models.Q(**{f"{column}__length__range": (least, most)}), name=name)


class Person(models.Model):
    """A human being who works here; duties are separated between persons."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        constraints: ClassVar = [_of_length("name", 1, LONGEST_NAME, "person_name_length")]


class Officer(AbstractBaseUser):
    """One account of a person."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    last_login = None  # a sign-in is a line of the journal, not a column that a signal writes beside the gate
    username = models.CharField(max_length=LONGEST_USERNAME, unique=True)
    role = models.CharField(max_length=16)
    clearance = models.SmallIntegerField(default=Level.SECRET)
    language = models.CharField(max_length=2, default="pt")
    is_active = models.BooleanField(default=True)
    appointed_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["person"]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(role__in=[str(r) for r in Role]), name="officer_role"),
            models.CheckConstraint(condition=models.Q(language__in=list(LANGUAGES)), name="officer_language"),
            models.CheckConstraint(condition=models.Q(clearance__in=[int(n) for n in Level]), name="officer_clearance"),
            _of_length("username", 1, LONGEST_USERNAME, "officer_username_length"),
            _of_length("password", 1, 128, "officer_password_length"),
        ]


class Token(models.Model):
    """What a program shows instead of a password; only its SHA-256 is kept."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT)
    label = models.CharField(max_length=LONGEST_LABEL)
    digest = models.BinaryField(max_length=32, unique=True)
    purpose = models.CharField(max_length=16)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(purpose__in=[str(p) for p in Purpose]), name="token_purpose"),
            _of_length("label", 1, LONGEST_LABEL, "token_label_length"),
        ]


class FailedSignIn(models.Model):
    """A failed attempt, kept for as long as it throttles: by account and place together, never by account alone."""

    id = models.BigAutoField(primary_key=True)
    key = models.BinaryField(max_length=32, db_index=True)
    at = models.DateTimeField()


class ActLine(models.Model):
    """One line of the journal; append-only."""

    number = models.BigIntegerField(primary_key=True)
    previous = models.BinaryField(max_length=32, unique=True)
    digest = models.BinaryField(max_length=32, unique=True)
    chained = models.BinaryField()


class ActPayload(models.Model):
    """What was done, beside the chain: purged by an act, never changed."""

    number = models.BigIntegerField(primary_key=True)
    salt = models.BinaryField(null=True)
    payload = models.BinaryField(null=True)
    purged_under = models.BigIntegerField(null=True)


class Head(models.Model):
    """The last line; locked as the last step of each act, so that the chain cannot fork."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="head_is_one_row")]
