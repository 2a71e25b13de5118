"""What is wrong with a definition, with its place, so that a checker can point to the line in the file."""

from typing import NamedTuple, TypeAlias

from motcua.core.forms.wording import Text

Path: TypeAlias = tuple[str | int, ...]
"""The way into nested data: `("sections", 0, "fields", 2, "label")`."""


class Mistake(NamedTuple):
    """One thing to mend in a definition."""

    path: Path
    message: Text

    def __str__(self) -> str:
        return f"{path_text(self.path)}: {self.message.vi} ({self.message.en})"


class InvalidFormError(ValueError):
    """A form cannot be built from this definition; `mistakes` names everything that must be mended."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(map(str, mistakes)))


def path_text(path: Path) -> str:
    """`sections[0].fields[2].label`; the whole definition is `.`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".") or "."
