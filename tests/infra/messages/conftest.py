from tests.sandbox.message_vendors import _vendors, message_vendors

__all__ = ["_vendors", "message_vendors"]
