"""A link worker files what was told: to somebody new, or to somebody already supported."""

import uuid

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import SafetyEntry
from partners.models import SafeContact, Slip, SlipDetails, SlipFiling, Survivor
from tests.partners.test_survivors import learns
from tests.partners.told import slip_from, survivor_from, tells


def test_somebody_new_begins_with_what_was_told(world):
    survivor = survivor_from(world)
    assert survivor.name == "Maren Alder"
    assert survivor.link_worker == world.link_worker.worker
    call, post = SafeContact.objects.order_by("channel")
    assert (call.value, call.state) == ("07700 900777", "stated")
    assert (post.value, post.state) == ("4 Sallow Wharf, Tipton", "unsafe")

    page = world.link_worker.opens("partners:survivor", survivor.pk).content.decode()
    assert "Oldbury custody said that it is safe. One live call" in page
    assert "Do not use it." in page
    assert "Filed." in page
    assert "Nothing waits to be filed" in world.link_worker.opens("partners:slips").content.decode()
    filed = world.link_worker.opens("partners:slip", SlipFiling.objects.get().slip_id).content.decode()
    assert "Go to the survivor" in filed


def test_a_number_that_nobody_called_safe_is_unsafe(world):
    tells(world.sergeant, safe_to_ring="", address="", name="")
    slip = SlipDetails.objects.get().slip
    world.link_worker.sends("partners:file", slip.pk, about="new")
    assert SafeContact.objects.get().state == "unsafe"
    assert Survivor.objects.get().name == "Name not known"


def test_what_cannot_be_rung_is_not_stated_safe(world):
    tells(world.sergeant, telephone="banana", address="")
    slip = Slip.objects.get()
    assert "this is no telephone number" in world.link_worker.opens("partners:slip", slip.pk).content.decode()
    world.link_worker.sends("partners:file", slip.pk, about="new")
    assert SafeContact.objects.get().state == "unsafe"
    survivor = Survivor.objects.get()
    for channel, value, why in (
        ("call", "banana", "all its digits"),
        ("email", "not an email", "like name@"),
    ):
        refused = learns(world.link_worker, survivor, channel=channel, value=value).content.decode()
        assert why in refused
    assert SafeContact.objects.count() == 1


def test_a_second_slip_of_the_same_name_can_join_the_first(world):
    survivor = survivor_from(world)
    second = slip_from(world)
    page = world.second_link_worker.opens("partners:slip", second.pk).content.decode()
    assert "Maren Alder, birth date unknown, supported by Link Worker" in page
    entry = SafetyEntry.objects.filter(word="survivor.read").latest("at")
    assert entry.subjects == [survivor.pk]
    world.second_link_worker.sends("partners:file", second.pk, about=survivor.pk)
    assert Survivor.objects.count() == 1
    assert SlipFiling.objects.filter(survivor=survivor).count() == 2


def test_two_link_workers_file_one_slip(world):
    slip = slip_from(world)
    world.link_worker.sends("partners:file", slip.pk, about="new")
    late = world.second_link_worker.sends("partners:file", slip.pk, about="new")
    assert late.headers["Location"] == f"/slips/{slip.pk}/"
    assert "a moment ago" in world.second_link_worker.get(late.headers["Location"]).content.decode()
    assert Survivor.objects.count() == 1


def test_nobody_files_to_another_services_survivor(world):
    survivor = survivor_from(world)
    tells(world.sergeant_elsewhere)
    theirs = SlipDetails.objects.exclude(slip__receiving_agency=survivor.support_agency).get().slip
    refused = world.link_worker_elsewhere.sends("partners:file", theirs.pk, about=survivor.pk)
    assert refused.status_code == 200
    assert SlipFiling.objects.count() == 1
    assert world.link_worker.sends("partners:file", theirs.pk, about="new").status_code == 404
    assert world.link_worker_elsewhere.sends("partners:file", theirs.pk, about="new").status_code == 302


def test_nothing_is_filed_before_somebody_has_decided(world):
    slip = slip_from(world)
    page = world.link_worker.sends("partners:file", slip.pk)
    assert "Who is this about?" in page.content.decode()
    assert not SlipFiling.objects.exists()
    assert world.link_worker.sends("partners:file", uuid.uuid4(), about="new").status_code == 404


def test_reading_a_slip_leaves_an_entry(world):
    slip = slip_from(world)
    world.link_worker.opens("partners:slips")
    assert not SafetyEntry.objects.filter(word="slip.read").exists()
    world.link_worker.opens("partners:slip", slip.pk)
    assert SafetyEntry.objects.get(word="slip.read").subjects == [slip.pk]
    world.link_worker_elsewhere.opens("partners:slip", slip.pk)
    assert SafetyEntry.objects.filter(word="slip.read").count() == 1


def files(person, slip, **fields: object):
    return person.sends("partners:file", slip.pk, **fields)


def test_somebody_supported_under_another_name_is_found_and_filed_to(world):
    survivor = survivor_from(world)
    Survivor.objects.filter(pk=survivor.pk).update(name="Maren Thornbury", name_to_use="Robin")
    slip, worker = slip_from(world), world.second_link_worker
    assert "Thornbury" not in worker.opens("partners:slip", slip.pk).content.decode()
    assert files(worker, slip, about=survivor.pk).status_code == 200, "nobody has been looked for yet"
    for sought in ("thornbury maren", "robin"):
        page = files(worker, slip, step="look", sought=sought).content.decode()
        assert "Maren Thornbury, birth date unknown" in page
        assert SafetyEntry.objects.filter(word="survivor.read").latest("at").subjects == [survivor.pk]
    files(worker, slip, sought="thornbury", about=survivor.pk)
    assert SlipFiling.objects.get(slip=slip).survivor == survivor


def test_looking_finds_the_own_survivors_alone(world):
    survivor_from(world)
    tells(world.sergeant_elsewhere, name="Iwona Alder")
    theirs = SlipDetails.objects.get(name="Iwona Alder").slip
    page = files(world.link_worker_elsewhere, theirs, step="look", sought="Maren").content.decode()
    assert "Maren Alder" not in page
    everybody = files(world.link_worker_elsewhere, theirs, step="look", sought=" ").content.decode()
    assert "birth date unknown" not in everybody


def test_where_there_is_nothing_to_file_it_is_said_why(world):
    slip, worker = slip_from(world), world.link_worker
    assert "Enter why" in files(worker, slip, about="nothing").content.decode()
    files(worker, slip, about="nothing", why="Sent twice.")
    assert not Survivor.objects.exists()
    assert "Nothing waits to be filed" in worker.opens("partners:slips").content.decode()
    assert "“Sent twice.”" in worker.opens("partners:slip", slip.pk).content.decode()
    assert SafetyEntry.objects.get(word="slip.set_aside").subjects == [slip.pk]
    assert "a moment ago" in worker.get(files(worker, slip, about="new").headers["Location"]).content.decode()


def test_a_slip_stands_in_the_list_until_it_is_filed(world):
    slip, other = slip_from(world), slip_from(world)
    before = world.link_worker.opens("partners:slips").content.decode()
    assert all(f"/slips/{each.pk}/" in before for each in (slip, other))
    files(world.link_worker, slip, about="new")
    after = world.second_link_worker.opens("partners:slips").content.decode()
    assert f"/slips/{slip.pk}/" not in after
    assert f"/slips/{other.pk}/" in after


def test_link_work_takes_a_slip_off_its_list_and_rewrites_nothing(world):
    """SAFETY: whoever could send a slip on could tell anybody where somebody lives."""
    slip = slip_from(world)
    with acting_as(make_hat(world.link_worker_elsewhere.membership)):
        assert not Slip.objects.update(waits=False)
    with acting_as(make_hat(world.link_worker.membership)):
        assert Slip.objects.update(waits=False) == 1
        for change in ({"sealed_at": timezone.now()}, {"receiving_agency_id": slip.sending_agency_id}):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                Slip.objects.update(**change)


def test_whoever_tells_can_neither_read_nor_settle_what_was_told(world):
    slip_from(world)
    with (
        acting_as(make_hat(world.sergeant.membership)),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        Slip.objects.update(waits=False)
    assert Slip.objects.get().waits
