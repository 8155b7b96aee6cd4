"""Addresses."""

from django.urls import path

from draaischijf.site.frame import views

app_name = "frame"
urlpatterns = [
    path("health", views.health, name="health"),
    path("theme.css", views.theme, name="theme"),
]
