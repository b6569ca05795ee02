"""Whether the virus scanner answers, where one is configured."""

from django.conf import settings

from chrysalis.attachments import clamd
from chrysalis.doctor.finding import Finding


def answers() -> list[Finding]:
    if not settings.CLAMD or clamd.answers():
        return []
    return [
        Finding(
            "The virus scanner does not answer, and documents that people send wait to be checked.",
            "Check that clamd runs, and CHRYSALIS_CLAMD.",
        )
    ]
