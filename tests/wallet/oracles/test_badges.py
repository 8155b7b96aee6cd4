"""Badges held against Digital Bazaar's packages and openvc: what we issue verifies there, and theirs here.

Install the packages with `npm ci` in this folder; without them the tests that need them skip.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from draaischijf.wallet.badges import compose, issuer_did, sign_badge, sign_badge_token
from draaischijf.wallet.bitstring import make_entry, make_list, pack, unpack, value_at
from draaischijf.wallet.did import did_key, method_of
from draaischijf.wallet.integrity import OB3, VC2, add_proof, check_proofs
from draaischijf.wallet.integrity.contexts import built_in
from draaischijf.wallet.keys import ALGORITHMS, generate_key
from draaischijf.wallet.verify import Context, verify
from tests.wallet.badges.makers import WELDING
from tests.wallet.oracles.node import asked
from tools.wallet_vectors.integrity import plain

NOW = datetime.now(UTC).replace(microsecond=0)
KEY = generate_key("EdDSA")
DID = issuer_did(KEY)
LIST = "https://school.example/status/1"
needs_packages = pytest.mark.needs("oracles")


def stamp():
    """The minute before, as proofs say it."""
    return (NOW - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture(scope="module")
def ask():
    """Ask Digital Bazaar's packages a question."""
    with asked("badges.mjs") as one:
        yield one


def badge(issuer=DID, **changes):
    made = compose(
        WELDING, {"id": issuer, "name": "School"}, holder="did:example:sam", valid_from=NOW - timedelta(days=1)
    )
    return {**made, **changes}


def codes(document, **changes):
    found = verify(json.dumps(document).encode(), Context(at=datetime.now(UTC), **changes))
    return {axis: finding.code for axis, finding in found.axes.items()}


@needs_packages
def test_our_contexts_are_theirs(ask):
    """Every definition that we hold is theirs; what we leave out of the oldest context are suites nobody uses."""
    theirs = ask("contexts")
    checked = 0
    for url, document in built_in().items():
        if url in theirs:
            ours, other = expanded(plain(document["@context"])), expanded(plain(theirs[url]["@context"]))
            left_out = {term for term in other if term not in ours}
            assert left_out <= {f"{one}Signature20{year}" for one in LEFT for year in (18, 19)} | PREFIXES, url
            assert {term: value for term, value in other.items() if term in ours} == ours, url
            checked += 1
    assert checked >= 6


LEFT = ("EcdsaSecp256k1", "EcdsaSecp256r1", "Ed25519", "Rsa")
PREFIXES = {"cred", "sec", "xsd"}


def expanded(context, prefixes=None):
    """A context with its own prefixes written out, and their definitions left out."""
    known = {**(prefixes or {}), **{term: value for term, value in context.items() if term in PREFIXES}}

    def iri(value):
        head, colon, rest = value.partition(":") if isinstance(value, str) else ("", "", "")
        return known[head] + rest if colon and head in known else value

    out = {}
    for term, value in context.items():
        if term in PREFIXES:
            continue
        if isinstance(value, dict):
            out[term] = {
                name: expanded(one, known) if isinstance(one, dict) else iri(one) for name, one in value.items()
            }
        else:
            out[term] = iri(value)
    return out


@needs_packages
def test_what_we_issue_verifies_there(ask):
    assert ask("verify", credential=sign_badge(badge(), KEY)) == {"verified": True, "error": None}
    changed = {**sign_badge(badge(), KEY), "name": "Koken"}
    assert ask("verify", credential=changed)["verified"] is False


@needs_packages
def test_what_they_issue_verifies_here(ask):
    made = ask("issue", credential=badge(ask("did")))
    assert codes(made)["signature"] == "signature-valid"
    assert codes({**made, "name": "Koken"})["signature"] == "signature-invalid"


@needs_packages
def test_presentations_both_ways(ask):
    held = ask("issue", credential=badge(ask("did")))
    held["credentialSubject"]["id"] = ask("did")
    held = ask("issue", credential={name: value for name, value in held.items() if name != "proof"})
    shown = ask("present", credential=held, challenge="c", domain="d")
    assert codes(shown, nonce="c", audience="d")["binding"] == "holder-proven"
    assert codes(shown, nonce="x", audience="d")["binding"] == "challenge-mismatch"
    made = {"@context": [VC2], "type": ["VerifiablePresentation"], "holder": DID}
    made["verifiableCredential"] = [sign_badge(badge(), KEY)]
    said = {"proofPurpose": "authentication", "challenge": "c", "domain": "d", "created": stamp()}
    ours = add_proof(made, KEY, method_of(DID), **said)
    assert ask("verifyPresentation", presentation=ours, challenge="c", domain="d")["verified"] is True
    assert ask("verifyPresentation", presentation=ours, challenge="x", domain="d")["verified"] is False


@needs_packages
def test_statuses_both_ways(ask):
    theirs = ask("encodeList", length=131_072, set=[3, 94_567])
    bits = unpack(theirs)
    assert [value_at(bits, index) for index in (2, 3, 94_567)] == [0, 1, 1]
    ours = pack(bytes([0b00010000]) + bytes(16_383))
    assert [ask("statusAt", encodedList=ours, index=index) for index in (2, 3, 4)] == [False, True, False]
    lists = {LIST: add_proof(make_list(LIST, DID, [7]), KEY, method_of(DID), created=stamp())}
    for index, good in ((6, True), (7, False)):
        one = sign_badge(badge(credentialStatus=make_entry(LIST, index)), KEY)
        assert ask("verify", credential=one, documents=lists)["verified"] is good


def signer(key, kid):
    from openvc import Ed25519SigningKey, P256SigningKey

    return (Ed25519SigningKey if key.algorithm == "EdDSA" else P256SigningKey)(key.secret, kid)


CONTEXTS = {OB3: built_in()[OB3]}


def test_openvc_proofs_both_ways():
    from openvc.proof.data_integrity import DataIntegrityProofSuite

    suite = DataIntegrityProofSuite()
    ours = sign_badge(badge(), KEY)
    assert suite.verify(ours, extra_contexts=CONTEXTS).issuer == DID
    theirs = suite.add_proof(
        badge(), signing_key=signer(KEY, DID), verification_method=method_of(DID), extra_contexts=CONTEXTS
    )
    assert codes(theirs)["signature"] == "signature-valid"


def test_openvc_reads_our_proofs_over_plain_json():
    from openvc.proof.di_jcs import EddsaJcsProofSuite

    ours = add_proof(badge(), KEY, method_of(DID), suite="eddsa-jcs-2022")
    assert EddsaJcsProofSuite().verify(ours).issuer == DID


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_openvc_tokens_both_ways(algorithm):
    from openvc.proof.vc_jwt import VcJwtProofSuite

    key = generate_key(algorithm)
    did = did_key(key.public)
    theirs = VcJwtProofSuite().sign(badge(did), signing_key=signer(key, method_of(did)), expires_in_s=600)
    found = verify(theirs.encode(), Context(at=datetime.now(UTC)))
    # It says in the token that it is valid from now, while the badge says from yesterday: that is no contradiction.
    assert found.axes["signature"].code == "signature-valid"
    assert found.axes["freshness"].code == "valid-now"


def test_openvc_reads_our_tokens():
    from openvc.proof.vc_jwt import VcJwtProofSuite

    claims = {"vc": badge(), "iss": DID, "sub": "did:example:sam", "nbf": int(NOW.timestamp()) - 86_400}
    from draaischijf.wallet.jose import sign_token

    text = sign_token(claims, KEY, type_="JWT", kid=method_of(DID))
    assert VcJwtProofSuite().verify(text, public_key_jwk=dict(KEY.jwk)).issuer == DID
    assert sign_badge_token(badge(), KEY).count(".") == 2


def test_openvc_lists_both_ways():
    from openvc.status.bitstring import (
        decode_bitstring,
        encode_bitstring,
        get_status_bit,
        new_bitstring,
        set_status_bit,
    )

    bits = new_bitstring(131_072)
    set_status_bit(bits, 42, 1)
    assert value_at(unpack(encode_bitstring(bytes(bits))), 42) == 1
    ours = make_list(LIST, DID, [42])["credentialSubject"]["encodedList"]
    assert [get_status_bit(decode_bitstring(ours), index) for index in (41, 42)] == [0, 1]


def test_a_token_of_theirs_is_refused_when_bent():
    from openvc.proof.data_integrity import DataIntegrityProofSuite, SignatureInvalid

    ours = {**sign_badge(badge(), KEY), "name": "Koken"}
    with pytest.raises(SignatureInvalid):
        DataIntegrityProofSuite().verify(ours, extra_contexts=CONTEXTS)
    assert check_proofs(ours, "assertionMethod", lambda _url: None)[0].signature.code == "signature-invalid"
