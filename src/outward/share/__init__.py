"""One pure file per format: what Outward gives away and takes in."""
