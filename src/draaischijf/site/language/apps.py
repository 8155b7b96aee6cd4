"""The app."""

from django.apps import AppConfig


class LanguageConfig(AppConfig):
    """The skills language."""

    name = "draaischijf.site.language"
    label = "skills_language"
