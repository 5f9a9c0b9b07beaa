"""The only door out of this machine: one HTTP client with one policy, and hostile markup made plain text."""

from outward.fetch.client import Answer, Fetch
from outward.fetch.markup import plain_text

__all__ = ["Answer", "Fetch", "plain_text"]
