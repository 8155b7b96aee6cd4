"""The examples in the specifications of OpenID4VP 1.0 and OpenID4VCI 1.0."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from draaischijf.wallet.chains import key_of
from draaischijf.wallet.jose import parse_token
from draaischijf.wallet.keys import public_key_from_jwk
from draaischijf.wallet.sdjwt import parse_sd_jwt
from draaischijf.wallet.sdjwt.disclosures import open_payload
from draaischijf.wallet.vci import IssuerSettings, parse_offer
from draaischijf.wallet.vci.settings import PRE_AUTHORISED
from draaischijf.wallet.vp.verifier import FORMATS
from tools.wallet_vectors import Check, folder
from tools.wallet_vectors.nl_wallet import parsed_query, verify_rfc_example

MDOC: Final = "mdoc, which is not supported"
W3C: Final = "a fragment about W3C credentials, with nothing in it to read or verify alone"
OTHER_PARTS: Final = {
    "digital_credentials_api": "the Digital Credentials API of browsers, which is not supported",
    "response/jwt_vc.json": W3C,
    "response/ldp_vc.json": W3C,
    "response/kb_jwt_unsecured.json": "a payload without its token",
    "request/request_object_client_id_did.json": "a request by a DID, which HAIP does not use",
    "request/request_header_client_id_did.json": "a request by a DID, which HAIP does not use",
    "credentials/jwt_vc.json": W3C,
    "credentials/ldp_vc.json": W3C,
    "client_metadata/mso_mdoc_verifier_metadata.json": MDOC,
    "client_metadata/w3c_jwt_verifier_metadata.json": W3C,
    "client_metadata/w3c_ldp_verifier_metadata.json": W3C,
}


@folder("openid4vp-1.0")
def presentations(path: Path) -> Iterator[Check]:
    """Parse the queries, verify the presentation, read the rest as far as it is about SD-JWT VC."""
    for file in sorted(one for one in path.rglob("*") if one.is_file()):
        name = str(file.relative_to(path))
        left = next((note for part, note in OTHER_PARTS.items() if name.startswith(part)), None)
        if left is not None:
            yield Check(name, "left", note=left)
        elif name.startswith(("query_lang/", "request/dcql")):
            yield parsed_query(file)._replace(file=name)
        elif name.startswith("sd_jwt_vcld/"):
            yield _with_json_ld(file, name)
        else:
            yield Check(name, "read", _about_sd_jwt(file))


def _about_sd_jwt(file: Path) -> bool:
    value = json.loads(file.read_text("utf-8"))
    if "vp_formats_supported" in value:
        wanted = value["vp_formats_supported"]["dc+sd-jwt"]
        return all(set(FORMATS["dc+sd-jwt"][name]) <= set(listed) for name, listed in wanted.items())
    claims = open_payload(value, ()).claims
    return claims["vct"] == "https://credentials.example.com/identity_credential" and "_sd" not in claims


def _with_json_ld(file: Path, name: str) -> Check:
    folder_ = file.parent
    text = "".join(file.read_text("utf-8").split())
    shown = parse_sd_jwt("".join((folder_ / "sd_jwt_presentation.txt").read_text("ascii").split()))
    if file.name in ("sd_jwt_presentation.txt", "sd_jwt_issuance.txt"):
        good, why = verify_rfc_example(text)
        return Check(name, "verified" if not why else "read", good or why == "key-binding-missing", why)
    wanted: dict[str, Callable[[], bool]] = {
        "sd_jwt_jws_part.txt": lambda: text == shown.text.split("~", 1)[0],
        "kb_jwt_serialized.txt": lambda: text == shown.binding,
        "kb_jwt_header.json": lambda: json.loads(text) == dict(parse_token(shown.binding).header),
        "kb_jwt_payload.json": lambda: json.loads(text) == parse_token(shown.binding).claims(),
        "sd_jwt_payload.json": lambda: json.loads(text) == dict(shown.payload),
        "verified_contents.json": lambda: json.loads(text) == shown.claims,
        "user_claims.json": lambda: json.loads(text).items() <= _all_claims(folder_).items(),
    }
    return Check(name, "read", wanted[file.name]())


def _all_claims(folder_: Path) -> dict[str, Any]:
    return parse_sd_jwt("".join((folder_ / "sd_jwt_issuance.txt").read_text("ascii").split())).claims


@folder("openid4vci-1.0")
def issuance(path: Path) -> Iterator[Check]:
    """Take the offers, verify what is signed, read the metadata that is about SD-JWT VC."""
    for file in sorted(one for one in path.iterdir() if one.is_file()):
        name = file.name
        text = file.read_text("utf-8")
        if name.startswith("credential_offer"):
            yield Check(name, "read", _offer(text))
        elif name in ("wallet_attestation.jwt.txt", "credential_issuer_metadata_sd_jwt_jwt.txt"):
            token = parse_token("".join(text.split()))
            yield Check(name, "verified", token.verify(key_of(token.chain()[0])))
        elif name == "credential_response_sd_jwt_vc.txt":
            body = json.loads("".join(text.split("\n\n", 1)[1].split()))
            good, why = verify_rfc_example(body["credentials"][0]["credential"], "https://example.com/issuer")
            yield Check(name, "verified", good, why)
        elif name == "issuer_jwks.json":
            keys = json.loads("".join(text.split()))["jwks"]["keys"]
            yield Check(name, "read", all(public_key_from_jwk(one).jwk["x"] == one["x"] for one in keys))
        elif name.startswith(("credential_metadata_sd", "credential_issuer_metadata")):
            yield Check(name, "read", _metadata(json.loads(text)))
        elif name.startswith("authorization_details"):
            yield Check(name, "read", _details(text))
        else:
            yield Check(name, "left", note=MDOC if "mso" in name or "mdl" in name or "mdoc" in name else W3C)


def _offer(text: str) -> bool:
    body = text[text.index("{") :]
    value = json.loads(body)
    found, grants = parse_offer(body), value["grants"]
    ready, login = grants.get(PRE_AUTHORISED, {}), grants.get("authorization_code", {})
    return (
        found.issuer == value["credential_issuer"]
        and list(found.configurations) == value["credential_configuration_ids"]
        and found.code == ready.get("pre-authorized_code", "")
        and (found.pin is None) == ("tx_code" not in ready)
        and found.issuer_state == login.get("issuer_state", "")
    )


def _metadata(value: dict[str, Any]) -> bool:
    """Return whether our own metadata says the same things in the same places."""
    ours = next(
        iter(IssuerSettings("https://x.example", "x").metadata()["credential_configurations_supported"].values())
    )
    theirs = next(iter(value["credential_configurations_supported"].values()))
    return theirs["format"] == ours["format"] and ours.keys() <= theirs.keys()


def _details(text: str) -> bool:
    from datetime import UTC, datetime

    from draaischijf.wallet.states import SqliteStates
    from draaischijf.wallet.vci.settings import Configuration
    from draaischijf.wallet.vci.tokens import Tokens

    wanted = [one["credential_configuration_id"] for one in json.loads(text)]
    known = tuple(Configuration(one, "urn:x", {}) for one in wanted)
    settings = IssuerSettings("https://x.example", "x", known)
    tokens = Tokens(settings, SqliteStates(), None, lambda: datetime.now(UTC))
    return tokens.configuration_of({"authorization_details": text}) == wanted[0]
