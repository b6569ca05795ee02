"""What the pages of a live stack find there: made through actions, as everything else is."""

import datetime as dt
import uuid

from django.test import override_settings
from django.utils import timezone

from chrysalis.access.hat import Hat
from chrysalis.agencies.actions import agencies, appointing
from chrysalis.agencies.actions.conflicts import declare_conflict
from chrysalis.agencies.models import Agency, Agreement, Membership, Scheme, Worker
from chrysalis.agencies.queries import make_hat
from chrysalis.signin.actions import invitations
from referrals.actions import referring, triage
from referrals.actions.asking_sender import ask
from referrals.actions.handing_over import offer
from referrals.actions.keeping import add_service
from referrals.actions.naming import name_worker
from referrals.actions.opening import break_glass
from referrals.actions.restricting import restrict
from referrals.models import Case, Referral
from tests.stack import Stack
from tests.world import agree_on_handovers


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


class Stock:
    """Every method works on the database of the stack, and is over when it returns."""

    def __init__(self, live: Stack) -> None:
        self.live = live

    def referral(self, family_name: str = "Kestrel", *, accepted: bool = False) -> uuid.UUID:
        """The key of a referral from Oldbury, or of the case that was opened from it."""
        with self.live.committed():
            referral = self._refer(family_name)
            return self._accept(referral).pk if accepted else referral.pk

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
            conflict = declare_conflict(**known, kind="friend", by=colleague, at=at)
            return made.pk, made.openings.get().pk, conflict.pk

    def asked(self) -> uuid.UUID:
        """The key of a question that waits for the desk at Oldbury."""
        with self.live.committed():
            by = self.hat("caseworker")
            words = "Is there another number?"
            return ask(self._refer("Pochard"), kind="reaching", words=words, by=by, at=timezone.now()).pk

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
            custody=CUSTODY,
            by=self.hat("sergeant"),
            at=timezone.now() - dt.timedelta(days=3),
        )
        return Referral.objects.get(reference=sent.reference)

    def _accept(self, referral: Referral) -> Case:
        return triage.accept(referral, by=self.hat("caseworker"), at=timezone.now())


OURS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]  # the only one that the real stack knows
