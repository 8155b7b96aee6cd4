"""Addresses."""

from django.urls import path

from draaischijf.site.start import views

app_name = "start"
urlpatterns = [path("", views.home, name="home")]
