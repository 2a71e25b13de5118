"""A change of the calendar carried through all open dossiers: what it moves, why, and who is told."""
