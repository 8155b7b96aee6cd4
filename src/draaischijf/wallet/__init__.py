"""Anything signed: credentials in and out, presentation and verification, status, keys, issuers.

from draaischijf.wallet import Context, load_trust, verify

answer = verify(data, Context(at=datetime.now(UTC), trust=load_trust(Path("trust.toml"))))
answer.accepted(["signature", "issuer", "freshness"])
"""

from draaischijf.wallet.bounded import parse_json_bounded
from draaischijf.wallet.credential import Achievement, Alignment, Credential
from draaischijf.wallet.detect import Detected, detect
from draaischijf.wallet.key_store import KeyFiles, Secret
from draaischijf.wallet.keys import Key, PublicKey, SoftwareKey, generate_key
from draaischijf.wallet.trust import Signer, Trusted, TrustList
from draaischijf.wallet.trust_file import load_trust
from draaischijf.wallet.verification import AXES, Axis, Finding, Verdict, Verification
from draaischijf.wallet.verify import Context, Format, read_credentials, verify

__all__ = [
    "AXES",
    "Achievement",
    "Alignment",
    "Axis",
    "Context",
    "Credential",
    "Detected",
    "Finding",
    "Format",
    "Key",
    "KeyFiles",
    "PublicKey",
    "Secret",
    "Signer",
    "SoftwareKey",
    "TrustList",
    "Trusted",
    "Verdict",
    "Verification",
    "detect",
    "generate_key",
    "load_trust",
    "parse_json_bounded",
    "read_credentials",
    "verify",
]
