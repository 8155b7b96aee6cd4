"""Badges with a proof inside: accepted when all is right, and every way to pretend."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind
from draaischijf.wallet.badges import compose, issuer_did, sign_badge
from draaischijf.wallet.badges.status import judge_status
from draaischijf.wallet.bitstring import make_entry, make_list
from draaischijf.wallet.credential import Achievement
from draaischijf.wallet.did import did_key, method_of
from draaischijf.wallet.integrity import add_proof
from draaischijf.wallet.integrity.multibase import multikey
from draaischijf.wallet.keys import generate_key
from draaischijf.wallet.verification import Verdict
from draaischijf.wallet.verify import read_credentials
from tests.wallet.badges.makers import (
    CREATED,
    ESCO,
    ISSUER,
    KEY,
    WELDING,
    answer,
    badge,
    codes,
    question,
    signed,
    trusted,
)

OTHER = generate_key("EdDSA")
LIST = "https://school.example/status/1"
SITE = "https://school.example/uitgever"


def listed(*indexes, key=KEY, issuer=ISSUER, purpose="revocation", **changes):
    made = {**make_list(LIST, issuer, indexes, purpose=purpose), **changes}
    return {LIST: json.dumps(add_proof(made, key, method_of(issuer_did(key)), created=CREATED)).encode()}


def test_a_badge_of_a_listed_issuer_is_good_on_every_axis():
    found = answer(signed(), trust=trusted())
    assert {axis: finding.code for axis, finding in found.axes.items()} == {
        "signature": "signature-valid",
        "issuer": "issuer-listed",
        "status": "no-status",
        "freshness": "valid-now",
        "binding": "not-a-presentation",
    }
    assert found.format == "open-badge-3+eddsa-rdfc-2022"
    assert found.accepted(["signature", "issuer", "freshness"])


def test_what_it_says_becomes_the_neutral_credential():
    (credential,) = read_credentials(json.dumps(signed()).encode())
    (achievement,) = credential.achievements
    assert (achievement.name, achievement.eqf, achievement.credits) == ("Lassen", 4, 3.0)
    assert achievement.alignments == WELDING.alignments
    assert achievement.alignments[0].target == ESCO
    assert (credential.issuer, credential.issuer_name, credential.holder) == (ISSUER, "School", "did:example:sam")
    assert credential.kind is EvidenceKind.MICROCREDENTIAL
    assert credential.type == "OpenBadgeCredential"
    (claim,) = answer(signed()).claims
    assert (claim["evidence"], claim["name"], claim["alignments"][0]["target"]) == ("microcredential", "Lassen", ESCO)


def test_an_issuer_on_the_list_for_other_things_or_with_another_key_is_refused():
    assert codes(signed(), trust=trusted(kinds=frozenset({EvidenceKind.DIPLOMA})))["issuer"] == "issuer-not-for-kind"
    assert codes(signed(), trust=trusted(id_="did:example:other"))["issuer"] == "issuer-not-listed"


def test_a_changed_badge_is_refused():
    one = signed()
    one["credentialSubject"]["achievement"]["name"] = "Lassen op zee"
    assert codes(one)["signature"] == "signature-invalid"
    assert codes(one)["issuer"] == "issuer-unproven"


def test_an_issuer_cannot_be_swapped():
    one = signed()
    for name in (issuer_did(OTHER), SITE):
        assert codes({**one, "issuer": {**one["issuer"], "id": name}})["signature"] == "signature-invalid"
    profile = {"id": ISSUER, "type": ["Profile"], "name": "School"}
    forged = add_proof(badge(issuer=profile), OTHER, method_of(issuer_did(OTHER)), created=CREATED)
    assert codes(forged)["signature"] == "issuer-mismatch"
    self_named = add_proof(badge(issuer=profile), OTHER, f"{SITE}#{multikey(OTHER.public)}", created=CREATED)
    assert codes(self_named)["signature"] == "issuer-mismatch"
    elsewhere = {**profile, "id": "https://other.example/uitgever"}
    other_site = add_proof(badge(issuer=elsewhere), OTHER, f"{SITE}#{multikey(OTHER.public)}", created=CREATED)
    assert codes(other_site)["signature"] == "issuer-mismatch"


def test_a_key_that_only_the_badge_names_proves_no_issuer():
    profile = {"id": SITE, "type": ["Profile"], "name": "School"}
    method = f"{SITE}#{multikey(OTHER.public)}"
    one = add_proof(badge(issuer=profile), OTHER, method, created=CREATED)
    assert codes(one)["issuer"] == "key-self-named"
    assert codes(one, trust=trusted(OTHER, SITE))["issuer"] == "issuer-listed"
    assert codes(one, trust=trusted(KEY, SITE))["issuer"] == "issuer-key-mismatch"
    document = {"id": SITE, "verificationMethod": [{"id": method, "publicKeyMultibase": multikey(OTHER.public)}]}
    held = {SITE: json.dumps({**document, "assertionMethod": [method]}).encode()}
    assert codes(one, documents=held)["issuer"] == "issuer-not-listed"
    held = {SITE: json.dumps({**document, "assertionMethod": []}).encode()}
    assert codes(one, documents=held)["signature"] == "key-purpose"


def test_documents_that_do_not_come_are_not_at_hand():
    def failing(_url):
        raise Problem("fetch-failed", "did not come.")

    profile = {"id": "did:web:school.example", "type": ["Profile"], "name": "School"}
    one = add_proof(badge(issuer=profile), KEY, "did:web:school.example#1", created=CREATED)
    assert codes(one, fetcher=failing)["signature"] == "key-unknown"
    assert codes(one)["signature"] == "key-unknown"
    assert answer(one).axes["signature"].verdict is Verdict.UNKNOWN


def test_time():
    assert codes(signed(validUntil="2026-06-01T00:00:00Z"))["freshness"] == "expired"
    assert codes(signed(validFrom="2027-01-01T00:00:00Z"))["freshness"] == "not-yet-valid"
    method = method_of(ISSUER)
    late = add_proof(badge(), KEY, method, created=CREATED, expires="2026-11-20T13:00:00Z")
    assert codes(late)["freshness"] == "proof-expired"
    early = add_proof(badge(), KEY, method, created="2026-12-01T00:00:00Z")
    assert codes(early)["freshness"] == "proof-not-yet-made"
    assert codes({**signed(), "validFrom": "gisteren"})["freshness"] == "moment-invalid"


def test_several_proofs():
    two = add_proof(signed(), OTHER, method_of(issuer_did(OTHER)), created=CREATED)
    assert codes(two)["signature"] == "signature-valid"
    two["proof"].append({"type": "SomeProof"})
    assert codes(two)["signature"] == "signature-valid"
    two["proof"][1]["proofValue"] = two["proof"][0]["proofValue"]
    assert codes(two)["signature"] == "signature-invalid"
    assert codes({**badge(), "proof": [{"type": "SomeProof"}]})["signature"] == "proof-type-unknown"
    assert codes({**badge(), "proof": []})["signature"] == "proof-missing"
    assert codes(badge())["signature"] == "proof-missing"
    assert codes({**badge(), "proof": ["x"]})["signature"] in ("structure-invalid", "proof-invalid")


@pytest.mark.parametrize(
    ("lists", "code"),
    [
        (listed(), "not-withdrawn"),
        (listed(8), "not-withdrawn"),
        (listed(7), "revoked"),
        ({}, "status-list-missing"),
        (listed(7, key=OTHER), "status-list-unproven"),
        (listed(7, key=OTHER, issuer=issuer_did(OTHER)), "status-list-issuer"),
        (listed(7, purpose="suspension"), "status-purpose-mismatch"),
        (listed(validUntil="2026-11-01T00:00:00Z", validFrom="2026-01-01T00:00:00Z"), "status-list-stale"),
        ({LIST: b"{}"}, "status-list-unproven"),
        ({LIST: b"<svg/>"}, "format-unknown"),
        ({LIST: b""}, "input-empty"),
    ],
)
def test_status(lists, code):
    one = signed(credentialStatus=make_entry(LIST, 7))
    assert codes(one, status_lists=lists)["status"] == code
    assert answer(one, status_lists=lists).accepted() == (code == "not-withdrawn")


def test_other_purposes_and_kinds_of_status():
    def judged(purpose, *indexes):
        one = {"issuer": ISSUER, "credentialStatus": make_entry(LIST, 7, purpose)}
        return judge_status(one, question(status_lists=listed(*indexes, purpose=purpose)))

    assert judged("suspension", 7).code == "suspended"
    assert "newer" in judged("refresh", 7).reason
    assert judged("message", 7).code == "message"
    assert judged("other", 7).code == "status-purpose-unknown"
    for entry, code in (
        ("x", "status-type-unknown"),
        ({"type": "X"}, "status-type-unknown"),
        ({}, "status-type-unknown"),
    ):
        assert judge_status({"credentialStatus": [entry]}, question()).code == code
    wrong = {**make_entry(LIST, 7), "statusListIndex": "x"}
    assert judge_status({"credentialStatus": wrong}, question()).code == "status-invalid"
    several = [make_entry(LIST, 8), make_entry(LIST, 7), {"type": "X"}]
    assert (
        judge_status({"issuer": ISSUER, "credentialStatus": several}, question(status_lists=listed(7))).code
        == "revoked"
    )


def endorsement(key=OTHER, **changes):
    did = issuer_did(key)
    made = {
        **badge(),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": did, "type": ["Profile"], "name": "Branche"},
        "credentialSubject": {"id": WELDING.id, "type": ["EndorsementSubject"], "endorsementComment": "Goed werk."},
        **changes,
    }
    return add_proof(made, key, method_of(did), created=CREATED)


def test_endorsements_are_judged_by_themselves():
    bent = {**endorsement(), "name": "anders"}
    one = badge()
    one["endorsement"] = [endorsement(), bent, "x"]
    one["issuer"]["endorsementJwt"] = ["a.b.c"]
    found = answer({**one, "proof": {"type": "X"}}).claims[0]["endorsements"]
    assert [(row["place"], row["signature"]) for row in found] == [
        ("endorsement", "good"),
        ("endorsement", "bad"),
        ("endorsement", "bad"),
        ("issuer.endorsementJwt", "bad"),
    ]
    assert (found[0]["comment"], found[0]["about"], found[0]["issuer"]) == ("Goed werk.", WELDING.id, issuer_did(OTHER))


def test_endorsements_are_bounded():
    one = {**signed(), "endorsement": ["x"] * 20}
    assert answer(one).claims[0]["endorsements"][-1]["code"] == "endorsements-too-many"
    assert len(answer(one).claims[0]["endorsements"]) == 9


def test_a_poisoned_graph_in_a_badge_is_refused():
    """Nodes that point at each other need names, which a badge has none of; nodes that are alike end the worker."""
    nodes = [f"_:b{number}" for number in range(14)]
    others = {one: [{"id": two} for two in nodes if two != one] for one in nodes}
    ring = [{"id": one, "type": "Related", "endorsement": named} for one, named in others.items()]
    one = {**signed(), "endorsement": ring}
    assert codes(one)["signature"] == "json-not-plain"
    alike = [{"type": "Related", "endorsement": [{"type": "Related"}] * 30} for _ in range(30)]
    assert codes({**signed(), "endorsement": alike})["signature"] in ("out-of-bounds", "signature-invalid")


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"name": ""}, None),
        ({"id": "geen url"}, "credentialSubject.achievement.id"),
    ],
)
def test_composing_names_what_is_wrong(changes, place):
    held = {"name": "x", "description": "x", "criteria": "x", **changes}
    if place is None:
        assert compose(Achievement(**held), {"id": ISSUER, "name": "School"})["credentialSubject"]
        return
    with pytest.raises(Problem) as caught:
        compose(Achievement(**held), {"id": ISSUER, "name": "School"})
    assert caught.value.place == place


def test_composing_in_full():
    from datetime import UTC, datetime

    until = datetime(2030, 1, 1, tzinfo=UTC)
    made = compose(WELDING, {"id": ISSUER}, valid_until=until, status=make_entry(LIST, 3))
    assert made["validUntil"] == "2030-01-01T00:00:00Z"
    assert codes(sign_badge(made, KEY), at=until)["status"] == "status-list-missing"


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from([ISSUER, "urn:x"])
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
members = [*signed(), "evidence", "endorsement", "credentialStatus", "image", "termsOfUse", "expirationDate"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(members, anything)))
def test_any_badge_gets_a_verdict(changes):
    one = {**signed(), **changes, "type": ["VerifiableCredential", "OpenBadgeCredential"]}
    found = answer(one)
    assert set(found.as_dict()["axes"]) == {"signature", "issuer", "status", "freshness", "binding"}
    assert read_credentials(json.dumps(one).encode())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_achievement_gets_a_verdict(data):
    one = copy.deepcopy(signed())
    subject = one["credentialSubject"]
    for holder in (subject, subject["achievement"]):
        for name in data.draw(st.lists(st.sampled_from([*holder, "result", "alignment", "criteria"]), max_size=2)):
            holder[name] = data.draw(anything)
    assert answer(one).axes["signature"].verdict is not Verdict.NOT_APPLICABLE
    assert read_credentials(json.dumps(one).encode())


def test_did_key_helpers_agree():
    assert issuer_did(KEY) == did_key(KEY.public)
