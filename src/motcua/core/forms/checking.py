"""What only the whole definition shows: ids used twice, names that nobody has, conditions that wait for one another."""

from collections.abc import Iterator
from typing import NamedTuple

from motcua.core.forms.deduction import Deduction
from motcua.core.forms.definition import FormField, Section
from motcua.core.forms.formulas import Formula
from motcua.core.forms.mistakes import Mistake, Path
from motcua.core.forms.ordering import Needs, circles, needs_of_rows, needs_of_sections, section_name
from motcua.core.forms.shapes import Shape, names_of, shape_of
from motcua.core.forms.wording import Text


class Placed(NamedTuple):
    """A formula where it stands, what it must give, and the group around it if there is one."""

    path: Path
    formula: Formula
    gives: str
    group: FormField | None


def check_form(sections: tuple[Section, ...]) -> list[Mistake]:
    """All such mistakes, each with the place to mend it."""
    fields = {field.id: field for section in sections for field in section.fields}
    mistakes = [*_ids_used_twice(sections)]
    for placed in formulas_of(sections):
        mistakes += [*_strangers(placed, fields)] or [*_never_works(placed, fields)]
    mistakes += _circles(needs_of_sections(sections), _paths(sections))
    for path, group in _groups(sections):
        mistakes += _circles(
            needs_of_rows(group), {row.id: (*path, "fields", at) for at, row in enumerate(group.fields)}
        )
    return mistakes


def formulas_of(sections: tuple[Section, ...]) -> Iterator[Placed]:
    """Every formula of a form."""
    for at, section in enumerate(sections):
        path: Path = ("sections", at)
        if section.when:
            yield Placed((*path, "when"), section.when, "truth", None)
        yield from _formulas(section.fields, path, None)


def _formulas(fields: tuple[FormField, ...], around: Path, group: FormField | None) -> Iterator[Placed]:
    for at, field in enumerate(fields):
        path = (*around, "fields", at)
        for key in ("when", "computed", "required"):
            formula = getattr(field, key)
            if isinstance(formula, Formula):
                gives = shape_of(field).kind if key == "computed" else "truth"
                yield Placed((*path, key), formula, gives, group)
        for index, check in enumerate(field.checks):
            yield Placed((*path, "checks", index, "rule"), check.rule, "truth", group)
        yield from _formulas(field.fields, path, field)


def _ids_used_twice(sections: tuple[Section, ...]) -> Iterator[Mistake]:
    yield from _twice([(section.id, ("sections", at)) for at, section in enumerate(sections)])
    yield from _twice(_placed_fields(sections))
    for path, group in _groups(sections):
        yield from _twice([(row.id, (*path, "fields", at)) for at, row in enumerate(group.fields)])


def _twice(placed: list[tuple[str, Path]]) -> Iterator[Mistake]:
    seen = set[str]()
    for name, path in placed:
        if name and name in seen:
            yield Mistake((*path, "id"), Text(f"mã “{name}” đã dùng ở trên", f"the id “{name}” is already used above"))
        seen.add(name)


def _strangers(placed: Placed, fields: dict[str, FormField]) -> Iterator[Mistake]:
    names = names_of(_known(placed, fields))
    for path in sorted(placed.formula.reads.paths):
        if not _leads_somewhere(path, names):
            name = ".".join(path)
            yield Mistake(placed.path, Text(f"không có trường nào tên “{name}”", f"there is no field “{name}”"))


def _leads_somewhere(path: tuple[str, ...], names: dict[str, Shape]) -> bool:
    first, *members = path
    shape = names.get(first)
    for member in members:
        if shape is None or shape.kind == "any":
            break
        shape = (shape.item or shape).members.get(member)
    return shape is not None


def _never_works(placed: Placed, fields: dict[str, FormField]) -> Iterator[Mistake]:
    deduction = Deduction(names_of(_known(placed, fields)))
    deduction.wanted(placed.formula.portable, placed.gives)
    for complaint in dict.fromkeys(deduction.complaints):
        yield Mistake(
            placed.path,
            Text(
                f"biểu thức không bao giờ tính được: {complaint.vi}", f"the expression can never work: {complaint.en}"
            ),
        )


def _known(placed: Placed, fields: dict[str, FormField]) -> dict[str, FormField]:
    return {**fields, **({row.id: row for row in placed.group.fields} if placed.group else {})}


def _circles(needs: Needs, paths: dict[str, Path]) -> Iterator[Mistake]:
    for circle in circles(needs):
        way = " → ".join([*circle, circle[0]])
        yield Mistake(
            paths[circle[0]],
            Text(f"các điều kiện chờ lẫn nhau, không tính được: {way}", f"these wait for one another: {way}"),
        )


def _paths(sections: tuple[Section, ...]) -> dict[str, Path]:
    return {section_name(section): ("sections", at) for at, section in enumerate(sections)} | dict(
        _placed_fields(sections)
    )


def _placed_fields(sections: tuple[Section, ...]) -> list[tuple[str, Path]]:
    return [
        (field.id, ("sections", at, "fields", index))
        for at, section in enumerate(sections)
        for index, field in enumerate(section.fields)
    ]


def _groups(sections: tuple[Section, ...]) -> Iterator[tuple[Path, FormField]]:
    for at, section in enumerate(sections):
        for index, field in enumerate(section.fields):
            if field.rows:
                yield ("sections", at, "fields", index), field
