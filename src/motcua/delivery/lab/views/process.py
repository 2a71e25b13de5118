"""The drawing of a version in a modeller, with its panel; checked by the server while somebody draws."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.core.process import UnreadableModelError, read_model
from motcua.core.process.layout import TooLargeToDrawError, lay_out
from motcua.delivery.lab.access import Reformer, reformers_only
from motcua.delivery.lab.editing.drawing import StepTold, Together, steps_with_drawing
from motcua.delivery.lab.editing.yaml_text import UneditableError, read
from motcua.delivery.lab.expressions import judge_expression
from motcua.delivery.lab.frame import Opened, built, lab_page
from motcua.delivery.lab.judging import DIAGRAM, PROCEDURE, judge_drawing, unreadable
from motcua.delivery.lab.modeller_words import modeller_words, panel_words
from motcua.delivery.lab.policy import with_modeller
from motcua.delivery.lab.sheets import vocabulary
from motcua.delivery.lab.sheets.model import listed, mapped, named
from motcua.delivery.ui.diagram import procedure_diagram
from motcua.delivery.ui.words import in_language
from motcua.domain.catalogue.drafting import save_files
from motcua.domain.catalogue.errors import StaleRevisionError
from motcua.domain.catalogue.types import CatalogueError

MOST_CHARACTERS = 2_000_000


@require_GET
@reformers_only
@with_modeller
def process(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """The modeller; where nothing can be edited, the drawing with its table."""
    opened = Opened(n, by)
    procedure = opened.procedure
    words: dict[str, object] = {"opened": opened, "place": "quy-trinh"}
    if not opened.may_edit:
        return lab_page(
            request,
            by,
            "lab/process_shown.html",
            {**words, "diagram": procedure_diagram(procedure) if procedure else None},
        )
    words["modeller"] = {
        "xml": opened.text(DIAGRAM),
        "revision": opened.draft.revision,
        "steps": _steps(opened),
        "roles": named(opened.draft.shared.roles),
        "kinds": list(vocabulary.step_kinds().items()),
        "units": [each for each in vocabulary.units() if each[0] != "same_day"],
        "decisions": [
            each.removeprefix("decisions/").removesuffix(".dmn")
            for each in opened.draft.files
            if each.startswith("decisions/")
        ],
        "words": panel_words(),
        "translations": modeller_words(),
    }
    return lab_page(request, by, "lab/process.html", words)


@dataclass(frozen=True, slots=True)
class Sent:
    """What the page sends: the drawing, the revision it began with, what the panel says of steps."""

    xml: bytes
    revision: int
    told: dict[str, StepTold]
    renamed: dict[str, str]


class UnreadablePostError(Exception):
    """The body is not what the page sends."""


@require_POST
@reformers_only
def check(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """The remarks on a drawing as it would be saved."""
    opened = Opened(n, by)
    try:
        sent = _sent(request)
        return JsonResponse({"remarks": _remarks(opened, sent, by)})
    except UnreadablePostError:
        return JsonResponse({"why": _("Không đọc được sơ đồ vừa gửi.")}, status=400)
    except UnreadableModelError as wrong:
        return JsonResponse({"remarks": [unreadable(wrong).as_json()]})


@require_POST
@reformers_only
def save(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """Keep the drawing, and the steps that it has now. A drawing with errors is kept too: it is a draft."""
    opened = Opened(n, by)
    try:
        sent = _sent(request)
        together = _together(opened, sent)
        changes = {DIAGRAM: sent.xml} | ({PROCEDURE: together.text.encode()} if together else {})
        revision = save_files(n, changes, sent.revision, by.author, by.now)
    except UnreadablePostError:
        return JsonResponse({"why": _("Không đọc được sơ đồ vừa gửi.")}, status=400)
    except UnreadableModelError as wrong:
        return JsonResponse({"why": in_language(wrong.message)}, status=422)
    except StaleRevisionError as stale:
        return JsonResponse({"why": in_language(stale), "revision": stale.revision, "stale": True}, status=409)
    except CatalogueError as refused:
        return JsonResponse({"why": in_language(refused)}, status=409)
    saved = Opened(n, by)
    return JsonResponse(
        {
            "revision": revision,
            "steps": _steps(saved),
            "added": together.added if together else (),
            "removed": together.removed if together else (),
            "said": _saved_words(revision, together),
            "remarks": _remarks(saved, Sent(sent.xml, revision, {}, {}), by),
        }
    )


@require_POST
@reformers_only
def lay_out_anew(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """The same drawing, placed anew. Nothing is kept."""
    try:
        return JsonResponse({"xml": lay_out(_sent(request).xml).decode()})
    except UnreadablePostError:
        return JsonResponse({"why": _("Không đọc được sơ đồ vừa gửi.")}, status=400)
    except (UnreadableModelError, TooLargeToDrawError) as wrong:
        return JsonResponse({"why": in_language(wrong.message)}, status=422)


@require_POST
@reformers_only
def expression(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """Whether a text is an expression that may stand where it was typed; if not, why and at which place."""
    opened = Opened(n, by)
    text, use = request.POST.get("text", "")[:2000], request.POST.get("use", "")
    return JsonResponse(judge_expression(text, use, built(opened.draft)))


def _sent(request: HttpRequest) -> Sent:
    if len(request.body) > MOST_CHARACTERS:
        raise UnreadablePostError
    try:
        told = json.loads(request.body)
        xml, revision = told["xml"], told["revision"]
        steps = mapped(told.get("steps"))
        renamed = mapped(told.get("renamed"))
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as wrong:
        raise UnreadablePostError from wrong
    if not isinstance(xml, str) or not isinstance(revision, int):
        raise UnreadablePostError
    return Sent(
        xml.encode("utf-8", "replace"),
        revision,
        {str(key): _told(mapped(each)) for key, each in steps.items()},
        {str(old): str(new) for old, new in renamed.items()},
    )


def _told(step: dict[str, Any]) -> StepTold:
    words = {key: " ".join(str(step.get(key) or "").split())[:300] for key in ("en", "kind", "amount", "unit")}
    kinds, units = vocabulary.step_kinds(), dict(vocabulary.units())
    return StepTold(
        en=words["en"],
        kind=words["kind"] if words["kind"] in kinds else "",
        amount=words["amount"][:6],
        unit=words["unit"] if words["unit"] in units else "",
    )


def _together(opened: Opened, sent: Sent) -> Together | None:
    """The steps that fit the drawing; None while the main file cannot be edited part by part."""
    try:
        return steps_with_drawing(opened.text(PROCEDURE), read_model(sent.xml), sent.told, sent.renamed)
    except UneditableError:
        return None


def _saved_words(revision: int, together: Together | None) -> str:
    said = _("Đã lưu, lần sửa %(n)s.") % {"n": revision}
    if together is not None:
        return said
    return f"{said} {_('procedure.yaml đang viết sai nên các bước chưa theo bản vẽ; hãy sửa ở phần “Tệp”.')}"


def _remarks(opened: Opened, sent: Sent, by: Reformer) -> list[dict[str, str]]:
    together = _together(opened, sent)
    files = dict(opened.draft.files)
    if together is not None:
        files[PROCEDURE] = together.text.encode()
    return [each.as_json() for each in judge_drawing(sent.xml, files, opened.draft.shared, by.now.date())]


def _steps(opened: Opened) -> dict[str, dict[str, Any]]:
    """What the panel shows of each step."""
    try:
        steps = mapped(mapped(read(opened.text(PROCEDURE))).get("steps"))
    except UneditableError:
        return {}
    return {key: _step(mapped(each)) for key, each in steps.items()}


def _step(step: dict[str, Any]) -> dict[str, Any]:
    limit = mapped(step.get("limit"))
    unit = next((unit for unit, _word in vocabulary.units() if unit in limit), "")
    return {
        "en": mapped(step.get("name")).get("en", ""),
        "kind": step.get("kind", ""),
        "amount": str(limit.get(unit, "")) if unit else "",
        "unit": unit,
        "outcomes": list(mapped(step.get("outcomes"))),
        "letters": listed(step.get("letters")),
    }
