"""What ARCHITECTURE asks and no linter sees: foreign keys point to older apps, nobody below the edge reads a clock."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "motcua"
OLDEST_FIRST = [
    *("contenttypes", "auth", "infra", "identity", "records", "payments", "notifications", "catalogue", "dossiers"),
    *("feedback", "reporting"),
]
CLOCKS = {("datetime", "now"), ("datetime", "today"), ("date", "today"), ("timezone", "now"), ("datetime", "utcnow")}
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "misc"}


def sources(*parts: str) -> list[Path]:
    return [file for part in parts for file in sorted((SOURCE / part).rglob("*.py")) if "migrations" not in file.parts]


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.django_db
def test_each_worker_has_its_own_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_setting('server_encoding')")
        database, encoding = cursor.fetchone()
    assert database.startswith("test_")
    assert encoding == "UTF8"


def test_a_foreign_key_points_to_the_same_app_or_an_older_one():
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("motcua.")
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        if OLDEST_FIRST.index(field.related_model._meta.app_label) > OLDEST_FIRST.index(model._meta.app_label)
    ]
    assert wrong == []


def test_every_constraint_is_named_as_a_sentence():
    names = [
        constraint.name
        for model in apps.get_models()
        if model.__module__.startswith("motcua.")
        for constraint in model._meta.constraints
    ]
    assert names
    assert [each for each in names if each.count("_") < 2] == []


def test_nothing_in_core_or_domain_reads_the_clock():
    calls = []
    for file in sources("core", "domain"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                last = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                if (last, node.func.attr) in CLOCKS:
                    calls.append(f"{name(file)}:{node.lineno}")
    assert calls == []


def test_no_file_or_folder_has_a_name_that_says_nothing():
    found = [name(file) for file in SOURCE.rglob("*") if file.stem in NAMES_THAT_SAY_NOTHING]
    assert found == []


def test_a_file_reads_aloud_in_one_sitting():
    long = [name(file) for file in sources("") if file.read_text().count("\n") > 400]
    assert long == []


def exported(package: Path) -> set[str]:
    """The names that a package of core offers."""
    for node in ast.parse((package / "__init__.py").read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def test_every_function_that_core_offers_says_what_it_does():
    silent = []
    for package in (file.parent for file in sources("core") if file.name == "__init__.py"):
        offered = exported(package)
        for file in package.rglob("*.py"):
            silent += [
                f"{name(file)}:{node.lineno} {node.name}"
                for node in ast.parse(file.read_text()).body
                if isinstance(node, ast.FunctionDef) and node.name in offered and not ast.get_docstring(node)
            ]
    assert silent == []


def test_every_function_behind_an_apps_doors_says_what_it_does():
    doors = {"services", "queries", "policies", "events", "types", "ports"}
    silent = [
        f"{name(file)}:{node.lineno} {node.name}"
        for file in sources("domain")
        if doors & {*file.parts, file.stem}
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_the_words_of_the_project_are_fixed_with_definition_and_words_to_avoid():
    rows = [line for line in (ROOT / "CONTEXT.md").read_text().splitlines() if line.startswith("| ") and "`" in line]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert len(cells) >= 60
    assert all(len(row) == 4 and all(row) for row in cells)
