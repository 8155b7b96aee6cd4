"""Held against other implementations in Python: what we issue verifies there, what they issue verifies here."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from draaischijf.wallet import Context, generate_key, verify
from draaischijf.wallet.encryption import encrypt
from draaischijf.wallet.http import Request
from draaischijf.wallet.keys import public_key_from_jwk, thumbprint
from draaischijf.wallet.sdjwt import bind, disclose, issue_sd_jwt, parse_sd_jwt
from draaischijf.wallet.status.lists import pack
from draaischijf.wallet.status.token import make_status_token, parse_status_token, status_of
from draaischijf.wallet.trust import Trusted, TrustList
from draaischijf.wallet.vci.proofs import make_proof
from tests.wallet.makers import ISSUER
from tests.wallet.world import ASK, LIST, World

NOW = datetime.now(UTC).replace(microsecond=0)
CLAIMS = {
    "iss": ISSUER,
    "vct": "urn:x:proof",
    "iat": int(NOW.timestamp()) - 10,
    "exp": int(NOW.timestamp()) + 86_400,
    "name": "Noor",
    "skills": [{"uri": "a"}, {"uri": "b"}],
    "address": {"city": "Zwolle", "street": "Weg 1"},
}
HOLD_BACK = [("name",), ("skills", None), ("address", "city"), ("address",)]


def pem(key):
    return key.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def listed(key):
    jwk = dict(key.jwk)
    return TrustList([Trusted(ISSUER, None, jwks=frozenset([thumbprint(jwk)]), keys=(jwk,))])


# -- sd-jwt (OpenWallet Foundation)


def owf():
    return pytest.importorskip("sd_jwt", reason="needs sd-jwt, which is not installed")


def jwk_of(key, *, private=True):
    from jwcrypto.jwk import JWK

    made = JWK.from_pem(pem(key))
    return made if private else JWK(**json.loads(made.export_public()))


def test_sd_jwt_reads_what_we_issue_and_present():
    owf()
    from sd_jwt.verifier import SDJWTVerifier

    issuer, holder = generate_key(), generate_key()
    held = parse_sd_jwt(issue_sd_jwt(CLAIMS, issuer, hold_back=HOLD_BACK, holder=holder.jwk, decoys=2))
    shown = disclose(held, [("name",), ("skills", 1), ("address", "city")])
    text = bind(shown, held, holder, audience="aud", nonce="n", at=NOW)
    there = SDJWTVerifier(text, lambda *_: jwk_of(issuer, private=False), "aud", "n").get_verified_payload()
    here = verify(text.encode(), Context(NOW, listed(issuer), "n", "aud"))
    assert here.accepted(["signature", "issuer", "freshness", "binding"])
    assert {name: value for name, value in there.items() if name != "_sd_alg"} == dict(here.claims[0])
    assert there["skills"] == [{"uri": "b"}]


def test_we_read_what_sd_jwt_issues_and_presents():
    owf()
    from sd_jwt.common import SDObj
    from sd_jwt.holder import SDJWTHolder
    from sd_jwt.issuer import SDJWTIssuer

    issuer, holder = generate_key(), generate_key()
    claims = {**CLAIMS, SDObj("name"): "Noor", "skills": [SDObj({"uri": "a"}), SDObj({"uri": "b"})]}
    claims = {key: value for key, value in claims.items() if key != "name" or isinstance(key, SDObj)}
    made = SDJWTIssuer(
        claims,
        jwk_of(issuer),
        jwk_of(holder, private=False),
        "ES256",
        add_decoy_claims=True,
        extra_header_parameters={"typ": "dc+sd-jwt"},
    )
    theirs = SDJWTHolder(made.sd_jwt_issuance)
    theirs.create_presentation({"skills": [False, True]}, "n", "aud", jwk_of(holder), "ES256")
    at = datetime.now(UTC)
    found = verify(theirs.sd_jwt_presentation.encode(), Context(at, listed(issuer), "n", "aud"))
    assert found.accepted(["signature", "issuer", "freshness", "binding"]), found
    assert found.claims[0]["skills"] == [{"uri": "b"}]
    assert "name" not in found.claims[0]


def test_sd_jwt_alone_takes_what_we_refuse():
    """The reason why it is no part of the software: it looks at no dates, and at no binding that was not asked."""
    owf()
    from sd_jwt.verifier import SDJWTVerifier

    issuer = generate_key()
    text = issue_sd_jwt({**CLAIMS, "exp": 1}, issuer, holder=generate_key().jwk)
    assert SDJWTVerifier(text, lambda *_: jwk_of(issuer, private=False)).get_verified_payload()["exp"] == 1
    found = verify(text.encode(), Context(NOW, listed(issuer)))
    assert (found.axes["freshness"].code, found.axes["binding"].code) == ("expired", "key-binding-missing")


# -- openvc-core


def openvc():
    return pytest.importorskip("openvc", reason="needs openvc-core, which is not installed")


@pytest.fixture(scope="module")
def world():
    made = World(at=NOW)
    made.receive()
    return made


def test_openvc_verifies_our_presentation_with_certificate_query_and_status(world):
    openvc()
    from cryptography.x509 import load_der_x509_certificate
    from openvc import verify_vp_token
    from openvc.status import verify_status_list_token

    from tests.wallet.makers import issuer_key, root

    question = world.verifier.ask(ASK, "x")
    preview = world.shower.preview(question.link)
    token = {"proof": [world.shower._presentation(preview.leaving[0], preview.request)]}
    fetched = []

    def status(uri, *_, **__):
        fetched.append(uri)
        text = world.send(Request("GET", uri)).body.decode()
        return verify_status_list_token(text, public_key_jwk=dict(issuer_key().jwk), expected_uri=uri)

    found = verify_vp_token(
        token,
        dcql_query=ASK,
        nonce=preview.request.nonce,
        client_id=preview.request.client_id,
        x5c_trust_anchors=[load_der_x509_certificate(root().certificate)],
        resolve_status_list_token=status,
        require_status=True,
    )
    assert len(found.presentations) == 1
    assert fetched == [LIST]


@pytest.mark.parametrize(("nonce", "client_id"), [("other", None), (None, "x509_hash:other")])
def test_openvc_refuses_our_presentation_for_another_question(world, nonce, client_id):
    vc = openvc()
    from cryptography.x509 import load_der_x509_certificate

    from tests.wallet.makers import root

    preview = world.shower.preview(world.verifier.ask(ASK, "x").link)
    token = {"proof": [world.shower._presentation(preview.leaving[0], preview.request)]}
    with pytest.raises(vc.OpenvcError):
        vc.verify_vp_token(
            token,
            dcql_query=ASK,
            nonce=nonce or preview.request.nonce,
            client_id=client_id or preview.request.client_id,
            x5c_trust_anchors=[load_der_x509_certificate(root().certificate)],
        )


def test_openvc_opens_our_encrypted_answer(world):
    vc = openvc()
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509 import load_der_x509_certificate

    from tests.wallet.makers import root

    private = ec.generate_private_key(ec.SECP256R1())
    jwk = {**public_key_jwk(private), "kid": "1", "alg": "ECDH-ES", "use": "enc"}
    preview = world.shower.preview(world.verifier.ask(ASK, "x").link)
    token = {"proof": [world.shower._presentation(preview.leaving[0], preview.request)]}
    answer = encrypt({"vp_token": token, "state": "s"}, jwk)
    found = vc.verify_encrypted_vp_response(
        answer,
        key=vc.P256KeyAgreementKey(private, "1"),
        dcql_query=ASK,
        nonce=preview.request.nonce,
        client_id=preview.request.client_id,
        x5c_trust_anchors=[load_der_x509_certificate(root().certificate)],
    )
    assert found.for_query("proof")


def public_key_jwk(private):
    from draaischijf.wallet.keys import public_key

    return public_key(private.public_key()).jwk


def test_we_verify_what_openvc_issues_and_presents():
    vc = openvc()
    from openvc.proof.sd_jwt import SdJwtVcProofSuite

    suite, issuer, holder = SdJwtVcProofSuite(), vc.P256SigningKey.generate("i"), vc.P256SigningKey.generate("h")
    jwk = issuer.public_jwk() if callable(issuer.public_jwk) else issuer.public_jwk
    bound = holder.public_jwk() if callable(holder.public_jwk) else holder.public_jwk
    claims = {"iss": ISSUER, "name": "Noor", "city": "Zwolle"}
    made = suite.issue(
        claims,
        signing_key=issuer,
        disclosable=["name", "city"],
        holder_jwk=bound,
        vct="urn:x",
        expires_in_s=600,
        decoys=3,
    )
    shown = disclose(parse_sd_jwt(made), [("city",)])
    text = suite.create_presentation(shown, holder_key=holder, audience="aud", nonce="n")
    trust = TrustList([Trusted(ISSUER, None, jwks=frozenset([thumbprint(jwk)]), keys=(jwk,))])
    found = verify(text.encode(), Context(datetime.now(UTC), trust, "n", "aud"))
    assert found.accepted(["signature", "issuer", "freshness", "binding"]), found
    assert (found.claims[0]["city"], "name" in found.claims[0]) == ("Zwolle", False)


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_status_lists_are_the_same_in_both(bits):
    vc = openvc()
    from openvc.status import build_status_list_token, decode_status_list, get_status, verify_status_list_token

    values = {index: index % (1 << bits) for index in range(0, 1000, 7)}
    packed, uri, key = pack(values, 1000, bits), "https://x.example/1", generate_key()
    ours = make_status_token(uri, packed, bits, key, at=NOW)
    claims = verify_status_list_token(ours, public_key_jwk=dict(key.jwk), expected_uri=uri)
    opened = decode_status_list(claims["status_list"]["lst"])
    assert all(get_status(opened, index, bits=bits) == value for index, value in values.items())
    theirs_key = vc.P256SigningKey.generate("i")
    jwk = theirs_key.public_jwk() if callable(theirs_key.public_jwk) else theirs_key.public_jwk
    theirs = build_status_list_token(signing_key=theirs_key, uri=uri, status_list=packed, bits=bits, ttl=60)
    token = parse_status_token(theirs.encode())
    assert (token.bits, token.data) == (bits, packed)
    claim = {"status_list": {"idx": 7, "uri": uri}}
    context = Context(datetime.now(UTC), status_lists={uri: theirs.encode()})
    assert status_of(claim, ISSUER, public_key_from_jwk(jwk), context).verdict != "unknown" or values[7] > 2


def test_openvc_reads_our_offer_metadata_and_proofs(world):
    openvc()
    from openvc.openid4vci import (
        parse_credential_issuer_metadata,
        parse_credential_offer,
        verify_credential_request_proofs,
    )

    offer = world.issuer.offer("achievement", {})
    assert parse_credential_offer(json.dumps(offer.value)).credential_issuer == ISSUER
    metadata = world.send(Request("GET", f"{ISSUER}/.well-known/openid-credential-issuer")).body.decode()
    assert parse_credential_issuer_metadata(metadata).credential_issuer == ISSUER
    key = generate_key()
    request = {
        "credential_configuration_id": "achievement",
        "proofs": {"jwt": [make_proof(key, ISSUER, "nonce", datetime.now(UTC))]},
    }
    seen = []
    [proof] = verify_credential_request_proofs(
        request, credential_issuer=ISSUER, check_nonce=lambda nonce: seen.append(nonce) or True
    )
    assert seen == ["nonce"]
    assert proof
