"""Contact in custody, twelve weeks in the community, then Choose to Change at two sites.

The custody team, the partner support and the office that oversees are named by what they do.
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


FORCE, OLDBURY, COVENTRY = "west-midlands-police", "oldbury-custody-suite", "coventry-custody-suite"
TEAM, SANDWELL_SITE, COVENTRY_SITE = "custody-team", "choose-to-change-sandwell", "choose-to-change-coventry"
COMMUNITY = "community-intervention"
BLACK_COUNTRY, COVENTRY_SUPPORT = "black-country-support", "coventry-support"
OVERSIGHT = "west-midlands-commissioner"

PLANS.add(
    SchemePlan(
        slug="west-midlands",
        name="West Midlands",
        lead=TEAM,
        front_door=TEAM,
        agencies=(
            force(FORCE, "West Midlands Police", "0121 496 0200"),
            suite(OLDBURY, "Oldbury custody suite", "0121 496 0210", of=FORCE),
            suite(COVENTRY, "Coventry custody suite", "0121 496 0211", of=FORCE),
            provider(TEAM, "West Midlands Custody Team", "0121 496 0220"),
            provider(SANDWELL_SITE, "Choose to Change, Sandwell", "0121 496 0230"),
            provider(COVENTRY_SITE, "Choose to Change, Coventry", "0121 496 0231"),
            provider(COMMUNITY, "West Midlands Community Intervention", "0121 496 0225"),
            partner_support(BLACK_COUNTRY, "Black Country Partner Support", "0121 496 0240"),
            partner_support(COVENTRY_SUPPORT, "Coventry Partner Support", "0121 496 0241"),
            commissioner(OVERSIGHT, "West Midlands Crime Commissioner", "0121 496 0250"),
            referrer("sandwell-council", "Sandwell Council", "0121 496 0260", Kind.COUNCIL),
            referrer("coventry-council", "Coventry City Council", "0121 496 0261", Kind.COUNCIL),
            referrer("west-midlands-probation", "Probation, West Midlands", "0121 496 0270", Kind.PROBATION),
        ),
        areas=("Coventry", "Sandwell"),
        supported_by=(("Coventry", COVENTRY_SUPPORT), ("Sandwell", BLACK_COUNTRY)),
        agreements=(
            AgreementPlan(
                "Custody to Choose to Change",
                kept_by=FORCE,
                ends_in=210,
                signings=(
                    Signing(FORCE, Basis.LAW_ENFORCEMENT, "Ottilie Brackenby, head of information"),
                    Signing(TEAM, Basis.RECOGNISED, "Leopold Hazelmoor, director"),
                    Signing(COMMUNITY, Basis.LEGITIMATE, "Araminta Towpathley, head of services"),
                    Signing(SANDWELL_SITE, Basis.LEGITIMATE, "Nirmala Fennimoor, head of services"),
                    Signing(COVENTRY_SITE, Basis.LEGITIMATE, "Duncan Wrenfield, head of services"),
                ),
            ),
            AgreementPlan(
                "Probation, West Midlands, to the Custody Team",
                kept_by="west-midlands-probation",
                ends_in=150,
                signings=(
                    Signing("west-midlands-probation", Basis.PUBLIC_TASK, "Hosea Siskin, head of service"),
                    Signing(TEAM, Basis.LEGITIMATE, "Leopold Hazelmoor, director"),
                ),
            ),
        ),
        workers=(
            worker("Marigold Twite", "m.twite@probation.wm.example", ("west-midlands-probation", REFERRING)),
            worker("Bronagh Fieldmouse", "b.fieldmouse@police.wm.example", (FORCE, REFERRING)),
            worker("Amara Tindlebrook", "a.tindlebrook@police.wm.example", (OLDBURY, CUSTODY)),
            worker("Gethin Marlowick", "g.marlowick@police.wm.example", (OLDBURY, CUSTODY)),
            worker("Halina Dunnockby", "h.dunnockby@police.wm.example", (COVENTRY, CUSTODY)),
            worker("Sukhvinder Ashwhistle", "s.ashwhistle@custodyteam.example", (TEAM, CASEWORK)),
            worker("Rosalind Merrowdale", "r.merrowdale@custodyteam.example", (TEAM, CASEWORK)),
            worker("Devinder Brackenfield", "d.brackenfield@community.example", (COMMUNITY, FACILITATION)),
            worker("Imogen Sandpiper", "i.sandpiper@community.example", (COMMUNITY, FACILITATION)),
            worker("Ebony Canalside", "e.canalside@custodyteam.example", (TEAM, SAFEGUARDING)),
            worker("Torquil Anvilham", "t.anvilham@custodyteam.example", (TEAM, SAFEGUARDING)),
            worker("Lucasta Gorsefield", "l.gorsefield@custodyteam.example", (TEAM, MANAGEMENT)),
            worker("Philomena Reedwater", "p.reedwater@blackcountry.example", (BLACK_COUNTRY, LINK_WORK)),
            worker("Gurpreet Applegarth", "g.applegarth@blackcountry.example", (BLACK_COUNTRY, LINK_WORK)),
            worker("Merrick Plover", "m.plover@blackcountry.example", (BLACK_COUNTRY, SUPPORT_MANAGEMENT)),
            worker("Cerys Moorhenley", "c.moorhenley@coventrysupport.example", (COVENTRY_SUPPORT, LINK_WORK)),
            worker(
                "Leonie Starlingford",
                "l.starlingford@blackcountry.example",
                (BLACK_COUNTRY, SAFETY_INFORMATION),
            ),
            worker("Benedict Larkhollow", "b.larkhollow@custodyteam.example", (TEAM, ACCOUNTS)),
            worker("Yewande Quillfeather", "y.quillfeather@custodyteam.example", (TEAM, INFORMATION)),
            worker(
                "Imran Thistlecombe",
                "i.thistlecombe@choosetochange.example",
                (SANDWELL_SITE, CASEWORK),
                (COVENTRY_SITE, CASEWORK),
            ),
            worker("Delroy Lockgate", "d.lockgate@community.example", (COMMUNITY, CASEWORK)),
            worker("Wilhelmina Aqueduct", "w.aqueduct@community.example", (COMMUNITY, MANAGEMENT)),
            worker("Ottilie Brackenby", "o.brackenby@police.wm.example", (FORCE, INFORMATION)),
            worker("Kwabena Otterstone", "k.otterstone@police.wm.example", (FORCE, ACCOUNTS)),
            worker("Marguerite Ivelholt", "m.ivelholt@police.wm.example", (OLDBURY, ACCOUNTS)),
            worker(
                "Ismay Ploverdell",
                "i.ploverdell@choosetochange.example",
                (SANDWELL_SITE, MANAGEMENT),
                (COVENTRY_SITE, MANAGEMENT),
            ),
        ),
        towns=("Oldbury", "West Bromwich", "Smethwick", "Coventry", "Tipton"),
    )
)
