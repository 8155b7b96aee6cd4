"""Open Badges: 3.0 in and out, 2.0 and bare payloads of edubadges in, baked into pictures both ways."""

from draaischijf.wallet.badges.baked import bake_png, bake_svg
from draaischijf.wallet.badges.bare import dress
from draaischijf.wallet.badges.issue import as_text, compose, issuer_did, sign_badge, sign_badge_token

__all__ = ["as_text", "bake_png", "bake_svg", "compose", "dress", "issuer_did", "sign_badge", "sign_badge_token"]
