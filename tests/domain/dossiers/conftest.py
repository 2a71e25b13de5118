"""A working city for the services, with a past for who looks back; the acts themselves are tested on paper."""

from tests.office import _copied_catalogue, _copied_city, city, working_city
from tests.past import _copied_past, past

__all__ = ["_copied_catalogue", "_copied_city", "_copied_past", "city", "past", "working_city"]
