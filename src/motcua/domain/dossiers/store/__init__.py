"""Reading a case by one statement and writing an act by another."""
