"""A lean HTTP load generator, run as a process of its own: a JSON plan on standard input, figures on standard output.

Each connection keeps one request in flight. Bodies come from the plan, one a request, so nothing is built while it
measures.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from collections import deque
from typing import Any, cast


def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Send all requests of the plan over its connections; how long each took, and what was answered."""
    waiting = deque(request.encode() for request in plan["requests"])
    chooser = selectors.DefaultSelector()
    latencies: list[float] = []
    statuses: dict[str, int] = {}
    bodies: list[str] = []
    for _ in range(min(plan["connections"], len(waiting))):
        line = socket.create_connection(("127.0.0.1", plan["port"]))
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        chooser.register(line, selectors.EVENT_READ, _send(line, waiting.popleft()))
    began = time.perf_counter()
    while chooser.get_map():
        for key, _ in chooser.select():
            line, flight = cast(socket.socket, key.fileobj), key.data
            flight["received"] += line.recv(1 << 16)
            if not _is_whole(flight["received"]):
                continue
            latencies.append(time.perf_counter() - flight["sent"])
            head, _, body = bytes(flight["received"]).partition(b"\r\n\r\n")
            status = head[9:12].decode()
            statuses[status] = statuses.get(status, 0) + 1
            if plan.get("keep") or not status.startswith("2"):
                bodies.append(body.decode())
            if waiting:
                chooser.modify(line, selectors.EVENT_READ, _send(line, waiting.popleft()))
            else:
                chooser.unregister(line)
                line.close()
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "latencies": latencies, "statuses": statuses, "bodies": bodies}


def _send(line: socket.socket, request: bytes) -> dict[str, Any]:
    flight = {"sent": time.perf_counter(), "received": bytearray()}
    line.sendall(request)
    return flight


def _is_whole(received: bytearray) -> bool:
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = received[:end].lower()
    at = head.find(b"content-length:")
    if at < 0:
        raise ValueError(f"an answer without its length: {bytes(head)!r}")
    return len(received) >= end + 4 + int(head[at + 15 :].split(b"\r\n", 1)[0])


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
