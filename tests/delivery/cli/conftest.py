from tests.office import _copied_catalogue, _copied_city, city, working_city

__all__ = ["_copied_catalogue", "_copied_city", "city", "working_city"]
