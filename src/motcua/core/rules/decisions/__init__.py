"""DMN: decision tables, boxed expressions and whole decision models, on top of FEEL.

A `DecisionTable` is a plain value with its expressions as text; `compile_table` makes it ready to be asked,
`check_table` finds its gaps and overlaps. `read_decisions` reads the XML that modellers write (DMN 1.1 to 1.5),
`compile_decisions` makes such a model ready, and `write_decision_table` and `replace_decision_table` write tables back.
"""

from motcua.core.rules.decisions.compilation import compile_decisions
from motcua.core.rules.decisions.compiled import CompiledTable, Verdict, compile_table
from motcua.core.rules.decisions.compiled_model import CompiledModel, Fault
from motcua.core.rules.decisions.coverage import Coverage, Gap, Overlap, check_table
from motcua.core.rules.decisions.hits import HitPolicyError
from motcua.core.rules.decisions.model import DecisionModel, ModelError
from motcua.core.rules.decisions.parsing import TableError
from motcua.core.rules.decisions.reader import namespace_of, read_decisions
from motcua.core.rules.decisions.table import Aggregation, DecisionTable, HitPolicy, Input, Output, Rule
from motcua.core.rules.decisions.types import ItemDefinition, ItemTypes
from motcua.core.rules.decisions.writer import replace_decision_table, write_decision_table

__all__ = [
    "Aggregation",
    "CompiledModel",
    "CompiledTable",
    "Coverage",
    "DecisionModel",
    "DecisionTable",
    "Fault",
    "Gap",
    "HitPolicy",
    "HitPolicyError",
    "Input",
    "ItemDefinition",
    "ItemTypes",
    "ModelError",
    "Output",
    "Overlap",
    "Rule",
    "TableError",
    "Verdict",
    "check_table",
    "compile_decisions",
    "compile_table",
    "namespace_of",
    "read_decisions",
    "replace_decision_table",
    "write_decision_table",
]
