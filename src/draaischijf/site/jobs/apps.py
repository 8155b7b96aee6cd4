"""The app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Long work."""

    name = "draaischijf.site.jobs"
