"""A mail relay with all mailboxes behind it, in a thread of its own."""

from __future__ import annotations

import asyncio
import email.policy
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from motcua.sandbox.messages.arrived import SLOW_SECONDS, Arrivals, Fault, Vendor


class Relay:
    """Takes mail for everybody but those who have no mailbox: whoever is called `bounce`."""

    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, _: list[str]) -> str:  # noqa: N802 aiosmtpd's names
        fault = self._arrivals.knocks(Vendor.EMAIL)
        if fault is Fault.DOWN:
            _hang_up(server)
        if fault is Fault.SLOW:
            await asyncio.sleep(SLOW_SECONDS)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, _: list[str]) -> str:  # noqa: N802
        fault = self._arrivals.faults.get(Vendor.EMAIL)
        if fault is Fault.REFUSES or address.startswith("bounce@"):
            return "550 5.1.1 no such mailbox"
        if fault is Fault.LATER:
            return "450 4.2.1 mailbox busy"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        message = message_from_bytes(content, policy=email.policy.default)
        plain = message.get_body(("plain",))
        text = plain.get_content() if plain else ""
        for address in envelope.rcpt_tos:
            number = f"{message['Message-ID']} {address}"
            self._arrivals.take(Vendor.EMAIL, address, number, text.strip(), title=str(message["Subject"]))
        if self._arrivals.faults.get(Vendor.EMAIL) is Fault.LOSES:
            _hang_up(server)
        return "250 taken"


def take_mail(arrivals: Arrivals, port: int) -> None:
    """Take mail on this port until the process ends."""
    Controller(Relay(arrivals), hostname="127.0.0.1", port=port).start()


def _hang_up(server: SMTP) -> None:
    if server.transport:
        server.transport.close()
