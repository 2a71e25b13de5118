"""A working city for the services; the acts themselves are tested on paper."""

from tests.office import _copied_catalogue, _copied_city, city, working_city

__all__ = ["_copied_catalogue", "_copied_city", "city", "working_city"]
