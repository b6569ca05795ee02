"""Every look at a person is in the log: who looked, at whom, in which role."""

from chrysalis.audit.models import ChangeEntry
from referrals.models import Case, Referral
from tests.referrals.test_custody_referral import refers


def entries(word: str) -> list[ChangeEntry]:
    return list(ChangeEntry.objects.filter(word=word).order_by("at"))


def test_lists_and_pages_leave_the_keys_of_whom_they_showed(world):
    refers(world.sergeant)
    referral = Referral.objects.get()
    world.caseworker.opens("referrals:inbox")
    world.caseworker.opens("referrals:referral", referral.pk)
    world.caseworker.sends("referrals:accept", referral.pk)
    case = Case.objects.get()
    world.caseworker.opens("referrals:cases")
    world.caseworker.opens("referrals:case", case.pk)
    shown = [entry.subjects for entry in entries("person.read")]
    assert shown == [
        [referral.pk],  # in the inbox
        [referral.pk],  # on its page
        [referral.pk],  # while accepting it
        [case.pk],  # in the caseload
        [case.pk, case.client_id],  # on its page
    ]
    assert {entry.worker_id for entry in entries("person.read")} == {world.caseworker.worker.pk}
    assert {entry.role_slug for entry in entries("person.read")} == {"caseworker"}


def test_an_empty_list_and_a_hidden_page_leave_nothing(world):
    refers(world.sergeant)
    world.caseworker_elsewhere.opens("referrals:inbox")
    world.caseworker_elsewhere.opens("referrals:referral", Referral.objects.get().pk)
    assert entries("person.read") == []


def test_what_was_done_is_in_the_log_without_what_was_said(world):
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    assert [entry.word for entry in ChangeEntry.objects.order_by("at")] == [
        "referral.submitted",
        "person.read",
        "referral.accepted",
    ]
    assert all("Kestrel" not in str(vars(entry)) for entry in ChangeEntry.objects.all())
