"""More schemes than the four that are told: invented ones, so that a million cases have a country to be in.

Each is made through the same actions, in the same shape: one force with four suites, one provider, one
partner support service, one agreement. They are numbered, and nobody is meant to read them.
"""

from random import Random

from chrysalis.agencies.models import Signature
from chrysalis.demo import plan
from chrysalis.demo.people import MEN, WOMEN
from chrysalis.demo.plan import AgreementPlan, SchemePlan, Signing, WorkerPlan
from chrysalis.demo.volume.names import compound


MOST, FEWEST, CASES_EACH = 40, 3, 10_000
SUITES = ("North", "South", "East", "West")
CASEWORKERS, LINK_WORKERS, FACILITATORS = 10, 2, 4


def how_many(cases: int) -> int:
    return max(FEWEST, min(MOST, cases // CASES_EACH))


def slug_of(number: int) -> str:
    return f"volume-{number:02}"


def invented(number: int) -> SchemePlan:
    """The plan of one of them. Each has dice of its own."""
    slug, random = slug_of(number), Random(f"volume/{number}")  # noqa: S311 - a story, not a secret
    place, telephone = compound(random), f"0121 496 0{number:03}"
    force, provider, support = f"{slug}-police", f"{slug}-provider", f"{slug}-support"
    desks = [f"{slug}-{suite.lower()}" for suite in SUITES]
    return SchemePlan(
        slug=slug,
        name=f"{place}: invented for volume",
        lead=provider,
        front_door=provider,
        agencies=(
            plan.force(force, f"{place} Police", telephone),
            *(
                plan.suite(desk, f"{place} {suite} custody suite", telephone, of=force)
                for desk, suite in zip(desks, SUITES, strict=True)
            ),
            plan.provider(provider, f"{place} Centre for Change", telephone),
            plan.partner_support(support, f"{place} Partner Support", telephone),
        ),
        areas=(place,),
        agreements=(_agreement(place, force, provider),),
        workers=tuple(_workers(slug, random, desks, provider, support)),
        towns=(place,),
    )


def _agreement(place: str, force: str, provider: str) -> AgreementPlan:
    basis = Signature.Basis
    signings = (
        Signing(force, basis.LAW_ENFORCEMENT, "Head of information"),
        Signing(provider, basis.LEGITIMATE, "Director"),
    )
    return AgreementPlan(f"{place} custody referrals", force, ends_in=300, signings=signings, days=360)


def _workers(slug: str, random: Random, desks: list[str], provider: str, support: str) -> list[WorkerPlan]:
    places = [
        *((desk, plan.CUSTODY) for desk in desks),
        *((provider, plan.CASEWORK) for _ in range(CASEWORKERS)),
        *((support, plan.LINK_WORK) for _ in range(LINK_WORKERS)),
        (provider, plan.SAFEGUARDING),
        (provider, plan.INFORMATION),
        (support, plan.SAFETY_INFORMATION),
        (provider, plan.MANAGEMENT),
        (support, plan.SUPPORT_MANAGEMENT),
        *((provider, plan.FACILITATION) for _ in range(FACILITATORS)),
    ]
    return [
        plan.worker(f"{random.choice(MEN + WOMEN)} {compound(random)}", f"w{turn}@{slug}.example", place)
        for turn, place in enumerate(places)
    ]
