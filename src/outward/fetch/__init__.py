"""The only door out of this machine: one HTTP client with one policy, and hostile markup made plain text.

Fetch(allow=..., pace=...)      reads addresses; everything below goes through it
  .get(url)                     one answer, redirects followed, retried, or one clear error
  .httpx_client()               for a network's own client library that speaks through httpx
  .requests_session()           the same for one that speaks through requests
plain_text(markup), words(text) what a reader would see of a piece of markup
canonical(url)                  one address for one resource
"""

from outward.fetch.canonical import canonical
from outward.fetch.client import Answer, Fetch, outward_cause
from outward.fetch.markup import plain_text, words
from outward.fetch.purse import Price, Purse

__all__ = ["Answer", "Fetch", "Price", "Purse", "canonical", "outward_cause", "plain_text", "words"]
