"""Who sits where. Every module here is one selector; see `outward.what.stages.Selector`."""
