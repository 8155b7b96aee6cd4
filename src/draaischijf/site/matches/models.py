"""What is searched: people who consented to be found, and open work. Both carry the tick at which they last changed."""

from __future__ import annotations

from django.db import models


class Clock(models.Model):
    """Ticks at every change. A writer locks it to the end of its transaction, so ticks become visible in order."""

    kind = models.CharField(max_length=10, primary_key=True)
    tick = models.BigIntegerField(default=0)
    indexed = models.BigIntegerField(default=0)
    folder = models.CharField(max_length=40, blank=True)


class PersonEntry(models.Model):
    """What a person who may be found can do, under a random key: no name, no age, no texts.

    An entry without a record says that the person is no longer to be found.
    """

    key = models.CharField(max_length=16, primary_key=True)
    tick = models.BigIntegerField(db_index=True)
    record = models.JSONField(null=True)
    everyone_until = models.DateField(null=True, db_index=True)


class Audience(models.Model):
    """One organisation that may find a person, until a day."""

    key = models.CharField(max_length=16)
    organisation = models.UUIDField(db_index=True)
    until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "organisation"], name="one_audience_an_organisation")]


class WorkEntry(models.Model):
    """What open work asks for. An entry without a record says that it is no longer open."""

    vacancy = models.UUIDField(primary_key=True)
    tick = models.BigIntegerField(db_index=True)
    record = models.JSONField(null=True)
