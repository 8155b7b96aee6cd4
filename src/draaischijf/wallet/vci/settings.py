"""What an issuer offers, and its metadata (OpenID4VCI 1.0, section 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from draaischijf.wallet.bounded import split_url
from draaischijf.wallet.sdjwt.issuing import Path
from draaischijf.wallet.sdjwt.kinds import ACHIEVEMENT, PASSPORT

PROOF_ALGORITHMS: Final = ("ES256", "EdDSA")


@dataclass(frozen=True, slots=True)
class Configuration:
    """A kind of credential that an issuer gives.

    Args:
        id: Its name in offers.
        vct: Type of the credential.
        name: Its name for people, by language.
        hold_back: Claims that a holder can hold back; those that a credential lacks are skipped.
        days: For how many days a credential is valid.
    """

    id: str
    vct: str
    name: Mapping[str, str]
    hold_back: tuple[Path, ...] = ()
    days: int = 365


_ACHIEVEMENT_PARTS: Final = ("name", "id", "description", "criteria", "type", "eqf", "credits", "result", "alignment")
ACHIEVEMENTS: Final = Configuration(
    "achievement",
    ACHIEVEMENT,
    {"nl": "Bewijs van wat iemand kan", "en": "Proof of an achievement"},
    (*(("achievement", part) for part in _ACHIEVEMENT_PARTS), ("achievement", "alignment", None), ("issuer_name",)),
    days=3650,
)
PASSPORTS: Final = Configuration(
    "passport",
    PASSPORT,
    {"nl": "Vaardighedenpaspoort", "en": "Skills passport"},
    (("skills", None), ("skills", None, "evidence"), ("skills", None, "last_used")),
    days=90,
)


@dataclass(frozen=True, slots=True)
class IssuerSettings:
    """An issuer.

    Args:
        url: Its identifier: an https URL without query, under which its endpoints are.
        name: Its name for people.
        configurations: What it gives.
        status_list: URI of the list in which credentials have their status; empty for none.
        batch: Most credentials in one go, each bound to a key of its own.
        dpop: Whether tokens must be bound to a key (HAIP asks for it).
        code_seconds: How long an offer may be used.
        token_seconds: How long an access token works.
        pin_tries: Tries for the code that goes apart from the offer.
        redirects: Exact URLs to which the flow with a login may send people back. Empty for nowhere, as any other
            place could be a thief's.
        wallet_roots: Certificates, in DER, of who may vouch for wallets. Where there are any, a wallet must bring an
            attestation (HAIP asks for it); empty to take any wallet.
    """

    url: str
    name: str
    configurations: tuple[Configuration, ...] = (ACHIEVEMENTS, PASSPORTS)
    status_list: str = ""
    batch: int = 10
    dpop: bool = True
    code_seconds: int = 600
    token_seconds: int = 300
    pin_tries: int = 3
    redirects: tuple[str, ...] = ()
    wallet_roots: tuple[bytes, ...] = ()

    def endpoint(self, name: str) -> str:
        """Return the URL of an endpoint."""
        return f"{self.url.rstrip('/')}/{name}"

    def configuration(self, name: object) -> Configuration | None:
        """Return a kind of credential; None where it is not given."""
        return next((one for one in self.configurations if one.id == name), None)

    def well_known(self, name: str) -> str:
        """Return the path of a document about this issuer (RFC 8414, section 3)."""
        return f"/.well-known/{name}{split_url(self.url).path.rstrip('/')}"

    def metadata(self) -> dict[str, Any]:
        """Return the metadata of the credential issuer."""
        return {
            "credential_issuer": self.url,
            "credential_endpoint": self.endpoint("credential"),
            "nonce_endpoint": self.endpoint("nonce"),
            "notification_endpoint": self.endpoint("notification"),
            **({"batch_credential_issuance": {"batch_size": self.batch}} if self.batch > 1 else {}),
            "display": [{"name": self.name, "locale": "nl"}],
            "credential_configurations_supported": {one.id: _described(one) for one in self.configurations},
        }

    def server_metadata(self) -> dict[str, Any]:
        """Return the metadata of the authorisation server (RFC 8414)."""
        return {
            "issuer": self.url,
            "authorization_endpoint": self.endpoint("authorize"),
            "token_endpoint": self.endpoint("token"),
            "pushed_authorization_request_endpoint": self.endpoint("par"),
            "require_pushed_authorization_requests": True,
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", PRE_AUTHORISED],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["attest_jwt_client_auth" if self.wallet_roots else "none"],
            "dpop_signing_alg_values_supported": list(PROOF_ALGORITHMS),
            "pre-authorized_grant_anonymous_access_supported": not self.wallet_roots,
            "authorization_response_iss_parameter_supported": True,
        }


PRE_AUTHORISED: Final = "urn:ietf:params:oauth:grant-type:pre-authorized_code"


def _described(one: Configuration) -> dict[str, Any]:
    return {
        "format": "dc+sd-jwt",
        "vct": one.vct,
        "scope": one.id,
        "cryptographic_binding_methods_supported": ["jwk"],
        "credential_signing_alg_values_supported": ["ES256"],
        "proof_types_supported": {"jwt": {"proof_signing_alg_values_supported": list(PROOF_ALGORITHMS)}},
        "credential_metadata": {
            "display": [{"name": name, "locale": locale} for locale, name in one.name.items()],
            "claims": [{"path": list(path)} for path in one.hold_back],
        },
    }
