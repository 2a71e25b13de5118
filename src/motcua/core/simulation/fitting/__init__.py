"""A simulation out of what was measured: parameters from an event log and the process that it followed."""
