"""People at the door: with a password, and not signed in yet."""

from django.core import mail
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from chrysalis.agencies.models import Worker
from chrysalis.delivery.actions.draining import drain
from chrysalis.delivery.transports import smtp
from chrysalis.signin.actions import resets
from tests.world import Person


PASSWORD = "brass lantern over quiet water"


class Visitor:
    """Somebody at a browser of their own, who has yet to sign in."""

    def __init__(self, worker: Worker, **headers: str) -> None:
        self.worker, self.browser = worker, Browser(**headers)

    def tries(self, password: str, *, email: str = "", then: str = ""):
        asked = {"login": email or self.worker.email, "password": password, "next": then}
        return self.browser.post(reverse("account_login"), asked)

    def signs_in(self, then: str = ""):
        return self.tries(PASSWORD, then=then)

    def get(self, url: str, **query):
        return self.browser.get(url, query)

    def opens(self, name: str, *keys):
        return self.browser.get(reverse(name, args=keys))

    def sends(self, name: str, *keys, **fields):
        return self.browser.post(reverse(name, args=keys), fields)

    @property
    def is_in(self) -> bool:
        return self.get("/").status_code == 200

    def elsewhere(self, **headers: str) -> "Visitor":
        return Visitor(self.worker, **headers)


def at_the_door(person: Person, **headers: str) -> Visitor:
    person.worker.set_password(PASSWORD)
    person.worker.save()
    return Visitor(person.worker, **headers)


class Rings:
    """The worker process, as far as a test needs one: what it was asked to look for, and doing it now."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, name: str) -> None:
        self.asked.append(name)

    def work(self) -> None:
        resets.answer(at=timezone.now())
        drain(smtp.make(""), clock=timezone.now)

    def letter(self):
        self.work()
        return mail.outbox[-1]
