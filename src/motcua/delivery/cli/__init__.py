"""The operators' commands. Each is a function that takes its arguments and returns the exit code."""
