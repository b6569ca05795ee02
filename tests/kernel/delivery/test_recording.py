"""The demonstration's way out keeps every letter, and lets none leave."""

from chrysalis.delivery.letters import Letter
from chrysalis.delivery.transports import Receipt, recording, smtp, transport


def test_what_was_handed_over_can_be_read_and_asked_after(post, tmp_path):
    post.through = recording.make(f"file://{tmp_path}/mail")
    (key,) = post.puts_in()
    assert post.through.find(str(key)) is None
    assert post.goes() == 1
    assert post.through.find(str(key)) == Receipt(str(key))
    (kept,) = post.through.newest()
    assert (kept.to, kept.subject) == (f"{key}@agency.example", "You have a notice")
    post.passes(minutes=2)
    post.goes()
    assert post.states == {"delivered": 1}


def test_the_same_letter_twice_is_one(tmp_path):
    through = recording.make(f"file://{tmp_path}")
    for _ in range(2):
        through.send(Letter("a@agency.example", "One", "Text"), reference="one")
    assert len(through.newest()) == 1


def test_the_setting_says_which_way(settings):
    settings.DELIVERY_URL = "smtp://user:password@mail.example:587"
    assert isinstance(transport(), smtp.Smtp)
    settings.DELIVERY_URL = "file:"
    assert isinstance(transport(), recording.Recording)
    settings.DELIVERY_URL = "notify://key-of-service@api.notifications.service.gov.uk/template"
    assert transport().name == "notify"
