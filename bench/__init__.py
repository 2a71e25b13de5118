"""Measurements: each module has `main(arguments) -> dict`, printed as one line of JSON by `motcua bench NAME`."""
