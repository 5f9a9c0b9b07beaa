"""The feed of a hashtag or an account, which a server shows everybody: no counts, no ties."""

import re
from urllib.parse import urlsplit

from outward.errors import MalformedError
from outward.fetch import canonical, words
from outward.fetch.linked import itself
from outward.fetch.syndication import FeedEntry, read_feed
from outward.model import Account, Dropped, Parsed, Post
from outward.networks.mastodon.page import EXCERPT, Reading, dropped
from outward.networks.mastodon.people import NETWORK
from outward.networks.mastodon.pointing import first_link

STATUS = re.compile(r"(https?://[^/]+)/@([\w.-]+)/(\d+)", re.ASCII)


def parse_feed(raw: bytes, host: str) -> Parsed:
    """The entries of a feed: posts with their author's name and address."""
    try:
        feed = read_feed(raw, f"https://{host or 'mastodon.invalid'}/")
    except MalformedError as error:
        return Parsed(dropped=(dropped(str(error), raw),))
    page = Reading(dropped=list(feed.dropped))
    for entry in feed.entries:
        found = STATUS.fullmatch(canonical(entry.url))
        if not found:
            page.dropped.append(Dropped("It is no status of a Mastodon server.", entry.url[:EXCERPT]))
            continue
        _entry(page, entry, found)
    return page.parsed


def _entry(page: Reading, entry: FeedEntry, found: "re.Match[str]") -> None:
    base, name, number = found.groups()
    handle = f"{name}@{urlsplit(base).netloc}".lower()
    account = Account(
        id=f"{NETWORK}:{handle}", network=NETWORK, handle=handle, name=entry.author, url=f"{base}/@{name}"
    )
    post = Post(
        id=f"{NETWORK}:{base}/users/{name}/statuses/{number}",  # the same status as JSON is the same post
        network=NETWORK,
        author=account.id,
        text=entry.text or entry.title,
        url=found[0],
        resource=found[0],
        created_at=entry.published_at,
        lang=entry.lang,
        tags=tuple(dict.fromkeys(tag.lower() for tag in entry.tags)),
    )
    resource = first_link(str(entry.extra.get("summary") or ""), {found[0]}) or itself(post, words(post.text))
    page.accounts.setdefault(account.id, account)
    page.add(post, resource)
