"""Types in FEEL's text: `number`, `list<string>`, `context<a: number>`, `function<number> -> string`."""

from motcua.core.rules.cursor import Cursor
from motcua.core.rules.errors import Message
from motcua.core.rules.syntax import TypeName


def parse_type(cursor: Cursor) -> TypeName:
    """The type that begins at the cursor's place."""
    at = cursor.token.at
    if cursor.token.kind != "name":
        cursor.fail(Message("tên kiểu dữ liệu", "the name of a type"))
    name = cursor.type_name()
    if name == "function" and cursor.accept("<"):
        parameters, _ = _parameters(cursor)
        cursor.expect("->")
        return TypeName(at, name, (*parameters, parse_type(cursor)))
    if name in ("list", "range", "context") and cursor.accept("<"):
        parameters, labels = _parameters(cursor)
        return TypeName(at, name, parameters, labels)
    return TypeName(at, name)


def _parameters(cursor: Cursor) -> tuple[tuple[TypeName, ...], tuple[str, ...]]:
    """What stands up to the closing `>`; the labels are those of a context's entries."""
    types: list[TypeName] = []
    labels: list[str] = []
    with cursor.deeper():
        while cursor.token.kind != ">":
            if cursor.is_label():
                labels.append(cursor.new_name(":"))
                cursor.expect(":")
            types.append(parse_type(cursor))
            if not cursor.accept(","):
                break
    cursor.expect(">")
    return tuple(types), tuple(labels)
