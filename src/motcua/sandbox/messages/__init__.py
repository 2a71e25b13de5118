"""The vendors of messages and the telephones they reach: `/zalo` as the Zalo Notification Service answers, `/sms` as a
vendor of brand-name SMS, `/push` as the push service of a browser, and mail on a port of its own.

`/dien-thoai/` shows what has arrived at whose telephone; `/messages/control` makes a vendor misbehave, for tests.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Mount, Route

from motcua.sandbox.messages.arrived import Arrivals
from motcua.sandbox.messages.control import control_routes
from motcua.sandbox.messages.mail import take_mail
from motcua.sandbox.messages.pages import page_routes
from motcua.sandbox.messages.push import PushService
from motcua.sandbox.messages.reports import Reports
from motcua.sandbox.messages.sms import SmsVendor
from motcua.sandbox.messages.templates import approved_templates
from motcua.sandbox.messages.zalo import Zalo
from motcua.sandbox.options import Options

__all__ = ["routes"]


def routes(options: Options) -> list[BaseRoute]:
    """All vendors, their control, and the page of telephones."""
    if options.messages is None:
        return []
    arrivals, reports = Arrivals(), Reports(options.city_url)
    push = PushService(arrivals, options.public_url)
    if options.smtp_port:
        take_mail(arrivals, options.smtp_port)
    return [
        Mount("/zalo", routes=Zalo(arrivals, reports, approved_templates(options.messages)).routes()),
        Mount("/sms", routes=SmsVendor(arrivals, reports).routes()),
        Mount("/push", routes=push.routes()),
        Mount("/messages", routes=control_routes(arrivals, push)),
        *(Route(path, page, methods=["GET"]) for path, page in page_routes(arrivals)),
    ]
