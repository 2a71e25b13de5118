from tests.delivery.desk.officers import chairman, clerk, head, officer, quiet_tuesday, specialist, stranger

__all__ = ["chairman", "clerk", "head", "officer", "quiet_tuesday", "specialist", "stranger"]
