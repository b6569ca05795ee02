"""Leicester, Leicestershire and Rutland: nine community safety partnerships, one centre, and partner
support in the same charity: separate people, separate inboxes."""

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
    provider,
    referrer,
    suite,
    worker,
)


FORCE, CENTRE = "leicestershire-police", "jenkins-centre"
EUSTON_STREET, KEYHAM_LANE = "euston-street-custody-suite", "keyham-lane-custody-suite"

PLANS.add(
    SchemePlan(
        slug="leicestershire",
        name="Leicester, Leicestershire and Rutland: Jenkins Centre",
        lead=CENTRE,
        front_door=CENTRE,
        agencies=(
            force(FORCE, "Leicestershire Police", "0116 496 0100"),
            suite(EUSTON_STREET, "Euston Street custody suite", "0116 496 0110", of=FORCE),
            suite(KEYHAM_LANE, "Keyham Lane custody suite", "0116 496 0111", of=FORCE),
            provider(CENTRE, "Jenkins Centre", "0116 496 0120", supports_partners=True),
            commissioner("leicestershire-commissioner", "Leicestershire Crime Commissioner", "0116 496 0130"),
            referrer("leicester-council", "Leicester City Council", "0116 496 0140", Kind.COUNCIL),
            referrer(
                "leicestershire-council", "Leicestershire County Council", "0116 496 0141", Kind.COUNCIL
            ),
            referrer("rutland-council", "Rutland County Council", "0116 496 0142", Kind.COUNCIL),
            referrer(
                "leicestershire-probation", "Probation, Leicestershire", "0116 496 0150", Kind.PROBATION
            ),
        ),
        areas=(
            "Blaby",
            "Charnwood",
            "Harborough",
            "Hinckley and Bosworth",
            "Leicester",
            "Melton",
            "North West Leicestershire",
            "Oadby and Wigston",
            "Rutland",
        ),
        agreements=(
            AgreementPlan(
                "Leicestershire custody to the Jenkins Centre",
                kept_by=FORCE,
                ends_in=300,
                days=600,
                signings=(
                    Signing(FORCE, Basis.LAW_ENFORCEMENT, "Bronagh Cricketmoor, head of information"),
                    Signing(CENTRE, Basis.LEGITIMATE, "Zenobia Hawthornby, centre director"),
                ),
            ),
            AgreementPlan(
                "Leicester City Council to the Jenkins Centre",
                kept_by="leicester-council",
                ends_in=240,
                signings=(
                    Signing("leicester-council", Basis.PUBLIC_TASK, "Ottoline Wagtail, head of families"),
                    Signing(CENTRE, Basis.LEGITIMATE, "Zenobia Hawthornby, centre director"),
                ),
            ),
        ),
        workers=(
            worker("Rosamund Teasel", "r.teasel@council.leicester.example", ("leicester-council", REFERRING)),
            worker("Manjit Sycamoreley", "m.sycamoreley@police.llr.example", (EUSTON_STREET, CUSTODY)),
            worker("Eluned Fieldfarer", "e.fieldfarer@police.llr.example", (KEYHAM_LANE, CUSTODY)),
            worker("Chidi Meadowsweet", "c.meadowsweet@jenkins.example", (CENTRE, CASEWORK)),
            worker("Hyacinth Burdockby", "h.burdockby@jenkins.example", (CENTRE, CASEWORK)),
            worker("Marcus Corncrake", "m.corncrake@jenkins.example", (CENTRE, FACILITATION)),
            worker("Ottoline Speedwell", "o.speedwell@jenkins.example", (CENTRE, FACILITATION)),
            worker("Nasreen Wrenhollow", "n.wrenhollow@jenkins.example", (CENTRE, SAFEGUARDING)),
            worker("Colm Foxhedge", "c.foxhedge@jenkins.example", (CENTRE, SAFEGUARDING)),
            worker("Fenella Rookwater", "f.rookwater@jenkins.example", (CENTRE, MANAGEMENT)),
            worker("Delphine Oxlipton", "d.oxlipton@jenkins.example", (CENTRE, LINK_WORK)),
            worker("Ngozi Swiftbourne", "n.swiftbourne@jenkins.example", (CENTRE, LINK_WORK)),
            worker("Adebayo Thrushcombe", "a.thrushcombe@jenkins.example", (CENTRE, SUPPORT_MANAGEMENT)),
            worker("Anselm Plovergate", "a.plovergate@jenkins.example", (CENTRE, SAFETY_INFORMATION)),
            worker("Lorcan Finchampton", "l.finchampton@jenkins.example", (CENTRE, ACCOUNTS)),
            worker("Parveen Waxwingham", "p.waxwingham@jenkins.example", (CENTRE, INFORMATION)),
            worker("Bronagh Cricketmoor", "b.cricketmoor@police.llr.example", (FORCE, INFORMATION)),
            worker("Stanislav Harebellow", "s.harebellow@police.llr.example", (FORCE, ACCOUNTS)),
        ),
        towns=("Leicester", "Loughborough", "Melton Mowbray", "Oakham", "Hinckley"),
    )
)
