"""The national payment platform: the two calls a collecting body makes, INIT and GET_BILL, and the call-back it gets.

The messages are those that provincial systems send today; a published specification was not found. What was not seen
there (the codes beside `00`, the order of the hashed fields, the fields of the call-back) stands in `messages` alone.
"""

from motcua.infra.payment_platform.client import PlatformClient, platform_from
from motcua.infra.payment_platform.errors import ForgedError, UnreachableError
from motcua.infra.payment_platform.messages import Account, Bill, Order, Outcome, Person, Service, Terms

__all__ = [
    "Account",
    "Bill",
    "ForgedError",
    "Order",
    "Outcome",
    "Person",
    "PlatformClient",
    "Service",
    "Terms",
    "UnreachableError",
    "platform_from",
]
