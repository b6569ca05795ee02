"""B-SAFER: fifteen factors of intimate partner violence, rated by a trained assessor.

The first ten are about the person referred. The last five are about whoever is harmed, and are rated on
the safety side alone: neither part is the whole, and each says so.
"""

from chrysalis.access.barriers import Side
from chrysalis.tools.base import TOOLS, Answer, Example, Item, Opinion, Outcome, Scale, Section, Tool
from chrysalis.tools.grading import Level


RATINGS = Scale(
    (
        Answer("present", "Present"),
        Answer("partly", "Partly"),
        Answer("absent", "Absent"),
        Answer("omitted", "Omitted: not enough known", is_missing=True),
    )
)

TOOLS.add(
    Tool(
        slug="b-safer",
        version="2",
        name="B-SAFER",
        licence=(
            "A user manual of the first version was published by Justice Canada. Shown are labels of "
            "the factors in our words, and the ratings; work from the manual you were trained with."
        ),
        source="Version 2, fifteen factors, no cut-offs: what it comes to is the assessor’s conclusion.",
        scale=RATINGS,
        sections=(
            Section(
                "Partner violence",
                Side.CHANGE,
                (
                    Item(1, "Acts"),
                    Item(2, "Threats or thoughts"),
                    Item(3, "Escalation"),
                    Item(4, "Breaches of orders"),
                    Item(5, "Attitudes"),
                ),
            ),
            Section(
                "How the person is doing",
                Side.CHANGE,
                (
                    Item(6, "Criminality"),
                    Item(7, "Relationship problems"),
                    Item(8, "Work problems"),
                    Item(9, "Substance use"),
                    Item(10, "Mental health"),
                ),
            ),
            Section(
                "Vulnerability of the person harmed",
                Side.SAFETY,
                (
                    Item(11, "Inconsistent attitude or behaviour"),
                    Item(12, "Extreme fear"),
                    Item(13, "Few resources"),
                    Item(14, "Unsafe home"),
                    Item(15, "Personal problems"),
                ),
            ),
        ),
        review_days=91,  # decided: three months
        opinions={
            Side.CHANGE: (
                Opinion("low", "Low", Level.STANDARD),
                Opinion("moderate", "Moderate", Level.MEDIUM),
                Opinion("high", "High", Level.HIGH),
            )
        },
        least_age=18,
        examples=(
            Example(
                Side.CHANGE,
                {1: "present", 3: "partly", 9: "omitted"},
                Outcome(band="Moderate", least=Level.MEDIUM, missing={"omitted": 1}),
                otherwise="absent",
                opinion="moderate",
            ),
            # No factor, and still the assessor may conclude that the danger is high.
            Example(
                Side.CHANGE, {}, Outcome(band="High", least=Level.HIGH), otherwise="absent", opinion="high"
            ),
            Example(Side.SAFETY, {12: "present"}, Outcome(), otherwise="absent"),
        ),
    )
)
