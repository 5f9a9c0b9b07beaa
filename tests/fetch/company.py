"""A company's proxy on loopback, plain or TLS, that resolves every name to servers of the test; and certificates."""

import contextlib
import http.client
import select
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAMES = ("talk.example", "localhost")
"""What the certificate stands for."""


@dataclass
class Company:
    """`plain` and `secure` are the ports every host leads to; `wants` is the credential it asks for, `refuses` a status
    with which it answers everything; when it `cuts`, tunnels break off at the first byte sent into them."""

    plain: int
    secure: int = 0
    wants: str = ""
    refuses: int = 0
    cuts: bool = False
    host: str = ""
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def _admitted(self) -> bool:
        company = self.server.company
        headers = {name.lower(): value for name, value in self.headers.items()}
        company.asked.append((self.command, self.path, headers))
        lacks = company.wants and headers.get("proxy-authorization") != company.wants
        status = company.refuses or (407 if lacks else 0)
        if status:
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()
        return not status

    def do_GET(self) -> None:
        if not self._admitted():
            return
        path = "/" + self.path.split("/", 3)[3]
        onward = http.client.HTTPConnection("127.0.0.1", self.server.company.plain)
        onward.request("GET", path, headers=dict(self.headers.items()))
        answer = onward.getresponse()
        body = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "connection"):
                self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        onward.close()

    def do_CONNECT(self) -> None:
        if not self._admitted():
            return
        self.send_response_only(200)
        self.end_headers()
        self.close_connection = True
        if self.server.company.cuts:
            self.connection.recv(1)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        with socket.create_connection(("127.0.0.1", self.server.company.secure)) as there:
            _pipe(self.connection, there)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def _pipe(here: socket.socket, there: socket.socket) -> None:
    """Carry bytes both ways until one end stops."""
    while True:
        waiting = isinstance(here, ssl.SSLSocket) and here.pending()
        ready = [here] if waiting else select.select([here, there], [], [], 10)[0]
        for one in ready:
            try:
                piece = one.recv(65536)
            except OSError:
                piece = b""
            if not piece:
                return
            (there if one is here else here).sendall(piece)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    company: Company

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # clients that do not trust a certificate hang up


@contextlib.contextmanager
def running(company: Company, certificate: Path | None = None) -> Iterator[Company]:
    """The proxy, ready; behind TLS when it has a certificate."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.company, company.host = company, f"localhost:{server.server_port}"
    if certificate is not None:
        secured(server, certificate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield company
    server.shutdown()
    server.server_close()
    thread.join()


def secured(server: ThreadingHTTPServer, certificate: Path) -> None:
    """Let a server speak TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)


def certificates(folder: Path) -> tuple[Path, Path]:
    """A file with the company's own authority, and one with a key and certificate it signed for `NAMES`."""
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Company authority")])
    leaf = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAMES[0])])
    usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    made = _begun(root, root, authority.public_key()).add_extension(x509.BasicConstraints(True, None), critical=True)
    signed = made.add_extension(usage, critical=True).sign(authority, hashes.SHA256())
    names = x509.SubjectAlternativeName([x509.DNSName(name) for name in NAMES])
    served = _begun(leaf, root, key.public_key()).add_extension(names, critical=False).sign(authority, hashes.SHA256())
    trusted, mine = folder / "authority.pem", folder / "server.pem"
    trusted.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    mine.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + served.public_bytes(serialization.Encoding.PEM)
    )
    return trusted, mine


def _begun(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
