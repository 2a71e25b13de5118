from tests.sandbox.trust_centre import trust_centre

__all__ = ["trust_centre"]
