"""Changed building permits for tests: versions that a city could have decided, and who decides it."""

import shutil
from collections.abc import Callable
from pathlib import Path

from motcua.core.procedure import Power
from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.catalogue.types import Author
from motcua.domain.dossiers.models import Dossier
from tests.office import CATALOGUE, PERMIT, Office, at

Edit = Callable[[Path], None]
DECISION = "1234/QĐ-UBND"


def published(folder: Path, when: str, *edits: Edit) -> int:
    """Publish the building permit with these edits; the id of the version."""
    for name in ("schema", "shared", PERMIT):
        shutil.copytree(CATALOGUE / name, folder / name, dirs_exist_ok=True)
    for edit in edits:
        edit(folder / PERMIT)
    report = load_catalogue(folder, at(when))
    assert not report.refused, report.refused
    return next(loaded.version_id for loaded in report.published if loaded.code == PERMIT)


def publisher(office: Office) -> Author:
    """Somebody who may publish."""
    officer = office.city.who("H29.27094.01", "commune_chairman")
    return Author(officer, "Lãnh đạo", frozenset({Power.PUBLISH}))


def first_version() -> int:
    """The version on which all dossiers of a test were filed."""
    [version] = set(Dossier.objects.filter(procedure_code=PERMIT, terms=None).values_list("version_id", flat=True))
    return version


# --- edits


def in_file(name: str, *pairs: tuple[str, str]) -> Edit:
    """Replace texts in a file of the package; each must be there."""

    def edit(package: Path) -> None:
        text = (package / name).read_text()
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        (package / name).write_text(text)

    return edit


def without_scenarios(package: Path) -> None:
    """The scenarios tell the way of the unchanged process."""
    shutil.rmtree(package / "scenarios", ignore_errors=True)


def both(*edits: Edit) -> Edit:
    def edit(package: Path) -> None:
        for each in edits:
            each(package)

    return edit


# The site is visited under another name, a look over the file comes before the draft, and drafting may take longer.
RENAMED_AND_LONGER = both(
    without_scenarios,
    in_file(
        "process.bpmn",
        ('"inspect"', '"site_visit"'),
        (">inspect<", ">site_visit<"),
        ('<userTask id="draft"', '<userTask id="look_over" name="Rà soát hồ sơ"/>\n    <userTask id="draft"'),
        ("<flowNodeRef>draft</flowNodeRef>", "<flowNodeRef>draft</flowNodeRef><flowNodeRef>look_over</flowNodeRef>"),
        (
            '<sequenceFlow id="to_draft" sourceRef="appraise" targetRef="draft"/>',
            (
                '<sequenceFlow id="to_look_over" sourceRef="appraise" targetRef="look_over"/>\n'
                '    <sequenceFlow id="to_draft" sourceRef="look_over" targetRef="draft"/>'
            ),
        ),
    ),
    in_file(
        "procedure.yaml",
        ("  inspect:\n", "  site_visit:\n"),
        (
            "  draft:\n",
            (
                "  look_over:\n    name: {vi: Rà soát hồ sơ, en: Look over the file}\n    kind: work\n"
                "    limit: {working_hours: 4}\n  draft:\n"
            ),
        ),
        ("limit: {working_hours: 12}", "limit: {working_hours: 20}"),
    ),
)
SITE_VISIT = {"inspect": "site_visit"}
# Those who file from now on are served in sixteen days.
IN_SIXTEEN_DAYS = in_file(
    "procedure.yaml", ("calendar_days: 15", "calendar_days: 16"), ("hoặc 15 ngày", "hoặc 16 ngày")
)
# Applicants are asked one thing more, and the review decides by it.
ASKS_MORE = in_file(
    "form.yaml",
    (
        "      - id: owner_email\n",
        (
            "      - id: near_airport\n        type: yes_no\n        required: true\n        source: none\n"
            "        label: {vi: Gần sân bay, en: Near an airport}\n      - id: owner_email\n"
        ),
    ),
)
READS_IT = in_file(
    "process.bpmn", ('steps.review.outcome = "return"', 'steps.review.outcome = "return" or form.near_airport = true')
)
# The head of the division drafts the result himself.
DRAFTED_BY_THE_HEAD = both(
    without_scenarios,
    in_file(
        "process.bpmn",
        ("<flowNodeRef>draft</flowNodeRef>\n", ""),
        ("<flowNodeRef>assign</flowNodeRef>", "<flowNodeRef>assign</flowNodeRef><flowNodeRef>draft</flowNodeRef>"),
    ),
)
# The tax office is to look at the same time as the others.
ONE_BRANCH_MORE = both(
    without_scenarios,
    in_file(
        "process.bpmn",
        ('<userTask id="inspect"', '<userTask id="tax" name="Xác định thuế"/>\n    <userTask id="inspect"'),
        ("<flowNodeRef>draft</flowNodeRef>", "<flowNodeRef>draft</flowNodeRef><flowNodeRef>tax</flowNodeRef>"),
        (
            '<sequenceFlow id="to_inspect"',
            (
                '<sequenceFlow id="to_tax" sourceRef="split" targetRef="tax"/>\n'
                '    <sequenceFlow id="tax_to_join" sourceRef="tax" targetRef="join"/>\n'
                '    <sequenceFlow id="to_inspect"'
            ),
        ),
    ),
    in_file(
        "procedure.yaml",
        (
            "  draft:\n",
            (
                "  tax:\n    name: {vi: Xác định thuế, en: Assess the tax}\n    kind: work\n"
                "    limit: {working_hours: 4}\n  draft:\n"
            ),
        ),
    ),
)
