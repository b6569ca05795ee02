"""Recording, signing and renewing information-sharing agreements.

An agreement is kept by one agency and signed by each for itself. It binds, and lets share, only
those who have signed. What an ended one means for new referrals stands in `sharing.py`.
"""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Agreement, Participation, Scheme, Signature
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.working_days import in_london


RECORDED = word("agreement.recorded", Side.NEITHER, "collection", "recorded an information-sharing agreement")
SIGNED = word("agreement.signed", Side.NEITHER, "collection", "signed an information-sharing agreement")
RENEWED = word("agreement.renewed", Side.NEITHER, "alteration", "renewed an information-sharing agreement")


class AgreementRefused(Exception):
    """The text is shown to the worker, beside the field that it is about."""

    field: str | None = None


class NoPart(AgreementRefused):
    def __init__(self, scheme: Scheme) -> None:
        super().__init__(f"Only agencies that take part in {scheme.name} can do this.")


class NotForAnother(AgreementRefused):
    def __init__(self) -> None:
        super().__init__("An agency signs, records and renews for itself, never for another.")


class EndsBeforeItStarts(AgreementRefused):
    field = "expires_on"

    def __init__(self) -> None:
        super().__init__("The end date must be on or after the start date.")


class SignedAlready(AgreementRefused):
    def __init__(self, agency: Agency) -> None:
        super().__init__(f"{agency.name} has signed this agreement already.")


class Over(AgreementRefused):
    def __init__(self) -> None:
        super().__init__("This agreement has ended. Ask the agency that keeps it to renew it first.")


class NotLonger(AgreementRefused):
    field = "expires_on"

    def __init__(self, expires_on: dt.date) -> None:
        super().__init__(f"The new end date must be after {expires_on.day} {expires_on:%B %Y}.")


@transaction.atomic
def record_agreement(
    scheme: Scheme,
    *,
    kept_by: Agency,
    title: str,
    scope: str,
    purpose: str,
    starts_on: dt.date,
    expires_on: dt.date,
    by: Hat | None,
    at: dt.datetime,
) -> Agreement:
    """Write down an agreement; nobody has signed it yet. Raises AgreementRefused."""
    _refuse_outsiders(scheme, kept_by, by=by)
    if expires_on < starts_on:
        raise EndsBeforeItStarts
    agreement = Agreement.objects.create(
        scheme=scheme,
        kept_by=kept_by,
        title=title,
        scope=scope,
        purpose=purpose,
        starts_on=starts_on,
        expires_on=expires_on,
    )
    record(RECORDED, by=by, at=at, subjects=[agreement.pk])
    return agreement


@transaction.atomic
def sign(
    agreement: Agreement,
    *,
    agency: Agency,
    lawful_basis: str,
    signatory: str,
    signed_on: dt.date,
    by: Hat | None,
    at: dt.datetime,
) -> Signature:
    """Sign for an agency, with the basis in law it relies on. Raises AgreementRefused."""
    _refuse_outsiders(agreement.scheme, agency, by=by)
    if agreement.expires_on < in_london(at).date():
        raise Over
    signature = _sign(agreement, agency, lawful_basis=lawful_basis, signatory=signatory, signed_on=signed_on)
    record(SIGNED, by=by, at=at, subjects=[agreement.pk, signature.pk])
    return signature


@transaction.atomic
def renew(
    agreement: Agreement, *, expires_on: dt.date, seen_version: int, by: Hat | None, at: dt.datetime
) -> Agreement:
    """Move the end date on, all signatories having agreed. Raises AgreementRefused, or
    versions.Conflict when somebody else renewed in between."""
    if by and by.agency_id != agreement.kept_by_id:
        raise NotForAnother
    if agreement.version == seen_version and expires_on <= agreement.expires_on:
        raise NotLonger(agreement.expires_on)
    agreement.change(seen_version=seen_version, expires_on=expires_on)
    record(RENEWED, by=by, at=at, subjects=[agreement.pk], fields=["expires_on"])
    return agreement


def _sign(agreement: Agreement, agency: Agency, **signed: Any) -> Signature:
    """Two colleagues sign for one agency at the same moment: one does."""
    try:
        with transaction.atomic():
            return Signature.objects.create(agreement=agreement, agency=agency, **signed)
    except IntegrityError:
        raise SignedAlready(agency) from None


def _refuse_outsiders(scheme: Scheme, agency: Agency, *, by: Hat | None) -> None:
    if by and by.agency_id != agency.pk:
        raise NotForAnother
    if not Participation.objects.filter(scheme=scheme, agency=agency).exists():
        raise NoPart(scheme)
