"""An officer is called away from the one screen; the sergeant of the next shift goes on with it there."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Agency, Agreement
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry
from chrysalis.drafts.models import Draft
from partners.models import Slip
from referrals.actions.preparing import contents_of
from referrals.forms.parts import WHOLE
from referrals.models import CustodyDetails, Referral, ReferralStatus, UnsentReferral
from referrals.rules.unsent import Contents
from tests.partners.told import NEVER
from tests.referrals.test_custody_referral import DARNELL
from tests.referrals.test_triage import text
from tests.world import Person


pytestmark = pytest.mark.usefixtures("noted")

NAMED = {"given_names": "Darnell", "family_name": "Kestrel", "date_of_birth_year": "1991"}
BEGUN = NAMED | {"agency_link": "no"}
SENT = {f"{NEVER}-name": "Maren Alder"}


def leaves(person: Person, **typed: str):
    """From an empty screen, in one press."""
    draft = str(uuid.uuid4())
    return uuid.UUID(draft), person.sends("referrals:prepare", draft=draft, leave="yes", **typed)


def goes_on(person: Person, key: uuid.UUID, *, leave: bool = False, **changes: str):
    """From the page as it is drawn, with all that stands on it."""
    page = person.opens("referrals:write_whole", key)
    form = page.context["form"]
    stands = dict(form.data.items()) if form.is_bound else {}
    drawn = {"draft": str(page.context["writing"].key), "version": page.context["version"]}
    acts = {"leave": "yes"} if leave else {}
    return person.sends("referrals:write_whole", key, **(stands | drawn | changes | acts))


def home(person: Person) -> str:
    return text(person.opens("home"))


def test_a_colleague_goes_on_with_what_was_left_and_sends_it_once(world):
    key, left = leaves(world.sergeant, **BEGUN)
    assert left.headers["Location"] == reverse("home")
    assert "Left for the next shift" in home(world.sergeant)
    for page in (home(world.colleague), text(world.colleague.opens("referrals:submit"))):
        assert "Begun by Sergeant." in page
        assert "Kestrel" not in page, "the list is read on screens that several people see"
    at_gate = world.colleague.opens("referrals:unsent", key)
    assert at_gate.headers["Location"] == reverse("referrals:write_whole", args=[key])
    page = text(world.colleague.get(at_gate.headers["Location"]))
    for kept in ('value="Darnell"', 'value="Kestrel"', 'value="1991"', "Begun by Sergeant."):
        assert kept in page
    assert "There is a problem" not in page, "nobody is told off for what a colleague had no time for"

    refused = goes_on(world.colleague, key)
    assert "Enter the custody record number" in text(refused)
    pressed = {"draft": str(uuid.uuid4()), "version": "1"} | DARNELL
    sent = world.colleague.sends("referrals:write_whole", key, **pressed)
    assert "Referral sent" in text(world.colleague.get(sent.headers["Location"]))
    again = world.colleague.sends("referrals:write_whole", key, **pressed)
    assert again.headers["Location"] == sent.headers["Location"]
    kept = {"draft_form": "custody-resumed", "draft": str(uuid.uuid4()), "draft_subject": str(key)}
    world.sergeant.post("/drafts/save/", kept | {"staying_at": "A hostel"})
    over = text(world.sergeant.opens("referrals:write_whole", key, draft=kept["draft"]))
    assert "Where the person will stay: A hostel" in over
    late = world.sergeant.sends("referrals:write_whole", key, draft=str(uuid.uuid4()), **DARNELL)
    assert late.status_code == 409
    assert "It was sent by Colleague on" in text(late)
    assert "Alleged offence: Common assault" in text(late), "words that came too late can be taken along"
    assert Referral.objects.get().sent_as == key
    assert CustodyDetails.objects.get().custody_record_number == "OL/2210/26"
    assert bytes(UnsentReferral.objects.get().sealed) == b"", "nothing of it rests after sending"
    assert "was sent by Colleague" in home(world.sergeant)
    assert "was sent by Colleague" not in home(world.colleague)
    for page in ("unsent", "write_whole"):
        assert "It was sent by Colleague on" in text(world.sergeant.opens(f"referrals:{page}", key))
    assert ChangeEntry.objects.filter(word="unsent.left").count() == 1
    assert ReferralStatus.objects.get().referring_agency_id == world.sergeant.membership.agency_id


def test_until_the_person_is_close_to_nobody_only_the_writer_is_given_it(world):
    """SAFETY: the officer who comes next may be a cousin."""
    key, _ = leaves(world.sergeant, **NAMED)
    assert "Saved, and only you can see it." in home(world.sergeant)
    for close in ("", "yes"):
        goes_on(world.sergeant, key, leave=True, agency_link=close)
        assert "Only you can see it." in home(world.sergeant)
        assert "Begun by" not in home(world.colleague) + text(world.colleague.opens("referrals:submit"))
        assert world.colleague.opens("referrals:write_whole", key).status_code == 404
        assert world.colleague.sends("referrals:write_whole", key, **DARNELL).status_code == 404
        with acting_as(make_hat(world.colleague.membership)):
            assert not UnsentReferral.objects.exists(), "nor does the database give it"
    assert not ChangeEntry.objects.filter(word="unsent.left").exists()
    goes_on(world.sergeant, key, leave=True, agency_link="no")
    assert ChangeEntry.objects.filter(word="unsent.left").count() == 1
    assert world.colleague.opens("referrals:write_whole", key).status_code == 200
    for other in (world.sergeant_at_tipton, world.sergeant_elsewhere, world.social_worker, world.officer):
        assert "Begun by" not in home(other)
        for page in ("write_whole", "unsent", "call_unsent", "discard_unsent", "partner_part"):
            assert other.opens(f"referrals:{page}", key).status_code == 404
    assert world.social_worker.sends("referrals:write_whole", key, **DARNELL).status_code == 404

    keeps = {"draft": str(uuid.uuid4()), "called": "Cell 4", "who": "own"}
    assert world.sergeant.sends("referrals:call_unsent", key, **keeps).status_code == 302
    assert world.colleague.opens("referrals:write_whole", key).status_code == 404
    assert "Cell 4" in home(world.sergeant)


def test_it_is_called_what_no_list_may_not_say(world):
    key, _ = leaves(world.sergeant, **DARNELL)
    page = text(world.colleague.opens("referrals:call_unsent", key))
    assert "Cell 4, early shift" in page
    for called in ("kestrel, cell 4", "OL 2210 26", "12/394773h"):
        named = {"draft": str(uuid.uuid4()), "called": called, "who": "colleagues"}
        refused = world.colleague.sends("referrals:call_unsent", key, **named)
        assert "Leave out the person’s name and numbers" in text(refused)
    named = {"draft": str(uuid.uuid4()), "called": "Robin, cell 4", "who": "colleagues"}
    assert world.colleague.sends("referrals:call_unsent", key, **named).status_code == 302
    assert "Robin, cell 4" in home(world.sergeant)
    assert "Begun by Sergeant on" in home(world.sergeant)
    goes_on(world.sergeant, key, leave=True, known_as="Robin")
    assert "Robin" not in home(world.sergeant), "nor where the name was typed after that"


def test_two_at_once_are_told_who_saved_and_lose_nothing(world):
    key, _ = leaves(world.sergeant, **BEGUN)
    mine = world.sergeant.opens("referrals:write_whole", key).context
    theirs = {"custody_record_number": "OL/2210/26", "sex": "male", "officer_in_case": "PC Finch"}
    assert goes_on(world.colleague, key, leave=True, **theirs).status_code == 302
    pressed = BEGUN | {"draft": str(mine["writing"].key), "version": str(mine["version"])}
    pressed |= {"officer_in_case": "DC Mallow", "markers": ["weapons"], "leave": "yes"}
    told = world.sergeant.sends("referrals:write_whole", key, **pressed)
    assert told.status_code == 409
    page = text(told)
    for said in ("Somebody else changed this", "Saved by Colleague on", "PC Finch", "DC Mallow"):
        assert said in page
    form = told.context["form"]
    merged = [form[name].value() for name in ("custody_record_number", "officer_in_case", "family_name")]
    assert merged == ["OL/2210/26", "DC Mallow", "Kestrel"], "one's own, and theirs where one wrote nothing"
    settled = pressed | {"version": told.context["version"], "custody_record_number": "OL/2210/26"}
    assert world.sergeant.sends("referrals:write_whole", key, **settled).status_code == 302

    stale = DARNELL | {"draft": str(uuid.uuid4()), "version": "1"}
    clash = world.sergeant.sends("referrals:write_whole", key, **stale)
    assert clash.status_code == 409, "nor is it sent over what somebody has not seen"
    assert not Referral.objects.exists()
    sent = world.sergeant.sends(
        "referrals:write_whole", key, **(stale | {"version": clash.context["version"]})
    )
    assert "Referral sent" in text(world.sergeant.get(sent.headers["Location"]))


def test_what_is_merely_typed_stays_its_writers_own(world):
    typed = {"draft_form": "custody-referral", "draft": str(uuid.uuid4()), "family_name": "Kestrel"}
    world.sergeant.post("/drafts/save/", typed)
    assert "Begun by" not in home(world.colleague)
    nothing = world.sergeant.sends("referrals:prepare", draft=typed["draft"], leave="yes")
    assert nothing.headers["Location"] == reverse("referrals:submit"), "there is nothing to leave"
    left = BEGUN | {"draft": typed["draft"], "leave": "yes"}
    for _ in range(2):
        assert world.sergeant.sends("referrals:prepare", **left).headers["Location"] == reverse("home")
    assert bytes(Draft.objects.get().sealed) == b""
    key = UnsentReferral.objects.get().pk
    typed = {"draft_form": "custody-resumed", "draft": str(uuid.uuid4()), "draft_subject": str(key)}
    words = {"version": "1", "bail_conditions": "To live at a hostel"}
    world.colleague.post("/drafts/save/", typed | BEGUN | words)
    assert "Referral that was left to finish" in home(world.colleague)
    assert "hostel" not in text(world.sergeant.opens("referrals:write_whole", key))
    mine = text(world.colleague.opens("referrals:write_whole", key, draft=typed["draft"]))
    assert "To live at a hostel" in mine
    assert "This is what you had typed." in mine
    sent = world.colleague.sends(
        "referrals:write_whole", key, draft=str(uuid.uuid4()), version="1", **DARNELL
    )
    assert sent.headers["Location"].startswith("/referrals/sent/")
    assert {bytes(each.sealed) for each in Draft.objects.all()} == {b""}, "no draft outlives what was sent"


def test_what_is_for_partner_support_is_in_no_row_and_goes_with_it(world):
    """SAFETY: sealed as it is saved; no colleague learns from the screen that somebody told."""
    key, _ = leaves(world.sergeant, **(BEGUN | SENT))
    assert NEVER not in _contents().part(WHOLE.slug).typed
    assert "Maren" not in text(world.colleague.opens("referrals:write_whole", key))
    back = reverse("referrals:write_whole", args=[key])
    assert world.sergeant.opens("referrals:partner_part", key).headers["Location"] == back
    page = {"page": str(uuid.uuid4()), "section": str(uuid.uuid4())}
    empty = world.sergeant.sends("referrals:partner_part", key, **page)
    assert "Nothing was sealed" in text(empty)
    for _ in range(2):
        sealed = world.sergeant.sends("referrals:partner_part", key, **(page | SENT))
        assert sealed.headers["Location"] == f"{back}?draft={page['page']}#for-partner-support"
    assert "Sealed at" in text(world.sergeant.get(back))
    seen = text(world.colleague.opens("referrals:write_whole", key))
    assert "Sealed at" not in seen
    assert "Maren" not in seen
    goes_on(world.colleague, key, leave=True, **SENT)
    assert NEVER not in _contents().part(WHOLE.slug).typed
    goes_on(world.colleague, key, **DARNELL)
    assert Referral.objects.get().sent_as == Slip.objects.get().came_with == key


def _contents() -> Contents:
    return contents_of(UnsentReferral.objects.get())


def test_it_is_not_sent_to_where_the_person_works_or_without_an_agreement(world):
    key, _ = leaves(world.sergeant, **BEGUN)
    threshold = Agency.objects.get(slug="threshold")
    works_there = DARNELL | {"agency_link": "yes", "employer": str(threshold.pk)}
    assert "Do not send this" in text(goes_on(world.sergeant, key, **works_there))
    today = timezone.localdate()
    Agreement.objects.update(starts_on=today - dt.timedelta(days=9), expires_on=today - dt.timedelta(days=2))
    page = text(goes_on(world.sergeant, key, **DARNELL))
    assert "Send referral" not in page
    assert goes_on(world.sergeant, key, leave=True, **DARNELL).status_code == 302, "nobody loses a word by it"
    assert not Referral.objects.exists()


def test_left_alone_it_goes_and_the_home_page_says_so_ahead(world):
    key, _ = leaves(world.sergeant, **BEGUN)
    assert "unless somebody saves" not in home(world.colleague)
    UnsentReferral.objects.update(sweep_after=timezone.now() + dt.timedelta(days=4))
    assert "One referral that is not sent will be deleted soon" in home(world.colleague)
    assert "unless somebody saves something in it" in home(world.colleague)
    assert "Throw away this referral?" in text(world.colleague.opens("referrals:discard_unsent", key))
    thrown = world.colleague.sends("referrals:discard_unsent", key)
    assert thrown.headers["Location"] == reverse("home")
    assert "was thrown away by Colleague" in home(world.sergeant)
    assert "Its receipt" not in home(world.sergeant)
    for _ in range(4):
        leaves(world.sergeant, **BEGUN)
    assert "1 more" in text(world.colleague.opens("referrals:submit")), "the form comes first"


def test_parts_and_whole_are_each_for_their_own_desks(world):
    key, _ = leaves(world.sergeant, **BEGUN)
    assert world.sergeant.opens("referrals:write_part", key, "person").status_code == 404
    back = reverse("referrals:write_whole", args=[key])
    assert world.sergeant.opens("referrals:check_unsent", key).headers["Location"] == back
    begun = world.social_worker.sends("referrals:prepare", draft=str(uuid.uuid4()))
    council = UnsentReferral.objects.exclude(pk=key).get().pk
    assert begun.status_code == 302
    led = world.social_worker.opens("referrals:write_whole", council).headers["Location"]
    assert led == reverse("referrals:unsent", args=[council])
