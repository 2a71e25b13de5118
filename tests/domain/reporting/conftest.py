from tests.office import _copied_catalogue, _copied_city, city, working_city
from tests.past import _copied_past, past

__all__ = ["_copied_catalogue", "_copied_city", "_copied_past", "city", "past", "working_city"]
