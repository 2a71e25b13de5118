"""What changed between two versions of a form, in words that a reader of a decision understands."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from motcua.core.forms.definition import FormField
from motcua.core.forms.files import megabytes
from motcua.core.forms.form import FormDefinition
from motcua.core.forms.formulas import Formula
from motcua.core.forms.values.numbers import LARGEST
from motcua.core.forms.wording import Text


class FormChange(NamedTuple):
    """One difference; `kind` is `added`, `removed`, or the name of what changed, such as `label`."""

    kind: str
    path: str
    message: Text


class _Aspect(NamedTuple):
    """One thing a field says of itself, and how it reads."""

    kind: str
    name: Text
    shown: Callable[[FormField], Text]


def compare_forms(old: FormDefinition, new: FormDefinition) -> list[FormChange]:
    """Everything by which the new form differs from the old one: first the whole, then sections, then fields."""
    return [*_of_form(old, new), *_of_sections(old, new), *_of_fields(old, new)]


def _of_form(old: FormDefinition, new: FormDefinition) -> Iterator[FormChange]:
    if old.title != new.title:
        yield _changed("title", "", Text("tên tờ khai", "title"), old.title, new.title)
    if old.basis != new.basis:
        yield _changed("basis", "", Text("căn cứ", "basis"), _basis(old), _basis(new))


def _of_sections(old: FormDefinition, new: FormDefinition) -> Iterator[FormChange]:
    before, after = ({section.id: section for section in form.sections} for form in (old, new))
    for name in _both(before, after):
        one, other = before.get(name), after.get(name)
        if one and other:
            if one.title != other.title:
                yield _changed("title", name, Text("tên phần", "title of the section"), one.title, other.title)
            if one.when != other.when:
                yield _changed("when", name, _of(other.title, _CONDITION), _formula(one.when), _formula(other.when))
        elif other:
            yield FormChange("added", name, Text(f"Thêm phần “{other.title.vi}”", f"Section “{other.title.en}” added"))
        elif one:
            yield FormChange("removed", name, Text(f"Bỏ phần “{one.title.vi}”", f"Section “{one.title.en}” removed"))


def _of_fields(old: FormDefinition, new: FormDefinition) -> Iterator[FormChange]:
    before, after = dict(old.fields()), dict(new.fields())
    for path in _both(before, after):
        one, other = before.get(path), after.get(path)
        if one and other:
            yield from _of_field(path, one, other)
        elif other:
            yield FormChange("added", path, Text(f"Thêm mục “{other.label.vi}”", f"Field “{other.label.en}” added"))
        elif one:
            yield FormChange("removed", path, Text(f"Bỏ mục “{one.label.vi}”", f"Field “{one.label.en}” removed"))


def _of_field(path: str, old: FormField, new: FormField) -> Iterator[FormChange]:
    for aspect in _ASPECTS:
        before, after = aspect.shown(old), aspect.shown(new)
        if before != after:
            yield _changed(aspect.kind, path, _of(old.label, aspect.name), before, after)


def _changed(kind: str, path: str, what: Text, old: Text, new: Text) -> FormChange:
    return FormChange(
        kind, path, Text(f"Đổi {what.vi}: {old.vi} → {new.vi}", f"Changed {what.en}: {old.en} → {new.en}")
    )


def _of(label: Text, what: Text) -> Text:
    return Text(f"{what.vi} của “{label.vi}”", f"{what.en} of “{label.en}”")


def _both(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """All names, in the new order, then those that are gone."""
    return [*after, *(name for name in before if name not in after)]


def _basis(form: FormDefinition) -> Text:
    return _plain(f"{form.basis.legal} {form.basis.article}".strip() if form.basis else "")


def _plain(text: str) -> Text:
    return Text(text, text) if text else Text("(không có)", "(none)")


def _formula(formula: Formula | None) -> Text:
    return (formula and _plain(formula.text)) or Text("(luôn luôn)", "(always)")


def _required(field: FormField) -> Text:
    if isinstance(field.required, Formula):
        return Text(f"bắt buộc khi {field.required.text}", f"required when {field.required.text}")
    return Text("bắt buộc", "required") if field.required else Text("không bắt buộc", "optional")


def _limits(field: FormField) -> Text:
    limits, days = field.limits, field.days
    parts: dict[str, object] = {"decimals": field.decimals or None, "min_length": field.min_length or None}
    parts |= {"max_length": field.max_length or None, "street": field.street, "unit": field.unit}
    parts["pattern"] = field.pattern.text if field.pattern else ""
    if limits:
        parts |= {"min": limits.minimum, "above": limits.above, "max": limits.maximum}
    if days:
        parts |= {"min": days.first, "max": days.last}
    return _plain(", ".join(f"{name} {value}" for name, value in parts.items() if value not in (None, "", LARGEST)))


def _options(field: FormField) -> Text:
    if field.list_name:
        return _plain(field.list_name)
    return Text(
        "; ".join(option.label.vi for option in field.options), "; ".join(option.label.en for option in field.options)
    )


def _checks(field: FormField) -> Text:
    return _plain("; ".join(check.rule.text for check in field.checks))


def _files(field: FormField) -> Text:
    rule = field.files
    if not rule:
        return _plain("")
    size = megabytes(rule.max_bytes)
    counted = f"{'/'.join(rule.accept)}, {rule.min_files}-{rule.max_files}, "
    return Text(counted + size.vi, counted + size.en)


def _rows(field: FormField) -> Text:
    return _plain(f"{field.rows.minimum}-{field.rows.maximum}" if field.rows else "")


_CONDITION: Final = Text("điều kiện hiện", "condition")
_ASPECTS: Final = (
    _Aspect("label", Text("nhãn", "label"), lambda field: field.label),
    _Aspect("hint", Text("chỉ dẫn", "hint"), lambda field: field.hint or _plain("")),
    _Aspect("type", Text("kiểu", "type"), lambda field: _plain(field.kind)),
    _Aspect("required", Text("tính bắt buộc", "obligation"), _required),
    _Aspect("when", _CONDITION, lambda field: _formula(field.when)),
    _Aspect(
        "computed", Text("công thức", "formula"), lambda field: _plain(field.computed.text if field.computed else "")
    ),
    _Aspect("source", Text("nguồn dữ liệu", "source"), lambda field: _plain(field.source or "")),
    _Aspect("limits", Text("giới hạn", "limits"), _limits),
    _Aspect("options", Text("các lựa chọn", "options"), _options),
    _Aspect("checks", Text("quy tắc kiểm tra", "checks"), _checks),
    _Aspect("file", Text("quy định về tệp", "rule for files"), _files),
    _Aspect("rows", Text("số dòng", "number of rows"), _rows),
)
