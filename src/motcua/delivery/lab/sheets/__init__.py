"""The parts of a package that are edited in lists and cells."""

from motcua.delivery.lab.sheets.cases import CASES
from motcua.delivery.lab.sheets.fees import FEES
from motcua.delivery.lab.sheets.form import FORM
from motcua.delivery.lab.sheets.general import GENERAL
from motcua.delivery.lab.sheets.model import Around, Entry, Group, Question, Sheet
from motcua.delivery.lab.sheets.papers import PAPERS
from motcua.delivery.lab.sheets.results import RESULTS
from motcua.delivery.lab.sheets.steps import STEPS

SHEETS = {sheet.word: sheet for sheet in (STEPS, FORM, PAPERS, CASES, RESULTS, FEES, GENERAL)}

__all__ = ["SHEETS", "Around", "Entry", "Group", "Question", "Sheet"]
