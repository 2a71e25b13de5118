"""What a careful clerk and a careful programmer would object to, one module for each part of a package.

Every check is a function `(examined, procedure, findings) -> None`; the order of the problems is that of the lines.
"""
