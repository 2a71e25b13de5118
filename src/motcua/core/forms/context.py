"""What a form must be told about the filing, because it cannot know it: the day, the case, the lists, the files."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Protocol

from motcua.core.forms.files import FileFacts

NAMES_IN_SCOPE: Final = ("case", "channel", "today", "applicant")
"""Names that every expression of a form may use besides the ids of fields."""


class Places(Protocol):
    """The administrative units, valid in time."""

    def province_of(self, commune: str, on: date) -> str | None:
        """The code of the province that the commune belonged to on that day; None when there was no such commune."""


class MissingListError(LookupError):
    """A form needs a named list of options that the context does not hold: the caller's mistake, not the citizen's."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the form needs the list {name!r}; pass it in FilingContext.lists")
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingContext:
    """The circumstances of a filing.

    `today` is the day of filing at the office; it never comes from the browser. `applicant` holds plain values (text,
    numbers, true or false) for expressions. `lists` has the codes of each named list; `places` is None where the
    administrative units are not at hand, and then the codes of an address are checked for their structure only.
    `files` has the facts of every uploaded file by its id.
    """

    today: date
    case: str | None = None
    channel: str | None = None
    applicant: Mapping[str, Any] = field(default_factory=dict)
    lists: Mapping[str, Container[str]] = field(default_factory=dict)
    places: Places | None = None
    files: Mapping[str, FileFacts] = field(default_factory=dict)
    today_iso: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "today_iso", self.today.isoformat())

    def options(self, name: str) -> Container[str]:
        """The codes of the named list; raises `MissingListError`."""
        try:
            return self.lists[name]
        except KeyError:
            raise MissingListError(name) from None
