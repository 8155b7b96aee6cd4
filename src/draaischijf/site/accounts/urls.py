"""Addresses."""

from django.conf import settings
from django.urls import path

from draaischijf.site.accounts import views

app_name = "accounts"
urlpatterns = [
    path("inloggen", views.sign_in, name="sign-in"),
    path("uitloggen", views.sign_out, name="sign-out"),
    path("account-maken", views.register, name="register"),
    path("account", views.account, name="account"),
    path("account/sleutels/nieuw", views.new_token, name="new-token"),
    path("account/sleutels/<uuid:token>/intrekken", views.revoke_token, name="revoke-token"),
    path("spreektaal", views.choose_language, name="choose-language"),
]
if hasattr(settings, "OIDC_RP_CLIENT_ID"):
    from draaischijf.site.accounts import oidc

    urlpatterns += [
        path("oidc/start", oidc.start, name="oidc-start"),
        path("oidc/terug", oidc.back, name="oidc-back"),
    ]
