"""Whether this process lives, and whether it can serve. Decides nothing: `ready` is asked and believed."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hub.domain.errors import SimpulError


def health_routes(ready: Callable[[], Awaitable[None]]) -> list[Route]:
    """`/healthz` answers 200 while the process runs. `/readyz` awaits `ready`, which raises `SimpulError` while the
    hub cannot serve, and then answers 503 with the code: no sentence, since only machines ask."""

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

    async def readyz(_request: Request) -> Response:
        try:
            await ready()
        except SimpulError as error:
            codes = [each.code.value for each in error.problems]
            return JSONResponse({"status": "not ready", "codes": codes}, 503, {"Cache-Control": "no-store"})
        return JSONResponse({"status": "ready"}, headers={"Cache-Control": "no-store"})

    return [Route("/healthz", healthz), Route("/readyz", readyz)]
