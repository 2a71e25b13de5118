"""The dossier: filed, received, supplemented, handed over, decided, returned. Every act is an event in its chain."""
