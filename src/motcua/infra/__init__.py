"""Django machinery that knows no word of the domain."""
