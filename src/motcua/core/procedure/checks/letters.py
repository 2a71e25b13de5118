"""Letters: each that can be issued is there, and what it must say is brought by the act that issues it."""

from __future__ import annotations

from motcua.core.procedure.issuing import GENERAL, Issued, issued_letters
from motcua.core.procedure.package import Examined
from motcua.core.procedure.problems import Findings, Line
from motcua.core.procedure.types import Procedure


def check_letters(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """Nobody finds out at the printer that a letter is missing, or that nobody was asked for its words."""
    for issued in issued_letters(procedure):
        place = _place(examined, issued)
        letter = procedure.letters.get(issued.letter)
        if letter is None:
            findings.report("letter_unknown", place, name=issued.letter)
        elif unsaid := letter.needs - issued.brings:
            findings.report("letter_value_without_source", place, name=issued.letter, values=", ".join(sorted(unsaid)))


def _place(examined: Examined, issued: Issued) -> Line:
    """The step or result that issues it; for an act that every procedure has, the letter's own entry."""
    top = examined.top
    if issued.step:
        return top["steps"][issued.step].place
    if issued.result:
        return top["results"][issued.result].place
    own = top.parts("letters").get(issued.letter) if issued.letter in GENERAL else None
    return own.place if own else top.place
