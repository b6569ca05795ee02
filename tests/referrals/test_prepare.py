"""A colleague writes a referral in parts; another of the agency goes on with it; it is sent once."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.actions import appointing
from chrysalis.agencies.models import Agency, Agreement
from chrysalis.agencies.queries import make_hat
from chrysalis.drafts.models import Draft
from partners.models import Slip, SlipDetails
from referrals import queries
from referrals.actions.preparing import sweep_unsent
from referrals.forms import circumstances, equality, young
from referrals.forms.parts import PARTS
from referrals.forms.professional import Professional
from referrals.models import ProfessionalDetails, Referral, UnsentReferral
from tests.partners.told import NEVER
from tests.referrals.test_professional_referral import RHYS
from tests.referrals.test_triage import text
from tests.world import Person, World


pytestmark = pytest.mark.usefixtures("noted")

PERSON = {"given_names": "Rhys", "family_name": "Larkspur", "sex": "male", "agency_link": "no"}
WHY = {"behaviours": ["controlling"], "what_happened": "Keeps the bank cards."}
AGREES = {"agrees": "yes", "post": "Social worker", "reached_at": "0121 496 0041"}


@pytest.fixture
def second(world: World) -> Person:
    """Another social worker of the council."""
    at = timezone.now()
    worker = appointing.register_worker(
        "Second Social Worker", email="second@westfield-council.example", at=at
    )
    council = Agency.objects.get(slug="westfield-council")
    appointing.appoint(worker, council, "referrer", starts_on=timezone.localdate(at), at=at)
    return Person(worker)


def starts(person: Person) -> uuid.UUID:
    led = person.sends("referrals:prepare", draft=str(uuid.uuid4())).headers["Location"]
    return uuid.UUID(re.search(r"parts/([0-9a-f-]+)/", led)[1])


def saves(person: Person, key: uuid.UUID, slug: str, fields: dict, **more: str):
    page = person.opens("referrals:write_part", key, slug)
    drawn = {"draft": str(page.context["writing"].key), "version": page.context["version"]}
    return person.sends("referrals:write_part", key, slug, **(drawn | fields | more))


def writes(person: Person, key: uuid.UUID) -> None:
    for slug, fields in (("person", PERSON), ("why-now", WHY), ("agreement", AGREES)):
        assert saves(person, key, slug, fields).status_code == 302


def test_in_any_order_and_sent_as_one_referral(world):
    assert world.social_worker.opens("referrals:submit").headers["Location"] == reverse("referrals:prepare")
    key = starts(world.social_worker)
    page = text(world.social_worker.opens("referrals:unsent", key))
    assert (page.count("Not started"), page.count("Cannot start yet")) == (len(PARTS), 1)
    assert world.social_worker.opens("referrals:check_unsent", key).status_code == 302

    saves(world.social_worker, key, "children", {"children": "Two, 4 and 7."})
    assert saves(world.social_worker, key, "agreement", AGREES).headers["Location"].endswith("part/person/")
    refused = saves(world.social_worker, key, "person", PERSON | {"sex": ""})
    assert "Choose the sex" in text(refused)
    assert "Rhys" in text(refused), "nothing typed is lost"
    assert saves(world.social_worker, key, "person", PERSON | {"sex": ""}, later="yes").status_code == 302
    page = text(world.social_worker.opens("referrals:unsent", key))
    assert (page.count("In progress"), page.count("Cannot start yet")) == (1, 1)
    assert "Choose the sex" not in text(world.social_worker.opens("referrals:write_part", key, "person"))
    saves(world.social_worker, key, "person", PERSON)
    assert saves(world.social_worker, key, "why-now", WHY).headers["Location"] == reverse(
        "referrals:unsent", args=[key]
    )

    page = text(world.social_worker.opens("referrals:check_unsent", key))
    assert {said for said in ("Keeps the bank cards.", "Two, 4 and 7.") if said not in page} == set()
    changed = saves(world.social_worker, key, "why-now", WHY | {"hopes": "That it stops"}, then="check")
    assert changed.headers["Location"] == reverse("referrals:check_unsent", args=[key])
    sent = world.social_worker.sends("referrals:check_unsent", key)
    again = world.social_worker.sends("referrals:check_unsent", key)
    assert sent.headers["Location"] == again.headers["Location"]
    assert "Referral sent" in text(world.social_worker.get(sent.headers["Location"]))
    referral, told = Referral.objects.get(), ProfessionalDetails.objects.get()
    assert (referral.source, referral.family_name, told.children) == ("council", "Larkspur", "Two, 4 and 7.")
    assert told.hopes == "That it stops"
    assert bytes(UnsentReferral.objects.get().sealed) == b"", "nothing of it rests after sending"
    assert "This referral was sent" in text(world.social_worker.opens("referrals:unsent", key))


def test_every_question_of_the_form_stands_in_one_part(world):
    asked = [name for part in PARTS for name in part.names]
    assert len(asked) == len(set(asked))
    beside = {*young.FIELDS, *circumstances.FIELDS, *equality.NAMES}
    assert {*Professional.base_fields, *beside} - set(asked) == {"warned", "telephone_held_by_police"}


def test_a_colleague_goes_on_with_it_and_nobody_elsewhere(world, second):
    key = starts(world.social_worker)
    saves(world.social_worker, key, "why-now", WHY)
    assert str(key) not in text(second.opens("referrals:prepare")), "not before the person is known"
    assert second.opens("referrals:unsent", key).status_code == 404
    saves(world.social_worker, key, "person", PERSON)

    page = text(second.opens("referrals:prepare"))
    assert re.search("2 of 10 parts.*Saved by Social Worker", page, re.DOTALL)
    assert "Larkspur" not in page, "the list is read on screens that several see"
    assert 'value="Larkspur"' in text(second.opens("referrals:write_part", key, "person"))
    saves(second, key, "agreement", AGREES)
    sent = second.sends("referrals:check_unsent", key)
    assert "Referral sent" in text(second.get(sent.headers["Location"]))
    for other in (world.sergeant, world.officer, world.sergeant_elsewhere):
        for page in ("unsent", "check_unsent", "call_unsent", "discard_unsent", "partner_part"):
            assert other.opens(f"referrals:{page}", key).status_code == 404
        assert other.opens("referrals:write_part", key, "person").status_code == 404
        assert other.opens("referrals:prepare").headers["Location"] == reverse("referrals:submit")
    late = world.social_worker.sends(
        "referrals:write_part", key, "why-now", draft=str(uuid.uuid4()), what_happened="More of it"
    )
    assert late.status_code == 409
    assert "More of it" in text(late), "whose words came too late can take them along"


def test_somebody_close_to_an_agency_stays_with_whoever_writes(world, second):
    """SAFETY: the colleague may be the person, or their friend."""
    key = starts(world.social_worker)
    saves(world.social_worker, key, "person", PERSON)
    assert second.opens("referrals:unsent", key).status_code == 200
    saves(world.social_worker, key, "person", PERSON | {"agency_link": "yes"})
    assert second.opens("referrals:unsent", key).status_code == 404
    assert str(key) not in text(second.opens("referrals:prepare"))
    with acting_as(make_hat(second.membership)):
        assert not UnsentReferral.objects.filter(pk=key).exists(), "nor does the database give it"
    saves(world.social_worker, key, "person", PERSON)
    keeps = {"draft": str(uuid.uuid4()), "called": "After core group", "who": "own"}
    assert world.social_worker.sends("referrals:call_unsent", key, **keeps).status_code == 302
    assert "After core group" in text(world.social_worker.opens("referrals:prepare"))
    assert second.opens("referrals:unsent", key).status_code == 404
    named = keeps | {"draft": str(uuid.uuid4()), "called": "larkspur on Tuesday"}
    assert "Leave out the person’s name" in text(
        world.social_worker.sends("referrals:call_unsent", key, **named)
    )


def test_two_at_once_are_told_and_nothing_is_lost(world, second):
    key = starts(world.social_worker)
    saves(world.social_worker, key, "person", PERSON)
    both = {"draft": str(uuid.uuid4()), "version": "0"}
    theirs = WHY | {"what_happened": "Rang the office."}
    assert second.sends("referrals:write_part", key, "why-now", **(both | theirs)).status_code == 302
    other_part = world.social_worker.sends(
        "referrals:write_part", key, "children", **(both | {"children": "One"})
    )
    assert other_part.status_code == 302, "who writes another part is in nobody's way"
    mine = {"draft": str(uuid.uuid4()), "version": "0"} | WHY
    told = world.social_worker.sends("referrals:write_part", key, "why-now", **mine)
    for said in ("Somebody else changed this", "Rang the office.", "Keeps the bank cards."):
        assert said in text(told)
    assert "Rang the office." in text(second.opens("referrals:write_part", key, "why-now"))
    settled = mine | {"draft": told.context["writing"].key, "version": told.context["version"]}
    assert world.social_worker.sends("referrals:write_part", key, "why-now", **settled).status_code == 302
    assert "Keeps the bank cards." in text(second.opens("referrals:write_part", key, "why-now"))


def test_what_is_sealed_apart_is_read_by_no_colleague_and_goes_with_it(world, second):
    key = starts(world.social_worker)
    writes(world.social_worker, key)
    before = _bare(second, key)
    empty = world.social_worker.sends("referrals:partner_part", key, section=str(uuid.uuid4()))
    assert "Nothing was sealed" in text(empty)
    told = {f"{NEVER}-name": "Maren Alder", "section": str(uuid.uuid4())}
    for _ in range(2):
        assert world.social_worker.sends("referrals:partner_part", key, **told).status_code == 302
    assert SlipDetails.objects.get().name == "Maren Alder"
    assert _bare(second, key) == before, "not even that somebody told"
    assert b"Alder" not in bytes(UnsentReferral.objects.get().sealed)
    second.sends("referrals:check_unsent", key)
    assert Referral.objects.get().sent_as == Slip.objects.get().came_with


def _bare(person: Person, key: uuid.UUID) -> list[str]:
    pages = [person.opens(f"referrals:{page}", key) for page in ("unsent", "partner_part", "check_unsent")]
    drawn = re.compile(r'name="(csrfmiddlewaretoken|section|never-draft-key)" value="[^"]*"')
    return [drawn.sub("", page.content.decode()) for page in pages]


def test_one_page_is_put_by_and_gone_on_with_in_parts(world):
    page = world.social_worker.opens("referrals:submit", whole="yes")
    draft = str(page.context["writing"].key)
    world.social_worker.post(
        "/drafts/save/", {"draft": draft, "draft_form": "custody-referral", "family_name": "Larkspur"}
    )
    put_by = world.social_worker.sends("referrals:prepare", draft=draft, **(RHYS | {"what_happened": ""}))
    assert put_by.headers["Location"] == reverse("referrals:unsent", args=[draft])
    assert bytes(Draft.objects.get().sealed) == b""
    page = text(world.social_worker.get(put_by.headers["Location"]))
    assert (page.count("In progress"), page.count("Not started")) == (1, 4)
    typed = {"draft": str(uuid.uuid4()), "draft_form": "part-orders", "draft_subject": draft}
    world.social_worker.post("/drafts/save/", typed | {"orders": "A hearing in May"})
    assert f"part/orders/?draft={typed['draft']}" in text(world.social_worker.opens("home"))
    page = text(
        world.social_worker.opens("referrals:write_part", draft, "orders", draft=typed["draft"], then="check")
    )
    assert "not saved in the referral yet" in page
    assert "A hearing in May" in page


def test_thrown_away_or_left_it_is_gone(world, second):
    key, left = starts(world.social_worker), starts(world.social_worker)
    writes(world.social_worker, key)
    assert "Throw away this referral?" in text(second.opens("referrals:discard_unsent", key))
    second.sends("referrals:discard_unsent", key)
    assert "thrown away" in text(world.social_worker.opens("referrals:write_part", key, "person"))
    hat, at = make_hat(world.social_worker.membership), timezone.now()
    assert "will be deleted soon" not in text(world.social_worker.opens("home"))
    UnsentReferral.objects.filter(pk=left).update(sweep_after=at + dt.timedelta(days=4))
    assert "One referral that is not sent will be deleted soon" in text(world.social_worker.opens("home"))
    assert "unless somebody saves something" in text(world.social_worker.opens("referrals:prepare"))
    UnsentReferral.objects.update(sweep_after=at - dt.timedelta(minutes=1))
    assert not queries.unsent_open(hat, at=at)
    sweep_unsent()
    assert not UnsentReferral.objects.exists()


def test_nothing_is_sent_without_an_agreement_or_to_where_the_person_works(world):
    key, today = starts(world.social_worker), timezone.localdate()
    writes(world.social_worker, key)
    threshold = Agency.objects.get(slug="threshold")
    works_there = PERSON | {"agency_link": "yes", "employer": str(threshold.pk)}
    saves(world.social_worker, key, "person", works_there)
    assert "Do not send this" in text(world.social_worker.sends("referrals:check_unsent", key))

    Agreement.objects.update(expires_on=today + dt.timedelta(days=5))
    assert "is about to end" in text(world.social_worker.opens("referrals:prepare"))
    Agreement.objects.update(starts_on=today - dt.timedelta(days=9), expires_on=today - dt.timedelta(days=2))
    for page in (
        world.social_worker.sends("referrals:prepare", draft=str(uuid.uuid4())),
        world.social_worker.sends("referrals:check_unsent", key),
    ):
        assert "Start a referral" not in text(page)
        assert "Send referral" not in text(page)
    assert "3 of 10 parts" in text(world.social_worker.opens("referrals:prepare"))
    assert not Referral.objects.exists()
