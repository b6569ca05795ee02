"""A page costs the same number of queries at 2 rows and at 200."""

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial

from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.barriers import Side
from chrysalis.access.context import acting_as, as_system
from chrysalis.agencies.actions import accounts, agreements, conflicts, schemes
from chrysalis.agencies.models import Agency, Agreement, Area, Conflict, Membership, Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.api.actions.keeping import add_system, make_secret
from chrysalis.api.models import RecordsSystem
from chrysalis.audit.log import record
from chrysalis.audit.models import ChangeAlert, ChangeEntry
from chrysalis.decided import pages
from chrysalis.events.models import ChangeSnag
from chrysalis.keys import import_handle, report_handle
from chrysalis.notices.actions.answering import acknowledge
from chrysalis.reports.models import Document, ReportRun
from chrysalis.tools.base import tool_of
from interventions.actions import (
    agreeing,
    funding,
    grouping,
    marking,
    noting,
    placing,
    suiting,
    versions,
)
from interventions.actions.marking import Entry
from interventions.catalogue import PROGRAMMES
from interventions.catalogue.marks import Mark
from interventions.models import (
    Appointment,
    Capacity,
    Concern,
    Enrolment,
    FundingStream,
    ProgrammeGroup,
    ProgrammeVersion,
    Review,
)
from partners.actions import dropping, engaging, filing, finding, reaching
from partners.actions import judging as survivor_judging
from partners.actions import people as survivors
from partners.actions.news import pass_on
from partners.actions.tracing import open_tracing
from partners.definers import Supporter
from partners.models import News, ReleaseCheck, Slip, Survivor, Tracing
from partners.notices import MISSED
from referrals.actions import (
    asking_sender,
    being_ready,
    binding,
    children,
    consenting,
    contacting,
    doing,
    enquiring,
    handing_over,
    incidents,
    inviting,
    joining,
    judging,
    keeping,
    naming,
    opening,
    pathways,
    pausing,
    preparing,
    referring,
    releasing,
    restricting,
    safeguarding,
    sending_on,
    triage,
)
from referrals.actions import noting as writing
from referrals.actions.reading import READ, open_case
from referrals.gates.clients import FoundClient
from referrals.models import (
    Case,
    Enquiry,
    Handover,
    Import,
    ImportRow,
    NextService,
    OutcomeNotice,
    Pause,
    Question,
    Referral,
    ReferrerInvitation,
    Restriction,
    StaffMarker,
    UnsentReferral,
)
from tests.architecture import papers
from tests.architecture.makers import drawn
from tests.architecture.told import tell
from tests.world import Person, World, agree_on_handovers


def person_details(number: int) -> dict[str, object]:
    return {"given_names": f"Person {number}", "family_name": "Kestrel", "sex": "male"}


CUSTODY = {
    "custody_record_number": "OL/1",
    "fit_to_talk": "yes",
    "appropriate_adult": "not_needed",
    "interview": "after",
    "agrees": "yes",
    "outcome": "bailed",
}


class Growing:
    """A world that gets more of everything, through actions."""

    def __init__(self, world: World) -> None:
        agree_on_handovers()
        self.world, self.count, self.made, self.at = world, 0, 0, timezone.now()
        self.scheme = Scheme.objects.get(slug="west")
        self.desk, self.worker = (make_hat(p.membership) for p in (world.sergeant, world.caseworker))
        self.case = self.case_from(self.refer())
        self.waiting = self.refer()
        self.area, self.agreement, self.account = self._area(), self._agreement(), self._account()
        self.supporter = make_hat(world.link_worker.membership)
        self.sealed: list[uuid.UUID] = []
        self.count_judged = 0
        self.slip, self.survivor = self._slip(), self._survivor()
        self.news, self.tracing = self._hear(), self._trace(self.case)
        self.lead, self.named = make_hat(world.safeguarding_lead.membership), self.case_from(self.refer())
        self.restriction, self.conflict = self._restricted(self.named.referral), self._conflict()

        self.paused = self._pause(self.refer())
        self.asked, self.handover, self.service = self._ask(), self._hand_over(), self._service()
        self.invitation, self.machine = self._invite(), self._records_system()
        self.manager, self.enquiry = make_hat(world.service_manager.membership), self._enquiry()
        self.programme, self.booked = self._run("hr-1"), self._run("cust")
        self.stream = self._stream()
        self.capacity = self._places()
        self.text = agreeing.write_text("Words", seen_number=0, by=self.manager, at=self.at)
        self._sign()
        self.place = self._wait(self.case, self.programme)
        self._hold(self._wait(self.case, self.booked))
        self.sessions = Sessions(self)
        self.notice = tell(self.worker, at=self.at)
        self._judge()
        self.brought = self._spreadsheet()
        self.run, self.check = self._released(), self._document()
        self.snag = self._snag()
        self._on_file()
        self.unsent, self.outcome = self._write(), self._outcome()
        self.left = self._leave()
        self.alike = self._alike()
        self._join()
        self._documents()
        self.alert, self.entry = self._alert(), ChangeEntry.objects.filter(word="referral.accepted")[0]

    def _pause(self, referral: Referral) -> Pause:
        until = timezone.localdate(self.at) + dt.timedelta(days=60)
        said = {"reason": "court", "said": "Court", "words": "In May", "until_on": until}
        with acting_as(self.worker):
            return pausing.pause(referral, **said, by=self.worker, at=self.at)

    def _paused_before(self, referral: Referral) -> None:
        """Once more, and ended."""
        self._pause(referral)
        with acting_as(self.worker):
            pausing.go_on(referral, by=self.worker, at=self.at)

    def refer(self) -> Referral:
        self.count += 1
        sent = referring.submit(
            self.scheme,
            person=person_details(self.count),
            details=CUSTODY,
            source="custody",
            by=self.desk,
            at=self.at,
        )
        return Referral.objects.get(reference=sent.reference)

    def case_from(self, referral: Referral) -> Case:
        return triage.accept(referral, by=self.worker, at=self.at)

    def grow_to(self, size: int) -> None:
        """So many people, and of everything else one more at least than there was."""
        self._grow()
        while self.count < 2 * size:
            self._grow()

    def _grow(self) -> None:
        self._paused_before(self.waiting)
        self._pause(self.refer())
        self._trace(self.case_from(self.refer()))
        self._hear()
        self._contact()
        self._judge()
        self._account()
        self._alert()
        self._look_from_outside()
        self._area()
        self._agreement()
        self._slip()
        self._survivor()
        self._support()
        self._restricted(self.refer())
        self._conflict()
        self._snag()
        self._programmes()
        self.sessions.one_more()
        self._tell()
        self._ask()
        self._hand_over()
        self._service()
        self._invite()
        self._records_system()
        self._release()
        self._incident()
        self._enquiry()
        self._document()
        self._on_file()
        self._spreadsheet()
        self._write()
        self._outcome()
        self._join()
        self._documents()

    def _documents(self) -> None:
        """One more with a referral, on a case and with a slip; and where the newest of each is."""
        desk, worker = self.world.sergeant, self.world.caseworker
        self.papers = {
            "referrals:referral_document": papers.with_referral(self.waiting, desk, "Words", at=self.at),
            "referrals:case_document": papers.on_case(self.case, worker, "Words", at=self.at),
            "partners:slip_document": papers.with_slip(self.slip, "Words", at=self.at),
        }

    def _spreadsheet(self) -> Import:
        """One more of the worker's, and one more row in each."""
        place = {"membership_id": self.worker.membership_id}
        plain = {"why": "", "columns": {"given_names": 0}, "for_all": {}, "headings": ["One"], "left_out": []}
        about = {"agency_id": self.worker.agency_id, "scheme_id": self.scheme.pk, "handle": import_handle()}
        drawn(Import, place | plain | about | {"state": "checked", "ended_at": None, "undo_until": None})
        for number, brought in enumerate(Import.objects.all()):
            row = {"brought_in_id": brought.pk, "number": 1_000 * (number + 1) + self.count}
            told = {"cells": ["Person"], "said": "Wrong", "state": "fault", "key": "", "referral_key": None}
            drawn(ImportRow, place | row | told)
        return Import.objects.order_by("pk")[0]

    def _ask(self) -> Question:
        return asking_sender.ask(self.refer(), kind="needs", words="Which?", by=self.worker, at=self.at)

    def _hand_over(self) -> Handover:
        return handing_over.offer(
            self.case_from(self.refer()),
            to_agency=Agency.objects.get(slug="bridge"),
            summary="Evenings",
            to_do=["programme"],
            by=self.worker,
            at=self.at,
        )

    def _invite(self) -> ReferrerInvitation:
        with acting_as(self.worker):
            elsewhere = {"address": f"a{self.count}@lintel.example", "agency": None, "agency_named": "Lintel"}
            inviting.invite(self.scheme, **elsewhere, by=self.worker, at=self.at)
        return ReferrerInvitation.objects.first()

    def _records_system(self) -> RecordsSystem:
        own, who = self.world.administrator.membership.agency, {"by": None, "at": self.at}
        made = add_system(own, name="Larch RMS", purposes=["referral:submit"], **who)
        make_secret(made, **who)
        return made

    def _alike(self) -> Case:
        """A record that may be a second one of the person."""
        waits = self.case_from(self.refer())
        with acting_as(self.worker):
            open_case(self.case, by=self.worker, at=self.at)
            joining.propose(self.case, waits, reason="Alike", by=self.worker, at=self.at)
        return waits

    def _join(self) -> None:
        """One more record of the person, and one more who may be."""
        other, second = self.case_from(self.refer()), make_hat(self.world.second_caseworker.membership)
        with acting_as(self.worker):
            open_case(self.case, by=self.worker, at=self.at)
            made = joining.propose(self.case, other, reason="The same", by=self.worker, at=self.at)
        with acting_as(second):
            open_case(other, by=second, at=self.at)
            joining.answer(made, agrees=True, by=second, at=self.at)

    def _service(self) -> NextService:
        by = make_hat(self.world.administrator.membership)
        return keeping.add_service(self.scheme, name=f"Service {self.count}", by=by, at=self.at)

    def _release(self) -> None:
        releasing.record_release(
            self.case, released_at=self.at, is_certain=True, police_told="no", by=self.worker, at=self.at
        )

    def _write(self) -> UnsentReferral:
        """What the council has not sent, with all that is needed to."""
        typed = {
            "person": "given_names=Rhys&family_name=Larkspur&sex=male&agency_link=no",
            "why-now": "behaviours=controlling&what_happened=Shouted",
            "agreement": "agrees=yes&post=Social+worker&reached_at=0121+496+0041",
        }
        hat = make_hat(self.world.social_worker.membership)
        with acting_as(hat):
            return preparing.prepare(self.scheme, typed, key=uuid.uuid4(), by=hat, at=self.at)

    def _leave(self) -> UnsentReferral:
        """What the desk has left for the next shift."""
        typed = {"whole": "given_names=Darnell&family_name=Kestrel&agency_link=no"}
        with acting_as(self.desk):
            return preparing.prepare(self.scheme, typed, key=uuid.uuid4(), by=self.desk, at=self.at)

    def _outcome(self) -> object:
        """Of one more disposal, as the desk reads it."""
        place = {"place_key": uuid.uuid4(), "reference": self.waiting.reference}
        sent = place | {"referring_agency_id": self.desk.agency_id}
        case = {"case_id": self.case.pk, "provider_agency_id": self.case.provider_agency_id}
        return drawn(OutcomeNotice, sent | case)

    def _enquiry(self) -> Enquiry:
        told = {"came_at": self.at, "way": "telephone", "about": "other", "next_step": "we_ring"}
        told |= {"asked": "Whether", "advice": "Maybe", "reach": "07700 900321"}
        return enquiring.record_enquiry(self.scheme, told, by=self.worker, at=self.at)

    def _incident(self) -> None:
        told = {"told_by": "PC 4410", "way": "telephone", "told_at": self.at, "account": "Arrested."}
        incidents.record_incident(
            self.case, kind="arrest", happened_on=None, **told, by=self.worker, at=self.at
        )

    def _on_file(self) -> None:
        """One more of everything that is written on a case; each has one that still waits."""
        who = {"by": self.worker, "at": self.at}
        told = {"kind": "fact", "said_by": "", "audience": "papers", "happened_at": self.at}
        with acting_as(self.worker):
            open_case(self.case, **who)
            first = writing.write_note(self.case, words="Words", **told, **who)
            writing.write_note(self.case, words="More", adds_to=first, **told, **who)
            wrong = writing.write_note(self.case, words="Other words", **told, **who)
            writing.mark_wrong(self.case, wrong.pk, because="Not so", **who)
            bound = {"kind": "bail", "authority": "Police", "made_on": None, "conditions": "Keep away"}
            binding.record_order(self.case, ends_on=timezone.localdate(self.at), **bound, **who)
            child = {"name": f"Child {self.count}", "relation": "own", "standing": "none"}
            children.record_child(self.case, child | {"told_by": "person"}, **who)
            made = {"service": "children", "authority": "Council", "way": "form", "reasons": "Fear"}
            safeguarding.refer(self.case, made | {"made_at": self.at}, **who)
            today = timezone.localdate(self.at)
            sent = {"service": "drink", "to_whom": "A service", "agreed": "asked"}
            sending_on.refer_on(self.case, sent | {"sent_on": today, "ask_on": today}, **who)
            for is_so in (False, True):  # the one stands, and keeps the place of its kind
                being_ready.tell_marker(self.case, kind="dogs", told_by="Police", told_on=today, **who)
                marker = StaffMarker.objects.get(case=self.case, ended_at=None)
                being_ready.answer_marker(self.case, marker.pk, is_so=is_so, words="Seen", **who)
            being_ready.answer_marker(self.case, marker.pk, is_so=False, words="Gone", **who)
            mine, theirs = self.world.caseworker.worker, self.world.second_caseworker.worker
            for to in (mine, theirs):
                done = doing.set_task(self.case, to, words="Ring them", due_on=today, **who)
                doing.set_task(self.case, to, words="Write to them", due_on=today, **who)
                doing.end_task(self.case, done.pk, ending="done", words="", **who)
            consent = {"answer": "yes", "given_by": "person", "wording": "Leaflet", "why": ""}
            consenting.record_consent(self.case, given_on=today, **consent, **who)
            consenting.change_basis(self.case, basis="public_task", because="So", **who)
            pathways.decide_path(self.case, path="adult", because="So", **who)

    def _programmes(self) -> None:
        """One more of whatever a page of programmes shows."""
        self._wait(self.case_from(self.refer()), self.programme)
        back = self._wait(self.case, self._run_next())
        placing.leave(back, reason="Moved", by=self.worker, at=self.at)
        self._stream()
        self._places()
        self._sign()
        self.known += 1
        suiting.record_suitability(self.case, {}, seen_number=self.known - 1, by=self.worker, at=self.at)

    known = 0

    def _run(self, slug: str) -> ProgrammeVersion:
        chosen, today = PROGRAMMES[slug], timezone.localdate(self.at)
        return versions.begin_programme(
            chosen, scheme=self.scheme, starts_on=today, by=self.manager, at=self.at
        )

    def _run_next(self) -> ProgrammeVersion:
        """A third programme, or the next version of it."""
        last = ProgrammeVersion.objects.filter(programme="comm12").order_by("-number").first()
        if last is None:
            return self._run("comm12")
        said = {"starts_on": timezone.localdate(self.at), "reason": "Again"}
        return versions.change_programme(last, {}, **said, by=self.manager, at=self.at)

    def _stream(self) -> FundingStream:
        self.paid += 1
        named = {"scheme": self.scheme, "name": f"Stream {self.paid}", "funder": "The county"}
        return funding.add_stream(named | self._period(), by=self.manager, at=self.at)

    paid = 0

    def _places(self) -> Capacity:
        paid = {"programme": "hr-1", "places": 40} | self._period()
        return funding.add_places(self.stream, paid, by=self.manager, at=self.at)

    def _period(self) -> dict[str, dt.date]:
        today = timezone.localdate(self.at)
        return {"starts_on": today, "ends_on": today + dt.timedelta(days=200)}

    def _sign(self) -> None:
        signed = {"answer": "signed", "way": "paper", "answered_on": timezone.localdate(self.at)}
        agreeing.take_agreement(self.case, self.text, signed, by=self.worker, at=self.at)

    def _hold(self, place: Enrolment) -> None:
        with acting_as(self.worker):
            open_case(self.case, by=self.worker, at=self.at)
            placing.book(place, **_before(self.at), capacity=None, by=self.worker)

    def _wait(self, case: Case, version: ProgrammeVersion) -> Enrolment:
        return placing.wait_for(case, version, waits_for="A place", by=self.worker, at=self.at)

    def _tell(self) -> None:
        """Every role of ours is told of one thing more; one answers."""
        for person in (self.world.sergeant, self.world.caseworker, self.world.service_manager):
            tell(make_hat(person.membership), at=self.at - dt.timedelta(days=9))
        answered = tell(self.worker, at=self.at)
        acknowledge([answered.pk], by=self.worker, at=self.at)

    def _released(self) -> ReportRun:
        """A document that may be opened."""
        asked = {"report": "case-summary", "membership_id": self.worker.membership_id, "period": ""}
        run = self._drawn_run(asked | {"subject_id": self.case.pk, "state": "released"})
        printed = {"run_id": run.pk, "membership_id": self.worker.membership_id, "checks_since": None}
        drawn(Document, printed)
        return run

    def _document(self) -> ReleaseCheck:
        """One more that was asked for, and one more that waits for a decision."""
        own = {"report": "case-summary", "membership_id": self.worker.membership_id, "period": ""}
        run = self._drawn_run(own | {"state": "checking", "answer_at": self.at})
        waits = {"state": "waiting", "decided_at": None, "decided_by_id": None, "run_id": run.pk}
        passages = [["A name", "Maren"]] * (self.count + 1)
        service = self.world.partner_support_manager.membership.agency_id
        key = drawn(ReleaseCheck, waits | {"support_agency_id": service, "passages": passages})
        return ReleaseCheck.objects.get(pk=key)

    def _drawn_run(self, values: dict[str, object]) -> ReportRun:
        plain = {"handle": report_handle(), "agency_id": self.worker.agency_id, "progress": 100}
        return ReportRun.objects.get(pk=drawn(ReportRun, plain | values))

    def _restricted(self, referral: Referral) -> Restriction:
        """One more, with somebody named for it and somebody else who opened it in an emergency."""
        made = restricting.restrict(referral, reason="Known", employer=None, by=self.lead, at=self.at)
        naming.name_worker(made, self.world.caseworker.worker, by=self.lead, at=self.at)
        second = make_hat(self.world.second_caseworker.membership)
        opening.break_glass(made.handle, reason="Now", by=second, at=self.at)
        return made

    def _conflict(self) -> Conflict:
        """Of the lead alone: each that a worker declared costs that worker's own lists nothing but words."""
        known = {"given_names": f"Known {self.count}", "family_name": "Kestrel", "date_of_birth": ""}
        with acting_as(self.lead):
            return conflicts.declare_conflict(**known, kind="friend", by=self.lead, at=self.at)

    def _slip(self) -> Slip:
        told = {"name": "Survivor", "telephone": "07700 900777"}
        dropping.seal(told, scheme=self.scheme, by=self.desk, at=self.at)
        slip = Slip.objects.exclude(pk__in=self.sealed).get()
        self.sealed.append(slip.pk)
        return slip

    def _survivor(self) -> Survivor:
        by = self.supporter
        return survivors.record_survivor({"name": "Survivor"}, scheme_id=self.scheme.pk, by=by, at=self.at)

    def _support(self) -> None:
        """More of everything that a survivor's page shows."""
        filing.file(self._slip(), survivor=self.survivor, by=self.supporter, at=self.at)
        way = {"channel": "call", "value": f"07700 {self.count}", "state": "unsafe"}
        survivors.record_way(self.survivor, way, by=self.supporter, at=self.at)
        found = FoundClient(uuid.uuid4(), "Darnell Kestrel", "CHR-1", "Threshold Centre")
        finding.link(self.survivor, found, relationship="partner", since="", by=self.supporter, at=self.at)

        engaging.record_engagement(
            self.survivor, tier="updates_only", reason="Said so", by=self.supporter, at=self.at
        )
        told = [self._hear()]
        reaching.record_contact(
            self.survivor,
            way=None,
            outcome="spoke",
            account="",
            told=told,
            made_at=self.at,
            by=self.supporter,
            at=self.at,
        )

    def _hear(self) -> News:
        """One more thing that the survivor may be told of."""
        agency, worker = self.supporter.agency_id, self.supporter.worker_id
        to, event = Supporter(self.survivor.pk, worker, agency), uuid.uuid4()
        with as_system("courier"):
            pass_on(MISSED, to, event=event, at=self.at)
        return News.objects.get(pk=uuid.uuid5(event, f"{MISSED.slug}/{self.survivor.pk}"))

    def _trace(self, case: Case) -> Tracing:
        with as_system("courier"):
            open_tracing(
                case.client_id,
                scheme_id=self.scheme.pk,
                agency_id=self.supporter.agency_id,
                event=uuid.uuid4(),
                at=self.at,
            )
        return Tracing.objects.get(client_id=case.client_id)

    def _judge(self) -> None:
        """One more of everything that the two pages called Risk show."""
        known = {"imminence": "weeks", "basis": "judgement", "reason": "Threats", "review_on": None}
        for side, actions, thing, by in (
            (Side.CHANGE, judging, self.case, self.worker),
            (Side.SAFETY, survivor_judging, self.survivor, self.supporter),
        ):
            tool = tool_of("b-safer", "2")
            told = {"answers": {str(item.number): "partly" for item in tool.items(side)}}
            told |= {
                "opinion": "low" if side is Side.CHANGE else "",
                "assessed_on": timezone.localdate(self.at),
            }
            actions.assess(thing, tool, **told, by=by, at=self.at)
            self.count_judged += 1
            at = self.at + dt.timedelta(seconds=self.count_judged)
            actions.set_grade(thing, level="high", **known, by=by, at=at)
            # Lower than before: it waits, so that the second person's page is there too.
            later = at + dt.timedelta(milliseconds=1)
            actions.set_grade(thing, level="standard", **known, by=by, at=later)

    def _contact(self) -> None:
        contacting.record_contact(
            self.case,
            channel="call",
            outcome="no_answer",
            account="",
            made_at=self.at,
            by=self.worker,
            at=self.at,
        )

    def _account(self) -> Membership:
        self.made += 1
        return accounts.invite(
            full_name=f"Worker {self.made}",
            email=f"worker{self.made}@threshold.example",
            role_slug="caseworker",
            by=make_hat(self.world.administrator.membership),
            at=self.at,
        )

    def _alert(self) -> ChangeAlert:
        """As the watcher raises it; entries of a test are never committed, and so out of its sight."""
        return ChangeAlert.objects.create(
            kind="many-people",
            worker_id=self.worker.worker_id,
            agency_id=self.worker.agency_id,
            began_at=self.at,
            found_at=self.at,
            times=self.count,
            subjects=[self.case.pk],
        )

    def _snag(self) -> ChangeSnag:
        return ChangeSnag.objects.create(
            errand_id=uuid.uuid4(),
            handler="referrals.tell_provider",
            event="referral-submitted",
            agency_id=self.worker.agency_id,
            given_up_at=self.at,
            error_class="OperationalError",
        )

    def _look_from_outside(self) -> None:
        elsewhere = make_hat(self.world.caseworker_elsewhere.membership)
        record(READ, by=elsewhere, at=self.at, subjects=[self.case.pk], recipient_id=self.worker.agency_id)

    def _area(self) -> Area:
        by = make_hat(self.world.administrator.membership)
        return schemes.add_area(self.scheme, name=f"Area {self.count}", by=by, at=self.at)

    def _agreement(self) -> Agreement:
        officer = self.world.information_officer
        today = timezone.localdate(self.at)
        return agreements.record_agreement(
            self.scheme,
            kept_by=Agency.objects.get(pk=officer.membership.agency_id),
            title=f"Agreement {self.count}",
            scope="Names",
            purpose="Help",
            starts_on=today,
            expires_on=today,
            by=make_hat(officer.membership),
            at=self.at,
        )


def _before(at: dt.datetime) -> dict[str, dt.date]:
    """A place that began before the sessions that are marked: what was before it counts for nothing."""
    then = at - dt.timedelta(days=12)
    return {"starts_on": timezone.localdate(then), "at": then}


class Sessions:
    """A group, an appointment, a pause and a concern, and more of each."""

    def __init__(self, growing: Growing) -> None:
        self.growing, self.by, self.at = growing, growing.worker, growing.at
        self.group = self._group()
        self.session = self.group.sessions.get(number=1)
        self.ahead = self.group.sessions.get(number=3)
        self.case = growing.case_from(growing.refer())
        self.place = self._placed(self.case)
        self.appointment = self._alone()
        self.review = self._paused(self.place, self.appointment)
        self.concern = self._concern()

    def one_more(self) -> None:
        growing = self.growing
        place = self._placed(growing.case_from(growing.refer()))
        self._concern()
        noting.note(self.session, content="Words", debrief="", by=self.by, at=self.at)
        self._group()
        self._alone()
        starts_on = timezone.localdate(self.at) + dt.timedelta(days=growing.count)
        # A session on a bank holiday is a week later, where another may be: none begins in the same minute.
        plan = grouping.Plan(starts_on, dt.time(9, growing.count % 60), 1)
        grouping.add_sessions(self.group, plan=plan, nation="england", by=self.by, at=self.at)
        (alone,) = self._appointments(place, 1)
        self._paused(place, alone)
        noted = {place.pk: Entry(Mark.ATTENDED)}
        self.session.refresh_from_db()
        seen = self.session.version
        marking.mark_register(self.session, noted, seen_version=seen, by=self.by, at=self.at)

    made = 0

    def _group(self) -> ProgrammeGroup:
        self.made += 1
        begins = timezone.localtime(self.at) - dt.timedelta(days=8)
        return grouping.begin_group(
            self.growing.booked,
            name=f"Group {self.made}",
            venue="The hall",
            capacity=1000,
            minutes=60,
            plan=grouping.Plan(begins.date(), begins.time(), 3),
            leaders=[],
            nation="scotland",
            by=self.by,
            at=self.at,
        )

    def _placed(self, case: Case) -> Enrolment:
        growing = self.growing
        held = Enrolment.objects.filter(case=case, programme="cust", state="booked").first()
        if held is None:
            signed = {"answer": "signed", "way": "paper", "answered_on": timezone.localdate(self.at)}
            agreeing.take_agreement(case, growing.text, signed, by=self.by, at=self.at)
            held = growing._wait(case, growing.booked)
            with acting_as(self.by):
                open_case(case, by=self.by, at=self.at)
                placing.book(held, **_before(self.at), capacity=None, by=self.by)
        from_on = timezone.localdate(self.at) - dt.timedelta(days=30)
        grouping.join(self.group, held, from_on=from_on, by=self.by, at=self.at)
        return held

    def _alone(self) -> Appointment:
        return self._appointments(self.place, 1)[0]

    def _appointments(self, place: Enrolment, count: int) -> list[Appointment]:
        self.made += 1
        begins = timezone.localtime(self.at) - dt.timedelta(days=9, minutes=self.made)
        plan = grouping.Plan(begins.date(), begins.time(), count)
        who = {"with_worker": self.by.worker_id, "minutes": 60}
        return grouping.book_appointments(place, plan=plan, nation="scotland", **who, by=self.by, at=self.at)

    def _paused(self, place: Enrolment, first: Appointment) -> Review:
        (second,) = self._appointments(place, 1)
        for meeting in (first, second):
            missed = {place.pk: Entry(Mark.NO_WORD)}
            marking.mark_register(meeting, missed, seen_version=1, by=self.by, at=self.at)
        return Review.objects.get(enrolment=place)

    def _concern(self) -> Concern:
        said = {"kind": "words", "about": "close", "police_called": "no", "manager_told": False}
        place = getattr(self, "place", None) or Enrolment.objects.filter(programme="cust").first()
        return noting.raise_concern(place, said, by=self.by, at=self.at)


def _attends(growing: Growing, name: str, *things: Model) -> tuple[Person, str]:
    return growing.world.caseworker, reverse(name, args=[thing.pk for thing in things])


def _administers(growing: Growing, name: str, thing: Model) -> tuple[Person, str]:
    return growing.world.administrator, reverse(name, args=[thing.pk])


def _informs(growing: Growing, name: str) -> tuple[Person, str]:
    return growing.world.information_officer, reverse(name, args=[growing.agreement.pk])


def _prepares(growing: Growing, page: str, *more: str) -> tuple[Person, str]:
    return growing.world.social_worker, reverse(f"referrals:{page}", args=[growing.unsent.pk, *more])


def _cases(growing: Growing, name: str, thing: Model) -> tuple[Person, str]:
    return growing.world.caseworker, reverse(name, args=[thing.pk])


def _receives(growing: Growing, name: str) -> tuple[Person, str]:
    return growing.world.caseworker_at_bridge, reverse(name, args=[growing.handover.pk])


def _supports(growing: Growing, name: str, thing: Model) -> tuple[Person, str]:
    return growing.world.link_worker, reverse(name, args=[thing.pk])


def _leads(growing: Growing, name: str, *things: Model) -> tuple[Person, str]:
    return growing.world.safeguarding_lead, reverse(name, args=[thing.pk for thing in things])


def _works_on(growing: Growing, name: str) -> tuple[Person, str]:
    return growing.world.caseworker, reverse(name, args=[growing.case.pk])


def _of_the_case(growing: Growing, *, name: str) -> tuple[Person, str]:
    return _works_on(growing, name)


def _paper(growing: Growing, name: str) -> tuple[Person, str]:
    worker = growing.world.link_worker if name.startswith("partners") else growing.world.caseworker
    return worker, reverse(name, kwargs=growing.papers[name])


def _manages(growing: Growing, name: str, *things: Model) -> tuple[Person, str]:
    return growing.world.service_manager, reverse(name, args=[thing.pk for thing in things])


def _of_import(growing: Growing, name: str) -> tuple[Person, str]:
    return growing.world.caseworker, reverse(f"referrals:{name}", args=[growing.brought.pk])


def _looks_back(growing: Growing, name: str, *keys: object) -> tuple[Person, str]:
    return growing.world.information_officer, reverse(name, args=keys)


Visit = Callable[[Growing], tuple[Person, str]]
VISITS: dict[str, Visit] = {
    "notices:notices": lambda g: (g.world.caseworker, reverse("notices:notices")),
    "notices:acknowledged": lambda g: (g.world.caseworker, reverse("notices:acknowledged")),
    "notices:overdue": lambda g: (g.world.service_manager, reverse("notices:overdue")),
    "notices:notice": lambda g: (g.world.caseworker, reverse("notices:notice", args=[g.notice.pk])),
    "notices:away": lambda g: (g.world.caseworker, reverse("notices:away")),
    "notices:away_for": lambda g: _administers(g, "notices:away_for", g.account),
    "notices:mail": lambda g: (g.world.caseworker, reverse("notices:mail")),
    "notices:hours": lambda g: (g.world.administrator, reverse("notices:hours")),
    "who_may": lambda g: (g.world.sergeant, reverse("who_may")),
    "home": lambda g: (g.world.sergeant, reverse("home")),
    "agencies:accounts": lambda g: (g.world.administrator, reverse("agencies:accounts")),
    "agencies:invite": lambda g: (g.world.administrator, reverse("agencies:invite")),
    "agencies:account": lambda g: _administers(g, "agencies:account", g.account),
    "agencies:end_place": lambda g: _administers(g, "agencies:end_place", g.account),
    "agencies:areas": lambda g: (g.world.administrator, reverse("agencies:areas")),
    "agencies:add_area": lambda g: (g.world.administrator, reverse("agencies:add_area")),
    "agencies:change_area": lambda g: _administers(g, "agencies:change_area", g.area),
    "agencies:retire_area": lambda g: _administers(g, "agencies:retire_area", g.area),
    "agencies:agreements": lambda g: (g.world.information_officer, reverse("agencies:agreements")),
    "agencies:record_agreement": lambda g: (
        g.world.information_officer,
        reverse("agencies:record_agreement"),
    ),
    "agencies:agreement": lambda g: _informs(g, "agencies:agreement"),
    "agencies:sign_agreement": lambda g: _informs(g, "agencies:sign_agreement"),
    "agencies:renew_agreement": lambda g: _informs(g, "agencies:renew_agreement"),
    "referrals:submit": lambda g: (g.world.sergeant, reverse("referrals:submit")),
    "referrals:prepare": lambda g: (g.world.social_worker, reverse("referrals:prepare")),
    "referrals:unsent": lambda g: _prepares(g, "unsent"),
    "referrals:write_part": lambda g: _prepares(g, "write_part", "person"),
    "referrals:write_whole": lambda g: (
        g.world.sergeant,
        reverse("referrals:write_whole", args=[g.left.pk]),
    ),
    "referrals:partner_part": lambda g: _prepares(g, "partner_part"),
    "referrals:check_unsent": lambda g: _prepares(g, "check_unsent"),
    "referrals:call_unsent": lambda g: _prepares(g, "call_unsent"),
    "referrals:discard_unsent": lambda g: _prepares(g, "discard_unsent"),
    "referrals:seal_section": lambda g: (g.world.sergeant, reverse("referrals:seal_section")),
    "referrals:write_down": lambda g: (
        g.world.caseworker,
        f"{reverse('referrals:write_down')}?door=police",
    ),
    "referrals:invite": lambda g: (g.world.caseworker, reverse("referrals:invite")),
    "referrals:invitation": lambda g: (
        g.world.caseworker,
        reverse("referrals:invitation", args=[g.invitation.pk]),
    ),
    "referrals:enquiries": lambda g: (g.world.caseworker, reverse("referrals:enquiries")),
    "referrals:record_enquiry": lambda g: (
        g.world.caseworker,
        f"{reverse('referrals:record_enquiry')}?about=own",
    ),
    "referrals:worried": lambda g: (g.world.caseworker, reverse("referrals:worried")),
    "referrals:seal_worried": lambda g: (g.world.caseworker, reverse("referrals:seal_worried")),
    "referrals:enquiry": lambda g: _cases(g, "referrals:enquiry", g.enquiry),
    "referrals:imports": lambda g: (g.world.caseworker, reverse("referrals:imports")),
    "referrals:upload_import": lambda g: (g.world.caseworker, reverse("referrals:upload_import")),
    "referrals:import_template": lambda g: (g.world.caseworker, reverse("referrals:import_template")),
    "referrals:import": lambda g: _of_import(g, "import"),
    "referrals:match_import": lambda g: _of_import(g, "match_import"),
    "referrals:import_faults": lambda g: _of_import(g, "import_faults"),
    "referrals:seal_told": lambda g: (g.world.caseworker, reverse("referrals:seal_told")),
    "referrals:sent": lambda g: (g.world.sergeant, reverse("referrals:sent")),
    "referrals:receipt": lambda g: (
        g.world.sergeant,
        reverse("referrals:receipt", args=[g.waiting.reference]),
    ),
    "snags:snags": lambda g: (g.world.service_manager, reverse("snags:snags")),
    "snags:snag": lambda g: (g.world.service_manager, reverse("snags:snag", args=[g.snag.pk])),
    "log:entries": lambda g: _looks_back(g, "log:entries"),
    "log:outside": lambda g: _looks_back(g, "log:outside"),
    "log:workers": lambda g: _looks_back(g, "log:workers"),
    "log:worker": lambda g: _looks_back(g, "log:worker", g.worker.worker_id),
    "log:person": lambda g: _looks_back(g, "log:person", g.case.pk),
    "log:entry": lambda g: _looks_back(g, "log:entry", g.entry.pk),
    "log:alerts": lambda g: _looks_back(g, "log:alerts"),
    "log:look_up": lambda g: _looks_back(g, "log:look_up"),
    "log:limits": lambda g: _looks_back(g, "log:limits"),
    "log:alert": lambda g: _looks_back(g, "log:alert", g.alert.pk),
    "referrals:who_looked": lambda g: (
        g.world.caseworker,
        reverse("referrals:who_looked", args=[g.case.pk]),
    ),
    "referrals:inbox": lambda g: (g.world.caseworker, reverse("referrals:inbox")),
    "referrals:referral": lambda g: (g.world.caseworker, reverse("referrals:referral", args=[g.waiting.pk])),
    "referrals:documents": lambda g: _works_on(g, "referrals:documents"),
    "referrals:referral_document": lambda g: _paper(g, "referrals:referral_document"),
    "referrals:case_document": lambda g: _paper(g, "referrals:case_document"),
    "partners:slip_document": lambda g: _paper(g, "partners:slip_document"),
    "referrals:search": lambda g: (g.world.caseworker, reverse("referrals:search")),
    "referrals:cases": lambda g: (g.world.caseworker, reverse("referrals:cases")),
    "referrals:case": lambda g: (g.world.caseworker, reverse("referrals:case", args=[g.case.pk])),
    "referrals:allocate": lambda g: (
        g.world.second_caseworker,
        f"{reverse('referrals:allocate')}?of={g.world.caseworker.worker.pk}",
    ),
    "referrals:join": lambda g: (
        g.world.caseworker,
        f"{reverse('referrals:join', args=[g.case.pk])}?other={g.alike.pk}",
    ),
    "referrals:answer_joining": lambda g: (
        g.world.second_caseworker,
        reverse("referrals:answer_joining", args=[g.alike.pk]),
    ),
    "referrals:part": lambda g: _cases(g, "referrals:part", g.case),
    "referrals:record_contact": lambda g: (
        g.world.caseworker,
        reverse("referrals:record_contact", args=[g.case.pk]),
    ),
    "referrals:correct": lambda g: (g.world.caseworker, reverse("referrals:correct", args=[g.case.pk])),
    "referrals:risk": lambda g: (g.world.caseworker, reverse("referrals:risk", args=[g.case.pk])),
    "referrals:set_grade": lambda g: (g.world.caseworker, reverse("referrals:set_grade", args=[g.case.pk])),
    "referrals:answer_grade": lambda g: (
        g.world.second_caseworker,
        reverse("referrals:answer_grade", args=[g.case.pk]),
    ),
    "referrals:assess-b-safer": lambda g: (
        g.world.caseworker,
        reverse("referrals:assess-b-safer", args=[g.case.pk]),
    ),
    "risk:set_rules": lambda g: (g.world.administrator, reverse("risk:set_rules")),
    "risk:record_training": lambda g: _administers(g, "risk:record_training", g.account),
    "referrals:ask_to_restrict": lambda g: (
        g.world.caseworker,
        reverse("referrals:ask_to_restrict", args=[g.waiting.pk]),
    ),
    "api:systems": lambda g: (g.world.administrator, reverse("api:systems")),
    "api:add_system": lambda g: (g.world.administrator, reverse("api:add_system")),
    "api:system": lambda g: _administers(g, "api:system", g.machine),
    "api:make_secret": lambda g: _administers(g, "api:make_secret", g.machine),
    "api:end_secret": lambda g: (
        g.world.administrator,
        reverse("api:end_secret", args=[g.machine.pk, 1]),
    ),
    "api:set_webhook": lambda g: _administers(g, "api:set_webhook", g.machine),
    "api:close_system": lambda g: _administers(g, "api:close_system", g.machine),
    "agencies:set_agency": lambda g: (g.world.administrator, reverse("agencies:set_agency")),
    "referrals:restricted": lambda g: (g.world.caseworker, reverse("referrals:restricted")),
    "referrals:break_glass": lambda g: (g.world.caseworker, reverse("referrals:break_glass")),
    "referrals:restrictions": lambda g: _leads(g, "referrals:restrictions"),
    "referrals:restrict": lambda g: _leads(g, "referrals:restrict"),
    "referrals:restriction": lambda g: _leads(g, "referrals:restriction", g.restriction),
    "referrals:glass": lambda g: _leads(g, "referrals:glass"),
    "referrals:review": lambda g: _leads(g, "referrals:review", g.restriction.openings.get()),
    "agencies:conflicts": lambda g: _leads(g, "agencies:conflicts"),
    "agencies:declare_conflict": lambda g: _leads(g, "agencies:declare_conflict"),
    "agencies:end_conflict": lambda g: _leads(g, "agencies:end_conflict", g.conflict),
    "referrals:ask": lambda g: _cases(g, "referrals:ask", g.waiting),
    "referrals:resume": lambda g: _cases(g, "referrals:resume", g.asked.referral),
    "referrals:pause": lambda g: _cases(g, "referrals:pause", g.waiting),
    "referrals:agree_pause": lambda g: _manages(g, "referrals:agree_pause", g.paused),
    "referrals:word_pauses": lambda g: _administers(g, "referrals:word_pauses", g.scheme),
    "referrals:redirect": lambda g: _cases(g, "referrals:redirect", g.waiting),
    "referrals:choose_path": lambda g: _cases(g, "referrals:choose_path", g.waiting),
    "referrals:refuse": lambda g: _cases(g, "referrals:refuse", g.waiting),
    "referrals:answer": lambda g: (
        g.world.sergeant,
        reverse("referrals:answer", args=[g.asked.pk]),
    ),
    "referrals:record_incident": lambda g: _cases(g, "referrals:record_incident", g.case),
    "referrals:record_release": lambda g: _cases(g, "referrals:record_release", g.case),
    **{
        f"referrals:{name}": partial(_of_the_case, name=f"referrals:{name}")
        for name in (
            "notes",
            "mark_wrong",
            "orders",
            "change_order",
            "children",
            "safeguarding",
            "answer_safeguarding",
            "onward",
            "answer_onward",
            "set_task",
            "end_task",
            "who_sees",
            "be_ready",
            "answer_marker",
            "take_off",
            "answer_taking_off",
            "consent",
            "basis",
            "decide_path",
            "equality",
        )
    },
    "referrals:to_do": lambda g: (g.world.caseworker, reverse("referrals:to_do")),
    "referrals:close": lambda g: _cases(g, "referrals:close", g.case),
    "referrals:hand_over": lambda g: _cases(g, "referrals:hand_over", g.case),
    "referrals:handover": lambda g: _receives(g, "referrals:handover"),
    "referrals:return_handover": lambda g: _receives(g, "referrals:return_handover"),
    "referrals:next_services": lambda g: (g.world.administrator, reverse("referrals:next_services")),
    "referrals:add_service": lambda g: (g.world.administrator, reverse("referrals:add_service")),
    "referrals:change_service": lambda g: _administers(g, "referrals:change_service", g.service),
    "referrals:word_refusals": lambda g: _administers(g, "referrals:word_refusals", g.scheme),
    "referrals:set_ways_in": lambda g: _administers(g, "referrals:set_ways_in", g.scheme),
    "referrals:ask_summary": lambda g: (
        g.world.caseworker,
        reverse("referrals:ask_summary", args=[g.case.pk]),
    ),
    "referrals:ask_register": lambda g: (g.world.service_manager, reverse("referrals:ask_register")),
    "referrals:ask_figures": lambda g: (g.world.service_manager, reverse("referrals:ask_figures")),
    "referrals:ask_return": lambda g: (g.world.service_manager, reverse("referrals:ask_return")),
    "interventions:ask_statement": lambda g: (
        g.world.caseworker,
        reverse("interventions:ask_statement", args=[g.place.pk]),
    ),
    "interventions:ask_letter": lambda g: (
        g.world.caseworker,
        reverse("interventions:ask_letter", args=[g.place.pk]),
    ),
    "interventions:ask_outcome": lambda g: (
        g.world.caseworker,
        reverse("interventions:ask_outcome", args=[g.place.pk]),
    ),
    "interventions:tell_force": lambda g: (
        g.world.caseworker,
        reverse("interventions:tell_force", args=[g.place.pk]),
    ),
    "referrals:outcome": lambda g: (
        g.world.sergeant,
        reverse("referrals:outcome", args=[g.outcome]),
    ),
    "referrals:outcome_paper": lambda g: (
        g.world.sergeant,
        reverse("referrals:outcome_paper", args=[g.outcome]),
    ),
    "interventions:ask_register": lambda g: (
        g.world.facilitator,
        reverse("interventions:ask_register", args=[g.sessions.session.pk]),
    ),
    "reports:reports": lambda g: (g.world.caseworker, reverse("reports:reports")),
    "reports:report": lambda g: (g.world.caseworker, reverse("reports:report", args=[g.run.pk])),
    "reports:document": lambda g: (g.world.caseworker, reverse("reports:document", args=[g.run.pk])),
    "partners:releases": lambda g: (g.world.partner_support_manager, reverse("partners:releases")),
    "partners:release": lambda g: (
        g.world.partner_support_manager,
        reverse("partners:release", args=[g.check.pk]),
    ),
    "interventions:programmes": lambda g: _works_on(g, "interventions:programmes"),
    "interventions:suitability": lambda g: _works_on(g, "interventions:suitability"),
    "interventions:client_agreement": lambda g: _works_on(g, "interventions:client_agreement"),
    "interventions:wait": lambda g: _works_on(g, "interventions:wait"),
    "interventions:book": lambda g: _works_on(g, "interventions:book"),
    "interventions:give_back": lambda g: _works_on(g, "interventions:give_back"),
    "interventions:leave": lambda g: _works_on(g, "interventions:leave"),
    "interventions:waiting": lambda g: (g.world.caseworker, reverse("interventions:waiting")),
    "interventions:override": lambda g: _manages(g, "interventions:override", g.place),
    "interventions:places_left": lambda g: _manages(g, "interventions:places_left"),
    "interventions:own_programmes": lambda g: _manages(g, "interventions:own_programmes"),
    "interventions:begin_programme": lambda g: _manages(g, "interventions:begin_programme"),
    "interventions:agreement_text": lambda g: _manages(g, "interventions:agreement_text"),
    "interventions:version": lambda g: _manages(g, "interventions:version", g.programme),
    "interventions:change_programme": lambda g: _manages(g, "interventions:change_programme", g.programme),
    "interventions:streams": lambda g: _manages(g, "interventions:streams"),
    "interventions:add_stream": lambda g: _manages(g, "interventions:add_stream"),
    "interventions:stream": lambda g: _manages(g, "interventions:stream", g.stream),
    "interventions:change_stream": lambda g: _manages(g, "interventions:change_stream", g.stream),
    "interventions:add_places": lambda g: _manages(g, "interventions:add_places", g.stream),
    "interventions:change_places": lambda g: _manages(g, "interventions:change_places", g.capacity),
    "interventions:attendance": lambda g: _attends(g, "interventions:attendance", g.sessions.case),
    "interventions:sessions": lambda g: _attends(g, "interventions:sessions"),
    "interventions:session": lambda g: _attends(g, "interventions:session", g.sessions.session),
    "interventions:cancel_session": lambda g: _attends(g, "interventions:cancel_session", g.sessions.ahead),
    "interventions:note": lambda g: _attends(g, "interventions:note", g.sessions.session),
    "interventions:appointment": lambda g: _attends(g, "interventions:appointment", g.sessions.appointment),
    "interventions:cancel_appointment": lambda g: _attends(
        g, "interventions:cancel_appointment", g.sessions.appointment
    ),
    "interventions:groups": lambda g: _attends(g, "interventions:groups"),
    "interventions:begin_group": lambda g: _attends(g, "interventions:begin_group"),
    "interventions:group": lambda g: _attends(g, "interventions:group", g.sessions.group),
    "interventions:add_sessions": lambda g: _attends(g, "interventions:add_sessions", g.sessions.group),
    "interventions:lead": lambda g: _attends(g, "interventions:lead", g.sessions.group),
    "interventions:office_note": lambda g: _attends(g, "interventions:office_note", g.sessions.place),
    "interventions:choose_group": lambda g: _attends(g, "interventions:choose_group", g.sessions.place),
    "interventions:book_appointments": lambda g: _attends(
        g, "interventions:book_appointments", g.sessions.place
    ),
    "interventions:end_place": lambda g: _attends(g, "interventions:end_place", g.sessions.place),
    "interventions:reviews": lambda g: _attends(g, "interventions:reviews"),
    "interventions:review": lambda g: _attends(g, "interventions:review", g.sessions.review),
    "interventions:concerns": lambda g: _attends(g, "interventions:concerns"),
    "interventions:concern": lambda g: _attends(g, "interventions:concern", g.sessions.concern),
    "partners:slips": lambda g: (g.world.link_worker, reverse("partners:slips")),
    "partners:slip": lambda g: _supports(g, "partners:slip", g.slip),
    "partners:survivors": lambda g: (g.world.link_worker, reverse("partners:survivors")),
    "partners:record": lambda g: (g.world.link_worker, reverse("partners:record")),
    "partners:survivor": lambda g: _supports(g, "partners:survivor", g.survivor),
    "partners:correct": lambda g: _supports(g, "partners:correct", g.survivor),
    "partners:record_way": lambda g: _supports(g, "partners:record_way", g.survivor),
    "partners:engage": lambda g: _supports(g, "partners:engage", g.survivor),
    "partners:reach": lambda g: _supports(g, "partners:reach", g.survivor),
    "partners:record_contact": lambda g: _supports(g, "partners:record_contact", g.survivor),
    "partners:to_tell": lambda g: (g.world.link_worker, reverse("partners:to_tell")),
    "partners:tell": lambda g: _supports(g, "partners:tell", g.news),
    "partners:tracings": lambda g: (g.world.link_worker, reverse("partners:tracings")),
    "partners:tracing": lambda g: _supports(g, "partners:tracing", g.tracing),
    "partners:times": lambda g: (g.world.partner_support_manager, reverse("partners:times")),
    "partners:risk": lambda g: _supports(g, "partners:risk", g.survivor),
    "partners:set_grade": lambda g: _supports(g, "partners:set_grade", g.survivor),
    "partners:answer_grade": lambda g: _supports(g, "partners:answer_grade", g.survivor),
    "partners:assess-b-safer": lambda g: _supports(g, "partners:assess-b-safer", g.survivor),
    "partners:assess-safelives-dash": lambda g: _supports(g, "partners:assess-safelives-dash", g.survivor),
    "partners:link": lambda g: _supports(g, "partners:link", g.survivor),
}
ONE_THING = {
    "drafts:discard": "one draft, asked for before it goes",
    "referrals:task": "one thing to do, from which it leads to the case",
}
ONLY_POSTS = {
    "referrals:run_import",
    "referrals:undo_import",
    "referrals:discard_import",
    "referrals:answer_ask",
    "referrals:correct_employer",
    "referrals:look_again",
    "notices:acknowledge",
    "notices:end_away",
    "referrals:name_worker",
    "referrals:unname_worker",
    "referrals:lift",
    "referrals:slash_key",
    "partners:file",
    "partners:show_way",
    "drafts:save",
    "referrals:accept",
    "referrals:go_on",
    "referrals:keep_enquiry",
    "referrals:join_case",
    "referrals:not_same_person",
    "referrals:may_be_same_person",
    "referrals:say_assessed",
    "referrals:withdraw_handover",
    "referrals:take",
    "agencies:invite_again",
    "agencies:end_sessions",
    "snags:retry",
}


def costs(growing: Growing) -> dict[str, int]:
    return {name: _cost(*visit(growing)) for name, visit in VISITS.items()}


def _cost(person: Person, url: str) -> int:
    person.get(url)  # the first look fills what a process keeps
    return min(_look(person, url), _look(person, url))  # once in a while a session is written, of any page


def _look(person: Person, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert person.get(url).status_code == 200, url
    return len(queries)


def test_no_page_costs_more_queries_with_more_rows(world):
    growing = Growing(world)
    growing.grow_to(2)
    few = costs(growing)
    growing.grow_to(200)
    assert costs(growing) == few


def test_every_page_behind_a_hat_is_measured():
    behind_a_hat = {page.name for page in pages() if not getattr(page.view, "hatless", "")}
    assert behind_a_hat - ONLY_POSTS - set(ONE_THING) == set(VISITS)


def test_a_page_that_asks_once_a_row_would_be_found(world):
    growing = Growing(world)

    def naive() -> int:
        with CaptureQueriesContext(connection) as queries:
            for case in Case.objects.all():
                assert case.client.name
        return len(queries)

    growing.grow_to(2)
    few = naive()
    growing.grow_to(8)
    assert naive() > few
