"""Badges, pictures and questions that these tests share."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import UTC, datetime

from draaischijf.wallet.badges import compose, issuer_did, sign_badge
from draaischijf.wallet.credential import Achievement, Alignment
from draaischijf.wallet.keys import generate_key
from draaischijf.wallet.trust import Trusted, TrustList
from draaischijf.wallet.verify import Context, verify
from tests.wallet.makers import NOW

KEY = generate_key("EdDSA")
ISSUER = issuer_did(KEY)
ESCO = "http://data.europa.eu/esco/skill/11a84e30-8b5b-4c3a-8e0c-1b0d2f7a1f00"
WELDING = Achievement(
    name="Lassen",
    id="https://school.example/prestaties/lassen",
    description="Last staal veilig en volgens tekening.",
    criteria="Drie proefstukken, beoordeeld door twee vakmensen.",
    kind="MicroCredential",
    alignments=(
        Alignment(ESCO, "lassen", "ESCO", "", "ESCO:skill"),
        Alignment("urn:eqf:4", "EQF 4", "EQF", "4", "ext:EQF"),
    ),
    credits=3.0,
)
CREATED = "2026-11-20T12:00:00Z"


def question(**changes):
    return Context(**{"at": NOW, **changes})


def badge(**changes):
    made = compose(
        WELDING, {"id": ISSUER, "name": "School"}, holder="did:example:sam", valid_from=datetime(2026, 1, 1, tzinfo=UTC)
    )
    return {**made, "id": "urn:uuid:4b0e6b1e-0000-4000-8000-000000000001", **changes}


def signed(**changes):
    from draaischijf.wallet.did import method_of
    from draaischijf.wallet.integrity import add_proof

    return add_proof(badge(**changes), KEY, method_of(ISSUER), created=CREATED)


def answer(document, **changes):
    data = (
        document
        if isinstance(document, bytes)
        else (document if isinstance(document, str) else json.dumps(document)).encode()
    )
    return verify(data, question(**changes))


def codes(document, **changes):
    return {axis: finding.code for axis, finding in answer(document, **changes).axes.items()}


def trusted(key=KEY, id_=ISSUER, kinds=None):
    did = id_ if id_.startswith("did:") else ""
    from draaischijf.wallet.keys import thumbprint

    return TrustList(
        [Trusted(id_, kinds, name="School", did=did, jwks=frozenset({thumbprint(key.jwk)}), keys=(key.jwk,))]
    )


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def picture(*extra):
    """A PNG of one grey point, with further chunks."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
    )


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>'
__all__ = [
    "CREATED",
    "DRAWING",
    "ESCO",
    "ISSUER",
    "KEY",
    "WELDING",
    "answer",
    "badge",
    "chunk",
    "codes",
    "picture",
    "question",
    "sign_badge",
    "signed",
    "trusted",
]
