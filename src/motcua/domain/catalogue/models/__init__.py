"""Procedures in their versions. The files of a version are kept under the hash of their content, each content once."""

from motcua.domain.catalogue.models.contents import Content, SharedFile, SharedPart
from motcua.domain.catalogue.models.procedures import Closure, Procedure, ReplacedProcedure
from motcua.domain.catalogue.models.versions import Described, LifeRow, ProcedureVersion, VersionFile

__all__ = [
    "Closure",
    "Content",
    "Described",
    "LifeRow",
    "Procedure",
    "ProcedureVersion",
    "ReplacedProcedure",
    "SharedFile",
    "SharedPart",
    "VersionFile",
]
