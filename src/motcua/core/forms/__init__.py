"""Forms as data: one definition that the browser and the server both follow.

`parse_form` turns a `form.yaml`, parsed to plain data, into a `FormDefinition`, or names every mistake and its place.
`validate` turns a submission, which may be anything, into normalised values and sentences that say what to mend.
`to_browser` gives the same rules to the page: what the browser checks, the server checks again.
Every field says where its value could come from, so that the citizen is asked only for what nobody else knows.
"""

from motcua.core.forms.answers import Answer, AnswersOfSection, Naming
from motcua.core.forms.comparison import FormChange, compare_forms
from motcua.core.forms.context import FilingContext, MissingListError, Places
from motcua.core.forms.definition import Basis, Check, Days, FormField, Limits, Option, Rows, Section
from motcua.core.forms.file_reading import parse_file_rule
from motcua.core.forms.files import FileError, FileFacts, FileRule
from motcua.core.forms.form import FormDefinition, parse_form
from motcua.core.forms.formulas import Formula
from motcua.core.forms.mistakes import InvalidFormError, Mistake
from motcua.core.forms.problems import Json
from motcua.core.forms.sources import Prefill
from motcua.core.forms.validation import FormError, FormResult
from motcua.core.forms.wording import Language, Text

__all__ = [
    "Answer",
    "AnswersOfSection",
    "Basis",
    "Check",
    "Days",
    "FileError",
    "FileFacts",
    "FileRule",
    "FilingContext",
    "FormChange",
    "FormDefinition",
    "FormError",
    "FormField",
    "FormResult",
    "Formula",
    "InvalidFormError",
    "Json",
    "Language",
    "Limits",
    "MissingListError",
    "Mistake",
    "Naming",
    "Option",
    "Places",
    "Prefill",
    "Rows",
    "Section",
    "Text",
    "compare_forms",
    "parse_file_rule",
    "parse_form",
]
