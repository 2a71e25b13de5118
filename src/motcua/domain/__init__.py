"""The business of the office, one Django app a subject, each knowing only those before it."""
