"""What the pages of a live stack find there: made through actions, as everything else is."""

import datetime as dt
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.context import acting_as, as_system
from chrysalis.access.hat import Hat
from chrysalis.agencies.actions import agencies, appointing
from chrysalis.agencies.actions.conflicts import declare_conflict
from chrysalis.agencies.models import Agency, Agreement, Membership, Scheme, Worker
from chrysalis.agencies.queries import make_hat
from chrysalis.events.actions.carrying import carry
from chrysalis.keys import report_handle
from chrysalis.reports.actions.asking import ask as ask_for_document
from chrysalis.reports.actions.making import make_waiting
from chrysalis.reports.models import Document, ReportRun
from chrysalis.signin.actions import invitations
from interventions.actions import agreeing, deciding, funding, grouping, marking, placing, versions
from interventions.actions.grouping import Plan
from interventions.actions.marking import Entry
from interventions.catalogue import PROGRAMMES
from interventions.catalogue.marks import Mark
from interventions.models import (
    AgreementText,
    Appointment,
    Capacity,
    Enrolment,
    GroupSession,
    ProgrammeGroup,
    ProgrammeVersion,
    Review,
)
from partners.actions import judging as survivor_judging
from partners.actions import people
from partners.actions.news import pass_on
from partners.actions.tracing import open_tracing
from partners.definers import Supporter
from partners.models import News, ReleaseCheck, Survivor, Tracing
from partners.notices import PAUSED, ToTell
from referrals.actions import inviting, joining, preparing, referring, triage
from referrals.actions import judging as case_judging
from referrals.actions.asking_sender import ask
from referrals.actions.contacting import record_contact
from referrals.actions.handing_over import offer
from referrals.actions.joining_case import join as join_case
from referrals.actions.keeping import add_service
from referrals.actions.matching import say_not_same
from referrals.actions.naming import name_worker
from referrals.actions.opening import break_glass
from referrals.actions.pausing import pause
from referrals.actions.reading import open_case, open_referral
from referrals.actions.restricting import restrict
from referrals.actions.taking_off import propose as propose_off
from referrals.models import (
    Case,
    Disposal,
    Incident,
    Joining,
    Obligation,
    PoliceDetails,
    Question,
    Referral,
    ReferrerInvitation,
    UnsentReferral,
)
from referrals.reports.case_summary import CASE_SUMMARY
from tests.kernel.reports.press import words_alone
from tests.stack import Stack
from tests.world import agree_on_handovers


ELSEWHERE = "b.tarn@lintel.example"
PASSWORD = "brass lantern over quiet water"
CUSTODY = {
    "custody_record_number": "OL/2210/26",
    "fit_to_talk": "yes",
    "appropriate_adult": "not_needed",
    "interview": "after",
    "agrees": "yes",
    "outcome": "bailed",
    "alleged_offence": "Common assault",
}
JUDGED = {"imminence": "weeks", "basis": "judgement", "reason": "Followed home.", "review_on": None}


class Stock:
    """Every method works on the database of the stack, and is over when it returns."""

    def __init__(self, live: Stack) -> None:
        self.live = live

    def referral(self, family_name: str = "Kestrel", *, accepted: bool = False) -> uuid.UUID:
        """The key of a referral from Oldbury, or of the case that was opened from it."""
        with self.live.committed():
            referral = self._refer(family_name)
            return self._accept(referral).pk if accepted else referral.pk

    def unsent(self, **more: str) -> uuid.UUID:
        """A referral that the council has not sent, with what is needed to."""
        typed = {
            "person": "given_names=Darnell&family_name=Kestrel&sex=male&agency_link=no",
            "why-now": "behaviours=controlling&what_happened=Keeps+the+bank+cards.",
            "agreement": "agrees=yes&post=Social+worker&reached_at=0121+496+0041",
        }
        with self.live.committed():
            by, scheme = self.hat("social_worker"), Scheme.objects.get(slug="west")
            with acting_as(by):
                written = typed | more
                return preparing.prepare(scheme, written, key=uuid.uuid4(), by=by, at=timezone.now()).pk

    def left(self) -> uuid.UUID:
        """A referral that the desk at Oldbury has left for the next shift, with what is needed to send it."""
        typed = {"given_names": "Darnell", "family_name": "Kestrel", "sex": "male", "agency_link": "no"}
        with self.live.committed():
            by, scheme = self.hat("sergeant"), Scheme.objects.get(slug="west")
            with acting_as(by):
                written = {"whole": urlencode(typed | CUSTODY)}
                return preparing.prepare(scheme, written, key=uuid.uuid4(), by=by, at=timezone.now()).pk

    def saves_left(self, key: uuid.UUID, **typed: str) -> None:
        """A colleague of the desk writes on what was left, over what stands there."""
        with self.live.committed():
            by, unsent = self.hat("colleague"), UnsentReferral.objects.get(pk=key)
            with acting_as(by):
                seen = preparing.contents_of(unsent).part("whole").version
                words = urlencode(typed)
                preparing.save_part(unsent, "whole", words, seen=seen, by=by, at=timezone.now())

    def tells_apart(self, referral: uuid.UUID, case: uuid.UUID) -> None:
        """Somebody says that they are two people."""
        with self.live.committed():
            by, at = self.hat("caseworker"), timezone.now()
            with acting_as(by):
                found = open_referral(Referral.objects.get(pk=referral), by=by, at=at)
                say_not_same(found, Case.objects.get(pk=case), by=by, at=at)

    def two_records(self) -> tuple[uuid.UUID, uuid.UUID]:
        """The keys of two cases that are much alike."""
        return self.referral("Fieldfare", accepted=True), self.referral("Fieldfair", accepted=True)

    def proposes(self, one: uuid.UUID, two: uuid.UUID, *, who: str = "caseworker") -> None:
        """Somebody says that they are of one person."""
        with self.live.committed():
            by, at, cases = self.hat(who), timezone.now(), Case.objects.in_bulk([one, two])
            with acting_as(by):
                case = open_case(cases[one], by=by, at=at)
                joining.propose(case, cases[two], reason="The same scar.", by=by, at=at)

    def proposed(self) -> uuid.UUID:
        """The key of a case that waits for a second person to say whose it is."""
        one, two = self.two_records()
        self.proposes(one, two)
        return one

    def joined(self) -> uuid.UUID:
        """The key of a case that reads as one with another."""
        one = self.proposed()
        with self.live.committed():
            by, at = self.hat("second_caseworker"), timezone.now()
            with acting_as(by):
                open_case(Case.objects.get(pk=one), by=by, at=at)
                made = Joining.objects.get(case_id=one, state="proposed")
                joining.answer(made, agrees=True, by=by, at=at)
        return one

    def caution(self, *, days: int = 9) -> uuid.UUID:
        """The key of a referral by police, with a caution to be complied with in so many days."""
        today = timezone.localdate()
        told = {"behaviours": ["physical"], "what_happened": "Pushed somebody.", "agrees": "yes"}
        told |= {"post": "PC 2210", "reached_at": "0121 496 0041"}
        given = {"kind": "conditional", "admission": "admitted", "decided_by": "police"}
        given |= {"views_obtained": "yes", "notice_to": "Disposals unit"}
        due_on = today + dt.timedelta(days=days)
        beside = [
            PoliceDetails(unit="Disposals", offence="Common assault", crime_number="20/1234/26"),
            Disposal(given_on=today, due_on=due_on, **given),
            Obligation(place=1, kind="condition", words="Attend both workshops", ends_on=due_on),
            Obligation(place=2, kind="non_molestation", words="Not to get in touch with one person"),
        ]
        person = {"given_names": "Rhys", "family_name": "Larkspur", "sex": "male"}
        kinds = {"source": "police", "details": told, "beside": beside}
        with self.live.committed():
            scheme, officer = Scheme.objects.get(slug="west"), self.hat("officer")
            with acting_as(officer):
                sent = referring.submit(scheme, person=person, **kinds, by=officer, at=timezone.now())
        with self.live.committed():
            return Referral.objects.get(reference=sent.reference).pk

    def referrals(self, many: int, *, accepted: bool) -> None:
        with self.live.committed():
            for number in range(many):
                referral = self._refer(f"Kestrel-{number}")
                if accepted:
                    self._accept(referral)

    def restricted(self) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID]:
        """The keys of a restriction with somebody named, of an emergency, and of a declared connection."""
        at = timezone.now()
        with self.live.committed():
            lead, colleague = self.hat("safeguarding_lead"), self.hat("second_caseworker")
            made = restrict(self._refer("Merlin"), reason="Known here", employer=None, by=lead, at=at)
            name_worker(made, Worker.objects.get(pk=self.live.people["caseworker"]), by=lead, at=at)
            break_glass(made.handle, reason="Rang from outside", by=colleague, at=at)
            known = {"given_names": "Perpetua", "family_name": "Gorsedale", "date_of_birth": "1984"}
            with acting_as(colleague):
                conflict = declare_conflict(**known, kind="friend", by=colleague, at=at)
            return made.pk, made.openings.get().pk, conflict.pk

    def asked(self) -> uuid.UUID:
        """The key of a question that waits for the desk at Oldbury."""
        with self.live.committed():
            by = self.hat("caseworker")
            words = "Is there another number?"
            return ask(self._refer("Pochard"), kind="reaching", words=words, by=by, at=timezone.now()).pk

    def kept_with(self) -> uuid.UUID:
        """The key of a case with which a further referral was kept."""
        case, further = self.referral("Phalarope", accepted=True), self.referral("Phalarope")
        with self.live.committed():
            by, at = self.hat("caseworker"), timezone.now()
            with acting_as(by):
                found = Referral.objects.get(pk=further)
                join_case(found, Case.objects.get(pk=case), kind="arrest", by=by, at=at)
        return case

    def said_to_be_of_another(self) -> uuid.UUID:
        """The same, of which a colleague says that it is of somebody else."""
        case = self.kept_with()
        with self.live.committed():
            by, at = self.hat("second_caseworker"), timezone.now()
            with acting_as(by):
                found = open_case(Case.objects.get(pk=case), by=by, at=at)
                incident = Incident.objects.get(case=found)
                propose_off(found, incident, goes="inbox", reason="Another tattoo.", by=by, at=at)
        return case

    def paused_clock(self) -> uuid.UUID:
        """The key of a pause about which a manager was asked."""
        with self.live.committed():
            by, at = self.hat("caseworker"), timezone.now()
            until = timezone.localdate(at) + dt.timedelta(days=60)
            said = {"reason": "court", "said": "Proceedings come first", "words": "The hearing is in May."}
            referral = self._refer("Garganey")
            with acting_as(by):
                return pause(referral, **said, until_on=until, by=by, at=at).pk

    def handover(self) -> uuid.UUID:
        """The key of a handover that waits for the Bridge Project."""
        with self.live.committed():
            by, at = self.hat("caseworker"), timezone.now()
            if not Agreement.objects.filter(title="Westfield handovers").exists():
                agree_on_handovers()
            case = self._accept(self._refer("Bogbean"))
            bridge = Agency.objects.get(slug="bridge")
            words = {"summary": "Would like evenings.", "to_do": ["programme"]}
            return offer(case, to_agency=bridge, **words, by=by, at=at).pk

    def next_service(self) -> tuple[uuid.UUID, uuid.UUID]:
        """The keys of a service that people are sent on to, and of its scheme."""
        with self.live.committed():
            scheme, at = Scheme.objects.get(slug="west"), timezone.now()
            made = add_service(scheme, name=f"Help {uuid.uuid4()}", by=self.hat("administrator"), at=at)
            return made.pk, scheme.pk

    def custody_suite(self, slug: str) -> None:
        """One that no scheme has a place for."""
        kinds = [Agency.Kind.CUSTODY_SUITE]
        with self.live.committed():
            force = Agency.objects.get(slug="eastshire-police")
            agencies.register_agency(
                slug, name="Far custody", kinds=kinds, parent=force, by=None, at=timezone.now()
            )

    def asked_of(self) -> uuid.UUID:
        """The key of a referral about which something was asked."""
        question = self.asked()
        with self.live.committed():
            return Question.objects.get(pk=question).referral_id

    def reached(self) -> uuid.UUID:
        """The key of the case of somebody with whom a caseworker spoke: to be assessed."""
        key, at = self.referral("Plover", accepted=True), timezone.now()
        with self.live.committed():
            case, by = Case.objects.get(pk=key), self.hat("caseworker")
            spoke = {"channel": "call", "outcome": "reached", "account": "Agreed to meet."}
            record_contact(case, **spoke, made_at=at, by=by, at=at)
        return key

    def lowered(self) -> uuid.UUID:
        """The key of a case whose grade a caseworker lowered: a second person is to answer."""
        key = self.referral("Whimbrel", accepted=True)
        with self.live.committed():
            case, by = Case.objects.get(pk=key), self.hat("caseworker")
            for level in ("high", "standard"):
                case_judging.set_grade(case, level=level, **JUDGED, by=by, at=timezone.now())
        return key

    def survivor(self) -> Survivor:
        with self.live.committed():
            west, by = Scheme.objects.get(slug="west"), self.hat("link_worker")
            told = {"name": f"Maren {uuid.uuid4().hex[:6]}"}
            return people.record_survivor(told, scheme_id=west.pk, by=by, at=timezone.now())

    def survivor_lowered(self) -> uuid.UUID:
        """The key of a survivor whose grade a link worker lowered."""
        survivor = self.survivor()
        with self.live.committed():
            by = self.hat("link_worker")
            for level in ("high", "standard"):
                survivor_judging.set_grade(survivor, level=level, **JUDGED, by=by, at=timezone.now())
        return survivor.pk

    def news(self, kind: ToTell = PAUSED, *, of: uuid.UUID | None = None) -> News:
        """Something that a survivor is to be told."""
        survivor, event, at = of or self.survivor().pk, uuid.uuid4(), timezone.now()
        with self.live.committed():
            by = self.hat("link_worker")
            with as_system("courier"):
                to = Supporter(survivor, by.worker_id, by.agency_id)
                pass_on(kind, to, event=event, on=timezone.localdate(at), at=at)
            return News.objects.get(survivor_id=survivor, kind_slug=kind.slug)

    def traced(self) -> uuid.UUID:
        """The key of a search for whom somebody harmed who was taken on."""
        key, at = self.referral("Sandpiper", accepted=True), timezone.now()
        with self.live.committed():
            case, by = Case.objects.get(pk=key), self.hat("link_worker")
            whom = {"scheme_id": case.scheme_id, "agency_id": by.agency_id, "event": uuid.uuid4()}
            with as_system("courier"):
                open_tracing(case.client_id, **whom, at=at)
            return Tracing.objects.get(client_id=case.client_id).pk

    def kept_back(self) -> uuid.UUID:
        """The key of a document in which a stranger's number was found: somebody is to decide on it."""
        key, at = self.referral("Turnstone", accepted=True), timezone.now()
        with self.live.committed():
            case, by = Case.objects.get(pk=key), self.hat("caseworker")
            named = {"channel": "call", "outcome": "no_answer", "account": "Rang 07700 900888 instead."}
            record_contact(case, **named, made_at=at, by=by, at=at)
            about = {"subject_id": key, "scheme_id": case.scheme_id, "recipient": "Westfield council"}
            run = ask_for_document(CASE_SUMMARY, **about, by=by, at=at)
        for _ in range(60):
            with self.live.committed(), words_alone():
                make_waiting(clock=timezone.now)
                carry()
                found = ReleaseCheck.objects.filter(run_id=run.pk, state="waiting").first()
            if found:
                return found.pk
            time.sleep(1)  # the worker of the stack was first
        raise AssertionError("nobody checked it")

    def someone_new(self, name: str, *places: tuple[str, str]) -> str:
        """Somebody with these places (agency, role), by the name they then have in the stack."""
        at = timezone.now()
        with self.live.committed():
            worker = appointing.register_worker(name.title(), email=f"{name}@service.example", at=at)
            for agency, role in places:
                appointing.appoint(
                    worker, Agency.objects.get(slug=agency), role, starts_on=timezone.localdate(at), at=at
                )
            self.live.people[name] = worker.pk
        return name

    def password(self, who: str) -> str:
        """Gives them one, by the way that everybody gets one: an invitation."""
        at = timezone.now()
        with self.live.committed(), override_settings(PASSWORD_HASHERS=OURS):
            invitation = invitations.open_for(Worker.objects.get(pk=self.live.people[who]), at=at)
            invitations.accept(invitations.make_link(invitation, at=at), password=PASSWORD, at=at)
        return PASSWORD

    def invitation(self, who: str) -> str:
        at = timezone.now()
        with self.live.committed():
            invitation = invitations.open_for(Worker.objects.get(pk=self.live.people[who]), at=at)
            return invitations.make_link(invitation, at=at)

    def link(self) -> str:
        """The address that somebody without an account was sent, to refer by."""
        at = timezone.now()
        with self.live.committed():
            hat, scheme = self.hat("caseworker"), Scheme.objects.get(slug="west")
            with acting_as(hat):
                inviting.invite(
                    scheme, address=ELSEWHERE, agency=None, agency_named="Lintel Housing", by=hat, at=at
                )
        with self.live.committed():
            sent = ReferrerInvitation.objects.filter(address=ELSEWHERE, sent_at__isnull=False)
            end = time.monotonic() + 60
            while not sent.exists() and time.monotonic() < end:  # or the worker would make another
                time.sleep(0.1)
            code = inviting.make_link(sent.get(), at=at)
        return reverse("referrals:follow_link", args=["west", code])

    def email(self, who: str) -> str:
        with self.live.committed():
            return Worker.objects.get(pk=self.live.people[who]).email

    def hat(self, who: str) -> Hat:
        """For use inside `committed()`."""
        return make_hat(Membership.objects.get(worker_id=self.live.people[who]))

    def _refer(self, family_name: str) -> Referral:
        person = {"given_names": "Darnell", "family_name": family_name, "sex": "male"}
        sent = referring.submit(
            Scheme.objects.get(slug="west"),
            person=person | {"date_of_birth": "1991-03-27", "telephone": "07700 900123"},
            details=CUSTODY,
            source="custody",
            by=self.hat("sergeant"),
            at=timezone.now() - dt.timedelta(days=3),
        )
        return Referral.objects.get(reference=sent.reference)

    def _accept(self, referral: Referral) -> Case:
        return triage.accept(referral, by=self.hat("caseworker"), at=timezone.now())

    # Programmes, places on them, groups and sessions

    def runs(self, slug: str = "c2c", **terms: Any) -> ProgrammeVersion:
        """How the Threshold Centre runs a programme now: on these terms, whoever changed them before. Where
        nothing is said of it, nothing has to happen before it starts."""
        terms = {"gate": "none"} | terms
        with self._as("service_manager") as by:
            scheme, now = Scheme.objects.get(slug="west"), timezone.now()
            known = {"starts_on": timezone.localdate(now), "by": by, "at": now}
            found = ProgrammeVersion.objects.filter(scheme=scheme, programme=slug).order_by("number").last()
            if found is None:
                return versions.begin_programme(PROGRAMMES[slug], scheme=scheme, **known, **terms)
            if all(getattr(found, name) == value for name, value in terms.items()):
                return found
            return versions.change_programme(found, terms, reason="As it was", **known)

    def pays(self, slug: str = "c2c") -> Capacity:
        """Forty places, of a stream of their own."""
        self.runs(slug)
        at, today = timezone.now(), timezone.localdate()
        period = {"starts_on": today, "ends_on": today + dt.timedelta(days=100)}
        named = {"name": f"Stream {uuid.uuid4()}", "funder": "The county council"}
        with self._as("service_manager") as by:
            given = named | period | {"scheme": Scheme.objects.get(slug="west")}
            stream = funding.add_stream(given, by=by, at=at)
            return funding.add_places(stream, {"programme": slug, "places": 40} | period, by=by, at=at)

    def agreement(self) -> AgreementText:
        """The words of the agency's client agreement."""
        with self._as("service_manager") as by:
            found = AgreementText.objects.filter(provider_agency_id=by.agency_id).first()
            return found or agreeing.write_text(
                "What stays between us.", seen_number=0, by=by, at=timezone.now()
            )

    def waits(self, *slugs: str, **terms: Any) -> list[Enrolment]:
        """Somebody who signed, and waits for each of these, run on these terms."""
        text, wanted = self.agreement(), [self.runs(slug, **terms) for slug in slugs or ("c2c",)]
        key, at = self.referral(accepted=True), timezone.now()
        signed = {"answer": "signed", "way": "paper", "answered_on": timezone.localdate(at)}
        with self._as("caseworker") as by:
            case = open_case(Case.objects.get(pk=key), by=by, at=at)
            agreeing.take_agreement(case, text, signed, by=by, at=at)
            return [placing.wait_for(case, each, waits_for="A place", by=by, at=at) for each in wanted]

    def place(self) -> Enrolment:
        """Somebody whose place began a month ago, and who is in no group yet."""
        (waiting,), at = self.waits(), timezone.now()
        then = at - dt.timedelta(days=30)
        with self._as("caseworker") as by:
            open_case(waiting.case, by=by, at=at)
            return placing.book(waiting, starts_on=timezone.localdate(then), capacity=None, by=by, at=then)

    def group(self, *people: Enrolment) -> ProgrammeGroup:
        """One that met twice, and meets again in a week."""
        version, at = self.runs(), timezone.now()
        with self._as("caseworker") as by:
            group = grouping.begin_group(
                version,
                name=f"Group {uuid.uuid4()}",
                venue="The hall by the bridge",
                capacity=12,
                minutes=150,
                plan=_weekly(at),
                leaders=[],
                nation="scotland",
                by=by,
                at=at,
            )
            for each in people:
                grouping.join(group, each, from_on=group.starts_on, by=by, at=at)
            return group

    def session(self, number: int = 1) -> GroupSession:
        """Of a group of three: the first two are over, and nobody has marked them."""
        group = self.group(*(self.place() for _ in range(3)))
        with self.live.committed():
            return GroupSession.objects.get(group=group, number=number)

    def appointment(self, number: int = 1) -> Appointment:
        """With a caseworker: the first two are over, and nobody has marked them."""
        person, at = self.place(), timezone.now()
        with self._as("caseworker") as by:
            told = {"with_worker": by.worker_id, "minutes": 60, "plan": _weekly(at), "nation": "scotland"}
            return grouping.book_appointments(person, **told, by=by, at=at)[number - 1]

    def paused(self) -> Review:
        """What is to be decided of somebody who twice stayed away without a word."""
        person, at = self.place(), timezone.now()
        group = self.group(person)
        with self._as("caseworker") as by:
            missed = {person.pk: Entry(Mark.NO_WORD)}
            for each in group.sessions.filter(number__lte=2):
                marking.mark_register(each, missed, seen_version=each.version, by=by, at=at)
            return Review.objects.get(enrolment=person)

    def ended(self) -> Enrolment:
        """Somebody who did a part of a programme."""
        person, at = self.place(), timezone.now()
        ended = {"ending": "part_completed", "exit_review_on": None, "reason": ""}
        with self._as("caseworker") as by:
            deciding.end_place(person, **ended, by=by, at=at)
        return person

    def ended_with_disposal(self) -> uuid.UUID:
        """The key of a place of somebody with a disposal, whose outcome notice was released."""
        place = self.ended()
        with self.live.committed():
            by = self.hat("caseworker")
            Case.objects.filter(pk=place.case_id).update(disposal_due_on=timezone.localdate())
            run = ReportRun.objects.create(
                handle=report_handle(),
                report="outcome-notice",
                membership_id=by.membership_id,
                agency_id=by.agency_id,
                subject_id=place.pk,
                state="released",
                asked_at=timezone.now(),
            )
            made = {"body": b"%PDF-1.7", "pages": 1, "made_at": timezone.now()}
            Document.objects.create(run=run, membership_id=by.membership_id, **made)
        return place.pk

    @contextmanager
    def _as(self, who: str) -> Iterator[Hat]:
        """On the database of the stack, as somebody with that hat."""
        with self.live.committed(), acting_as(by := self.hat(who)):
            yield by


def _weekly(at: dt.datetime) -> Plan:
    """Six, from eight days ago."""
    begins = timezone.localtime(at) - dt.timedelta(days=8)
    return Plan(begins.date(), begins.time().replace(microsecond=0), 6)


OURS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]  # the only one that the real stack knows
