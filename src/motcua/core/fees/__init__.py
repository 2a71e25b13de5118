"""Fees: what a dossier costs on a given day, line by line, each with its legal basis.

A `FeeTable` is data of a procedure package: items with dated rows, and reliefs for persons, channels or a whole city.
`assess` picks the one row of each item that holds, computes it, and takes off what is waived or paid by a budget.
What did not apply is told with its reason, so that a clerk can explain the fee and an auditor repeat it.
Money is integer đồng; a fraction, a negative amount, a gap or two rows at once are errors, never roundings.
`amount_in_words` writes an amount as a receipt must.
"""

from motcua.core.fees.assess import assess
from motcua.core.fees.assessment import Assessment, Granted, Line, NotApplied
from motcua.core.fees.errors import AssessmentError, FeeError, FeeProblem, FeeTableError, path_text
from motcua.core.fees.rows import Item, Period, Relief, Row, Scope
from motcua.core.fees.table import FeeTable, parse_policy
from motcua.core.fees.terms import Certainty, Channel, Collected, FeeKind, ReliefKind, SetBy, Term
from motcua.core.fees.words import amount_in_words, number_in_words

__all__ = [
    "Assessment",
    "AssessmentError",
    "Certainty",
    "Channel",
    "Collected",
    "FeeError",
    "FeeKind",
    "FeeProblem",
    "FeeTable",
    "FeeTableError",
    "Granted",
    "Item",
    "Line",
    "NotApplied",
    "Period",
    "Relief",
    "ReliefKind",
    "Row",
    "Scope",
    "SetBy",
    "Term",
    "amount_in_words",
    "assess",
    "number_in_words",
    "parse_policy",
    "path_text",
]
