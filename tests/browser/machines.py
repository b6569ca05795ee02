"""Records systems: what the administrator of an agency sees of them, and what an integrator reads."""

from collections.abc import Iterator

from chrysalis.api.models import RecordsSystem
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit


@tour(
    "force_administrator",
    "api:systems", "api:add_system", "api:system", "api:make_secret", "api:end_secret", "api:set_webhook",
    "api:close_system", "referrals:for_integrators",
    first=True,
)  # fmt: skip
def records_systems(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    yield visit.opens("api:systems", state="empty")
    yield visit.opens("api:add_system")
    yield visit.refused("api:add_system", "Add")
    page.get_by_label("What is the system called?").fill("Larch RMS")
    page.get_by_label("Refer people").check()
    visit.presses("Add")
    yield visit.sees("api:system", "without a secret")
    visit.presses("Make a secret")
    yield visit.sees("api:make_secret", "asks first")
    visit.presses("Make a secret")
    yield visit.sees("api:make_secret", "shown once")
    key = _key(visit)
    yield visit.opens("api:system", key, state="with a secret")
    yield visit.opens("api:end_secret", key, 1, state="asks first")
    yield visit.opens("api:set_webhook", key)
    page.get_by_label("Where should it be told").fill("http://10.0.0.7/told")
    yield visit.refused("api:set_webhook", "Set")
    page.get_by_label("Where should it be told").fill("https://rms.example/told")
    visit.presses("Set")
    yield visit.sees("api:set_webhook", "key shown once")
    yield visit.opens("api:close_system", key, state="asks first")
    visit.presses("Shut it out")
    yield visit.sees("api:system", "shut out")
    yield visit.opens("api:systems", state="with one")
    yield visit.opens("referrals:for_integrators")


def _key(visit: Visit) -> object:
    with visit.stock.live.committed():
        return RecordsSystem.objects.get(name="Larch RMS").pk
