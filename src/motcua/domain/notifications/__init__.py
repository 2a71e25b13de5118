"""Messages to people: templates, channels, preferences, delivery. Knows a `subject_ref`, never a dossier."""
