"""The app."""

from django.apps import AppConfig


class WorkerConfig(AppConfig):
    """For workers."""

    name = "draaischijf.site.worker"

    def ready(self) -> None:
        """Register the job that reads a CV."""
        from draaischijf.site.worker import jobs  # noqa: F401
