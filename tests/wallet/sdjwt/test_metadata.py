"""Type metadata: how a credential is shown to people, and whether an issuer kept to its own rules."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given

from draaischijf.problems import Problem
from draaischijf.wallet.keys import generate_key
from draaischijf.wallet.sdjwt import issue_sd_jwt, leaves, parse_sd_jwt
from draaischijf.wallet.sdjwt.metadata import own_types, parse_metadata
from tests.wallet.test_bounded import VALUES

KEY = generate_key()
ALWAYS = {"sd": "always", "mandatory": True}
DEGREE = {
    "vct": "urn:x:degree",
    "display": [{"locale": "nl-NL", "name": "Diploma"}, {"lang": "en", "name": "Degree"}],
    "claims": [
        {
            "path": ["education"],
            "display": [{"locale": "nl-NL", "label": "Opleiding"}],
            "sd": "always",
            "mandatory": True,
        },
        {"path": ["degrees", None, "name"], "display": [{"locale": "en", "label": "Name"}], "sd": "never"},
        {"path": ["grade"], "display": [{"locale": "fr", "label": "Note"}]},
    ],
}


def metadata(**changed):
    return parse_metadata(json.dumps({**DEGREE, **changed}).encode())


def test_claims_have_names_for_people():
    found = metadata()
    assert found.names == {"nl-NL": "Diploma", "en": "Degree"}
    assert found.label(("education",)) == "Opleiding"
    assert found.label(("degrees", 3, "name")) == "Name"
    assert found.label(("grade",)) == "Note"
    assert found.label(("other", 1)) == "other/1"


@pytest.mark.parametrize(
    ("claims", "hold_back", "broken"),
    [
        ({"education": "x"}, [("education",)], ""),
        ({"education": "x"}, [], "education must be such that it can be held back"),
        ({}, [], "education must be there"),
        (
            {"education": "x", "degrees": [{"name": "a"}]},
            [("education",), ("degrees", 0, "name")],
            "degrees/*/name must always be seen",
        ),
    ],
)
def test_an_issuer_keeps_to_its_own_rules(claims, hold_back, broken):
    assert metadata().broken_by(parse_sd_jwt(issue_sd_jwt(claims, KEY, hold_back=hold_back))) == broken


def test_a_hash_says_which_document_is_meant():
    data = json.dumps(DEGREE).encode()
    good = "sha256-" + b64encode(sha256(data).digest()).decode()
    assert parse_metadata(data, f"md5-x {good}").vct == "urn:x:degree"
    for wrong in ("sha256-AAAA", "md5-x"):
        with pytest.raises(Problem, match="another document"):
            parse_metadata(data, wrong)


@pytest.mark.parametrize(
    "changed",
    [
        {"vct": None},
        {"claims": {}},
        {"claims": [3]},
        {"claims": [{"path": []}]},
        {"claims": [{"path": [-1]}]},
        {"claims": [{"path": ["a"], "sd": "sometimes"}]},
        {"claims": [{"path": ["a"], "mandatory": 1}]},
        {"display": 3},
        {"display": [{}]},
        {"extends": 3},
    ],
)
def test_what_is_no_metadata_names_its_place(changed):
    with pytest.raises(Problem) as caught:
        metadata(**changed)
    assert caught.value.place


def test_our_own_types_are_described_and_our_issuer_keeps_to_them():
    from draaischijf.wallet.vci.settings import ACHIEVEMENTS, PASSPORTS
    from tests.wallet.world import World, achievement

    types = own_types()
    assert set(types) == {ACHIEVEMENTS.vct, PASSPORTS.vct}
    assert all(set(one.names) == {"nl", "en"} for one in types.values())
    world = World()
    skills = [{"uri": "urn:a", "level": 2, "last_used": "2026-01-01", "evidence": [{"kind": "badge"}]}]
    offers = [
        world.issuer.offer("achievement", achievement(issuer_name="MBO")),
        world.issuer.offer("passport", {"skills": skills}),
    ]
    for offer in offers:
        [held] = world.receiver.receive(offer.link, offer.pin)
        credential = parse_sd_jwt(held.data.decode())
        metadata_ = types[credential.claims["vct"]]
        assert metadata_.broken_by(credential) == ""
        said = [path for path, _ in leaves(credential.claims) if path[0] in ("achievement", "skills", "evidence_kind")]
        assert all(metadata_.label(path) != "/".join(map(str, path)) for path in said)


@given(VALUES)
def test_no_value_breaks_the_parser(value):
    for said in (value, {**DEGREE, "claims": value}, {**DEGREE, "display": value}):
        try:
            parse_metadata(json.dumps(said).encode())
        except Problem as problem:
            assert "\n" not in str(problem)
