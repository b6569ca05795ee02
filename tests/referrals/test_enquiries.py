"""Somebody rings or drops in: what they asked is kept for a while, compared with nobody, found by no search;
it becomes a referral or goes. Whoever is harmed is heard by partner support, and nothing is kept on this
side."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from chrysalis.agencies.models import Agency, Scheme
from chrysalis.audit.models import ChangeEntry
from chrysalis.drafts.models import Draft
from chrysalis.events.actions.carrying import carry
from partners.models import Slip, SlipDetails
from referrals.models import Enquiry, PersonKey, Referral
from referrals.tasks import sweep_enquiries
from tests.partners.told import NEVER
from tests.referrals.test_professional_referral import RHYS
from tests.referrals.test_triage import drafted, text
from tests.referrals.test_written_down import TOLD


pytestmark = pytest.mark.usefixtures("noted")
NEVER_SAY = "I cannot say whether anybody is known to us"
ASKED = {
    "about": "worried",
    "way": "telephone",
    "caller": "A neighbour, Wilf Sandmartin",
    "came_at": "",
    "asked": "Hears shouting through the wall and wonders what the service does.",
    "advice": "Ring 999 when it happens. What the programme is.",
    "next_step": "they_ring",
    "reach": "",
}


def asks(person, **changes):
    return person.sends("referrals:record_enquiry", **drafted(**(ASKED | changes)))


def goes_in(days: float) -> None:
    Enquiry.objects.update(sweep_after=timezone.now() + dt.timedelta(days=days))


def test_what_was_asked_is_written_down_and_read_by_colleagues(world):
    first = text(world.caseworker.opens("referrals:record_enquiry"))
    assert NEVER_SAY in first
    assert "How they behave themselves" in first
    page = text(world.caseworker.opens("referrals:record_enquiry", about="worried"))
    assert "Not for somebody who is harmed" in page
    assert "Not for somebody" not in text(world.caseworker.opens("referrals:record_enquiry", about="service"))

    assert asks(world.caseworker, caller="").headers["Location"] == "/enquiries/"
    enquiry = Enquiry.objects.get()
    assert (enquiry.sweep_after - enquiry.recorded_at).days == Scheme.objects.get(slug="west").enquiry_days
    listed = text(world.second_caseworker.opens("referrals:enquiries"))
    assert "Somebody they are worried about" in listed
    page = text(world.second_caseworker.opens("referrals:enquiry", enquiry.pk))
    assert "They did not say" in page
    assert "Hears shouting" in page
    words = set(ChangeEntry.objects.filter(subjects__contains=[enquiry.pk]).values_list("word", flat=True))
    assert words == {"enquiry.recorded", "person.read"}


def test_nobody_finds_it_and_nobody_is_compared_with_it(world):
    asks(world.caseworker)
    found = text(world.caseworker.sends("referrals:search", sought="Wilf Sandmartin"))
    assert "Nobody found" in found
    assert not PersonKey.objects.exists()


def test_only_caseworkers_of_the_front_door_read_it(world):
    asks(world.caseworker)
    key = Enquiry.objects.get().pk
    for person in (world.link_worker, world.sergeant, world.service_manager, world.safeguarding_lead):
        assert person.opens("referrals:enquiries").status_code == 403
        assert person.opens("referrals:enquiry", key).status_code == 403
    assert world.caseworker_elsewhere.opens("referrals:enquiry", key).status_code == 404
    Scheme.objects.filter(slug="west").update(front_door=Agency.objects.get(slug="bridge"))
    for page in ("record_enquiry", "worried"):
        refused = world.caseworker.opens(f"referrals:{page}")
        assert refused.status_code == 409
        assert "another provider first" in text(refused)
    assert world.caseworker.sends("referrals:seal_worried").status_code == 404


class TestGettingInTouch:
    def wants(self, world) -> Enquiry:
        asks(world.caseworker, next_step="we_ring", reach="07700 900321, in the mornings")
        return Enquiry.objects.get()

    def test_nobody_gets_in_touch_before_somebody_decides_that_it_is_safe(self, world):
        enquiry = self.wants(world)
        page = text(world.second_caseworker.opens("referrals:enquiry", enquiry.pk))
        assert "Not decided yet" in page
        assert "07700 900321" not in page
        refused = world.second_caseworker.sends("referrals:enquiry", enquiry.pk, **drafted(is_safe="yes"))
        assert "Enter why" in text(refused)
        said = {"is_safe": "yes", "why": "Lives alone, and says so."}
        world.second_caseworker.sends("referrals:enquiry", enquiry.pk, **drafted(**said))
        page = text(world.caseworker.opens("referrals:enquiry", enquiry.pk))
        assert "07700 900321" in page
        assert "Lives alone" in page
        late = world.caseworker.sends("referrals:enquiry", enquiry.pk, **drafted(is_safe="no", why="Unsure."))
        assert "Somebody decided this a moment ago" in text(late)

    def test_where_it_is_not_safe_the_number_is_shown_to_nobody(self, world):
        enquiry = self.wants(world)
        said = {"is_safe": "no", "why": "The same house."}
        world.caseworker.sends("referrals:enquiry", enquiry.pk, **drafted(**said))
        page = text(world.caseworker.opens("referrals:enquiry", enquiry.pk))
        assert "Decided: no contact" in page
        assert "07700 900321" not in page

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ({"next_step": "we_ring"}, "Enter how they may be reached"),
            ({"asked": ""}, "Enter what they asked"),
            ({"came_at": "31/12/2099 10:00"}, "must be in the past"),
        ],
    )
    def test_what_is_missing_is_said_and_the_rest_stays(self, world, typed, message):
        refused = text(asks(world.caseworker, **typed))
        assert message in refused
        assert "Wilf Sandmartin" in refused
        assert not Enquiry.objects.exists()

    def test_a_way_to_reach_somebody_is_not_kept_for_nothing(self, world):
        asks(world.caseworker, reach="07700 900321")
        assert Enquiry.objects.get().reach == ""


class TestGoing:
    def test_somebody_sees_before_it_goes_and_can_keep_it(self, world):
        asks(world.caseworker)
        assert "within three days" not in text(world.caseworker.opens("home"))
        goes_in(2)
        assert "One enquiry goes within three days" in text(world.caseworker.opens("home"))
        asks(world.caseworker)
        goes_in(2)
        assert "2 enquiries go within" in text(world.caseworker.opens("home"))
        assert "within three days" not in text(world.link_worker.opens("home"))
        kept = Enquiry.objects.first()
        world.caseworker.sends("referrals:keep_enquiry", kept.pk)
        sweep_enquiries()
        assert Enquiry.objects.count() == 2
        Enquiry.objects.exclude(pk=kept.pk).update(sweep_after=timezone.now() - dt.timedelta(days=1))
        sweep_enquiries()
        assert Enquiry.objects.get() == kept

    def test_what_is_due_is_shown_to_nobody_though_it_is_not_deleted_yet(self, world):
        asks(world.caseworker)
        goes_in(-0.01)
        key = Enquiry.objects.get().pk
        assert world.caseworker.opens("referrals:enquiry", key).status_code == 404
        assert "Nothing was asked" in text(world.caseworker.opens("referrals:enquiries"))


class TestReferral:
    def test_it_becomes_a_referral_and_what_was_typed_stays(self, world):
        asks(world.caseworker, about="own", next_step="referral")
        enquiry = Enquiry.objects.get()
        assert "on the public pages" in text(world.caseworker.opens("referrals:enquiry", enquiry.pk))
        chooses = text(world.caseworker.opens("referrals:write_down", enquiry=str(enquiry.pk)))
        assert f"door=other&amp;enquiry={enquiry.pk}" in chooses
        page = text(world.caseworker.opens("referrals:write_down", door="other", enquiry=str(enquiry.pk)))
        assert "Wilf Sandmartin" in page
        assert "Hears shouting through the wall" in page
        assert "What whoever asked was told: Ring 999" in page
        assert page.count("Hears shouting through the wall") == 1
        at_custody = {"door": "custody", "enquiry": str(enquiry.pk)}
        assert "Hears shouting" in text(world.caseworker.opens("referrals:write_down", **at_custody))
        assert 'value="telephone"' in page
        world.caseworker.sends(
            "referrals:write_down",
            draft=str(uuid.uuid4()), door="other", enquiry=str(enquiry.pk), **(RHYS | TOLD),
        )  # fmt: skip
        assert Referral.objects.count() == 1
        assert "Nothing was asked" in text(world.caseworker.opens("referrals:enquiries"))
        goes_in(-1)
        sweep_enquiries()
        assert not Enquiry.objects.exists()

    def test_how_to_reach_a_caller_goes_along_once_that_is_safe(self, world):
        asks(world.caseworker, next_step="we_ring", reach="07700 900321")
        enquiry = Enquiry.objects.get()
        carried = {"door": "other", "enquiry": str(enquiry.pk)}
        assert "once that is decided" in text(world.caseworker.opens("referrals:enquiry", enquiry.pk))
        assert "Hears shouting" not in text(world.caseworker.opens("referrals:write_down", **carried))
        said = {"is_safe": "yes", "why": "Their own telephone."}
        world.caseworker.sends("referrals:enquiry", enquiry.pk, **drafted(**said))
        page = text(world.caseworker.opens("referrals:write_down", **carried))
        assert "How to reach whoever asked: 07700 900321" in page

    @pytest.mark.parametrize("enquiry", ["nothing", "00000000-0000-4000-8000-000000000000"])
    def test_one_that_is_not_there_carries_nothing(self, world, enquiry):
        page = text(world.caseworker.opens("referrals:write_down", door="other", enquiry=enquiry))
        assert 'name="enquiry"' not in page

    def test_one_of_another_agency_carries_nothing(self, world):
        asks(world.caseworker)
        key = str(Enquiry.objects.get().pk)
        page = text(world.caseworker_elsewhere.opens("referrals:write_down", door="other", enquiry=key))
        assert "Wilf" not in page


class TestWorriedAtThePublicDoor:
    """Advice, and whom to ring; then a short form, or one that partner support alone reads."""

    def test_advice_comes_first_and_then_two_ways_in_either_language(self, world, client):
        Agency.objects.filter(slug__in=("haven", "threshold")).update(telephone="01632 960222")
        start = client.get("/get-in-touch/en/west/").content.decode()
        assert "/get-in-touch/en/west/worried/" in start
        for language, said in (("en", "hurt or afraid yourself"), ("cy", "brifo neu’n ofnus")):
            page = client.get(f"/get-in-touch/{language}/west/worried/").content.decode()
            assert page.index("999") < page.index(said) < page.index("01632 960222")
        Agency.objects.filter(slug="haven").update(telephone="")
        page = client.get("/get-in-touch/en/west/worried/").content.decode()
        assert "Ring the helpline above" in page
        assert client.get("/get-in-touch/en/nowhere/worried/").status_code == 404
        assert not Referral.objects.exists()

    def test_a_neighbour_writes_and_a_caseworker_decides_whether_to_ring(self, world, client):
        page, sent = "/get-in-touch/en/west/worried/tell/", "/get-in-touch/en/west/worried/told/"
        told = {"asked": "Shouting at night, and a child cries.", "wants": "yes"}
        assert "Enter how we may reach you" in text(client.post(page, told))
        assert "Enter what worries you" in text(client.post(page, {"wants": "no"}))
        assert "Rhowch yr hyn sy’n eich poeni" in text(client.post(page.replace("/en/", "/cy/"), {}))
        assert not Enquiry.objects.exists()
        reached = {"reach": "07700 900321, after six", "may_say_who": "no", "caller": "Wilf"}
        assert client.post(page, told | reached).headers["Location"] == sent
        assert client.post(page, {"asked": "Bruises.", "wants": "no"}).headers["Location"] == sent
        assert "Thank you for telling us" in text(client.get(sent))
        waits = Enquiry.objects.get(contact="waits")
        assert (waits.by, waits.reach.split(" (")[0]) == (None, "07700 900321, after six")
        carry()
        assert "wrote of a worry" in text(world.caseworker.opens("notices:notices"))
        shown = text(world.caseworker.opens("referrals:enquiry", waits.pk))
        assert "Shouting at night" in shown
        assert "By the page itself" in shown
        assert "07700 900321" not in shown
        assert world.caseworker_elsewhere.opens("referrals:enquiry", waits.pk).status_code == 404

    def test_what_somebody_harmed_writes_is_sealed_for_partner_support_alone(self, world, client):
        page, sent = "/get-in-touch/cy/west/worried/tell-support/", "/get-in-touch/cy/west/worried/told/"
        assert "gymorth i bartneriaid" in text(client.get(page))
        empty = text(client.post(page, {f"{NEVER}-name": ""}))
        assert "Ni ysgrifennwyd dim" in empty
        told = {"name": "Maren", "anything_else": "Not at weekends.", "person_held": "Darnell Kestrel"}
        written = client.post(page, {f"{NEVER}-{name}": value for name, value in told.items()})
        assert written.headers["Location"] == sent
        slip = Slip.objects.get()
        page = text(world.link_worker.opens("partners:slip", slip.pk))
        assert "Not at weekends." in page
        assert "Somebody harmed, on the public page" in page
        for model in (Enquiry, Referral, Draft):
            assert not model.objects.exists()
        Scheme.objects.get(slug="west").participations.filter(part="partner_support").delete()
        assert client.get("/get-in-touch/en/west/worried/tell-support/").status_code == 404
        assert "write to partner support" not in text(client.get("/get-in-touch/en/west/worried/"))

    def test_pressed_twice_it_is_told_once_and_what_was_changed_is_told_too(self, world, client):
        page, key = "/get-in-touch/en/west/worried/tell/", str(uuid.uuid4())
        assert 'name="key"' in client.get(page).content.decode()
        for words in ("Bruises.", "Bruises.", "Bruises, and a broken door."):
            client.post(page, {"asked": words, "wants": "no", "key": key})
        assert Enquiry.objects.count() == 2
        for words in ("Not at weekends.", "Not at weekends.", "Never."):
            told = {f"{NEVER}-anything_else": words, "key": key}
            answer = client.post("/get-in-touch/en/west/worried/tell-support/", told)
            assert answer.headers["Location"].endswith("/told/")
        assert Slip.objects.count() == SlipDetails.objects.count() == 2

    def test_whoever_sends_a_great_deal_is_asked_to_ring(self, world, client, settings):
        settings.PUBLIC_POSTS, settings.TRUSTED_PROXIES = 2, 1
        page = "/get-in-touch/en/west/worried/tell/"
        answers = [client.post(page, {}, headers={"X-Forwarded-For": "198.51.100.7"}) for _ in range(3)]
        assert [each.status_code for each in answers] == [200, 200, 429]
        assert "ring" in text(answers[-1])
        elsewhere = {"X-Forwarded-For": "198.51.100.7, 203.0.113.9"}
        assert client.post(page, {}, headers=elsewhere).status_code == 200
        asked = [client.post("/refer/west/", {}, headers={"X-Forwarded-For": "192.0.2.1"}) for _ in range(3)]
        assert asked[-1].status_code == 429
        assert client.get(page, headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 200


class TestWorried:
    def test_whoever_is_harmed_is_heard_by_partner_support_alone(self, world):
        page = text(world.caseworker.opens("referrals:worried"))
        assert page.index("Advice first") < page.index("They are harmed or afraid themselves")
        assert "0808 2000 247" in page
        assert NEVER_SAY in page
        told = {"name": "Maren Alder", "telephone": "07700 900777", "person_held": "Darnell Kestrel"}
        fields = {f"{NEVER}-{name}": value for name, value in told.items()}
        sealed = world.caseworker.sends("referrals:seal_worried", section=str(uuid.uuid4()), **fields)
        back = text(world.caseworker.get(sealed.headers["Location"]))
        assert "Sealed at" in back
        assert "Maren" not in back
        slip = Slip.objects.get()
        assert SlipDetails.objects.get().name == "Maren Alder"
        page = text(world.link_worker.opens("partners:slip", slip.pk))
        assert "Maren Alder" in page
        assert "Person they are worried about" in page
        assert "Nobody is referred by it" in page
        assert world.caseworker.opens("partners:slip", slip.pk).status_code == 403
        for model in (Enquiry, Referral, Draft):
            assert not model.objects.exists()

    def test_nothing_written_is_nothing_sealed(self, world):
        assert "Nothing" in text(world.caseworker.sends("referrals:seal_worried", section=str(uuid.uuid4())))
        assert not Slip.objects.exists()

    def test_where_nobody_receives_it_the_helpline_is_named(self, world):
        scheme = Scheme.objects.get(slug="west")
        scheme.participations.filter(part="partner_support").delete()
        page = text(world.caseworker.opens("referrals:worried"))
        assert "No partner support service receives" in page
        assert world.caseworker.get(reverse("referrals:seal_worried")).status_code == 404
