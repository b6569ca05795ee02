"""Young people: which pathway by age, who answers for them, and what a birthday does not do by itself."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.agencies.models import Scheme
from chrysalis.ui.dates import PartialDate
from interventions.queries import facts_of
from referrals.actions.judging import oldest_of
from referrals.models import AgePath, Case, Client, PathChoice, Referral, ResponsibleAdult, YoungPerson
from referrals.rules import paths
from referrals.rules.paths import Ages, ends_on, path_of
from tests.referrals.on_file import day_of
from tests.referrals.test_custody_referral import refers as refers_from_custody
from tests.referrals.test_professional_referral import refers
from tests.referrals.test_triage import drafted, text


pytestmark = pytest.mark.usefixtures("noted")
ON = dt.date(2026, 11, 23)
ANSWERED_FOR = {
    "young_services": "A. Marsh, east team",
    "young_services_at": "0121 496 0043",
    "young_able": "no",
    "young_able_because": "Seen twice by A. Marsh.",
    "adult_agrees": "yes",
    "adult_name": "Corin Larkspur",
    "adult_relation": "parent",
    "adult_responsibility": "yes",
    "adult_reached_at": "07700 900744",
}


def aged(years: int, *, days: int = 40) -> dt.date:
    """Born so that they were that old on a birthday some days ago."""
    today = timezone.localdate() - dt.timedelta(days=days)
    return today.replace(year=today.year - years, day=min(today.day, 28))


def born(years: int, **more: int) -> dict[str, str]:
    return day_of("date_of_birth", aged(years, **more))


@pytest.fixture
def takes_young(world):
    Scheme.objects.update(minimum_age=10)
    return world


@pytest.mark.parametrize(
    ("typed", "youngest", "path"),
    [
        ("2010-11-24", 10, "young"),  # 16 tomorrow
        ("2010-11-23", 10, "sixteen"),  # 16 today
        ("2008-11-23", 10, "adult"),
        ("2010", 10, "unsure"),
        ("2012", 10, "young"),  # 13 or 14
        ("1991", 10, "adult"),
        ("", 10, "unsure"),
        ("", 18, "adult"),  # a scheme of adults asks nobody
        ("2017-01-01", 10, "younger"),
        ("2017-01-01", 8, "young"),
    ],
)
def test_the_pathway_by_age(typed, youngest, path):
    born_on = PartialDate.read(typed) if typed else None
    assert path_of(born_on, on=ON, ages=Ages(youngest)) == path


def test_from_which_age_somebody_is_sent_on_and_from_which_turned_away():
    assert (Ages(10).at_the_door, Ages(18).at_the_door, Ages(8).at_the_door) == (8, 18, 8)


def test_when_another_pathway_begins():
    assert ends_on(PartialDate(2012, 2, 29), "young") == dt.date(2028, 2, 29)
    assert ends_on(PartialDate(2011, 2), "young") == dt.date(2027, 2, 1)
    assert ends_on(PartialDate(2008, 2, 29), "sixteen") == dt.date(2026, 3, 1)
    assert ends_on(PartialDate(1990), "adult") is None


def test_rules_and_rows_say_the_same_words():
    words = {paths.ADULT, paths.SIXTEEN, paths.YOUNG, paths.YOUNGER, paths.UNSURE}
    assert set(AgePath.values) == words


def test_a_young_person_is_accepted_once_somebody_answers_for_them(takes_young):
    world = takes_young
    assert "If the person is under 16" in text(world.social_worker.opens("referrals:submit", whole="yes"))
    assert "Choose whether the adult agrees" in text(
        refers(world.social_worker, **born(13), adult_name="Corin Larkspur")
    )
    assert refers(world.social_worker, **born(13)).status_code == 302
    referral = Referral.objects.get()
    page = text(world.caseworker.opens("referrals:referral", referral.pk))
    assert "The young person" in page
    assert "before you accept" in page
    refused = world.caseworker.sends("referrals:accept", referral.pk)
    assert "They are under 16" in text(world.caseworker.get(refused.headers["Location"]))
    assert not Case.objects.exists()

    half = world.caseworker.sends("referrals:choose_path", referral.pk, **drafted(path="young"))
    assert "Enter who in children’s services knows of this" in text(half)
    done = world.caseworker.sends(
        "referrals:choose_path", referral.pk, **drafted(path="young", **ANSWERED_FOR)
    )
    assert done.status_code == 302
    assert "Corin Larkspur" in text(world.caseworker.opens("referrals:choose_path", referral.pk))
    assert "before you accept" not in text(world.caseworker.opens("referrals:referral", referral.pk))
    world.caseworker.sends("referrals:accept", referral.pk)
    case = Case.objects.get()
    page = text(world.caseworker.opens("referrals:case", case.pk))
    for said in (
        "Young person, under 16",
        "A. Marsh, east team",
        "Corin Larkspur",
        "Reaching the young person",
    ):
        assert said in page
    assert "B-SAFER" not in text(world.caseworker.opens("referrals:risk", case.pk))
    gone = world.caseworker.opens("referrals:choose_path", referral.pk)
    assert gone.status_code == 302


def test_what_the_sender_knows_of_a_young_person_comes_with_the_referral(takes_young):
    world = takes_young
    not_asked = {
        "adult_agrees": "not_asked",
        "adult_name": "",
        "adult_relation": "",
        "adult_responsibility": "",
    }
    told = ANSWERED_FOR | not_asked | {"adult_reached_at": "12 Mill Lane"}
    assert "Take out the address" in text(refers(world.social_worker, **born(14), **told))
    told |= {"adult_reached_at": ""}
    assert "Say why no adult agrees" in text(refers(world.social_worker, **born(14), **told))
    told |= {"adult_why": "Nobody safe to ask.", "young_able": "yes"}
    assert refers(world.social_worker, **born(14), **told).status_code == 302
    assert (YoungPerson.objects.get().able, ResponsibleAdult.objects.get().agrees) == ("yes", "not_asked")
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    assert Case.objects.get().client.age_path == "young"
    asked = "If the person is under 16"
    assert asked in text(world.social_worker.opens("referrals:submit", whole="yes"))
    assert asked in text(world.sergeant.opens("referrals:submit")), "at the custody desk too"


def test_where_the_date_leaves_it_open_a_person_chooses_and_says_why(takes_young):
    world = takes_young
    only_year = {f"date_of_birth_{part}": "" for part in ("day", "month")}
    only_year["date_of_birth_year"] = str(timezone.localdate().year - 16)
    assert refers_from_custody(world.sergeant, **only_year).status_code == 302
    referral = Referral.objects.get()
    assert referral.age_path == "unsure"
    refused = world.caseworker.sends("referrals:accept", referral.pk)
    assert "Choose the pathway first" in text(world.caseworker.get(refused.headers["Location"]))
    silent = world.caseworker.sends("referrals:choose_path", referral.pk, **drafted(path="sixteen"))
    assert "Say how you know" in text(silent)
    said = drafted(path="sixteen", because="By their passport.")
    assert world.caseworker.sends("referrals:choose_path", referral.pk, **said).status_code == 302
    assert PathChoice.objects.get().because == "By their passport."
    page = text(world.caseworker.opens("referrals:referral", referral.pk))
    assert "By their passport." in page
    assert "the safeguarding of children with it" in page
    world.caseworker.sends("referrals:accept", referral.pk)
    assert Case.objects.get().client.age_path == "sixteen"


def test_a_child_of_nine_is_sent_on_and_one_of_seven_turned_away_at_the_door(takes_young):
    world = takes_young
    assert "from the age of 10" in text(refers(world.social_worker, **born(7)))
    assert refers(world.social_worker, **born(9)).status_code == 302
    referral = Referral.objects.get()
    assert "Send them on" in text(world.caseworker.opens("referrals:referral", referral.pk))
    world.caseworker.sends("referrals:accept", referral.pk)
    assert not Case.objects.exists()


def test_a_birthday_moves_nobody_and_somebody_is_asked_to_decide(takes_young):
    world = takes_young
    refers(world.social_worker, **born(15), **ANSWERED_FOR)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    case = Case.objects.get()
    assert case.also_due == "Decide on the pathway: a birthday"
    assert "By date of birth" not in text(world.caseworker.opens("referrals:case", case.pk))
    Client.objects.update(date_of_birth=aged(16).isoformat())  # a year on
    page = text(world.caseworker.opens("referrals:case", case.pk))
    assert "By date of birth: 16 or 17." in page
    client = Client.objects.get()
    assert oldest_of(client, on=timezone.localdate()) == 15
    assert facts_of(client, None, [], grade="", on=timezone.localdate()).is_young

    assert "A birthday moves nobody" in text(world.caseworker.opens("referrals:decide_path", case.pk))
    stays = drafted(path="young", because="Three sessions are left.")
    assert world.caseworker.sends("referrals:decide_path", case.pk, **stays).status_code == 302
    page = text(world.caseworker.opens("referrals:case", case.pk))
    assert "By date of birth" not in page
    assert "Three sessions are left." in page
    client.refresh_from_db()
    assert (client.age_path, client.age_path_by_date) == ("young", "sixteen")
