"""A mail to an address of hers, over a mail server she names. Plain text; its subject has the time only."""

import ipaddress
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from outward.errors import InputError
from outward.model import Reminder, Security

if TYPE_CHECKING:
    from email.message import EmailMessage

TITLE = "mail"
LEAVES = (
    "Each reminder goes to the mail server you name and to whoever carries and keeps your mail: the time, the minutes, "
    "the setting and your desk's address; what is in the session only with titles."
)
EXAMPLE = "outward remind mail --to ada@home.example --host mail.home.example --user ada@home.example"
FOOT = "You asked Outward for this reminder; 'outward remind off mail' ends it."
_HOST = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\.?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """To whom, from whom, and over which server."""

    to: str = field(default="", metadata={"help": "Mail address the reminders go to."})
    host: str = field(
        default="", metadata={"help": "Mail server that sends for you (SMTP), such as smtp.home.example."}
    )
    port: int = field(default=0, metadata={"help": "Its port; 0 takes the usual one (587, 465 or 25)."})
    user: str = field(default="", metadata={"help": "User name there, where it wants one; it comes with a password."})
    security: Security = field(
        default=Security.STARTTLS, metadata={"help": "How the connection is sealed; over none no password is sent."}
    )
    sender: str = field(
        default="",
        metadata={
            "help": "Mail address they come from (else your user name if it is one, else where they go to).",
            "option": "--from",
        },
    )


def checked(settings: Settings) -> Settings:
    """The settings with spaces around them gone. Raises `InputError` for what cannot be an address, host or port."""
    to, host, user = settings.to.strip(), settings.host.strip(), settings.user.strip()
    if not to or not host:
        raise InputError("A reminder by mail needs an address and a mail server; give both with --to and --host.")
    whole = replace(settings, to=_address(to), host=_host(host), user=user, sender=settings.sender.strip())
    if not user.isprintable() or len(user) > 254:
        raise InputError("The user name has signs in it that no mail server takes; check --user.")
    if not 0 <= settings.port <= 65535:
        raise InputError(f"There is no port {settings.port}; give 1 to 65535, or 0 for the usual one.")
    if user and settings.security is Security.NONE and not _here(whole.host):
        raise InputError(
            f"Without a sealed connection your password could be read on its way to {whole.host}; "
            "use --security starttls or tls."
        )
    return replace(whole, sender=_address(whole.sender) if whole.sender else "")


def where(settings: Settings) -> str:
    """To whom, over which server."""
    return f"to {settings.to} over {settings.host}"


def account(settings: Settings) -> str:
    """Whose password it is, and for which server and road."""
    road = "in the clear" if settings.security is Security.NONE else "sealed"
    return f"{settings.user} at {settings.host.casefold()}:{settings.port} {road}" if settings.user else ""


def send(settings: Settings, reminder: Reminder, password: str) -> None:
    """Hand one mail to the server. Raises `SourceError`, `UnsureError` where it may have been taken."""
    from outward.fetch.smtp import Server, hand_over

    server = Server(host=settings.host, port=settings.port, security=settings.security, user=settings.user)
    hand_over(server, password, sender(settings), settings.to, bytes(letter(settings, reminder)))


def sender(settings: Settings) -> str:
    """The address it comes from: as she said, else her user name if that is one, else where it goes."""
    return settings.sender or (settings.user if _is_address(settings.user) else settings.to)


def letter(settings: Settings, reminder: Reminder) -> "EmailMessage":
    """The mail as it is sent; nothing in it names this machine."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP
    from email.utils import format_datetime, make_msgid

    made = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    made["From"] = Address("Outward", addr_spec=sender(settings))
    made["To"] = Address(addr_spec=settings.to)
    made["Subject"] = reminder.title
    made["Date"] = format_datetime(datetime.now(UTC))
    made["Message-ID"] = make_msgid(domain=sender(settings).rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(f"{reminder.text}\n\n-- \n{FOOT}\n")
    return made


def _is_address(text: str) -> bool:
    """Whether it is a plain mail address: one, of ASCII, with a host."""
    from email.headerregistry import Address

    local, _, host = text.rpartition("@")
    if not text.isascii() or not text.isprintable() or len(text) > 254 or not _HOST.fullmatch(host):
        return False
    try:
        return bool(local) and Address(addr_spec=text).addr_spec == text
    except (ValueError, LookupError):
        return False


def _address(text: str) -> str:
    if not _is_address(text):
        raise InputError(f"{text[:80]!r} cannot be used as a mail address; write one address like ada@home.example.")
    return text


def _host(text: str) -> str:
    bare = text.strip("[]")
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        pass
    if not _HOST.fullmatch(bare):
        raise InputError(
            f"{text[:80]!r} cannot be used as a mail server; write its name alone, and its port with --port."
        )
    return bare


def _here(host: str) -> bool:
    """Whether a server is on this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold().rstrip(".") == "localhost"
