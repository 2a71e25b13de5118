"""Trying a version out: test dossiers in a space of their own, led by hand or played many at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.core.procedure import BrokenPackageError
from motcua.core.workcal import ZONE
from motcua.delivery.lab.access import Reformer, reformers_only
from motcua.delivery.lab.filing import filing_asked, ways_to_file
from motcua.delivery.lab.frame import Opened, lab_page
from motcua.delivery.lab.mending import mended_where
from motcua.delivery.lab.sheets import vocabulary
from motcua.delivery.ui.diagram import dossier_diagram
from motcua.delivery.ui.problems import not_found
from motcua.delivery.ui.timeline import past, past_of_parts
from motcua.delivery.ui.words import in_language, moment
from motcua.domain.dossiers import trial
from motcua.domain.dossiers.errors import DossierError, NoSuchDossierError
from motcua.infra.letters import LetterError

MOST_PLAYS = 200
MOST_WORDS = 1000
_MAIN = (trial.WorkKind.STEP, trial.WorkKind.OPINION, trial.WorkKind.WAIT)


@require_http_methods(["GET", "POST"])
@reformers_only
def trials(request: HttpRequest, by: Reformer, n: int) -> HttpResponse:
    """The test dossiers of a version; a new one, many played at once, all thrown away."""
    opened = Opened(n, by)
    words: dict[str, object] = {"opened": opened, "place": "thu"}
    try:
        if request.method == "POST":
            return _start(request, by, opened, words)
    except BrokenPackageError as broken:
        words["broken"] = mended_where(opened, list(broken.problems))
    except DossierError as refused:
        messages.warning(request, in_language(refused), extra_tags="late")
    return _list(request, by, opened, words)


def _list(request: HttpRequest, by: Reformer, opened: Opened, words: dict[str, object]) -> HttpResponse:
    procedure = opened.procedure
    channels = dict(vocabulary.channels())
    more = {
        "cases": list(procedure.cases.values()) if procedure else [],
        "channels": [(each.value, channels[each]) for each in ways_to_file(procedure)],
        "trials": trial.list_trials(opened.card.id),
        "most": MOST_PLAYS,
        "procedure": procedure,
    }
    return lab_page(request, by, "lab/trials.html", {**more, **words})


def _start(request: HttpRequest, by: Reformer, opened: Opened, words: dict[str, object]) -> HttpResponse:
    officer, asked = by.author.officer_id, filing_asked(request.POST, opened.procedure)
    match request.POST.get("act"):
        case "fill":
            return redirect(f"{reverse('lab:trial_form', args=[opened.card.id])}?{asked.query}")
        case "file":
            started = trial.start_trial(opened.card.id, asked.case, asked.channel, officer, by.now, seed=asked.seed)
            return redirect("lab:trial", opened.card.id, started)
        case "play":
            typed = request.POST.get("many", "")
            many = min(int(typed), MOST_PLAYS) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 20
            plays = trial.play_many(opened.card.id, max(1, many), asked.seed, officer, by.now)
            return _list(request, by, opened, {**words, "plays": plays, "seed": asked.seed, "many": many})
        case "discard":
            gone = trial.discard_trials(opened.card.id)
            messages.success(request, _("Đã bỏ %(n)s hồ sơ thử.") % {"n": gone}, extra_tags="done")
    return redirect("lab:trials", opened.card.id)


@require_GET
@reformers_only
def one(request: HttpRequest, by: Reformer, n: int, key: UUID) -> HttpResponse:
    """A test dossier on one page: where it is, what can be done, its clock, its letters, its story."""
    opened = Opened(n, by)
    try:
        page = trial.trial_page(key)
    except NoSuchDossierError:
        return not_found(request)
    if page.card.version_id != n:
        raise Http404
    words = {
        "opened": opened,
        "place": "thu",
        "page": page,
        "main": [each for each in page.open if each.kind in _MAIN],
        "beside": [each for each in page.open if each.kind not in _MAIN],
        "diagram": dossier_diagram(page.dossier, page.card.shown_at),
        "story": sorted(
            [*past(page.dossier.events, page.dossier.procedure, in_full=True), *past_of_parts(page.parts)],
            key=lambda line: line.at or page.card.shown_at,
        )[::-1],
        "letters": [(each.n, page.dossier.procedure.letters.get(each.key)) for each in page.dossier.letters],
        "earliest": page.card.shown_at.astimezone(ZONE) + timedelta(minutes=1),
    }
    return lab_page(request, by, "lab/trial.html", words)


@require_POST
@reformers_only
def act(request: HttpRequest, by: Reformer, n: int, key: UUID) -> HttpResponse:
    """One act in a trial, time that passes, a play to the end, or throwing it away."""
    try:
        match request.POST.get("do"):
            case "act":
                _do(request, by, key)
            case "time":
                _pass(request, key)
            case "play":
                played = trial.play(key, by.author.officer_id, request.POST.get("seed", "1")[:40] or "1")
                told = "; ".join(in_language(move) for move in played.moves[-8:])
                said = _("Đã tự chạy %(n)s việc. Những việc cuối: %(told)s") % {"n": len(played.moves), "told": told}
                messages.info(request, said)
            case "discard":
                trial.discard_trial(key)
                messages.success(request, _("Đã bỏ hồ sơ thử."), extra_tags="done")
                return redirect("lab:trials", n)
    except NoSuchDossierError:
        return not_found(request)
    except DossierError as refused:
        messages.warning(request, in_language(refused), extra_tags="late")
    return redirect("lab:trial", n, key)


def _do(request: HttpRequest, by: Reformer, key: UUID) -> None:
    work, _bar, choice = request.POST.get("choice", "").partition("|")
    hand = request.POST.get("officer", "")
    given = request.POST.get("given_to", "")
    trial.act(
        key,
        work,
        choice,
        by.author.officer_id,
        words=" ".join(request.POST.get("words", "").replace("\0", "").split())[:MOST_WORDS],
        officer_id=int(hand) if hand.isascii() and hand.isdecimal() and len(hand) < 12 else None,
        given_to=int(given) if given.isascii() and given.isdecimal() and len(given) < 12 else None,
    )


def _pass(request: HttpRequest, key: UUID) -> None:
    """Time passes to a chosen moment, or to the next at which something changes."""
    try:
        until = (
            datetime.fromisoformat(request.POST["until"]).replace(tzinfo=ZONE) if request.POST.get("until") else None
        )
    except ValueError:
        until = None
    passed = trial.let_time_pass(key, until)
    fired = ", ".join(each.name for each in passed.fired)
    said = _("Đồng hồ của hồ sơ thử chỉ %(at)s.") % {"at": moment(passed.shown_at)}
    messages.info(request, f"{said} {_('Đã đến giờ: %(names)s.') % {'names': fired}}" if fired else said)


@require_GET
@reformers_only
def letter(request: HttpRequest, by: Reformer, n: int, key: UUID, page: int) -> HttpResponse:
    """A letter of a test dossier, with a stamp that says what it is."""
    try:
        return HttpResponse(trial.trial_letter(key, page), content_type="application/pdf")
    except NoSuchDossierError:
        return not_found(request)
    except LetterError as wrong:
        messages.warning(request, _("Văn bản chưa in được: %(why)s") % {"why": wrong}, extra_tags="late")
        return redirect("lab:trial", n, key)
