"""WHOM: people to learn from and with."""
