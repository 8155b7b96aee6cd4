"""Addresses."""

from django.urls import path

from draaischijf.site.language import views

app_name = "language"
urlpatterns = [
    path("", views.search, name="search"),
    path("begrip", views.concept, name="concept"),
]
