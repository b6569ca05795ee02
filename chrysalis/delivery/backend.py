"""Django's own door for mail, leading to ours: what signing in sends goes where everything goes."""

import uuid
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from chrysalis.delivery.letters import Letter
from chrysalis.delivery.transports import transport


class ThroughTransport(BaseEmailBackend):
    """Where mail does not go by SMTP. One letter to each recipient. Raises what the transport raises."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for to in message.to:
                letter = Letter(to, str(message.subject), str(message.body))
                transport().send(letter, reference=str(uuid.uuid4()))
        return len(email_messages)
