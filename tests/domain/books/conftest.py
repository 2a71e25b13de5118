from tests.domain.books.bank import bank
from tests.domain.books.till import till

__all__ = ["bank", "till"]
