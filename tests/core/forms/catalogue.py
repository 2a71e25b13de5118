"""The forms of the catalogue, read as the catalogue's checker reads them."""

from pathlib import Path
from typing import Any

from motcua.core.procedure.document import read_document
from motcua.core.procedure.problems import Findings

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"
FILES = sorted([*CATALOGUE.glob("*/form.yaml"), *CATALOGUE.glob("*/forms/*.yaml")])


def definition_in(file: Path) -> Any:
    """The plain data in a file of the catalogue."""
    document = read_document(file.name, file.read_bytes(), Findings())
    assert document, file
    return document.value
