"""E-documents: what a file is, where it came from, since when. Who may see one is decided by what refers to it."""
