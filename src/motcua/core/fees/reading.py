"""From the data of a `fees.yaml` to rows, items and reliefs."""

from collections.abc import Collection
from dataclasses import dataclass

from motcua.core.fees.rows import Item, Period, Relief, Row, Scope
from motcua.core.fees.section import Section
from motcua.core.fees.terms import Certainty, Channel, Collected, FeeKind, ReliefKind, SetBy

_SCOPE = ("from", "to", "channels", "cases")
_SOURCE = ("basis", "certainty", "stated")
_INHERITED = ("set_by", "basis", "certainty")
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Known:
    """The keys that a table may refer to."""

    legal: Collection[str]
    cases: Collection[str]


def read_items(table: Section, known: Known) -> tuple[Item, ...]:
    """The items of a table; what is wrong is noted in the section."""
    items = [_item(section, known) for section in table.sections("items")]
    _note_repeated([item.code for item in items], table, "items")
    return tuple(items)


def read_reliefs(table: Section, known: Known, items: Collection[str] | None) -> tuple[Relief, ...]:
    """`items` are the codes that a relief may name; nothing when it may name none, being for all procedures."""
    reliefs = [_relief(section, known, items) for section in table.sections("reliefs", required=False)]
    _note_repeated([relief.code for relief in reliefs], table, "reliefs")
    return tuple(reliefs)


def _item(section: Section, known: Known) -> Item:
    section.only("code", "name", "kind", "collected", *_SCOPE, "set_by", "basis", "certainty", "rows")
    return Item(
        path=section.path,
        code=section.text("code"),
        name=section.name("name"),
        kind=section.term("kind", FeeKind) or FeeKind.FEE,
        collected=section.term("collected", Collected) or Collected.BEFORE,
        scope=_scope(section, known),
        rows=tuple(_row(row, section, known) for row in section.sections("rows")),
    )


def _row(section: Section, item: Section, known: Known) -> Row:
    """Setter, basis and certainty come from the item where the row has none."""
    section.only(*_SCOPE, "when", "amount", "quantity", "set_by", *_SOURCE)
    inherited: dict[object, object] = {key: item.data[key] for key in _INHERITED if key in item.data}
    whole = Section({**inherited, **section.data}, section.path, section.problems)
    if "amount" not in section.data:
        section.note("amount", "cần số tiền; miễn phí thì ghi 0", "an amount is needed; what is free has the amount 0")
    return Row(
        path=section.path,
        scope=_scope(section, known),
        when=section.expression("when"),
        amount=section.count("amount", 0) or 0,
        quantity=section.count("quantity", 1) or 0,
        set_by=whole.term("set_by", SetBy) or SetBy.PROVIDER,
        basis=_basis(whole, known),
        certainty=whole.term("certainty", Certainty) or Certainty.UNVERIFIED,
        stated=section.text("stated", ""),
    )


def _relief(section: Section, known: Known, items: Collection[str] | None) -> Relief:
    choice = () if items is None else ("items",)
    section.only(
        *("code", "name", "kind", *_SCOPE, "when", *choice, "kinds", "except_kinds", "set_by"),
        *("percent", "amount", "borne_by", *_SOURCE),
    )
    kind = section.term("kind", ReliefKind) or ReliefKind.EXEMPTION
    return Relief(
        path=section.path,
        code=section.text("code"),
        name=section.name("name"),
        kind=kind,
        scope=_scope(section, known),
        when=section.expression("when"),
        items=section.keys("items", items or (), "danh sách khoản thu", "the list of items"),
        kinds=section.terms("kinds", FeeKind),
        except_kinds=section.terms("except_kinds", FeeKind),
        set_by=section.terms("set_by", SetBy),
        percent=_percent(section),
        amount=section.count("amount"),
        borne_by=_bearer(section, kind),
        basis=_basis(section, known),
        certainty=section.term("certainty", Certainty) or Certainty.UNVERIFIED,
        stated=section.text("stated", ""),
    )


def _scope(section: Section, known: Known) -> Scope:
    period = Period(section.day("from"), section.day("to"))
    if period.first and period.last and period.last < period.first:
        section.note("to", "ngày kết thúc trước ngày bắt đầu", "the last day is before the first")
    cases = section.keys("cases", known.cases, "danh sách trường hợp", "the list of cases")
    return Scope(period, section.terms("channels", Channel), cases)


def _basis(section: Section, known: Known) -> str:
    return section.key("basis", known.legal, "danh sách căn cứ pháp lý", "the legal list")


def _percent(section: Section) -> int | None:
    """1 to 100; a relief has either this or an amount."""
    percent = section.data.get("percent")
    if ("amount" in section.data) is (percent is not None):
        section.note("percent", "cần đúng một trong hai: percent hoặc amount", "either percent or amount is needed")
    if percent is None or (type(percent) is int and 1 <= percent <= _WHOLE):
        return percent
    section.note("percent", "phải là số nguyên từ 1 đến 100", "must be a whole number from 1 to 100")
    return None


def _bearer(section: Section, kind: ReliefKind) -> str:
    """Who pays a subsidy; what is waived nobody pays."""
    if kind is ReliefKind.SUBSIDY:
        return section.text("borne_by")
    if "borne_by" in section.data:
        section.note("borne_by", "chỉ khoản hỗ trợ mới có bên chi trả", "only a subsidy is paid by somebody")
    return ""


def _note_repeated(codes: list[str], table: Section, key: str) -> None:
    for index, code in enumerate(codes):
        if code in codes[:index]:
            table.note(key, f"mã “{code}” xuất hiện hai lần", f"the code “{code}” appears twice")
