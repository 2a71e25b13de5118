"""What pages show, put into words; nothing here decides anything."""
