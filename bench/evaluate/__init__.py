"""How good Outward's rankings are: recipes × sets × measures, beside public baselines in the same run."""
