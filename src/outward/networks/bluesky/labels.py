"""What Bluesky's moderation, the user's labelers and authors themselves say about a post or a person. Pure."""

from collections.abc import Collection, Iterable

from outward.networks.bluesky.records import Label

_ADULT = "It is labelled as adult or disturbing by Bluesky's moderation or its author."
_REASONS = {
    "!hide": "It is hidden by Bluesky's moderation.",
    "!takedown": "It is hidden by Bluesky's moderation.",
    "!suspend": "It is hidden by Bluesky's moderation.",
    "!warn": "It carries a warning by Bluesky's moderation.",
    "spam": "It is labelled as spam by Bluesky's moderation.",
    "scam": "It is labelled as a scam by Bluesky's moderation.",
    "impersonation": "It is labelled as impersonation by Bluesky's moderation.",
    **dict.fromkeys(("porn", "sexual", "nudity", "graphic-media", "gore", "nsfl", "sexual-figurative"), _ADULT),
}
_OWN = "It carries a label that your settings on Bluesky hide."


def refusal(labels: Iterable[Label], hidden: Collection[str]) -> str:
    """Why labels keep something out; empty when they do not. `hidden` are those the user hides on Bluesky."""
    held = list(labels)
    taken = {label.val for label in held if label.neg}
    said = [label.val for label in held if label.val not in taken]
    named = next((_REASONS[one] for one in said if one in _REASONS), "")
    return named or next((_OWN for one in said if one in hidden), "")
