"""Held against other implementations in JavaScript, over pipes and over real HTTP on loopback.

Install them with `npm ci` in this folder; without them these tests skip.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind
from draaischijf.wallet import Context, Trusted, TrustList, generate_key, verify
from draaischijf.wallet.certify import make_root
from draaischijf.wallet.client import cached, fetch
from draaischijf.wallet.dcql import Candidate, evaluate, parse_query
from draaischijf.wallet.keys import thumbprint
from draaischijf.wallet.sdjwt import bind, disclose, issue_sd_jwt, parse_sd_jwt
from draaischijf.wallet.status import StatusStore
from draaischijf.wallet.vci import Issuer, IssuerSettings
from draaischijf.wallet.vp import Verifier, VerifierSettings
from draaischijf.wallet.wsgi import App
from tests.wallet.makers import ISSUER
from tests.wallet.oracles.node import asked
from tests.wallet.test_http import served
from tests.wallet.test_story import Late, certified
from tests.wallet.world import ASK, achievement

pytestmark = pytest.mark.needs("oracles")
NOW = datetime.now(UTC).replace(microsecond=0)
CLAIMS = {"iss": ISSUER, "vct": "urn:x:proof", "iat": int(NOW.timestamp()) - 10, "exp": int(NOW.timestamp()) + 86_400}


@pytest.fixture(scope="module")
def ask():
    """Ask the other implementations a question."""
    with asked("oracle.mjs") as one:
        yield one


def listed(jwk):
    return TrustList([Trusted(ISSUER, None, jwks=frozenset([thumbprint(jwk)]), keys=(jwk,))])


def test_what_we_present_verifies_there(ask):
    issuer, holder = generate_key(), generate_key()
    claims = {**CLAIMS, "name": "Noor", "skills": [{"uri": "a"}, {"uri": "b"}], "address": {"city": "Zwolle"}}
    paths = [("name",), ("skills", None), ("address", "city"), ("address",)]
    held = parse_sd_jwt(issue_sd_jwt(claims, issuer, hold_back=paths, holder=holder.jwk, decoys=2))
    text = bind(disclose(held, [("skills", 1), ("address",)]), held, holder, audience="aud", nonce="n", at=NOW)
    found = ask("verifySdJwt", text=text, jwk=dict(issuer.jwk), nonce="n", at=int(NOW.timestamp()))
    assert found["payload"]["skills"] == [{"uri": "b"}]
    assert found["payload"]["address"] == {"city": "Zwolle"}
    assert "name" not in found["payload"]
    assert found["kb"]["nonce"] == "n"


def test_what_they_issue_and_present_verifies_here(ask):
    made = ask(
        "issueSdJwt",
        claims={**CLAIMS, "name": "Noor", "skills": ["a", "b"]},
        frame={"_sd": ["name"], "skills": {"_sd": [0, 1]}, "_sd_decoy": 2},
        present={"skills": {"1": True}},
        nonce="n",
        audience="aud",
        at=int(NOW.timestamp()),
    )
    found = verify(made["presentation"].encode(), Context(NOW, listed(made["jwk"]), "n", "aud"))
    assert found.accepted(["signature", "issuer", "freshness", "binding"]), found
    assert found.claims[0]["skills"] == ["b"]
    assert "name" not in found.claims[0]
    assert parse_sd_jwt(made["text"]).claims["name"] == "Noor"


VALUE = st.sampled_from(["x", "y", 1, 2, True])
CLAIM_SETS = st.dictionaries(
    st.sampled_from(["a", "b", "c"]),
    VALUE | st.lists(st.fixed_dictionaries({"d": VALUE}), min_size=1, max_size=2) | st.fixed_dictionaries({"d": VALUE}),
    max_size=3,
)
PATH = st.sampled_from([["a"], ["b"], ["a", "d"], ["b", None, "d"], ["c", 0, "d"], ["c", None]])
QUERY_CLAIMS = st.lists(
    st.fixed_dictionaries({"path": PATH}, optional={"values": st.lists(VALUE, min_size=1, max_size=2)}),
    min_size=1,
    max_size=3,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(CLAIM_SETS, min_size=1, max_size=2),
    st.lists(QUERY_CLAIMS, min_size=1, max_size=2),
    st.booleans(),
    st.booleans(),
)
def test_queries_are_answered_as_dcql_does(ask, held, asked, alternatives, either):
    credentials = []
    for number, claims in enumerate(asked):
        one = {"id": f"q{number}", "format": "dc+sd-jwt", "meta": {"vct_values": ["urn:x"]}}
        named = [{"id": f"c{place}", **claim} for place, claim in enumerate(claims)]
        sets = {"claim_sets": [[claim["id"]] for claim in named]} if alternatives else {}
        credentials.append({**one, "claims": named, **sets})
    query = {"credentials": credentials}
    if either:
        query["credential_sets"] = [{"options": [[one["id"]] for one in credentials]}]
    candidates = [Candidate(str(place), "dc+sd-jwt", frozenset(["urn:x"]), claims) for place, claims in enumerate(held)]
    ours = evaluate(parse_query(query), candidates)
    theirs = ask(
        "dcql",
        query=query,
        credentials=[
            {"credential_format": "dc+sd-jwt", "vct": "urn:x", "claims": claims, "cryptographic_holder_binding": True}
            for claims in held
        ],
    )
    found = {name: [int(one.candidate.key) for one in matches] for name, matches in ours.matches.items()}
    assert found == theirs["matches"]
    assert ours.possible == theirs["possible"]


def test_another_wallet_takes_our_offer_and_answers_our_question_over_http(ask):
    authority = make_root(generate_key(), "Root")
    events = []
    with ExitStack() as stack:
        late = Late()
        url = stack.enter_context(served(late))
        settings_ = IssuerSettings(f"{url}/uitgever", "MBO", status_list=f"{url}/uitgever/status/1")
        issuer = Issuer(
            settings_,
            certified(authority, "MBO"),
            statuses=StatusStore(),
            notified=lambda reference, event: events.append((reference, event)),
        )
        kinds = frozenset([EvidenceKind.CERTIFICATE])
        trust = TrustList([Trusted(settings_.url, kinds, roots=(authority.certificate,))])
        late.app = App([issuer.routes()])
        # a server of its own, as it asks the issuer for the status list while it answers
        other = Late()
        work = stack.enter_context(served(other))
        verifiers = {
            prefix: Verifier(
                VerifierSettings(f"{work}/{prefix}", "Werk", trust, prefix, fetcher=cached(fetch)),
                certified(authority, "Werk"),
            )
            for prefix in ("x509_hash", "x509_san_dns")
        }
        prefixes = {path: one.handle for one in verifiers.values() for path in one.prefixes()}
        other.app = App([], prefixes)
        offer = issuer.offer("achievement", achievement(), reference="r")
        taken = ask("receive", offer=offer.link, pin=offer.pin)
        assert events == [("r", "credential_accepted")]
        with pytest.raises(AssertionError, match="invalid_grant"):
            ask("receive", offer=offer.link, pin=offer.pin)
        for prefix, verifier in verifiers.items():
            question = verifier.ask(ASK, "x")
            shown = {"achievement": {"name": True, "alignment": {"0": True, "1": True}}}
            answer = ask(
                "answer",
                link=question.link,
                present=shown,
                at=int(datetime.now(UTC).timestamp()),
                **{"credential": taken["credential"], "holder": taken["holder"]},
            )
            assert (answer["status"], answer["client"], answer["possible"]) == (200, prefix, True)
            assert answer["version"] == 100, "read as version 1.0"
            result = verifier.result(question.id)
            assert (result.state, result.reason) == ("accepted", "")
            assert result.verdicts["proof"][0].claims[0]["achievement"]["name"] == "Heftruck rijden"
            poor = verifier.ask(ASK, "x")
            options = {"credential": taken["credential"], "holder": taken["holder"], "at": int(NOW.timestamp())}
            ask("answer", link=poor.link, present={}, **options)
            assert "does not give" in verifier.result(poor.id).reason


def test_a_line_that_is_no_query_is_refused_by_both(ask):
    with pytest.raises(AssertionError):
        ask("dcql", query={"credentials": []}, credentials=[])
    with pytest.raises(Problem):
        parse_query({"credentials": []})
