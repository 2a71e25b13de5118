"""The pages a person sees at the provider: plain HTML, no script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from motcua.sandbox.identity.people import Subject
from motcua.sandbox.identity.provider import Asked, Provider

_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 1.5rem auto; padding: 0 1rem; color: #222 }}
.note {{ border-left: .25rem solid #a60; padding: .25rem .75rem; background: #fff7e6 }}
li {{ list-style: none; padding: .375rem 0; border-bottom: 1px solid #ddd }} ul {{ padding: 0 }}
small {{ color: #555; display: block; margin-left: 1.6rem }} button {{ font: inherit; padding: .5rem 1.25rem }}
</style></head><body><h1>{title}</h1>
<p class="note">Đây là hệ thống thử nghiệm, không phải VNeID. Không ai trong danh sách này có thật và không có mật khẩu.
<span lang="en">This is a test system; nobody in this list exists and there are no passwords.</span></p>
{content}</body></html>"""

_TITLE = "Máy chủ danh tính thử nghiệm"


def sign_in(provider: Provider, asked: Asked, current: Subject | None = None, notice: str = "") -> str:
    """Choose who to be. Posts `person` and `level` to the same address."""
    groups = groupby(provider.subjects.values(), key=lambda each: each.group)
    people = "".join(_group(name, list(members), current) for name, members in groups)
    level = "" if len({each.level for each in provider.subjects.values()}) == 1 else _levels(asked.level)
    return _page(
        f'<p role="alert">{escape(notice)}</p>'
        f'<form method="post"><p>Ông/bà muốn đăng nhập với tư cách ai?</p>{people}{level}'
        '<p><button type="submit">Đăng nhập</button></p></form>'
    )


def refused(reason: str) -> str:
    """The request did not come from a client that is known here."""
    return _page(f"<p>Yêu cầu đăng nhập không hợp lệ: <span lang='en'>{escape(reason)}</span>.</p>")


def signed_out() -> str:
    """The session here has ended and there is no known place to go back to."""
    return _page("<p>Ông/bà đã đăng xuất.</p>")


def _page(content: str) -> str:
    return _PAGE.format(title=_TITLE, content=content)


def _group(name: str, members: Sequence[Subject], current: Subject | None) -> str:
    opened = " open" if len(members) < 10 or current in members else ""
    people = "".join(_person(each, checked=each == current) for each in members)
    return f"<details{opened}><summary>{escape(name)}</summary><ul>{people}</ul></details>"


def _person(each: Subject, *, checked: bool) -> str:
    mark = " checked" if checked else ""
    return (
        f'<li><label><input type="radio" name="person" value="{escape(each.key)}" {mark}> '
        f"{escape(each.name)}</label><small>{escape(each.about['vi'])}"
        f'<br><span lang="en">{escape(each.about["en"])}</span></small></li>'
    )


def _levels(asked: int) -> str:
    told = " (cơ quan yêu cầu mức 2)" if asked > 1 else ""
    return (
        f"<fieldset><legend>Mức độ định danh{told}</legend>"
        '<label><input type="radio" name="level" value="2" checked> Mức 2: đầy đủ</label><br>'
        '<label><input type="radio" name="level" value="1"> Mức 1: hạn chế</label></fieldset>'
    )
