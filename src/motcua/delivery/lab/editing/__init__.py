"""Edits of a package's files, as pure functions: text in, text out. What is not edited stays byte for byte."""
