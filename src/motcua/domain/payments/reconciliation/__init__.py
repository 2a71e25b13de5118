"""The bank's file, the platform's list and our own books of a day, laid beside one another."""
