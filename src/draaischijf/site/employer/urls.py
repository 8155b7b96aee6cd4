"""Addresses."""

from django.urls import path

from draaischijf.site.employer import views

app_name = "employer"
urlpatterns = [
    path("", views.vacancies, name="vacancies"),
    path("nieuw", views.new, name="new"),
    path("vacature/<uuid:vacancy>", views.read, name="read"),
    path("vacature/<uuid:vacancy>/tekst", views.text, name="text"),
    path("vacature/<uuid:vacancy>/mensen", views.people, name="people"),
    path("vacature/<uuid:vacancy>/mensen/<slug:code>", views.person, name="person"),
]
