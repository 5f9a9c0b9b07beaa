"""How fast Outward is, side by side with peers in one run, told as ratios."""
