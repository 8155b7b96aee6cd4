"""An issuer, a verifier and a holder that talk to each other without a network."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlsplit

from draaischijf.terms import EvidenceKind
from draaischijf.wallet import Trusted, TrustList, generate_key
from draaischijf.wallet.holder import HeldCredentials, Receiver, Shower
from draaischijf.wallet.http import Request, Response
from draaischijf.wallet.keys import SoftwareKey
from draaischijf.wallet.status import StatusStore
from draaischijf.wallet.vci import Issuer, IssuerSettings
from draaischijf.wallet.vp import Verifier, VerifierSettings
from draaischijf.wallet.wsgi import App
from tests.wallet.makers import ISSUER, NOW, issuer_key, root

VERIFIER = "https://werk.example"
LIST = f"{ISSUER}/status/1"
BACK = "https://wallet.example/back"


class MemoryKeys:
    """Keys in memory."""

    def __init__(self):
        self.keys = {}

    def create(self, name, algorithm="ES256"):
        self.keys[name] = generate_key(algorithm)
        return self.keys[name]

    def get(self, name):
        return self.keys[name]


def achievement(**more):
    return {
        "evidence_kind": "certificate",
        "achievement": {
            "name": "Heftruck rijden",
            "eqf": 2,
            "alignment": [
                {"target": "http://data.europa.eu/esco/skill/a", "name": "heftruck"},
                {"target": "http://data.europa.eu/esco/skill/b", "name": "orderpicken"},
            ],
        },
        **more,
    }


ASK = {
    "credentials": [
        {
            "id": "proof",
            "format": "dc+sd-jwt",
            "meta": {"vct_values": ["urn:draaischijf:achievement:1"]},
            "claims": [{"path": ["achievement", "name"]}, {"path": ["achievement", "alignment", None, "target"]}],
        }
    ]
}


@dataclass
class World:
    """Everything, with a clock that stands still until it is moved."""

    at: object = NOW
    settings: dict = field(default_factory=dict)
    sent: list = field(default_factory=list)
    events: list = field(default_factory=list)
    prefix: str = "x509_hash"
    authorise: object = None

    def __post_init__(self):
        entry = Trusted(ISSUER, frozenset([EvidenceKind.CERTIFICATE]), "MBO", roots=(root().certificate,))
        options = {"status_list": LIST, "redirects": (BACK,), **self.settings}
        self.issuer = Issuer(
            IssuerSettings(ISSUER, "MBO", **options),
            issuer_key(),
            statuses=StatusStore(),
            authorise=self.authorise,
            notified=lambda reference, event: self.events.append((reference, event)),
            clock=self.clock,
        )
        settings = VerifierSettings(
            VERIFIER,
            "Werkgever",
            TrustList([entry]),
            self.prefix,
            fetcher=lambda uri: self.send(Request("GET", uri)).body,
        )
        self.verifier = Verifier(settings, issuer_key("werk.example"), clock=self.clock)
        self.app = App([self.issuer.routes()], dict.fromkeys(self.verifier.prefixes(), self.verifier.handle))
        self.store, self.keys = HeldCredentials(), MemoryKeys()
        self.receiver = Receiver(self.store, self.keys, self.send, self.clock)
        self.shower = Shower(self.store, self.keys, self.send, roots=(root().certificate,), clock=self.clock)

    def clock(self):
        return self.at

    def wait(self, **time):
        self.at += timedelta(**time)

    def send(self, request) -> Response:
        self.sent.append(request)
        assert urlsplit(request.url).hostname in ("mbo.example", "werk.example"), request.url
        answer = self.app.handle(request)
        return replace(answer, headers={name.lower(): value for name, value in answer.headers.items()})

    def fetch(self, uri) -> bytes:
        return self.send(Request("GET", uri)).body

    def receive(self, claims=None, **more):
        offer = self.issuer.offer("achievement", claims or achievement(), reference="r-1")
        return self.receiver.receive(offer.link, offer.pin, **more)


def key_without_certificate() -> SoftwareKey:
    return generate_key()
