from tests.delivery.desk.officers import officer, quiet_tuesday
from tests.delivery.lab.reformers import controller, designer, draft, leader
from tests.delivery.words import compiled_words
from tests.office import _copied_catalogue, _copied_city, city, working_city

__all__ = [
    "_copied_catalogue",
    "_copied_city",
    "city",
    "compiled_words",
    "controller",
    "designer",
    "draft",
    "leader",
    "officer",
    "quiet_tuesday",
    "working_city",
]
