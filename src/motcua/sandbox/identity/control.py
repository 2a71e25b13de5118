"""Only the sandbox has this: tell a provider to misbehave, to behave again, or to change its keys."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua.sandbox.identity.faults import Fault
from motcua.sandbox.identity.provider import Provider


def control_routes(providers: Mapping[str, Provider]) -> list[Route]:
    """`PUT /{provider}/fault/{name}`, `DELETE /{provider}/fault`, `POST /{provider}/rotate`."""

    async def put(request: Request) -> Response:
        try:
            fault = Fault(request.path_params["fault"])
        except ValueError:
            return JSONResponse({"faults": list(Fault)}, status_code=404)
        providers[request.path_params["provider"]].fault = fault
        return Response(status_code=204)

    async def delete(request: Request) -> Response:
        providers[request.path_params["provider"]].fault = None
        return Response(status_code=204)

    async def rotate(request: Request) -> Response:
        providers[request.path_params["provider"]].signer.rotate()
        return Response(status_code=204)

    name = "{provider}"
    return [
        Route(f"/{name}/fault/{{fault}}", put, methods=["PUT"]),
        Route(f"/{name}/fault", delete, methods=["DELETE"]),
        Route(f"/{name}/rotate", rotate, methods=["POST"]),
    ]
