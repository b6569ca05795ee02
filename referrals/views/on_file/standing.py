"""What is on a case now, in few words: for the page of the case, and for whoever takes the person on."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from chrysalis.ui.dates import PartialDate
from chrysalis.ui.templatetags.ui import day, moment
from referrals.actions.chasing import end_of
from referrals.models import (
    AgePath,
    BasisChange,
    Case,
    Child,
    ConsentAnswer,
    Obligation,
    OnwardReferral,
    Order,
    PathDecision,
    SafeguardingReferral,
    StaffMarker,
    Task,
)
from referrals.on_file import OnFile
from referrals.rules.ages import age
from referrals.rules.clocks import standing
from referrals.views.rows import Row, row


@dataclass(frozen=True)
class Part:
    """One of them on the page of the case, with the way to what can be done about it, in one step."""

    title: str
    rows: list[Row]
    record: tuple[str, str]
    change: tuple[str, str] | None = None


def parts_of_file(
    found: OnFile, told: list[Obligation], case: Case, now: dt.datetime, of_young: list[Row]
) -> list[Part]:
    """Each with the way to its page, whether there is anything on it or not. `of_young` is what was told of a
    young person with the referral."""
    orders = [*found.as_told(told), *found.orders]
    waiting = [each for each in found.safeguarding if not each.outcome]
    return [
        Part(
            "To do",
            [_of_task(each, case, now) for each in found.tasks],
            _link(case, "Add something to do", "set_task"),
            _link(case, "Say what came of it", "end_task"),
        ),
        Part(
            "Be ready for",
            [_of_marker(each) for each in found.markers],
            _link(case, "Add something to be ready for", "be_ready"),
            _link(case, "Say whether it is so", "answer_marker"),
        ),
        Part(
            "Children",
            [_of_child(each, now) for each in found.children],
            _link(case, "Record or change a child", "children"),
        ),
        Part(
            "Orders and bail",
            [_of_order(each) for each in orders],
            _link(case, "Record an order", "orders"),
            _link(case, "Record a change", "change_order"),
        ),
        Part(
            "Safeguarding referrals",
            [_of_safeguarding(each, case, now) for each in waiting],
            _link(case, "Record a referral", "safeguarding"),
            _link(case, "Record their answer", "answer_safeguarding"),
        ),
        Part(
            "Other help",
            [_of_onward(each) for each in found.onward],
            _link(case, "Record who was asked for help", "onward"),
            _link(case, "Record what came of it", "answer_onward"),
        ),
        Part(
            "Documents added to the case",
            [row(each.title, each.get_state_display(), each.get_why_display()) for each in found.documents],
            _link(case, "Open or add a document", "documents"),
        ),
        Part(
            "Consent to take part",
            [_of_consent(found.consent)] if found.consent else [],
            _link(case, "Record consent", "consent"),
        ),
        Part(
            "Lawful basis",
            [_of_basis(case, found.bases)] if case.lawful_basis else [],
            _link(case, "Change the lawful basis", "basis"),
        ),
        *_paths(case, found.paths, of_young),
    ]


def _paths(case: Case, decided: list[PathDecision], of_young: list[Row]) -> list[Part]:
    """Of whoever came as no adult, or had a pathway decided on."""
    path = case.client.age_path
    if path == AgePath.ADULT and not decided:
        return []
    because = f"{decided[0].because} {day(decided[0].at)}" if decided else "As on the day of referral"
    link = _link(case, "Decide on the pathway", "decide_path")
    return [
        Part("Pathway by age", [row("Now", case.client.get_age_path_display(), because), *of_young], link)
    ]


def _of_consent(said: ConsentAnswer) -> Row:
    about = [said.get_given_by_display(), day(said.given_on), said.wording, said.why]
    return row("Now", said.get_answer_display(), ". ".join(filter(None, about)))


def _of_basis(case: Case, changed: list[BasisChange]) -> Row:
    because = f"{changed[0].because} {day(changed[0].at)}" if changed else "As is usual for that way in"
    return row("Held on", case.get_lawful_basis_display(), because)


WITHDRAWN = (
    "They no longer agree to take part, since {day}. Nothing ended by itself. Decide what follows: places on "
    "programmes, letters and appointments; what a court or a condition asks for all the same; and whether "
    "the case is closed. What is held on another lawful basis stays held."
)


def warning_of_consent(said: ConsentAnswer | None) -> str:
    """What follows from a consent that was withdrawn, for whoever decides; empty where none was."""
    if said is None or said.answer != ConsentAnswer.Answer.WITHDRAWN:
        return ""
    return WITHDRAWN.format(day=day(said.given_on))


def _link(case: Case, text: str, name: str) -> tuple[str, str]:
    return text, reverse(f"referrals:{name}", args=[case.pk])


def warning_of_orders(found: OnFile, told: list[Obligation], case: Case, today: dt.date) -> str:
    """Those whose end comes near, or has passed with nobody saying so; empty where there is none."""
    dated = [each for each in [*found.as_told(told), *found.orders] if each.ends_on]
    if not dated:
        return ""  # most have none, and the days of the scheme are read for those who have
    ahead = today + dt.timedelta(days=case.scheme.order_days_ahead)
    return " ".join(_warned(each, today) for each in dated if each.ends_on and each.ends_on <= ahead)


def _warned(order: Order | Obligation, today: dt.date) -> str:
    if order.ends_on and order.ends_on < today:
        return f"{order.get_kind_display()}: was to end on {day(order.ends_on)}. Find out, and record it."
    return f"{order.get_kind_display()}: ends on {day(order.ends_on)}."


def lines_of_file(found: OnFile, told: list[Obligation], now: dt.datetime) -> list[str]:
    """For the form that hands a case over: facts alone, and nothing that anybody said."""
    in_force = [*found.as_told(told), *found.orders]
    return [
        *(f"{each.get_kind_display()}. {ends(each)}." for each in in_force),
        *(f"Child: {each.name}. {how_old(each, now)}. {to_ring(each)}." for each in found.children),
        *(_sent(each) for each in found.safeguarding),
        *(
            f"Other help: {each.get_service_display()}, {each.to_whom}. {stands_of(each)}."
            for each in found.onward
        ),
        *(f"Be ready for: {each.in_short}." for each in found.markers),
        *(f"Still to do by {day(each.due_on)}: {each.words}" for each in found.tasks),
        *([f"Consent to take part: {_in_a_line(found.consent)}."] if found.consent else []),
    ]


def _in_a_line(said: ConsentAnswer) -> str:
    who = f", said by: {said.get_given_by_display().lower()}" if said.given_by else ""
    return f"{said.get_answer_display().lower()}{who}, {day(said.given_on)}"


def _sent(made: SafeguardingReferral) -> str:
    stands = made.get_outcome_display() if made.outcome else "they have it" if made.acknowledged_at else (
        "nobody has said yet that they have it: chase it"
    )  # fmt: skip
    return f"Safeguarding referral to {made.authority}, {day(made.made_at)}: {stands.lower()}."


def _of_child(child: Child, now: dt.datetime) -> Row:
    return row(child.name, to_ring(child), f"{how_old(child, now)}. {child.get_standing_display()}")


def _of_task(task: Task, case: Case, now: dt.datetime) -> Row:
    due = standing(end_of(task.due_on), now, case.provider_agency.nation).words
    return row(task.worker.full_name, task.words, due)


def _of_marker(marker: StaffMarker) -> Row:
    told = f"Told by {marker.told_by}, {day(marker.told_on)}"
    known = f"Confirmed: {marker.confirmed_words}" if marker.confirmed_at else "Not confirmed"
    return row(marker.get_kind_display(), told, known)


def _of_order(order: Order | Obligation) -> Row:
    words = order.conditions if isinstance(order, Order) else order.words
    when = days_of(order) if isinstance(order, Order) else ends(order)
    return row(order.get_kind_display(), "\n".join(filter(None, [words, when])))


def _of_safeguarding(made: SafeguardingReferral, case: Case, now: dt.datetime) -> Row:
    if made.acknowledged_at:
        stands = f"They have it: {made.acknowledged_by}. No outcome yet"
    else:
        due = standing(made.due_at, now, case.provider_agency.nation).words
        stands = f"Nobody has said yet that they have it. {due}"
    return row(made.get_service_display(), f"{made.authority}, {moment(made.made_at)}", stands)


def _of_onward(made: OnwardReferral) -> Row:
    return row(made.get_service_display(), made.to_whom, stands_of(made))


def stands_of(made: OnwardReferral) -> str:
    """How it ended; else what they said last, and when they are asked again."""
    if made.outcome:
        return f"{made.get_outcome_display()}, {day(made.outcome_on)}"
    answer = f"{made.get_answer_display()}, {day(made.answered_on)}" if made.answer else "No answer yet"
    return f"{answer}. Ask again on {day(made.ask_on)}"


def ends(order: Order | Obligation) -> str:
    return f"Ends on {day(order.ends_on)}" if order.ends_on else "No day of ending is known"


def days_of(order: Order) -> str:
    made = f", {day(order.made_on)}" if order.made_on else ""
    return f"{order.authority}{made}. {ends(order)}"


def how_old(child: Child, now: dt.datetime) -> str:
    """As it was given: who is how old, and as what."""
    relation = child.get_relation_display()
    if child.date_of_birth:
        born = PartialDate.read(child.date_of_birth)
        years = age(born, on=timezone.localdate(now))
        return f"{relation}, born {born.spoken}{f' ({years})' if years is not None else ''}"
    if child.age is not None:
        return f"{relation}, {child.age} on {day(child.at)}"
    return f"{relation}, age not known"


def to_ring(child: Child) -> str:
    """Whom a disclosure of this night goes to."""
    known = ", ".join(filter(None, [child.social_worker, child.authority, child.reached_at]))
    return f"Social worker: {known}" if known else "No social worker known"
