from tests.city import _copied_city, city
from tests.domain.books.bank import bank
from tests.domain.books.till import till

__all__ = ["_copied_city", "bank", "city", "till"]
