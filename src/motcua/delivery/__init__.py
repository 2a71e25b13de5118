"""Thin doors to the domain: parse, one call, render."""
