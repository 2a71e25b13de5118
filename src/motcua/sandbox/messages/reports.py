"""What vendors tell the city later: that a message arrived, or did not."""

from __future__ import annotations

import hashlib
import json
import time

import httpx

SMS_SECRET = "sandbox"
ZALO_APP, ZALO_OA_SECRET = "sandbox-app", "sandbox-oa"


class Reports:
    """The way back to the city. A city that does not listen misses the report, as with a real vendor."""

    def __init__(self, city_url: str) -> None:
        self._city = city_url

    async def zalo(self, tracking_id: str, number: str) -> None:
        """That the message was received, signed with the account's secret."""
        timestamp = str(int(time.time() * 1000))
        message = {"delivery_time": timestamp, "msg_id": number, "tracking_id": tracking_id}
        told = {"event_name": "user_received_message", "app_id": ZALO_APP, "timestamp": timestamp, "message": message}
        body = json.dumps(told)
        signed = hashlib.sha256(f"{ZALO_APP}{body}{timestamp}{ZALO_OA_SECRET}".encode()).hexdigest()
        await self._post("/api/messages/zalo", body, {"X-ZEvent-Signature": f"mac={signed}"})

    async def sms(self, tracking_id: str, status: str) -> None:
        """How it went."""
        body = json.dumps({"requestId": tracking_id, "status": status})
        await self._post("/api/messages/sms", body, {"Authorization": f"Bearer {SMS_SECRET}"})

    async def _post(self, path: str, body: str, headers: dict[str, str]) -> None:
        async with httpx.AsyncClient(timeout=5) as http:
            try:
                await http.post(
                    f"{self._city}{path}", content=body, headers={"Content-Type": "application/json", **headers}
                )
            except httpx.TransportError:
                return
