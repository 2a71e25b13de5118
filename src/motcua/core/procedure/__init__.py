"""A procedure as data: a package of plain files, read into one frozen `Procedure`, or refused with reasons.

`read_shared` reads what all packages have in common (roles, agencies, registries, letters, schemas); `read_package`
turns the bytes of one package into a `Procedure`; `check_package` and `check_catalogue` say what is wrong, with file,
line and reason in both languages. Nothing here reads a file, a clock or a database.
"""

from motcua.core.procedure.check import Judged, check_catalogue, check_package
from motcua.core.procedure.checks.limits import Year
from motcua.core.procedure.law import Basis, LegalBasis
from motcua.core.procedure.package import read_package
from motcua.core.procedure.problems import BrokenPackageError, Problem, Severity
from motcua.core.procedure.shared import Act, AgencyKind, Division, Field, Registry, Role, Shared, read_shared
from motcua.core.procedure.types import (
    Alternative,
    CaseLimit,
    CentralSystem,
    Child,
    CompetentAgency,
    Decision,
    DossierComponent,
    Letter,
    Outcome,
    PartyFields,
    Procedure,
    ProcedureCase,
    Quantity,
    Result,
    Source,
    Step,
    StepGroup,
)
from motcua.core.procedure.vocabulary import (
    Audience,
    Certainty,
    Channel,
    Level,
    OnlineService,
    PartyKind,
    PartyRole,
    Silence,
    StepKind,
    WaitsFor,
    WhenAbsent,
    WorksAt,
)

__all__ = [
    "Act",
    "AgencyKind",
    "Alternative",
    "Audience",
    "Basis",
    "BrokenPackageError",
    "CaseLimit",
    "CentralSystem",
    "Certainty",
    "Channel",
    "Child",
    "CompetentAgency",
    "Decision",
    "Division",
    "DossierComponent",
    "Field",
    "Judged",
    "LegalBasis",
    "Letter",
    "Level",
    "OnlineService",
    "Outcome",
    "PartyFields",
    "PartyKind",
    "PartyRole",
    "Problem",
    "Procedure",
    "ProcedureCase",
    "Quantity",
    "Registry",
    "Result",
    "Role",
    "Severity",
    "Shared",
    "Silence",
    "Source",
    "Step",
    "StepGroup",
    "StepKind",
    "WaitsFor",
    "WhenAbsent",
    "WorksAt",
    "Year",
    "check_catalogue",
    "check_package",
    "read_package",
    "read_shared",
]
