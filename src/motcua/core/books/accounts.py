"""Accounts of people at banks: what a number must look like, and whether the bank's name for it is the person's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from motcua.core.rules import Message
from motcua.core.text import fold

_BIN: Final = re.compile(r"[0-9]{6}")
_ACCOUNT: Final = re.compile(r"[0-9A-Z]{4,19}")
_BETWEEN: Final = re.compile(r"[\s.-]")


def bare_account(text: str) -> str:
    """The number without what people put between its figures."""
    return _BETWEEN.sub("", text).upper()


def account_problem(bank_bin: str, account: str, banks: Mapping[str, str]) -> Message | None:
    """What is wrong with an account by its look alone; `banks`: the known banks by their six digits (BIN)."""
    if not _BIN.fullmatch(bank_bin) or bank_bin not in banks:
        return Message(f"không có ngân hàng nào mang mã “{bank_bin}”", f"no bank has the code “{bank_bin}”")
    if not _ACCOUNT.fullmatch(account):
        return Message(
            "số tài khoản phải có từ 4 đến 19 chữ số hoặc chữ cái", "an account has 4 to 19 figures or letters"
        )
    return None


def ascii_name(name: str) -> str:
    """The name as banks write it: capitals without diacritics."""
    return fold(name).upper()


def same_name(ours: str, banks: str) -> bool:
    """Whether both are the same name: banks drop diacritics and case; a word more or less is another person."""
    return bool(ours.strip()) and fold(ours) == fold(banks)
