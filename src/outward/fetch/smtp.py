"""The door out for mail: one message to one server of the user's own naming, for one recipient.

The server may have a private address, since she named it herself; nothing it says leads to another. The connection is
sealed with a certificate that is checked, and before it is, neither password nor message is sent. Neither the name of
this machine nor its address in her network is told.
"""

import contextlib
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from outward.errors import CredentialsError, NotThereError, SourceError, TroubleError, UnreachableError, UnsureError
from outward.model import Security

TIMEOUT = 15.0
"""Seconds a server has for each of its answers."""
PATIENCE = 45.0
"""Seconds it has for all of it: one that drips, or never ends an answer, is cut off."""
_HERE = "[127.0.0.1]"
"""What the server is told of this machine, instead of its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server; port 0 is the usual one, no `user` means no sign-in."""

    host: str
    port: int
    security: Security
    user: str


def hand_over(server: Server, password: str, sender: str, to: str, message: bytes) -> None:
    """Hand a whole message to the server.

    Raises `CredentialsError` (wrong password), `NotThereError` (refuses the recipient), `TroubleError` (asks to try
    later), `UnreachableError` (no connection, cut, silent, certificate not valid), `UnsureError`, or `SourceError` for
    any other refusal.
    """
    if server.user and not password:
        raise CredentialsError(f"{server.host} wants a password and none is kept; give it with 'outward remind mail'.")
    stage = _Stage()
    try:
        with _connected(server) as smtp:
            _sealed(server, smtp)
            if server.user:
                stage.at = "sign-in"
                smtp.login(server.user, password)
            stage.at = "recipient"
            _taken(smtp.mail(sender), "sender", stage)
            _taken(smtp.rcpt(to), "recipient", stage)
            stage.at = "message"
            _taken(smtp.data(message), "message", stage)
    except smtplib.SMTPResponseException as error:
        raise _refused(server, error.smtp_code, stage.at) from error
    except ssl.SSLError as error:
        raise UnreachableError(
            f"{server.host} cannot prove that it is {server.host} ({_reason(error)}), so nothing was sent; check "
            "--host and --security, or ask whoever runs it."
        ) from error
    except socket.gaierror as error:
        raise UnreachableError(
            f"The name {server.host} could not be found; check --host and the internet connection."
        ) from error
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise _broken(server, stage.at, error) from error


@dataclass(slots=True)
class _Stage:
    """How far a message has come."""

    at: str = "connection"


class _Patient(smtplib.SMTP):
    """A connection that is cut when it has taken too long in all, its greeting included."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self._timer = threading.Timer(PATIENCE, self._cut)
        self._timer.daemon = True
        self._timer.start()
        try:
            super().__init__(*given, **named)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._timer.cancel()
        super().close()

    def _cut(self) -> None:
        with contextlib.suppress(OSError):
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)


class _PatientTls(_Patient, smtplib.SMTP_SSL):
    """The same, sealed from the first byte."""


@contextlib.contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    port = server.port or server.security.port
    more: dict[str, Any] = {"local_hostname": _HERE, "timeout": TIMEOUT}
    if server.security is Security.TLS:
        smtp: smtplib.SMTP = _PatientTls(server.host, port, context=ssl.create_default_context(), **more)
    else:
        smtp = _Patient(server.host, port, **more)
    try:
        yield smtp
        with contextlib.suppress(smtplib.SMTPException, OSError):  # the message is taken; a rude goodbye is no matter
            smtp.quit()
    finally:
        smtp.close()


def _sealed(server: Server, smtp: smtplib.SMTP) -> None:
    smtp.ehlo_or_helo_if_needed()
    if server.security is not Security.STARTTLS:
        return
    if not smtp.has_extn("starttls"):
        raise UnreachableError(
            f"{server.host} offers no sealed connection (STARTTLS), so nothing was sent; try --security tls."
        )
    smtp.starttls(context=ssl.create_default_context())
    smtp.ehlo()


def _taken(answer: tuple[int, bytes], what: str, stage: _Stage) -> None:
    """Go on where the server took it."""
    code, said = answer
    if code not in (250, 251):
        stage.at = what
        raise smtplib.SMTPResponseException(code, said)


def _refused(server: Server, code: int, what: str) -> SourceError:
    """What a server's refusal means; what it says in words is not repeated, only its number."""
    host = server.host
    if not 400 <= code < 600:
        nonsense = f"{host} answered with nothing a mail server says; check --host and --port."
        return UnsureError(nonsense) if what == "message" else UnreachableError(nonsense)
    if code < 500:
        return TroubleError(f"{host} cannot take mail just now ({code}); it is tried again a little later.")
    if what == "sign-in" or code in (530, 534, 535):
        return CredentialsError(
            f"{host} does not let {server.user or 'us'} in ({code}); give user and password again with "
            "'outward remind mail'."
        )
    if what == "recipient":
        return NotThereError(f"{host} refuses the address the reminder goes to ({code}); check --to.")
    if what == "sender":
        return SourceError(f"{host} refuses the address the reminder comes from ({code}); check --from.")
    return SourceError(f"{host} refused the reminder ({code}); ask whoever runs it.")


def _broken(server: Server, at: str, error: Exception) -> SourceError:
    if isinstance(error, smtplib.SMTPNotSupportedError | UnicodeError):
        return CredentialsError(f"{server.host} takes no such user and password here; check --security and --user.")
    late = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
    how = "did not answer in time" if late else "broke off the connection"
    if at == "message":
        return UnsureError(
            f"{server.host} {how} when it had the reminder; it may have arrived, so it is not sent twice."
        )
    if at == "connection" and isinstance(error, ConnectionRefusedError):
        how = "takes no connection on that port"
    return UnreachableError(f"{server.host} {how}; check --host and --port, or try again later.")


def _reason(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message.rstrip(".")
    return "it speaks no TLS on that port"
