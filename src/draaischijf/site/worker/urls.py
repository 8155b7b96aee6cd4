"""Addresses."""

from django.urls import path

from draaischijf.site.worker import meeting, views

app_name = "worker"
urlpatterns = [
    path("paspoort", views.passport, name="passport"),
    path("paspoort/cv", views.cv, name="cv"),
    path("paspoort/tekst/<uuid:intake>", views.intake, name="intake"),
    path("paspoort/gevonden", views.proposals, name="proposals"),
    path("paspoort/toevoegen", views.add, name="add"),
    path("paspoort/vaardigheid/<slug:claim>", views.claim, name="claim"),
    path("paspoort/geschiedenis", views.past, name="past"),
    path("paspoort/meenemen", views.exports, name="exports"),
    path("paspoort/meenemen/<slug:form>", views.export, name="export"),
    path("paspoort/wissen", views.forget, name="forget"),
    path("werk", meeting.matches, name="matches"),
    path("werk/<uuid:vacancy>", meeting.match, name="match"),
    path("uitnodigingen", meeting.invitations, name="invitations"),
    path("uitnodigingen/<uuid:invitation>", meeting.invitation, name="invitation"),
    path("toestemming", meeting.consents, name="consents"),
]
