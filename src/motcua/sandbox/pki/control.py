"""Only the sandbox has this: revoke certificates, tell services to misbehave. A page for people, calls for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from motcua.sandbox.pki.centre import Centre, Issued
from motcua.sandbox.pki.faults import Fault, Service

_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Trung tâm chứng thực thử nghiệm</title><style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; color: #222 }}
.note {{ border-left: .25rem solid #a60; padding: .25rem .75rem; background: #fff7e6 }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ text-align: left; padding: .375rem; vertical-align: top;
border-bottom: 1px solid #ddd }} code {{ overflow-wrap: anywhere }} button {{ font: inherit }}
</style></head><body><h1>Trung tâm chứng thực thử nghiệm</h1>
<p class="note">Đây là hệ thống thử nghiệm: chứng thư ở đây không có giá trị ngoài đời.
<span lang="en">This is a test system: its certificates mean nothing elsewhere.</span></p>
<table><tr><th>Tên</th><th>Cơ quan</th><th>Số hiệu</th><th>Hiệu lực</th></tr>{rows}</table></body></html>"""
_ROW = "<tr><td>{name}</td><td>{organisation}</td><td><code>{serial}</code></td><td>{state}</td></tr>"
_REVOKE = '<form method="post" action="revoke/{serial}"><button>Thu hồi</button></form>'


def control_routes(centre: Centre) -> list[Route]:
    """`GET /`, `POST /revoke/{serial}[?at=ISO]`, `PUT /fault/{service}/{name}`, `DELETE /fault/{service}`."""

    async def page(_: Request) -> Response:
        rows = "".join(map(_row, sorted(centre.issued.values(), key=lambda each: (each.organisation, each.name))))
        return HTMLResponse(_PAGE.format(rows=rows))

    async def revoke(request: Request) -> Response:
        told = request.query_params.get("at")
        try:
            at = datetime.fromisoformat(told) if told else datetime.now(UTC)
        except ValueError:
            return JSONResponse({"error": "`at` is no moment"}, status_code=400)
        if not centre.revoke(request.path_params["serial"], at):
            return JSONResponse({"error": "no such certificate"}, status_code=404)
        return RedirectResponse("../", status_code=303)

    async def put(request: Request) -> Response:
        try:
            centre.faults[Service(request.path_params["service"])] = Fault(request.path_params["fault"])
        except ValueError:
            return JSONResponse({"services": list(Service), "faults": list(Fault)}, status_code=404)
        return Response(status_code=204)

    async def delete(request: Request) -> Response:
        try:
            centre.faults.pop(Service(request.path_params["service"]), None)
        except ValueError:
            return JSONResponse({"services": list(Service)}, status_code=404)
        return Response(status_code=204)

    return [
        Route("/", page, methods=["GET"]),
        Route("/revoke/{serial}", revoke, methods=["POST"]),
        Route("/fault/{service}/{fault}", put, methods=["PUT"]),
        Route("/fault/{service}", delete, methods=["DELETE"]),
    ]


def _row(each: Issued) -> str:
    state = f"Đã thu hồi {escape(each.revoked)}" if each.revoked else _REVOKE.format(serial=escape(each.serial))
    return _ROW.format(
        name=escape(each.name), organisation=escape(each.organisation), serial=escape(each.serial), state=state
    )
