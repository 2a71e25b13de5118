"""The address to which the national payment platform posts what became of an order. Machines only: no session and no
token, for the message itself is signed.
"""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.domain.payments import ports
from motcua.domain.payments.services import take_callback
from motcua.infra import clock, ratelimit

# Far more than any platform posts for one city; a flood of forged ones fills no table.
_MOST, _WINDOW = 3000, timedelta(minutes=1)


@csrf_exempt
@require_POST
@ratelimit.limited("payment call-back", _MOST, _WINDOW)
def callback(request: HttpRequest) -> JsonResponse:
    """Take a call-back; `MaLoi` is `00` when it need not come again."""
    if not ports.has_platform():
        return JsonResponse({"MaLoi": "99", "MoTa": "this city is not joined"}, status=HTTPStatus.NOT_FOUND)
    reply = take_callback(request.body, ratelimit.client_address(request), clock.now())
    status = HTTPStatus.OK if reply.taken else HTTPStatus.BAD_REQUEST
    return JsonResponse({"MaLoi": reply.code, "MoTa": reply.words}, status=status)
