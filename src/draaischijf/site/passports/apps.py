"""The app."""

from django.apps import AppConfig


class PassportsConfig(AppConfig):
    """Passports of this site."""

    name = "draaischijf.site.passports"
