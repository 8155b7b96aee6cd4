"""Every address of the site, one line an app."""

from django.conf import settings
from django.urls import include, path

# Domains stand in the address bar in Dutch; code calls them by their English names.
PREFIXES = {
    "start": "",
    "frame": "",
    "accounts": "",
    "language": "taal/",
    "worker": "mijn/",
    "employer": "werkgever/",
    "jobs": "taken/",
    "api": "api/",
}
handler400 = "draaischijf.site.frame.views.bad_request"
handler403 = "draaischijf.site.frame.views.forbidden"
handler404 = "draaischijf.site.frame.views.not_found"
handler500 = "draaischijf.site.frame.views.server_error"

urlpatterns = [
    path(prefix, include(f"draaischijf.site.{app}.urls"))
    for app, prefix in PREFIXES.items()
    if f"draaischijf.site.{app}" in settings.INSTALLED_APPS
]
