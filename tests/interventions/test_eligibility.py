"""Which programme fits whom, by tables: one fact changed at a time, beside one that everybody may take."""

import dataclasses
import datetime as dt

import pytest

from interventions.catalogue import PROGRAMMES
from interventions.catalogue.terms import Terms
from interventions.rules.days import add_months, last_session
from interventions.rules.eligibility import Facts, Finding, Offered, Standing, Verdict, check
from interventions.rules.waiting import waited


TODAY = dt.date(2026, 11, 20)
OFFERED = {found.slug: Offered(found, found.name, found.terms) for found in PROGRAMMES}
# Somebody whom the men's group fits in every way.
FITS = Facts(
    on=TODAY,
    youngest=35,
    oldest=35,
    sex="male",
    is_asked=True,
    grade="medium",
    abuse_types=("partner",),
    relationships=("partner",),
    acknowledges="yes",
    consents="yes",
    has_children="yes",
    fits_group="yes",
    lives_in_scheme="yes",
    criminal="none",
    public_family="none",
    private_family="none",
    previous="no",
)


def finds(slug: str, facts: Facts = FITS, *, terms: Terms | None = None, **changes: object) -> Finding:
    found = OFFERED[slug]
    if terms is not None:
        found = dataclasses.replace(found, terms=terms)
    return check(found, dataclasses.replace(facts, **changes), OFFERED)


def test_twelve_programmes_each_with_a_name_of_its_own():
    assert len(PROGRAMMES) == 12
    assert len({found.name for found in PROGRAMMES}) == 12
    for found in PROGRAMMES:
        assert {*found.after, found.instead_of or found.slug} <= {each.slug for each in PROGRAMMES}
        assert set(found.terms.core_modules) <= set(found.terms.modules)


def test_the_mens_group_fits_him_and_so_the_individual_programme_does_not():
    assert finds("jc-group").verdict is Verdict.MAY
    individual = finds("jc-iip")
    assert individual.verdict is Verdict.NOT_NOW
    assert individual.those(Standing.NOT_MET) == [
        "It is for people whom “Men's group, 24 weeks” does not fit, and that one does."
    ]


def test_a_woman_goes_to_the_individual_programme_because_the_group_is_for_men_only():
    group = finds("jc-group", sex="female")
    assert group.verdict is Verdict.NOT_NOW
    assert group.those(Standing.NOT_MET) == ["It is for men only, and they are recorded as female."]
    individual = finds("jc-iip", sex="female")
    assert individual.verdict is Verdict.MAY
    why = "“Men's group, 24 weeks” does not fit: it is for men only, and they are recorded as female."
    assert why in individual.those(Standing.MET)


@pytest.mark.parametrize(
    ("changes", "verdict", "said"),
    [
        ({"sex": "not_known"}, Verdict.ASK, "their sex is not recorded"),
        ({"youngest": 17, "oldest": 17}, Verdict.NOT_NOW, "they are 17"),
        ({"youngest": 17, "oldest": 18}, Verdict.ASK, "between 17 and 18"),
        ({"youngest": None, "oldest": None}, Verdict.ASK, "their age is not recorded"),
        ({"abuse_types": ()}, Verdict.ASK, "Ask what kinds of abuse"),
        ({"abuse_types": ("to_child",)}, Verdict.NOT_NOW, "something else"),
        ({"abuse_types": ("to_child", "partner")}, Verdict.MAY, ""),
        ({"relationships": ("same_sex_partner",)}, Verdict.NOT_NOW, "towards a partner or ex-partner"),
        ({"acknowledges": "no"}, Verdict.NOT_NOW, "they do not yet"),
        ({"acknowledges": "not_known"}, Verdict.ASK, "Ask whether they can speak"),
        ({"consents": "no"}, Verdict.NOT_NOW, "do not agree"),
        ({"needs_interpreter": True}, Verdict.NOT_NOW, "need one"),
        ({"fits_group": "no"}, Verdict.NOT_NOW, "a group does not fit them"),
        ({"criminal": "prepared"}, Verdict.MAY, ""),
        ({"criminal": "ongoing"}, Verdict.ASK, "ask whether an expert"),
        ({"criminal": "ongoing", "expert_assessed": "no"}, Verdict.NOT_NOW, "no expert has assessed"),
        ({"private_family": "ongoing", "expert_assessed": "yes"}, Verdict.MAY, ""),
        ({"public_family": "not_known"}, Verdict.ASK, "public family proceedings"),
        ({"previous": "not_known"}, Verdict.ASK, "Ask whether they completed"),
        ({"previous": "yes"}, Verdict.ASK, "Ask whether they completed"),
        ({"previous": "yes", "previous_ended_on": dt.date(2026, 5, 21)}, Verdict.NOT_NOW, "21 November 2026"),
        ({"previous": "yes", "previous_ended_on": dt.date(2026, 5, 20)}, Verdict.MAY, ""),
    ],
)
def test_one_thing_decides(changes, verdict, said):
    found = finds("jc-group", **changes)
    assert found.verdict is verdict
    assert said in " ".join([*found.those(Standing.NOT_MET), *found.those(Standing.NOT_KNOWN)])


@pytest.mark.parametrize(
    ("values", "changes", "before", "after"),
    [
        ({"min_age": 36}, {}, Verdict.MAY, Verdict.NOT_NOW),
        ({"max_age": 30}, {}, Verdict.MAY, Verdict.NOT_NOW),
        ({"sex": Terms(mode="group").sex}, {"sex": "female"}, Verdict.NOT_NOW, Verdict.MAY),
        ({"grades": ("high",)}, {}, Verdict.MAY, Verdict.NOT_NOW),
        ({"grades": ("high",)}, {"grade": ""}, Verdict.MAY, Verdict.ASK),
        ({"abuse_types": ("stalking",)}, {}, Verdict.MAY, Verdict.NOT_NOW),
        ({"relationships": ()}, {"relationships": ()}, Verdict.ASK, Verdict.MAY),
        ({"needs_acknowledgement": False}, {"acknowledges": "no"}, Verdict.NOT_NOW, Verdict.MAY),
        ({"needs_consent": False}, {"consents": "no"}, Verdict.NOT_NOW, Verdict.MAY),
        ({"needs_children": True}, {"has_children": "no"}, Verdict.MAY, Verdict.NOT_NOW),
        ({"interpreter": True}, {"needs_interpreter": True}, Verdict.NOT_NOW, Verdict.MAY),
        ({"residence": "in_scheme"}, {"lives_in_scheme": "no"}, Verdict.MAY, Verdict.NOT_NOW),
        ({"criminal": "any"}, {"criminal": "ongoing"}, Verdict.ASK, Verdict.MAY),
        ({"criminal": "none"}, {"criminal": "prepared"}, Verdict.MAY, Verdict.NOT_NOW),
        ({"criminal": "pre_only"}, {"criminal": "ongoing"}, Verdict.ASK, Verdict.NOT_NOW),
        (
            {"previous_months": 5},
            {"previous": "yes", "previous_ended_on": dt.date(2026, 6, 1)},
            Verdict.NOT_NOW,
            Verdict.MAY,
        ),
        ({"exclusions": ("firearms",)}, {"exclusions": ("firearms",)}, Verdict.MAY, Verdict.NOT_NOW),
        ({"exclusions": ("firearms",)}, {"is_asked": False}, Verdict.MAY, Verdict.ASK),
    ],
)
def test_changing_a_value_changes_the_outcome(values, changes, before, after):
    from interventions.queries import CLOSED

    terms = PROGRAMMES["jc-group"].terms
    words = {name: CLOSED[name](value) for name, value in values.items() if name in CLOSED}
    assert finds("jc-group", **changes).verdict is before
    assert finds("jc-group", terms=dataclasses.replace(terms, **(values | words)), **changes).verdict is after


def test_dads_come_beside_the_group_and_maintenance_after_it():
    assert finds("jc-dads").verdict is Verdict.NOT_NOW
    assert finds("jc-dads", begun=frozenset({"jc-group"})).verdict is Verdict.MAY
    assert finds("jc-maint", begun=frozenset({"jc-group"})).verdict is Verdict.NOT_NOW
    assert finds("jc-maint", completed=frozenset({"jc-group"})).verdict is Verdict.MAY


def test_what_takes_nobody_on_fits_nobody():
    closed = dataclasses.replace(OFFERED["hr-1"], is_offered=False)
    assert check(closed, FITS, OFFERED).verdict is Verdict.NOT_NOW


def test_what_is_not_met_is_said_before_what_is_not_known():
    standings = [reason.standing for reason in finds("jc-group", sex="female", consents="not_known").reasons]
    assert standings[0] is Standing.NOT_MET
    assert standings[1] is Standing.NOT_KNOWN


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)),
        (dt.date(2027, 8, 29), 6, dt.date(2028, 2, 29)),
        (dt.date(2026, 12, 15), 1, dt.date(2027, 1, 15)),
        (dt.date(2026, 5, 20), 0, dt.date(2026, 5, 20)),
    ],
)
def test_months_on(day, months, then):
    assert add_months(day, months) == then


@pytest.mark.parametrize(
    ("slug", "ends_on"),
    [
        ("jc-group", dt.date(2027, 4, 30)),
        ("cara", dt.date(2026, 12, 25)),
        ("cust", TODAY),
        ("jc-maint", None),
    ],
)
def test_when_a_programme_ends(slug, ends_on):
    assert last_session(PROGRAMMES[slug].terms, TODAY) == ends_on


@pytest.mark.parametrize(
    ("days", "words", "is_late"),
    [
        (0, "Since today", False),
        (1, "1 day, 14 allowed", False),
        (14, "14 days, 14 allowed", False),
        (15, "15 days, 1 over the 14 allowed", True),
    ],
)
def test_waiting(days, words, is_late):
    found = waited(TODAY - dt.timedelta(days=days), TODAY, allowed=14)
    assert (found.words, found.is_late) == (words, is_late)
