"""The story: someone without the diploma that was asked is invited, on skills that were presented and verified.

A regional team gives a passport and a school gives a practice statement into one wallet. An employer's application
asks for skills over real HTTP, verifies what comes, matches it to its vacancy, and invites: a rule that the employer
set, about skills only. Everything but the documents of the vacancy is invented.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from secrets import token_hex

import pytest

from draaischijf.language import open_language
from draaischijf.matching import Basis, match, space_of
from draaischijf.reading import profile_from, read_text, work_from
from draaischijf.terms import EvidenceKind
from draaischijf.wallet import Trusted, TrustList, generate_key
from draaischijf.wallet.certify import issue_certificate, make_root
from draaischijf.wallet.client import cached, fetch, send
from draaischijf.wallet.holder import HeldCredentials, Receiver, Shower
from draaischijf.wallet.http import Request, json_response, post_json
from draaischijf.wallet.sdjwt.kinds import ACHIEVEMENT, PASSPORT
from draaischijf.wallet.skills import profile_of, skills_claim
from draaischijf.wallet.status import StatusStore
from draaischijf.wallet.vci import Issuer, IssuerSettings
from draaischijf.wallet.vp import Verifier, VerifierSettings
from draaischijf.wallet.wsgi import App
from tests.wallet.test_http import served
from tests.wallet.world import MemoryKeys

FORKLIFT = "http://data.europa.eu/esco/skill/28cb374e-6261-4133-8371-f9a5470145da"
PICKING = "http://data.europa.eu/esco/skill/ee5e2297-39cc-4ed6-89e5-d58016118a7f"
VACANCY = """Orderpicker met heftruck

Wat ga je doen?
- Orders verzamelen voor verzending.
- Je bestuurt de heftruck.
- Voorraad tellen.

Wat vragen wij?
- Een mbo-diploma logistiek is vereist.
"""
CV = """Werkervaring
2019 - heden: magazijnmedewerker, Distributiecentrum Noord
- Orders verzamelen voor verzending en goederen ontvangen
- Voorraad tellen
"""
ENOUGH = 600_000  # the employer's own rule: fit from which it invites, in millionths


def asking():
    def one(name, vct, *paths):
        claims = [{"path": list(path)} for path in paths]
        return {"id": name, "format": "dc+sd-jwt", "meta": {"vct_values": [vct]}, "claims": claims}

    return {
        "credentials": [
            one("passport", PASSPORT, ("skills", None, "uri"), ("skills", None, "level")),
            one("proof", ACHIEVEMENT, ("achievement", "alignment", None, "target")),
        ]
    }


class Late:
    """A WSGI application that is put in place after its address is known."""

    app = None

    def __call__(self, *rest):
        return self.app(*rest)


class Employer:
    """An application that takes people on what they can do."""

    def __init__(self, url, key, trust, language):
        settings = VerifierSettings(url, "Werkgever Noord", trust, "x509_san_dns", fetcher=cached(fetch))
        self.verifier = Verifier(settings, key)
        self.language = language
        self.reading = read_text(VACANCY, language)
        self.work = work_from(self.reading, language)
        self.basis = Basis(space_of(language), datetime.now(UTC).date())

    def apply(self, _):
        question = self.verifier.ask(asking(), "Solliciteren bij Werkgever Noord: wat kunt u?")
        return json_response({"application": question.id, "link": question.link})

    def outcome(self, request):
        result = self.verifier.result(request.json()["application"])
        if result.state != "accepted":
            return json_response({"state": result.state, "reason": result.reason})
        verdicts = [one for listed in result.verdicts.values() for one in listed]
        person = profile_of(token_hex(8), verdicts, self.language)
        found = match(person, self.work, self.basis)
        kinds = sorted({piece.kind for skill in person.skills for piece in skill.evidence})
        covered = [part.uri for part in found.parts if part.covered]
        state = "invited" if found.fit >= ENOUGH else "to look at"
        return json_response({"state": state, "fit": found.fit, "evidence": kinds, "covered": covered})


def certified(authority, name):
    key = generate_key()
    return key.with_chain(issue_certificate(authority, key, name, ["127.0.0.1"]))


@pytest.fixture(scope="module")
def language():
    return open_language()


def issuer(stack, name, authority):
    """Serve an issuer over HTTP, and return it."""
    late = Late()
    url = stack.enter_context(served(late))
    settings = IssuerSettings(f"{url}/uitgever", name, status_list=f"{url}/uitgever/status/1")
    made = Issuer(settings, certified(authority, name), statuses=StatusStore())
    late.app = App([made.routes()])
    return made


def test_a_person_is_invited_without_the_diploma_that_was_asked(language):
    authority = make_root(generate_key(), "Root")
    with ExitStack() as stack:
        team = issuer(stack, "Regionaal team", authority)
        school = issuer(stack, "MBO", authority)
        roots = (authority.certificate,)
        trust = TrustList(
            [
                Trusted(team.settings.url, frozenset([EvidenceKind.PORTFOLIO]), roots=roots),
                Trusted(school.settings.url, frozenset([EvidenceKind.PRACTICE_STATEMENT]), roots=roots),
            ]
        )
        late = Late()
        url = stack.enter_context(served(late))
        employer = Employer(f"{url}/werk", certified(authority, "Werkgever Noord"), trust, language)
        routes = {"/solliciteren": {"POST": employer.apply}, "/uitkomst": {"POST": employer.outcome}}
        late.app = App([routes], dict.fromkeys(employer.verifier.prefixes(), employer.verifier.handle))

        # a wallet takes up a passport, made from a CV that the person confirmed, and a practice statement
        store, keys = HeldCredentials(), MemoryKeys()
        profile = profile_from(read_text(CV, language), language, datetime.now(UTC).date(), "p")
        offers = [
            team.offer("passport", {"skills": skills_claim(profile, language)}),
            school.offer(
                "achievement",
                {
                    "evidence_kind": "practice-statement",
                    "achievement": {"name": "Heftruck", "alignment": [{"target": FORKLIFT, "name": "heftruck"}]},
                },
                reference="statement",
            ),
        ]
        for offer in offers:
            Receiver(store, keys, send).receive(offer.link, offer.pin)

        # the person applies, sees what would leave, and agrees
        shower = Shower(store, keys, send, roots=(authority.certificate,))
        applied = send(post_json(f"{url}/solliciteren", {})).json()
        preview = shower.preview(applied["link"])
        assert preview.request.known.verdict == "good"
        assert "Solliciteren" in preview.request.purpose
        shown = {value for one in preview.leaving for _, value in one.claims}
        assert {FORKLIFT, PICKING} <= shown
        assert not any("Distributiecentrum" in str(value) for value in shown)
        waiting = send(post_json(f"{url}/uitkomst", {"application": applied["application"]})).json()
        assert waiting["state"] == "waiting"
        shower.send(preview)

        # the vacancy asked for a diploma; the person has none, and is invited
        assert "diploma" in VACANCY
        outcome = send(post_json(f"{url}/uitkomst", {"application": applied["application"]})).json()
        assert outcome["state"] == "invited", outcome
        assert "diploma" not in outcome["evidence"]
        assert {FORKLIFT, PICKING} <= set(outcome["covered"])

        # had the school withdrawn its statement, nothing would have been taken for granted
        [(uri, index)] = school.statuses.find("statement")
        school.statuses.set(uri, index, 1)
        employer.verifier.settings = VerifierSettings(
            f"{url}/werk", "Werkgever Noord", trust, "x509_san_dns", fetcher=fetch
        )
        again = send(post_json(f"{url}/solliciteren", {})).json()
        shower.send(shower.preview(again["link"]))
        refused = send(post_json(f"{url}/uitkomst", {"application": again["application"]})).json()
        assert refused["state"] == "refused"
        assert "revoked" in refused["reason"]


def test_a_stranger_cannot_read_an_application(language):
    authority = make_root(generate_key(), "Root")
    employer = Employer("http://127.0.0.1/werk", certified(authority, "W"), TrustList(), language)
    link = employer.apply(Request("POST", "/")).json()["link"]
    from draaischijf.problems import Problem

    guessed = link.split("request%2F")[1].split("&")[0]
    with pytest.raises(Problem, match="unknown"):
        employer.verifier.result(guessed)
