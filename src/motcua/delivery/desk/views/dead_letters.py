from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.frame import desk_page
from motcua.delivery.desk.sent_messages import shown_messages
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import NotAllowedError
from motcua.domain.identity.types import IdentityError
from motcua.domain.notifications.policies import sees_dead_letters
from motcua.domain.notifications.queries import channel_counts
from motcua.domain.notifications.queries import dead_letters as undelivered
from motcua.domain.notifications.services import resend as send_again
from motcua.domain.notifications.types import NotificationError


@require_GET
@officers_only
def dead_letters(request: HttpRequest, by: AtWork) -> HttpResponse:
    """What could not be delivered, and how each channel does."""
    _looks_after_messages(by)
    words = {
        "letters": shown_messages(undelivered(by.scope)),
        "channels": channel_counts(),
        "place": "dead_letters",
    }
    return desk_page(request, by, "desk/messages/dead_letters.html", words)


@require_POST
@officers_only
def resend(request: HttpRequest, by: AtWork, message_id: int) -> HttpResponse:
    """Send one of them again."""
    _looks_after_messages(by)
    try:
        send_again(message_id, by.officer_id, by.now)
    except (NotificationError, IdentityError) as why:
        messages.warning(request, in_language(why), extra_tags="soon")
    else:
        messages.success(request, _("Tin đang được gửi lại."), extra_tags="done")
    return redirect("desk:dead_letters")


def _looks_after_messages(by: AtWork) -> None:
    if not sees_dead_letters(by.scope):
        raise NotAllowedError(
            "Danh sách này dành cho lãnh đạo và quản trị viên của cơ quan.",
            "This list is for the leaders and administrators of an agency.",
        )
