"""Signed tokens and outlines: strict, and never led by what the token itself says."""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url
from draaischijf.wallet.detect import detect
from draaischijf.wallet.jose import parse_token, sign_token
from draaischijf.wallet.keys import ALGORITHMS, generate_key
from draaischijf.wallet.verify import Context, read_credentials, verify
from tests.wallet.makers import NOW, issuer_key


def raw(header, payload=b"{}", signature=b"x"):
    head = header if isinstance(header, bytes) else json.dumps(header).encode()
    return ".".join(b64url(part) for part in (head, payload, signature))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_token_verifies_with_its_key_only(algorithm):
    key = generate_key(algorithm)
    token = parse_token(sign_token({"a": "é"}, key, type_="x+jwt"))
    assert token.claims() == {"a": "é"}
    assert (token.type, token.header["kid"]) == ("x+jwt", key.id)
    assert token.verify(key.public)
    assert not token.verify(generate_key(algorithm).public)
    other = next(one for one in ALGORITHMS if one != algorithm)
    assert not token.verify(generate_key(other).public)


def test_certificates_stand_in_the_header():
    key = issuer_key()
    token = parse_token(sign_token({}, key, type_="x+jwt"))
    assert token.chain() == key.x5c
    assert "kid" not in token.header


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"alg": "none"}, "algorithm-none"),
        ({"alg": "nOnE"}, "algorithm-none"),
        ({"alg": "HS256"}, "algorithm-not-allowed"),
        ({"alg": "RS256"}, "algorithm-not-allowed"),
        ({"alg": ["ES256"]}, "algorithm-not-allowed"),
        ({}, "algorithm-not-allowed"),
        ({"alg": "ES256", "crit": ["exp"]}, "header-refused"),
        ({"alg": "ES256", "b64": False}, "header-refused"),
        ({"alg": "ES256", "jku": "https://evil.example"}, "header-refused"),
        (b"[]", "token-malformed"),
        (b'{"alg":"ES256","alg":"none"}', "token-malformed"),
        (b"{" * 500, "token-malformed"),
    ],
)
def test_a_header_that_is_not_plain_is_refused(header, code):
    with pytest.raises(Problem) as caught:
        parse_token(raw(header))
    assert caught.value.code == code


def test_a_public_key_is_no_shared_secret():
    key = generate_key()
    head = b64url(json.dumps({"alg": "HS256"}).encode()) + "." + b64url(b"{}")
    forged = hmac.new(json.dumps(key.jwk).encode(), head.encode(), sha256).digest()
    with pytest.raises(Problem, match="not taken"):
        parse_token(f"{head}.{b64url(forged)}")


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c.d", "..", "e30.e30.e30=", "e30.e30.é", "x" * 2_000_000])
def test_what_is_no_token_is_refused(text):
    with pytest.raises(Problem):
        parse_token(text)


@pytest.mark.parametrize("listed", [3, [], ["!"], [3], [b64encode(b"x").decode()] * 6])
def test_x5c_must_be_a_short_list_of_base64(listed):
    with pytest.raises(Problem, match="x5c"):
        parse_token(raw({"alg": "ES256", "x5c": listed})).chain()


@pytest.mark.parametrize(
    ("data", "outline"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n...", "png"),
        (b"\xef\xbb\xbf {}", "json"),
        (b"<svg/>", "xml"),
        (raw({"alg": "ES256", "typ": "application/VC+JWT"}).encode(), "jwt"),
        (raw({"alg": "ES256"}, b"not json").encode() + b"~~\n", "sd-jwt"),
    ],
)
def test_the_outline_is_seen(data, outline):
    assert detect(data).outline == outline


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b" \n", "input-empty"),
        (b"hello", "input-unknown"),
        (b"\xff\xfe", "input-unknown"),
        (b"a b.c.d", "input-unknown"),
        (b"a.b.c", "token-malformed"),
        (b"[" * 100 + b"]" * 100, "json-too-deep"),
        (b"[" + b"1," * 2_000_000, "input-too-large"),
        (raw({}, b"[" * 40 + b"]" * 40).encode(), "json-too-deep"),
    ],
)
def test_what_cannot_be_read_says_so(data, code):
    with pytest.raises(Problem) as caught:
        detect(data, file="in.txt")
    assert caught.value.code == code
    assert caught.value.file == "in.txt"


@given(st.binary(max_size=200))
def test_no_bytes_break_the_way_in(data):
    for look in (detect, read_credentials, lambda one: verify(one, Context(NOW))):
        try:
            look(data)
        except Problem as problem:
            assert "\n" not in str(problem)


def test_a_moment_says_its_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        Context(NOW.replace(tzinfo=None))
