"""The app."""

from django.apps import AppConfig


class MatchesConfig(AppConfig):
    """Where people and work meet."""

    name = "draaischijf.site.matches"

    def ready(self) -> None:
        """Follow what happens to passports."""
        from draaischijf.site.matches import jobs, people  # noqa: F401 - registers the handler of its job
        from draaischijf.site.passports.services import changed

        changed.connect(people.passport_changed, dispatch_uid="matches")
