"""The only door out of this machine: one HTTP client with one policy, and hostile markup made plain text."""
