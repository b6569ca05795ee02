"""A referral beside accepting it: asked about, sent on, refused; and what the desk sees of that."""

import uuid

import pytest

from chrysalis.events.actions.carrying import carry
from referrals.models import Answer, Case, Decision, NextService, Question, Referral, Refusal, RefusalWord
from tests.referrals.test_custody_referral import reference_of, refers


@pytest.fixture
def reference(world) -> str:
    return reference_of(refers(world.sergeant))


@pytest.fixture
def referral(world, reference) -> Referral:
    return Referral.objects.get()


def drafted(**fields):
    return {"draft": str(uuid.uuid4())} | fields


def asks(person, referral, **changes):
    fields = {"kind": "reaching", "words": "Is there another number?"} | changes
    return person.sends("referrals:ask", referral.pk, **drafted(**fields))


def answers(person, question, words="Ring the custody desk."):
    return person.sends("referrals:answer", question.pk, **drafted(words=words))


def refuses(person, referral, **changes):
    return person.sends("referrals:refuse", referral.pk, **drafted(**({"reason": "outside_area"} | changes)))


def sends_on(person, referral, service, **changes):
    fields = {"next_service": str(service.pk), "reason": "other_harm"} | changes
    return person.sends("referrals:redirect", referral.pk, **drafted(**fields))


def adds_service(administrator, scheme, name="Westfield Alcohol Service"):
    administrator.sends("referrals:add_service", **drafted(scheme=str(scheme.pk), name=name))
    return NextService.objects.get(name=name)


def text(response) -> str:
    return response.content.decode()


class TestAsking:
    def test_the_desk_reads_the_question_answers_once_and_the_clock_goes_on(self, world, referral, reference):
        assert asks(world.caseworker, referral).status_code == 302
        inbox = text(world.caseworker.opens("referrals:inbox"))
        assert "Paused since" in inbox
        sent = text(world.sergeant.opens("referrals:sent"))
        assert "More information needed" in sent
        assert "Is there another number?" in text(world.sergeant.opens("referrals:receipt", reference))

        question = Question.objects.get()
        assert "Is there another number?" in text(world.sergeant.opens("referrals:answer", question.pk))
        assert answers(world.sergeant, question).status_code == 302
        referral.refresh_from_db()
        assert (referral.state, referral.paused_at) == ("received", None)
        page = text(world.caseworker.opens("referrals:referral", referral.pk))
        assert "Ring the custody desk." in page
        assert "More information needed" not in text(world.sergeant.opens("referrals:sent"))

    def test_a_question_is_answered_once(self, world, referral):
        asks(world.caseworker, referral)
        question = Question.objects.get()
        late = world.colleague.opens("referrals:answer", question.pk)
        assert late.status_code == 200
        assert answers(world.sergeant, question).status_code == 302
        second = answers(world.colleague, question, "Another answer.")
        assert second.status_code == 200
        assert "This referral is received" in text(second)
        assert "Another answer." in text(second)
        assert Answer.objects.get().words == "Ring the custody desk."

    def test_the_answer_is_not_shown_to_the_desk_again(self, world, referral, reference):
        asks(world.caseworker, referral)
        answers(world.sergeant, Question.objects.get(), "Known here as Daz.")
        for page in (
            world.sergeant.opens("referrals:receipt", reference),
            world.sergeant.opens("referrals:sent"),
        ):
            assert "Known here as Daz" not in text(page)

    def test_only_the_desk_that_sent_it_reads_the_question(self, world, referral):
        asks(world.caseworker, referral)
        question = Question.objects.get()
        assert world.colleague.opens("referrals:answer", question.pk).status_code == 200
        for other in (world.sergeant_at_tipton, world.sergeant_elsewhere):
            assert other.opens("referrals:answer", question.pk).status_code == 404
            assert answers(other, question).status_code == 404

    def test_it_may_come_by_telephone(self, world, referral):
        asks(world.caseworker, referral)
        told = world.second_caseworker.sends(
            "referrals:resume", referral.pk, **drafted(words="The desk rang: 07700 900777.")
        )
        assert told.status_code == 302
        referral.refresh_from_db()
        assert referral.state == "received"
        assert answers(world.sergeant, Question.objects.get()).status_code == 200
        assert Answer.objects.get().how == "telephone"

    def test_it_can_be_decided_without_an_answer(self, world, referral):
        asks(world.caseworker, referral)
        world.caseworker.sends("referrals:accept", referral.pk)
        assert Case.objects.exists()
        assert Question.objects.get().closed_at
        gone = world.sergeant.opens("referrals:answer", Question.objects.get().pk)
        assert gone.status_code == 302

    @pytest.mark.parametrize(
        ("changes", "message"),
        [({"kind": ""}, "Choose what you need to know"), ({"words": ""}, "Enter your question")],
    )
    def test_bad_input_keeps_what_was_typed(self, world, referral, changes, message):
        refused = asks(world.caseworker, referral, **changes)
        assert refused.status_code == 200
        assert message in text(refused)
        assert not Question.objects.exists()

    def test_the_sender_and_then_the_asker_are_told(self, world, referral):
        asks(world.caseworker, referral)
        carry()
        assert "A service needs more information" in text(world.sergeant.opens("notices:notices"))
        assert "A service needs" not in text(world.sergeant_at_tipton.opens("notices:notices"))
        answers(world.sergeant, Question.objects.get())
        carry()
        assert "A service needs" not in text(world.sergeant.opens("notices:notices"))
        assert "The sender of a referral answered you" in text(world.caseworker.opens("notices:notices"))


class TestTurningAway:
    def test_refused_reads_one_word_at_the_desk_and_the_reason_stays(self, world, referral, reference):
        assert refuses(world.caseworker, referral, explanation="Moved to Leeds in May.").status_code == 302
        receipt = text(world.sergeant.opens("referrals:receipt", reference))
        assert "Not accepted" in receipt
        assert "Leeds" not in receipt
        assert "area" not in receipt
        page = text(world.caseworker.opens("referrals:referral", referral.pk))
        assert "Moved to Leeds in May." in page
        assert "Lives outside the area" in page

    def test_sent_on_says_neither_where_nor_why(self, world, referral, reference):
        service = adds_service(world.administrator, referral.scheme)
        assert sends_on(world.caseworker, referral, service).status_code == 302
        receipt = text(world.sergeant.opens("referrals:receipt", reference))
        assert "Sent on to another service" in receipt
        assert "Alcohol" not in receipt
        assert "Westfield Alcohol Service" in text(world.caseworker.opens("referrals:referral", referral.pk))

    def test_two_decide_at_once_and_the_second_reads_of_the_first(self, world, referral):
        assert world.second_caseworker.opens("referrals:refuse", referral.pk).status_code == 200
        world.caseworker.sends("referrals:accept", referral.pk)
        second = refuses(world.second_caseworker, referral, explanation="Out of area.")
        assert second.status_code == 200
        assert "This referral is accepted" in text(second)
        assert "Out of area." in text(second)
        assert not Decision.objects.exists()
        assert world.second_caseworker.opens("referrals:refuse", referral.pk).status_code == 302

    def test_a_refused_one_is_not_accepted_afterwards(self, world, referral):
        refuses(world.caseworker, referral)
        assert world.second_caseworker.sends("referrals:accept", referral.pk).status_code == 302
        assert not Case.objects.exists()

    def test_another_reason_has_to_be_explained(self, world, referral):
        refused = refuses(world.caseworker, referral, reason="other")
        assert "Enter what the other reason is" in text(refused)
        assert (
            refuses(world.caseworker, referral, reason="other", explanation="Wrong person.").status_code
            == 302
        )

    def test_a_decision_answers_the_notice_that_it_came_in(self, world, referral):
        carry()
        assert "A referral came in" in text(world.caseworker.opens("notices:notices"))
        refuses(world.caseworker, referral)
        carry()
        assert "A referral came in" not in text(world.caseworker.opens("notices:notices"))

    def test_search_finds_the_refused_person(self, world, referral):
        refuses(world.caseworker, referral)
        found = world.caseworker.sends("referrals:search", sought="Kestrel")
        assert "Referral: not accepted" in text(found)

    @pytest.mark.parametrize("name", ["ask", "resume", "redirect", "refuse"])
    def test_of_another_agency_there_is_nothing(self, world, referral, name):
        for stranger in (world.caseworker_elsewhere, world.caseworker_at_bridge):
            assert stranger.opens(f"referrals:{name}", referral.pk).status_code == 404
            assert stranger.sends(f"referrals:{name}", referral.pk).status_code == 404


def words_refusals(person, scheme, **changes):
    """What a browser sends that was shown the page before anybody had changed a word."""
    shown = dict(Refusal.choices) | {f"seen-{reason}": "0" for reason in Refusal.values}
    return person.sends("referrals:word_refusals", scheme.pk, **drafted(**(shown | changes)))


class TestKeeping:
    def test_the_scheme_calls_its_reasons_what_it_will(self, world, referral):
        saved = words_refusals(world.administrator, referral.scheme, outside_area="Not from Westfield")
        assert saved.status_code == 302
        assert "Not from Westfield" in text(world.caseworker.opens("referrals:refuse", referral.pk))
        again = words_refusals(world.administrator, referral.scheme, outside_area="Elsewhere")
        assert again.status_code == 409
        assert "Not from Westfield" in text(again)
        assert RefusalWord.objects.get().words == "Not from Westfield"

    def test_sent_again_after_seeing_both_it_is_what_they_decided(self, world, referral):
        words_refusals(world.administrator, referral.scheme, outside_area="Not from Westfield")
        decided = {"outside_area": "Elsewhere", "seen-outside_area": "1"}
        assert words_refusals(world.administrator, referral.scheme, **decided).status_code == 302
        assert RefusalWord.objects.get().words == "Elsewhere"

    def test_two_who_change_two_reasons_do_not_stand_in_each_others_way(self, world, referral):
        words_refusals(world.administrator, referral.scheme, outside_area="Not from Westfield")
        second = {"outside_area": "Not from Westfield", "other": "Something else"}
        assert words_refusals(world.administrator, referral.scheme, **second).status_code == 302
        assert set(RefusalWord.objects.values_list("reason", "words", "version")) == {
            ("outside_area", "Not from Westfield", 1),
            ("other", "Something else", 1),
        }

    def test_a_reason_without_words_keeps_what_was_typed(self, world, referral):
        refused = words_refusals(world.administrator, referral.scheme, other="", too_young="Under ten")
        assert "Enter what you call “Another reason”" in text(refused)
        assert "Under ten" in refused.content.decode()
        assert not RefusalWord.objects.exists()

    def test_a_service_is_offered_until_it_is_retired(self, world, referral):
        service = adds_service(world.administrator, referral.scheme)
        assert service.name in text(world.caseworker.opens("referrals:redirect", referral.pk))
        fields = {"name": service.name, "is_retired": "on", "version": 1}
        world.administrator.sends("referrals:change_service", service.pk, **drafted(**fields))
        assert service.name not in text(world.caseworker.opens("referrals:redirect", referral.pk))
        assert sends_on(world.caseworker, referral, service).status_code == 200

    def test_no_two_services_of_one_name(self, world, referral):
        service = adds_service(world.administrator, referral.scheme)
        again = world.administrator.sends(
            "referrals:add_service", **drafted(scheme=str(referral.scheme_id), name=service.name)
        )
        assert "There is already a service called" in text(again)

    def test_who_does_not_lead_the_scheme_keeps_nothing_of_it(self, world, referral):
        service = adds_service(world.administrator, referral.scheme)
        stranger = world.administrator_elsewhere
        assert stranger.opens("referrals:change_service", service.pk).status_code == 404
        assert stranger.opens("referrals:word_refusals", referral.scheme_id).status_code == 404
