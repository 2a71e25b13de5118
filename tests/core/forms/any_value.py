"""What people type into a field of each type, near its edges, and a form that has a field of every type."""

from typing import Any

from hypothesis import strategies as st

from tests.core.forms.any_form import CODES, FILES, junk

_OPTIONS = {code: {"vi": code, "en": code} for code in CODES}
_EVERY: dict[str, dict[str, Any]] = {
    "text": {"min_length": 2, "max_length": 8},
    "paragraph": {"max_length": 12},
    "person_name": {"max_length": 15},
    "integer": {"min": -20, "max": 2000},
    "decimal": {"above": 0, "max": 5000, "decimals": 3},
    "money": {},
    "date": {"min": "01/01/2020", "max": "today"},
    "month": {"min": "02/2020", "max": "today"},
    "year": {},
    "yes_no": {},
    "choice": {"options": _OPTIONS},
    "choices": {"list": "ethnicities"},
    "personal_id": {},
    "former_id": {},
    "tax_code": {},
    "phone": {},
    "email": {},
    "address": {},
    "file": {"file": {"accept": ["pdf", "image"], "max_mb": 30, "max_files": 3, "min_files": 2, "max_pages": 500}},
    "confirm": {"required": False},
}


def _field(kind: str, more: dict[str, Any]) -> dict[str, Any]:
    source = {} if kind == "confirm" else {"source": "none"}
    return {"id": f"a_{kind}", "type": kind, "label": {"vi": f"Mục {kind}", "en": kind}, **source, **more}


_code = {
    "id": "a_code",
    "type": "text",
    "label": {"vi": "Số giấy", "en": "Paper number"},
    "source": "none",
    "pattern": {"matches": r"(GPXD|CN)?[ -]?\d{2,4}/[^a-z.]{1,3}", "message": {"vi": "sai mẫu.", "en": "not like it."}},
}
ALL_KINDS = {
    "title": {"vi": "Mọi kiểu", "en": "Every type"},
    "sections": [
        {
            "id": "all",
            "title": {"vi": "Mọi kiểu", "en": "Every type"},
            "fields": [_code, *(_field(kind, more) for kind, more in _EVERY.items())],
        }
    ],
}

_pasted = st.text("aB é\u0301\u0302ế\n\r\t\xa0\u200b\u2028\u202e\x00😀\u3000\xad1", max_size=14)
_digits = st.text("0123456789 .-+()", max_size=16)
_figures = st.text("0123456789.,- ", max_size=12) | st.from_regex(r"\A[+-]?[0-9]{1,4}([.,][0-9]{1,4}){0,2}\Z")
_dates = st.from_regex(r"\A[0-3]?[0-9][/.-][01]?[0-9][/.-](20[0-9]{2}|0[0-9]{3}|1[789][0-9]{2})\Z") | st.from_regex(
    r"\A(20|18|22|17)[0-9]{2}-[01][0-9]-[0-3][0-9]\Z"
)
_leap_days = st.sampled_from(
    ["29/02/2024", "29/02/2023", "29.2.2000", "29/02/1900", "2100-02-29", "21/11/2026", "22/11/2026"]
)
_words = st.sampled_from(["true", "false", "on", "off", "", *CODES, "kinh", "tay", "nung", "VN", "valueOf", "x" * 101])
_parts = st.fixed_dictionaries(
    {},
    optional={
        "province": st.sampled_from(["01", "79", "99", "1", ""]),
        "commune": st.sampled_from(["00004", "26734", "12345", "0004"]),
        "street": _pasted | st.sampled_from(["x" * 200, "x" * 201, "x" * 950]),
        "declared": _pasted | st.none() | st.integers(),
        "other": st.just(""),
    },
)
_ids = st.from_regex(r"\A0[0-9]{2}[0-9][0-9]{8}\Z") | st.from_regex(r"\A[01][0-9]{9}(-?[0-9]{3})?\Z")
_tax_codes = st.sampled_from(["0100109106", "0300588569", "0101243150", "0105231709", "0107578570", "0100109106-001"])
_phones = st.from_regex(r"\A(0|84|\+84) ?[1-9][0-9]{2} ?[0-9]{3} ?[0-9]{2,4}\Z")
_emails = st.from_regex(r"\A[aB.+-]{1,4}@[aB.-]{1,6}\.(vn|v|V1)\Z") | st.sampled_from(
    ["x" * 64 + "@c.vn", "x" * 65 + "@c.vn", "a@" + "b" * 63 + ".vn", "a@" + "b" * 64 + ".vn"]
)
_codes = st.from_regex(r"\A(GPXD|CN|XX)?[ -]?[0-9٣]{1,5}/[A-Zđ.a😀]{0,4}\Z")
_names = st.text("aĐễ'’.- 1\u0302", max_size=16)

_OF_KIND: dict[str, st.SearchStrategy[Any]] = {
    "text": _pasted | _codes,
    "paragraph": _pasted,
    "person_name": _names | _pasted,
    **dict.fromkeys(
        ("integer", "decimal", "money", "year"), _figures | st.floats(-3000, 3000) | st.integers(-30, 5000)
    ),
    "date": _dates | _leap_days,
    "month": st.from_regex(r"\A[01]?[0-9][/.-](19|20)[0-9]{2}\Z") | st.from_regex(r"\A(19|20)[0-9]{2}-[01][0-9]\Z"),
    **dict.fromkeys(("yes_no", "confirm", "choice"), _words),
    "choices": st.lists(_words, max_size=4) | _words | st.sampled_from([["kinh"] * 101, ["kinh"] * 3]),
    **dict.fromkeys(("personal_id", "former_id", "tax_code"), _ids | _digits | _tax_codes),
    "phone": _phones | _digits,
    "email": _emails | _pasted,
    "address": _parts,
    "file": st.lists(st.sampled_from([*FILES, "unknown", "x" * 101]), max_size=5),
}


def values_of(kind: str) -> st.SearchStrategy[Any]:
    """Values for a field of this type; one in five is anything at all."""
    typed = _OF_KIND[kind]
    return st.one_of(typed, typed, typed, typed, junk.map(sendable))


def sendable(value: Any) -> Any:
    """JSON has neither NaN nor infinity."""
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    if isinstance(value, list):
        return [*map(sendable, value)]
    return {key: sendable(entry) for key, entry in value.items()} if isinstance(value, dict) else value
