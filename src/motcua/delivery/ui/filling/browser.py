"""What `filling.js` is given: the form, everything typed so far, the circumstances, and the words it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.core.forms import FilingContext, FormDefinition, Language, Option


def for_browser(
    form: FormDefinition,
    raw: Mapping[str, Any],
    context: FilingContext,
    lists: Mapping[str, tuple[Option, ...]],
    language: Language,
) -> dict[str, Any]:
    """Plain JSON. Nothing is in it that the page's reader did not type or may not know."""
    return {
        "form": form.to_browser(language),
        "values": dict(raw),
        "context": {
            "today": context.today.isoformat(),
            "case": context.case,
            "channel": context.channel,
            "applicant": dict(context.applicant),
            "lists": {name: [option.code for option in options] for name, options in lists.items()},
        },
        "words": words(),
    }


def words() -> dict[str, str]:
    """What the browser says; `{…}` is filled in there."""
    return {
        "saving": _("Đang lưu…"),
        "saved": _("Đã lưu lúc {time}"),
        "offline": _("Mất kết nối: đã giữ trên máy này, sẽ gửi khi có mạng"),
        "again": _("Có mạng trở lại, đang gửi phần đã giữ…"),
        "restored": _("Đã đưa lại phần ông/bà gõ lúc mất kết nối"),
        "refused": _("Chưa lưu được: {why} Phần vừa gõ vẫn giữ trên máy này."),
        "signed_out": _("Phiên đăng nhập đã hết. Phần vừa gõ vẫn giữ trên máy này."),
        "sign_in": _("Đăng nhập lại để gửi"),
        "wait": _(
            "Chưa có mạng nên chưa gửi được trang này. Phần đã gõ vẫn giữ trên máy này; xin thử lại khi có mạng."
        ),
        "row_added": _("Đã thêm {row}"),
        "row_removed": _("Đã bỏ {row}"),
        "choose_commune": _("Chọn phường, xã, đặc khu"),
        "choose_province": _("Chọn tỉnh, thành phố trước"),
        "found": _("Có {n} nơi phù hợp"),
        "none_found": _("Không tìm thấy. Hãy thử tên khác hoặc chọn trong danh sách."),
        "yes": _("Có"),
        "no": _("Không"),
        "error": _("Lỗi:"),
    }
