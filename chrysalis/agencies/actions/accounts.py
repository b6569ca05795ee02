"""Accounts of the own agency: invite a colleague, end a place, end sessions.

SAFETY: an administrator hands out sight of other people's lives without having it. So nobody gives
a role beyond the own reach, a role to themselves, or one person a place on both sides of the wall;
and an agency is never left without somebody who can let people in and shut them out.
"""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.access.roles import ROLES, AgencyAdministrator, Role
from chrysalis.agencies.actions.agencies import register_agency
from chrysalis.agencies.actions.appointing import appoint, register_worker
from chrysalis.agencies.models import Membership, Worker
from chrysalis.agencies.queries import in_force
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.signin.actions import invitations, sessions


INVITED = word("account.invited", Side.NEITHER, "account", "invited a colleague to a role")
INVITED_AGAIN = word("account.invited_again", Side.NEITHER, "account", "sent an invitation again")
PLACE_ENDED = word("account.place_ended", Side.NEITHER, "account", "ended a colleague's place")


# For a disabled account and for a place on the other side: neither is the administrator's to know.
NOT_THIS_PERSON = "This person cannot be given that role. Ring the help number."


class Refused(Exception):
    """Text is shown to the administrator."""

    field: str | None = None


def roles_to_give(by: Hat) -> list[type[Role]]:
    """The roles within the own reach that make sense in the own agency."""
    return [
        role
        for role in ROLES
        if role.slug in by.role.may_appoint and (not role.agency_kinds or role.agency_kinds & by.agency_kinds)
    ]


@transaction.atomic
def invite(*, full_name: str, email: str, role_slug: str, by: Hat, at: dt.datetime) -> Membership:
    """Give a colleague a place and, if they have no account in use yet, send them a way in."""
    if role_slug not in {role.slug for role in roles_to_give(by)}:
        raise Refused("You cannot give that role.")
    worker = _worker(full_name, email, at=at)
    _refuse_place(worker, ROLES[role_slug], by=by, at=at)
    place = _place(worker, role_slug, by=by, at=at)
    if not worker.has_usable_password():
        invitations.invite(worker, agency_id=by.agency_id, at=at)
    record(INVITED, by=by, at=at, subjects=[worker.pk, place.pk], reason=role_slug)
    return place


@transaction.atomic
def invite_again(place: Membership, *, by: Hat, at: dt.datetime) -> None:
    """A new link; the old one stops working."""
    _refuse_out_of_reach(place, by=by)
    if place.worker.has_usable_password():
        raise Refused("This account is in use already.")
    invitations.invite(place.worker, agency_id=by.agency_id, at=at)
    record(INVITED_AGAIN, by=by, at=at, subjects=[place.worker_id])


@transaction.atomic
def end_place(place: Membership, *, seen_version: int, by: Hat, at: dt.datetime) -> Membership:
    """From today on the colleague has no place here: whatever they have open ends at its next step."""
    _refuse_out_of_reach(place, by=by)
    _refuse_last_administrator(place, at=at)
    today = timezone.localdate(at)
    ended = place.change(seen_version=seen_version, ends_on=max(today, place.starts_on))
    record(PLACE_ENDED, by=by, at=at, subjects=[place.worker_id, place.pk], fields=["ends_on"])
    return ended


@transaction.atomic
def end_sessions(place: Membership, *, by: Hat, at: dt.datetime) -> int:
    _refuse_out_of_reach(place, by=by)
    return sessions.end_all(place.worker, by=by, at=at)


@transaction.atomic
def begin(*, agency_name: str, slug: str, kind: str, full_name: str, email: str, at: dt.datetime) -> Worker:
    """The first agency and its administrator, made by the operator at the shell, once."""
    if Membership.objects.filter(role_slug=AgencyAdministrator.slug).exists():
        raise Refused("There is an agency administrator already: they invite everybody else.")
    agency = register_agency(slug, name=agency_name, kinds=[kind], by=None, at=at)
    worker = register_worker(full_name, email=email.strip().lower(), at=at)
    appoint(worker, agency, AgencyAdministrator.slug, starts_on=timezone.localdate(at), at=at)
    return worker


def _worker(full_name: str, email: str, *, at: dt.datetime) -> Worker:
    """Their account, new or not. The name of an account in use is not overwritten from here."""
    found = Worker.objects.filter(email__iexact=email.strip()).first()
    if found is None:
        found = register_worker(full_name.strip(), email=email.strip().lower(), at=at)
    if not found.is_active:
        raise Refused(NOT_THIS_PERSON)
    return found


def _place(worker: Worker, role_slug: str, *, by: Hat, at: dt.datetime) -> Membership:
    place = Membership(
        worker=worker, agency_id=by.agency_id, role_slug=role_slug, starts_on=timezone.localdate(at)
    )
    try:
        with transaction.atomic():
            place.save(force_insert=True)
    except IntegrityError:
        raise Refused("They have that place already.") from None
    return place


def _refuse_place(worker: Worker, role: type[Role], *, by: Hat, at: dt.datetime) -> None:
    if worker.pk == by.worker_id:
        raise Refused("You cannot give a role to yourself. Ask another administrator of your agency.")
    # The lock makes two invitations of one person at the same moment see each other.
    Worker.objects.select_for_update().get(pk=worker.pk)
    held = worker.memberships.filter(in_force(timezone.localdate(at))).values_list("role_slug", flat=True)
    sides = {ROLES[slug].side for slug in held} | {role.side}
    if {Side.CHANGE, Side.SAFETY} <= sides:
        # SAFETY: somebody who sees both sides can be asked, pressed or tricked to carry an address across.
        raise Refused(NOT_THIS_PERSON)


def _refuse_out_of_reach(place: Membership, *, by: Hat) -> None:
    if place.agency_id != by.agency_id or place.role_slug not in by.role.may_appoint:
        raise Refused("You cannot change this place.")


def _refuse_last_administrator(place: Membership, *, at: dt.datetime) -> None:
    others = Membership.objects.select_for_update().filter(
        in_force(timezone.localdate(at)),
        agency_id=place.agency_id,
        role_slug=place.role_slug,
        worker__is_active=True,
    )
    if place.role_slug == AgencyAdministrator.slug and not [
        other for other in others if other.pk != place.pk
    ]:
        raise Refused("This is the last administrator of your agency. Invite another first.")
