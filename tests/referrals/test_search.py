"""Somebody is found by whatever a caseworker remembers; and nobody is found who is not theirs."""

import datetime as dt
import re
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.actions.conflicts import declare_conflict
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry
from referrals.actions import finding, restricting
from referrals.models import Case, PersonKey, Referral
from referrals.search import SHOWN
from tests.referrals.test_correct import corrects
from tests.referrals.test_custody_referral import reference_of, refers


def searches(person, sought: str) -> str:
    response = person.sends("referrals:search", sought=sought)
    assert response.status_code == 200
    return response.content.decode()


def finds(person, sought: str, name: str = "Kestrel, Darnell") -> bool:
    return name in searches(person, sought)


@pytest.fixture
def case(world) -> Case:
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.get()


WAYS = {
    "Darnell Kestrel": "Named Darnell; named Kestrel",
    "kestrel DARNELL": "Named Kestrel; named Darnell",
    "Kest": "Named Kestrel",
    "Kestral": "Spelt nearly like Kestrel",
    "Ketsrel": "Spelt nearly like Kestrel",
    "Castrell": "Sounds like Kestrel",
    "27/3/1991": "Born the same day",
    "27 March 1991": "Born the same day",
    "1991-03-27": "Born the same day",
    "27.3.91": "Born the same day",
    "3/27/1991": "Born the same day",
    "March 1991": "Born in the same month",
    "1991": "Born in the same year",
    "Castrell 27/3/1991": "Born the same day; sounds like Kestrel",
    "12/394773H": "PNC ID 12/0394773H",
    "12 0394773h": "PNC ID 12/0394773H",
    "2012/0394773H": "PNC ID 12/0394773H",
    "ol 2210-26": "Custody record number OL/2210/26",
    "07700 900123": "Telephone 07700 900123",
    "+44 7700 900 123": "Telephone 07700 900123",
    "900123": "Telephone 07700 900123",
}


def test_a_person_is_found_and_the_page_says_why(world, case):
    for sought, why in WAYS.items():
        page = searches(world.caseworker, sought)
        assert f"/cases/{case.pk}/" in page, sought
        assert f"\n{why}\n" in page, sought


def test_a_referral_that_waits_is_found_too(world):
    refers(world.sergeant)
    page = searches(world.caseworker, "Kestrel")
    assert f"/referrals/{Referral.objects.get().pk}/" in page
    assert "Referral waiting" in page


def test_a_reference_is_found_however_it_was_copied_down(world):
    reference = reference_of(refers(world.sergeant))
    misread = reference.removeprefix("CHR-").replace("0", "O").replace("1", "l")
    for typed in (reference, reference.lower(), reference.replace("-", ""), reference.replace("-", " ")):
        assert f"Reference {reference}" in searches(world.caseworker, typed)
    assert f"Reference {reference}" in searches(world.caseworker, f"CHR-{misread}")


@pytest.mark.parametrize(
    ("given", "family", "sought"),
    [
        ("Siân", "O’Brien", "sian obrien"),
        ("Sian", "O Brien", "Siân O'Brien"),
        ("Łukasz", "Żółw", "lukasz zolw"),
        ("Lukasz", "Kestrel", "Lucas"),
        ("Наталія", "Чайка", "Наталія"),
        ("Наталія", "Чайка", "Nataliya Chayka"),
        ("محمد", "Kestrel", "Mohammed"),
        ("李", "小龙", "李 小龙"),
        ("Anna-Maria", "de Souza", "desouza"),
        ("Catherine", "Larkspur", "Kathryn"),
        ("Sean", "Larkspur", "Shaun"),
        ("Darnell", "Kestrel", "Vestrel"),
        ("John", "Kestrel", "Jhon"),
        ("Darnell", "Featherstone", "Fetherston"),
    ],
)
def test_a_name_is_compared_by_its_letters_and_sounds(world, given, family, sought):
    refers(world.sergeant, given_names=given, family_name=family)
    assert finds(world.caseworker, sought, f"{family}, {given}")


def test_the_name_a_person_goes_by_finds_them(world):
    refers(world.sergeant, known_as="Daz")
    assert "Named Daz, the name the person goes by" in searches(world.caseworker, "daz")


@pytest.mark.parametrize(
    ("recorded", "sought", "why"),
    [
        (("", "", "1991"), "27/3/1991", "May be born the same day, of which only part is known"),
        (("", "March", "1991"), "27/3/1991", "May be born the same day, of which only part is known"),
        (("4", "March", "1991"), "3/4/1991", "Born the same day, with day and month swapped"),
    ],
)
def test_a_date_of_birth_is_taken_loosely(world, recorded, sought, why):
    boxes = [f"date_of_birth_{part}" for part in ("day", "month", "year")]
    refers(world.sergeant, **dict(zip(boxes, recorded, strict=True)))
    assert why in searches(world.caseworker, sought)


def test_who_answers_more_of_it_comes_first_and_who_answers_little_not_at_all(world):
    refers(world.sergeant, given_names="Dornell")
    refers(world.sergeant)
    refers(world.sergeant, given_names="Piotr", date_of_birth_year="1980")
    page = searches(world.caseworker, "Darnell Kestrel 27/3/1991")
    assert page.index("Kestrel, Darnell") < page.index("Kestrel, Dornell")
    assert "Kestrel, Piotr" not in page
    assert finds(world.caseworker, "Kestrel", "Kestrel, Piotr")


def test_a_correction_is_found_and_what_it_replaced_is_not(world, case):
    number = {"telephone": "07700 900555", "asked_of": "07700 900555"}
    corrects(world.caseworker, case, version=1, family_name="Larkspur", **number)
    assert finds(world.caseworker, "larkspur", "Larkspur, Darnell")
    assert finds(world.caseworker, "900555", "Larkspur, Darnell")
    assert finds(world.caseworker, "12/394773H", "Larkspur, Darnell")
    for former in ("kestrel", "900123"):
        assert "Nobody found" in searches(world.caseworker, former)
    overtaken = PersonKey.objects.exclude(sweep_after=None)
    assert overtaken.update(sweep_after=timezone.now() - dt.timedelta(days=1))
    finding.sweep_keys()
    assert not PersonKey.objects.exclude(sweep_after=None).exists()
    assert finds(world.caseworker, "larkspur", "Larkspur, Darnell")


# What could break a query, a page or a log.
HOSTILE = [
    "x" * 400,
    "w " * 200,
    "1 " * 200,
    "27/3/1991 " * 40,
    "' OR 1=1 --",
    "%",
    "_____",
    "%' ^@ '",
    "name:kestrel",
    "{shown} {0} %s %(a)s",
    "<script>alert(1)</script>",
    "😀👩‍👩‍👧",
    "\u202eKestrel",
    "٢٧/٣/١٩٩١",
    "99/99/9999 0000-00-00",
    "CHR-",
    "\\",
    "ﬀ" * 200,
]


def test_hostile_words_find_nobody_and_break_nothing(world):
    refers(world.sergeant, given_names="Priya", family_name="Bulrush", date_of_birth_year="1980", pnc_id="")
    for sought in HOSTILE:
        assert "Bulrush" not in searches(world.caseworker, sought), ascii(sought)


@pytest.mark.parametrize(
    ("sought", "message"),
    [
        ("", "Enter a name, a date of birth, a number or a reference"),
        ("   ", "Enter a name, a date of birth, a number or a reference"),
        ("Kes\0trel", "Null characters are not allowed"),
        ("x" * 401, "at most 400 characters"),
    ],
)
def test_what_cannot_be_sought_gets_a_message(world, sought, message):
    assert message in searches(world.caseworker, sought)
    assert not ChangeEntry.objects.exists()


def test_more_than_a_page_asks_for_more_of_the_name(world):
    for number in range(SHOWN + 1):
        refers(world.sergeant, given_names="Person", custody_record_number=f"OL/{number}")
    page = searches(world.caseworker, "Kestrel")
    assert page.count("Kestrel, Person") == SHOWN
    assert "Add a date of birth or a number" in page


class TestNobodyElses:
    """Another agency's people, and restricted ones, are as if they had never been."""

    def asked(self, person, sought: str) -> tuple[str, int]:
        searches(person, sought)
        with CaptureQueriesContext(connection) as queries:
            page = person.sends("referrals:search", sought=sought).content.decode()
        return without_tokens(page.replace(f'value="{sought}"', "")), len(queries)

    def test_a_person_of_another_agency_leaves_no_trace(self, world, case):
        """The same bytes, by as many questions, for somebody known elsewhere as for somebody unknown."""
        stranger = world.caseworker_elsewhere
        unknown = self.asked(stranger, "Xavier Quillfeather 1/1/1970")
        assert finds(world.caseworker, "Darnell Kestrel 27/3/1991")
        assert self.asked(stranger, "Darnell Kestrel 27/3/1991") == unknown

    def test_no_way_of_asking_finds_them(self, world, case):
        for sought in WAYS:
            assert "Nobody found" in searches(world.caseworker_elsewhere, sought), sought

    def test_a_search_that_forgot_its_scope_reads_only_the_own_keys(self, world, case):
        with acting_as(make_hat(world.caseworker.membership)):
            assert PersonKey.objects.filter(text="name:kestrel").exists()
        with acting_as(make_hat(world.caseworker_elsewhere.membership)):
            assert not PersonKey.objects.exists()

    @pytest.mark.parametrize("sought", ["Kestrel", "Kestral", "12/394773H"])
    def test_a_restricted_case_is_not_found(self, world, case, sought):
        unknown = self.asked(world.caseworker, "Xavier Quillfeather 1/1/1970")
        assert finds(world.caseworker, sought)
        for model in (Case, Referral, PersonKey):
            model.objects.update(is_restricted=True)
        assert self.asked(world.caseworker, sought)[0] == unknown[0]

    def test_restricting_hides_the_keys_and_lifting_shows_them(self, world, case):
        referral = Referral.objects.get()
        lead = make_hat(world.safeguarding_lead.membership)
        other = make_hat(world.second_safeguarding_lead.membership)
        caseworker, at = make_hat(world.caseworker.membership), timezone.now()
        with acting_as(lead):
            restriction = restricting.restrict(referral, reason="A colleague", employer=None, by=lead, at=at)
        with acting_as(caseworker):
            assert not PersonKey.objects.exists()
        assert "Nobody found" in searches(world.caseworker, "Kestrel")
        for hat in (lead, other):
            with acting_as(hat):
                restricting.lift(restriction, reason="They left", by=hat, at=at)
        assert finds(world.caseworker, "Kestrel")

    def test_somebody_the_worker_knows_is_not_found(self, world, case):
        worker = world.caseworker
        assert finds(worker, "Kestrel")
        hat = make_hat(worker.membership)
        with acting_as(hat):
            declare_conflict(
                given_names="Darnell",
                family_name="Kestrel",
                date_of_birth="1991-03-27",
                kind="relative",
                by=hat,
                at=timezone.now(),
            )
        assert "Nobody found" in searches(worker, "Kestrel")
        assert finds(world.second_caseworker, "Kestrel")

    def test_it_is_not_found_even_where_its_keys_were_forgotten(self, world, case):
        Case.objects.update(is_restricted=True)
        assert "Nobody found" in searches(world.caseworker, "Kestrel")

    def test_a_restricted_referral_writes_keys_nobody_ordinary_reads(self, world):
        refers(world.sergeant)
        referral = Referral.objects.get()
        referral.is_restricted = True
        PersonKey.objects.all().delete()
        finding.make_findable(referral, {})
        with acting_as(make_hat(world.caseworker.membership)):
            assert not PersonKey.objects.exists()

    def test_only_those_who_may_search_do(self, world):
        for person in (world.sergeant, world.administrator, world.information_officer):
            assert person.sends("referrals:search", sought="Kestrel").status_code == 403
            assert 'action="/search/"' not in person.opens("home").content.decode()
        assert 'action="/search/"' in world.caseworker.opens("home").content.decode()


def without_tokens(page: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return re.sub(r"Printed by .*", "", page)


class TestLogged:
    def entries(self) -> list[ChangeEntry]:
        return list(ChangeEntry.objects.filter(word="person.searched").order_by("at"))

    def test_who_was_shown_is_in_the_log_and_what_was_typed_is_not(self, world, case):
        searches(world.caseworker, "Kestrel 27/3/1991")
        (entry,) = self.entries()
        assert entry.subjects == [case.pk]
        assert entry.worker_id == world.caseworker.worker.pk
        assert "estrel" not in str(vars(entry))

    def test_a_search_that_showed_nobody_is_in_the_log_too(self, world, case):
        searches(world.caseworker_elsewhere, "Kestrel")
        (entry,) = self.entries()
        assert entry.subjects == []
        assert entry.worker_id == world.caseworker_elsewhere.worker.pk

    def test_the_empty_page_is_no_search(self, world):
        assert world.caseworker.opens("referrals:search").status_code == 200
        assert self.entries() == []

    def test_what_was_sought_is_never_part_of_an_address(self, world, case):
        page = searches(world.caseworker, "Kestrel")
        assert not [href for href in page.split('href="') if "estrel" in href.split('"')[0]]
        asked_by_address = world.caseworker.opens("referrals:search", sought="Kestrel")
        assert "Kestrel, Darnell" not in asked_by_address.content.decode()


def test_people_from_before_the_endings_get_them_when_the_service_is_brought_up_to_date(world, case):
    """Whoever was recorded by an earlier release is found by a slip like everybody else."""
    migration = import_module("referrals.migrations.0003_find_a_name_by_its_ending")
    whose = ("referral_id", "provider_agency_id", "is_restricted", "name_key", "date_of_birth")

    def endings() -> set[tuple]:
        return set(PersonKey.objects.filter(text__begins="ending:").values_list("text", "shown", *whose))

    written = endings()
    with connection.cursor() as cursor:
        cursor.execute(migration.NO_ENDINGS)
    assert not finds(world.caseworker, "Vestrel")
    with connection.cursor() as cursor:
        cursor.execute(migration.ENDINGS)
    assert endings() == written
    assert finds(world.caseworker, "Vestrel")


def test_a_search_costs_the_same_questions_for_two_people_as_for_sixty(world):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert finds(world.caseworker, "Kestrel", "Kestrel, Person")
        return len(queries)

    for number in range(2):
        refers(world.sergeant, given_names="Person", custody_record_number=f"OL/{number}")
    cost()
    few = cost()
    for number in range(58):
        refers(world.sergeant, given_names="Person", custody_record_number=f"OLD/{number}")
    assert cost() == few


def test_the_slash_key_can_be_turned_off_and_on_again(world):
    assert "data-slash" in world.caseworker.opens("home").content.decode()
    assert world.caseworker.sends("referrals:slash_key", slash="off").status_code == 302
    assert "data-slash" not in world.caseworker.opens("referrals:search").content.decode()
    world.caseworker.sends("referrals:slash_key", slash="on")
    assert "data-slash" in world.caseworker.opens("referrals:search").content.decode()
