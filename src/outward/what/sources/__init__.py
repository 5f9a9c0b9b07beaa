"""Where candidates come from. Every module here is one source; see `outward.what.stages.Source`."""
