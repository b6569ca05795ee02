"""Where everything that referral forms in the field ask has its home, and who is asked for it.

One line for each item of the union of forms (parts A to K): the column that keeps it, and where it is asked,
as `place.field` or `place/place.field`. A test holds each line against the models, their sides and the forms.
Part D, about whoever was harmed, has homes on the safety side alone; no line of another part has one there.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    part: str
    name: str
    home: str  # app.Model.column, or app.Model where the rows themselves are it
    asked: tuple[str, ...] = ()  # nothing where nobody types it


def _part(part: str, lines: str) -> list[Item]:
    """`name | home | place.field, place/place.field`, a line each."""
    rows = [[cell.strip() for cell in line.split("|")] for line in lines.strip().splitlines()]
    return [Item(part, name, home, tuple(_asked(asked))) for name, home, asked in rows]


def _asked(cell: str) -> Iterator[str]:
    for where in filter(None, cell.split(", ")):
        places, name = where.split(".")
        yield from (f"{place}.{name}" for place in places.split("/"))


REFERRAL = _part(
    "A",
    """
    date and time | referrals.Referral.received_at | written.told_at
    channel | referrals.WrittenDown.way | written.told_way
    source type | referrals.Referral.source |
    agency | referrals.Referral.referring_agency | written.told_agency
    agency of none of ours | referrals.WrittenDown.agency_named | written.told_agency_named
    name of whoever referred | referrals.WrittenDown.told_by | written.told_by
    role | referrals.ProfessionalDetails.post | council/police.post
    phone or secure e-mail | referrals.ProfessionalDetails.reached_at | council.reached_at
    team and manager | referrals.Circumstances.team | council.about_team
    unit of police | referrals.PoliceDetails.unit | police.unit
    reporting authority | referrals.Referral.provider_agency |
    earlier referrals here | referrals.Joining |
    earlier programmes elsewhere | referrals.ProfessionalDetails.earlier_said | council.earlier_said
    reason | referrals.ProfessionalDetails.what_happened | council.what_happened
    what the referrer hopes for | referrals.ProfessionalDetails.hopes | council.hopes
    urgency | referrals.SelfReferralDetails.urgent | self.urgent
    something new | referrals.ProfessionalDetails.occasion | council/custody.occasion
    completeness | referrals.Question | triage.words
    acknowledgement | referrals.ReferralStatus.word |
    heard of the service | referrals.Circumstances.heard_of | council.about_heard_of
    heard of us, themselves | referrals.SelfReferralDetails.heard_of | self.heard_of
    """,
)
PERSON = _part(
    "B",
    """
    given names | referrals.Referral.given_names | council/custody/self.given_names
    family name | referrals.Referral.family_name | council/custody/self.family_name
    aliases | referrals.Referral.known_as | council/custody/self.known_as
    other spellings | referrals.PersonKey.text |
    date of birth | referrals.Referral.date_of_birth | council/custody/self.date_of_birth
    pathway by age | referrals.Referral.age_path | path.path
    sex | referrals.Referral.sex | council/custody.sex
    gender identity | referrals.EqualityAnswers.gender_same | council/case/after.equality_gender_same
    ethnicity, self-defined | referrals.EqualityAnswers.ethnicity | council/case/after.equality_ethnicity
    ethnicity, as seen | referrals.EqualityAnswers.ethnicity_seen | custody/police.equality_ethnicity_seen
    nationality | referrals.EqualityAnswers.nationality | council/case/after.equality_nationality
    religion | referrals.EqualityAnswers.religion | council/case/after.equality_religion
    sexual orientation | referrals.EqualityAnswers.orientation | council/case/after.equality_orientation
    disability | referrals.EqualityAnswers.disability | council/case/after.equality_disability
    language, interpreter, dialect | referrals.Referral.language | council/custody/self.language
    learning, literacy, adjustments | referrals.Circumstances.needs | council.about_needs
    adjustments, themselves | referrals.SelfReferralDetails.needs | self.needs
    address, or none | referrals.Referral.staying_at | council/custody/self.staying_at
    town or postcode | referrals.SelfReferralDetails.place | self.place
    housing | referrals.Circumstances.housing | council.about_housing
    phone | referrals.Referral.telephone | council/custody/self.telephone
    phone held by police | referrals.Referral.telephone_held_by_police | custody.telephone_held_by_police
    e-mail | referrals.SelfReferralDetails.email | self.email
    safe way to reach them | referrals.SelfReferralDetails.ways | self.ways
    safe to ring | referrals.Referral.telephone_is_safe | council/custody.telephone_is_safe
    GP | referrals.Circumstances.gp | council.about_gp
    NHS number | referrals.ProfessionalDetails.number | health.number
    occupation | referrals.Circumstances.occupation | council.about_occupation
    employer | referrals.Circumstances.works_at | council.about_works_at
    employer that could see the case | referrals.Referral.employer | council/custody/self.employer
    shift pattern | referrals.Circumstances.shifts | council.about_shifts
    relationship status | referrals.Circumstances.status | council.about_status
    parental responsibility | referrals.Circumstances.is_parent | council.about_is_parent
    veteran | referrals.Circumstances.armed_forces | council.about_armed_forces
    agrees to be contacted | referrals.ProfessionalDetails.agrees | council.agrees
    agrees, in custody | referrals.CustodyDetails.agrees | custody.agrees
    young person, services | referrals.YoungPerson.services_worker | council/custody/path/self.young_services
    competence of a young person | referrals.YoungPerson.able | council/path.young_able
    responsible adult | referrals.ResponsibleAdult.name | council/path/self.adult_name
    safe to talk to the adult | referrals.ResponsibleAdult.safe_to_talk | self.adult_safe
    responsible adult agrees | referrals.ResponsibleAdult.agrees | council/path.adult_agrees
    """,
)
POLICE = _part(
    "C",
    """
    force | referrals.Referral.referring_agency |
    officer in the case | referrals.PoliceDetails.officer_in_case | police.officer_in_case
    officer, in custody | referrals.CustodyDetails.officer_in_case | custody.officer_in_case
    PNC ID | referrals.CustodyDetails.pnc_id | custody.pnc_id
    PNC ID or CRN, by a colleague | referrals.ProfessionalDetails.number | police/probation.number
    CRO | referrals.PoliceDetails.cro | police.cro
    crime number | referrals.PoliceDetails.crime_number | police.crime_number
    incident number | referrals.PoliceDetails.incident_number | police.incident_number
    custody record number | referrals.CustodyDetails.custody_record_number | custody.custody_record_number
    ASN | referrals.PoliceDetails.asn | police.asn
    case URN | referrals.PoliceDetails.urn | police.urn
    arrest date | referrals.CustodyDetails.arrested_at | custody.arrested_at
    offence | referrals.PoliceDetails.offence | police.offence
    offence, in custody | referrals.CustodyDetails.alleged_offence | custody.alleged_offence
    outcome | referrals.CustodyDetails.outcome | custody.outcome
    where it stands | referrals.PoliceDetails.stands | police.stands
    bail conditions | referrals.CustodyDetails.bail_conditions | custody.bail_conditions
    next date | referrals.PoliceDetails.next_on | police.next_on
    return date, in custody | referrals.CustodyDetails.return_on | custody.return_on
    markers | referrals.CustodyDetails.markers | custody.markers
    firearms licence | referrals.PoliceDetails.firearms | police.firearms
    disposal | referrals.Disposal.kind | police.disposal
    conditions | referrals.Obligation.words | police.condition_1
    deadline | referrals.Disposal.due_on | police.due_on
    youth justice team | referrals.Disposal.youth_team | police.youth_team
    orders | referrals.Obligation.kind | police.order_1
    """,
)
HARMED = _part(
    "D",
    """
    name | partners.SlipDetails.name | section.name
    date of birth | partners.Survivor.date_of_birth | survivor.date_of_birth
    language, interpreter | partners.Survivor.language | survivor.language
    relationship | partners.SlipDetails.relationship | section.relationship
    address | partners.SlipDetails.address | section.address
    area | partners.SlipDetails.area | section.area
    contact values | partners.SlipDetails.telephone | section.telephone
    safe to ring | partners.SlipDetails.safe_to_ring | section.safe_to_ring
    safe times and messages | partners.SafeContact.hours | way.hours
    views and wishes, and all else | partners.SlipDetails.anything_else | section.anything_else
    wants support | partners.Survivor.tier | engage.tier
    Dash and date | partners.SurvivorAssessment.assessed_on |
    """,
)
CHILDREN = _part(
    "E",
    """
    children, as a referrer gives them | referrals.ProfessionalDetails.children | council.children
    children, themselves | referrals.SelfReferralDetails.children | self.children
    name | referrals.Child.name | child.name
    date of birth | referrals.Child.date_of_birth | child.date_of_birth
    relationship | referrals.Child.relation | child.relation
    social worker | referrals.Child.social_worker | child.social_worker
    plan | referrals.Child.standing | child.standing
    court orders | referrals.Order.kind | order.kind
    """,
)
ABUSE = _part(
    "F",
    """
    type | referrals.ProfessionalDetails.behaviours | council.behaviours
    latest incident | referrals.ProfessionalDetails.latest_on | council.latest_on
    first incident | referrals.Circumstances.first_on | council.about_first_on
    frequency | referrals.Circumstances.frequency | council.about_frequency
    change | referrals.Circumstances.trend | council.about_trend
    injuries, strangulation, weapons, children present | referrals.PoliceDetails.parts | police.parts
    minimising, denying, accepting | referrals.Circumstances.speaks | council.about_speaks
    cautions and convictions | referrals.PoliceDetails.history | police.history
    previous programmes | referrals.ProfessionalDetails.earlier | council.earlier
    """,
)
ELIGIBILITY = _part(
    "G",
    """
    criminal proceedings | interventions.Suitability.criminal | suitability.criminal
    public family proceedings | interventions.Suitability.public_family | suitability.public_family
    private family proceedings | interventions.Suitability.private_family | suitability.private_family
    orders | referrals.ProfessionalDetails.orders | council.orders
    residence | interventions.Suitability.lives_in_scheme | suitability.lives_in_scheme
    acknowledgement | interventions.Suitability.acknowledges | suitability.acknowledges
    risk grade | referrals.Grade.level |
    substance and mental-health stability | interventions.Suitability.exclusions | suitability.exclusions
    suicidal or homicidal thoughts | referrals.SelfReferralDetails.urgent | self.urgent
    motivation | referrals.Circumstances.motivation | council.about_motivation
    availability | referrals.Circumstances.available | council.about_available
    travel | referrals.Circumstances.travel | council.about_travel
    childcare | referrals.Circumstances.childcare | council.about_childcare
    """,
)
OTHERS = _part(
    "H",
    """
    other services, worker and phone | referrals.ProfessionalDetails.other_services | council.other_services
    other services, themselves | referrals.SelfReferralDetails.services | self.services
    sent on for other help | referrals.OnwardReferral.to_whom | onward.to_whom
    """,
)
STAFF = _part(
    "I",
    """
    violence, weapons, dogs | referrals.ProfessionalDetails.markers | council.markers
    anything else | referrals.ProfessionalDetails.anything_else | council.anything_else
    """,
)
SHARING = _part(
    "J",
    """
    lawful basis | referrals.Referral.lawful_basis |
    usual basis of a way in | referrals.WayIn.lawful_basis | ways.council-basis
    another basis, and why | referrals.BasisChange.because | basis.because
    consent to take part | referrals.ConsentAnswer.answer | consent.answer
    closed reason without agreement | referrals.ProfessionalDetails.without | council.without
    necessity, and who decided | referrals.ProfessionalDetails.why_without | council.why_without
    why without, in custody | referrals.CustodyDetails.why_without | custody.why_without
    privacy notice given | referrals.SelfReferralDetails.understood_version |
    restricted | referrals.Referral.is_restricted |
    """,
)
CONFLICT = _part(
    "K",
    """
    linked to an agency | referrals.Referral.agency_link | council/custody/self.agency_link
    known to a colleague | agencies.Conflict.name_key |
    """,
)
ITEMS = (
    *REFERRAL, *PERSON, *POLICE, *HARMED, *CHILDREN, *ABUSE, *ELIGIBILITY, *OTHERS, *STAFF, *SHARING,
    *CONFLICT,
)  # fmt: skip
# What the union has and nothing here keeps, each with the reason.
WITHOUT_A_HOME = {
    "A programme asked for": "the service says which fits, by its rules",
    "A attachments": "kept beside the referral by what takes files in",
    "B pronouns": "words on screen use the name or “they”",
    "B immigration, NI number, length of stay": "nothing here needs it, and it can be used against them",
    "C NOMS number": "the CRN finds the same person at probation",
    "D landlord, occupation, GP, pregnancy, MARAC": "in a survivor's own words on the safety side",
    "E school, address, lives with": "the safety side alone",
    "F earlier victims": "partner support alone: told in the sealed section",
    "I lone-working, gender of worker": "the practice of whoever meets the person, not of one referral",
    "K officer or worker related": "each worker declares whom they know; the wall keeps them apart",
}
