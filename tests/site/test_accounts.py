"""Accounts: passwords, registering, keys, and signing in through a provider that runs on this machine."""

from __future__ import annotations

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from django.db import IntegrityError, transaction
from django.test import Client

from draaischijf.site.accounts.models import Membership, User
from draaischijf.site.accounts.roles import Actor, Role
from draaischijf.site.accounts.services import actor_of, make_token, own_tokens, register
from tests.site.people import PASSWORD, browser_of, employer


def test_sign_in_and_out(cast):
    client = Client()
    page = client.post("/inloggen", {"email": "Samira@Voorbeeld.nl", "password": PASSWORD})
    assert page["Location"] == "/mijn/paspoort"
    assert client.get("/mijn/paspoort").status_code == 200
    assert client.post("/uitloggen").status_code == 302
    assert client.get("/mijn/paspoort").status_code == 302
    assert Client().post("/inloggen", {"email": "eva@een.nl", "password": PASSWORD})["Location"] == "/werkgever/"


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(cast, wanted):
    data = {"email": "samira@voorbeeld.nl", "password": PASSWORD, "next": wanted}
    assert Client().post("/inloggen", data)["Location"] == "/mijn/paspoort"
    assert Client().post("/inloggen", {**data, "next": "/taal/"})["Location"] == "/taal/"


def test_the_answer_does_not_tell_who_has_an_account(cast):
    pages = [
        Client().post("/inloggen", {"email": email, "password": "verkeerd"}).content.decode()
        for email in ("samira@voorbeeld.nl", "niemand@voorbeeld.nl")
    ]
    assert all("horen niet bij elkaar" in page for page in pages)


@pytest.mark.parametrize("password", ["kort", "123456789012345", "password12345", "noor@voorbeeld.nl"])
def test_weak_passwords_are_refused(db, password):
    answer = Client().post("/account-maken", {"email": "noor@voorbeeld.nl", "password": password})
    assert answer.status_code == 400
    assert not User.objects.exists()


def test_registering_makes_a_worker_and_signs_in(db):
    client = Client()
    data = {"email": "Noor@Voorbeeld.nl", "name": "", "password": PASSWORD}
    assert client.post("/account-maken", data)["Location"] == "/mijn/paspoort"
    assert client.get("/mijn/paspoort").status_code == 200
    assert list(actor_of(User.objects.get()).roles) == [Role.WORKER]
    assert Client().post("/account-maken", data).status_code == 400


def test_a_session_gets_a_new_key_at_sign_in(cast):
    client = Client()
    client.post("/spreektaal", {"language": "en", "next": "/"})
    client.get("/")
    before = client.session.session_key
    client.post("/inloggen", {"email": "samira@voorbeeld.nl", "password": PASSWORD})
    assert client.session.session_key != before


def test_an_account_that_is_switched_off_opens_nothing(cast):
    secret = make_token(cast.worker, "proef", ["passports"])
    User.objects.filter(pk=cast.worker.me).update(is_active=False)
    assert browser_of(cast.worker).get("/mijn/paspoort").status_code == 302
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/passports").status_code == 401


def test_keys_are_shown_once_and_withdrawn(cast):
    client = browser_of(cast.worker)
    page = client.post("/account/sleutels/nieuw", {"name": "thuis", "scopes": ["read"], "days": 30}).content.decode()
    assert "dsk_" in page
    assert "dsk_" not in client.get("/account").content.decode()
    [token] = own_tokens(cast.worker)
    assert client.post(f"/account/sleutels/{token.id}/intrekken").status_code == 302
    assert own_tokens(cast.worker) == []
    assert client.post(f"/account/sleutels/{token.id}/intrekken").status_code == 404
    right = {"name": "x", "scopes": ["read"], "days": 30}
    for wrong in ({"name": ""}, {"scopes": []}, {"scopes": ["alles"]}, {"days": 0}, {"days": 366}):
        assert client.post("/account/sleutels/nieuw", {**right, **wrong}).status_code == 400


def test_ones_own_name(cast):
    client = browser_of(cast.worker)
    assert client.post("/account", {"name": "Sam"}).status_code == 302
    assert User.objects.get(pk=cast.worker.me).name == "Sam"
    assert client.post("/account", {"name": "x" * 200}).status_code == 400


def test_who_has_two_roles_sees_both(cast):
    actor = employer("beide@voorbeeld.nl", "Een (verzonnen)")
    from draaischijf.site.accounts.services import grant

    grant(actor.me, Role.WORKER)
    client = browser_of(actor)
    assert client.get("/mijn/paspoort").status_code == 200
    assert client.get("/werkgever/").status_code == 200


def test_an_employer_without_an_organisation_cannot_be(db):
    user = register("w@voorbeeld.nl", PASSWORD, Role.WORKER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, role=Role.EMPLOYER)
    with pytest.raises(PermissionError):
        actor_of(user).organisation(Role.EMPLOYER)
    with pytest.raises(PermissionError):
        _ = Actor().me


class Provider:
    """An OpenID provider on the loopback interface, with one person to sign in."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims, self.nonce, self.forged = {}, "", False
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer(outer.jwks() if self.path == "/jwks" else outer.claims)

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.answer({"access_token": "a", "token_type": "Bearer", "id_token": outer.id_token()})

            def answer(self, shape):
                body = json.dumps(shape).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def jwks(self):
        numbers = self.key.public_key().public_numbers()
        return {"keys": [{"kty": "RSA", "alg": "RS256", "kid": "1", "n": _number(numbers.n), "e": _number(numbers.e)}]}

    def id_token(self):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048) if self.forged else self.key
        now = int(time.time())
        payload = {"iss": self.url, "aud": "site", "nonce": self.nonce, "iat": now, "exp": now + 60, **self.claims}
        signed = ".".join(_part(json.dumps(one).encode()) for one in ({"alg": "RS256", "kid": "1"}, payload))
        return f"{signed}.{_part(key.sign(signed.encode(), padding.PKCS1v15(), SHA256()))}"

    def sign_in(self, client):
        """Go to the provider and come back, as a browser does."""
        away = parse_qs(urlsplit(client.get("/oidc/start")["Location"]).query)
        assert away["code_challenge_method"] == ["S256"]
        self.nonce = away["nonce"][0]
        return client.get("/oidc/terug", {"code": "c", "state": away["state"][0]})


def _part(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _number(value):
    return _part(value.to_bytes((value.bit_length() + 7) // 8, "big"))


@pytest.fixture
def provider(settings):
    made = Provider()
    settings.OIDC_OP_AUTHORIZATION_ENDPOINT = f"{made.url}/authorize"
    settings.OIDC_OP_TOKEN_ENDPOINT = f"{made.url}/token"
    settings.OIDC_OP_USER_ENDPOINT = f"{made.url}/userinfo"
    settings.OIDC_OP_JWKS_ENDPOINT = f"{made.url}/jwks"
    yield made
    made.close()


PERSON = {"sub": "123", "email": "Noor@Voorbeeld.nl", "email_verified": True, "name": "Noor"}


def test_a_provider_signs_someone_in_and_knows_them_again(provider, db):
    provider.claims = PERSON
    for client in (Client(), Client()):
        assert provider.sign_in(client).status_code == 302
        assert client.get("/mijn/paspoort").status_code == 200
    [user] = User.objects.all()
    assert (user.email, user.provider_subject) == ("noor@voorbeeld.nl", "123")
    assert not user.has_usable_password()
    provider.claims = {**PERSON, "email": "anders@voorbeeld.nl"}
    provider.sign_in(Client())
    assert User.objects.get().email == "noor@voorbeeld.nl"


@pytest.mark.parametrize("claims", [{"sub": "9", "email_verified": False}, {"email": ""}, {"sub": ""}])
def test_claims_that_say_too_little_let_nobody_in(provider, db, claims):
    provider.claims = {**PERSON, **claims}
    client = Client()
    provider.sign_in(client)
    assert client.get("/mijn/paspoort").status_code == 302
    assert not User.objects.exists()


def test_a_provider_does_not_take_over_an_account_with_a_password(provider, cast):
    provider.claims = {**PERSON, "email": "samira@voorbeeld.nl"}
    client = Client()
    provider.sign_in(client)
    assert client.get("/mijn/paspoort").status_code == 302


def test_a_forged_token_and_a_stolen_answer_let_nobody_in(provider, db):
    provider.claims, provider.forged = PERSON, True
    client = Client()
    assert provider.sign_in(client).status_code in (302, 400, 403)
    assert client.get("/mijn/paspoort").status_code == 302
    provider.forged = False
    stolen = Client().get("/oidc/terug", {"code": "c", "state": "x"})
    assert stolen.status_code in (302, 400, 403)
    assert not User.objects.exists()
