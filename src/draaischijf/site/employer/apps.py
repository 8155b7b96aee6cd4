"""The app."""

from django.apps import AppConfig


class EmployerConfig(AppConfig):
    """For employers."""

    name = "draaischijf.site.employer"

    def ready(self) -> None:
        """Register the job that reads vacancies."""
        from draaischijf.site.employer import jobs  # noqa: F401
