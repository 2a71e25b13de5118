"""The shape of a YAML file: which parts it has and of what sort, by its JSON schema.

The schemas are the same files that an editor uses. A breach of one is told in the words of the law's trap it stands
for (a limit without unit, a quantity that is only words), where there is one, and otherwise by the rule of the schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import jsonschema_rs
from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Breach

from motcua.core.procedure.document import Document, Trail
from motcua.core.procedure.problems import Findings

Schemas: TypeAlias = Mapping[str, jsonschema_rs.Draft202012Validator]


def read_schemas(files: Mapping[str, bytes]) -> Schemas:
    """The schemas among `files`, by the kind of file they describe: `schema/procedure.schema.json` is `procedure`."""
    return {
        name.removeprefix("schema/").removesuffix(".schema.json"): jsonschema_rs.Draft202012Validator(source.decode())
        for name, source in files.items()
        if name.startswith("schema/") and name.endswith(".schema.json")
    }


def check_shape(document: Document, kind: str, schemas: Schemas, findings: Findings) -> bool:
    """Whether the document has the shape of its kind; each breach goes to `findings`."""
    breaches = list(schemas[kind].iter_errors(document.value))
    for breach in breaches:
        trail: Trail = tuple(breach.instance_path)
        match breach.kind:
            case Breach.AdditionalProperties(unexpected=keys):
                _report_surplus(document, trail, breach.instance, keys, findings)
            case _:
                code, words = _told(trail, breach)
                findings.report(code, document.place(*trail), at=_at(trail), **words)
    return not breaches


def _told(trail: Trail, breach: ValidationError) -> tuple[str, dict[str, object]]:
    last = next((part for part in reversed(trail) if isinstance(part, str)), "")
    match breach.kind:
        case Breach.Required(property=missing):
            return (
                ("text_missing", {"language": missing}) if missing in _LANGUAGES else ("key_missing", {"key": missing})
            )
        case Breach.Enum(options=options):
            return _WRONG_WORD.get(last, "word_unknown"), {"word": breach.instance, "options": _listed(options)}
        case Breach.Pattern(pattern=pattern):
            code = "text_missing" if last in _LANGUAGES else _WRONG_PATTERN.get(last, "pattern")
            return code, {"word": breach.instance, "pattern": pattern, "language": last}
        case Breach.Type(types=types):
            code = "limit_without_unit" if _is_limit(trail) else _WRONG_TYPE.get(last, "type")
            return code, {"word": breach.instance, "types": ", ".join(types), "language": last}
        case Breach.MinLength() if last in _LANGUAGES:
            return "text_missing", {"language": last}
        case _:
            return "shape", {"detail": breach.message}


def _report_surplus(document: Document, trail: Trail, part: object, keys: list[str], findings: Findings) -> None:
    """Keys that do not belong there. One without a value is the rest of a text with a comma that was not quoted."""
    for key in keys:
        split = isinstance(part, dict) and part[key] is None
        findings.report("comma_unquoted" if split else "key_unknown", document.place(*trail, key), key=key)


_LANGUAGES = ("vi", "en")
_WRONG_WORD = {"level": "level_unknown", "channels": "channel_unknown"}
_WRONG_PATTERN = {"code": "code_pattern", "replaces": "code_pattern", "result": "code_pattern"}
_WRONG_TYPE = {"quantity": "quantity_unstructured", "vi": "text_missing", "en": "text_missing"}


def _is_limit(trail: Trail) -> bool:
    return trail[-1:] == ("limit",) or trail[-2:-1] == ("limits",) or trail[-1:] == ("acknowledge_within",)


def _listed(options: list[Any]) -> str:
    return ", ".join(str(option) for option in options)


def _at(trail: Trail) -> str:
    return ".".join(str(part) for part in trail) or "."
