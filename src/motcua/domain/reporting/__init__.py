"""Figures for leaders and reports: readings of the dossiers' log that can be thrown away and read anew."""
