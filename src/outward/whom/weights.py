"""What makes an expert, an experienced person, a peer: signals and their shares. Data, starting values."""

from collections.abc import Mapping

EXPERT = "expert"
EXPERIENCED = "experienced"
PEER = "peer"

ROLES: Mapping[str, Mapping[str, float]] = {
    EXPERT: {"votes": 0.40, "answering": 0.35, "said_of_her": 0.10, "profile": 0.10, "standing": 0.05},
    EXPERIENCED: {"first_hand": 0.65, "votes": 0.15, "said_of_her": 0.10, "reachability": 0.10},
    PEER: {"likeness": 0.35, "stage": 0.25, "recent": 0.20, "reachability": 0.20},
}
"""Shares add up to 1 in each role; those of peers are the formula of docs/design."""

PUSH_DOWN = 0.8
"""What full promotion takes of a score."""
