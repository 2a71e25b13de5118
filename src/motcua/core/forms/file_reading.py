"""Reading the rule for files, which forms and the components of a procedure write alike.

`file: {accept: [pdf, image], max_mb: 30, max_files: 20}`, and where it matters `min_files` and `max_pages`.
"""

from motcua.core.forms.files import KINDS, MEGABYTE, FileRule
from motcua.core.forms.mistakes import InvalidFormError, Mistake, Path
from motcua.core.forms.part import Part

MOST_MEGABYTES = 2000
MOST_FILES = 200
MOST_PAGES = 5000


def parse_file_rule(data: object, path: Path = ()) -> FileRule:
    """The rule that plain data describe; `path` is where they stand in their file. Raises `InvalidFormError`."""
    mistakes: list[Mistake] = []
    rule = read_file_rule(Part(data, path, mistakes))
    if mistakes:
        raise InvalidFormError(tuple(mistakes))
    return rule


def read_file_rule(part: Part) -> FileRule:
    most = part.whole("max_files", 1, MOST_FILES)
    rule = FileRule(
        accept=part.several("accept", KINDS),
        max_bytes=part.whole("max_mb", 1, MOST_MEGABYTES) * MEGABYTE,
        max_files=most,
        min_files=part.whole("min_files", 1, most, 1),
        max_pages=part.whole("max_pages", 1, MOST_PAGES) if part.has("max_pages") else None,
    )
    part.close()
    return rule
