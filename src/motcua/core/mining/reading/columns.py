"""Which column of a table means what: as told, else by the names that such columns usually have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from motcua.core.mining.reading.fields import CALLED, NEEDED, USUAL, Field
from motcua.core.mining.reading.read import Guess, NoLogError
from motcua.core.text import fold

OF_THE_CASE: Final = "case:"
"""What a column begins with that says something about the whole case."""
_MOST_NAMED: Final = 40
_LONGEST_NAME: Final = 40


def columns_of(header: Sequence[str], mapping: Mapping[Field, str]) -> dict[Field, int]:
    """The place of each field in the header. `mapping` names columns as they stand there and goes before the guess.

    Raises NoLogError when a mapped column is missing, or a needed one can be neither told nor guessed.
    """
    found: dict[Field, int] = {}
    for field, name in mapping.items():
        if name not in header:
            raise _missing(field, f"“{name}”", header)
        found[field] = header.index(name)
    for field, place in _usual(header, found):
        found.setdefault(field, place)
    for field in NEEDED:
        if field not in found:
            raise _missing(field, "", header)
    return found


def _usual(header: Sequence[str], told: Mapping[Field, int]) -> Iterator[tuple[Field, int]]:
    """Columns by their usual names; no column is two fields."""
    plain = [fold(name) for name in header]
    taken = set(told.values())
    for field, names in USUAL.items():
        place = next((plain.index(name) for name in names if name in plain and plain.index(name) not in taken), None)
        if field not in told and place is not None:
            taken.add(place)
            yield field, place


def guesses_of_columns(
    header: Sequence[str], columns: Mapping[Field, int], told: Mapping[Field, str]
) -> Iterator[Guess]:
    """Which columns were taken for what without having been told, unless they bear the names of their fields; and
    which of several that have one name.
    """
    guessed = [field for field, place in columns.items() if field not in told and header[place] != field.value]
    if guessed:
        named = ", ".join(f"{field.value}={header[columns[field]]}" for field in guessed)
        yield Guess(
            f"Đoán theo tên cột: {named}. Nếu sai, hãy chỉ rõ bằng --map.",
            f"Columns guessed by their names: {named}. Where that is wrong, say so with --map.",
        )
    if twice := [name for name, times in Counter(header).items() if name and times > 1]:
        named = ", ".join(twice[:_MOST_NAMED])
        yield Guess(
            f"Có nhiều cột cùng tên: {named}; chỉ cột đầu tiên được dùng. Nếu sai, hãy đổi tên cột.",
            f"Several columns are called {named}; the first of each is used. Where that is wrong, rename them.",
        )


def is_our_own(header: Sequence[str]) -> bool:
    """Whether a table has all columns of a log of our own, in which a case without events has a row of its own."""
    return {field.value for field in Field}.issubset(header)


def place_of(header: Sequence[str], names: Sequence[str], columns: Mapping[Field, int]) -> int | None:
    """The column, none of the fields, that bears one of these names."""
    taken = set(columns.values())
    return next((n for n, name in enumerate(header) if n not in taken and fold(name) in names), None)


def attribute_names(header: Sequence[str], columns: Mapping[Field, int]) -> list[tuple[int, str]]:
    """All further columns, as attributes of the case."""
    taken = set(columns.values())
    further = [(n, name) for n, name in enumerate(header) if n not in taken and name and name not in header[:n]]
    return [(n, name.removeprefix(OF_THE_CASE) or name) for n, name in further]


def _missing(field: Field, name: str, header: Sequence[str]) -> NoLogError:
    if not all(letter.isprintable() or letter.isspace() for each in header for letter in each):
        return NoLogError(
            "Tệp không phải bảng chữ. Hãy đưa tệp CSV, XES, OCEL 2.0 hoặc Parquet.",
            "The file is no table of text. Give a CSV, XES, OCEL 2.0 or Parquet file.",
        )
    columns = ", ".join(
        f"{each[:_LONGEST_NAME]}…" if len(each) > _LONGEST_NAME else each for each in header[:_MOST_NAMED]
    )
    vi, en = CALLED[field]
    return NoLogError(
        f"Không tìm thấy cột {name or vi} ({field.value}). Hãy chỉ rõ cột bằng --map {field.value}=TÊN_CỘT; "
        f"dòng đầu của bảng phải là tên cột, ở đây là: {columns}.",
        f"No column {name or en} ({field.value}). Name it with --map {field.value}=COLUMN; the first row of a table "
        f"has the names of its columns, here: {columns}.",
    )
