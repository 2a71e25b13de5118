"""Very many dossiers into the real tables at once, each as its officers would have left it.

What a dossier's events say is decided by the real acts, played in memory (`playing.py`). They go into the tables by
COPY (`writing.py`), in parts that are written whole or not at all (`loading.py`). docs/adr/0023-city.md says why.
"""
