"""WHOM: people to learn from and with, proved by their own sentences, reachable or not."""
