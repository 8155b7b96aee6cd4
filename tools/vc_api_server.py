"""Serve the VC-API on this machine, for the test suites of W3C: `python -m tools.vc_api_server --port 40443`.

It makes a new key each time and signs whatever issuer a credential names, as the suites ask; it is for tests only. With
`--tls` it serves https with a certificate of its own, as two of the suites reach for https only.
"""

from __future__ import annotations

import argparse
import ssl
from datetime import UTC, datetime, timedelta
from tempfile import NamedTemporaryFile

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from draaischijf.wallet.keys import generate_key
from draaischijf.wallet.vc_api import Service, routes
from draaischijf.wallet.wsgi import App, serve


def tls() -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    until, number = now + timedelta(days=1), x509.random_serial_number()
    made = x509.CertificateBuilder(name, name, key.public_key(), number, now, until)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with NamedTemporaryFile() as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.write(made.sign(key, SHA256()).public_bytes(Encoding.PEM))
        file.flush()
        context.load_cert_chain(file.name)
    return context


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=40443)
    parser.add_argument("--status", action="store_true", help="put what is issued on a status list")
    parser.add_argument("--tls", action="store_true", help="serve https with a certificate of its own")
    parser.add_argument("--suite", default="eddsa-rdfc-2022", choices=("eddsa-rdfc-2022", "eddsa-jcs-2022"))
    options = parser.parse_args()
    base = f"{'https' if options.tls else 'http'}://127.0.0.1:{options.port}"
    key = generate_key("EdDSA")
    service = Service(key, base=base, suite=options.suite, any_issuer=True, with_status=options.status)
    print(f"{base} issues as {service.did}", flush=True)
    server = serve(App([routes(service)]), options.port)
    if options.tls:
        server.socket = tls().wrap_socket(server.socket, server_side=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
