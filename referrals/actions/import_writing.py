"""Adding rows of a spreadsheet: each a referral like any that was written down, a batch in a few statements.

What comes of a row is what `writing_down` makes of one that was typed: the referral with its clock, running
from the day it was received; who told it; what they told; and the keys by which the person is found. One
entry in the log names all of a batch. Nobody is told of each: the importer announces how it ended, once.
SAFETY: those of people who work where the case could be seen are restricted as they are added, and announced
one by one to the safeguarding leads, since nobody else can see them.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce_all
from referrals.actions.finding import keys_of
from referrals.actions.import_checking import Given
from referrals.actions.referring import belong, frozen, numbers_of, submitted
from referrals.actions.restricting import restrict_from_the_start
from referrals.actions.setwise import insert
from referrals.models import CameWith, ImportRow, PersonKey, ProfessionalDetails, Referral, WrittenDown
from referrals.ways_in import ways_into


BROUGHT_IN = word("referral.brought-in", Side.CHANGE, "collection", "brought referrals in from a spreadsheet")


@dataclass
class Batch:
    """What a batch of rows becomes, not saved yet."""

    referrals: list[Referral] = field(default_factory=list)
    details: list[ProfessionalDetails] = field(default_factory=list)
    told: list[WrittenDown] = field(default_factory=list)
    keys: list[PersonKey] = field(default_factory=list)

    def write(self) -> None:
        insert(Referral, self.referrals)
        insert(ProfessionalDetails, self.details)
        insert(WrittenDown, self.told)
        insert(PersonKey, self.keys)


def add(
    ready: Iterable[tuple[ImportRow, Given]], scheme: Scheme, *, by: Hat, at: dt.datetime
) -> list[Referral]:
    """Add what each row says, and say on the row what it became. The caller saves the rows, in the same
    transaction: a row is added with its referral, or neither is."""
    pairs = list(ready)
    batch = gather((given for _, given in pairs), scheme, by=by)
    batch.write()
    for (row, _), referral in zip(pairs, batch.referrals, strict=True):
        row.state, row.referral_key, row.cells = ImportRow.State.ADDED, referral.pk, []
    _restrict(batch.referrals, by=by, at=at)
    if batch.referrals:
        record(BROUGHT_IN, by=by, at=at, subjects=[referral.pk for referral in batch.referrals])
    return batch.referrals


def gather(given: Iterable[Given], scheme: Scheme, *, by: Hat) -> Batch:
    own, batch, ways = Agency.objects.get(pk=by.agency_id), Batch(), ways_into(scheme)
    for each in given:
        details, told = ProfessionalDetails(**each.details), each.told
        kept = {"source": each.source, "told_from": told.agency_name, "sent_as": None}
        kept["lawful_basis"] = ways.held(each.source).lawful_basis
        referral = frozen(scheme, own, own, each.person | kept, by=by, at=told.told_at)
        came_with: list[CameWith] = [details, told]
        for part in came_with:
            belong(part, referral)
        batch.referrals.append(referral)
        batch.details.append(details)
        batch.told.append(told)
        batch.keys += keys_of(referral, numbers_of(came_with))
    return batch


def _restrict(referrals: Iterable[Referral], *, by: Hat, at: dt.datetime) -> None:
    hidden = [referral for referral in referrals if referral.is_restricted]
    for referral in hidden:
        restrict_from_the_start(referral, by=by, at=at)
    announce_all([submitted(referral) for referral in hidden], by=by, at=at)
