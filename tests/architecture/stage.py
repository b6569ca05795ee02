"""The stage: of each kind of thing one of ours, one from across the river, one restricted, one absent.

Everything is made through actions, by the people whose work it is, under their own hats; what no action
makes in a moment is drawn. `things.py` says which page is about what.
"""

import dataclasses
import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from chrysalis import keys
from chrysalis.access.barriers import Side
from chrysalis.access.context import acting_as, open_things
from chrysalis.access.hat import Hat
from chrysalis.agencies.actions import accounts, agreements, schemes
from chrysalis.agencies.models import Agency, Conflict, Scheme
from chrysalis.agencies.queries import make_hat, schemes_served
from chrysalis.api.actions import keeping as machines
from chrysalis.api.actions import webhooks
from chrysalis.api.models import Purpose
from chrysalis.audit.misuse import MISUSES
from chrysalis.audit.models import ChangeAlert, SafetyAlert
from chrysalis.decided import Page
from chrysalis.delivery.letters import Sending
from chrysalis.drafts.actions import keep
from chrysalis.events.models import SNAGS, ChangeSnag
from chrysalis.reports.models import Document, ReportRun
from chrysalis.tools.base import tool_of
from partners.actions import dropping, people, reaching
from partners.actions import judging as survivor_judging
from partners.models import News, ReleaseCheck, Slip, SurvivorGrade, SurvivorGradeAnswer, Tracing
from referrals.actions import (
    asking_sender,
    being_ready,
    binding,
    consenting,
    contacting,
    doing,
    enquiring,
    handing_over,
    incidents,
    inviting,
    joining_case,
    judging,
    keeping,
    moving,
    noting,
    pathways,
    pausing,
    preparing,
    referring,
    restricting,
    safeguarding,
    sending_on,
    taking_off,
    triage,
    visiting,
    writing_down,
)
from referrals.actions import children as acting_for_children
from referrals.actions.reading import open_case
from referrals.models import (
    CameWith,
    Case,
    Circumstances,
    Disposal,
    GlassBreak,
    Grade,
    GradeAnswer,
    Handover,
    Import,
    ImportFile,
    ImportRow,
    Joining,
    Obligation,
    OutcomeNotice,
    Pause,
    PoliceDetails,
    Question,
    Referral,
    ReferrerInvitation,
    ResponsibleAdult,
    RestrictionAsk,
    StaffMarker,
    TakingOff,
    Task,
    UnsentReferral,
    WrittenDown,
    YoungPerson,
)
from referrals.views import by_link
from referrals.views.public_door import COOKIE
from tests.architecture import papers, programmes, sessions, told
from tests.architecture.makers import drawn
from tests.architecture.things import (
    ABSENT,
    FOREIGN,
    NOWHERE,
    OWN,
    PARAMETER,
    RESTRICTED,
    product_pages,
    things_of,
)
from tests.world import Person, World, agree_on_handovers


@dataclass
class Bank:
    """One bank of the river: the people of a scheme, and what stands there for a page to be about."""

    name: str
    referrer: Person
    caseworker: Person
    administrator: Person
    lead: Person
    link_worker: Person
    manager: Person
    sent: str = ""  # the key of a visit to the public door that was sent
    things: dict[str, object] = field(default_factory=dict)


Words = Callable[[str, str], str]  # what to write into a field, by whose it is and the field's name
DECLARED = {"until": None, "follows_id": None, "recorded_as": None}
CUSTODY = {
    "fit_to_talk": "yes",
    "appropriate_adult": "not_needed",
    "interview": "after",
    "agrees": "yes",
    "outcome": "bailed",
}
SLIP = ("name", "telephone", "address", "person_held", "anything_else")
NAMES = ("given_names", "family_name", "known_as", "language", "telephone", "staying_at")
FREE = (
    "why_without", "custody_record_number", "pnc_id", "crime_number", "alleged_offence", "officer_in_case",
    "bail_conditions", "anything_else",
)  # fmt: skip
COLLEAGUE = {"behaviours": ["controlling"], "agrees": "yes", "number_kind": "crn"}
FREE_OF_COLLEAGUES = (
    "post", "reached_at", "what_happened", "orders", "earlier_said", "children", "other_services", "hopes",
    "number", "anything_else", "why_without",
)  # fmt: skip
OF_FORCE = (
    "unit", "officer_in_case", "offence", "history", "cro", "crime_number", "incident_number", "asn", "urn",
    "custody_record_number", "risk_tool", "risk_said",
)  # fmt: skip
LIVES = (
    "occupation", "works_at", "shifts", "gp", "needs", "available", "travel", "childcare", "team", "heard_of",
)  # fmt: skip
OF_ENQUIRIES = ("caller", "asked", "advice", "reach")
OF_DISPOSAL = ("decision_maker", "notice_to", "youth_team")

IN_OWN_WORDS = {"urgent": [], "ways": ["text"], "written_in": "en", "understood_version": "2026-11-22"}
AFTER_SENDING = {"referrals:public_sent", "referrals:public_equality"}
FREE_OF_VISITORS = ("own_words", "place", "email", "best_times", "children", "needs_said")


class Stage:
    def __init__(self, world: World, words: Words = lambda whose, name: f"{whose} {name}") -> None:
        self.world, self.words, self.at = world, words, timezone.now()
        agree_on_handovers()
        product_pages()  # reading the table of pages is what registers the forms that keep drafts
        self.near = Bank(
            "near",
            world.sergeant,
            world.caseworker,
            world.administrator,
            world.safeguarding_lead,
            world.link_worker,
            world.service_manager,
        )
        self.far = Bank(
            "far",
            world.sergeant_elsewhere,
            world.caseworker_elsewhere,
            world.administrator_elsewhere,
            world.safeguarding_lead_elsewhere,
            world.link_worker_elsewhere,
            world.service_manager_elsewhere,
        )
        for scheme, bank in (("west", self.near), ("east", self.far)):
            self._fill(bank, Scheme.objects.get(slug=scheme))
        self.hidden = dataclasses.replace(self.near, name="hidden", things={})
        self._hide(Scheme.objects.get(slug="west"))
        self.drafts = {person.worker.pk: self._draft(person) for person in self.everybody()}
        self.notices = {
            person.worker.pk: told.tell(make_hat(person.membership), at=self.at).pk
            for person in self.everybody()
        }
        self.unsent, self.left = self._unsent(), self._left()
        self.visit = self._visit(Scheme.objects.get(slug="west"))
        self.link = self._follow(self.near.things["invitation"])
        self.absences = self._absences()
        self.runs = {person.worker.pk: self._run(person) for person in self.everybody()}
        for person in self.everybody():
            person.opens("home")  # puts the hat into the session, which else each request would do again

    def _outcome(self, bank: Bank, case: Case) -> object:
        """Of a disposal, told to the council, or to the desk across the river."""
        sender = self.world.social_worker if bank is self.near else bank.referrer
        whose = {"referring_agency_id": sender.membership.agency_id, "case_id": case.pk}
        place = {"place_key": uuid.uuid5(case.pk, "outcome"), "reference": case.reference}
        told = place | {"provider_agency_id": case.provider_agency_id}
        return drawn(OutcomeNotice, whose | told)

    def _unsent(self) -> dict[str, object]:
        """A referral that the council has not sent; one across the river; and one that a colleague keeps."""
        council, elsewhere = self.world.social_worker, self.world.sergeant_elsewhere
        kept = self._write(council, "hidden")
        keeper = self.world.officer.worker.pk
        UnsentReferral.objects.filter(pk=kept).update(kept_to_id=keeper)
        return {
            OWN: self._write(council, council.role.slug),
            FOREIGN: self._write(elsewhere, elsewhere.role.slug),
            RESTRICTED: kept,
        }

    def _left(self) -> dict[str, object]:
        """The same of the desks: left for the next shift, or kept to a colleague."""
        here, colleague, elsewhere = (
            self.world.sergeant,
            self.world.colleague,
            self.world.sergeant_elsewhere,
        )
        return {
            OWN: self._leave(here, here.role.slug),
            FOREIGN: self._leave(elsewhere, "hidden"),
            RESTRICTED: self._leave(colleague, "hidden", link="yes"),
        }

    def _leave(self, person: Person, whose: str, *, link: str = "no") -> object:
        scheme, word = schemes_served(person.membership.agency_id)[0], partial(self.words, whose)
        name = word("left given_names")
        typed = {"given_names": name, "family_name": name, "agency_link": link, "sex": "male"}
        hat = make_hat(person.membership)
        with acting_as(hat):
            key = keys.Key("unsent-referral")()
            written = {"whole": urlencode(typed)}
            begun = preparing.prepare(scheme, written, key=key, by=hat, at=self.at)
            preparing.call(begun, called=word("left called"), is_own=False, by=hat, at=self.at)
        return begun.pk

    def _write(self, person: Person, whose: str) -> object:
        scheme, word = schemes_served(person.membership.agency_id)[0], partial(self.words, whose)
        name, told, post = word("unsent given_names"), word("unsent what_happened"), word("unsent post")
        parts = {
            "person": {"given_names": name, "family_name": name, "agency_link": "no", "sex": "male"},
            "why-now": {"what_happened": told, "behaviours": "controlling"},
            "agreement": {"agrees": "yes", "post": post, "reached_at": "0121 496 0041"},
        }
        hat, typed = make_hat(person.membership), {slug: urlencode(part) for slug, part in parts.items()}
        with acting_as(hat):
            key = keys.Key("unsent-referral")()
            begun = preparing.prepare(scheme, typed, key=key, by=hat, at=self.at)
            preparing.call(begun, called=word("unsent called"), is_own=False, by=hat, at=self.at)
        return begun.pk

    def _absences(self) -> dict[uuid.UUID, tuple[uuid.UUID, object]]:
        """By whose it is: of which agency, and its key."""
        everybody = self.everybody()
        covers = [*everybody[1:], everybody[0]]
        return {
            person.worker.pk: (person.membership.agency_id, told.away(person, cover=cover, at=self.at))
            for person, cover in zip(everybody, covers, strict=True)
        }

    def _run(self, person: Person) -> object:
        """Something that was printed, and is ready; of those who may ask for nothing too, to be refused."""
        place, who = person.membership, person.role.slug
        about = {"subject_id": None, "recipient": self.words(who, "recipient")}
        whose = {"membership_id": place.pk, "agency_id": place.agency_id, "report": "own-figures"}
        done = {"state": "released", "why": "", "progress": 100, "period": "2026-Q3", "answer_at": None}
        run = drawn(ReportRun, whose | about | done | {"asked_at": self.at, "handle": keys.report_handle()})
        words = self.words(who, "document")
        printed = {"membership_id": place.pk, "body": words.encode(), "words": words, "checks_since": None}
        drawn(Document, printed | {"run_id": run})
        return run

    def everybody(self) -> list[Person]:
        return self.world.one_of_each_role()

    def stranger(self, page: str = "") -> Browser:
        """Somebody who has not signed in, in the middle of asking for help; or, at a page that comes after,
        who has sent what they wrote."""
        browser = Browser()
        browser.cookies[COOKIE] = self.near.sent if page in AFTER_SENDING else self.visit
        browser.cookies[by_link.COOKIE] = self.link
        return browser

    def one_more(self) -> Referral:
        """Another referral to us than there was."""
        return self._refer(self.near, Scheme.objects.get(slug="west"))

    def _fill(self, bank: Bank, scheme: Scheme) -> None:
        waiting, case = self._refer(bank, scheme), self._case(bank, scheme)
        self._answered_for(bank, waiting)
        self._refer_as_colleague(bank, scheme)
        self._refer_oneself(bank, scheme)
        self._refer_as_police(bank, scheme)
        self._write_down(bank, scheme)
        bank.things = (
            self._triage(bank, scheme)
            | {
                "referral": waiting.pk,
                "reference": waiting.reference,
                "enquiry": self._enquiry(bank, scheme),
                "case": case.pk,
                "task": self._task(case),
                "account": self._account(bank),
                "agreement": self._agreement(bank, scheme),
                "area": self._area(bank, scheme),
                "invitation": self._invite(bank, scheme),
                "records system": self._records_system(bank),
            }
            | self._safety_side(bank, scheme)
        )
        bank.things["outcome"] = self._outcome(bank, case)
        bank.things["import"] = self._spreadsheet(bank, scheme)
        self._documents(bank, waiting, case)
        bank.things |= self._snags(bank) | {"tracing": self._tracing(bank, scheme, case)}
        bank.things |= programmes.run(bank, scheme, self.words, at=self.at)
        bank.things |= programmes.take_part(bank, case, bank.things, self.words, at=self.at)
        bank.things |= sessions.meet(bank, case, self.words, at=self.at)
        bank.things |= self._restriction(bank, self._refer(bank, scheme))
        self._not_joined(bank, case, self._case(bank, scheme))

    def _task(self, case: Case) -> uuid.UUID:
        """The one that waits."""
        return Task.objects.get(case=case, ending="").pk

    def _documents(self, bank: Bank, waiting: Referral, case: Case) -> None:
        """What was sent with a referral, put on a case, and given to partner support alone."""
        with_it, on_it = (self.words(bank.name, f"document {of}") for of in ("sent", "added"))
        bank.things |= {
            "referral document": papers.with_referral(waiting, bank.referrer, with_it, at=self.at),
            "case document": papers.on_case(case, bank.caseworker, on_it, at=self.at),
        }
        if "slip" in bank.things:
            told, slip = (
                self.words(f"safety {bank.name}", "document"),
                Slip.objects.get(pk=bank.things["slip"]),
            )
            bank.things["slip document"] = papers.with_slip(slip, told, at=self.at)

    def _not_joined(self, bank: Bank, case: Case, other: Case) -> None:
        """Somebody proposed that two records are of one person, and somebody else did not think so."""
        said = {"reason": self.words(bank.name, "why one"), "remark": self.words(bank.name, "why not")}
        who = {
            "proposed_by_id": bank.caseworker.worker.pk,
            "proposed_at": self.at,
            "answered_by_id": bank.lead.worker.pk,
            "answered_at": self.at,
        }
        records = {
            "client_id": case.client_id,
            "other_id": other.client_id,
            "case_id": case.pk,
            "other_case_id": other.pk,
            "undoes_id": None,
            "provider_agency_id": case.provider_agency_id,
        }
        stands = {"kind": "join", "state": "declined", "parted_at": None, "is_restricted": False}
        drawn(Joining, said | who | records | stands)

    def _snags(self, bank: Bank) -> dict[str, object]:
        """What the service gave up doing, on each side; and one that was closed with a reason."""
        owners = {
            Side.CHANGE: bank.caseworker,
            Side.SAFETY: bank.link_worker,
            Side.NEITHER: bank.administrator,
        }
        open_still = {"closed_at": None, "closed_by_id": None, "outcome": "", "reason": ""}
        closed = {"closed_at": self.at, "closed_by_id": bank.caseworker.worker.pk, "outcome": "closed"}
        owned = {"agency_id": bank.caseworker.membership.agency_id}
        drawn(ChangeSnag, closed | owned | {"reason": self.words(bank.name, "snag reason")})
        return {
            f"{side} snag": drawn(SNAGS[side], open_still | {"agency_id": owner.membership.agency_id})
            for side, owner in owners.items()
        }

    def _hide(self, scheme: Scheme) -> None:
        """A case and a referral of ours that only named people may open."""
        waiting, case = self._refer(self.hidden, scheme), self._case(self.hidden, scheme)
        offered = self._hand_over(self.hidden, case)
        places = programmes.take_part(self.hidden, case, self.near.things, self.words, at=self.at)
        places |= sessions.meet(self.hidden, case, self.words, at=self.at)
        # A group and its sessions are the agency's: what is hidden is who was in them.
        places = {name: key for name, key in places.items() if name not in ("group", "session")}
        self._restriction(self.hidden, waiting)
        self._restriction(self.hidden, case.referral)
        tracing = self._tracing(self.hidden, scheme, case)
        self.hidden.things = places | {
            "referral": waiting.pk,
            "case": case.pk,
            "task": self._task(case),
            "handover": offered.pk,
            "tracing": tracing,
        }
        self._documents(self.hidden, waiting, case)

    def _restriction(self, bank: Bank, referral: Referral) -> dict[str, object]:
        """Restricted by a lead; and beside it what is looked at: an emergency, a conflict, an alert."""
        hat, leads = make_hat(bank.lead.membership), "leads far" if bank.name == "far" else "leads near"
        with acting_as(hat):
            found = restricting.restrict(
                referral, reason=self.words(leads, "reason"), employer=None, by=hat, at=self.at
            )
        whose = {"agency_id": hat.agency_id, "worker_id": bank.caseworker.worker.pk}
        kind = next(iter(MISUSES)).slug
        words = {
            "reason": self.words(leads, "glass"),
            "outcome": "",
            "remark": self.words(leads, "remark"),
        }
        glass = drawn(
            GlassBreak,
            whose | words | {"restriction_id": found.pk, "reviewed_by_id": None, "reviewed_at": None},
        )
        conflict = drawn(Conflict, whose | DECLARED | {"name_key": self.words(leads, "name key")})
        alert = drawn(
            ChangeAlert,
            whose | {"acknowledged_at": None, "acknowledged_by_id": None, "outcome": "", "kind": kind},
        )
        asked = {
            "agency_id": hat.agency_id,
            "asked_by_id": bank.caseworker.worker.pk,
            "referral_id": found.referral_id,
            "handle": found.handle,
            "reason": self.words(leads, "ask"),
            "answer": "",
            "answered_at": None,
        }
        ask = drawn(RestrictionAsk, asked)
        return {"restriction": found.pk, "glass": glass, "conflict": conflict, "alert": alert, "ask": ask}

    def _triage(self, bank: Bank, scheme: Scheme) -> dict[str, object]:
        """What is asked, turned away, recorded and handed over, each with words of its own."""
        hat, desk = make_hat(bank.caseworker.membership), make_hat(bank.referrer.membership)
        keeper = make_hat(bank.administrator.membership)
        with acting_as(keeper):
            service = keeping.add_service(scheme, name=f"{bank.name} service", by=keeper, at=self.at)
        answered, refused = self._refer(bank, scheme), self._refer(bank, scheme)
        with acting_as(hat):
            question = self._ask(bank, answered, hat)
        with acting_as(desk):
            words = self.words(bank.name, "answer words")
            asking_sender.answer(question, words=words, by=desk, at=self.at)
        with acting_as(hat):
            why = self.words(bank.name, "explanation")
            triage.refuse(refused, reason="other", said="Other", explanation=why, by=hat, at=self.at)
        with acting_as(hat):
            asked = self._ask(bank, self._refer(bank, scheme), hat)
        paused = self._pause(bank, self._refer(bank, scheme))
        ended = self._case(bank, scheme)
        with acting_as(hat):
            open_case(ended, by=hat, at=self.at)
            reason = self.words(bank.name, "step reason")
            over = {self._task(ended): "done"}
            moving.close(ended, ending="withdrew", reason=reason, endings=over, by=hat, at=self.at)
        offered = self._hand_over(bank, self._case(bank, scheme))
        why = {"state": "returned", "returned_because": self.words(bank.name, "returned")}
        Handover.objects.filter(pk=self._hand_over(bank, self._case(bank, scheme)).pk).update(
            **why, settled_at=self.at
        )
        return {
            "question": asked.pk,
            "pause": paused.pk,
            "next service": service.pk,
            "scheme": scheme.pk,
            "handover": offered.pk,
        }

    def _pause(self, bank: Bank, referral: Referral) -> Pause:
        """For longer than a caseworker may: it waits for a manager."""
        hat, until = make_hat(bank.caseworker.membership), timezone.localdate(self.at) + dt.timedelta(days=60)
        said = {name: self.words(bank.name, f"pause {name}") for name in ("said", "words")}
        with acting_as(hat):
            made = pausing.pause(referral, reason="court", **said, until_on=until, by=hat, at=self.at)
        remark = {"is_agreed": False, "remark": self.words(bank.name, "pause remark")}
        answered = {"answered_by_id": bank.lead.worker.pk, "answered_at": self.at, "ended_at": None}
        whose = {"referral_id": referral.pk, "provider_agency_id": referral.provider_agency_id}
        days = {"until_on": until, "wanted_until_on": until, "by_id": hat.worker_id, "at": self.at}
        drawn(Pause, remark | answered | whose | days | {"ended_by_id": None, "is_restricted": False})
        return made

    def _enquiry(self, bank: Bank, scheme: Scheme) -> object:
        """One on which somebody decided, whose way to reach them is read; and one that waits for it."""
        hat = make_hat(bank.caseworker.membership)
        words = {name: self.words(bank.name, f"enquiry {name}") for name in OF_ENQUIRIES}
        told = {"came_at": self.at, "way": "telephone", "about": "worried", "next_step": "we_ring"} | words
        with acting_as(hat):
            waits = enquiring.record_enquiry(scheme, told, by=hat, at=self.at)
            decided = enquiring.record_enquiry(scheme, told, by=hat, at=self.at)
            why = self.words(bank.name, "contact why")
            enquiring.decide_contact(decided, is_safe=True, why=why, by=hat, at=self.at)
        return waits.pk

    def _ask(self, bank: Bank, referral: Referral, hat: Hat) -> Question:
        words = self.words(bank.name, "question words")
        return asking_sender.ask(referral, kind="needs", words=words, by=hat, at=self.at)

    def _hand_over(self, bank: Bank, case: Case) -> Handover:
        """Offered to the other provider of the scheme; across the river there is none, and it is drawn."""
        hat = make_hat(bank.caseworker.membership)
        words = {"summary": self.words(bank.name, "summary"), "to_do": ["programme"]}
        bridge = Agency.objects.get(slug="bridge")
        if bank.name == "far":
            copied = ("person_name", "name_key", "date_of_birth", "reference", "client_id", "scheme_id")
            ours = {name: getattr(case, name) for name in (*copied, "pathway_id", "first_referral_id")}
            who = {"from_agency_id": hat.agency_id, "to_agency_id": hat.agency_id, "from_case_id": case.pk}
            stands = {
                "state": "offered",
                "settled_at": None,
                "settled_by_id": None,
                "returned_because": "",
                "is_restricted": False,
                "offered_by_id": hat.worker_id,
            }
            return Handover.objects.get(pk=drawn(Handover, ours | who | stands | words))
        with acting_as(hat):
            open_case(case, by=hat, at=self.at)
            return handing_over.offer(case, to_agency=bridge, **words, by=hat, at=self.at)

    def _safety_side(self, bank: Bank, scheme: Scheme) -> dict[str, object]:
        """A slip from the desk; a survivor with a way to reach them, linked to the client."""
        whose, desk, hat = (
            f"safety {bank.name}",
            *(make_hat(person.membership) for person in (bank.referrer, bank.link_worker)),
        )
        told = {name: self.words(whose, f"slip {name}") for name in SLIP}
        with acting_as(desk):
            dropping.seal(told, scheme=scheme, by=desk, at=self.at)
        known = {name: self.words(whose, f"survivor {name}") for name in ("name", "name_to_use", "language")}
        way = {
            name: self.words(whose, f"way {name}") for name in ("value", "stated_by", "hours", "code_phrase")
        }
        with acting_as(hat):
            survivor = people.record_survivor(known, scheme_id=scheme.pk, by=hat, at=self.at)
            open_things(survivor_id=survivor.pk)
            known_way = people.record_way(
                survivor, way | {"channel": "call", "state": "stated", "voicemail": False}, by=hat, at=self.at
            )
            self._judged(survivor_judging, survivor, hat, Side.SAFETY, whose)
            reaching.record_contact(
                survivor,
                way=known_way,
                outcome="no_answer",
                account=self.words(whose, "contact account"),
                made_at=self.at,
                by=hat,
                at=self.at,
            )
        held = {"survivor_id": survivor.pk, "support_agency_id": hat.agency_id}
        self._not_agreed(SurvivorGrade, SurvivorGradeAnswer, held, hat, bank.administrator, whose)
        slip = Slip.objects.get(receiving_agency_id=hat.agency_id, sent_by__isnull=False)
        supported = {"survivor_id": survivor.pk, "support_agency_id": hat.agency_id}
        news = drawn(News, supported | {"kind_slug": "session-missed", "waits": True})
        whose = {"agency_id": hat.agency_id, "worker_id": hat.worker_id, "kind": next(iter(MISUSES)).slug}
        unanswered = {"acknowledged_at": None, "acknowledged_by_id": None, "outcome": ""}
        alert = drawn(SafetyAlert, whose | unanswered)
        waits = {"state": "waiting", "decided_at": None, "decided_by_id": None, "why": "found"}
        found = [["A name", self.words(f"safety {bank.name}", "passage")]]
        check = drawn(ReleaseCheck, waits | {"support_agency_id": hat.agency_id, "passages": found})
        made = {"safety alert": alert, "news": news, "release check": check}
        return made | {"slip": slip.pk, "survivor": survivor.pk}

    def _tracing(self, bank: Bank, scheme: Scheme, case: Case) -> object:
        """Somebody was taken on, and the link workers are to find out whom they harmed."""
        agency = bank.link_worker.membership.agency_id
        waits = {"state": Tracing.State.WAITS, "ended_at": None, "client_id": case.client_id}
        return drawn(Tracing, waits | {"scheme_id": scheme.pk, "support_agency_id": agency})

    def _refer(self, bank: Bank, scheme: Scheme) -> Referral:
        custody = CUSTODY | {name: self.words(bank.name, name) for name in FREE}
        return self._through_a_door(bank, scheme, "custody", custody)

    def _refer_as_colleague(self, bank: Bank, scheme: Scheme) -> Referral:
        told = COLLEAGUE | {name: self.words(bank.name, f"colleague {name}") for name in FREE_OF_COLLEAGUES}
        return self._through_a_door(bank, scheme, "council", told)

    def _answered_for(self, bank: Bank, referral: Referral) -> None:
        """As of somebody under 16: who of children's services knows, and who agrees."""
        hat = make_hat(bank.caseworker.membership)
        word = lambda name: self.words(bank.name, f"young {name}")  # noqa: E731 - it is said often
        services = {name: word(name) for name in ("services_worker", "services_reached_at", "able_because")}
        adult = {name: word(f"adult {name}") for name in ("name", "reached_at", "why")}
        told = [
            YoungPerson(able="yes", at=self.at, **services),
            ResponsibleAdult(agrees="no", relation="parent", at=self.at, **adult),
            Circumstances(**{name: word(f"lives {name}") for name in LIVES}),  # kept beside it all the same
        ]
        with acting_as(hat):
            pathways.choose_path(
                referral, path="young", because=word("because"), told=told, by=hat, at=self.at
            )

    def _write_down(self, bank: Bank, scheme: Scheme) -> None:
        """What somebody without an account told a caseworker."""
        told = COLLEAGUE | {name: self.words(bank.name, f"told {name}") for name in FREE_OF_COLLEAGUES}
        who = {name: self.words(bank.name, name) for name in ("told_by", "agency_named", "role")}
        person = {name: self.words(bank.name, f"told {name}") for name in NAMES}
        person |= {"date_of_birth": "1991-03-27", "sex": "male"}
        hat = make_hat(bank.caseworker.membership)
        with acting_as(hat):
            writing_down.write_down(
                scheme,
                person=person,
                details=told,
                told=WrittenDown(way="letter", told_at=self.at, **who),
                source="council",
                by=hat,
                at=self.at,
            )

    def _invite(self, bank: Bank, scheme: Scheme) -> object:
        """A link that a colleague without an account was sent."""
        hat, named = make_hat(bank.caseworker.membership), self.words(bank.name, "agency elsewhere")
        with acting_as(hat):
            asked = {"address": f"{bank.name}@elsewhere.example", "agency": None, "agency_named": named}
            inviting.invite(scheme, **asked, by=hat, at=self.at)
        return ReferrerInvitation.objects.get(address=asked["address"]).pk

    def _records_system(self, bank: Bank) -> object:
        """One that may do all that one may, with a secret and a place to be told at."""
        place, set_up = bank.administrator.membership, {"by": None, "at": self.at}
        purposes, name = list(Purpose), self.words(bank.name, "records system")
        made = machines.add_system(place.agency, name=name, purposes=purposes, **set_up)
        machines.make_secret(made, **set_up)
        webhooks.set_webhook(made, address="https://rms.example/told", new_key=False, **set_up)
        return made.pk

    def _follow(self, invitation: object) -> str:
        """The secret of its link, as the letter says it."""
        letter = inviting.LETTER.write(Sending(uuid.uuid4(), invitation, invitation), self.at)
        return inviting.CODE.search(letter.text)[0]

    def _spreadsheet(self, bank: Bank, scheme: Scheme) -> object:
        """One that was checked, with a row that has a fault."""
        place, said = bank.caseworker.membership, lambda name: self.words(bank.name, f"sheet {name}")
        whose = {"membership_id": place.pk}
        about = {"agency_id": place.agency_id, "scheme_id": scheme.pk, "handle": keys.import_handle()}
        told = {"title": said("title"), "may_name": "no", "for_all": {"agency": said("for all")}}
        read = {"headings": [said("first"), said("second")], "left_out": [said("left out")]}
        stands = {"state": "checked", "why": "", "columns": {"given_names": 0, "family_name": 1}}
        counted = {"rows_read": 1, "rows_done": 1, "attempts": 0, "ended_at": None, "undo_until": None}
        key = drawn(Import, whose | about | told | read | stands | counted | {"begun_at": self.at})
        drawn(ImportFile, whose | {"brought_in_id": key, "sealed": b""})
        cells = {"cells": [said("cell one"), said("cell two")], "said": said("fault"), "key": ""}
        drawn(
            ImportRow,
            whose | cells | {"brought_in_id": key, "number": 2, "state": "fault", "referral_key": None},
        )
        return key

    def _refer_as_police(self, bank: Bank, scheme: Scheme) -> Referral:
        """With a disposal, a condition, and all that a force can say."""
        told = COLLEAGUE | {name: self.words(bank.name, f"police {name}") for name in FREE_OF_COLLEAGUES}
        day = self.at.date()
        forces = {name: self.words(bank.name, f"force {name}") for name in OF_FORCE}
        given = {name: self.words(bank.name, f"disposal {name}") for name in OF_DISPOSAL}
        closed = {"kind": "conditional", "admission": "admitted", "decided_by": "cps", "views_obtained": "no"}
        beside = [
            PoliceDetails(risk_on=day, **forces),
            Disposal(given_on=day, due_on=day, **closed, **given),
            Obligation(place=1, kind="condition", words=self.words(bank.name, "condition")),
        ]
        return self._through_a_door(bank, scheme, "police", told, beside)

    def _through_a_door(
        self, bank: Bank, scheme: Scheme, source: str, details: dict, beside: Iterable[CameWith] = ()
    ) -> Referral:
        hat = make_hat(bank.referrer.membership)
        person = {name: self.words(bank.name, name) for name in NAMES} | {
            "date_of_birth": "1991-03-27",
            "sex": "male",
        }
        with acting_as(hat):
            told = {"details": details, "source": source, "beside": beside}
            sent = referring.submit(scheme, person=person, **told, by=hat, at=self.at)
        return Referral.objects.get(reference=sent.reference)

    def _refer_oneself(self, bank: Bank, scheme: Scheme) -> None:
        """By a visit to the public door, which stays with whoever sent it."""
        bank.sent = visiting.begin(scheme, understood="2026-11-22", at=self.at)
        told = IN_OWN_WORDS | {name: self.words(bank.name, f"own {name}") for name in FREE_OF_VISITORS}
        person = {name: self.words(bank.name, name) for name in NAMES}
        visiting.send(
            bank.sent,
            scheme,
            person=person | {"date_of_birth": "1991-03-27"},
            details=told | {"understood_at": self.at},
            of_partner={"name": self.words(f"safety{bank.name}", "partner of a visitor")},
            at=self.at,
        )

    def _visit(self, scheme: Scheme) -> str:
        code = visiting.begin(scheme, understood="2026-11-22", at=self.at)
        written = visiting.find(code, scheme, at=self.at)
        written.pages = {"why": {"own_words": [self.words("near", "visitor")]}}
        visiting.keep(code, written, scheme, at=self.at)
        return code

    def _case(self, bank: Bank, scheme: Scheme) -> Case:
        referral, hat = self._refer(bank, scheme), make_hat(bank.caseworker.membership)
        with acting_as(hat):
            case = triage.accept(referral, by=hat, at=self.at)
        with acting_as(hat):
            open_case(case, by=hat, at=self.at)
            contacting.record_contact(
                case,
                channel="call",
                outcome="reached",
                account=self.words(bank.name, "account"),
                made_at=self.at,
                by=hat,
                at=self.at,
            )
            incidents.record_incident(
                case,
                kind="arrest",
                happened_on=None,
                told_by=self.words(bank.name, "incident told_by"),
                way="telephone",
                told_at=self.at,
                account=self.words(bank.name, "incident account"),
                by=hat,
                at=self.at,
            )
            self._judged(judging, case, hat, Side.CHANGE, bank.name)
            self._on_file(bank, case, hat)
            self._taken_off(bank, case, self._refer(bank, scheme), hat)
        held = {"case_id": case.pk, "provider_agency_id": case.provider_agency_id}
        self._not_agreed(Grade, GradeAnswer, held, hat, bank.lead, bank.name)
        return case

    def _on_file(self, bank: Bank, case: Case, hat: Hat) -> None:
        """A note that is wrong and one that holds; an order, a child and a safeguarding referral, and of each
        one that is over."""
        who, day = {"by": hat, "at": self.at}, timezone.localdate(self.at)
        word = lambda name: self.words(bank.name, name)  # noqa: E731 - it is said twenty times
        noted = {"kind": "reported", "said_by": word("said by"), "audience": "papers", "happened_at": self.at}
        wrong, _ = (noting.write_note(case, words=word("note"), **noted, **who) for _ in range(2))
        noting.mark_wrong(case, wrong.pk, because=word("wrong because"), **who)
        bound = {"kind": "other", "authority": word("authority"), "made_on": day, "ends_on": day}
        orders = [binding.record_order(case, conditions=word("conditions"), **bound, **who) for _ in range(2)]
        ended = {"ending": "lifted", "ended_on": day, "because": word("ended because")}
        binding.change_order(case, orders[0], **ended, **who)
        told = {name: word(f"child {name}") for name in ("name", "social_worker", "authority", "reached_at")}
        told |= {"relation": "own", "standing": "none", "told_by": "person"}
        before, _ = (acting_for_children.record_child(case, told, **who) for _ in range(2))
        acting_for_children.take_off(case, before.pk, because=word("child because"), **who)
        made = {name: word(f"safeguarding {name}") for name in ("authority", "reference", "reasons")}
        made |= {"service": "children", "way": "form", "made_at": self.at}
        referrals = [safeguarding.refer(case, made, **who) for _ in range(2)]
        said = {name: word(f"safeguarding {name}") for name in ("acknowledged_by", "outcome_words")}
        came = {"outcome": "help", "outcome_words": said.pop("outcome_words"), "outcome_at": self.at}
        for made_known, more in zip(referrals, (came, {}), strict=True):
            known = said | {"acknowledged_at": self.at}
            safeguarding.answer(case, made_known.pk, known | more, **who)

        sent = {name: word(f"onward {name}") for name in ("to_whom", "reached_at")}
        sent |= {"service": "drink", "agreed": "asked", "sent_on": day, "ask_on": day}
        helped = sending_on.refer_on(case, sent, **who)
        sending_on.refer_on(case, sent, **who)
        over = {"outcome": "helped", "outcome_on": day, "ask_on": None, "words": word("onward words")}
        sending_on.answer_onward(case, helped.pk, over, **who)
        said = {"answer": "no", "given_by": "person", "given_on": day, "wording": word("consent wording")}
        consenting.record_consent(case, **said, why=word("consent why"), **who)
        consenting.change_basis(case, basis="public_task", because=word("basis because"), **who)
        pathways.decide_path(case, path="adult", because=word("path because"), **who)

        to_do = {"words": word("task"), "due_on": day}
        ready = {"told_by": word("marker told"), "told_on": day}
        for kind, is_so in (("dogs", True), ("weapons", False)):
            being_ready.tell_marker(case, kind=kind, **ready, **who)
            marker = StaffMarker.objects.get(case=case, kind=kind)
            being_ready.answer_marker(case, marker.pk, is_so=is_so, words=word(f"marker {is_so}"), **who)

        done, _ = (doing.set_task(case, bank.caseworker.worker, **to_do, **who) for _ in range(2))
        doing.end_task(case, done.pk, ending="done", words=word("task ended"), **who)

    def _taken_off(self, bank: Bank, case: Case, referral: Referral, hat: Hat) -> None:
        """A referral that was kept with the case, of which a colleague says that it is of somebody else; and
        somebody who did not think so before."""
        with acting_as(hat):
            incident = joining_case.join(referral, case, kind="arrest", by=hat, at=self.at)
            open_case(case, by=hat, at=self.at)
            why = {"goes": "inbox", "reason": self.words(bank.name, "taking off reason")}
            taking_off.propose(case, incident, **why, by=hat, at=self.at)
        before = {"case_id": case.pk, "provider_agency_id": case.provider_agency_id, "by_id": hat.worker_id}
        answered = {"state": "declined", "answered_by_id": bank.lead.worker.pk, "answered_at": self.at}
        remark = {"remark": self.words(bank.name, "taking off remark")}
        drawn(TakingOff, why | before | answered | remark | {"incident_id": incident.pk})

    def _judged(self, actions: Any, thing: Any, hat: Hat, side: Side, whose: str) -> None:
        """A tool completed; graded high, then lower, which waits for a second person."""
        tool = tool_of("b-safer", "2")
        answers = {str(item.number): "partly" for item in tool.items(side)}
        opinion = "moderate" if side is Side.CHANGE else ""
        on = timezone.localdate(self.at)
        actions.assess(thing, tool, answers=answers, opinion=opinion, assessed_on=on, by=hat, at=self.at)
        known = {"imminence": "weeks", "basis": "judgement", "review_on": None, "by": hat}
        reason = self.words(whose, "reason")
        actions.set_grade(thing, level="high", reason=reason, **known, at=self.at - dt.timedelta(minutes=1))
        actions.set_grade(thing, level="medium", reason=reason, **known, at=self.at)

    def _not_agreed(self, grade: Any, answer: Any, held: dict, hat: Hat, second: Person, whose: str) -> None:
        """An earlier one, which somebody did not agree to."""
        at = self.at - dt.timedelta(days=1)
        earlier = held | {
            "level": "standard",
            "level_before": "",
            "needs_second": True,
            "reason": self.words(whose, "earlier reason"),
            "review_on": timezone.localdate(self.at) + dt.timedelta(days=9),
            "by_id": hat.worker_id,
            "at": at,
        }
        said = held | {
            "grade_id": drawn(grade, earlier),
            "agrees": False,
            "remark": self.words(whose, "remark"),
            "set_by_id": hat.worker_id,
            "by_id": second.worker.pk,
            "at": at,
        }
        drawn(answer, said)

    def _account(self, bank: Bank) -> uuid.UUID:
        hat = make_hat(bank.administrator.membership)
        with acting_as(hat):
            return accounts.invite(
                full_name="New Colleague",
                email=f"new@{bank.administrator.membership.agency.slug}.example",
                role_slug="caseworker",
                by=hat,
                at=self.at,
            ).pk

    def _agreement(self, bank: Bank, scheme: Scheme) -> uuid.UUID:
        today = timezone.localdate(self.at)
        return agreements.record_agreement(
            scheme,
            kept_by=bank.administrator.membership.agency,
            title="Sharing",
            scope="Names",
            purpose="Help",
            starts_on=today,
            expires_on=today,
            by=make_hat(bank.administrator.membership),
            at=self.at,
        ).pk

    def _area(self, bank: Bank, scheme: Scheme) -> uuid.UUID:
        hat = make_hat(bank.administrator.membership)
        with acting_as(hat):
            return schemes.add_area(scheme, name="Borough", by=hat, at=self.at).pk

    def _draft(self, person: Person) -> uuid.UUID:
        typed = QueryDict(mutable=True)
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"draft of {person.worker.pk}")
        typed.update({"draft": str(key), "draft_form": "custody-referral"})
        typed.update({name: self.words(person.role.slug, name) for name in ("family_name", "anything_else")})
        hat = make_hat(person.membership)
        with acting_as(hat):
            keep(typed, by=hat, at=self.at)
        return key

    def addresses(self, page: Page, person: Person | None) -> Iterator[tuple[str, str]]:
        """(kind, address) of the page for each kind of thing it can be about; once, where it is of none."""
        wanted = list(PARAMETER.finditer(page.address))
        if not wanted:
            yield OWN, reverse(page.name)
            return
        find = things_of(page)
        if find:
            for kind in (OWN, FOREIGN, RESTRICTED):
                key = find(self, kind, person)
                if key is not None:
                    yield kind, reverse(page.name, kwargs=_named(wanted, key))
        nowhere = {found["raw"] or found["name"]: NOWHERE[found["shape"] or ""] for found in wanted}
        yield ABSENT, reverse(page.name, kwargs=nowhere)

    def thing(self, name: str, kind: str) -> object | None:
        return {OWN: self.near, FOREIGN: self.far, RESTRICTED: self.hidden}[kind].things.get(name)


def _named(wanted: list[re.Match[str]], key: object) -> dict[str, object]:
    """The parts of an address by their names: one key, or several that were found together."""
    names = [found["raw"] or found["name"] for found in wanted]
    return {name: key[name] for name in names} if isinstance(key, dict) else dict.fromkeys(names, key)
