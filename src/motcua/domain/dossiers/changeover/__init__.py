"""Moving running dossiers to another version of their procedure: what it would do, doing it, undoing it.

`impact` looks, `services` act, `types` are what both answer with; `moving` is how one dossier is moved.
"""
