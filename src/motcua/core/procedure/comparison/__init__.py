"""What changed between two versions of a procedure, in sentences that a reader of a decision understands."""

from motcua.core.procedure.comparison.change import ADDED, REMOVED, Change, Difference, Part, Total
from motcua.core.procedure.comparison.comparing import compare_procedures

__all__ = ["ADDED", "REMOVED", "Change", "Difference", "Part", "Total", "compare_procedures"]
