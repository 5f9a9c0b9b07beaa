"""ONE PERSON: which accounts are one human being, by proof, and which only may be."""
