"""Several partner support services in one scheme, and which referral a slip came with."""

import uuid

import pytest

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Agency, Area, Participation, Scheme
from chrysalis.agencies.queries import make_hat
from partners.models import Slip, SlipDetails
from partners.queries import service_for
from referrals.gates.references import referral_of_form
from referrals.models import Referral
from tests.kernel.agencies.test_areas import adds, changes
from tests.partners.told import NEVER, slip_from, tells
from tests.referrals.test_custody_referral import refers


@pytest.fixture
def west(world) -> Scheme:
    """Haven, and Lantern from across the river, both support in the scheme."""
    scheme = Scheme.objects.get(slug="west")
    lantern = Agency.objects.get(slug="lantern")
    Participation.objects.create(scheme=scheme, agency=lantern, part=Participation.Part.PARTNER_SUPPORT)
    return scheme


def shares(world, scheme: Scheme, service: str) -> Area:
    """The administrator of the agency that leads the scheme says who supports in its one area."""
    area = scheme.areas.get()
    changes(world.administrator, area, partner_support=str(Agency.objects.get(slug=service).pk))
    area.refresh_from_db()
    return area


def test_the_area_chooses_who_receives_and_the_scheme_for_everywhere_else(world, west):
    assert f"{NEVER}-area" not in world.sergeant.opens("referrals:submit").content.decode()
    area = shares(world, west, "lantern")
    assert f"{NEVER}-area" in world.sergeant.opens("referrals:submit").content.decode()
    tells(world.sergeant, area=str(area.pk))
    assert Slip.objects.get().receiving_agency.slug == "lantern"
    slip = Slip.objects.get()
    page = world.link_worker_elsewhere.opens("partners:slip", slip.pk).content.decode()
    assert area.name in page
    assert world.link_worker.opens("partners:slip", slip.pk).status_code == 404
    tells(world.sergeant, area="")
    assert Slip.objects.latest("sealed_at").receiving_agency.slug == "haven"


def test_the_schemes_own_service_comes_before_the_first_by_name(world, west):
    assert service_for(west).slug == "haven"
    west.partner_support = Agency.objects.get(slug="lantern")
    assert service_for(west).slug == "lantern"


def test_a_service_that_left_the_scheme_receives_nothing(world, west):
    """SAFETY: what was told of an address goes to nobody who no longer supports there."""
    area = shares(world, west, "lantern")
    Participation.objects.filter(scheme=west, agency__slug="lantern").delete()
    assert service_for(west, area).slug == "haven"


def test_nobody_is_named_who_does_not_support_in_the_scheme(world, west):
    refused = changes(
        world.administrator, west.areas.get(), partner_support=str(Agency.objects.get(slug="threshold").pk)
    )
    assert refused.status_code == 200
    assert adds(world.administrator, west, "Westfield Vale").status_code == 302
    assert Area.objects.get(name="Westfield Vale").partner_support is None


def sends_both(world, **changes: str) -> Referral:
    """A slip, and then the referral from the page that the section stood on."""
    page = str(uuid.uuid4())
    back = tells(world.sergeant, page=page).headers["Location"]
    drawn = world.sergeant.get(back).content.decode()
    assert f'name="draft" value="{page}"' in drawn
    refers(world.sergeant, draft=page, **changes)
    return Referral.objects.get(sent_as=page)


def test_a_link_worker_reads_which_referral_a_slip_came_with(world):
    referral = sends_both(world)
    slip = Slip.objects.get()
    page = world.link_worker.opens("partners:slip", slip.pk).content.decode()
    assert f"{referral.reference}, with Threshold Centre" in page
    lone = slip_from(world)
    assert "None that may be told" in world.link_worker.opens("partners:slip", lone.pk).content.decode()


def test_a_restricted_referral_is_not_told_nor_one_of_another_scheme(world):
    referral = sends_both(world)
    with acting_as(make_hat(world.link_worker.membership)):
        assert referral_of_form(referral.sent_as).reference == referral.reference
    with acting_as(make_hat(world.link_worker_elsewhere.membership)):
        assert referral_of_form(referral.sent_as) is None
    Referral.objects.update(is_restricted=True)
    slip = Slip.objects.get()
    assert "None that may be told" in world.link_worker.opens("partners:slip", slip.pk).content.decode()
    assert SlipDetails.objects.count() == 1


def test_a_page_that_was_sent_is_never_drawn_again_with_its_key(world):
    """Words typed into it would lead to the receipt of what was sent before, and nowhere else."""
    referral = sends_both(world)
    drawn = world.sergeant.opens("referrals:submit", draft=str(referral.sent_as)).content.decode()
    assert str(referral.sent_as) not in drawn
