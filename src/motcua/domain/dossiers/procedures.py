"""The procedure by which one dossier lives: usually the version of its day of receipt.

A dossier that was moved to another version works by that one and keeps the terms on which it was received: the form,
the papers, the fees, the limits and the rules of the clock. What the applicant was told on that day holds; how the
offices work follows the new decision.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from motcua.core.procedure import Procedure, ProcedureCase
from motcua.domain.catalogue import queries as catalogue

_MOST_KEPT = 256
_kept: dict[tuple[int, int], tuple[Procedure, Procedure, Procedure]] = {}


class Versioned(Protocol):
    """What knows the versions of a dossier: its case, its row."""

    @property
    def version_id(self) -> int: ...

    @property
    def terms_id(self) -> int | None: ...


def procedure_of(dossier: Versioned) -> Procedure:
    """The procedure of a dossier: the work of its version, on the terms of its receipt."""
    work = catalogue.version(dossier.version_id)
    if dossier.terms_id is None:
        return work
    terms, key = catalogue.version(dossier.terms_id), (dossier.version_id, dossier.terms_id)
    known = _kept.get(key)
    if known and known[0] is work and known[1] is terms:
        return known[2]
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    joined = on_terms(work, terms)
    _kept[key] = (work, terms, joined)
    return joined


def on_terms(work: Procedure, terms: Procedure) -> Procedure:
    """The steps, the diagram, the offices and the results of `work`; what the applicant was asked and told by `terms`.
    Letters of both are known, for those of the old version have been sent.
    """
    return replace(
        work,
        cases={key: _case(case, terms.cases.get(key)) for key, case in work.cases.items()},
        form=terms.form,
        parties=terms.parties,
        fees=terms.fees,
        letters={**terms.letters, **work.letters},
    )


def _case(work: ProcedureCase, terms: ProcedureCase | None) -> ProcedureCase:
    return replace(terms, name=work.name, results=work.results) if terms else work
