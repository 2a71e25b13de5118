"""The officers' desk: inbox, dossier, counter, search."""
