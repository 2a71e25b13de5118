from tests.city import _copied_city, city

__all__ = ["_copied_city", "city"]
