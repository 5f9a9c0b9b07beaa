"""Addresses that may say whose an account is: brought to one form, with the places told apart that many share."""

from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from outward.model import Account

SITES = frozenset({"feeds", "web"})
"""Networks whose accounts are authors of a site, told by the address that was really read."""

SHARED = frozenset(
    (
        "about.me beacons.ai bio.link blogspot.com bsky.app bsky.social buymeacoffee.com carrd.co codeberg.org"
        " facebook.com flipboard.com github.com github.io gitlab.com google.com gravatar.com instagram.com keybase.io"
        " ko-fi.com linkedin.com linktr.ee mastodon.social medium.com orcid.org patreon.com pinterest.com reddit.com"
        " pixelfed.social substack.com t.co threads.net tiktok.com tumblr.com twitch.tv twitter.com vimeo.com"
        " wordpress.com x.com xing.com youtube.com"
    ).split()
)
"""Hosts that many people have pages on: their own first page says nothing of anybody."""

_PROFILE = "linkedin.com/in/"
_BLUESKY = "bsky.app/profile/"


def address(url: str) -> str:
    """An address without scheme, `www.`, closing slash and case; every way to write a LinkedIn profile is one."""
    plain = url.split("://", 1)[-1].removeprefix("www.").rstrip("/").casefold()
    host, _, path = plain.partition("/")
    if host.endswith(".linkedin.com"):
        plain = f"linkedin.com/{path}"
    if plain.startswith(_PROFILE):
        slug = plain.removeprefix(_PROFILE).partition("/")[0].partition("?")[0].partition("#")[0]
        return f"{_PROFILE}{unquote(slug).casefold()}"
    return plain


def is_profile(plain: str) -> bool:
    """Whether an address is somebody's LinkedIn profile."""
    return plain.startswith(_PROFILE) and len(plain) > len(_PROFILE)


def own(account: Account) -> frozenset[str]:
    """The addresses an account has on its own network."""
    found = {address(account.url)} if account.url else set()
    if account.network == "bluesky":
        native = account.id.partition(":")[2]
        found |= {f"{_BLUESKY}{name}".casefold() for name in (account.handle.lstrip("@"), native) if name}
    return frozenset(found)


def named(account: Account) -> frozenset[str]:
    """The addresses its profile names."""
    return frozenset(filter(None, map(address, account.links)))


def proved(account: Account) -> frozenset[str]:
    """The addresses the network itself has checked to be hers; on Bluesky a domain as handle is such a check."""
    found = set(map(address, account.verified))
    handle = account.handle.lstrip("@").casefold()
    if account.network == "bluesky" and "." in handle and not handle.endswith(".invalid"):
        found.add(handle.removeprefix("www."))
    return frozenset(filter(None, found))


def home(account: Account) -> str:
    """The host of a site's author: of the address that was read, never of one the site only claims."""
    native = account.id.partition(":")[2].partition("#")[0]
    try:
        host = urlsplit(native if "://" in native else f"https://{native}").hostname or ""
        return (host if "." in host else urlsplit(account.url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def domains(host: str) -> Iterator[str]:
    """A host and the domains above it, the top one left out."""
    labels = host.split(".")
    return (".".join(labels[place:]) for place in range(len(labels) - 1))


def crowded(accounts: Iterable[Account]) -> frozenset[str]:
    """First pages that prove nothing: of places known to be shared, and of hosts where several accounts live."""
    hosts = Counter(plain.partition("/")[0] for a in accounts if a.network not in SITES for plain in {address(a.url)})
    return SHARED | {host for host, lived in hosts.items() if lived > 1}
