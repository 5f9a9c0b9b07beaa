"""Outward: three answers (what, when, whom) become minutes well spent with people worth knowing."""

__version__ = "0.1.0"
