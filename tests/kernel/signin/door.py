"""People at the door: with a password, and not signed in yet."""

from django.core import mail
from django.test import Client as Browser
from django.urls import reverse
from django.utils.module_loading import import_string

from chrysalis.agencies.models import Worker
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
    """The worker process, as far as a test needs one: what it was asked, and doing it now."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict]] = []

    def __call__(self, name: str, **keys: object) -> None:
        self.calls.append((name, {key: str(value) for key, value in keys.items()}))

    @property
    def asked(self) -> list[str]:
        return [name for name, _ in self.calls]

    def work(self) -> None:
        while self.calls:
            name, keys = self.calls.pop(0)
            import_string(name)(**keys)

    def letter(self):
        self.work()
        return mail.outbox[-1]
