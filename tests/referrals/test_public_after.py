"""After asking for help oneself: questions that are only counted, for whoever likes to answer them."""

import pytest
from django.conf import settings

from chrysalis.audit.models import ChangeEntry
from referrals.forms.self_referral.equality import ASKED
from referrals.models import EQUALITY, EqualityAnswers, Referral
from referrals.views.public_door import COOKIE
from tests.architecture.test_hostile import HOSTILE
from tests.referrals.test_equality import counts
from tests.referrals.test_self_referral import WREN, Visitor, visitor
from tests.referrals.test_triage import text


pytestmark = pytest.mark.usefixtures("noted")
__all__ = ["visitor"]
SAYS = {"equality_ethnicity": "mixed_asian", "equality_religion": "none", "equality_disability": "declined"}


def test_they_are_counted_once_as_the_person_says_and_read_by_nobody(world, visitor):
    visitor.begins().writes()
    for nobody_yet in (visitor, Visitor()):
        led = nobody_yet.sends("public_equality", **SAYS).headers["Location"]
        assert led == nobody_yet.address("public_sent")
    assert not EqualityAnswers.objects.exists(), "only after it is sent"
    visitor.sends("public_check")
    assert "Some questions about you, if you like" in text(visitor.opens("public_sent"))
    page = visitor.opens("public_equality")
    for said in ("Your answers are only counted", "Welsh, English, Scottish", "I would rather not say"):
        assert said in text(page)
    assert "no-store" in page.headers["Cache-Control"]

    for value in ("jedi", "not_asked", *(each for each in HOSTILE if isinstance(each, str))):
        answer = visitor.sends("public_equality", equality_religion=value)
        assert answer.status_code == 200, value
        assert "There is a problem" in text(answer)
    passed_over = visitor.sends("public_equality")
    assert passed_over.headers["Location"] == visitor.address("public_sent")
    assert not EqualityAnswers.objects.exists()
    for _ in range(3):
        visitor.sends("public_equality", **SAYS)
    answers, referral = EqualityAnswers.objects.get(), Referral.objects.get()
    assert (answers.referral_id, answers.told_by) == (referral.pk, "person")
    assert ChangeEntry.objects.filter(word="equality.recorded", subjects=[referral.pk]).count() == 1
    told = counts(world)
    assert (told["ethnicity"], told["religion"], told["disability"]) == (
        {"mixed": 1},
        {"none": 1},
        {"declined": 1},
    )
    page = text(visitor.opens("public_sent"))
    assert "Your answers were counted" in page
    assert "answer them" not in page
    assert visitor.opens("public_equality").status_code == 302, "nothing is shown again"
    assert set(visitor.browser.cookies) <= {COOKIE, settings.CSRF_COOKIE_NAME}
    assert "White and Asian" not in text(world.caseworker.opens("referrals:referral", referral.pk))


def test_who_is_known_is_asked_and_answered_as_anybody_else(world, visitor):
    visitor.asks_for_help()
    known = Visitor().begins().writes()
    unknown = Visitor().begins().writes(name={"known_as": "Tansy"})
    said = []
    for each in (known, unknown):
        each.sends("public_check")
        asked, answered = each.opens("public_equality"), each.sends("public_equality", **SAYS)
        said.append((_bare(asked), _bare(answered), _bare(each.opens("public_sent"))))
    assert said[0] == said[1]
    assert EqualityAnswers.objects.count() == 2


def _bare(page):
    body = page.content
    for name in (b'name="csrfmiddlewaretoken" value="', b"CHR-"):
        head, found, rest = body.partition(name)
        body = head + rest[rest.find(b"<" if name == b"CHR-" else b'"') :] if found else body
    return body, page.status_code, sorted(page.headers)


def test_after_leaving_or_with_the_key_of_another_scheme_nothing_is_counted(visitor):
    visitor.asks_for_help()
    visitor.where[1] = "east"
    assert visitor.sends("public_equality", **SAYS).status_code == 302
    visitor.where[1] = "west"
    visitor.opens("public_leave")
    visitor.sends("public_equality", **SAYS)
    assert not EqualityAnswers.objects.exists()


def test_in_welsh_and_every_answer_has_words(visitor):
    visitor.where[0] = "cy"
    visitor.begins().writes(partner={})
    visitor.sends("public_check")
    assert "Ychydig gwestiynau amdanoch chi" in text(visitor.opens("public_sent"))
    page = text(visitor.opens("public_equality"))
    for said in ("Beth yw eich crefydd?", "Byddai’n well gen i beidio â dweud", "Bwdhydd"):
        assert said in page
    assert "equality_orientation" in page  # from 16 on, as WREN is
    assert int(WREN["born"]["date_of_birth_year"]) < 2000
    for name in EQUALITY:
        kept = {word for word, _ in EqualityAnswers._meta.get_field(name).flatchoices}
        assert {word for word, _ in ASKED[name][1]} == kept - {"declined", "not_known", "not_asked"}
