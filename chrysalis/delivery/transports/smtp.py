"""Mail by SMTP, through Django's own connection. It gives no reference, so that a letter whose fate is
unclear is never sent again."""

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from chrysalis.delivery.letters import Letter
from chrysalis.delivery.transports import NotNow, Receipt, Refused, Unclear


class Smtp:
    name, knows_references = "smtp", False

    def send(self, letter: Letter, *, reference: str) -> Receipt:
        door = get_connection()
        try:
            door.open()
        except (OSError, smtplib.SMTPException):
            raise NotNow from None
        try:
            door.send_messages([_mail(letter, reference)])
        except smtplib.SMTPRecipientsRefused as answer:
            raise _meaning(next(iter(answer.recipients.values()))[0]) from None
        except smtplib.SMTPResponseException as answer:
            raise _meaning(answer.smtp_code) from None
        except (OSError, smtplib.SMTPException):
            raise Unclear from None
        finally:
            _hang_up(door)
        return Receipt()

    def find(self, reference: str) -> Receipt | None:
        raise NotImplementedError

    def fate(self, receipt: Receipt) -> bool | None:
        raise NotImplementedError


def make(url: str) -> Smtp:
    """smtp://user:password@host:port, which the settings have read."""
    return Smtp()


def _mail(letter: Letter, reference: str) -> EmailMessage:
    origin = settings.DEFAULT_FROM_EMAIL
    headers = {"Message-ID": f"<{reference}@{origin.rpartition('@')[2]}>"}
    return EmailMessage(letter.subject, letter.text, origin, [letter.to], headers=headers)


def _meaning(code: int) -> Exception:
    """4xx: come back later. 5xx: never. Anything else (a lost connection counts as -1) says nothing."""
    if code < 400:
        return Unclear()
    return NotNow() if code < 500 else Refused()


def _hang_up(door: Any) -> None:
    """The letter's fate is settled: how the goodbye went changes nothing."""
    try:
        door.close()
    except (OSError, smtplib.SMTPException):
        return
