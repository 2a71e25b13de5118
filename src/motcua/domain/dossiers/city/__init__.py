"""A true-to-life past of a whole training city, played by the simulator and handed over dossier by dossier.

docs/how-it-works/training-city.md tells how it is made.
"""
