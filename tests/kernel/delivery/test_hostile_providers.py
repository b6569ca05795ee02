"""Whatever a provider does, no letter is lost, none goes out twice, and a person hears of trouble."""

import socket

import jwt

from chrysalis.access.context import as_system
from chrysalis.delivery.actions import send, taking
from chrysalis.delivery.actions.draining import LOAD
from chrysalis.delivery.letters import Trouble
from chrysalis.delivery.models import Line, SafetyMessage
from chrysalis.delivery.transports import notify


def references(provider) -> list[str]:
    return [letter["reference"] for letter in provider.letters]


def test_a_letter_goes_out_and_its_delivery_is_found_out(post, provider):
    (key,) = post.puts_in()
    assert post.goes() == 1
    message = SafetyMessage.objects.get()
    assert (message.state, message.reference, message.provider) == ("sent", "n-1", "notify")
    assert references(provider) == [str(key)]
    assert provider.letters[0]["email_address"] == f"{key}@agency.example"
    post.passes(minutes=2)
    post.goes()
    assert post.states == {"delivered": 1}
    assert post.told == []


def test_away_for_four_hours_none_is_lost_and_none_comes_in_a_burst(post, provider, monkeypatch):
    made = post.puts_in(200)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        there, post.through._host = post.through._host, f"127.0.0.1:{nobody.getsockname()[1]}"
        assert sum(post.runs_for(hours=4, every=120)) == 0
    assert provider.asked == 0
    assert Line.objects.get().failures < 40
    post.through._host = there
    sent = post.runs_for(minutes=20)  # the longest rest, and then load after load
    assert sorted(references(provider)) == sorted(map(str, made))
    assert max(sent) <= LOAD
    assert [trouble for _, trouble in post.told] == [Trouble.LATE] * 200


def test_too_many_requests_are_answered_with_patience(post, provider):
    post.puts_in(5)
    provider.mood = "429"
    post.runs_for(seconds=85)
    assert provider.asked == 1  # it asked for a minute and a half
    provider.mood = "ok"
    post.runs_for(minutes=10)
    assert len(provider.letters) == len(set(references(provider))) == 5


def test_an_error_after_it_was_taken_is_looked_up_and_not_sent_again(post, provider):
    post.puts_in(3)
    provider.mood = "silent 500"
    post.runs_for(minutes=1)
    provider.mood = "ok"
    post.runs_for(minutes=5)
    assert len(provider.letters) == len(set(references(provider))) == 3
    assert set(post.states) <= {"sent", "delivered"}


def test_an_error_before_it_was_taken_is_looked_up_and_sent(post, provider):
    post.puts_in(3)
    provider.mood = "500"
    post.runs_for(minutes=1)
    assert provider.letters == []
    provider.mood = "ok"
    post.runs_for(minutes=5)
    assert len(provider.letters) == len(set(references(provider))) == 3


def test_one_that_is_slow_is_not_waited_for_and_has_each_letter_once(post, provider):
    post.puts_in(2)
    provider.mood = "slow"
    post.goes()
    provider.mood = "ok"
    post.runs_for(minutes=2)
    assert len(provider.letters) == len(set(references(provider))) == 2


def test_success_that_was_a_lie_becomes_somebodys_task(post, provider):
    (key,) = post.puts_in()
    provider.fate = "sending"
    post.runs_for(minutes=4)
    assert post.states == {"sent": 1}
    assert post.told == []
    provider.fate = "permanent-failure"
    post.runs_for(minutes=10)
    assert post.states == {"failed": 1}
    assert post.told == [(key, Trouble.FAILED)]


def test_what_is_refused_is_a_task_at_once(post, provider):
    (key,) = post.puts_in()
    provider.mood = "400"
    post.runs_for(minutes=5)
    assert post.states == {"failed": 1}
    assert provider.asked == 1
    assert post.told == [(key, Trouble.FAILED)]


def test_after_five_minutes_a_person_knows_that_nobody_was_told(post, provider):
    (key,) = post.puts_in()
    provider.mood = "503"
    post.runs_for(seconds=290)
    assert post.told == []
    post.runs_for(minutes=30)
    assert post.told == [(key, Trouble.LATE)]


def test_a_heap_of_letters_that_can_wait_hides_none_that_cannot(post, provider, monkeypatch):
    monkeypatch.setattr(taking, "AT_ONCE", 2)
    provider.mood = "503"
    post.puts_in(3, of=post.patient)
    (key,) = post.puts_in()
    post.runs_for(minutes=10)
    assert post.told == [(key, Trouble.LATE)]


def dies_while_sending(post) -> None:
    """The worker is killed between taking a message and writing down what came of it."""
    assert taking.take(provider=post.through.name, at=post.now)


def test_killed_before_the_letter_left_it_is_sent_once(post, provider):
    post.puts_in()
    dies_while_sending(post)
    assert post.goes() == 0
    assert post.states == {"sending": 1}
    post.runs_for(minutes=7)
    assert len(provider.letters) == 1


def test_killed_after_the_letter_left_it_is_not_sent_again(post, provider):
    (key,) = post.puts_in()
    dies_while_sending(post)
    provider.accept({"reference": str(key)})
    post.runs_for(minutes=7)
    assert len(provider.letters) == 1
    assert SafetyMessage.objects.get().reference == "n-1"
    assert post.told == []


def test_by_mail_a_killed_worker_leaves_a_task_and_never_a_second_letter(post, mail_server):
    (key,) = post.puts_in()
    dies_while_sending(post)
    post.runs_for(minutes=7)
    assert mail_server.letters == []
    assert post.states == {"unknown": 1}
    assert (key, Trouble.UNKNOWN) in post.told


def test_by_mail_a_letter_goes_to_one_and_says_no_more_than_it_should(post, mail_server):
    (key,) = post.puts_in()
    assert post.goes() == 1
    (letter,) = mail_server.letters
    assert f"To: {key}@agency.example" in letter
    assert f"Message-ID: <{key}@service.example>" in letter
    assert post.states == {"sent": 1}


def test_by_mail_hanging_up_after_the_letter_is_a_task(post, mail_server):
    (key,) = post.puts_in()
    mail_server.mood = "hang up"
    post.runs_for(minutes=10)
    assert len(mail_server.letters) == 1
    assert post.states == {"unknown": 1}
    assert post.told == [(key, Trouble.UNKNOWN)]


def test_by_mail_later_means_later_and_never_means_never(post, mail_server):
    (key,) = post.puts_in()
    mail_server.mood = "451"
    post.goes()
    assert post.states == {"waiting": 1}
    mail_server.mood = "550"
    post.runs_for(minutes=2)
    assert post.states == {"failed": 1}
    assert post.told == [(key, Trouble.FAILED)]


def test_a_letter_that_cannot_be_written_stops_no_other(post, provider):
    (bad,) = post.puts_in()
    post.poisoned.add(SafetyMessage.objects.get().recipient_id)
    good = post.puts_in(5)
    post.goes()
    assert sorted(references(provider)) == sorted(map(str, good))
    assert SafetyMessage.objects.get(pk=bad).error == "ZeroDivisionError"
    post.passes(days=3, minutes=1)
    post.runs_for(minutes=1)
    assert (bad, Trouble.FAILED) in post.told


def test_an_address_that_became_unsafe_since_is_not_written_to(post, provider):
    post.puts_in()
    post.unsafe.add(SafetyMessage.objects.get().recipient_id)
    assert post.goes() == 0
    assert post.states == {"withheld": 1}
    assert provider.letters == []


def test_the_same_message_put_in_twice_is_one(post, provider):
    (key,) = post.puts_in()
    message = SafetyMessage.objects.get()
    with as_system("courier"):
        send(post.kind, about=message.subject_id, to=message.recipient_id, at=post.now, key=key)
    post.runs_for(minutes=1)
    assert len(provider.letters) == 1


def test_the_token_is_signed_as_notify_reads_it():
    """By hand, from RFC 7519: HMAC-SHA256 over the two parts."""
    token = notify._token("service-number", "secret-of-thirty-two-letters-or-more", at=1_700_000_000)
    options = {"verify_iat": False}
    read = jwt.decode(token, "secret-of-thirty-two-letters-or-more", algorithms=["HS256"], options=options)
    assert read == {"iss": "service-number", "iat": 1_700_000_000}
