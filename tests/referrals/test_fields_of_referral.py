"""Everything that referral forms in the field ask has a home: it is there, on the right side, and asked."""

import pytest
from django.apps import apps
from django.forms import Form
from django.utils import timezone

from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Scheme
from interventions.forms.case import RecordSuitability
from partners.forms.contact import RecordEngagement
from partners.forms.survivor import RecordSurvivor, RecordWay
from referrals.doors import BY_SOURCE
from referrals.forms.equality import RecordEquality
from referrals.forms.on_file.children import RecordChild
from referrals.forms.on_file.onward import RecordOnward
from referrals.forms.on_file.orders import RecordOrder
from referrals.forms.on_file.standing import ChangeBasis, RecordConsent
from referrals.forms.self_referral import PAGES
from referrals.forms.self_referral.equality import OwnEquality
from referrals.forms.triage import Ask
from referrals.forms.ways_in import SetWaysIn
from referrals.forms.young import ChoosePath
from referrals.gates.partner_section import section_for
from referrals.models import Referral
from referrals.rules.fields_of_referral import ITEMS
from referrals.ways_in import ways_into
from tests.referrals.test_professional_referral import refers
from tests.referrals.test_triage import text


SIDES = {"D": {Side.SAFETY}}  # and of every other part: the change side, or neither


@pytest.fixture
def asked(world) -> dict[str, set[str]]:
    """By place, the names of what is asked there, in a scheme that takes young people."""
    Scheme.objects.update(minimum_age=10)
    scheme, now = Scheme.objects.get(slug="west"), timezone.now()
    doors = {slug: door.form(scheme=scheme, now=now) for slug, door in BY_SOURCE.items()}
    pages = [page.make(None, scheme, today=now.date()) for page in PAGES if page.form]
    forms: dict[str, list[Form | type[Form]]] = {
        **{slug: [form] for slug, form in doors.items()},
        "written": [BY_SOURCE["council"].form(scheme=scheme, now=now, is_told=True)],
        "self": pages,
        "after": [OwnEquality(age_path="adult")],
        "triage": [Ask],
        "path": [ChoosePath(by_date="young")],
        "case": [RecordEquality(age_path="adult")],
        "consent": [RecordConsent(age_path="adult", was_given=False)],
        "basis": [ChangeBasis],
        "ways": [SetWaysIn(ways=ways_into(scheme))],
        "child": [RecordChild],
        "order": [RecordOrder],
        "onward": [RecordOnward],
        "suitability": [RecordSuitability],
        "section": [section_for("referral", scheme).form],
        "survivor": [RecordSurvivor],
        "way": [RecordWay],
        "engage": [RecordEngagement],
    }
    return {place: {name for form in found for name in fields_of(form)} for place, found in forms.items()}


def fields_of(form: Form | type[Form]) -> set[str]:
    return set(form.base_fields if isinstance(form, type) else form.fields)


def test_each_has_a_home_on_the_right_side():
    for item in ITEMS:
        app, model, *column = item.home.split(".")
        found = apps.get_model(app, model)
        for name in column:
            found._meta.get_field(name)
        assert found.Privacy.side in SIDES.get(item.part, {Side.CHANGE, Side.NEITHER}), item


def test_each_is_asked_where_it_is_said_to_be(asked):
    missing = [
        f"{item.part} {item.name}: {where}"
        for item in ITEMS
        for where in item.asked
        if where.split(".")[1] not in asked[where.split(".")[0]]
    ]
    assert not missing
    # SAFETY: who was harmed is asked in the sealed section alone, and of nobody who asks for help themselves.
    for place in ("council", "police", "custody", "health", "probation", "self", "path"):
        assert not asked[place] & {"relationship", "safe_to_ring", "person_held"}


def test_what_a_sender_knows_of_how_somebody_lives_is_read_and_what_is_not_known_takes_no_room(world):
    knows = {"about_gp": "Lintel Surgery", "about_motivation": "unsure", "about_first_on_year": "2021"}
    assert refers(world.social_worker, **knows).status_code == 302
    page = text(world.caseworker.opens("referrals:referral", Referral.objects.get().pk))
    for said in ("More about them", "Lintel Surgery", "Not sure", "2021"):
        assert said in page
    assert "Shift pattern" not in page
