from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from chrysalis.ui.dates import PartialDate
from chrysalis.ui.fields import DateField


def read(*typed: str, **options: bool) -> PartialDate | date | None:
    return DateField(label="Date of birth", **options).clean(list(typed))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("27", "3", "1984"), "1984-03-27"),
        (("27", "03", "1984"), "1984-03-27"),
        (("27", "March", "1984"), "1984-03-27"),
        ((" 27 ", "mar.", "1984"), "1984-03-27"),
        (("1", "SEPT", "2003"), "2003-09-01"),
        (("", "March", "2024"), "2024-03"),
        (("", "", "2024"), "2024"),
        (("29", "2", "2024"), "2024-02-29"),
    ],
)
def test_as_much_as_is_known_is_kept_and_no_more(typed, kept):
    assert str(read(*typed, partial=True)) == kept


def test_a_whole_day_comes_as_a_date():
    assert read("27", "March", "1984") == date(1984, 3, 27)


@pytest.mark.parametrize(
    ("typed", "options", "message"),
    [
        (("27", "3", ""), {}, "Date of birth must include a year"),
        (("", "", "1984"), {}, "Date of birth must include a day and month"),
        (("27", "", "1984"), {"partial": True}, "Date of birth must include a month"),
        (("", "3", ""), {"partial": True}, "Date of birth must include a year"),
        (("27", "3", "84"), {}, "Date of birth must have a year of 4 numbers"),
        (("27", "Marsh", "1984"), {}, "Date of birth must have a month, as a number or a name"),
        (("27", "13", "1984"), {}, "Date of birth must have a month, as a number or a name"),
        (("32", "3", "1984"), {}, "Date of birth must be a real date"),
        (("29", "2", "2023"), {}, "Date of birth must be a real date"),
        (("٣", "3", "0000"), {}, "Date of birth must be a real date"),
        (("²", "3", "1984"), {}, "Date of birth must be a real date"),
    ],
)
def test_what_cannot_be_meant_is_said_in_words(typed, options, message):
    with pytest.raises(ValidationError) as refusal:
        read(*typed, **options)
    assert refusal.value.messages == [message]


def test_only_the_boxes_at_fault_are_marked():
    with pytest.raises(ValidationError) as refusal:
        read("27", "", "")
    assert refusal.value.params == {"parts": ("month", "year")}


def test_today_is_in_the_past_and_tomorrow_is_not():
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    assert read(*_typed(today), past=True) == today
    with pytest.raises(ValidationError, match="today or in the past"):
        read(*_typed(tomorrow), past=True)


def test_nothing_typed_is_nothing_where_it_may_be():
    assert read("", "", "", required=False) is None
    assert DateField(required=False).clean(None) is None


@pytest.mark.parametrize("text", ["2024", "2024-03", "2024-03-14"])
def test_a_partial_date_is_read_back_as_it_was_written(text):
    assert str(PartialDate.read(text)) == text


def test_partial_dates_sort_with_the_less_known_first():
    days = [PartialDate.read(text) for text in ("2024-03-14", "2025", "2024-03", "2024")]
    assert [str(day) for day in sorted(days, key=lambda day: day.sort_key)] == [
        "2024",
        "2024-03",
        "2024-03-14",
        "2025",
    ]


def test_a_partial_date_is_spoken_as_people_say_it():
    assert [PartialDate.read(text).spoken for text in ("2024", "2024-03", "2024-03-14")] == [
        "2024",
        "March 2024",
        "14 March 2024",
    ]


def test_a_day_without_a_month_is_no_date():
    with pytest.raises(ValueError, match="needs a month"):
        PartialDate(2024, None, 14)


def test_opening_and_sending_again_changes_nothing():
    field = DateField(partial=True)
    assert not field.has_changed("2024-03", ["", "3", "2024"])
    assert field.has_changed("2024-03", ["14", "3", "2024"])


def _typed(day: date) -> tuple[str, str, str]:
    return str(day.day), str(day.month), str(day.year)
