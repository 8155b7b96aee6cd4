"""Vacancies, invitations and decisions; all within the wall of one organisation."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models


class Status(models.TextChoices):
    """Where a vacancy stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Vacancy(models.Model):
    """A vacancy: its text, what was found in it, and what it asks for once someone has looked at that.

    `asked` is a list of `{uri, level, importance, proof, task, share, kept}`; `found` holds the reading: its language,
    the places of findings, and concerns.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.UUIDField(db_index=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=160)
    text = models.TextField()
    found = models.JSONField(default=dict)
    asked = models.JSONField(default=list)
    release = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    hours_low = models.PositiveSmallIntegerField(null=True)
    hours_high = models.PositiveSmallIntegerField(null=True)
    region = models.CharField(max_length=80, blank=True)
    learning_hours = models.PositiveSmallIntegerField(default=160)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created"]


class Answer(models.TextChoices):
    """What came of an invitation."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"


class Invitation(models.Model):
    """A message to a person who is known by a random key alone, until that person shares more."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="invitations")
    person = models.CharField(max_length=16, db_index=True)
    message = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    sent = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=12, choices=Answer.choices, default=Answer.OPEN)
    answered = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)
    shared_name = models.CharField(max_length=120, blank=True)
    shared_email = models.EmailField(blank=True)

    class Meta:
        ordering = ["-sent"]
        constraints = [models.UniqueConstraint(fields=["vacancy", "person"], name="one_invitation_a_person")]


class Outcome(models.TextChoices):
    """What a person at the employer decided."""

    GO_ON = "go-on"
    HIRED = "hired"
    NOT_NOW = "not-now"


class Decision(models.Model):
    """A decision by a person, with its reason. It stays here: no passport and no score ever learns of it."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="decisions")
    person = models.CharField(max_length=16)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]
