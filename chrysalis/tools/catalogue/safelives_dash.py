"""SafeLives Dash: twenty-four questions asked by a survivor's worker, together with the survivor.

Fourteen yes or more is visible high risk. So is any lower count that worries the worker: a count of yes
is never a reason to think that somebody is safe.
"""

from chrysalis.access.barriers import Side
from chrysalis.tools.base import (
    NO_ANSWER,
    NOT_ASKED,
    NOT_KNOWN,
    TOOLS,
    Answer,
    Band,
    Example,
    Flag,
    Item,
    Outcome,
    Scale,
    Section,
    Tool,
)
from chrysalis.tools.grading import Level


YES_OR_NO = Scale((Answer("yes", "Yes"), Answer("no", "No"), NOT_KNOWN, NO_ANSWER, NOT_ASKED))
VISIBLE = "Visible high risk"

TOOLS.add(
    Tool(
        slug="safelives-dash",
        version="1",
        name="SafeLives Dash",
        licence=(
            "SafeLives calls it a free tool; no open licence was found. Shown are labels in our words, and "
            "the answers; work from the form of SafeLives that you were trained with."
        ),
        source="14 or more is visible high risk. Standard from 1 and medium from 10 are local, not national.",
        scale=YES_OR_NO,
        sections=(
            Section(
                "What happened, and now",
                Side.SAFETY,
                (
                    Item(1, "Injury this time"),
                    Item(2, "Very frightened"),
                    Item(3, "What is feared, and for whom"),
                    Item(4, "Isolated"),
                    Item(5, "Low or suicidal"),
                    Item(6, "Separation within 12 months"),
                    Item(7, "Dispute over contact with children"),
                    Item(8, "Persistent contact, following or stalking"),
                    Item(9, "Pregnant, or a baby under 18 months"),
                    Item(10, "More frequent"),
                    Item(11, "More severe"),
                    Item(12, "Control or extreme jealousy"),
                    Item(13, "Weapon or object used"),
                    Item(14, "Threats to kill"),
                    Item(15, "Strangulation, choking, suffocation or drowning"),
                    Item(16, "Sexual abuse"),
                    Item(17, "Threat from others, honour-based abuse included"),
                ),
            ),
            Section(
                "The person who harms",
                Side.SAFETY,
                (
                    Item(18, "Has hurt others"),
                    Item(19, "Cruelty to animals"),
                    Item(20, "Money problems, or dependence for money"),
                    Item(21, "Drink, drugs or mental health"),
                    Item(22, "Has threatened or attempted suicide"),
                    Item(23, "Broken bail, order or contact agreement"),
                    Item(24, "Known to police"),
                ),
            ),
            Section(
                "Beside the 24",
                Side.SAFETY,
                (Item(25, "The survivor believes that they are at serious risk", is_counted=False),),
            ),
        ),
        review_days=56,  # what services do: every eight weeks, and after anything new
        counted=frozenset({"yes"}),
        flagging=frozenset({"yes"}),
        bands=(
            Band(1, "Standard, by local practice", Level.STANDARD, is_local=True),
            Band(10, "Medium, by local practice", Level.MEDIUM, is_local=True),
            Band(14, VISIBLE, Level.HIGH),
        ),
        flags=(
            Flag((6, 12), "Separation, with control, and injury or sexual abuse", one_of=(1, 16)),
            Flag((8,), "Persistent contact, following or stalking"),
            Flag((10, 11), "More frequent and more severe"),
            Flag((14,), "Threats to kill"),
            Flag((15,), "Strangulation, choking, suffocation or drowning"),
            Flag((17,), "Threat from others"),
            Flag((25,), "The survivor believes that they are at serious risk"),
            # These two are ours, and on no published list.
            Flag((13,), "Weapon or object used"),
            Flag((22,), "Who harms has threatened or attempted suicide"),
        ),
        least_age=16,
        examples=(
            Example(Side.SAFETY, {}, Outcome(0, 0), otherwise="no"),
            Example(
                Side.SAFETY,
                dict.fromkeys((1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 18, 19, 20, 21), "yes"),
                Outcome(
                    14, 14, VISIBLE, Level.HIGH, ("Separation, with control, and injury or sexual abuse",)
                ),
                otherwise="no",
            ),
            # Thirteen, and three of which nothing is known: it could be sixteen, and is no band yet.
            Example(
                Side.SAFETY,
                dict.fromkeys((1, 2, 3, 4, 5, 7, 9, 12, 18, 19, 20, 21, 24), "yes")
                | {6: "not_known", 14: "no_answer", 16: "not_asked"},
                Outcome(13, 16, missing={"not_known": 1, "no_answer": 1, "not_asked": 1}),
                otherwise="no",
            ),
            Example(
                Side.SAFETY,
                {14: "yes", 25: "yes"},
                Outcome(
                    1,
                    1,
                    flags=("Threats to kill", "The survivor believes that they are at serious risk"),
                ),
                otherwise="no",
            ),
            Example(
                Side.SAFETY,
                dict.fromkeys((1, 2, 3, 4, 5, 7, 9, 18, 20, 21), "yes"),
                Outcome(10, 10, "Medium, by local practice", Level.MEDIUM),
                otherwise="no",
                with_local_bands=True,
            ),
        ),
    )
)
