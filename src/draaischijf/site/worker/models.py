"""A CV while it is being looked through, and a person's own limits."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models


class Intake(models.Model):
    """A text that a person lets read. Its text goes as soon as the person is done with it, or after a week.

    `claims` holds the ids of what was proposed; `spans` is a list of `[claim, start, end]`, where that stands in the
    text.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    kind = models.CharField(max_length=10)
    claims = models.JSONField(default=list)
    spans = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True, db_index=True)


class Limits(models.Model):
    """What a person wants of work; `hard` names the topics on which other work is out of the question."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    hours_low = models.PositiveSmallIntegerField(null=True)
    hours_high = models.PositiveSmallIntegerField(null=True)
    hours_hard = models.BooleanField(default=False)
    region = models.CharField(max_length=80, blank=True)
    region_hard = models.BooleanField(default=False)
