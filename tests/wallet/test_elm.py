"""European credentials: the samples of the Commission, seals of our own making, and every way to bend one."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draaischijf.terms import EvidenceKind
from draaischijf.wallet import elm_shapes, worker
from draaischijf.wallet.bounded import b64url
from draaischijf.wallet.elm_reading import text_of
from draaischijf.wallet.trust import Trusted, TrustList
from draaischijf.wallet.verification import Verdict
from draaischijf.wallet.verify import Context, read_credentials, verify
from tests.wallet.makers import NOW, issuer_key, root

MODEL = "http://data.europa.eu/snb/model/"
SKILL = "http://data.europa.eu/esco/skill/5fd5c985-eaaa-47aa-8314-62359c54505a"
# Invented, in the words of the model.
CREDENTIAL = {
    "@context": ["https://www.w3.org/2018/credentials/v1", f"{MODEL}context/edc-ap"],
    "id": "urn:credential:1",
    "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
    "issuer": {
        "id": "urn:epass:org:1",
        "type": "Organisation",
        "legalName": {"nl": "Mbo Voorbeeld"},
        "eIDASIdentifier": {"notation": "NTRNL-12345678"},
    },
    "issued": "2026-01-01T00:00:00Z",
    "validFrom": "2026-01-01T00:00:00Z",
    "credentialSubject": {
        "id": "urn:epass:person:1",
        "type": "Person",
        "logo": {"content": "x" * 50},
        "hasClaim": {
            "type": "LearningAchievement",
            "title": {"en": "Welding", "nl": "Lassen"},
            "provenBy": {"grade": {"noteLiteral": {"nl": "8"}}},
            "specifiedBy": {
                "id": "urn:epass:qualification:1",
                "type": "Qualification",
                "eqfLevel": {"id": "http://data.europa.eu/snb/eqf/4"},
                "creditPoint": [
                    {"framework": {"id": "urn:other"}, "point": "9"},
                    {"framework": {"id": "http://data.europa.eu/snb/education-credit/6fcec5c5af"}, "point": "60"},
                ],
                "learningOutcome": [
                    {
                        "title": {"nl": "Kan lassen"},
                        "relatedESCOSkill": {"id": SKILL, "prefLabel": {"nl": "lassen"}},
                        "relatedSkill": ["urn:skill:2", {"prefLabel": {"nl": "zonder naam"}}],
                    }
                ],
            },
        },
    },
}
RSA = rsa.generate_private_key(65537, 2048)


def certificate(key, organisation="NTRNL-12345678"):
    named = [x509.NameAttribute(x509.NameOID.COMMON_NAME, "Mbo Voorbeeld")]
    if organisation:
        named.append(x509.NameAttribute(x509.ObjectIdentifier("2.5.4.97"), organisation))
    start, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    name, number = x509.Name(named), x509.random_serial_number()
    made = x509.CertificateBuilder(name, name, key.public_key(), number, start, end)
    return made.sign(key, SHA256()).public_bytes(Encoding.DER)


CERTIFICATE = certificate(RSA)


def seal(credential=CREDENTIAL, key=RSA, der=CERTIFICATE, raw=True, **header):
    text = json.dumps(credential)
    head = {"alg": "RS256", "x5c": [b64encode(der).decode()], "sigT": "2026-01-02T00:00:00Z", "b64": False}
    head |= {"crit": ["b64", "sigT"]}
    if not raw:
        del head["b64"]
        head["crit"] = ["sigT"]
    protected = b64url(
        json.dumps({name: value for name, value in {**head, **header}.items() if value is not None}).encode()
    )
    payload = text if raw else b64url(text.encode())
    signed = f"{protected}.{payload}".encode()
    signature = key.sign(signed, padding.PKCS1v15(), SHA256())
    return {"payload": payload, "signatures": [{"protected": protected, "signature": b64url(signature)}]}


def answer(value, **changes):
    return verify(json.dumps(value).encode(), Context(**{"at": NOW, **changes}))


def codes(value, **changes):
    return {axis: finding.code for axis, finding in answer(value, **changes).axes.items()}


@pytest.fixture
def samples(shared):
    folder = shared / "vectors/european-learning-model-3"
    examples = folder / "Credentials/JSON-LD Examples (ELM v3)"
    shapes = folder / "rdf/ap/edc"
    at_hand = {
        f"{MODEL}context/edc-ap": (shapes / "edc-ap-context.jsonld").read_bytes(),
        f"{MODEL}ap/edc-generic-full": (shapes / "EDC-generic-full.ttl").read_bytes(),
        f"{MODEL}ap/edc-generic-no-cv": (shapes / "EDC-generic-no-cv.ttl").read_bytes(),
    }
    return {path.name: path.read_bytes() for path in examples.iterdir()}, at_hand


@pytest.mark.needs("shared")
def test_the_sealed_sample_of_the_commission(samples):
    files, at_hand = samples
    data = files["Sample-MC-Annex1-signed.jsonld"]
    bare = verify(data, Context(at=NOW))
    assert bare.accepted()
    assert bare.claims[0]["not_checked"] == [f"credentialSchema: {MODEL}ap/edc-generic-full"]
    found = verify(data, Context(at=NOW, documents=at_hand))
    assert (found.accepted(), found.format, found.claims[0]["not_checked"]) == (True, "elm-3+jades", [])
    assert found.axes["issuer"].code == "issuer-not-listed"
    changed = data.replace(b"University of Zed", b"University of Zzz")
    assert verify(changed, Context(at=NOW)).axes["signature"].code == "signature-invalid"


@pytest.mark.needs("shared")
def test_what_the_samples_say(samples):
    files, _ = samples
    (credential,) = read_credentials(files["Sample-MC-Annex1-signed.jsonld"])
    (achievement,) = credential.achievements
    assert (achievement.eqf, achievement.credits, achievement.result) == (6, 2.0, "Pass")
    assert [one.framework for one in achievement.alignments][:4] == ["ESCO"] * 4
    assert SKILL in {one.target for one in achievement.alignments}
    assert credential.kind is EvidenceKind.MICROCREDENTIAL
    for name in ("Sample-MC-Annex1-unsigned.jsonld", "Sample-CertOfPart-unsigned.jsonld"):
        found = verify(files[name], Context(at=NOW))
        assert (found.format, found.axes["signature"].code) == ("elm-3+unsigned", "unsigned")
    (participation,) = read_credentials(files["Sample-CertOfPart-unsigned.jsonld"])
    assert participation.kind is EvidenceKind.CERTIFICATE


@pytest.mark.needs("shared")
def test_a_credential_that_breaks_the_shapes_is_refused(samples):
    _, at_hand = samples
    schema = {"id": f"{MODEL}ap/edc-generic-no-cv", "type": "ShaclValidator2017"}
    plain = {name: value for name, value in CREDENTIAL.items() if name != "credentialSubject"}
    one = {**plain, "credentialSubject": {"id": "urn:epass:person:1", "type": "Person"}, "credentialSchema": schema}
    one["issuer"] = {"id": "urn:epass:org:1", "type": "Organisation", "legalName": {"nl": "Mbo"}}
    found = answer(seal(one), documents=at_hand)
    assert found.axes["signature"].code == "shape-violation"
    assert "rules of its model" in found.axes["signature"].reason
    assert codes(seal(one))["signature"] == "signature-valid"
    without = {url: text for url, text in at_hand.items() if "context" not in url}
    assert answer(seal(one), documents=without).claims[0]["not_checked"]
    broken = {**at_hand, f"{MODEL}ap/edc-generic-no-cv": b"this is no turtle"}
    assert codes(seal(one), documents=broken)["signature"] == "shapes-invalid"
    undefined = {**one, "vak": 1}
    assert codes(seal(undefined), documents=at_hand)["signature"] == "undefined-term"


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.filterwarnings("ignore::DeprecationWarning:pyshacl")
def test_shapes_of_our_own_in_this_process():
    # The same as in the worker, without a process between, so that a debugger and coverage see it.
    rule = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <urn:x:> .
        x:Rule a sh:NodeShape ; sh:targetNode <urn:a> ; sh:property [ sh:path x:name ; sh:minCount 1 ] ."""
    document = {"@context": {"name": "urn:x:name", "other": "urn:x:other"}, "@id": "urn:a", "other": "x"}
    request = {"document": document, "contexts": {}, "quads": 9, "shapes": [rule]}
    (finding,) = worker.answer(elm_shapes.answer, request)["findings"]
    assert (finding["node"], finding["path"]) == ("urn:a", "urn:x:name")
    assert worker.answer(elm_shapes.answer, {**request, "document": {**document, "name": "x"}}) == {"findings": []}
    assert worker.answer(elm_shapes.answer, {**request, "shapes": ["no turtle"]})["code"] == "shapes-invalid"


@pytest.mark.parametrize("raw", [True, False])
def test_a_seal_is_good_and_its_issuer_known_by_certificate(raw):
    trust = TrustList([Trusted("https://mbo.example", None, name="Mbo", roots=(CERTIFICATE,))])
    found = answer(seal(raw=raw), trust=trust)
    assert found.axes["signature"].code == "signature-valid"
    assert found.axes["issuer"].verdict is not Verdict.BAD
    (claim,) = found.claims
    assert (claim["name"], claim["evidence"], claim["result"]) == ("Lassen", "diploma", "8")
    assert [one["target"] for one in claim["alignments"]] == [SKILL, "urn:skill:2"]
    assert "content" not in json.dumps(read_credentials(json.dumps(seal()).encode())[0].claims)


def test_a_seal_with_a_chain_to_the_trust_list():
    key = issuer_key()
    text = json.dumps({**CREDENTIAL, "issuer": {"id": "urn:x", "legalName": "Mbo"}})
    head = {"alg": "ES256", "x5c": [b64encode(one).decode() for one in key.x5c]}
    protected, payload = b64url(json.dumps(head).encode()), b64url(text.encode())
    sealed = {
        "payload": payload,
        "protected": protected,
        "signature": b64url(key.sign(f"{protected}.{payload}".encode())),
    }
    trust = TrustList([Trusted("https://mbo.example", None, name="Mbo", roots=(root().certificate,))])
    assert answer(sealed, trust=trust).accepted(["signature", "issuer", "freshness"])
    assert codes(sealed)["issuer"] == "issuer-not-listed"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"alg": "none"}, "algorithm-not-allowed"),
        ({"alg": "ES256"}, "algorithm-not-allowed"),
        ({"crit": ["b64", "unknown"]}, "seal-critical"),
        ({"crit": ["b64", "adoTst"]}, "seal-critical"),
        ({"crit": [5]}, "seal-critical"),
        ({"x5c": []}, "seal-certificate"),
        ({"x5c": None}, "seal-certificate"),
        ({"x5c": ["!"]}, "seal-certificate"),
        ({"x5c": [5]}, "seal-certificate"),
        ({"x5c": ["AAAA"]}, "certificate-invalid"),
        ({"x5t#S256": "AA"}, "seal-certificate"),
        ({"sigT": "gisteren"}, "moment-invalid"),
    ],
)
def test_a_bent_seal_is_refused_for_its_reason(header, code):
    assert codes(seal(**header))["signature"] == code


def test_an_issuer_cannot_be_swapped():
    other = rsa.generate_private_key(65537, 2048)
    assert codes(seal(key=other))["signature"] == "signature-invalid"
    forged = seal(key=other, der=certificate(other, "NTRNL-99999999"))
    assert codes(forged)["signature"] == "issuer-mismatch"
    nameless = seal(key=other, der=certificate(other, ""))
    assert (codes(nameless)["signature"], codes(nameless)["issuer"]) == ("signature-valid", "issuer-not-listed")
    strange = certificate(ec.generate_private_key(ec.SECP384R1()))
    assert codes(seal(der=strange))["signature"] == "key-unsupported"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"payload": 5}, "seal-invalid"),
        ({"payload": "x", "signatures": []}, "seal-invalid"),
        ({"payload": "x", "signatures": [5]}, "seal-invalid"),
        ({"payload": "x", "signatures": [{"protected": "e30", "signature": 5}]}, "seal-invalid"),
        ({"payload": "_w", "protected": "e30", "signature": ""}, "seal-invalid"),
        ({"payload": "!", "protected": "e30", "signature": ""}, "base64url-invalid"),
    ],
)
def test_what_is_no_seal(value, code):
    assert codes(value)["signature"] == code


def test_seals_over_different_things():
    one, other = seal(), seal({**CREDENTIAL, "id": "urn:other"}, raw=False)
    both = {"payload": one["payload"], "signatures": one["signatures"] + other["signatures"]}
    assert codes(both)["signature"] in ("seal-invalid", "base64url-invalid")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"type": ["VerifiableCredential"]}, "type"),
        ({"issuer": "urn:x"}, "issuer.legalName"),
        ({"credentialSubject": "urn:x"}, "credentialSubject"),
        ({"credentialSubject": {"hasClaim": {"type": "LearningAchievement"}}}, "hasClaim.title"),
    ],
)
def test_a_wrong_form_names_its_place(change, place):
    finding = answer(seal({**CREDENTIAL, **change})).axes["signature"]
    assert finding.code == "structure-invalid"
    assert place in finding.reason


def test_time_and_texts():
    assert codes(seal({**CREDENTIAL, "expirationDate": "2026-02-01T00:00:00Z"}))["freshness"] == "expired"
    assert read_credentials(json.dumps({**CREDENTIAL, "validFrom": "x"}).encode())[0].valid_from is None
    assert [text_of(one) for one in ("a", {"de": ["b", "c"]}, {"en": 5}, 7)] == ["a", "b", "", ""]


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=6)
anything = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))
CLAIM = CREDENTIAL["credentialSubject"]["hasClaim"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(CREDENTIAL, anything)),
    st.fixed_dictionaries({}, optional=dict.fromkeys(CLAIM, anything)),
    st.fixed_dictionaries({}, optional=dict.fromkeys(CLAIM["specifiedBy"], anything)),
)
def test_any_credential_is_read_and_judged(top, claim, spec):
    held = {**CLAIM, "specifiedBy": {**CLAIM["specifiedBy"], **spec}, **claim}
    one = {**CREDENTIAL, "credentialSubject": {"hasClaim": held}, **top, "type": "EuropeanDigitalCredential"}
    for value in (one, seal(one)):
        assert answer(value).axes["signature"].reason
        assert read_credentials(json.dumps(value).encode())


@settings(deadline=None)
@given(
    st.fixed_dictionaries(
        {"payload": anything}, optional=dict.fromkeys(["signatures", "protected", "signature"], anything)
    )
)
def test_any_seal_gets_a_verdict(value):
    assert answer(value).axes["signature"].verdict is Verdict.BAD
