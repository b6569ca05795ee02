"""What came with a referral, as its door has it: the cards between who the person is and who sent them."""

from chrysalis.ui.dates import PartialDate
from chrysalis.ui.templatetags.ui import day
from referrals.models import CustodyDetails, Marker, ProfessionalDetails, Referral, Source
from referrals.queries import OfForce
from referrals.rules.identifiers import IDENTIFIERS, check_pnc
from referrals.views import in_own_words
from referrals.views.of_force import cards_of_force
from referrals.views.rows import Card, Row, chosen, row, spoken


def cards_of_door(referral: Referral, of_force: OfForce | None) -> list[Card]:
    """What only whoever stood at that door could know."""
    details = referral.came_with
    if referral.source == Source.CUSTODY:
        return [
            ("Custody", _custody(details)),
            ("Leaving custody", _leaving(details)),
            ("Safety of staff", _staff(details)),
        ]
    if referral.source == Source.SELF:
        return in_own_words.cards(details)
    return [
        *(cards_of_force(of_force) if of_force else []),
        ("What has happened", _happened(details, is_police=of_force is not None)),
        ("Agreement", _agreement(details)),
        ("Who else is involved", _involved(details)),
        ("Safety of staff", _staff(details)),
        ("The sender", [row("Post", details.post), row("To reach them", details.reached_at)]),
    ]


def _happened(told: ProfessionalDetails, *, is_police: bool) -> list[Row]:
    behaviours = [ProfessionalDetails.Behaviour(each).label for each in told.behaviours]
    return [
        *([chosen(told, "occasion")] if told.occasion else []),
        row("Behaviour", ", ".join(behaviours)),
        row("What has happened", told.what_happened),
        row("Last happened", PartialDate.read(told.latest_on).spoken if told.latest_on else ""),
        *([] if is_police else [row("Orders and proceedings", told.orders)]),
        row("What the sender hopes for", told.hopes),
    ]


def _agreement(told: ProfessionalDetails) -> list[Row]:
    return [chosen(told, "agrees"), chosen(told, "without"), row("Why it is necessary", told.why_without)]


def _involved(told: ProfessionalDetails) -> list[Row]:
    number = IDENTIFIERS[told.number_kind].check(told.number) if told.number else None
    kind = IDENTIFIERS[told.number_kind].label if told.number else "Number"
    return [
        row(kind, number.tidy if number else "", number.warning or "" if number else ""),
        row("Programme before", told.get_earlier_display(), told.earlier_said),
        row("Children", told.children),
        row("Other services", told.other_services),
    ]


def _custody(custody: CustodyDetails) -> list[Row]:
    pnc = check_pnc(custody.pnc_id) if custody.pnc_id else None
    return [
        row("Custody record", custody.custody_record_number),
        row("PNC ID", pnc.tidy if pnc else "", pnc.warning or "" if pnc else ""),
        row("Arrested", spoken(custody.arrested_at)),
        *([chosen(custody, "occasion")] if custody.occasion else []),
        row("Alleged offence", custody.alleged_offence),
        row("Officer in the case", custody.officer_in_case),
        chosen(custody, "fit_to_talk"),
        chosen(custody, "appropriate_adult"),
        chosen(custody, "interview"),
        row("Agrees to be contacted", custody.get_agrees_display(), custody.why_without),
    ]


def _leaving(custody: CustodyDetails) -> list[Row]:
    return [
        row("Where things stood", custody.get_outcome_display()),
        row("Release expected", spoken(custody.release_expected_at)),
        row("Bail conditions", custody.bail_conditions),
        row("Return or court date", day(custody.return_on)),
    ]


def in_custody(custody: CustodyDetails) -> Card:
    """What of the custody desk's form whoever works with the person still needs, beside the case."""
    return "Custody, as it was told", [
        chosen(custody, "fit_to_talk"),
        chosen(custody, "appropriate_adult"),
        *_leaving(custody),
    ]


def _staff(told: CustodyDetails | ProfessionalDetails) -> list[Row]:
    markers = [Marker(marker).label for marker in told.markers]
    return [row("Be ready for", ", ".join(markers)), row("Anything else", told.anything_else)]
