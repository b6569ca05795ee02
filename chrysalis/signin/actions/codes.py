"""One-time codes, each good once.

The lock on the worker's factors makes guesses queue up: fifty copies of one code at the same moment
are one sign-in and forty-nine refusals, and no burst gets past the count of wrong tries.
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from chrysalis.agencies.models import Worker
from chrysalis.signin import throttle


class TooMany(Exception):
    """No more guesses for now."""


@transaction.atomic
def spend(code: str, *, request: HttpRequest, worker: Worker) -> Authenticator | None:
    """The factor that the code fits, now spent; None if it fits none. Raises TooMany."""
    typed = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    factors = list(Authenticator.objects.select_for_update().filter(user_id=worker.pk, type__in=typed))
    if not throttle.is_open(request, worker):
        raise TooMany
    code = code.replace(" ", "").replace("-", "")
    for factor in factors:
        if _fits(factor, code):
            return factor
    throttle.count_wrong_code(request, worker)
    return None


def _fits(factor: Authenticator, code: str) -> bool:
    if factor.type == Authenticator.Type.RECOVERY_CODES:
        return bool(factor.wrap().validate_code(code))
    return _spend_step(factor, code)


def _spend_step(factor: Authenticator, code: str) -> bool:
    """A code belongs to a step of time; only steps after the last one used count."""
    secret, used = decrypt(factor.data["secret"]), factor.data.get("used_step", 0)
    for step in yield_hotp_counters_from_time():
        if step > used and constant_time_compare(format_hotp_value(hotp_value(secret, step)), code):
            factor.data["used_step"] = step
            factor.save(update_fields=["data"])
            return True
    return False
