"""A canary in every field that holds words; then everybody goes everywhere, and the song is listened for.

What each role hears on which page is committed in `canaries.txt`, written by CHRYSALIS_MATRIX=write. Some
things need no table: nobody hears a canary of another scheme, nobody who is not signed in hears any, the
change side hears none of the safety side, and none sings in an address, a title, a header, a log or a mail.
"""

import os
import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.core import mail

from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from chrysalis.journal.lines import Json
from partners.models import News, Slip, Survivor, Tracing
from tests.architecture.canaries import ANY, canary, heard_in, plant_on_the_safety_side, silent
from tests.architecture.crawl import Heard, body_of, everywhere
from tests.architecture.makers import Maker, drawn
from tests.architecture.stage import Stage
from tests.world import Person


TABLE = Path(__file__).with_name("canaries.txt")
TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)
# Of the stranger's own visit to the public door, and of the link that was sent to them.
OWN_WORDS = {"near visitor", "near agencyelsewhere"}
# Columns that hold words and no canary, each with the reason why nobody typed them.
NOT_TYPED = {
    "api.KeyedRequest.key": "a number of a records system's own",
    "api.KeyedRequest.digest": "a digest from which nobody can be read",
    "api.KeyedRequest.sealed": "a digest from which nobody can be read",
    "api.KeyedRequest.reference": "the handle, which stands in addresses",
    "api.WebhookCall.reference": "the handle, which stands in addresses",
    "api.WebhookCall.said": "a status, or a closed word",
    "referrals.SentByMachine.reference": "the handle, which stands in addresses",
    "referrals.Referral.date_of_birth": "a date",
    "referrals.Client.date_of_birth": "a date",
    "referrals.ProfessionalDetails.latest_on": "a date",
    "referrals.SelfReferralDetails.written_in": "a language",
    "referrals.SelfReferralDetails.understood_version": "the name of a text of the product's own",
    "referrals.Case.reference": "the handle, which stands in addresses",
    "referrals.Case.next_action": "a phrase of the product's own",
    "referrals.Case.also_due": "a phrase of the product's own",
    "referrals.Child.date_of_birth": "a date",
    "referrals.OutcomeNotice.reference": "the handle, which stands in addresses",
    "referrals.Circumstances.first_on": "a date",
    "referrals.Identifier.warning": "a phrase of the product's own",
    "referrals.Step.source": "a state",
    "referrals.Step.target": "a state",
    "referrals.Case.date_of_birth": "a date",
    "referrals.Task.reference": "the handle, which stands in addresses",
    "referrals.Task.date_of_birth": "a date",
    "referrals.Pause.reference": "the handle, which stands in addresses",
    "referrals.Question.reference": "the handle, which stands in addresses",
    "referrals.Handover.reference": "the handle, which stands in addresses",
    "referrals.Handover.date_of_birth": "a date",
    "referrals.Handover.person_name": "a copy of the case's own",
    "referrals.Handover.name_key": "a copy of the case's own",
    "referrals.Decision.said": "a phrase that the scheme's administrator chose",
    "referrals.PersonKey.date_of_birth": "a date",
    "referrals.ImportRow.key": "a digest from which nobody can be read",
    "agencies.Conflict.date_of_birth": "a date",
    "partners.Survivor.date_of_birth": "a date",
    "partners.ClientLink.since": "a date",
    "referrals.Restriction.handle": "the handle, which stands in addresses",
    "referrals.RestrictedListing.handle": "the handle, which stands in addresses",
    "referrals.RestrictionAsk.handle": "the handle, which stands in addresses",
    "referrals.Restriction.next_action": "a phrase of the product's own",
    "referrals.RestrictedListing.next_action": "a phrase of the product's own",
    "referrals.Restriction.lift_reason": "typed when a restriction is lifted, and then it stands no longer",
    "interventions.Enrolment.reference": "the handle, which stands in addresses",
    "interventions.Enrolment.waits_for": "a phrase of the product's own",
    "interventions.Enrolment.date_of_birth": "a date",
    "interventions.EnrolmentStep.source": "a state",
    "interventions.Appointment.date_of_birth": "a date",
    "interventions.Review.why": "a sentence of the rules",
    "interventions.GroupSession.module": "a part of a programme, by the catalogue's own name",
    "interventions.Appointment.module": "a part of a programme, by the catalogue's own name",
    "interventions.Attendance.module": "a part of a programme, by the catalogue's own name",
    "interventions.EnrolmentStep.target": "a state",
    "delivery.ChangeMessage.provider": "the name of a way out",
    "delivery.ChangeMessage.reference": "the provider's own",
    "delivery.ChangeMessage.error": "the class of an error",
    "events.ChangeSnag.handler": "the name of a function",
    "events.ChangeSnag.event": "the name of an event",
    "events.ChangeSnag.error_class": "the class of an error",
    "reports.ReportRun.period": "the name of a quarter",
    "reports.Document.sha256": "the product's own",
    "drafts.FormKey.outcome": "an address of the product's own",
    "drafts.SafetyFormKey.outcome": "an address of the product's own",
}
HEADING = """\
Where each word that somebody typed is shown. Written by CHRYSALIS_MATRIX=write pytest
tests/architecture/test_canaries.py: one line a page and role, with whose the words are (`near` is the own
scheme, `hidden` a restricted case of the own agency, `leads` what is written about restrictions, `safety`
the safety side, a role its own drafts) and in which field they were typed. Nobody has a line with `hidden`.
"""


@pytest.fixture
def stage(frozen, world) -> Stage:
    built = Stage(world, canary)
    plant_on_the_safety_side(_of_whom_all_look_at(built))
    return built


def _of_whom_all_look_at(stage: Stage) -> Maker:
    """What is made on the safety side is of those whose pages are asked for: of others, nobody here would
    hear it. What was told is of news of its own, so that there is some still to tell."""
    shown, agency = stage.near.things, stage.near.link_worker.membership.agency_id
    whose = {"survivor_id": shown["survivor"], "support_agency_id": agency}
    told = drawn(News, whose | {"kind_slug": "session-missed", "waits": False})
    maker = Maker("canaries")
    maker.before |= {Agency: agency, News: told}
    maker.before |= {Survivor: shown["survivor"], Slip: shown["slip"], Tracing: shown["tracing"]}
    return maker


def test_a_canary_sits_in_every_field_that_holds_words(stage):
    found = set(silent())
    assert found <= set(NOT_TYPED), f"say in stage.py what is typed into {found - set(NOT_TYPED)}"


def test_nobody_hears_what_is_not_theirs(stage, caplog):
    caplog.set_level("DEBUG")
    caplog.handler.setFormatter(Json())
    heard: dict[tuple[str, str], set[str]] = defaultdict(set)
    count = 0
    for person in (None, *stage.everybody()):
        for answer in everywhere(stage, person):
            count += 1
            heard[answer.page, _name(person)] |= _listen(answer, person)
    assert not ANY.search(caplog.text.encode()), "a canary sings in the journal"
    assert not any(ANY.search(line.getMessage().encode()) for line in caplog.records), "in a message"
    assert not ANY.search("".join(f"{m.subject}{m.body}{m.to}" for m in mail.outbox).encode()), "in a mail"
    _compare(heard)
    print(f"canaries: {count} responses, 0 outside the table")  # noqa: T201 - a figure for the record


def _name(person: Person | None) -> str:
    return person.role.slug if person else "not signed in"


def _listen(answer: Heard, person: Person | None) -> set[str]:
    """What is heard in the body; anywhere else is a leak whoever hears it."""
    body, response = body_of(answer.response), answer.response
    around = f"{answer.url}\n{dict(response.headers)}\n{response.cookies.output()}".encode()
    for text in (around, *TITLE.findall(body)):
        assert not ANY.search(text), f"{answer.page} sings to {_name(person)} in an address, header or title"
    heard = heard_in(body)
    whose = {song.split()[0] for song in heard}
    assert person or heard <= OWN_WORDS, f"{answer.page} tells a stranger {heard - OWN_WORDS}"
    assert not any(name.endswith("far") for name in whose), (
        f"{answer.page} tells {_name(person)} of another scheme"
    )
    of_safety = {song for song in whose if song.startswith("safety")}
    assert person is None or person.role.side is Side.SAFETY or not of_safety, (
        f"{answer.page} tells {_name(person)} of the safety side: {heard}"
    )
    return heard


def _compare(heard: dict[tuple[str, str], set[str]]) -> None:
    lines = [f"{page} | {who} | {', '.join(sorted(heard[page, who]))}" for page, who in sorted(heard)]
    lines = [line for line in lines if not line.endswith("| ")]
    text = f"{HEADING}\n" + "\n".join(lines) + "\n"
    if os.environ.get("CHRYSALIS_MATRIX") == "write":
        TABLE.write_text(text)
    differing = sorted(set(text.splitlines()) ^ set(TABLE.read_text().splitlines()))
    assert not differing, "What is shown to whom has changed. Read it, then write it:\n" + "\n".join(
        differing
    )
    assert lines
