"""What a caseworker of one scheme wrote on three cases: notes, orders, children, and safeguarding referrals
of which one is chased, one is acknowledged and one is over.

Told last but for the documents, without dice: with or without it everything before is the same to the last
key.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Membership, Worker
from chrysalis.agencies.queries import make_hat
from chrysalis.working_days import in_london
from referrals import queries
from referrals.actions import binding, children, doing, noting, safeguarding, sending_on
from referrals.actions.reading import open_case
from referrals.models import OVER, Case, Note, OnwardReferral, Order, SafeguardingReferral, Task


SCHEMES = ("leicestershire",)
COUNCIL = "Leicestershire County Council"
SOCIAL_WORKER = {
    "social_worker": "Imani Redfern, east team",
    "authority": COUNCIL,
    "reached_at": "0116 496 0150",
}
CHILD = {"relation": "own", "standing": "protection", "told_by": "referrer"} | SOCIAL_WORKER
TOLD = {"service": "children", "authority": f"{COUNCIL}, duty desk", "way": "telephone"}
AFRAID = (
    "Said in the session that their child hides when voices are raised, and slept in the car last week. We "
    "asked for the family’s social worker to be told tonight."
)


def write(caseworkers: list[Membership], *, at: dt.datetime) -> None:
    """On the three cases that were opened first and still go on."""
    hat = make_hat(caseworkers[0])
    with acting_as(hat):
        going = queries.cases(hat).exclude(state__in=OVER).filter(is_restricted=False)
        for story, case in zip(
            STORIES, list(going.order_by("opened_at", "pk")[: len(STORIES)]), strict=False
        ):
            story(Desk(open_case(case, by=hat, at=at), hat, at))


@dataclass(frozen=True)
class Desk:
    """Somebody at work on a case, some hours ago, and never before it was opened."""

    case: Case
    by: Hat
    now: dt.datetime

    def at(self, hours: float) -> dt.datetime:
        return max(self.now - dt.timedelta(hours=hours), self.case.opened_at + dt.timedelta(minutes=30))

    def day(self, days: int) -> dt.date:
        return in_london(self.now).date() + dt.timedelta(days=days)

    def note(self, hours: float, kind: str, words: str, **said: Any) -> Note:
        at = self.at(hours)
        told = {"said_by": "", "audience": Note.Audience.TEAM, "happened_at": at} | said
        return noting.write_note(self.case, kind=kind, words=words, **told, by=self.by, at=at)

    def order(self, hours: float, kind: str, authority: str, conditions: str, *, ends: int | None) -> Order:
        told = {"kind": kind, "authority": authority, "conditions": conditions, "made_on": self.day(-40)}
        ends_on = None if ends is None else self.day(ends)
        return binding.record_order(self.case, **told, ends_on=ends_on, by=self.by, at=self.at(hours))

    def child(self, hours: float, name: str, age: int, **said: Any) -> None:
        known = CHILD | {"name": name, "age": age} | said
        children.record_child(self.case, known, by=self.by, at=self.at(hours))

    def refer(self, hours: float, reasons: str) -> SafeguardingReferral:
        at = self.at(hours)
        made = TOLD | {"made_at": at, "reference": "", "reasons": reasons}
        return safeguarding.refer(self.case, made, by=self.by, at=at)

    def answer(self, hours: float, made: SafeguardingReferral, said: dict[str, Any]) -> None:
        safeguarding.answer(self.case, made.pk, said, by=self.by, at=self.at(hours))

    def to_do(self, hours: float, words: str, *, due: int) -> Task:
        me = Worker.names.get(pk=self.by.worker_id)
        return doing.set_task(self.case, me, words=words, due_on=self.day(due), by=self.by, at=self.at(hours))

    def send_on(self, hours: float, service: str, to_whom: str) -> OnwardReferral:
        at = self.at(hours)
        sent = {"service": service, "to_whom": to_whom, "reached_at": "", "agreed": "asked"}
        days = {"sent_on": in_london(at).date(), "ask_on": self.day(5)}
        return sending_on.refer_on(self.case, sent | days, by=self.by, at=at)


def _chased(desk: Desk) -> None:
    """A child is on a plan, an order ends soon, and the duty desk has not said that it has the referral."""
    desk.child(190, "Rowan", 9)
    desk.child(190, "Wren", 4)
    desk.order(
        188,
        Order.Kind.NON_MOLESTATION,
        "Leicester family court",
        "No contact, direct or through others",
        ends=8,
    )
    wrong = desk.note(150, Note.Kind.FACT, "Arrived an hour late and smelt of drink.")
    noting.mark_wrong(
        desk.case,
        wrong.pk,
        because="Written on the wrong case: this was somebody else.",
        by=desk.by,
        at=desk.at(149),
    )
    heard = desk.note(96, Note.Kind.REPORTED, "Started work on nights at the depot.", said_by="The person")
    desk.note(72, Note.Kind.FACT, "Brought the first payslip.", adds_to=heard)
    desk.refer(74, AFRAID)
    desk.send_on(60, OnwardReferral.Service.DRINK, "Turning Tide, alcohol service")
    asked = desk.to_do(58, "Ask the workplace nurse for a quiet room", due=-1)
    doing.end_task(desk.case, asked.pk, ending="done", words="Room 2 on Fridays", by=desk.by, at=desk.at(30))
    desk.to_do(50, "Ring the duty desk again, and write down the name", due=1)
    desk.to_do(50, "Bring the leaflet about nights without drink", due=6)


def _acknowledged(desk: Desk) -> None:
    desk.child(120, "Sol", 12, relation="step", standing="early_help")
    desk.order(118, Order.Kind.BAIL, "Leicestershire Police", "Keep out of one street", ends=30)
    made = desk.refer(52, "Spoke of taking the child abroad. Asked for advice before the holidays.")
    said = {"acknowledged_by": "A. Dunn, duty social worker", "acknowledged_at": desk.at(30)}
    desk.answer(29, made, said)
    desk.note(28, Note.Kind.OPINION, "More open than before. Afraid of losing the child altogether.")


def _over(desk: Desk) -> None:
    bail = desk.order(200, Order.Kind.BAIL, "Leicestershire Police", "Report on Mondays", ends=None)
    lifted = {"ending": Order.Ending.LIFTED, "ended_on": desk.day(-2)}
    because = "The officer in the case rang: bail was cancelled."
    binding.change_order(desk.case, bail, **lifted, because=because, by=desk.by, at=desk.at(20))
    made = desk.refer(170, "A niece stays at weekends. Asked whether anybody knows of the arrest.")
    said = {"acknowledged_by": "Front door team", "acknowledged_at": desk.at(150)}
    came = {"outcome": "known", "outcome_words": "Known to them. Nothing more for us to do."}
    desk.answer(140, made, said | came | {"outcome_at": desk.at(140)})
    waits = desk.send_on(100, OnwardReferral.Service.HOUSING, "Hearth, housing advice")
    came_back = {"answer": "waits", "answered_on": desk.day(-1), "ask_on": desk.day(12)}
    words = {"words": "A first talk on Thursday week."}
    sending_on.answer_onward(desk.case, waits.pk, came_back | words, by=desk.by, at=desk.at(18))
    papers = Note.Audience.PAPERS
    desk.note(26, Note.Kind.FACT, "Came to both appointments this week.", audience=papers)


STORIES = (_chased, _acknowledged, _over)
