from tests.delivery.desk.officers import officer, quiet_tuesday
from tests.delivery.lab.reformers import controller, designer, draft, leader

__all__ = ["controller", "designer", "draft", "leader", "officer", "quiet_tuesday"]
