"""People, organisations, offices valid in time, roles."""
