"""The citizen's door: find a procedure, file, see where a dossier is. Server-rendered; works without JavaScript."""
