"""The app."""

from django.apps import AppConfig


class FrameConfig(AppConfig):
    """What every page stands in."""

    name = "draaischijf.site.frame"
