"""The app."""

from django.apps import AppConfig


class StartConfig(AppConfig):
    """The start page."""

    name = "draaischijf.site.start"
