"""E-mail by the city's own relay: text and page side by side, under a number that each repetition keeps."""

from __future__ import annotations

import email.policy
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from enum import StrEnum
from html import escape

from motcua.infra.messages.outgoing import NotNowError, Outgoing, RefusedError, UnsureError, VendorDownError

_PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body style="font:16px/1.5 sans-serif;color:#222;max-width:36em"><h1 style="font-size:1.25em">{title}</h1>'
    "<p>{text}</p></body></html>\n"
)


# Lines end as SMTP wants them, and no relay on the way need know 8BITMIME.
_SEVEN_BITS = email.policy.SMTP.clone(cte_type="7bit")


class Tls(StrEnum):
    """How the way to the relay is locked: from the start, after asking, or (a relay on the same machine) not at all."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """One relay. sender: `Một Cửa <motcua@thanhpho.example>`."""

    host: str
    port: int
    sender: str
    tls: Tls
    seconds: float
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class MailCarrier:
    """A mail relay."""

    settings: MailSettings

    def carry(self, outgoing: Outgoing) -> str:
        """Hand the message over; a recipient that the relay refuses for good (5xx) is a bounce."""
        message = mail_of(outgoing, self.settings.sender)
        sender = parseaddr(self.settings.sender)[1]
        with self._connected() as relay:
            _must(relay.mail(sender), about_address=False)
            _must(relay.rcpt(outgoing.address), about_address=True)
            try:
                answer = relay.data(message.as_bytes())
            except smtplib.SMTPDataError as why:  # refused before a word of it was sent
                answer = (why.smtp_code, why.smtp_error if isinstance(why.smtp_error, bytes) else b"")
            except (smtplib.SMTPServerDisconnected, OSError) as why:
                raise UnsureError(f"the relay broke off: {type(why).__name__}") from why
            _must(answer, about_address=False)
        return str(message["Message-ID"])

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """The relay, greeted; whatever goes wrong before the message leaves means that nobody is there."""
        given = self.settings
        try:
            relay = self._opened()
            with closing(relay):
                relay.ehlo_or_helo_if_needed()
                if given.tls is Tls.STARTTLS:
                    relay.starttls(context=ssl.create_default_context())
                if given.user:
                    relay.login(given.user, given.password)
                yield relay
                with suppress(smtplib.SMTPException, OSError):  # the message is there: how it says goodbye is no matter
                    relay.quit()
        except (smtplib.SMTPException, OSError) as why:
            raise VendorDownError(f"the relay: {type(why).__name__}") from why

    def _opened(self) -> smtplib.SMTP:
        given = self.settings
        if given.tls is Tls.TLS:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(given.host, given.port, timeout=given.seconds, context=context)
        return smtplib.SMTP(given.host, given.port, timeout=given.seconds)


def mail_of(outgoing: Outgoing, sender: str) -> EmailMessage:
    """The message as mail. Its number comes from the tracking number, so that a mailbox knows a repetition."""
    message = EmailMessage(policy=_SEVEN_BITS)
    message["From"] = sender
    message["To"] = outgoing.address
    message["Subject"] = outgoing.title
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{outgoing.tracking_id}@{parseaddr(sender)[1].partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = outgoing.language
    if outgoing.unsubscribe:
        message["List-Unsubscribe"] = f"<{outgoing.unsubscribe}>"
    message.set_content(f"{outgoing.text}\n")
    url = escape(outgoing.url)
    text = escape(outgoing.text).replace(url, f'<a href="{url}">{url}</a>') if url else escape(outgoing.text)
    page = _PAGE.format(language=outgoing.language, title=escape(outgoing.title), text=text)
    message.add_alternative(page, subtype="html")
    return message


def _must(answer: tuple[int, bytes], *, about_address: bool) -> None:
    """Read the relay's answer. An address refused for good is a bounce; all else that it refuses it may take later."""
    code, words = answer
    if code < 400:
        return
    problem = f"SMTP {code} {words.decode('ascii', 'replace')}" if not about_address else f"SMTP {code}"
    if code >= 500 and about_address:
        raise RefusedError(problem)
    raise NotNowError(problem)
