"""`draaischijf wallet serve`: an issuer and a verifier on this machine, to try things out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.wallet import SoftwareKey

ISSUER_PATH, VERIFIER_PATH = "/issuer", "/verifier"


def serve(
    port: int = typer.Option(8700, min=1024, max=65535, help="Port on this machine."),
    ask: Path | None = typer.Option(None, help="A question in DCQL to ask at once; without it, for an achievement."),
    purpose: str = typer.Option("Uitproberen", help="Why it is asked."),
) -> None:
    """Run an issuer and a verifier on this machine, with a certificate of their own, for demonstrations only.

    Prints their URLs, a trust list that believes this issuer, and a question for a wallet. Make an offer with
    `wallet offer` while it runs. Stop it with Ctrl+C.

    Example: draaischijf wallet serve --port 8700
    """
    from draaischijf.cli.wallet.shared import read_object
    from draaischijf.wallet.wsgi import serve as serve_

    demo = Demo(port)
    query = ASK if ask is None else read_object(ask)
    try:
        server = serve_(demo.app(), port)
    except OSError as error:
        raise Problem("port-taken", f"port {port} cannot be used: {error.strerror}.", hint="Give --port.") from error
    question = demo.verifier.ask(query, purpose)
    typer.echo(f"uitgever:           {demo.issuer.settings.url}")
    typer.echo(f"vertrouwenslijst:   {demo.trust_file}")
    typer.echo(f"vraag:              {question.link}")
    try:
        while demo.verifier.result(question.id).state == "waiting":
            server.handle_request()
        result = demo.verifier.result(question.id)
        typer.echo(f"antwoord:           {result.state} {result.reason}".rstrip())
    except KeyboardInterrupt:
        typer.echo("gestopt")
    finally:
        server.server_close()


ASK: dict[str, Any] = {
    "credentials": [
        {
            "id": "bewijs",
            "format": "dc+sd-jwt",
            "meta": {"vct_values": ["urn:draaischijf:achievement:1"]},
            "claims": [{"path": ["achievement", "name"]}, {"path": ["achievement", "alignment", None]}],
        }
    ]
}


class Demo:
    """An issuer and a verifier with keys and certificates of their own.

    Args:
        port: The port that they are served on.
    """

    def __init__(self, port: int) -> None:
        from draaischijf.cli.wallet.shared import folder, key_files, states, statuses
        from draaischijf.wallet import load_trust
        from draaischijf.wallet.vci import Issuer, IssuerSettings
        from draaischijf.wallet.vp import Verifier, VerifierSettings

        base = f"http://127.0.0.1:{port}"
        key = self._key(key_files())
        self.trust_file = folder() / "demo-trust.toml"
        url = base + ISSUER_PATH
        self.trust_file.write_text(
            f'format = 1\nname = "Demo"\n\n[[issuer]]\nid = "{url}"\nname = "Demo"\nkinds = ["*"]\n'
            'root = "demo-root.pem"\n',
            encoding="utf-8",
        )
        remembered = states()
        settings = IssuerSettings(url, "Demo", status_list=f"{url}/status/1")
        self.issuer = Issuer(settings, key, states=remembered, statuses=statuses())
        self.verifier = Verifier(
            VerifierSettings(base + VERIFIER_PATH, "Demo", load_trust(self.trust_file), fetcher=self._status),
            key,
            states=remembered,
        )

    def app(self) -> Any:
        """Return the WSGI application."""
        from draaischijf.wallet.wsgi import App

        return App([self.issuer.routes()], dict.fromkeys(self.verifier.prefixes(), self.verifier.handle))

    def _status(self, uri: str) -> bytes:
        """Return the issuer's own list without a detour over the network: one thread serves both."""
        from draaischijf.wallet.http import Request

        if uri != self.issuer.settings.status_list:
            raise Problem("fetch-failed", "is not a list of the demo.", file=uri)
        return self.issuer.handle(Request("GET", uri)).body

    def _key(self, keys: Any) -> SoftwareKey:
        from base64 import encodebytes

        from draaischijf.cli.wallet.shared import folder
        from draaischijf.wallet.certify import issue_certificate, make_root

        root = folder() / "demo-root.pem"
        names = {one.name for one in keys.list() if one.retired is None}
        if "demo" in names and root.exists():
            found: SoftwareKey = keys.get("demo")
            return found
        key = keys.rotate("demo") if "demo" in names else keys.create("demo")
        authority_key = keys.rotate("demo-root") if "demo-root" in names else keys.create("demo-root")
        authority = make_root(authority_key, "Demo root")
        pem = encodebytes(authority.certificate).decode("ascii")
        root.write_text(f"-----BEGIN CERTIFICATE-----\n{pem}-----END CERTIFICATE-----\n", encoding="ascii")
        certified: SoftwareKey = keys.certify("demo", issue_certificate(authority, key, "Demo", ["127.0.0.1"]))
        return certified
