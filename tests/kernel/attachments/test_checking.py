"""The worker checks what was sent: with a scanner or without, whatever happens to either in the midst."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.access.barriers import Side
from chrysalis.attachments import clamd, keeping, overdue
from chrysalis.attachments.actions import checking, sweeping
from chrysalis.doctor import scanner as doctor_of_scanner
from referrals.models import CaseDocument, Referral
from tests.kernel.attachments.files import EICAR, pdf
from tests.kernel.attachments.scanner import scanning
from tests.referrals.sending import checks, puts_on, quick_and_empty
from tests.referrals.test_professional_referral import refers


pytestmark = pytest.mark.usefixtures(quick_and_empty.__name__)


@pytest.fixture
def case(world):
    refers(world.social_worker)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Referral.objects.get().case


def verdict(body: bytes) -> bytes:
    return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in body else b"stream: OK\0"


def _turn(at: dt.datetime) -> None:
    checking.check(clock=lambda: at, seconds=60)


def states():
    return sorted(CaseDocument.objects.values_list("state", "why"))


def test_a_scanner_is_shown_what_was_sent_and_waited_for_while_it_is_away(world, case, settings, tmp_path):
    place = tmp_path / "clamd.ctl"
    settings.CLAMD = f"unix://{place}"
    puts_on(world.caseworker, case, pdf())
    puts_on(world.caseworker, case, EICAR)
    checks()
    assert states() == [("quarantined", "")] * 2
    assert "does not answer" in doctor_of_scanner.answers()[0].what
    found = CaseDocument.objects.first()
    with pytest.raises(overdue.StillWaiting):
        overdue.is_overdue(attachment_id=found.pk, agency_id=case.provider_agency_id, at=timezone.now())

    later = timezone.now() + checking.NO_SCANNER
    with scanning(place, lambda body: b"INSTREAM size limit exceeded. ERROR\0"):
        _turn(later)
    assert states() == [("quarantined", "")] * 2
    assert {each.attempts for each in CaseDocument.objects.all()} == {0}

    later += checking.NO_SCANNER
    with scanning(place, verdict) as scanner:
        assert doctor_of_scanner.answers() == []
        _turn(later)
        assert {EICAR, *scanner.shown} == set(scanner.shown)
    assert states() == [("clean", ""), ("refused", "infected")]
    overdue.is_overdue(attachment_id=found.pk, agency_id=case.provider_agency_id, at=later)


def test_a_worker_that_is_killed_leaves_it_to_the_next(world, case, monkeypatch):
    """In the midst of checking; and after the copy was kept, before anybody was told."""
    puts_on(world.caseworker, case)
    at = timezone.now()
    for where in ("_judge", "_settle"):
        with monkeypatch.context() as killed:
            killed.setattr(checking, where, _die)
            with pytest.raises(SystemExit):
                _turn(at)
        assert states() == [("quarantined", "")]
        _turn(at)  # another has it in hand, for all that anybody knows
        assert states() == [("quarantined", "")]
        at += checking.AGAIN
    _turn(at)
    assert states() == [("clean", "")]
    assert len(_lying()) == 2  # the copy of the one who was killed
    assert sweeping.sweep(at=timezone.now()) == 0
    assert sweeping.sweep(at=timezone.now() + sweeping.LEFT + dt.timedelta(minutes=1)) == 1
    assert _lying() == set(CaseDocument.objects.values_list("stored", flat=True))


def _die(*args: object, **options: object) -> None:
    raise SystemExit


def _lying() -> set[str]:
    return set(keeping.kept(Side.CHANGE, before=timezone.now() + dt.timedelta(days=1)))


def test_what_ends_every_attempt_is_given_up(world, case, monkeypatch):
    puts_on(world.caseworker, case)
    monkeypatch.setattr("chrysalis.attachments.actions.checking.clean", lambda body, kind: 1 / 0)
    at = timezone.now()
    for _ in range(checking.MOST + 1):
        _turn(at)
        at += checking.AGAIN
    assert states() == [("refused", "too_much")]


def test_what_lies_there_says_nothing_and_opens_for_its_side_alone():
    name = keeping.keep(b"Sallow Wharf", Side.SAFETY)
    assert name.startswith("safety/")
    with keeping._storage().open(name) as file:
        assert b"Sallow" not in file.read()
    assert keeping.fetch(name, Side.SAFETY) == b"Sallow Wharf"
    with pytest.raises(keeping.Gone):
        keeping.fetch(name, Side.CHANGE)
    keeping.drop(name)
    keeping.drop(name)
    with pytest.raises(keeping.Gone):
        keeping.fetch(name, Side.SAFETY)


def test_without_a_scanner_nothing_is_asked(settings):
    settings.CLAMD = ""
    assert not clamd.is_infected(EICAR)
    assert doctor_of_scanner.answers() == []
    settings.CLAMD = "tcp://127.0.0.1:9"
    assert not clamd.answers()
