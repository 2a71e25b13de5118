"""What each act does to a dossier, as pure decisions: given the case, the procedure and the moment, never the database.

A service reads the case, lets an act decide on it, and writes what the act recorded. The demo city's history, and
later the simulator, let the same acts decide in memory.
"""
