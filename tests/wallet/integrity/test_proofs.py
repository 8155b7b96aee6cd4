"""Data Integrity proofs: the vectors of W3C, sets and chains, and every way to bend one."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.did import did_jwk, did_key, method_of
from draaischijf.wallet.integrity import OB3, VC2, add_proof, check_proofs
from draaischijf.wallet.integrity.proofs import MAX_PROOFS, moment, proofs_of
from draaischijf.wallet.integrity.suites import JCS, OLD, RDFC, signed_bytes
from draaischijf.wallet.keys import generate_key

KEY = generate_key("EdDSA")
METHOD = method_of(did_key(KEY.public))
SUITES = (RDFC, JCS)
PLAIN = {
    "@context": [VC2],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential"],
    "issuer": did_key(KEY.public),
    "name": "Lassen",
    "credentialSubject": {"id": "did:example:holder", "name": "Sam"},
}


def nowhere(_url):
    return None


def codes(document, purpose="assertionMethod", find=nowhere):
    return [result.signature.code for result in check_proofs(document, purpose, find)]


def signed(suite=RDFC, document=PLAIN, **options):
    return add_proof(document, KEY, METHOD, suite=suite, **options)


VECTORS = {
    "eddsa-rdfc-2022/signedDataInt.json": 1,
    "eddsa-jcs-2022/signedJCS.json": 1,
    "Ed25519Signature2020/signedEdSig.json": 1,
    "proof-set-chain/signedProofSet1.json": 1,
    "proof-set-chain/signedProofSet2.json": 2,
    "proof-set-chain/signedProofChain1.json": 3,
    "proof-set-chain/signedProofChain2.json": 4,
}


@pytest.mark.needs("shared")
@pytest.mark.parametrize("name", VECTORS)
def test_the_signed_documents_of_w3c_verify(shared, name):
    document = json.loads((shared / "vectors/w3c-vc-di-eddsa" / name).read_text())
    assert codes(document) == ["signature-valid"] * VECTORS[name]
    document["name"] += "!"
    assert codes(document) == ["signature-invalid"] * VECTORS[name]


@pytest.mark.needs("shared")
@pytest.mark.parametrize(
    ("folder", "signed_name", "hashes", "suite"),
    [
        ("eddsa-rdfc-2022", "signedDataInt.json", "combinedHashDataInt.txt", RDFC),
        ("eddsa-jcs-2022", "signedJCS.json", "combinedHashJCS.txt", JCS),
        ("Ed25519Signature2020", "signedEdSig.json", "combinedHashEdSig.txt", OLD),
    ],
)
def test_the_hashes_of_w3c(shared, folder, signed_name, hashes, suite):
    place = shared / "vectors/w3c-vc-di-eddsa" / folder
    document = json.loads((place / signed_name).read_text())
    proof = document.pop("proof")
    assert signed_bytes(document, proof, suite, nowhere).hex() == (place / hashes).read_text().strip()


@pytest.mark.needs("shared")
def test_a_context_that_is_not_at_hand_leaves_it_unknown(shared):
    path = shared / "vectors/w3c-vc-di-eddsa/eddsa-rdfc-2022/employ/signedDataInt.json"
    assert codes(json.loads(path.read_text())) == ["context-unknown"]


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("did", [did_key, did_jwk])
def test_what_is_signed_verifies_and_nothing_else_does(suite, did):
    one = add_proof(PLAIN, KEY, method_of(did(KEY.public)), suite=suite)
    assert codes(one) == ["signature-valid"]
    for path, value in (
        (("name",), "Koken"),
        (("issuer",), "did:example:other"),
        (("proof", "created"), "2020-01-01T00:00:00Z"),
    ):
        other = copy.deepcopy(one)
        place = other
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        assert codes(other) == ["signature-invalid"], path


@pytest.mark.parametrize("suite", SUITES)
def test_a_proof_of_another_document_is_no_proof(suite):
    one, two = signed(suite), signed(suite, {**PLAIN, "name": "Koken"})
    assert codes({**two, "proof": one["proof"]}) == ["signature-invalid"]


@pytest.mark.parametrize("suite", SUITES)
def test_another_key_is_refused(suite):
    one = signed(suite)
    one["proof"]["verificationMethod"] = method_of(did_key(generate_key("EdDSA").public))
    assert codes(one) == ["signature-invalid"]
    one["proof"]["verificationMethod"] = method_of(did_key(generate_key("ES256").public))
    assert codes(one) == ["key-suite-mismatch"]


def test_each_proof_of_a_set_counts_by_itself():
    two = add_proof(signed(), KEY, METHOD, suite=JCS)
    assert codes(two) == ["signature-valid"] * 2
    two["proof"][0]["proofValue"] = two["proof"][1]["proofValue"]
    assert codes(two) == ["signature-invalid", "signature-valid"]


@pytest.mark.parametrize("suite", SUITES)
def test_a_chain_holds_in_order(suite):
    first = signed(suite, id="urn:proof:1")
    chain = add_proof(first, KEY, METHOD, suite=suite, previousProof="urn:proof:1")
    assert codes(chain) == ["signature-valid"] * 2
    chain["proof"][0]["created"] = "2020-01-01T00:00:00Z"
    assert codes(chain) == ["signature-invalid"] * 2
    del chain["proof"][0]
    assert codes(chain) == ["proof-previous-missing"]
    with pytest.raises(Problem, match="names a proof"):
        add_proof(first, KEY, METHOD, suite=suite, previousProof=[5])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": "Ed25519Signature2018"}, "proof-type-unknown"),
        ({"cryptosuite": "none"}, "proof-type-unknown"),
        ({"cryptosuite": None}, "proof-type-unknown"),
        ({"proofPurpose": "authentication"}, "proof-purpose"),
        ({"proofPurpose": 5}, "proof-purpose-missing"),
        ({"verificationMethod": None}, "proof-method-missing"),
        ({"proofValue": 7}, "proof-value-missing"),
        ({"proofValue": "z"}, "proof-value-invalid"),
        ({"proofValue": "u" + "A" * 86}, "proof-value-invalid"),
        ({"proofValue": "x123"}, "multibase-invalid"),
        ({"created": "yesterday"}, "moment-invalid"),
        ({"expires": "2026-02-31T00:00:00Z"}, "moment-invalid"),
        ({"challenge": {}}, "proof-invalid"),
        ({"domain": ["a", 5]}, "proof-invalid"),
        ({"previousProof": "urn:none"}, "proof-previous-missing"),
        ({"previousProof": 5}, "proof-previous-missing"),
        ({"vak": "lassen"}, "undefined-term"),
    ],
)
def test_a_bent_proof_is_refused_for_its_reason(change, code):
    one = signed()
    assert codes({**one, "proof": {**one["proof"], **change}}) == [code]


def test_the_older_suite_needs_its_moment():
    one = signed()
    one["proof"] = {**one["proof"], "type": OLD}
    del one["proof"]["created"]
    assert codes(one) == ["proof-created-missing"]


def test_terms_cannot_be_injected_by_a_context():
    one = signed(document={**PLAIN, "@context": [VC2, OB3]})
    for extra in ({"name": "https://schema.org/description"}, {"@vocab": "urn:x#"}, {"vak": "urn:vak"}):
        swapped = {**one, "@context": [*one["@context"], extra], "vak": "lassen"}
        assert codes(swapped)[0] in ("json-not-plain", "signature-invalid")


def test_jcs_holds_the_context_that_was_signed():
    one = signed(JCS)
    assert codes({**one, "@context": ["urn:other", VC2]}) == ["context-swapped"]
    assert codes({**one, "@context": [VC2, "urn:added"]}) == ["signature-valid"]
    assert codes(signed(JCS, {"name": "no context"})) == ["signature-valid"]
    assert codes({**one, "name": 1e400}) == ["json-not-canonical"]


def test_proofs_are_bounded():
    with pytest.raises(Problem, match="more than"):
        proofs_of({"proof": [{}] * (MAX_PROOFS + 1)})
    with pytest.raises(Problem, match="no object"):
        proofs_of({"proof": ["x"]})
    assert proofs_of({}) == ()


def test_only_ed25519_signs_and_only_what_is_defined():
    with pytest.raises(Problem, match="no Ed25519 key"):
        add_proof(PLAIN, generate_key("ES256"), METHOD)
    with pytest.raises(Problem, match="not defined"):
        signed(document={**PLAIN, "vak": 1})
    assert "created" not in signed(created=None)["proof"]


def test_moments_say_their_time_zone():
    assert moment("2026-11-26T12:00:00.123456789+01:00", "x").utcoffset().total_seconds() == 3600
    result = check_proofs(signed(expires="2030-01-01T00:00:00Z", created=None), "assertionMethod", nowhere)[0]
    assert (result.created, result.expires.year) == (None, 2030)
    for wrong in ("2026-11-26", "2026-11-26T12:00:00", "2026-11-26T24:00:00Z", 5, "2026-13-01T00:00:00Z"):
        with pytest.raises(Problem):
            moment(wrong, "x")


parts = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(signed()["proof"], parts)), st.sampled_from(SUITES))
def test_no_proof_raises(change, suite):
    one = signed(suite)
    for result in check_proofs({**one, "proof": {**one["proof"], **change}}, "assertionMethod", nowhere):
        assert result.signature.reason
