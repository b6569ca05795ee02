"""The Chrysalis Centre: any risk, from the age of ten, in two counties with two forces.

Hertfordshire's agreement has ended: its suite shows what a hold looks like.
"""

from chrysalis.demo.plan import (
    ACCOUNTS,
    CASEWORK,
    CUSTODY,
    FACILITATION,
    INFORMATION,
    LINK_WORK,
    MANAGEMENT,
    PLANS,
    REFERRING,
    SAFEGUARDING,
    SAFETY_INFORMATION,
    SUPPORT_MANAGEMENT,
    AgreementPlan,
    Basis,
    Kind,
    SchemePlan,
    Signing,
    commissioner,
    force,
    partner_support,
    provider,
    referrer,
    suite,
    worker,
)


SUPPORT = "beds-herts-partner-support"
BEDS, HERTS, CENTRE = "bedfordshire-police", "hertfordshire-constabulary", "chrysalis-centre"
KEMPSTON, HATFIELD = "kempston-custody-suite", "hatfield-custody-suite"
LEOCADIA = "Leocadia Sedgewell, director"

PLANS.add(
    SchemePlan(
        slug="bedfordshire-and-hertfordshire",
        name="Bedfordshire and Hertfordshire: Chrysalis Centre",
        lead=CENTRE,
        front_door=CENTRE,
        agencies=(
            force(BEDS, "Bedfordshire Police", "01632 960100"),
            suite(KEMPSTON, "Kempston custody suite", "01632 960110", of=BEDS),
            force(HERTS, "Hertfordshire Constabulary", "01632 960120"),
            suite(HATFIELD, "Hatfield custody suite", "01632 960121", of=HERTS),
            provider(CENTRE, "Chrysalis Centre", "01632 960130"),
            partner_support(SUPPORT, "Beds and Herts Partner Support", "01632 960140"),
            commissioner("bedfordshire-commissioner", "Bedfordshire Crime Commissioner", "01632 960150"),
            commissioner("hertfordshire-commissioner", "Hertfordshire Crime Commissioner", "01632 960151"),
            referrer("bedford-council", "Bedford Borough Council", "01632 960160", Kind.COUNCIL),
            referrer("hertfordshire-council", "Hertfordshire County Council", "01632 960161", Kind.COUNCIL),
            referrer("beds-and-herts-health", "Beds and Herts Health", "01632 960170", Kind.HEALTH),
            referrer("beds-and-herts-probation", "Probation, Beds and Herts", "01632 960180", Kind.PROBATION),
        ),
        areas=(
            "Bedford",
            "Broxbourne",
            "Central Bedfordshire",
            "Dacorum",
            "East Hertfordshire",
            "Hertsmere",
            "Luton",
            "North Hertfordshire",
            "St Albans",
            "Stevenage",
            "Three Rivers",
            "Watford",
            "Welwyn Hatfield",
        ),
        agreements=(
            AgreementPlan(
                "Bedfordshire custody to the Chrysalis Centre",
                kept_by=BEDS,
                ends_in=150,
                signings=(
                    Signing(BEDS, Basis.LAW_ENFORCEMENT, "Ignatius Fernley-Moss, head of information"),
                    Signing(CENTRE, Basis.RECOGNISED, LEOCADIA),
                ),
            ),
            AgreementPlan(
                "Hertfordshire custody to the Chrysalis Centre",
                kept_by=HERTS,
                ends_in=-9,
                signings=(
                    Signing(HERTS, Basis.LAW_ENFORCEMENT, "Philippa Rowanhurst, head of information"),
                    Signing(CENTRE, Basis.RECOGNISED, LEOCADIA),
                ),
            ),
            AgreementPlan(
                "Beds and Herts Health to the Chrysalis Centre",
                kept_by="beds-and-herts-health",
                ends_in=300,
                signings=(
                    Signing("beds-and-herts-health", Basis.PUBLIC_TASK, "Primrose Dunlin, safeguarding lead"),
                    Signing(CENTRE, Basis.LEGITIMATE, LEOCADIA),
                ),
            ),
        ),
        workers=(
            worker("Evander Pipit", "e.pipit@health.bh.example", ("beds-and-herts-health", REFERRING)),
            worker("Dilys Ferncastle", "d.ferncastle@police.beds.example", (KEMPSTON, CUSTODY)),
            worker("Emeka Alderwick", "e.alderwick@police.herts.example", (HATFIELD, CUSTODY)),
            worker("Nazreen Willowmere", "n.willowmere@centre.example", (CENTRE, CASEWORK)),
            worker("Fergus Teaselby", "f.teaselby@centre.example", (CENTRE, CASEWORK)),
            worker("Oluwaseun Marlbrook", "o.marlbrook@centre.example", (CENTRE, FACILITATION)),
            worker("Gwendolen Nightjar", "g.nightjar@centre.example", (CENTRE, FACILITATION)),
            worker("Philippa Larchmoor", "p.larchmoor@centre.example", (CENTRE, SAFEGUARDING)),
            worker("Tendai Brackwater", "t.brackwater@centre.example", (CENTRE, SAFEGUARDING)),
            worker("Osmund Fernleigh", "o.fernleigh@centre.example", (CENTRE, MANAGEMENT)),
            worker("Verity Lindenshaw", "v.lindenshaw@support.example", (SUPPORT, LINK_WORK)),
            worker("Oluwaseun Heathercote", "o.heathercote@support.example", (SUPPORT, LINK_WORK)),
            worker("Isaura Willowmere", "i.willowmere@support.example", (SUPPORT, SUPPORT_MANAGEMENT)),
            worker("Hyacinth Bramblecott", "h.bramblecott@support.example", (SUPPORT, SAFETY_INFORMATION)),
            worker(
                "Olwen Sparrowdene", "o.sparrowdene@centre.example", (CENTRE, ACCOUNTS), (CENTRE, INFORMATION)
            ),
            worker("Ignatius Fernley-Moss", "i.fernleymoss@police.beds.example", (BEDS, INFORMATION)),
            worker("Rukhsana Goldcresty", "r.goldcresty@police.beds.example", (BEDS, ACCOUNTS)),
            worker("Philippa Rowanhurst", "p.rowanhurst@police.herts.example", (HERTS, INFORMATION)),
            worker("Tobiah Plovermead", "t.plovermead@police.herts.example", (HERTS, ACCOUNTS)),
        ),
        towns=("Bedford", "Luton", "Stevenage", "Watford", "Hitchin"),
        minimum_age=10,
    )
)
