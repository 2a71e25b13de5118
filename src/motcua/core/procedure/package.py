"""A package of files becomes a procedure, or a list of what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from motcua.core.forms import FormDefinition, InvalidFormError, parse_form
from motcua.core.procedure.deciding import read_package_decisions
from motcua.core.procedure.document import Document, Node, read_document
from motcua.core.procedure.problems import BrokenPackageError, Findings, Line, Problem, Severity
from motcua.core.procedure.read_law import read_legal
from motcua.core.procedure.read_procedure import Parts, build
from motcua.core.procedure.reader import Reader
from motcua.core.procedure.shape import check_shape
from motcua.core.procedure.shared import Shared
from motcua.core.procedure.types import Procedure
from motcua.core.procedure.vocabulary import Certainty
from motcua.core.process import (
    Definition,
    NotExecutableError,
    UnreadableModelError,
    check_process,
    compile_process,
    read_model,
)
from motcua.core.text import ToldError

Files = Mapping[str, bytes]
# As in schema/procedure.schema.json.
_CODE = re.compile(r"[1-3]\.[0-9]{6}(\.(000\.00\.00\.)?H[0-9]{2})?")
PROCEDURE, DIAGRAM, FORM, FEES = "procedure.yaml", "process.bpmn", "form.yaml", "fees.yaml"


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a package: its documents by file name, and the procedure if it could be built."""

    files: Files
    shared: Shared
    documents: Mapping[str, Document]
    procedure: Procedure | None

    @property
    def top(self) -> Node:
        return self.documents[PROCEDURE].top()


def read_package(files: Files, shared: Shared) -> Procedure:
    """The procedure that these files describe: `procedure.yaml`, `process.bpmn`, `form.yaml`, `fees.yaml`, `letters/…`.

    Raises BrokenPackageError with every problem that keeps it from being built. What is built is not yet judged:
    `check_package` does that, before a package enters the catalogue.
    """
    findings = Findings()
    examined = examine(files, shared, findings)
    if examined.procedure is None:
        raise BrokenPackageError(PROCEDURE, findings.sorted())
    return examined.procedure


def stated_code(files: Files) -> str:
    """The code that `procedure.yaml` states, whatever else is wrong with the package. Raises ToldError without one."""
    document = read_document(PROCEDURE, files.get(PROCEDURE, b""), Findings())
    value = document.value if document else None
    code = value.get("code") if isinstance(value, dict) else None
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise ToldError(
            f'{PROCEDURE} chưa ghi mã thủ tục đúng mẫu, ví dụ code: "1.013225".',
            f'{PROCEDURE} states no code of a procedure; write for example code: "1.013225".',
        )
    return code


def examine(files: Files, shared: Shared, findings: Findings) -> Examined:
    """Read everything; what keeps the procedure from being built goes to `findings`."""
    documents = _documents(files, findings)
    forms = _forms(documents, findings)
    diagram = _diagram(files, findings)
    decisions = read_package_decisions(files, findings)
    main = documents.get(PROCEDURE)
    if main is None or not check_shape(main, "procedure", shared.schemas, findings):
        return Examined(files, shared, documents, None)
    top = main.top()
    reader = Reader(shared, findings, read_legal(top, findings), _certainty(top))
    if diagram is None or FORM not in forms or FEES not in documents or findings.has_errors:
        return Examined(files, shared, documents, None)
    parts = Parts(files, diagram, forms, documents[FEES], decisions)
    return Examined(files, shared, documents, build(top, reader, parts))


def _documents(files: Files, findings: Findings) -> dict[str, Document]:
    for name in (PROCEDURE, DIAGRAM, FORM, FEES):
        if name not in files:
            findings.report("file_missing", Line(name, 1), name=name)
    read = {name: read_document(name, source, findings) for name, source in files.items() if name.endswith(".yaml")}
    return {name: document for name, document in read.items() if document}


def _forms(documents: Mapping[str, Document], findings: Findings) -> dict[str, FormDefinition]:
    """The application form and the forms of steps, by file name."""
    forms = {}
    for name, document in documents.items():
        if name == FORM or name.startswith("forms/"):
            try:
                forms[name] = parse_form(document.value)
            except InvalidFormError as wrong:
                for mistake in wrong.mistakes:
                    place = document.place(*mistake.path)
                    findings.report("form_wrong", place, at=_dotted(mistake.path), **mistake.message._asdict())
    return forms


def _diagram(files: Files, findings: Findings) -> Definition | None:
    if DIAGRAM not in files:
        return None
    try:
        model = read_model(files[DIAGRAM])
    except UnreadableModelError as wrong:
        findings.report("diagram_unreadable", Line(DIAGRAM, wrong.line), **wrong.message._asdict())
        return None
    for problem in check_process(model):
        severity = Severity.ERROR if problem.level == "error" else Severity.WARNING
        code = f"diagram_{problem.code.replace('-', '_')}"
        findings.pass_on([Problem(DIAGRAM, problem.line, severity, code, problem.message.vi, problem.message.en)])
    try:
        return compile_process(model)
    except NotExecutableError:
        return None


def _certainty(top: Node) -> dict[str, Certainty]:
    return {section: Certainty(node.text) for section, node in top.parts("certainty").items()}


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in path)
