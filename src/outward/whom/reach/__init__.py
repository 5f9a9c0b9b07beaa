"""REACH: the ladder of steps with one person, and what there is to speak of."""
