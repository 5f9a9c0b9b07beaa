"""What a result is worth. Every module here is one scorer; see `outward.what.stages.Scorer`."""
