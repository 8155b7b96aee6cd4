"""What the store keeps: sealed frames, links of the chain, erasures; and whose passport is whose."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Record(models.Model):
    """A passport: its version, and its key as the keeper wrapped it."""

    passport = models.CharField(max_length=16, unique=True)
    pseudonym = models.CharField(max_length=16, unique=True)
    version = models.PositiveIntegerField(default=0)
    key = models.BinaryField()


class Frame(models.Model):
    """Events, sealed under the person's key."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="frames")
    first = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ["first"]
        constraints = [models.UniqueConstraint(fields=["record", "first"], name="one_frame_a_number")]


class Link(models.Model):
    """A link of the chain over all passports; it outlives what it commits to."""

    pseudonym = models.CharField(max_length=16)
    first = models.PositiveIntegerField()
    commitment = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        ordering = ["id"]


class Head(models.Model):
    """The end of the chain, in one row that a writer locks."""

    hash = models.BinaryField()


class Erased(models.Model):
    """A passport that was forgotten."""

    passport = models.CharField(max_length=16, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Holder(models.Model):
    """Whose passport is whose. `key` is the random name under which others meet this person."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    passport = models.CharField(max_length=16, unique=True)
    key = models.CharField(max_length=16, unique=True)
