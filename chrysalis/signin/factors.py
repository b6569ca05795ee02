"""Whether somebody still owes a second factor."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from chrysalis.agencies.models import Worker


REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes alone are none


def is_enrolled(worker: Worker) -> bool:
    return Authenticator.objects.filter(user_id=worker.pk, type__in=REAL).exists()


def is_owed(request: HttpRequest) -> bool:
    """Asked of the database until the answer is no, then remembered for as long as the session lasts."""
    if not settings.SECOND_FACTOR or not request.user.is_authenticated or request.session.get("factor"):
        return False
    if came_by_agency(request, request.user) or is_enrolled(request.user):
        request.session["factor"] = True
        return False
    return True


def came_by_agency(request: HttpRequest, worker: Worker) -> bool:
    """An agency's own sign-on asks for its own second factor: phones are barred in many suites."""
    records = get_authentication_records(request, worker)
    return any(record["method"] == "socialaccount" for record in records)


def has_passkey(worker: Worker) -> bool:
    return Authenticator.objects.filter(user_id=worker.pk, type=Authenticator.Type.WEBAUTHN).exists()
