"""Addresses."""

from django.urls import path

from draaischijf.site.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<uuid:job>", views.show, name="show"),
    path("<uuid:job>/stoppen", views.cancel, name="cancel"),
    path("<uuid:job>/opnieuw", views.retry, name="retry"),
]
