"""Healthy Relationships and COBI, one to one and in groups; a link worker of another charity.

The agreement ends in twelve days: everyone who signed it is warned.
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


LINK = "kent-link-work"
FORCE, MAIDSTONE, MEDWAY = "kent-police", "maidstone-custody-suite", "medway-custody-suite"
SERVICE = "kent-change-service"

PLANS.add(
    SchemePlan(
        slug="kent",
        name="Kent: Healthy Relationships and COBI",
        lead=SERVICE,
        front_door=SERVICE,
        agencies=(
            force(FORCE, "Kent Police", "01632 960300"),
            suite(MAIDSTONE, "Maidstone custody suite", "01632 960310", of=FORCE),
            suite(MEDWAY, "Medway custody suite", "01632 960311", of=FORCE),
            provider(SERVICE, "Kent Change Service", "01632 960320"),
            partner_support(LINK, "Kent Link Work", "01632 960330"),
            commissioner("kent-commissioner", "Kent Crime Commissioner", "01632 960340"),
            referrer("kent-council", "Kent County Council", "01632 960350", Kind.COUNCIL),
            referrer("medway-council", "Medway Council", "01632 960351", Kind.COUNCIL),
            referrer("kent-probation", "Probation, Kent", "01632 960360", Kind.PROBATION),
        ),
        areas=(
            "Ashford",
            "Canterbury",
            "Dartford and Gravesham",
            "Dover",
            "Folkestone and Hythe",
            "Maidstone",
            "Medway",
            "Sevenoaks",
            "Swale",
            "Thanet",
            "Tonbridge and Malling",
            "Tunbridge Wells",
        ),
        agreements=(
            AgreementPlan(
                "Kent custody to Healthy Relationships and COBI",
                kept_by=FORCE,
                ends_in=12,
                signings=(
                    Signing(FORCE, Basis.LAW_ENFORCEMENT, "Cordelia Sorrelgate, head of information"),
                    Signing(SERVICE, Basis.RECOGNISED, "Anselm Yarrowby, service director"),
                ),
            ),
            AgreementPlan(
                "Kent County Council to Healthy Relationships",
                kept_by="kent-council",
                ends_in=180,
                signings=(
                    Signing("kent-council", Basis.PUBLIC_TASK, "Leopold Brambling, head of families"),
                    Signing(SERVICE, Basis.LEGITIMATE, "Anselm Yarrowby, service director"),
                ),
            ),
        ),
        workers=(
            worker("Clemency Sandmartin", "c.sandmartin@council.kent.example", ("kent-council", REFERRING)),
            worker("Thaddeus Lapwingle", "t.lapwingle@police.kent.example", (FORCE, REFERRING)),
            worker("Siobhan Heronfield", "s.heronfield@police.kent.example", (MAIDSTONE, CUSTODY)),
            worker("Jarek Bramblecote", "j.bramblecote@police.kent.example", (MEDWAY, CUSTODY)),
            worker("Temperance Linnetbrook", "t.linnetbrook@change.kent.example", (SERVICE, CASEWORK)),
            worker("Arjun Cloverdine", "a.cloverdine@change.kent.example", (SERVICE, CASEWORK)),
            worker("Rupinder Sedgemoor", "r.sedgemoor@change.kent.example", (SERVICE, FACILITATION)),
            worker("Alasdair Whitlow", "a.whitlow@change.kent.example", (SERVICE, FACILITATION)),
            worker("Ingrid Hopfield", "i.hopfield@change.kent.example", (SERVICE, SAFEGUARDING)),
            worker("Rafiq Downlarch", "r.downlarch@change.kent.example", (SERVICE, SAFEGUARDING)),
            worker("Octavia Plumgrove", "o.plumgrove@change.kent.example", (SERVICE, MANAGEMENT)),
            worker("Isolde Marramgate", "i.marramgate@linkwork.kent.example", (LINK, LINK_WORK)),
            worker("Blossom Terncastle", "b.terncastle@linkwork.kent.example", (LINK, LINK_WORK)),
            worker(
                "Bartholomew Quailhurst", "b.quailhurst@linkwork.kent.example", (LINK, SUPPORT_MANAGEMENT)
            ),
            worker("Tobias Wrackley", "t.wrackley@linkwork.kent.example", (LINK, SAFETY_INFORMATION)),
            worker("Winifred Duskmeadow", "w.duskmeadow@change.kent.example", (SERVICE, ACCOUNTS)),
            worker("Cosmo Peachwhistle", "c.peachwhistle@change.kent.example", (SERVICE, INFORMATION)),
            worker("Cordelia Sorrelgate", "c.sorrelgate@police.kent.example", (FORCE, INFORMATION)),
            worker("Hamza Redstartley", "h.redstartley@police.kent.example", (FORCE, ACCOUNTS)),
        ),
        towns=("Maidstone", "Chatham", "Gillingham", "Ashford", "Margate"),
    )
)
