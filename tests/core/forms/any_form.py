"""Any form, and anything that may be submitted to it: strategies for the server's and the browser's property tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from motcua.core.forms import FileFacts, FilingContext
from motcua.core.forms.files import MEGABYTE

Form = dict[str, Any]
WORDS = ["", "a", "Đặng", "Nguyễn Văn An", "hoà", "hòa", "12", "abc def", "z", "😀", "ﬁ", "ß"]
CODES = ["red", "green", "blue", "constructor"]
LISTS = {"countries": ["VN", "LA", "KH"], "ethnicities": ["kinh", "tay", "nung"]}
COMMUNES = {"00004": "01", "00008": "01", "26734": "79"}
FILES = {
    "good": FileFacts(name="sổ đỏ.pdf", size=2_000_000, declared_type="application/pdf", pages=3),
    "big": FileFacts(name="bản\u202e vẽ.pdf", size=30 * MEGABYTE + 1, declared_type="application/pdf", pages=900),
    "odd": FileFacts(name="x" * 80, size=10, declared_type="application/pdf", detected_type="text/html"),
    "void": FileFacts(name="trống.png", size=0, declared_type="image/png"),
    "locked": FileFacts(
        name="khóa.pdf", size=9, declared_type="application/pdf", encrypted=True, has_active_content=True
    ),
}


WITHOUT_A_STOPWATCH = settings(deadline=None, suppress_health_check=list(HealthCheck))
"""Making a form takes hypothesis longer than checking one, and a busy machine longer still."""


class CityMap:
    def province_of(self, commune: str, on: date) -> str | None:
        return COMMUNES.get(commune)


@dataclass
class Names:
    """What a formula may use so far, by shape."""

    numbers: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=lambda: ["channel"])
    truths: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=lambda: ["today"])
    choices: list[str] = field(default_factory=list)
    lists_of_numbers: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    def copy(self) -> "Names":
        return Names(**{name: [*getattr(self, name)] for name in self.__dataclass_fields__})

    def pick(self, draw: st.DrawFn, *patterns: str, depth: int) -> str:
        """One of the patterns, its gaps filled: n, t, b, d, c for a number, text, truth, day or code."""
        pattern = draw(st.sampled_from(patterns))
        parts = {"n": self.number, "t": self.text, "b": self.truth, "d": self.day, "o": _order, "c": _code}
        pieces = pattern.split("%")
        return pieces[0] + "".join(parts[piece[0]](draw, depth - 1) + piece[1:] for piece in pieces[1:])

    def number(self, draw: st.DrawFn, depth: int) -> str:
        leaves = ["0.5", "12.25", "1000000000", "3", "-4", "0", *self.numbers, *map("count({})".format, self.groups)]
        leaves += [f"{name}({numbers})" for numbers in self.lists_of_numbers for name in ("sum", "min", "max")]
        deep = ("(%n + %n)", "(%n - %n)", "(%n * %n)", "(%n / %n)", "(if %b then %n else %n)", "string length(%t)")
        return self.pick(draw, *leaves, *(deep if depth > 0 else ()), depth=depth)

    def text(self, draw: st.DrawFn, depth: int) -> str:
        deep = ("(%t + %t)", "upper case(%t)", "lower case(%t)", "(if %b then %t else %t)")
        return self.pick(draw, *map('"{}"'.format, WORDS), *self.texts, *(deep if depth > 0 else ()), depth=depth)

    def day(self, draw: st.DrawFn, depth: int) -> str:
        return draw(st.sampled_from([*self.dates, 'date("2026-06-01")', '@"2026-11-21"', 'date("2026-02-30")']))

    def truth(self, draw: st.DrawFn, depth: int) -> str:
        leaves = [*self.truths, "true", 'channel = "online"', 'case != "house"']
        leaves += [f'{name} in ("%c", "%c")' for name in self.choices] + [f'{name} != "%c"' for name in self.choices]
        deep = [
            *(
                "(%n %o %n)",
                "(%d %o %d)",
                "(%t %o %t)",
                "(%n in [%n..%n))",
                "(%n in (%n..%n])",
                "(%d in [%d..%d])",
                "(%n in (<%n, >= %n))",
                "(%n = null)",
            ),
            *("(%d between %d and %d)", "(%b and %b)", "(%b or %b)", "not(%b)", "contains(%t, %t)", "(%d.year > %n)"),
            *(f"({some} x in {numbers} satisfies x %o %n)" for numbers in self.lists_of_numbers for some in _SOME),
        ]
        return self.pick(draw, *leaves, *(deep if depth > 0 else ()), depth=depth)


_SOME = ("some", "every")


def _order(draw: st.DrawFn, depth: int) -> str:
    return draw(st.sampled_from(["<", "<=", ">", ">=", "=", "!="]))


def _code(draw: st.DrawFn, depth: int) -> str:
    return draw(st.sampled_from(CODES))


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A definition without mistakes, with every type of field, conditions and computed values among them."""
    names = Names()
    sections = []
    for index in range(draw(st.integers(1, 3))):
        section = {"id": f"part_{index}", "title": _words(f"Phần {index}")}
        if draw(st.booleans()):
            section["when"] = names.truth(draw, 2)
        section["fields"] = [_field(draw, f"f{index}_{at}", names) for at in range(draw(st.integers(1, 5)))]
        sections.append(section)
    return {"title": _words("Tờ khai"), "sections": sections}


def _field(draw: st.DrawFn, name: str, names: Names, *, in_group: bool = False) -> dict[str, Any]:
    kind = draw(st.sampled_from([*_SINGLE, *([] if in_group else ["group", "group"])]))
    made: dict[str, Any] = {"id": name, "type": kind, "label": _words(f"Mục {name}")}
    if draw(st.integers(0, 3)) == 0:
        made["when"] = names.truth(draw, 2)
    if kind in _COMPUTED and draw(st.integers(0, 3)) == 0:
        made["computed"] = _COMPUTED[kind](names)(draw, 2)
    elif kind not in ("info", "confirm"):
        made["source"] = draw(st.sampled_from(["none", "identity.full_name", "registry.land.parcel.area"]))
        if kind != "group":
            made["required"] = draw(st.booleans()) or (draw(st.booleans()) and names.truth(draw, 2))
    made |= draw(_EXTRAS.get(kind, st.just({})))
    if kind == "group":
        _fill_group(draw, made, names)
    _remember(kind, name, names)
    if "source" in made and draw(st.booleans()):
        made["checks"] = [{"rule": names.truth(draw, 2), "message": _words("không đúng.")}]
    return made


def _fill_group(draw: st.DrawFn, made: dict[str, Any], names: Names) -> None:
    inner = names.copy()
    name = made["id"]
    made["repeat"] = {"each": _words("Dòng"), "min": draw(st.integers(0, 2)), "max": 4}
    made["fields"] = [_field(draw, row, inner, in_group=True) for row in _row_ids(draw, names, inner)]
    names.groups.append(name)
    for row in made["fields"]:
        if row["type"] in ("integer", "money", "decimal"):
            names.lists_of_numbers.append(f"{name}.{row['id']}")


def _row_ids(draw: st.DrawFn, names: Names, inner: Names) -> list[str]:
    """Ids of the row's own, and now and then one of the form, which the row's then hides."""
    ids = [f"r{at}" for at in range(draw(st.integers(1, 4)))]
    if names.numbers and draw(st.booleans()):
        hidden = draw(st.sampled_from(names.numbers))
        inner.numbers.remove(hidden)
        ids[-1] = hidden
    return ids


def _remember(kind: str, name: str, names: Names) -> None:
    for kinds, known in (
        (("integer", "money", "decimal", "year"), names.numbers),
        (("text", "person_name", "personal_id", "tax_code", "paragraph", "phone", "month"), names.texts),
        (("yes_no", "confirm"), names.truths),
        (("date",), names.dates),
        (("choice",), names.choices),
    ):
        if kind in kinds:
            known.append(name)


def _words(text: str) -> dict[str, str]:
    return {"vi": text, "en": f"{text} (en)"}


_OPTIONS = {"options": {code: _words(code) for code in CODES}}
_EXTRAS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "text": st.sampled_from(
        [
            {},
            {"max_length": 5},
            {"min_length": 2},
            {"pattern": {"matches": r"[A-Z]{1,2} ?\d+", "message": _words("sai.")}},
        ]
    ),
    "paragraph": st.sampled_from([{}, {"max_length": 20}]),
    "integer": st.sampled_from([{}, {"min": -3, "max": 100}, {"above": 0}]),
    "decimal": st.sampled_from([{}, {"above": 0, "decimals": 3}, {"min": -10, "max": "99.5"}, {"decimals": 6}]),
    "date": st.sampled_from([{}, {"max": "today"}, {"min": "01/01/2026"}]),
    "month": st.sampled_from([{}, {"max": "today"}, {"min": "01/2026"}]),
    "year": st.sampled_from([{}, {"min": 2000}]),
    "choice": st.just(_OPTIONS),
    "choices": st.sampled_from([_OPTIONS, {"list": "ethnicities"}]),
    "address": st.sampled_from([{}, {"street": "optional"}]),
    "file": st.just(
        {"file": {"accept": ["pdf", "image"], "max_mb": 30, "max_files": 3, "min_files": 2, "max_pages": 500}}
    ),
}
_COMPUTED = {
    "integer": lambda names: names.number,
    "decimal": lambda names: names.number,
    "money": lambda names: names.number,
    "text": lambda names: names.text,
    "yes_no": lambda names: names.truth,
    "date": lambda names: names.day,
}
_SINGLE = [
    *("text", "paragraph", "person_name", "integer", "decimal", "decimal", "money", "date", "month", "year", "yes_no"),
    *(
        "choice",
        "choices",
        "personal_id",
        "former_id",
        "tax_code",
        "phone",
        "email",
        "address",
        "file",
        "confirm",
        "info",
    ),
]

_odd_values = st.sampled_from(
    [
        *(None, True, False, 0, -1, 7, 10**15, -(10**20), 0.1, 7.5, float("nan"), float("inf"), -0.0),
        *("", " ", "on", "true", "\x00", "\ud800", "a\u202eb", "９", "1e5", "0x10", "1.000.000,5", "__proto__"),
        *("x" * 3000, "😀" * 150, [], {}),
    ]
)
junk = (
    _odd_values
    | st.text(max_size=20)
    | st.lists(_odd_values | st.lists(_odd_values, max_size=2), max_size=3)
    | st.dictionaries(st.sampled_from(["a", "street", "__proto__", "r0", ""]), _odd_values, max_size=2)
)
"""Any JSON, and what JSON cannot even hold."""

_parts = {
    "province": ["01", "79", "99", "1", 5],
    "commune": ["00004", "26734", "00005", "abc"],
    "street": ["12 Hàng Bông", " ", "x" * 201, "a\u202eb"],
    "declared": ["phường Tràng Tiền", None],
}
_TYPED: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(["AB 12", "  một   hai ", "e\u0302", "a\u200bb", "a\u00a0b", "dài quá mức cho phép"]),
    "paragraph": st.sampled_from(["một\r\n\r\n\r\nhai ", "a\tb\n", "x\u2028y", "\n"]),
    "person_name": st.sampled_from(["Nguyễn Văn An", "H'Hen Niê", "Y Krơng", "An 2", "Lê Thị Đậu"]),
    "integer": st.sampled_from(["1.250", "12", " 3 ", "1,5", "-2", 7, 7.0, 7.5, 10**15, "1.25"]),
    "decimal": st.sampled_from(["1.250,5", "1250.5", "0,125", "1.125", 12.25, 1e-7, 0.1, 3, "12,3456789", "-0"]),
    "money": st.sampled_from(["75.000 đ", "75000", "1 000 000 VND", "-1", 75000]),
    "date": st.sampled_from(["21/11/2026", "2026-11-20", "1/1/2026", "30/02/2026", "2026-13-01", "01/01/0026"]),
    "month": st.sampled_from(["12/2026", "2026-11", "1/2026", "13/2026"]),
    "year": st.sampled_from(["2026", 1999, "1700"]),
    "yes_no": st.sampled_from([True, False, "true", "false", "on", "yes"]),
    "confirm": st.sampled_from([True, False, "on"]),
    "choice": st.sampled_from([*CODES, "valueOf", "VN"]),
    "choices": st.lists(st.sampled_from([*CODES, "kinh", "tay"]), max_size=3) | st.sampled_from(CODES),
    "personal_id": st.sampled_from(["001085012345", "001 285 012 345", "000085012345", "001099012345", "1"]),
    "former_id": st.sampled_from(["012345678", "000000001", "12"]),
    "tax_code": st.sampled_from(["0100109106", "0105231709", "0100109106-001", "001085012345", "01001"]),
    "phone": st.sampled_from(["0912 345 678", "+84912345678", "024 3825 3536", "0112345678", "091"]),
    "email": st.sampled_from(["An@Example.VN", "a@b", "a..b@c.vn", "x" * 65 + "@c.vn"]),
    "address": st.fixed_dictionaries({}, optional={key: st.sampled_from(some) for key, some in _parts.items()}),
    "file": st.lists(st.sampled_from([*FILES, "unknown"]), max_size=4),
}


def submissions(form: Form) -> st.SearchStrategy[dict[str, Any]]:
    """What people and programs submit: much of it fitting, some of it anything."""
    fields = [entry for section in form["sections"] for entry in section["fields"]]
    return _rows_of(fields) | st.builds(lambda row, more: {**row, **more}, _rows_of(fields), _strange_keys)


_strange_keys = st.dictionaries(st.sampled_from(["__proto__", "constructor", "zzz", "", "a b", "x" * 99, "\x00"]), junk)


def _rows_of(fields: list[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={entry["id"]: _values_of(entry) for entry in fields})


def _values_of(entry: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    if entry["type"] == "group":
        return st.lists(_rows_of(entry["fields"]), max_size=5) | junk
    typed = _TYPED.get(entry["type"], st.none())
    return typed | typed | typed | junk


def context() -> FilingContext:
    return FilingContext(
        today=date(2026, 11, 21),
        case="house",
        channel="online",
        applicant={"kind": "person", "age": 41},
        lists=LISTS,
        places=CityMap(),
        files=FILES,
    )
