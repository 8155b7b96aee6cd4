"""Make the sample credentials in `samples/wallet`: `python -m tools.make_wallet_samples`.

The school, the person and the keys are invented; the secret halves are thrown away, so that every run makes others.
"""

from __future__ import annotations

from base64 import encodebytes
from datetime import UTC, datetime
from pathlib import Path

from draaischijf.wallet import generate_key
from draaischijf.wallet.certify import issue_certificate, make_root
from draaischijf.wallet.dcql import select
from draaischijf.wallet.sdjwt import bind, disclose, issue_sd_jwt, parse_sd_jwt
from draaischijf.wallet.status import make_status_token
from draaischijf.wallet.status.lists import pack
from draaischijf.wallet.vci.settings import ACHIEVEMENTS

FOLDER = Path(__file__).resolve().parents[1] / "samples" / "wallet"
ISSUER, LIST = "https://mbo-voorbeeld.example", "https://mbo-voorbeeld.example/status/1"
AUDIENCE, NONCE = "https://werk-voorbeeld.example", "vraag-1"
START, AT = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 11, 21, 12, tzinfo=UTC)
DAYS = 3650
REVOKED = 40_021
TRUST = f"""# Verzonnen voorbeeld: een school die voor praktijkverklaringen wordt geloofd.
format = 1
name = "Gemeente Voorbeeld"

[[issuer]]
id = "{ISSUER}"
name = "MBO Voorbeeld"
kinds = ["practice-statement"]
root = "root.pem"
"""


def claims(index: int) -> dict[str, object]:
    """Return what a sample says, with its place in the status list."""
    start = int(START.timestamp())
    return {
        "iss": ISSUER,
        "vct": ACHIEVEMENTS.vct,
        "iat": start,
        "exp": start + DAYS * 86_400,
        "status": {"status_list": {"idx": index, "uri": LIST}},
        "issuer_name": "MBO Voorbeeld",
        "evidence_kind": "practice-statement",
        "achievement": {
            "name": "Praktijkverklaring magazijn",
            "description": "Bestuurt een heftruck en verzamelt orders in het magazijn.",
            "eqf": 2,
            "alignment": [
                {
                    "target": "http://data.europa.eu/esco/skill/28cb374e-6261-4133-8371-f9a5470145da",
                    "name": "operate forklift",
                    "framework": "ESCO",
                },
                {
                    "target": "http://data.europa.eu/esco/skill/ee5e2297-39cc-4ed6-89e5-d58016118a7f",
                    "name": "orders verzamelen voor verzending",
                    "framework": "ESCO",
                },
            ],
        },
    }


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(exist_ok=True)
    authority = make_root(generate_key(), "Voorbeeld root (verzonnen)", valid_from=START, days=DAYS)
    key = generate_key()
    names = ["mbo-voorbeeld.example"]
    chain = issue_certificate(authority, key, "MBO Voorbeeld (verzonnen)", names, valid_from=START, days=DAYS)
    key = key.with_chain(chain)
    holder = generate_key()
    held_back = [path for path in ACHIEVEMENTS.hold_back if select(claims(0), path)]
    made = {
        "heftruck": issue_sd_jwt(claims(7), key, hold_back=held_back),
        "ingetrokken": issue_sd_jwt(claims(REVOKED), key, hold_back=held_back),
    }
    bound = parse_sd_jwt(issue_sd_jwt(claims(1234), key, hold_back=held_back, holder=holder.jwk))
    shown = disclose(bound, [("achievement", "name"), ("achievement", "alignment")])
    made["presentatie"] = bind(shown, bound, holder, audience=AUDIENCE, nonce=NONCE, at=AT)
    for name, text in made.items():
        (FOLDER / f"{name}.sdjwt").write_text(text + "\n", encoding="ascii")
    packed = pack({REVOKED: 1}, 2**17, 1)
    token = make_status_token(LIST, packed, 1, key, at=START, valid_for=DAYS * 86_400)
    (FOLDER / "statuslijst.jwt").write_text(token + "\n", encoding="ascii")
    pem = encodebytes(authority.certificate).decode("ascii")
    text = f"-----BEGIN CERTIFICATE-----\n{pem}-----END CERTIFICATE-----\n"
    (FOLDER / "root.pem").write_text(text, encoding="ascii")
    (FOLDER / "trust.toml").write_text(TRUST, encoding="utf-8")


if __name__ == "__main__":
    main()
