"""The page on which a visitor of the demo reads what has arrived at whose telephone."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from motcua.sandbox.messages.arrived import Arrivals, Arrived, Vendor

_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5"><title>Điện thoại thử nghiệm</title><style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 1.5rem auto; padding: 0 1rem; color: #222 }}
.note {{ border-left: .25rem solid #a60; padding: .25rem .75rem; background: #fff7e6 }}
article {{ border: 1px solid #ccc; border-radius: .75rem; padding: .5rem 1rem; margin: .75rem 0 }}
p {{ margin: .25rem 0; overflow-wrap: anywhere }} small {{ color: #555 }}
</style></head><body><h1>Điện thoại thử nghiệm</h1>
<p class="note">Tin nhắn mà thành phố mẫu đã gửi; không tin nào ra ngoài máy này. Số tận cùng bằng 9 không có Zalo.
<span lang="en">Messages of the demo city; none leaves this machine. Numbers that end in 9 have no Zalo.</span></p>
{content}</body></html>"""
_NAMES = {Vendor.ZALO: "Zalo", Vendor.SMS: "SMS", Vendor.EMAIL: "Email", Vendor.PUSH: "Thông báo đẩy"}
_LINK = re.compile(r"https?://[^\s<]+")


def page_routes(arrivals: Arrivals) -> list[tuple[str, Callable[[Request], Awaitable[Response]]]]:
    """The page, by its address."""

    async def telephones(_: Request) -> Response:
        return HTMLResponse(_PAGE.format(content="".join(_shown(arrivals.all()))))

    return [("/dien-thoai/", telephones)]


def _shown(messages: list[Arrived]) -> Iterator[str]:
    if not messages:
        yield "<p>Chưa có tin nhắn nào. <span lang='en'>Nothing has arrived yet.</span></p>"
    for each in messages:
        cost = f" · {each.parts} SMS" if each.vendor is Vendor.SMS else ""
        title = f"<strong>{escape(each.title)}</strong>" if each.title else ""
        link = f'<p><a href="{escape(each.url)}">{escape(each.url)}</a></p>' if each.vendor is Vendor.PUSH else ""
        yield (
            f"<article><p><small>{_NAMES[each.vendor]} · {escape(each.address)}{cost} · {each.at:%H:%M:%S}</small>"
            f"</p><p>{title}</p><p>{_linked(each.text)}</p>{link}</article>"
        )


def _linked(text: str) -> str:
    return _LINK.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', escape(text))
