"""Forms of programmes, of what pays for them, and of places on them; the rest is in `groups`."""

import datetime as dt

from chrysalis.agencies.models import Scheme
from interventions.models import (
    AgreementText,
    Capacity,
    ClientAgreement,
    Enrolment,
    FundingStream,
    ProgrammeVersion,
    Suitability,
)
from tests.browser.forms.sending import TODAY, Editing, Sending, Subject, date
from tests.browser.stock import Stock


MANAGER, CASEWORKER = "service_manager", "caseworker"
MANAGERS = ("second_service_manager", MANAGER)
CASEWORKERS = ("second_caseworker", CASEWORKER)
PERIOD = date("starts_on", TODAY) | date("ends_on", TODAY + dt.timedelta(days=90))
TOLD = dict.fromkeys(
    ("acknowledges", "consents", "has_children", "fits_group", "lives_in_scheme", "expert_assessed"), "yes"
) | dict.fromkeys(("criminal", "public_family", "private_family"), "none")


def _case(stock: Stock, page: str) -> str:
    return f"/cases/{stock.referral(accepted=True)}/{page}/"


def _to_wait(stock: Stock) -> Subject:
    """Somebody who could wait for a second programme as well."""
    (waiting,) = stock.waits("jc-iip")
    page = f"/cases/{waiting.case_id}/programmes/wait/"
    return Subject(page, typed=(("version", str(stock.runs().pk)),))


def _waiting(stock: Stock, page: str) -> Subject:
    """Somebody who waits for this programme and for another one, which stays as it is."""
    stock.runs("jc-iip")
    place, _ = stock.waits("c2c", "jc-iip")
    to = f"/cases/{place.case_id}/programmes/{page}/"
    return Subject(to, on=f"{to}?programme=c2c")


def _to_book(stock: Stock) -> Subject:
    capacity, page = stock.pays(), _waiting(stock, "book")
    return Subject(page.to, on=page.on, typed=(("capacity", str(capacity.pk)),))


def _to_override(stock: Stock) -> str:
    (place,) = stock.waits("jc-group", gate="hard")
    return f"/waiting/{place.pk}/"


def _booked(stock: Stock) -> str:
    return f"/cases/{stock.place().case_id}/programmes/give-back/"


def _to_sign(stock: Stock) -> str:
    stock.agreement()
    return _case(stock, "client-agreement")


def _scheme(stock: Stock) -> tuple[tuple[str, str], ...]:
    with stock.live.committed():
        return (("scheme", str(Scheme.objects.get(slug="west").pk)),)


def _version(stock: Stock, slug: str) -> str:
    return f"/programmes/{stock.runs(slug).pk}/change/"


def _stream(stock: Stock, page: str) -> str:
    return f"/funding/{stock.pays().stream_id}/{page}/"


SENDINGS = {
    "interventions:suitability": Sending(
        CASEWORKER,
        lambda stock: _case(stock, "suitability"),
        TOLD | {"previous": "no"},
        "suitability.recorded",
        Suitability,
    ),
    "interventions:client_agreement": Sending(
        CASEWORKER,
        _to_sign,
        {"answer": "signed", "way": "paper"},
        "client-agreement.taken",
        ClientAgreement,
    ),
    "interventions:wait": Sending(
        CASEWORKER,
        _to_wait,
        {"waits_for": "A place", "reason": "Agreed in supervision"},
        "place.wanted",
        Enrolment,
    ),
    "interventions:book": Sending(CASEWORKER, _to_book, date("starts_on", TODAY), "place.booked"),
    "interventions:give_back": Sending(
        CASEWORKER, _booked, {"reason": "Works at nights"}, "place.given-back"
    ),
    "interventions:leave": Sending(
        CASEWORKER, lambda stock: _waiting(stock, "leave"), {"reason": "Moves away"}, "place.left"
    ),
    "interventions:override": Sending(
        MANAGER,
        _to_override,
        {"reason": "Ordered by a court"},
        "start.overridden",
    ),
    "interventions:begin_programme": Sending(
        MANAGER,
        lambda stock: Subject("/programmes/new/", typed=_scheme(stock)),
        {"programme": "alc-da"},
        "programme.begun",
        ProgrammeVersion,
    ),
    "interventions:change_programme": Sending(
        MANAGER,
        lambda stock: _version(stock, "hr-g"),
        {"minutes": "100", "reason": "The board agreed"} | date("starts_on", TODAY),
        "programme.changed",
        ProgrammeVersion,
    ),
    "interventions:agreement_text": Sending(
        MANAGER,
        lambda stock: "/programmes/client-agreement/",
        {"words": "What stays between us, and what does not."},
        "client-agreement.written",
        AgreementText,
    ),
    "interventions:add_stream": Sending(
        MANAGER,
        lambda stock: Subject("/funding/new/", typed=_scheme(stock)),
        {"name": "The county, once", "funder": "The county council"} | PERIOD,
        "funding.kept",
        FundingStream,
    ),
    "interventions:change_stream": Sending(
        MANAGER, lambda stock: _stream(stock, "change"), {"funder": "The city council"}, "funding.kept"
    ),
    "interventions:add_places": Sending(
        MANAGER,
        lambda stock: _stream(stock, "places"),
        {"programme": "c2c", "places": "12"} | PERIOD,
        "places.set",
        Capacity,
    ),
    "interventions:change_places": Sending(
        MANAGER, lambda stock: f"/funding/places/{stock.pays().pk}/", {"places": "41"}, "places.set"
    ),
}

EDITINGS = {
    "interventions:suitability": Editing(
        CASEWORKERS,
        lambda stock: _case(stock, "suitability"),
        TOLD | {"previous": "yes"} | date("previous_ended_on", dt.date(2021, 3, 9)),
        TOLD | {"previous": "yes"} | date("previous_ended_on", dt.date(2022, 7, 8)),
        ("9 March 2021", "8 July 2022"),
        lambda: {f"{day.day} {day:%B %Y}" for day in _ended_on()},
    ),
    "interventions:change_programme": Editing(
        MANAGERS,
        lambda stock: _version(stock, "comm12"),
        {"name": "Twelve evenings", "reason": "As people say"} | date("starts_on", TODAY),
        {"name": "Twelve weeks", "reason": "As the leaflet says"} | date("starts_on", TODAY),
        ("Twelve evenings", "Twelve weeks"),
        lambda: _newest(ProgrammeVersion, "name", programme="comm12"),
    ),
    "interventions:agreement_text": Editing(
        MANAGERS,
        lambda stock: "/programmes/client-agreement/",
        {"words": "What stays here."},
        {"words": "What we pass on."},
        ("What stays here.", "What we pass on."),
        lambda: _newest(AgreementText, "words"),
    ),
    "interventions:change_stream": Editing(
        MANAGERS,
        lambda stock: _stream(stock, "change"),
        {"funder": "Westfield council"},
        {"funder": "Westfield health"},
        ("Westfield council", "Westfield health"),
        lambda: set(FundingStream.objects.values_list("funder", flat=True)),
    ),
    "interventions:change_places": Editing(
        MANAGERS,
        lambda stock: f"/funding/places/{stock.pays().pk}/",
        {"places": "1917"},
        {"places": "1931"},
        ("1917", "1931"),
        lambda: {str(found) for found in Capacity.objects.values_list("places", flat=True)},
    ),
}


def _newest(kept: type, name: str, **which: str) -> set[str]:
    """What holds now of what is added and never changed."""
    return {getattr(kept.objects.filter(**which).latest("number"), name)}


def _ended_on() -> set[dt.date]:
    return {Suitability.objects.latest("at").previous_ended_on}


AS_OFTEN_AS_SENT: dict[str, str] = {}

CONFIRMED = {
    "interventions:wait": "its version is that of a programme, and a queue has no words to lose",
}
