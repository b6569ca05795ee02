"""The pages of asking, turning away, releases, closings and handovers, in every state they have."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from chrysalis.access.context import acting_as
from referrals.actions import asking_sender, handing_over
from referrals.models import Handover, Question
from tests.browser.on_file import fills_day
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit


@tour(
    "caseworker",
    "referrals:ask", "referrals:resume", "referrals:redirect", "referrals:refuse", "referrals:referral",
    "referrals:pause", "referrals:inbox",
    "referrals:choose_path",
)  # fmt: skip
def deciding(visit: Visit) -> Iterator[Seen]:
    page, waiting = visit.page, visit.stock.referral("Marshwort")
    visit.stock.next_service()
    for name, button in (
        ("ask", "Ask"),
        ("pause", "Pause the clock"),
        ("redirect", "Send on"),
        ("refuse", "Do not accept"),
    ):
        yield visit.opens(f"referrals:{name}", waiting)
        yield visit.refused(f"referrals:{name}", button)
    visit.opens("referrals:pause", waiting)
    page.get_by_label("In hospital").check()
    page.get_by_label("What do you know of it?").fill("The ward says until then.")
    fills_day(visit, "Until which day?", timezone.localdate() + dt.timedelta(days=60))
    visit.presses("Pause the clock")
    yield visit.sees("referrals:referral", "paused")
    yield visit.opens("referrals:inbox", state="with a paused one")
    visit.opens("referrals:referral", waiting)
    visit.presses("Let the clock run now")
    visit.opens("referrals:ask", waiting)
    page.get_by_label("How to reach the person").check()
    page.get_by_label("Your question").fill("Is there another number?")
    visit.presses("Ask")
    yield visit.sees("referrals:referral", "waiting for the sender")
    yield visit.opens("referrals:resume", waiting)
    yield visit.refused("referrals:resume", "Record the answer")
    page.get_by_label("What you were told").fill("The desk rang.")
    visit.presses("Record the answer")
    yield visit.sees("referrals:referral", "answered")
    yield visit.opens("referrals:choose_path", waiting)
    page.get_by_label("Young person, under 16").check()
    yield visit.refused("referrals:choose_path", "Record it")
    page.get_by_label("How do you know?").fill("By their passport.")
    page.get_by_label("Who in children’s services?").fill("A. Marsh, east team")
    page.get_by_label("Yes: understands what is offered").check()
    page.get_by_label("Not asked: unsafe").check()
    page.get_by_label("If not: why?").fill("Nobody safe to ask.")
    visit.presses("Record it")
    yield visit.sees("referrals:referral", "of a young person")
    visit.opens("referrals:refuse", waiting)
    page.get_by_label("Lives outside the area").check()
    visit.presses("Do not accept")
    yield visit.sees("referrals:referral", "refused")


@tour("service_manager", "referrals:agree_pause")
def agreeing_to_a_pause(visit: Visit) -> Iterator[Seen]:
    asked = visit.stock.paused_clock()
    yield visit.opens("referrals:agree_pause", asked)
    yield visit.refused("referrals:agree_pause", "Answer")
    visit.page.get_by_label("Yes").check()
    visit.presses("Answer")
    yield visit.opens("referrals:agree_pause", asked, state="answered")


@tour("caseworker", "referrals:take_off", "referrals:answer_taking_off", "referrals:case")
def taking_off(visit: Visit) -> Iterator[Seen]:
    case = visit.stock.kept_with()
    yield visit.opens("referrals:answer_taking_off", case, state="with nothing to answer")
    yield visit.opens("referrals:take_off", case)
    yield visit.refused("referrals:take_off", "Propose to take it off")
    other = visit.stock.said_to_be_of_another()
    yield visit.opens("referrals:case", other, state="with a referral of somebody else, it is said")
    yield visit.opens("referrals:answer_taking_off", other)
    yield visit.refused("referrals:answer_taking_off", "Answer")
    visit.page.get_by_label("Yes, it is of somebody else").check()
    visit.presses("Answer")
    yield visit.sees("referrals:case", "with a referral taken off it")
    yield visit.opens("referrals:take_off", other, state="with nothing to take off")


@tour("caseworker", "referrals:referral", "referrals:case")
def somebody_known(visit: Visit) -> Iterator[Seen]:
    """Of one person two earlier cases, of another a case that was told apart."""
    page, stock = visit.page, visit.stock
    known, apart = stock.referral("Hobby", accepted=True), stock.referral("Hobbey", accepted=True)
    waiting = stock.referral("Hobby")
    stock.tells_apart(waiting, apart)
    yield visit.opens("referrals:referral", waiting, state="of somebody known")
    page.get_by_text("The same person as").first.click()
    yield visit.sees("referrals:referral", "asked whether it is the same person")
    visit.presses("Accept as the same person")
    yield visit.sees("referrals:case", "of somebody known")
    yield visit.opens("referrals:case", known, state="with a further one")
    visit.opens("referrals:referral", stock.referral("Hobby"))
    page.get_by_text("The same person as").first.click()
    page.get_by_label("An arrest").first.check()
    visit.presses("Keep it with the open case")
    yield visit.sees("referrals:case", "with a referral that joined it")


@tour("second_caseworker", "referrals:join", "referrals:answer_joining", "referrals:part", "referrals:case")
def two_records(visit: Visit) -> Iterator[Seen]:
    """A colleague proposed that two records are of one person; agreed, and thought better of."""
    one, two = visit.stock.two_records()
    yield visit.opens("referrals:join", one, state="with whoever is alike")
    yield visit.refused("referrals:join", "Look at both")
    visit.follows("Look at both")
    yield visit.sees("referrals:join", "side by side")
    yield visit.refused("referrals:join", "Propose that they are one person", state="without a reason")
    visit.stock.proposes(one, two)
    yield visit.opens("referrals:case", one, state="with a proposal")
    yield visit.opens("referrals:answer_joining", two)
    yield visit.refused("referrals:answer_joining", "Answer")
    visit.page.get_by_label("Yes, I agree").check()
    visit.presses("Answer")
    yield visit.sees("referrals:case", "of one person")
    yield visit.opens("referrals:part", one)
    yield visit.refused("referrals:part", "Propose that they are two people")
    visit.page.get_by_label("Why are they two people?").fill("They sat beside each other.")
    visit.presses("Propose that they are two people")
    yield visit.sees("referrals:case", "of two people, it is said")
    yield visit.opens("referrals:answer_joining", one, state="as whoever proposed it")
    visit.presses("Withdraw it")
    yield visit.sees("referrals:case", "of one person again")


@tour("caseworker", "referrals:allocate", "referrals:cases")
def giving_cases(visit: Visit) -> Iterator[Seen]:
    case = visit.stock.referral("Wheatear", accepted=True)
    yield visit.opens("referrals:allocate", state="who has how much")
    yield visit.opens("referrals:allocate", query=f"?case={case}", state="of one case")
    yield visit.refused("referrals:allocate", "See what would move")
    visit.page.locator("input[name=to]").first.check()  # whoever has the least
    visit.presses("See what would move")
    yield visit.sees("referrals:allocate", "before anything moves")
    visit.presses("Give these cases")
    yield visit.sees("referrals:cases", "with a case less")


@tour("sergeant", "referrals:answer", "referrals:receipt", "referrals:sent")
def answering(visit: Visit) -> Iterator[Seen]:
    question = visit.stock.asked()
    yield visit.opens("referrals:sent", state="with a question")
    yield visit.opens("referrals:answer", question)
    yield visit.refused("referrals:answer", "Send the answer")
    with visit.stock.live.committed():
        found, by = Question.objects.get(pk=question), visit.stock.hat("colleague")
        with acting_as(by):
            asking_sender.answer(found, words="By a colleague.", by=by, at=timezone.now())
    visit.page.get_by_label("Your answer").fill("Ring the desk.")
    yield visit.refused("referrals:answer", "Send the answer", state="too late")
    yield visit.opens("referrals:receipt", found.reference, state="answered")


@tour(
    "caseworker",
    "referrals:record_release", "referrals:close", "referrals:hand_over", "referrals:case",
    "referrals:handover", "referrals:record_incident",
)  # fmt: skip
def the_way_of_a_case(visit: Visit) -> Iterator[Seen]:
    page, case = visit.page, visit.stock.referral("Dotterel", accepted=True)
    for name, button in (
        ("record_release", "Record release"),
        ("record_incident", "Record it"),
        ("hand_over", "Offer the handover"),
        ("close", "Close the case"),
    ):
        yield visit.opens(f"referrals:{name}", case)
        yield visit.refused(f"referrals:{name}", button)
    visit.opens("referrals:record_release", case)
    page.get_by_label("When does the person leave custody?").fill("tomorrow 10:00")
    page.get_by_label("Expected").check()
    page.get_by_label("Not known").check()
    visit.presses("Record release")
    yield visit.sees("referrals:case", "with a release")
    visit.opens("referrals:record_incident", case)
    page.get_by_label("A breach of an order or of conditions").check()
    page.get_by_label("Who told you?").fill("PC 4410 Finch, Kent Police")
    page.get_by_label("By telephone").check()
    yield visit.refused("referrals:record_incident", "Record it", state="half right")
    page.get_by_label("What were you told?").fill("Was at an address that bail forbids. Alleged.")
    yield visit.resumed("Something new", "referrals:record_incident")
    visit.presses("Record it")
    yield visit.sees("referrals:case", "with something new")
    visit.opens("referrals:close", case)
    page.get_by_label("Withdrew").check()
    visit.presses("Close the case")
    yield visit.sees("referrals:case", "closed")
    handover = visit.stock.handover()
    yield visit.opens("referrals:handover", handover, state="as its giver reads it")
    with visit.stock.live.committed():
        given = Handover.objects.get(pk=handover).from_case_id
    yield visit.opens("referrals:case", given, state="offered")
    with visit.stock.live.committed():
        found, by = Handover.objects.get(pk=handover), visit.stock.hat("caseworker_at_bridge")
        with acting_as(by):
            handing_over.return_handover(found, because="Full until March.", by=by, at=timezone.now())
    yield visit.opens("referrals:case", given, state="returned")


@tour(
    "caseworker_at_bridge",
    "referrals:inbox", "referrals:handover", "referrals:return_handover", "referrals:case",
)  # fmt: skip
def receiving(visit: Visit) -> Iterator[Seen]:
    handover = visit.stock.handover()
    yield visit.opens("referrals:inbox", state="with a handover")
    yield visit.opens("referrals:return_handover", handover)
    yield visit.refused("referrals:return_handover", "Return it")
    yield visit.opens("referrals:handover", handover, state="offered")
    visit.presses("Take and open a case")
    yield visit.sees("referrals:case", "of a second leg")
    yield visit.opens("referrals:handover", handover, state="taken")


@tour(
    "administrator",
    "referrals:next_services", "referrals:add_service", "referrals:change_service", "referrals:word_refusals",
    "referrals:word_pauses",
    "referrals:set_ways_in",
)  # fmt: skip
def keeping_triage(visit: Visit) -> Iterator[Seen]:
    service, scheme = visit.stock.next_service()
    yield visit.opens("referrals:next_services")
    yield visit.opens("referrals:add_service")
    yield visit.refused("referrals:add_service", "Add service")
    yield visit.opens("referrals:change_service", service)
    visit.page.get_by_label("Name of the service").fill("")
    yield visit.refused("referrals:change_service", "Save service")
    yield visit.opens("referrals:word_pauses", scheme)
    yield visit.opens("referrals:word_refusals", scheme)
    with visit.stock.live.committed():
        _word_otherwise(scheme, by=visit.stock.hat("administrator"))
    visit.page.get_by_label("Lives outside the area").fill("From elsewhere")
    visit.presses("Save words")
    yield visit.sees("referrals:word_refusals", "in conflict", status=409)
    visit.page.get_by_label("Lives outside the area").fill("")
    yield visit.refused("referrals:word_refusals", "Save words")
    yield visit.opens("referrals:set_ways_in", scheme)


def _word_otherwise(scheme_id, by) -> None:
    """Somebody else calls the same reason something else."""
    from chrysalis.agencies.models import Scheme
    from referrals.actions.keeping import word_refusals
    from referrals.queries import refusal_words

    scheme = Scheme.objects.get(pk=scheme_id)
    held, reason = refusal_words(by, scheme), "outside_area"
    said, seen = {reason: f"{held.said(reason)}, so far"}, {reason: held.version(reason)}
    word_refusals(scheme, words=said, seen=seen, by=by, at=timezone.now())
