"""Risk in the demonstration: who is trained, what they completed, and how grades rose and fell, on each side.

The dice of each person are their own, and nobody is judged before everything else has been told: with or
without this, all that was there before is the same to the last key.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from chrysalis.access.barriers import Side
from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import make_hat
from chrysalis.risk.actions.keeping import record_training
from chrysalis.tools.base import Tool, in_use, is_for_age, tool_of
from chrysalis.tools.grading import Level
from chrysalis.ui.dates import PartialDate
from chrysalis.working_days import LONDON, in_london
from partners import queries as partners
from partners.actions import judging as survivor_judging
from partners.actions.reading import open_survivor
from partners.models import Survivor
from referrals import queries as referrals
from referrals.actions import judging
from referrals.actions.reading import open_case
from referrals.models import Case, CaseState


TWO_IN_THREE = 2 / 3
ONE_DAY = dt.timedelta(days=1)
BEFORE = dt.timedelta(days=300)  # when people were trained
LEVELS_OF = {"low": Level.STANDARD, "moderate": Level.MEDIUM, "high": Level.HIGH}
WHY = {
    Level.STANDARD: "Comes to every appointment, and asks for the next one. Nothing new was reported.",
    Level.MEDIUM: "Speaks of arguments that went further than before. Drinks less than at the referral.",
    Level.HIGH: "Says that nothing will stop them. Lost their work last week, and was arrested before.",
    Level.VERY_HIGH: "Made threats twice this week, and did not keep to the bail conditions.",
}
WHY_FOR = {
    Level.STANDARD: "Has moved, and has heard nothing for two months. Feels safe for now.",
    Level.MEDIUM: "Messages have become fewer. Still afraid at handover of the children.",
    Level.HIGH: "Has been followed home twice, and expects it again at the weekend.",
    Level.VERY_HIGH: "Threats to kill, and a key to the flat that was never given back.",
}


@dataclass(frozen=True)
class Turn:
    """One grade: how many days after the first, and, where somebody answered it, what they said."""

    days: int
    level: Level
    answer: bool | None = None
    review_after: int | None = None


S, M, H, V = Level
STORIES: tuple[tuple[Turn, ...], ...] = (
    (Turn(0, M), Turn(3, H), Turn(8, M, answer=True)),
    (Turn(0, H), Turn(2, V)),
    (Turn(0, S, review_after=3),),
    (Turn(0, M), Turn(4, H), Turn(6, M)),
    (Turn(0, H), Turn(5, S, answer=False)),
)


def train(places: Sequence[Membership], *, at: dt.datetime) -> list[Hat]:
    """Everybody but the last, who asks a colleague; and somebody who is alone."""
    trained = list(places[:-1] or places)
    for place in trained:
        for tool in in_use(place.role.side):
            record_training(place, tool.slug, is_trained=True, until=None, by=None, at=at - BEFORE)
    return [make_hat(place) for place in trained]


def judge_cases(places: Sequence[Membership], *, seed: str, at: dt.datetime) -> None:
    """The cases of one provider in which the person has been reached."""
    trained, everybody = train(places, at=at), [make_hat(place) for place in places]
    with acting_as(everybody[0]):
        found = list(referrals.cases(everybody[0]).filter(state=CaseState.ASSESSMENT).order_by("reference"))
    for case in found:
        random = Random(f"{seed}/{case.reference}/risk")  # noqa: S311 - a story, not a secret
        _judge_case(case, random, by=random.choice(trained), among=everybody, at=at)


def _judge_case(case: Case, random: Random, *, by: Hat, among: list[Hat], at: dt.datetime) -> None:
    story, tool = random.choice(STORIES), tool_of("b-safer", "2")
    began = _morning(case.opened_at, 4)
    if began >= at:
        return
    with acting_as(by):
        open_case(case, by=by, at=began)
        basis = "judgement"
        if is_for_age(tool, _age(case.client.date_of_birth, on=in_london(began).date())):
            least = story[0].level
            opinion = next(name for name, level in LEVELS_OF.items() if level == least)
            told = _completed(tool, Side.CHANGE, random, opinion=opinion, on=began)
            judging.assess(case, tool, **told, by=by, at=began)
            basis = "tool"

    def open_as(hat: Hat, moment: dt.datetime) -> Any:
        return open_case(referrals.cases(hat).get(pk=case.pk), by=hat, at=moment)

    _tell(story, judging, open_as, referrals.grades, WHY, basis=basis, by=by, among=among, began=began, at=at)


def judge_survivors(places: Sequence[Membership], *, seed: str, at: dt.datetime) -> None:
    """The survivors of one partner support service, two in three of them."""
    trained, everybody = train(places, at=at), [make_hat(place) for place in places]
    with acting_as(everybody[0]):
        found = list(partners.survivors(everybody[0]).order_by("recorded_at", "id"))
    for survivor in found:
        random = Random(f"{seed}/{survivor.pk}/risk")  # noqa: S311 - a story, not a secret
        if random.random() < TWO_IN_THREE:
            _judge_survivor(survivor, random, by=random.choice(trained), among=everybody, at=at)


def _judge_survivor(
    survivor: Survivor, random: Random, *, by: Hat, among: list[Hat], at: dt.datetime
) -> None:
    story, began = random.choice(STORIES), _morning(survivor.recorded_at, 1)
    if began >= at:
        return
    with acting_as(by):
        open_survivor(survivor, by=by, at=began)
        for tool in in_use(Side.SAFETY)[random.randrange(2) :]:
            told = _completed(tool, Side.SAFETY, random, opinion="", on=began)
            survivor_judging.assess(survivor, tool, **told, by=by, at=began)

    def open_as(hat: Hat, moment: dt.datetime) -> Any:
        return open_survivor(partners.survivors(hat).get(pk=survivor.pk), by=hat, at=moment)

    _tell(
        story,
        survivor_judging,
        open_as,
        partners.grades,
        WHY_FOR,
        basis="tool",
        by=by,
        among=among,
        began=began,
        at=at,
    )


def _tell(
    story: tuple[Turn, ...],
    actions: Any,
    open_as: Callable[[Hat, dt.datetime], Any],
    grades: Callable[[Hat, Any], Any],
    why: dict[Level, str],
    *,
    basis: str,
    by: Hat,
    among: list[Hat],
    began: dt.datetime,
    at: dt.datetime,
) -> None:
    """Each grade in its hour, as far as there has been time; a second person answers the next day."""
    for turn in story:
        moment = began + turn.days * ONE_DAY + dt.timedelta(hours=1)
        if moment >= at:
            return
        with acting_as(by):
            actions.set_grade(
                open_as(by, moment),
                level=turn.level,
                imminence="days" if turn.level.rank > Level.MEDIUM.rank else "weeks",
                basis=basis if turn.days == 0 else "judgement",
                reason=why[turn.level],
                review_on=_review(turn, moment),
                by=by,
                at=moment,
            )
        seconds = [hat for hat in among if hat.worker_id != by.worker_id]
        if turn.answer is None or not seconds or moment + ONE_DAY >= at:
            continue
        with acting_as(seconds[0]):
            newest = grades(seconds[0], open_as(seconds[0], moment + ONE_DAY)).first()
            if newest and not newest.is_answered:
                remark = "Read the file: I agree." if turn.answer else "Too soon. Ask again in a fortnight."
                actions.answer_grade(
                    newest, agrees=turn.answer, remark=remark, by=seconds[0], at=moment + ONE_DAY
                )


def _review(turn: Turn, moment: dt.datetime) -> dt.date | None:
    return in_london(moment).date() + dt.timedelta(days=turn.review_after) if turn.review_after else None


def _completed(tool: Tool, side: Side, random: Random, *, opinion: str, on: dt.datetime) -> dict[str, Any]:
    values = [answer.value for answer in tool.scale.answers]
    weights = [3, 3, 5, 1, 1][: len(values)]
    answers = {str(item.number): random.choices(values, weights)[0] for item in tool.items(side)}
    return {"answers": answers, "opinion": opinion, "assessed_on": in_london(on).date()}


def _morning(moment: dt.datetime, days: int) -> dt.datetime:
    """Ten o'clock, so many days later."""
    day = in_london(moment).date() + days * ONE_DAY
    return dt.datetime.combine(day, dt.time(10), LONDON)


def _age(born: str, *, on: dt.date) -> int | None:
    return PartialDate.read(born).oldest_age(on=on) if born else None
