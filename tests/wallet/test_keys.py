"""Keys: signing behind an interface, at rest only encrypted, rotated, and never shown."""

from __future__ import annotations

import json
import stat

import pytest

from draaischijf.problems import Problem
from draaischijf.wallet.certify import issue_certificate, signing_request
from draaischijf.wallet.key_store import KeyFiles, Secret
from draaischijf.wallet.keys import (
    ALGORITHMS,
    generate_key,
    key_from_private,
    public_key,
    public_key_from_jwk,
    thumbprint,
)
from tests.wallet.makers import root

WORDS = Secret.passphrase("een lange zin die niemand raadt")
QUICK = 2**14


@pytest.fixture
def store(tmp_path):
    return KeyFiles(tmp_path / "keys", WORDS, cost=QUICK)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_key_signs_and_its_public_half_verifies(algorithm):
    key = generate_key(algorithm)
    signature = key.sign(b"text")
    public = public_key_from_jwk(key.jwk)
    assert len(signature) == 64
    assert public.verify(signature, b"text")
    assert not public.verify(signature, b"texts")
    assert not public.verify(signature[:-1], b"text")
    assert not public.verify(bytes(64), b"text")
    assert not public_key_from_jwk(generate_key(algorithm).jwk).verify(signature, b"text")
    assert key_from_private(key.private_bytes()).jwk == key.jwk


def test_the_thumbprint_is_that_of_the_rfc():
    # RFC 8037, appendix A.3
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "alg": "EdDSA"}
    assert thumbprint(jwk) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@pytest.mark.parametrize(
    ("jwk", "code"),
    [
        ({}, "key-unsupported"),
        ({"kty": "RSA", "n": "AQAB", "e": "AQAB"}, "key-unsupported"),
        ({"kty": "EC", "crv": "P-384", "x": "AA", "y": "AA"}, "key-unsupported"),
        ({"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}, "key-invalid"),
        ({"kty": "EC", "crv": "P-256", "x": "A" * 43, "y": "A" * 42 + "E"}, "key-invalid"),
        ({"kty": "EC", "crv": "P-256", "x": 1, "y": 2}, "key-unsupported"),
        ({"kty": "OKP", "crv": "Ed25519", "x": "AA"}, "key-invalid"),
        ({"kty": "oct", "k": "AA"}, "key-secret"),
        ({"kty": "OKP", "crv": "Ed25519", "x": "AA", "d": "AA"}, "key-secret"),
    ],
)
def test_a_jwk_that_is_no_public_key_is_refused(jwk, code):
    with pytest.raises(Problem) as caught:
        public_key_from_jwk(jwk)
    assert caught.value.code == code


def test_other_keys_are_refused():
    from cryptography.hazmat.primitives.asymmetric import ec

    with pytest.raises(Problem):
        public_key(ec.generate_private_key(ec.SECP384R1()).public_key())
    with pytest.raises(Problem):
        key_from_private(b"nothing")
    with pytest.raises(Problem):
        generate_key("none")


def test_nothing_secret_is_shown():
    key = generate_key("EdDSA")
    shown = repr(key) + repr(WORDS) + str(key)
    assert "zin" not in shown
    assert "PrivateKey" not in shown
    assert key.private_bytes().hex() not in shown


def test_a_store_gives_back_what_it_was_given(store):
    made = {algorithm: store.create(algorithm.lower(), algorithm) for algorithm in ALGORITHMS}
    again = KeyFiles(store.folder, WORDS)
    for algorithm, key in made.items():
        found = again.get(algorithm.lower())
        assert (found.id, found.jwk) == (key.id, key.jwk)
        assert key.public.verify(found.sign(b"x"), b"x")
    assert [one.name for one in again.list()] == ["eddsa", "es256"]


def test_on_disk_a_key_is_unreadable_and_for_its_owner(store):
    key = store.create("issuer")
    secret = key.secret.private_numbers().private_value.to_bytes(32, "big")
    for file in store.folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert secret not in file.read_bytes()
        assert secret.hex() not in file.read_text()


def test_another_secret_does_not_open_it(store, tmp_path):
    store.create("issuer")
    with pytest.raises(Problem) as caught:
        KeyFiles(store.folder, Secret.passphrase("een andere lange zin")).get("issuer")
    assert caught.value.code == "key-locked"
    with pytest.raises(Problem) as caught:
        KeyFiles(store.folder, Secret.key_file(tmp_path / "secret"))
    assert caught.value.code == "key-store-secret"


@pytest.mark.parametrize("part", ["jwk", "id", "x5c", "name", "created", "sealed", "nonce"])
def test_a_part_that_is_swapped_is_noticed(store, part):
    store.create("issuer")
    other = store.create("other")
    store.certify("other", issue_certificate(root(), other, "other"))
    first, second = sorted(store.folder.glob("*.key.json"))
    entry = json.loads(first.read_text())
    entry[part] = json.loads(second.read_text())[part]
    first.write_text(json.dumps(entry))
    second.unlink()
    with pytest.raises(Problem) as caught:
        store.get(entry["name"])
    assert caught.value.code == "key-locked"


def test_rotation_makes_a_new_key_and_destroys_the_old_secret(store):
    old = store.create("issuer")
    new = store.rotate("issuer")
    assert store.get("issuer").id == new.id != old.id
    retired = next(one for one in store.list() if one.retired)
    assert retired.key.jwk == old.jwk
    with pytest.raises(Problem, match="no longer sign"):
        retired.key.sign(b"x")
    with pytest.raises(Problem):
        retired.key.private_bytes()
    assert (
        "sealed" not in next(file for file in store.folder.glob("*.key.json") if old.id in file.read_text()).read_text()
    )


def test_a_rotation_that_is_stopped_halfway_loses_nothing(store, monkeypatch):
    from draaischijf.wallet import key_store

    store.create("issuer")
    write, written = key_store._write_private, []

    def stopped(file, data):
        if written:
            raise KeyboardInterrupt
        written.append(file)
        write(file, data)

    monkeypatch.setattr(key_store, "_write_private", stopped)
    with pytest.raises(KeyboardInterrupt):
        store.rotate("issuer")
    monkeypatch.undo()
    newest = store.get("issuer").id
    assert [one.key.id for one in store.list() if one.retired is None][-1] == newest
    assert store.rotate("issuer").id != newest
    assert sum(one.retired is None for one in store.list()) == 1


def test_a_key_file_opens_too_and_only_its_owner_may_read_it(tmp_path):
    file = tmp_path / "a" / "secret"
    KeyFiles(tmp_path / "keys", Secret.key_file(file)).create("issuer")
    assert KeyFiles(tmp_path / "keys", Secret.key_file(file)).get("issuer").algorithm == "ES256"
    file.chmod(0o644)
    with pytest.raises(Problem, match="others"):
        Secret.key_file(file)
    file.chmod(0o600)
    file.write_bytes(b"short")
    with pytest.raises(Problem, match="32 bytes"):
        Secret.key_file(file)


def test_certificates_stay_with_a_key_and_must_be_its_own(store):
    key = store.create("issuer")
    chain = issue_certificate(root(), key, "issuer")
    assert store.certify("issuer", chain).x5c == chain
    assert store.get("issuer").x5c == chain
    with pytest.raises(Problem, match="another key"):
        store.certify("issuer", issue_certificate(root(), generate_key(), "other"))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_signing_request_is_for_the_key(algorithm):
    from cryptography.x509 import load_pem_x509_csr

    key = generate_key(algorithm)
    request = load_pem_x509_csr(signing_request(key, "MBO", ["mbo.example"]))
    assert request.is_signature_valid
    assert public_key(request.public_key()).jwk == key.jwk


@pytest.mark.parametrize("name", ["", "../x", "A", "a" * 41])
def test_a_name_that_could_leave_the_folder_is_refused(store, name):
    with pytest.raises(Problem, match="no name"):
        store.create(name)


def test_wrong_use_is_one_clear_line(store):
    store.create("issuer")
    with pytest.raises(Problem, match="already"):
        store.create("issuer")
    with pytest.raises(Problem, match=r"Known: issuer\."):
        store.get("nobody")
    with pytest.raises(Problem, match="12 characters"):
        Secret.passphrase("kort")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', '{"format": 1, "jwk": 3, "id": 1, "x5c": []}'])
def test_a_broken_file_is_one_clear_line(store, text):
    store.create("issuer")
    next(store.folder.glob("*.key.json")).write_text(text)
    with pytest.raises(Problem) as caught:
        store.get("issuer")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["{}", '{"format": 1, "kdf": "scrypt", "cost": 3, "salt": "AA"}'])
def test_a_broken_store_is_one_clear_line(store, text):
    (store.folder / "store.json").write_text(text)
    with pytest.raises(Problem):
        KeyFiles(store.folder, WORDS)
