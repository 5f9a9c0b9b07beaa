"""Resources as a JSON Feed 1.1."""

import json
from collections.abc import Sequence
from typing import Any

from outward.model import Resource

MEDIA_TYPE = "application/feed+json"
SUFFIX = ".json"


def write(resources: Sequence[Resource], *, title: str, home: str = "") -> bytes:
    """A feed of the resources in the order given; `home` is the address of the page they are shown on, if any."""
    feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": title}
    if home:
        feed["home_page_url"] = home
    feed["items"] = [_item(resource) for resource in resources]
    return json.dumps(feed, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _item(resource: Resource) -> dict[str, Any]:
    item: dict[str, Any] = {"id": resource.url, "url": resource.url, "content_text": resource.text or resource.title}
    if resource.title:
        item["title"] = resource.title
    if resource.published_at is not None:
        item["date_published"] = resource.published_at.isoformat()
    if resource.lang:
        item["language"] = resource.lang
    if resource.author:
        item["authors"] = [{"name": resource.author}]
    item["tags"] = [str(resource.form)]
    return item
