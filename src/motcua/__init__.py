"""Một Cửa: the open system on which a Vietnamese city runs its administrative procedures."""

__version__ = "0.1.0"
