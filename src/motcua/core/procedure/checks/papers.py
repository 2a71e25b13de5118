"""The citizen's side: every paper belongs to a case, has a source, a basis and a count; every case has its form."""

from __future__ import annotations

from motcua.core.procedure.document import Node
from motcua.core.procedure.package import FORM, Examined
from motcua.core.procedure.problems import Findings
from motcua.core.procedure.types import DossierComponent, Procedure
from motcua.core.procedure.vocabulary import Channel, OnlineService


def check_papers(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """Components, results and cases, one by one."""
    _check_components(examined.top, procedure, findings)
    _check_results(examined, procedure, findings)
    for key, node in examined.top.parts("cases").items():
        if not any(component.form for component in procedure.cases[key].components):
            findings.report("case_without_form", node["components"].place, key=key, form=FORM)


def _check_components(top: Node, procedure: Procedure, findings: Findings) -> None:
    asked_for = {component.key: component for case in procedure.cases.values() for component in case.components}
    for key, node in top.parts("components").items():
        wanting = {
            "component_without_case": key not in asked_for,
            "component_without_source": node.get("source") is None,
            "component_without_basis": node.get("basis") is None,
            "component_without_quantity": node.get("quantity") is None and node.get("form") is None,
            "component_without_file_rule": key in asked_for and _needs_a_file_rule(asked_for[key], procedure),
        }
        for code, is_so in wanting.items():
            if is_so:
                findings.report(code, node.place, key=key)


def _check_results(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    given = {result.key for case in procedure.cases.values() for result in case.results}
    tables = {
        "letter": (procedure.letters, "letter_unknown"),
        "signed_by": (examined.shared.roles, "role_unknown"),
        "child": (procedure.children, "child_unknown"),
    }
    for key, node in examined.top.parts("results").items():
        if key not in given:
            findings.report("result_without_case", node.place, key=key)
        for named, (table, code) in tables.items():
            part = node.get(named)
            if part and part.text not in table:
                findings.report(code, part.place, key=key, name=part.text)


def check_online(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """Toàn trình is the rule; anything less has a published reason (Nghị định 224/2026/NĐ-CP Điều 14)."""
    place = examined.top["online"].place
    if procedure.online is not OnlineService.FULL and procedure.online_reason is None:
        findings.report("online_reason_missing", place)
    if (procedure.online is OnlineService.NONE) == (Channel.ONLINE in procedure.channels):
        findings.report("online_and_channels", place, online=procedure.online)


def _needs_a_file_rule(component: DossierComponent, procedure: Procedure) -> bool:
    """Whether the paper is uploaded somewhere without saying what kind of file is taken."""
    quantity = component.quantity
    handed_in = quantity.originals or quantity.certified_copies or quantity.plain_copies
    online = Channel.ONLINE in procedure.channels
    return bool(online and handed_in and not component.form and component.file is None)
