"""Only the sandbox has this: tell the platform to misbehave, to behave again, and to post what it held."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua.sandbox.payments.faults import Fault
from motcua.sandbox.payments.platform import Platform
from motcua.sandbox.payments.post import Post


def control_routes(platform: Platform, post: Post) -> list[Route]:
    """`GET /`, `PUT /fault/{name}`, `DELETE /fault`, `POST /release`."""

    async def state(_: Request) -> Response:
        bills = {each.reference: each.decided or "open" for each in platform.bills.values()}
        return JSONResponse(
            {"fault": post.fault, "faults": list(Fault), "bills": bills, "held": len(post.held), "said": post.answers}
        )

    async def put(request: Request) -> Response:
        try:
            post.fault = Fault(request.path_params["fault"])
        except ValueError:
            return JSONResponse({"faults": list(Fault)}, status_code=404)
        return Response(status_code=204)

    async def delete(_: Request) -> Response:
        post.fault = None
        return Response(status_code=204)

    async def release(_: Request) -> Response:
        return JSONResponse({"posted": await post.release()})

    return [
        Route("/", state, methods=["GET"]),
        Route("/fault/{fault}", put, methods=["PUT"]),
        Route("/fault", delete, methods=["DELETE"]),
        Route("/release", release, methods=["POST"]),
    ]
