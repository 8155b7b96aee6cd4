"""Trust lists: who is believed, about what, when, and with which key."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import timedelta

import pytest

from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind
from draaischijf.wallet.certify import Authority, issue_certificate, make_root
from draaischijf.wallet.chains import follow, key_of, load_certificate, names_of
from draaischijf.wallet.keys import generate_key
from draaischijf.wallet.trust import Signer, TrustList
from draaischijf.wallet.trust_file import load_trust, read_trust
from tests.wallet.makers import ISSUER, NOW, issuer_key, root

STRANGER = Signer(chain=issuer_key("mbo.example", "Other root").x5c)
DIPLOMA, BADGE = EvidenceKind.DIPLOMA, EvidenceKind.BADGE


def listing(**changed):
    entry = {"id": ISSUER, "kinds": ["diploma"], "root": b64encode(root().certificate).decode(), **changed}
    return {"format": 1, "issuer": [{name: value for name, value in entry.items() if value is not None}]}


def judge(trust, issuer=ISSUER, kind=DIPLOMA, at=NOW, signer=None):
    return read_trust(trust).judge(issuer, kind, at, signer or Signer(chain=issuer_key().x5c))


def test_a_listed_issuer_is_good_for_its_kinds_with_its_own_key():
    assert judge(listing()).verdict == "good"
    assert judge(listing(kinds=["*"]), kind=BADGE).verdict == "good"


@pytest.mark.parametrize(
    ("asked", "verdict", "code"),
    [
        ({"issuer": "https://other.example"}, "unknown", "issuer-not-listed"),
        ({"kind": BADGE}, "bad", "issuer-not-for-kind"),
        ({"kind": None}, "unknown", "kind-unknown"),
        ({"signer": Signer()}, "bad", "issuer-key-mismatch"),
        ({"signer": Signer(jwk=generate_key().jwk)}, "bad", "issuer-key-mismatch"),
        ({"signer": Signer(did="did:web:mbo.example")}, "bad", "issuer-key-mismatch"),
        ({"signer": Signer(chain=issuer_key("mbo.example", "Other root").x5c)}, "bad", "chain-untrusted"),
        (
            {"issuer": "", "signer": Signer(chain=issuer_key("mbo.example", "Other root").x5c)},
            "unknown",
            "chain-untrusted",
        ),
        ({"at": NOW + timedelta(days=365)}, "bad", "certificate-expired"),
        ({"at": NOW - timedelta(days=600)}, "bad", "certificate-not-yet-valid"),
    ],
)
def test_anything_else_is_not(asked, verdict, code):
    found = judge(listing(), **asked)
    assert (found.verdict, found.code) == (verdict, code)


def test_an_entry_counts_from_and_until():
    assert judge(listing(valid_from="2026-01-01", valid_until="2026-11-21")).verdict == "good"
    for outside in ({"valid_from": "2026-11-22"}, {"valid_until": "2026-11-20"}):
        assert judge(listing(**outside)).code == "issuer-not-trusted-then"


def test_without_a_list_nobody_is_known():
    found = TrustList().judge(ISSUER, DIPLOMA, NOW, Signer(chain=issuer_key().x5c))
    assert found.verdict == "unknown"


def test_a_key_or_a_did_on_the_list_is_a_way_to_know_an_issuer():
    key = generate_key("EdDSA")
    assert judge(listing(root=None, jwk=dict(key.jwk)), signer=Signer(jwk=key.jwk)).verdict == "good"
    did = listing(id="did:web:mbo.example", root=None)
    assert judge(did, issuer="did:web:mbo.example", signer=Signer(did="did:web:mbo.example")).verdict == "good"


def test_a_list_in_toml_names_files_beside_it(tmp_path):
    pem = "-----BEGIN CERTIFICATE-----\n" + b64encode(root().certificate).decode() + "\n-----END CERTIFICATE-----\n"
    (tmp_path / "root.pem").write_text(pem)
    file = tmp_path / "trust.toml"
    file.write_text(
        f'format = 1\nname = "Gemeente"\n[[issuer]]\nid = "{ISSUER}"\nkinds = ["diploma"]\nroot = "root.pem"\n'
        'valid_from = 2026-01-01\ntypes = { "urn:x:diploma" = "diploma" }\n'
    )
    trust = load_trust(file)
    assert trust.name == "Gemeente"
    assert trust.kind_of(ISSUER, "urn:x:diploma") == DIPLOMA
    assert trust.roots(ISSUER) == trust.roots() == (root().certificate,)
    (tmp_path / "trust.json").write_text(json.dumps(listing(root=pem)))
    assert load_trust(tmp_path / "trust.json").roots() == (root().certificate,)


@pytest.mark.parametrize(
    "changed",
    [
        {"id": None},
        {"id": ""},
        {"kinds": None},
        {"kinds": []},
        {"kinds": ["paper"]},
        {"root": None},
        {"root": "nonsense"},
        {"root": 3},
        {"root": "none.pem"},
        {"root": None, "jwk": 3},
        {"root": None, "jwk": {"kty": "oct", "k": "AA"}},
        {"valid_from": "yesterday"},
        {"valid_until": 3},
        {"types": []},
        {"types": {"x": "paper"}},
        {"color": "red"},
        {"did": 4},
    ],
)
def test_an_entry_that_does_not_fit_names_its_place(changed, tmp_path):
    with pytest.raises(Problem) as caught:
        read_trust(listing(**changed), folder=tmp_path)
    assert caught.value.place.startswith("issuer 1")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "format = 2", "format = 1\nissuer = 3", "x = ", "\xff"])
def test_a_file_that_is_no_list_is_one_clear_line(tmp_path, text):
    file = tmp_path / "trust.toml"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(Problem) as caught:
        load_trust(file)
    assert "trust.toml" in str(caught.value)
    with pytest.raises(Problem):
        load_trust(tmp_path / "none.toml")


def test_a_chain_may_lead_over_an_authority_in_between():
    between_key, key = generate_key(), generate_key()
    between = issue_certificate(root(), between_key, "Between", authority_itself=True, valid_from=NOW)
    authority = Authority(between_key, between[0], between)
    chain = issue_certificate(authority, key, "leaf", ["leaf.example"], valid_from=NOW)
    path = follow(chain, [root().certificate], NOW)
    assert path.not_after <= NOW + timedelta(days=366)
    assert key_of(chain[0]).jwk == key.jwk
    assert names_of(chain[0]) == {"leaf.example"}
    assert names_of(root().certificate) == frozenset()
    # the authority in between may have none below it
    below = issue_certificate(authority, generate_key(), "Below", authority_itself=True, valid_from=NOW)
    low = issue_certificate(Authority(generate_key(), below[0], below), key, "leaf", valid_from=NOW)
    with pytest.raises(Problem):
        follow(low, [root().certificate], NOW)


def test_an_end_certificate_signs_no_certificate_and_an_authority_no_data():
    end = issuer_key()
    key = generate_key()
    forged = issue_certificate(Authority(end, end.x5c[0], end.x5c), key, "forged", valid_from=NOW)
    authority = generate_key()
    as_leaf = issue_certificate(root(), authority, "Authority", authority_itself=True, valid_from=NOW)
    itself = make_root(generate_key(), "Itself", valid_from=NOW)
    for chain in (forged, as_leaf, (itself.certificate,), (), forged * 3):
        with pytest.raises(Problem):
            follow(chain, [root().certificate], NOW)


@pytest.mark.parametrize("der", [b"", b"\x30\x03\x02\x01\x00", b"x" * 20_000])
def test_what_is_no_certificate_is_refused(der):
    with pytest.raises(Problem):
        load_certificate(der)


def bare(key, subject, issuer, by, *extensions):
    """Make a certificate with exactly these extensions."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    subject, issuer = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (subject, issuer))
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).serial_number(7)
    builder = builder.public_key(key.public.part).not_valid_before(NOW - timedelta(days=1))
    builder = builder.not_valid_after(NOW + timedelta(days=1))
    for one in extensions:
        builder = builder.add_extension(one, critical=True)
    return builder.sign(by.secret, SHA256()).public_bytes(Encoding.DER)


def test_certificates_must_be_for_what_they_are_used_for():
    from cryptography import x509

    from draaischijf.wallet.certify import _usage

    above, below, end = generate_key(), generate_key(), generate_key()
    ca, signs, data = x509.BasicConstraints(True, None), _usage(certificates=True), _usage(certificates=False)
    good = bare(above, "Root", "Root", above, ca, signs)
    leaf = bare(end, "Leaf", "Between", below, x509.BasicConstraints(False, None), data)
    between = bare(below, "Between", "Root", above, ca, signs)
    assert follow([leaf, between], [good], NOW)
    wrong = [
        [leaf, bare(below, "Between", "Root", above, ca, data)],
        [leaf, bare(below, "Between", "Root", above, signs)],
        [bare(end, "Leaf", "Between", below, signs), between],
        [bare(end, "Leaf", "Between", below, ca, data), between],
        [leaf],
    ]
    for chain in wrong:
        with pytest.raises(Problem) as caught:
            follow(chain, [good], NOW)
        assert caught.value.code == "chain-untrusted"
    short = bare(above, "Root", "Root", above, x509.BasicConstraints(True, 0), signs)
    with pytest.raises(Problem):
        follow([leaf, between], [short], NOW)
