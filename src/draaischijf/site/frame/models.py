"""The audit trail, and counts for limits."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class Count(models.Model):
    """How often something was done in a stretch of time."""

    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="one_count_a_window")]


class Event(models.Model):
    """Something that someone did; never changed, without personal data."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.UUIDField(null=True, db_index=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, db_index=True)
    request = models.CharField(max_length=40)

    class Meta:
        ordering = ["-at", "-id"]

    def save(self, *args: Any, **named: Any) -> None:
        """Write it once.

        Raises:
            ValueError: It stands already.
        """
        if self.pk is not None:
            raise ValueError("an event is never changed")
        super().save(*args, **named)
