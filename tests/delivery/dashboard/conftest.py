from tests.delivery.desk.officers import chairman, clerk, head, officer, quiet_tuesday, specialist, stranger
from tests.delivery.words import compiled_words
from tests.office import _copied_catalogue, _copied_city, city, working_city

__all__ = [
    "_copied_catalogue",
    "_copied_city",
    "chairman",
    "city",
    "clerk",
    "compiled_words",
    "head",
    "officer",
    "quiet_tuesday",
    "specialist",
    "stranger",
    "working_city",
]
