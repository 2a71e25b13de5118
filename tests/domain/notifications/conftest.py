from tests.city import _copied_city, city
from tests.vendors import vendors

__all__ = ["_copied_city", "city", "vendors"]
