"""A scheme in which nobody is real: for whoever connects a records system to try everything."""

import datetime as dt

from django.db import transaction

from chrysalis.agencies.actions.agencies import register_agency
from chrysalis.agencies.actions.agreements import record_agreement, sign
from chrysalis.agencies.actions.schemes import add_area, set_up_scheme
from chrysalis.agencies.models import Agency, Participation, Scheme
from chrysalis.working_days import in_london


SLUG = "sandbox"
YEARS = 10
K, P = Agency.Kind, Participation.Part
# Those that a records system may stand for, by the door they refer through; and who receives what they send.
AGENCIES = (
    ("police", "Sandbox Police", K.POLICE_FORCE, P.REFERRER),
    ("custody", "Sandbox custody", K.CUSTODY_SUITE, P.REFERRER),
    ("council", "Sandbox Council", K.COUNCIL, P.REFERRER),
    ("probation", "Sandbox Probation", K.PROBATION, P.REFERRER),
    ("health", "Sandbox Health", K.HEALTH, P.REFERRER),
    ("other", "Sandbox Housing", K.OTHER, P.REFERRER),
    ("provider", "Sandbox Provider", K.PROVIDER, P.PROVIDER),
    ("partner-support", "Sandbox Partner Support", K.VICTIM_SERVICE, P.PARTNER_SUPPORT),
)


@transaction.atomic
def set_up_sandbox(*, at: dt.datetime) -> Scheme:
    """The same scheme, however often it is asked for."""
    there = Scheme.objects.filter(slug=SLUG).first()
    if there:
        return there
    made: dict[str, Agency] = {}
    for slug, name, kind, _ in AGENCIES:
        force = made["police"] if kind == K.CUSTODY_SUITE else None
        made[slug] = register_agency(
            f"{SLUG}-{slug}", name=name, kinds=[kind], parent=force, is_sandbox=True, by=None, at=at
        )
    door = made["provider"]
    parts = [(made[slug], part) for slug, _, _, part in AGENCIES]
    scheme = set_up_scheme(SLUG, name="Sandbox", lead=door, front_door=door, parts=parts, by=None, at=at)
    add_area(scheme, name="Sandbox Borough", by=None, at=at)
    _agree(scheme, made, at=at)
    return scheme


def _agree(scheme: Scheme, made: dict[str, Agency], *, at: dt.datetime) -> None:
    today = in_london(at).date()
    agreement = record_agreement(
        scheme,
        kept_by=scheme.front_door,
        title="Sandbox",
        scope="Invented people alone",
        purpose="Trying out a records system",
        starts_on=today,
        expires_on=today.replace(day=1) + dt.timedelta(days=366 * YEARS),
        by=None,
        at=at,
    )
    for agency in made.values():
        sign(
            agreement,
            agency=agency,
            lawful_basis="public_task",
            signatory="Nobody",
            signed_on=today,
            by=None,
            at=at,
        )
