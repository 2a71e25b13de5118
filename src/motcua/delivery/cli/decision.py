"""`motcua decision check` and `motcua decision eval`: DMN files looked over, and asked."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from motcua.core.rules import Evaluation, RuleError, Value
from motcua.core.rules.decisions import (
    CompiledModel,
    Coverage,
    ModelError,
    Verdict,
    check_table,
    compile_decisions,
    namespace_of,
    read_decisions,
)
from motcua.core.rules.text import text_of


def check(arguments: list[str]) -> int:
    """Say what a DMN file holds, which of it cannot be asked, and where its tables have gaps and overlaps.

    0 when everything can be asked and every table answers as its hit policy promises.
    """
    parser = argparse.ArgumentParser(prog="motcua decision check")
    parser.add_argument("file", type=Path, metavar="FILE", help="models that it imports are looked for beside it")
    parser.add_argument("--json", action="store_true", help="the report as one JSON object")
    wanted = parser.parse_args(arguments)
    try:
        model = _compiled(wanted.file)
    except (OSError, RuleError) as refusal:
        return _refuse(wanted.file, refusal)
    tables = [(part, table.table.name, check_table(table)) for part, table in model.tables]
    if wanted.json:
        print(json.dumps({"file": str(wanted.file), **_report(model, tables)}, ensure_ascii=False, indent=1))
    else:
        for line in _lines(model, tables):
            print(line)
    return 0 if not model.faults and all(coverage.sound for _, _, coverage in tables) else 1


def evaluate(arguments: list[str]) -> int:
    """Ask a decision of a DMN file, and say which rules of its tables matched. 1 when it cannot be asked."""
    parser = argparse.ArgumentParser(prog="motcua decision eval")
    parser.add_argument("file", type=Path, metavar="FILE", help="models that it imports are looked for beside it")
    parser.add_argument("--data", type=Path, metavar="D.yaml", help="the input data by name")
    parser.add_argument("--decision", metavar="NAME", help="which decision, by name or id, when the file has several")
    parser.add_argument("--json", action="store_true", help="the answer as one JSON object")
    wanted = parser.parse_args(arguments)
    try:
        model = _compiled(wanted.file)
        verdict = model.decide(_asked(model, wanted.decision), _data(wanted.data), evaluation=Evaluation())
    except (OSError, RuleError, yaml.YAMLError, UnicodeDecodeError) as refusal:
        return _refuse(wanted.file, refusal)
    if wanted.json:
        print(json.dumps(_answer(verdict), ensure_ascii=False, indent=1))
    else:
        for line in _explanation(verdict):
            print(line)
    return 0


def _compiled(file: Path) -> CompiledModel:
    """The model of the file; the models that it may import are the other DMN files of its folder."""
    xml = file.read_bytes()
    others = {}
    for other in sorted(file.parent.glob("*.dmn")):
        if other.name != file.name and b"import" in xml:
            content = other.read_bytes()
            others[namespace_of(content)] = content
    return compile_decisions(read_decisions(xml, others))


def _asked(model: CompiledModel, name: str | None) -> str:
    decisions = model.model.decisions
    if name is None and len(decisions) != 1:
        names = ", ".join(f"“{decision.name}”" for decision in decisions)
        raise ModelError.said(f"hãy chọn --decision trong: {names}", f"choose a --decision among: {names}")
    return decisions[0].id if name is None else name


def _data(file: Path | None) -> Mapping[str, object]:
    """The data in the file, as YAML says them; one part may not stand for another, so that files stay as large as
    they look.
    """
    if file is None:
        return {}
    text = file.read_text(encoding="utf-8")
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.CSafeLoader)):
        raise ModelError.said(f"{file}: không được dùng bí danh (*) của YAML", f"{file}: no aliases (*) of YAML")
    found = yaml.load(text, Loader=yaml.CSafeLoader)
    if not isinstance(found, dict):
        raise ModelError.said(f"{file}: cần tên và giá trị của dữ liệu vào", f"{file}: names and values are needed")
    return found


def _report(model: CompiledModel, tables: list[tuple[str, str, Coverage]]) -> dict[str, Any]:
    whole = model.model
    return {
        "name": whole.name,
        "inputs": [{"name": part.name, "type": part.type} for part in whole.inputs],
        "decisions": [
            {"id": part.id, "name": part.name, "kind": type(part.logic).__name__.removesuffix("Box").lower()}
            for part in whole.decisions
        ],
        "knowledge": [part.name for part in whole.knowledge],
        "services": [part.name for part in whole.services],
        "imports": [{"name": each.name, "namespace": each.model.namespace} for each in whole.imports],
        "faults": [{"part": fault.part, **fault.error.sentence._asdict()} for fault in model.faults],
        "tables": [
            {
                "part": part,
                "table": table,
                "sound": coverage.sound,
                "complete": coverage.complete,
                "gaps": [
                    {"tests": gap.tests, "harmful": gap.harmful, **gap.message._asdict()} for gap in coverage.gaps
                ],
                "overlaps": [
                    {"rules": each.rules, "tests": each.tests, "harmful": each.harmful, **each.message._asdict()}
                    for each in coverage.overlaps
                ],
                "undecided": coverage.undecided,
            }
            for part, table, coverage in tables
        ],
    }


def _lines(model: CompiledModel, tables: list[tuple[str, str, Coverage]]) -> Iterator[str]:
    whole = model.model
    yield f"{whole.name}: {len(whole.decisions)} decisions, {len(tables)} tables, {len(whole.inputs)} inputs"
    for part in whole.inputs:
        yield f"  input      {part.name}{f': {part.type}' if part.type else ''}"
    for decision in whole.decisions:
        yield f"  decision   {decision.name} ({type(decision.logic).__name__.removesuffix('Box').lower()})"
    for kind, parts in (("knowledge", whole.knowledge), ("service", whole.services)):
        yield from (f"  {kind:<10} {part.name}" for part in parts)
    for fault in model.faults:
        yield f"  FAULT      {fault.part}: {fault.error}"
    for part_name, _, coverage in tables:
        yield f"{part_name}: {'sound' if coverage.sound else 'NOT SOUND'}"
        for gap in coverage.gaps:
            yield f"  {'GAP' if gap.harmful else 'gap'}        {gap.message}"
        for overlap in coverage.overlaps:
            yield f"  {'OVERLAP' if overlap.harmful else 'overlap'}    {overlap.message}"
        for rule, column in coverage.undecided:
            yield f"  not looked at: rule {rule}, column {column} holds more than constants"
        yield from (f"  {note}" for note in coverage.notes)


def _answer(verdict: Verdict) -> dict[str, Any]:
    return {
        "value": _plain(verdict.value),
        "matches": [{"table": match.table, "rules": match.rules} for match in verdict.matches],
        "warnings": [str(warning) for warning in verdict.warnings],
    }


def _explanation(verdict: Verdict) -> Iterator[str]:
    yield text_of(verdict.value, Evaluation())
    for match in verdict.matches:
        rules = ", ".join(map(str, match.rules))
        yield f"  {match.table}: {f'rules {rules} matched' if rules else 'no rule matched'}"
    for warning in verdict.warnings:
        yield f"  {warning.at.words}: {warning}"


def _plain(value: Value) -> object:
    """The value as JSON has it; what JSON has no kind for as FEEL's text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    return value if value is None or isinstance(value, (bool, str)) else text_of(value, Evaluation())


def _refuse(file: Path, refusal: Exception) -> int:
    print(f"{file}: {refusal}", file=sys.stderr)
    return 1
