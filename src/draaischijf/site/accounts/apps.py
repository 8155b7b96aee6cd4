"""The app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who is who."""

    name = "draaischijf.site.accounts"

    def ready(self) -> None:
        """Throw ended sessions away every day."""
        from draaischijf.site.accounts.services import end_sessions
        from draaischijf.site.jobs.services import every_day

        every_day(end_sessions)
