"""Carrying messages to people: one file for each kind of vendor, all with the same verb `carry`."""

from motcua.infra.messages.outgoing import (
    CarryError,
    NotNowError,
    Outgoing,
    RefusedError,
    UnsureError,
    VendorDownError,
)

__all__ = ["CarryError", "NotNowError", "Outgoing", "RefusedError", "UnsureError", "VendorDownError"]
