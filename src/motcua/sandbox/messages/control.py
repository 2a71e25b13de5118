"""Only the sandbox has this: tell a vendor to misbehave, see what arrived, open a browser."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua.sandbox.messages.arrived import Arrivals, Fault, Vendor
from motcua.sandbox.messages.push import PushService


def control_routes(arrivals: Arrivals, push: PushService) -> list[Route]:
    """`PUT` and `DELETE /control/{vendor}/fault/{fault}`, `PUT /control/without-zalo/{phone}`, `DELETE /control`,
    `GET /arrived`, `POST /browsers`, `DELETE /browsers/{name}`.
    """

    async def misbehave(request: Request) -> Response:
        try:
            vendor, fault = Vendor(request.path_params["vendor"]), Fault(request.path_params["fault"])
        except ValueError:
            return JSONResponse({"vendors": list(Vendor), "faults": list(Fault)}, status_code=404)
        if request.method == "PUT":
            arrivals.faults[vendor] = fault
        else:
            arrivals.faults.pop(vendor, None)
        return Response(status_code=204)

    async def without_zalo(request: Request) -> Response:
        arrivals.without_zalo.add(request.path_params["phone"])
        return Response(status_code=204)

    async def clear(_: Request) -> Response:
        arrivals.clear()
        return Response(status_code=204)

    async def arrived(_: Request) -> Response:
        return JSONResponse({"arrived": [each.as_dict() for each in arrivals.all()], "asked": arrivals.asked})

    async def subscribe(_: Request) -> Response:
        return JSONResponse(push.subscribe())

    async def close(request: Request) -> Response:
        push.browsers.pop(request.path_params["name"], None)
        return Response(status_code=204)

    return [
        Route("/control/{vendor}/fault/{fault}", misbehave, methods=["PUT", "DELETE"]),
        Route("/control/without-zalo/{phone}", without_zalo, methods=["PUT"]),
        Route("/control", clear, methods=["DELETE"]),
        Route("/arrived", arrived, methods=["GET"]),
        Route("/browsers", subscribe, methods=["POST"]),
        Route("/browsers/{name}", close, methods=["DELETE"]),
    ]
