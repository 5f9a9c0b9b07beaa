"""TIED: contacts in both directions, how strong a tie is, when it fades, how it began."""
