"""Forms of agencies, notices, the log and snags."""

import datetime as dt
import uuid

from django.utils import timezone

from chrysalis.agencies.actions import agreements, schemes
from chrysalis.agencies.models import (
    Agency,
    Agreement,
    Area,
    Conflict,
    Membership,
    Scheme,
    Signature,
)
from chrysalis.api.actions import keeping as machines
from chrysalis.api.models import Credential, RecordsSystem, Webhook
from chrysalis.audit.models import AlertLimits, ChangeAlert
from chrysalis.events.models import ChangeSnag
from chrysalis.notices.models import Absence, OpeningHours
from tests.architecture.told import tell
from tests.browser.forms.sending import GONE, STANDS, TODAY, Editing, Sending, Subject, date
from tests.browser.stock import Stock


def _threshold():
    return Agency.objects.filter(slug="threshold")


SOON, LATER = (TODAY + dt.timedelta(days=days) for days in (100, 250))


def _agreement(stock: Stock, page: str) -> str:
    with stock.live.committed():
        agreement = agreements.record_agreement(
            Scheme.objects.get(slug="west"),
            kept_by=Agency.objects.get(slug="westfield-police"),
            title=f"Agreement {uuid.uuid4()}",
            scope="Who was held",
            purpose="Offering help",
            starts_on=TODAY,
            expires_on=TODAY + dt.timedelta(days=30),
            by=None,
            at=timezone.now(),
        )
    return f"/agency/agreements/{agreement.pk}/{page}/"


def _area(stock: Stock) -> str:
    with stock.live.committed():
        west = Scheme.objects.get(slug="west")
        area = schemes.add_area(west, name=f"Area {uuid.uuid4()}", by=None, at=timezone.now())
    return f"/agency/areas/{area.pk}/"


def _scheme(stock: Stock) -> tuple[tuple[str, str], ...]:
    with stock.live.committed():
        return (("scheme", str(Scheme.objects.get(slug="west").pk)),)


def _place(stock: Stock) -> str:
    """Of a colleague who has just come."""
    name = stock.someone_new(f"colleague_{uuid.uuid4().hex[:8]}", ("threshold", "caseworker"))
    with stock.live.committed():
        return str(stock.hat(name).membership_id)


def _away(stock: Stock, *, of: str) -> str:
    with stock.live.committed():
        cover = stock.hat("second_caseworker").worker_id
        days = {"from_on": TODAY, "until_on": TODAY, "cover_id": cover}
        by = stock.hat(of)
        place = {"agency_id": by.agency_id, "role_slug": by.role_slug, "worker_id": by.worker_id}
        return str(Absence.objects.create(**place, **days).pk)


def _covered_by(stock: Stock, who: str) -> tuple[tuple[str, str], ...]:
    return (("cover", str(stock.live.people[who])),)


def _notice(stock: Stock) -> tuple[tuple[str, str], ...]:
    with stock.live.committed():
        return (("key", str(tell(stock.hat("caseworker"), at=timezone.now()).pk)),)


def _snag(stock: Stock) -> str:
    with stock.live.committed():
        made = ChangeSnag.objects.create(
            errand_id=uuid.uuid4(),
            handler="referrals.tell_provider",
            event="referral-submitted",
            agency_id=stock.hat("service_manager").agency_id,
            given_up_at=timezone.now(),
            error_class="OperationalError",
        )
    return f"/snags/{made.pk}/"


def _alert(stock: Stock) -> str:
    at = timezone.now()
    with stock.live.committed():
        by = stock.hat("second_caseworker")
        whose = {"worker_id": by.worker_id, "agency_id": by.agency_id}
        made = ChangeAlert.objects.create(kind="many-people", **whose, began_at=at, found_at=at, times=40)
    return f"/log/alerts/{made.pk}/"


def _records_system(stock: Stock, *, with_secret: bool = False) -> str:
    at = timezone.now()
    with stock.live.committed():
        force = Agency.objects.get(slug="westfield-police")
        purposes = ["referral:submit"]
        made = machines.add_system(force, name="Larch RMS", purposes=purposes, by=None, at=at)
        if with_secret:
            machines.make_secret(made, by=None, at=at)
    return f"/agency/records-systems/{made.pk}/"


SENDINGS = {
    "agencies:invite": Sending(
        "administrator",
        lambda stock: "/agency/accounts/invite/",
        {"full_name": "Invited Once", "email": "once@threshold.example", "role_slug": "caseworker"},
        "account.invited",
        Membership,
    ),
    "agencies:end_place": Sending(
        "administrator",
        lambda stock: f"/agency/accounts/{_place(stock)}/end/",
        {},
        "account.place_ended",
    ),
    "agencies:add_area": Sending(
        "administrator",
        lambda stock: Subject("/agency/areas/new/", typed=_scheme(stock)),
        {"name": "Westfield Vale"},
        "area.added",
        Area,
    ),
    "agencies:change_area": Sending("administrator", _area, {"name": "Westfield Dale"}, "area.changed"),
    "agencies:retire_area": Sending(
        "administrator", lambda stock: f"{_area(stock)}retire/", {}, "area.retired"
    ),
    "agencies:set_agency": Sending(
        "administrator",
        lambda stock: "/agency/setting/",
        {"two_leads_lift": "on"},
        "agency.set",
        again=STANDS,
    ),
    "api:add_system": Sending(
        "force_administrator",
        lambda stock: "/agency/records-systems/new/",
        {"name": "Larch, once", "purposes": "referral:submit"},
        "records-system.added",
        RecordsSystem,
    ),
    "api:make_secret": Sending(
        "force_administrator",
        lambda stock: f"{_records_system(stock)}secret/",
        {},
        "records-system.secret-made",
        Credential,
        again=frozenset({200, 302}),  # the one that makes it shows it
    ),
    "api:end_secret": Sending(
        "force_administrator",
        lambda stock: f"{_records_system(stock, with_secret=True)}secret/1/end/",
        {},
        "records-system.secret-ended",
        again=GONE,
    ),
    "api:set_webhook": Sending(
        "force_administrator",
        lambda stock: f"{_records_system(stock)}webhook/",
        {"address": "https://rms.example/told"},
        "webhook.set",
        Webhook,
        again=frozenset({200, 302}),
    ),
    "api:close_system": Sending(
        "force_administrator", lambda stock: f"{_records_system(stock)}close/", {}, "records-system.closed"
    ),
    "agencies:record_agreement": Sending(
        "force_information_officer",
        lambda stock: Subject("/agency/agreements/new/", typed=_scheme(stock)),
        {"title": "Custody, once", "scope": "Who was held", "purpose": "Help"}
        | date("starts_on", TODAY)
        | date("expires_on", TODAY + dt.timedelta(days=90)),
        "agreement.recorded",
        Agreement,
    ),
    "agencies:sign_agreement": Sending(
        "force_information_officer",
        lambda stock: _agreement(stock, "sign"),
        {"signatory": "A. Signatory, Director", "lawful_basis": "public_task"} | date("signed_on", TODAY),
        "agreement.signed",
        Signature,
    ),
    "agencies:renew_agreement": Sending(
        "force_information_officer",
        lambda stock: _agreement(stock, "renew"),
        date("expires_on", TODAY + dt.timedelta(days=200)),
        "agreement.renewed",
    ),
    "agencies:declare_conflict": Sending(
        "caseworker",
        lambda stock: "/agency/conflicts/new/",
        {"given_names": "Perpetua", "family_name": "Gorsedale", "kind": "friend"},
        "conflict.declared",
        Conflict,
    ),
    "agencies:end_conflict": Sending(
        "safeguarding_lead",
        lambda stock: f"/agency/conflicts/{stock.restricted()[2]}/end/",
        {},
        "conflict.ended",
        again=GONE,
    ),
    "notices:acknowledge": Sending(
        "caseworker",
        lambda stock: Subject("/notices/acknowledge/", on="/notices/", typed=_notice(stock)),
        {},
        "notice.acknowledged",
    ),
    "notices:away": Sending(
        "second_caseworker",
        lambda stock: Subject("/notices/away/", typed=_covered_by(stock, "caseworker")),
        date("from_on", TODAY + dt.timedelta(days=40)) | date("until_on", TODAY + dt.timedelta(days=41)),
        "absence.recorded",
        Absence,
    ),
    "notices:away_for": Sending(
        "administrator",
        lambda stock: Subject(f"/notices/away/of/{_place(stock)}/", typed=_covered_by(stock, "caseworker")),
        date("from_on", TODAY + dt.timedelta(days=50)) | date("until_on", TODAY + dt.timedelta(days=51)),
        "absence.recorded",
        Absence,
    ),
    "notices:end_away": Sending(
        "caseworker",
        lambda stock: Subject(f"/notices/away/{_away(stock, of='caseworker')}/end/", on="/notices/away/"),
        {},
        "absence.ended",
        again=GONE,
    ),
    "notices:hours": Sending(
        "administrator", lambda stock: "/notices/hours/", {"opens": "08:30"}, "hours.changed", again=STANDS
    ),
    "log:limits": Sending(
        "information_officer",
        lambda stock: "/log/alerts/limits/",
        {"people_in_an_hour": "41"},
        "alert.limited",
        again=STANDS,
    ),
    "log:alert": Sending(
        "information_officer", _alert, {"outcome": "A busy hour, agreed."}, "alert.acknowledged"
    ),
    "snags:snag": Sending("service_manager", _snag, {"reason": "I rang them."}, "snag.closed"),
    "snags:retry": Sending(
        "service_manager",
        lambda stock: Subject(f"{(page := _snag(stock))}again/", on=page),
        {},
        "snag.retried",
        leads_on=True,
    ),
}

EDITINGS = {
    "agencies:change_area": Editing(
        ("second_administrator", "administrator"),
        _area,
        {"name": "Westfield north"},
        {"name": "Westfield south"},
        ("Westfield north", "Westfield south"),
        lambda: set(Area.objects.values_list("name", flat=True)),
    ),
    "agencies:renew_agreement": Editing(
        ("second_information_officer", "force_information_officer"),
        lambda stock: _agreement(stock, "renew"),
        date("expires_on", SOON),
        date("expires_on", LATER),
        (f"{SOON.day} {SOON:%B %Y}", f"{LATER.day} {LATER:%B %Y}"),
        lambda: {f"{day.day} {day:%B %Y}" for day in Agreement.objects.values_list("expires_on", flat=True)},
    ),
    "agencies:set_agency": Editing(
        ("second_administrator", "administrator"),
        lambda stock: "/agency/setting/",
        {"two_leads_lift": ""},
        {"two_leads_lift": "on"},
        ("No", "Yes"),
        lambda: {"Yes" if found else "No" for found in _threshold().values_list("two_leads_lift", flat=True)},
    ),
    "notices:hours": Editing(
        ("second_administrator", "administrator"),
        lambda stock: "/notices/hours/",
        {"opens": "07:15"},
        {"opens": "07:45"},
        ("07:15", "07:45"),
        lambda: {f"{opens:%H:%M}" for opens in OpeningHours.objects.values_list("opens", flat=True)},
    ),
    "log:limits": Editing(
        ("second_limiter", "information_officer"),
        lambda stock: "/log/alerts/limits/",
        {"people_in_an_hour": "51"},
        {"people_in_an_hour": "61"},
        ("51", "61"),
        lambda: {str(most) for most in AlertLimits.objects.values_list("people_in_an_hour", flat=True)},
    ),
}

# Sent again, these are meant to be done again, or there is nothing that twice would be.
AS_OFTEN_AS_SENT = {
    "agencies:invite_again": "only the newest link works; a letter not yet sent is withheld",
    "agencies:end_sessions": "ends whatever runs",
    "drafts:save": "over what was saved before: its own test",
    "drafts:discard": "what is empty stays empty",
    "log:look_up": "looks, and each look is an entry",
    "notices:mail": "a choice: the last one holds",
}

# A button without words has no words to lose.
CONFIRMED = {
    "agencies:end_place": "the second is shown how it stands",
    "agencies:retire_area": "the second is asked to look again",
}
