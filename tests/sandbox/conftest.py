from tests.sandbox.identity_provider import identity_provider

__all__ = ["identity_provider"]
