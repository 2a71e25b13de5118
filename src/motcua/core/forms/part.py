"""Reading a definition: one mapping at a time, every mistake kept with its place, never stopping at the first."""

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from motcua.core.forms.mistakes import Mistake, Path
from motcua.core.forms.wording import Text

LONGEST_WORDS: Final = 2000
_LONGEST_ID = 64
_identifier = re.compile("[a-z][a-z0-9_]*")


class Part:
    """A mapping inside a definition. What is read from it is checked; `close` complains of what nobody read."""

    def __init__(self, data: object, path: Path, mistakes: list[Mistake]) -> None:
        self.path = path
        self.mistakes = mistakes
        self._data: Mapping[object, object] = data if isinstance(data, Mapping) else {}
        self._read: set[object] = set()
        self._asked_for: set[str] = set()
        if not isinstance(data, Mapping):
            self._complain(path, "cần các mục có tên (khóa: giá trị)", "named entries (key: value) are expected here")

    def wrong(self, key: str, vi: str, en: str) -> None:
        """Note a mistake in what stands under the key."""
        self._complain((*self.path, key), vi, en)

    def has(self, key: str) -> bool:
        self._asked_for.add(key)
        return key in self._data

    def raw(self, key: str) -> object:
        """What stands there, unchecked; None when nothing does."""
        self._read.add(key)
        self._asked_for.add(key)
        return self._data.get(key)

    def identifier(self, key: str) -> str:
        """A name for machines: small Latin letters, digits and `_`. Empty when there is none that can be used."""
        value = self.raw(key)
        if isinstance(value, str) and len(value) <= _LONGEST_ID and _identifier.fullmatch(value):
            return value
        self.wrong(
            key,
            f"cần mã gồm chữ thường không dấu, số và _, bắt đầu bằng chữ, dài tối đa {_LONGEST_ID} ký tự",
            f"an id is needed: small letters, digits and _, beginning with a letter, at most {_LONGEST_ID} characters",
        )
        return ""

    def text(self, key: str) -> Text:
        """Words in both languages, which must be there."""
        if not self.has(key):
            self.wrong(key, f"thiếu “{key}: {{vi: …, en: …}}”", f"“{key}: {{vi: …, en: …}}” is missing")
        return self.optional_text(key) or Text("", "")

    def optional_text(self, key: str) -> Text | None:
        return self.part(key).words() if self.has(key) else None

    def words(self) -> Text:
        """The mapping itself, when it holds the same words in both languages."""
        found = Text(self.line("vi"), self.line("en"))
        self.close()
        return found

    def line(self, key: str, *, longest: int = LONGEST_WORDS) -> str:
        """Text that must be there and not empty."""
        value = self.raw(key)
        if isinstance(value, str) and value.strip() and len(value) <= longest:
            return value.strip()
        self.wrong(key, f"cần chữ, dài tối đa {longest} ký tự", f"text of at most {longest} characters is needed")
        return ""

    def optional_line(self, key: str, *, longest: int = LONGEST_WORDS) -> str:
        return self.line(key, longest=longest) if self.has(key) else ""

    def word(self, key: str, among: Collection[str], otherwise: str = "") -> str:
        """One of the words allowed here."""
        if otherwise and not self.has(key):
            return otherwise
        value = self.raw(key)
        if isinstance(value, str) and value in among:
            return value
        self.wrong(
            key,
            f"cần một trong: {', '.join(among)}{_meant(value, among).vi}",
            f"one of these is needed: {', '.join(among)}{_meant(value, among).en}",
        )
        return otherwise

    def whole(self, key: str, lowest: int, highest: int, otherwise: int | None = None) -> int:
        """A whole number; without `otherwise` it must be there."""
        if otherwise is not None and not self.has(key):
            return otherwise
        value = self.raw(key)
        if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
            return value
        self.wrong(
            key, f"cần số nguyên từ {lowest} đến {highest}", f"a whole number from {lowest} to {highest} is needed"
        )
        return lowest if otherwise is None else otherwise

    def part(self, key: str) -> "Part":
        """The mapping that stands there."""
        return Part(self.raw(key), (*self.path, key), self.mistakes)

    def parts(self, key: str, most: int) -> Iterator["Part"]:
        """The mappings in the list that stands there; nothing there counts as an empty list."""
        for index, item in enumerate(self._items(key, most)):
            yield Part(item, (*self.path, key, index), self.mistakes)

    def entries(self, key: str, most: int) -> Iterator[tuple[str, "Part"]]:
        """The named mappings in the mapping that stands there."""
        inside = self.part(key)
        if len(inside._data) > most:
            self.wrong(key, f"chỉ được tối đa {most} mục", f"at most {most} entries are allowed")
            return
        for name in inside._data:
            if isinstance(name, str) and 0 < len(name) <= _LONGEST_ID:
                yield name, inside.part(name)
            else:
                inside._complain(
                    inside.path,
                    f"mã {name!r:.80} phải là chữ; hãy đặt trong dấu ngoặc kép",
                    f"the code {name!r:.80} must be text; put it in quotes",
                )

    def several(self, key: str, among: Collection[str]) -> tuple[str, ...]:
        """A list of words, each of them allowed here; one word may stand without its list."""
        value = self.raw(key)
        items = [value] if isinstance(value, str) else self._items(key, len(among))
        found = tuple(item for item in items if isinstance(item, str) and item in among)
        if not found or len(found) != len(items):
            self.wrong(key, f"cần danh sách gồm: {', '.join(among)}", f"a list of these is needed: {', '.join(among)}")
        return found

    def close(self) -> None:
        """Complain of every key that does not belong here."""
        for key in self._data:
            if key not in self._read:
                meant = _meant(key, self._asked_for)
                self._complain(
                    (*self.path, f"{key!s:.80}"),
                    f"không có mục “{key!s:.80}” ở đây{meant.vi}",
                    f"there is no entry “{key!s:.80}” here{meant.en}",
                )

    def _items(self, key: str, most: int) -> list[object]:
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(key, "cần danh sách (mỗi dòng bắt đầu bằng dấu -)", "a list (each line begins with -) is needed")
            return []
        if len(value) > most:
            self.wrong(key, f"chỉ được tối đa {most} mục", f"at most {most} entries are allowed")
            return []
        return value

    def _complain(self, path: Path, vi: str, en: str) -> None:
        self.mistakes.append(Mistake(path, Text(vi, en)))


def _meant(value: object, known: Collection[str]) -> Text:
    close = get_close_matches(value[:80], known, 1) if isinstance(value, str) else []
    return Text(f"; có phải là “{close[0]}”?", f"; is “{close[0]}” meant?") if close else Text("", "")
