"""Reads one mapping of a fee table's data: what is wrong is noted with its path, and reading goes on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from motcua.core.fees.errors import FeeProblem, Path
from motcua.core.fees.terms import Term
from motcua.core.rules import Expression, Message, RuleError, compile_expression

AnyTerm = TypeVar("AnyTerm", bound=Term)


@dataclass(frozen=True, slots=True)
class Section:
    """One mapping, its path, and where to note what is wrong with it."""

    data: Mapping[object, object]
    path: Path
    problems: list[FeeProblem]

    def note(self, key: str | int | None, vi: str, en: str) -> None:
        """Note what is wrong with an entry, or with `None` with the section itself."""
        self.problems.append(FeeProblem(self.path if key is None else (*self.path, key), Message(vi, en)))

    def only(self, *keys: str) -> None:
        """Note every other key: mostly a slip of the pen."""
        for key in self.data:
            if key not in keys:
                known = ", ".join(keys)
                self.note(
                    str(key), f"không có mục này; các mục dùng được: {known}", f"no such entry; there are {known}"
                )

    def sections(self, key: str, *, required: bool = True) -> list["Section"]:
        """The mappings of a list."""
        listed = self.data.get(key)
        if listed is None and not required:
            return []
        if not isinstance(listed, list) or (required and not listed):
            self.note(key, "cần một danh sách", "a list is needed here")
            return []
        return [self._section(each, (*self.path, key, index)) for index, each in enumerate(listed)]

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required when there is no default."""
        found = self.data.get(key, default)
        if isinstance(found, str) and (found.strip() or default is not None):
            return found
        self.note(key, "cần một đoạn chữ", "a text is needed here")
        return ""

    def name(self, key: str) -> Message:
        """`{vi: …, en: …}`."""
        section = self._section(self.data.get(key), (*self.path, key))
        section.only("vi", "en")
        return Message(section.text("vi"), section.text("en"))

    def day(self, key: str) -> date | None:
        """A day, or nothing when the key is absent."""
        found = self.data.get(key)
        if isinstance(found, str):
            try:
                return date.fromisoformat(found)
            except ValueError:
                pass
        elif found is None or type(found) is date:
            return found
        self.note(key, "cần một ngày, viết năm-tháng-ngày", "a day is needed here, written year-month-day")
        return None

    def term(self, key: str, terms: type[AnyTerm], default: AnyTerm | None = None) -> AnyTerm | None:
        """One word of a list of words; required when there is no default."""
        found = self.data.get(key, default)
        if isinstance(found, str) and found in set(terms):
            return terms(found)
        self._note_words(key, terms)
        return default

    def terms(self, key: str, terms: type[AnyTerm]) -> frozenset[AnyTerm]:
        """A list of words; empty when the key is absent."""
        found = self.data.get(key, [])
        if isinstance(found, list) and all(isinstance(each, str) and each in set(terms) for each in found):
            return frozenset(terms(each) for each in found)
        self._note_words(key, terms)
        return frozenset()

    def keys(self, key: str, known: Collection[str], vi: str, en: str) -> frozenset[str]:
        """A list of keys, each of which must be known; `vi` and `en` say where they are listed."""
        found = self.data.get(key, [])
        if isinstance(found, list) and all(each in known for each in found):
            return frozenset(map(str, found))
        self.note(key, f"phải là danh sách các mã có trong {vi}", f"must be a list of keys from {en}")
        return frozenset()

    def key(self, key: str, known: Collection[str], vi: str, en: str, default: str = "") -> str:
        """One key, which must be known; `vi` and `en` say where the keys are listed."""
        found = self.data.get(key, default)
        if isinstance(found, str) and found in known:
            return found
        self.note(key, f"phải là một mã có trong {vi}", f"must be a key from {en}")
        return ""

    def expression(self, key: str) -> Expression | None:
        """FEEL, or nothing when the key is absent."""
        return self._compiled(key, self.data[key]) if key in self.data else None

    def count(self, key: str, default: int | None = None) -> int | Expression | None:
        """An integer from 0 on, or FEEL; `default` when the key is absent."""
        found = self.data.get(key, default)
        if found is None or (type(found) is int and found >= 0):
            return found
        return self._compiled(key, found)

    def _compiled(self, key: str, text: object) -> Expression | None:
        if not isinstance(text, str):
            self.note(key, "cần một số nguyên không âm hoặc biểu thức", "a whole number from 0 on, or an expression")
            return None
        try:
            return compile_expression(text)
        except RuleError as error:
            self.problems.append(FeeProblem((*self.path, key), error.sentence))
            return None

    def _section(self, data: object, path: Path) -> "Section":
        return section_of(data, path, self.problems)

    def _note_words(self, key: str, terms: type[Term]) -> None:
        words = ", ".join(terms)
        self.note(key, f"phải là một trong: {words}", f"must be of: {words}")


def section_of(data: object, path: Path, problems: list[FeeProblem]) -> Section:
    """The data as a section. What is no mapping is noted once, and as an empty section: its lacks are not noted too."""
    if isinstance(data, Mapping):
        return Section(data, path, problems)
    Section({}, path, problems).note(None, "cần các mục có tên", "entries with names are needed here")
    return Section({}, path, [])
