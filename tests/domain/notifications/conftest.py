from tests.vendors import vendors

__all__ = ["vendors"]
