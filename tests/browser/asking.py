"""The public pages, as somebody comes to them on a phone, and in both languages."""

from collections.abc import Iterator

from django.utils import timezone

from chrysalis.agencies.models import Scheme
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit


DOOR = ("en", "west")
QUIET = ("born", "place", "children", "orders")


@tour(
    "",
    "referrals:public_doors", "referrals:public_start", "referrals:public_privacy",
    "referrals:public_worried",
    "referrals:public_confidentiality", "referrals:public_page", "referrals:public_urgent",
    "referrals:public_check", "referrals:public_sent", "referrals:public_later", "referrals:public_back",
    "referrals:public_younger", "referrals:public_equality",
)  # fmt: skip
def asking_for_help(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    yield visit.opens("referrals:public_doors")
    for name in ("start", "worried", "privacy", "confidentiality", "back"):
        yield visit.opens(f"referrals:public_{name}", *DOOR)
    yield visit.refused("referrals:public_back", "Continue")
    visit.opens("referrals:public_confidentiality", *DOOR)
    visit.presses("I understand")
    yield visit.sees("referrals:public_page", "why")
    page.get_by_label("I am worried about how I behave").check()
    visit.presses("Continue")
    yield visit.refused("referrals:public_page", "Continue", state="name, with errors")
    yield visit.opens("referrals:public_check", *DOOR, state="not ready")
    visit.presses("Send")
    yield visit.sees("referrals:public_check", "not ready to be sent")
    visit.opens("referrals:public_page", *DOOR, "name")
    page.get_by_label("What would you like to be called?").fill("Wren")
    visit.presses("Continue")
    yield from _young(visit)
    for slug in QUIET:
        yield visit.opens("referrals:public_page", *DOOR, slug, state=slug)
    yield visit.opens("referrals:public_page", *DOOR, "reach", state="reach")
    yield visit.refused("referrals:public_page", "Continue", state="reach, with errors")
    page.get_by_label("Text message").check()
    page.get_by_label("Your telephone number").fill("07700")
    yield visit.refused("referrals:public_page", "Continue", state="reach, half right")
    page.get_by_label("Your telephone number").fill("07700 900777")
    visit.presses("Continue")
    yield visit.sees("referrals:public_page", "urgent")
    yield visit.opens("referrals:public_page", *DOOR, "reach", state="reach, gone back to")
    visit.presses("Continue")
    page.get_by_label("I am worried about a child").check()
    visit.presses("Continue")
    yield visit.sees("referrals:public_urgent", "fresh")
    yield visit.opens("referrals:public_page", *DOOR, "partner", state="partner")
    page.get_by_label("A former partner").check()
    visit.presses("Continue")
    yield visit.opens("referrals:public_page", *DOOR, "help", state="help")
    visit.presses("Come back to this later")
    yield visit.sees("referrals:public_later", "fresh")
    visit.presses("Give me a code")
    yield visit.sees("referrals:public_later", "with a code")
    code = page.locator(".app-code").inner_text()
    visit.opens("referrals:public_back", *DOOR)
    page.get_by_label("Your code").fill("0000-0000-0000-0000")
    yield visit.refused("referrals:public_back", "Continue", state="with a wrong code")
    page.get_by_label("Your code").fill(code)
    visit.presses("Continue")
    yield visit.sees("referrals:public_check", "come back to, and filled")
    visit.presses("Send")
    yield visit.sees("referrals:public_sent", "just sent")
    visit.follows("answer them")
    yield visit.sees("referrals:public_equality", "fresh")
    page.get_by_label("What is your religion?").select_option("No religion")
    visit.presses("Send these answers")
    yield visit.sees("referrals:public_sent", "counted")


def _young(visit: Visit) -> Iterator[Seen]:
    """In a scheme that takes young people; in one of adults they are told where else to turn."""
    page, this_year = visit.page, timezone.localdate().year
    for youngest, slug in ((18, "referrals:public_younger"), (10, "referrals:public_page")):
        with visit.stock.live.committed():
            Scheme.objects.filter(slug="west").update(minimum_age=youngest)
        visit.opens("referrals:public_page", *DOOR, "born")
        page.get_by_label("Year").fill(str(this_year - 13))
        visit.presses("Continue")
        yield visit.sees(slug, "of a young person")
    page.get_by_label("How can we reach them?").fill("12 Mill Lane")
    yield visit.refused("referrals:public_page", "Continue", state="of a young person, with errors")
    page.get_by_label("How can we reach them?").fill("07700 900744")
    visit.presses("Continue")
    visit.opens("referrals:public_page", *DOOR, "born")
    page.get_by_label("Year").fill("1990")
    visit.presses("Continue")
    with visit.stock.live.committed():
        Scheme.objects.filter(slug="west").update(minimum_age=18)


@tour(
    "",
    "referrals:public_start",
    "referrals:public_worried",
    "referrals:public_page",
    "referrals:public_check",
    "referrals:public_equality",
    "referrals:public_tell",
    "referrals:public_tell_support",
    "referrals:public_told",
)
def asking_in_welsh(visit: Visit) -> Iterator[Seen]:
    page, door = visit.page, ("cy", "west")
    yield visit.opens("referrals:public_start", *door, state="in Welsh")
    yield visit.opens("referrals:public_worried", *door, state="in Welsh")
    for name in ("public_tell", "public_tell_support"):
        yield visit.opens(f"referrals:{name}", *door, state="in Welsh")
    yield visit.opens("referrals:public_tell", "en", "west")
    yield visit.refused("referrals:public_tell", "Send it")
    page.get_by_label("What worries you?").fill("Shouting at night.")
    page.get_by_role("group", name="May we get in touch").get_by_label("Yes").check()
    yield visit.refused("referrals:public_tell", "Send it", state="half right")
    yield visit.opens("referrals:public_tell_support", "en", "west")
    visit.presses("Send it")
    yield visit.sees("referrals:public_tell_support", "with nothing in it")
    page.get_by_label("What may we call you?").fill("Maren")
    visit.presses("Send it")
    yield visit.sees("referrals:public_told", "after writing")
    visit.opens("referrals:public_confidentiality", *door)
    visit.presses("Rwy’n deall")
    yield visit.opens("referrals:public_page", *door, "reach", state="in Welsh")
    page.get_by_label("Neges destun").check()
    visit.presses("Parhau")
    assert page.title().startswith("Gwall: ")
    visit.opens("referrals:public_page", *door, "name")
    page.get_by_label("Beth hoffech chi gael eich galw?").fill("Wren")
    visit.presses("Parhau")
    visit.opens("referrals:public_page", *door, "reach")
    page.get_by_label("Neges destun").check()
    page.get_by_label("Eich rhif ffôn").fill("07700 900777")
    visit.presses("Parhau")
    yield visit.opens("referrals:public_check", *door, state="in Welsh")
    visit.presses("Anfon")
    visit.follows("eu hateb")
    yield visit.sees("referrals:public_equality", "in Welsh")


@tour("", "referrals:ask_for_link", "referrals:refer_by_link")
def referring_by_a_link(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    yield visit.opens("referrals:ask_for_link", "west")
    yield visit.refused("referrals:ask_for_link", "Send me a link")
    page.get_by_label("Your work e-mail address").fill("b.tarn@westfield-council.example")
    visit.presses("Send me a link")
    yield visit.sees("referrals:ask_for_link", "asked for")
    yield visit.opens("referrals:refer_by_link", "west", state="without a link", status=410)
    page.goto(visit.stock.link())
    yield visit.opens("referrals:refer_by_link", "west")
    yield visit.refused("referrals:refer_by_link", "Send referral")
    for label, words in {
        "Your name": "Bel Tarn", "Your post": "Officer", "Given names": "Darnell", "Family name": "Kestrel",
        "What has happened": "Shouts at night.", "Your telephone or work": "0121 496 0041",
        "Name of the person harmed": "Maren Alder",
    }.items():  # fmt: skip
        page.get_by_label(label).first.fill(words)
    for question, answer in {
        "Sex": "Male",
        "What kinds of behaviour": "Emotional",
        "Does the person agree": "Yes",
    }.items():
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    yield visit.refused("referrals:refer_by_link", "Send referral", state="half right, and sealed")
    page.get_by_role("group", name="Does the person work for").get_by_label("No", exact=True).check()
    visit.presses("Send referral")
    yield visit.sees("referrals:refer_by_link", "sent")


@tour("caseworker", "referrals:invite", "referrals:invitation")
def inviting_a_colleague(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    yield visit.opens("referrals:invite")
    yield visit.refused("referrals:invite", "Send the link")
    page.get_by_label("Their work e-mail address").fill("officer@lintel.example")
    yield visit.resumed("Link to refer", "referrals:invite")
    page.get_by_label("Name of another agency").fill("Lintel Housing")
    visit.presses("Send the link")
    yield visit.sees("referrals:invite", "sent")
    visit.follows("officer@lintel.example")
    yield visit.sees("referrals:invitation", "fresh")
