"""What can be done to a dossier, in the officers' words. Each service owns its transaction."""
