"""Addresses."""

from django.urls import path

from draaischijf.site.api.views import api, openapi

app_name = "api"
urlpatterns = [path("v1/openapi.json", openapi, name="openapi"), path("v1/", api.urls)]
