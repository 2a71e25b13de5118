"""Questions about dossiers. All answers are frozen values; whether somebody may ask is decided here too."""
