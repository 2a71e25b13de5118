"""The outside world for demo and tests: separate servers that speak the real protocols. Imports nothing of the city."""
