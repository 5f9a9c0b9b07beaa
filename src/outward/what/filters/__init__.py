"""What stays out. Every module here is one filter; see `outward.what.stages.Filter`."""
