"""Signed PDF extracts: good ones, ones that were changed after signing, and ones that are no PDF at all."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import pytest
from asn1crypto import keys, x509
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind
from draaischijf.wallet import pades_check, worker
from draaischijf.wallet.certify import issue_certificate, make_root
from draaischijf.wallet.keys import generate_key
from draaischijf.wallet.pades import check_pdf
from draaischijf.wallet.trust import Trusted, TrustList
from draaischijf.wallet.verify import Context, read_credentials, verify

# Signing takes the clock of the machine, so that the question is asked long after, under certificates that last.
LATER = datetime(2100, 1, 1, tzinfo=UTC)
START = datetime(2020, 1, 1, tzinfo=UTC)
DAYS = 36_500

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@cache
def root(name):
    return make_root(generate_key(), name, valid_from=START, days=DAYS)


@cache
def issuer_key(name, authority):
    key = generate_key()
    return key.with_chain(issue_certificate(root(authority), key, name, [name], valid_from=START, days=DAYS))


@cache
def paper(text="Diploma mbo-4 Monteur, invented"):
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=12)
    made.cell(text=text)
    return bytes(made.output())


def signed(data, name="Handtekening1", key=None):
    key = key or issuer_key("duo.example", "DUO root")
    own, *others = (x509.Certificate.load(one) for one in key.x5c)
    secret = keys.PrivateKeyInfo.load(key.private_bytes())
    store = SimpleCertificateStore.from_certs(others)
    signer = signers.SimpleSigner(signing_cert=own, signing_key=secret, cert_registry=store)
    meta = signers.PdfSignatureMetadata(field_name=name, subfilter=fields.SigSeedSubFilter.PADES)
    return signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(data)), meta, signer=signer).getvalue()


def added(data, change):
    writer = IncrementalPdfFileWriter(BytesIO(data))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def laid_over(writer):
    """Lay other text over a page, as the attacks on signed PDFs do."""
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT /F1 12 Tf 50 50 Td (mbo-9) Tj ET"))
    writer.update_container(page)


@cache
def extract():
    return signed(paper())


def trust(kinds=None, types=None):
    entry = Trusted("https://duo.example", kinds, name="DUO", roots=(root("DUO root").certificate,), types=types or {})
    return TrustList([entry])


def codes(data, **changes):
    found = verify(data, Context(**{"at": LATER, "trust": trust(), **changes}))
    return {axis: finding.code for axis, finding in found.axes.items()}


def test_a_signed_extract_is_good_and_its_text_goes_to_reading():
    assert codes(extract()) == {
        "signature": "signature-valid",
        "issuer": "issuer-listed",
        "status": "no-status",
        "freshness": "no-end",
        "binding": "not-a-presentation",
    }
    found = verify(extract(), Context(at=LATER, trust=trust()))
    assert found.accepted(["signature", "issuer", "freshness"])
    assert "duo.example" in found.claims[0]["signer"]
    (credential,) = read_credentials(extract())
    assert "Diploma mbo-4 Monteur" in credential.claims["text"]
    assert credential.achievements[0].name == "Diploma mbo-4 Monteur, invented"
    assert credential.issuer_name == found.claims[0]["signer"]


def test_whom_and_what_the_list_believes():
    assert codes(extract(), trust=TrustList())["issuer"] == "issuer-not-listed"
    other = issuer_key("other.example", "Another root")
    assert codes(signed(paper(), key=other))["issuer"] == "issuer-not-listed"
    assert codes(extract(), trust=trust(frozenset({EvidenceKind.DIPLOMA})))["issuer"] == "issuer-listed"
    several = frozenset({EvidenceKind.DIPLOMA, EvidenceKind.CERTIFICATE})
    assert codes(extract(), trust=trust(several))["issuer"] == "kind-unknown"
    assert codes(extract(), trust=trust(several, {"pades": EvidenceKind.DIPLOMA}))["issuer"] == "issuer-listed"
    assert codes(extract(), trust=trust(several, {"pades": EvidenceKind.BADGE}))["issuer"] == "issuer-not-for-kind"


def test_what_is_changed_after_signing_is_refused_and_said():
    changed = added(extract(), laid_over)
    finding = verify(changed, Context(at=LATER)).axes["signature"]
    assert (finding.code, "other" in finding.reason) == ("changed-after-signing", True)
    assert codes(signed(changed, "Handtekening2"))["signature"] == "changed-after-signing"


def test_signing_twice_is_no_change():
    both = signed(extract(), "Handtekening2")
    assert codes(both)["signature"] == "signature-valid"
    assert len(verify(both, Context(at=LATER)).claims) == 2


def test_a_bent_extract_is_refused():
    bent = extract().replace(b"/Helvetica", b"/Helvetico")
    assert bent != extract()
    assert codes(bent)["signature"] == "signature-invalid"
    assert codes(bent)["issuer"] == "issuer-unproven"
    assert codes(paper())["signature"] == "unsigned"
    assert codes(paper())["freshness"] == "signing-time-missing"


def test_signed_after_the_question():
    assert codes(extract(), at=START)["freshness"] == "signed-later"


def test_what_is_no_pdf_is_a_problem():
    with pytest.raises(Problem) as caught:
        verify(extract()[:400], Context(at=LATER))
    assert caught.value.code in ("pdf-damaged", "unreadable")
    locked = FPDF()
    locked.add_page()
    locked.set_encryption(owner_password="1", user_password="2")
    with pytest.raises(Problem, match="encrypted"):
        verify(bytes(locked.output()), Context(at=LATER))


def answered(data):
    from base64 import b64encode

    request = {"data": b64encode(data).decode(), "at": LATER.isoformat(), "roots": []}
    return worker.answer(pades_check.answer, request)


def test_the_worker_in_this_process(monkeypatch):
    # The same as above without a process between, so that a debugger and coverage see it.
    monkeypatch.setattr(pades_check.logging, "disable", lambda _level: None)
    assert answered(extract())["signatures"][0]["whole"] is True
    assert answered(added(extract(), laid_over))["signatures"][0]["changes"] == "OTHER"
    assert answered(b"%PDF-1.7")["code"] in ("pdf-damaged", "unreadable")
    monkeypatch.setattr(pades_check, "MAX_SIGNATURES", 0)
    assert answered(extract())["code"] == "pdf-signatures"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 6000), st.binary(min_size=1, max_size=8))
def test_any_pdf_is_judged_or_a_problem(at, noise):
    data = bytearray(extract())
    data[at : at + len(noise)] = noise
    with contextlib.suppress(Problem):
        check_pdf(bytes(data), LATER)
