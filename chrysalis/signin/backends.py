"""Who may come in with a password.

SAFETY: every refusal is the same refusal, after the same work. A stranger must not learn from the
words, or from the time they take, that an account exists, is disabled, or belongs to a force.
"""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest
from django.utils import timezone

from chrysalis.agencies.models import Worker
from chrysalis.agencies.queries import memberships_of


REFUSED = "The e-mail address and password do not fit together. Check both."


class Passwords(AuthenticationBackend):
    def authenticate(self, request: HttpRequest | None, **credentials: str) -> Worker | None:
        # The library remembers somebody whose password was right but who may not come in, and
        # says so on a page of their own. Here they are told what everybody else is told.
        worker = super().authenticate(request, **credentials)
        self.unstash_authenticated_user()
        return worker

    def get_user(self, user_id: UUID) -> Worker | None:
        """Who a session belongs to, however they came in. Whether they still have a place, `WearHat` asks."""
        return Worker.objects.filter(pk=user_id, is_active=True).first()

    def user_can_authenticate(self, user: Worker) -> bool:
        return may_come_alone(user)


def may_come_alone(worker: Worker) -> bool:
    """Active, at work somewhere today, and in no agency that asks for its own sign-on."""
    places = memberships_of(worker, on=timezone.localdate())
    allows = list(places.values_list("agency__password_sign_in", flat=True))
    return bool(allows) and all(allows)
