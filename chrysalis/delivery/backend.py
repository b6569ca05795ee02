"""Django's own door for mail, shut: what is sent past the queue is lost when the worker is killed, and sent
twice when it is tried again. Letters are declared (`letters.py`) and put in the queue (`actions.send`)."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class PastTheQueue(Exception):
    """Some library sends mail by itself. Declare the letter instead, or switch that mail off."""


class Shut(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise PastTheQueue
