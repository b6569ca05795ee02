"""Being away, being open, and how one wants to hear of it."""

import datetime as dt

import pytest

from chrysalis.audit.models import AccountEntry
from chrysalis.notices.models import Absence, ChangeNotice, OpeningHours, SafetyNotice
from tests.kernel.notices.conftest import text
from tests.world import Person


def days(first: dt.date, last: dt.date) -> dict[str, str]:
    typed = {}
    for name, day in (("from_on", first), ("until_on", last)):
        typed |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return typed


WEEK = days(dt.date(2026, 11, 18), dt.date(2026, 11, 24))


def says_away(person: Person, cover: Person, typed: dict[str, str] = WEEK):
    return person.sends("notices:away", **typed, cover=str(cover.worker.pk))


def test_whoever_covers_is_told_as_well(world, kinds, tells):
    assert says_away(world.caseworker, world.second_caseworker).status_code == 302
    assert "Second Caseworker covers" in text(world.caseworker.opens("notices:away"))
    tells.one(kinds.referral, world.caseworker)
    assert "A lantern came in" in text(world.caseworker.opens("notices:notices"))
    assert "You, for Caseworker, who is away" in text(world.second_caseworker.opens("notices:notices"))
    mine = ChangeNotice.objects.get(covers_for=world.caseworker.worker)
    world.second_caseworker.sends("notices:acknowledge", key=str(mine.pk))
    tells.pass_until("2026-11-20 12:00")
    assert not ChangeNotice.objects.filter(level__gt=0).exists()


def test_after_coming_back_nobody_covers(world, kinds, tells):
    says_away(world.caseworker, world.second_caseworker)
    absence = Absence.objects.get()
    assert world.second_caseworker.sends("notices:end_away", absence.pk).status_code == 404
    world.caseworker.sends("notices:end_away", absence.pk)
    tells.one(kinds.referral, world.caseworker)
    assert ChangeNotice.objects.count() == 1
    assert AccountEntry.objects.filter(word="absence.ended").count() == 1


def test_the_days_are_what_counts(world, kinds, tells):
    later = days(dt.date(2026, 11, 25), dt.date(2026, 11, 25))
    says_away(world.caseworker, world.second_caseworker, later)
    tells.one(kinds.referral, world.caseworker)
    assert ChangeNotice.objects.count() == 1
    tells.pass_until("2026-11-25 23:59")
    tells.one(kinds.referral, world.caseworker)
    assert ChangeNotice.objects.filter(covers_for=world.caseworker.worker).count() == 1


def test_the_same_said_twice_is_one_absence(world, tells):
    says_away(world.caseworker, world.second_caseworker)
    says_away(world.caseworker, world.second_caseworker)
    assert Absence.objects.count() == 1


@pytest.mark.parametrize("who", ["link_worker", "caseworker_elsewhere", "safeguarding_lead", "caseworker"])
def test_only_a_colleague_in_the_same_role_covers(world, tells, who):
    page = says_away(world.caseworker, getattr(world, who))
    assert "Choose who covers" in text(page)
    assert not Absence.objects.exists()


def test_whoever_is_away_too_does_not_cover(world, tells):
    says_away(world.second_caseworker, world.caseworker)
    assert "who is not away" in text(says_away(world.caseworker, world.second_caseworker))
    assert Absence.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (days(dt.date(2026, 11, 24), dt.date(2026, 11, 20)), "must be on or after the first"),
        (days(dt.date(2026, 11, 1), dt.date(2026, 11, 2)), "must be today or later"),
        ({}, "Enter the first day away"),
    ],
)
def test_days_that_make_no_sense_are_refused(world, tells, typed, said):
    assert said in text(says_away(world.caseworker, world.second_caseworker, typed))
    assert not Absence.objects.exists()


def test_an_administrator_says_it_for_a_colleague(world, tells):
    place = world.caseworker.membership.pk
    typed = WEEK | {"cover": str(world.second_caseworker.worker.pk)}
    assert world.administrator.sends("notices:away_for", place, **typed).status_code == 302
    page = text(world.administrator.opens("notices:away_for", place))
    assert "When Caseworker is away" in page
    assert "Second Caseworker covers" in page
    assert "Second Caseworker covers" in text(world.caseworker.opens("notices:away"))
    assert world.administrator_elsewhere.opens("notices:away_for", place).status_code == 404
    assert world.caseworker.opens("notices:away_for", place).status_code == 403
    assert world.administrator.sends("notices:end_away", Absence.objects.get().pk).status_code == 302


def test_with_somebody_on_duty_friday_evening_is_not_monday(world, kinds, tells):
    typed = {"opens": "09:00", "closes": "17:00", "has_cover": "on", "version": "1"}
    assert world.administrator.sends("notices:hours", **typed).status_code == 302
    tells.pass_until("2026-11-20 17:30")
    tells.role(kinds.referral, "threshold", "caseworker")
    tells.pass_until("2026-11-20 19:31")
    assert ChangeNotice.objects.filter(level=1).exists()


def test_an_office_has_hours_of_its_own(world, kinds, tells):
    typed = {"opens": "12:00", "closes": "20:00", "version": "1"}
    world.administrator.sends("notices:hours", **typed)
    tells.pass_until("2026-11-19 10:00")
    notice = tells.role(kinds.referral, "threshold", "caseworker")
    assert notice.due_at.strftime("%H:%M") == "14:00"
    assert world.caseworker.opens("notices:hours").status_code == 403
    world.administrator.signs_in()
    backwards = world.administrator.sends("notices:hours", opens="17:00", closes="09:00", version="1")
    assert "must be after the opening time" in text(backwards)


def test_two_administrators_do_not_overwrite_each_other(world, tells):
    first = {"opens": "08:00", "closes": "17:00", "version": "1"}
    world.administrator.sends("notices:hours", **first)
    world.administrator.sends("notices:hours", **first | {"opens": "07:00", "version": "2"})
    for version in ("1", "2"):  # of the usual hours, and of the first that were set
        page = world.administrator.sends("notices:hours", **first | {"opens": "10:00", "version": version})
        assert page.status_code == 409
        assert "Nothing was overwritten" in text(page)
    assert OpeningHours.objects.get().opens == dt.time(7)


def test_the_choice_of_mail_is_kept(world, tells):
    assert "checked" in text(world.link_worker.opens("notices:mail"))
    for _ in range(2):
        assert world.link_worker.sends("notices:mail", choice="each").status_code == 302
    page = text(world.link_worker.opens("notices:mail"))
    assert page.index("checked") > page.index("One e-mail each morning")
    assert not SafetyNotice.objects.exists()
