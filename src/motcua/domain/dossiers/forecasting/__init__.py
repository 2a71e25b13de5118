"""The city's own dossiers as a forecast takes them up: those that are open now, and those of any day of the past."""
