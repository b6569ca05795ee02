"""The database and the broker of one home: ours, or those given by URL, which are used and never started."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import redis

from chrysalis.bootstrap import children, database, postgres, trouble, valkey
from chrysalis.bootstrap.children import Child
from chrysalis.bootstrap.home import Home
from chrysalis.bootstrap.locks import Keeper


DATABASE = "chrysalis"
_BROKER_URL = "REDIS_URL"
_DATABASE_URLS = ("DATABASE_URL", "DATABASE_OWNER_URL")


class Servers:
    """Start and stop belong to the home's keeper; a guest only asks for the addresses."""

    def __init__(self, home: Home, *, durable: bool = True, name: str = DATABASE) -> None:
        self.home, self.durable, self.name = home, durable, name
        self.given = given()
        self.children: list[Child] = []

    def start(self) -> None:
        if "DATABASE_URL" not in self.given:
            self._run(postgres.prepare(self.home, durable=self.durable), self._database_answers)
        if "REDIS_URL" not in self.given:
            self._run(valkey.prepare(self.home), lambda: valkey.answers(self.home))
        self.join()

    def join(self) -> None:
        """See to the roles and the database inside servers that are running."""
        if "DATABASE_URL" not in self.given:
            database.create(self._superuser_url(), self.name, self.home.secrets(), for_tests=not self.durable)

    def wait_for(self, keeper: Keeper) -> None:
        """A guest may arrive while the keeper is still starting."""
        deadline = time.monotonic() + 30
        while "DATABASE_URL" not in self.given and not self._database_answers():
            if time.monotonic() > deadline:
                raise trouble.keeper_silent(self.home.folder, keeper.described())
            time.sleep(0.1)

    def leave(self) -> None:
        """Take one run's own database away again."""
        if "DATABASE_URL" not in self.given and self.name != DATABASE:
            database.drop(self._superuser_url(), self.name)

    def stop(self) -> None:
        with children.uninterrupted():
            for child in reversed(self.children):
                child.stop()

    def addresses(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self._url("app"),
            "DATABASE_OWNER_URL": self._url("owner"),
            "REDIS_URL": valkey.url(self.home),
        } | self.given

    def _run(self, child: Child, answers: Callable[[], bool]) -> None:
        self.children.append(child)
        child.start()
        child.wait_until(answers, seconds=60)

    def _database_answers(self) -> bool:
        return database.answers(self._superuser_url())

    def _url(self, role: str) -> str:
        return postgres.url(self.home, database.role_name(role), self.home.secrets()[role], self.name)

    def _superuser_url(self) -> str:
        return postgres.url(self.home, postgres.SUPERUSER, self.home.secrets()["superuser"], "postgres")


def given() -> dict[str, str]:
    """The servers named in the environment, each of them answering; raises Trouble otherwise."""
    found = {name: os.environ[name] for name in (*_DATABASE_URLS, _BROKER_URL) if os.environ.get(name)}
    _require_both(found)
    require_answers(found)
    return found


def require_answers(addresses: Mapping[str, str]) -> None:
    for setting in _DATABASE_URLS:
        if addresses.get(setting):
            database.require_usable(setting, addresses[setting])
    if addresses.get(_BROKER_URL):
        _require_broker(addresses[_BROKER_URL])


def _require_broker(url: str) -> None:
    try:
        redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5).ping()
    except (redis.RedisError, ValueError):
        raise trouble.broker_does_not_answer() from None


def _require_both(found: dict[str, str]) -> None:
    if "DATABASE_URL" in found and "DATABASE_OWNER_URL" not in found:
        raise trouble.owner_url_missing()
    if "DATABASE_OWNER_URL" in found and "DATABASE_URL" not in found:
        raise trouble.app_url_missing()


@contextmanager
def kept(servers: Servers, keeper: Keeper) -> Iterator[None]:
    """As the keeper: tidy up after a killed one, start, and stop at the end whatever happens."""
    children.end_leftovers(servers.home)
    try:
        servers.start()
        yield
    finally:
        servers.stop()
        keeper.release()


@contextmanager
def shared(servers: Servers, *, as_what: str) -> Iterator[dict[str, str]]:
    """For the length of one command: start the servers, or use those that another command keeps."""
    keeper = Keeper(servers.home.place)
    if keeper.take_or_be_guest(as_what=as_what):
        with kept(servers, keeper):
            try:
                yield servers.addresses()
            finally:
                keeper.wait_for_guests()
        return
    try:
        servers.wait_for(keeper)
        servers.join()
        yield servers.addresses()
        servers.leave()
    finally:
        keeper.release()
