"""Make the sample badge in `samples/wallet`: `python -m tools.make_badge_samples`.

A school, a badge and a trust list that are all invented. Each run makes a new key, so that the files change; the key
itself is thrown away.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from draaischijf.wallet.badges import as_text, bake_svg, compose
from draaischijf.wallet.credential import Achievement, Alignment
from draaischijf.wallet.integrity import add_proof
from draaischijf.wallet.integrity.multibase import multikey
from draaischijf.wallet.keys import generate_key

FOLDER: Final = Path(__file__).resolve().parents[1] / "samples" / "wallet"
SCHOOL: Final = "https://mbo-voorbeeld.example/badges"
SKILL: Final = "http://data.europa.eu/esco/skill/2fcd95a4-1f9a-41cf-95a9-4701bde476b4"
DRAWING: Final = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" role="img" aria-label="Badge lassen">
  <circle cx="100" cy="100" r="92" fill="#154273"/>
  <circle cx="100" cy="100" r="80" fill="none" stroke="#fff" stroke-width="3"/>
  <path d="M62 128 L112 78 L122 88 L72 138 Z" fill="#fff"/>
  <path d="M122 62 l6 14 14 6 -14 6 -6 14 -6 -14 -14 -6 14 -6 Z" fill="#ffb612"/>
  <text x="100" y="168" fill="#fff" font-family="sans-serif" font-size="16" text-anchor="middle">lassen</text>
</svg>
"""
ACHIEVEMENT: Final = Achievement(
    name="Lassen: basis",
    id=f"{SCHOOL}/lassen-basis",
    description="Verzonnen voorbeeld. Last staal volgens tekening en werkt veilig.",
    criteria="Drie proefstukken, beoordeeld door twee vakmensen.",
    kind="MicroCredential",
    alignments=(Alignment(SKILL, "lasapparatuur bedienen", "ESCO", "", "ESCO:skill"),),
    credits=3.0,
)
TRUST: Final = """# Verzonnen voorbeeld: een school waarvan badges voor microcredentials worden geloofd.
format = 1
name = "Gemeente Voorbeeld"

[[issuer]]
id = "{id}"
name = "MBO Voorbeeld"
kinds = ["microcredential"]
jwk = {{ kty = "OKP", crv = "Ed25519", x = "{x}" }}
"""


def main() -> None:
    """Write the badge, the picture that it is baked into, and the trust list."""
    key = generate_key("EdDSA")
    profile = {"id": SCHOOL, "name": "MBO Voorbeeld"}
    badge = compose(ACHIEVEMENT, profile, valid_from=datetime(2026, 11, 1, tzinfo=UTC))
    signed = add_proof(badge, key, f"{SCHOOL}#{multikey(key.public)}", created="2026-11-01T12:00:00Z")
    (FOLDER / "lassen-badge.json").write_text(as_text(signed) + "\n", encoding="utf-8")
    (FOLDER / "lassen-badge.svg").write_bytes(bake_svg(DRAWING.encode(), as_text(signed)))
    (FOLDER / "badge-trust.toml").write_text(TRUST.format(id=SCHOOL, x=key.jwk["x"]), encoding="utf-8")


if __name__ == "__main__":
    main()
