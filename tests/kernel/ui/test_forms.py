"""Every field in every state: what a screen reader is told, and what a shared computer is not."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.forms import formset_factory
from django.template.loader import render_to_string

from chrysalis.ui.samples import ANSWERS, SampleForm
from chrysalis.ui.templatetags.ui import problems, sections


class Tags(HTMLParser):
    """The tags of some markup, as (name, attributes)."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def of(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name in names]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.found if attributes.get("id")]


STATES = {"fresh": None, "error": {}, "filled": ANSWERS}


@pytest.fixture(params=STATES)
def page(request) -> Tags:
    return Tags(str(SampleForm(STATES[request.param])))


def test_every_control_has_a_label_that_names_it(page):
    controls = {each["id"] for each in page.of("input", "select", "textarea")}
    assert controls == {each["for"] for each in page.of("label")}


def test_every_id_is_there_once_and_every_description_exists(page):
    described = " ".join(each.get("aria-describedby") or "" for _, each in page.found).split()
    assert len(page.ids) == len(set(page.ids))
    assert set(described) <= set(page.ids)


def test_the_browser_checks_nothing_and_cuts_nothing(page):
    for control in page.of("input", "select", "textarea"):
        assert "required" not in control
        assert "maxlength" not in control


def test_the_browser_remembers_no_name(page):
    typed = [each for each in page.of("input") if each["type"] in ("text", "password")]
    assert {each["autocomplete"] for each in typed} == {"off", "current-password"}
    assert {each.get("spellcheck") for each in typed} == {"false"}


def test_questions_with_several_answers_are_groups_with_a_legend(page):
    groups = [each for each in page.of("fieldset") if each.get("role") == "group"]
    assert len(groups) == 4  # two dates, radios, checkboxes
    assert len(page.of("legend")) == len(groups) + len(SampleForm.sections)


def field(name: str, typed: dict | None) -> Tags:
    return Tags(SampleForm(typed)[name].as_field_group())


def test_a_fresh_field_is_described_by_its_hint():
    (control,) = field("family_name", None).of("input")
    assert control["aria-describedby"] == "id_family_name_helptext"
    assert "aria-invalid" not in control


def test_a_field_in_error_is_described_by_hint_and_error():
    (control,) = field("family_name", {}).of("input")
    assert control["aria-describedby"] == "id_family_name_helptext id_family_name_error"
    assert control["aria-invalid"] == "true"
    assert "govuk-input--error" in control["class"]


def test_a_filled_field_keeps_what_was_typed():
    (control,) = field("family_name", ANSWERS).of("input")
    assert control["value"] == "Łukasik-Ó Briain"


def test_a_password_is_never_sent_back():
    (control,) = field("password", ANSWERS).of("input")
    assert "value" not in control


def test_a_date_in_error_keeps_what_was_typed_and_marks_the_box_at_fault():
    day, month, year = field("born", ANSWERS | {"born_year": "84"}).of("input")
    assert [each["value"] for each in (day, month, year)] == ["27", "March", "84"]
    assert ["aria-invalid" in each for each in (day, month, year)] == [False, False, True]


def test_a_chosen_answer_stays_chosen():
    chosen = [each["value"] for each in field("is_safe", ANSWERS).of("input") if "checked" in each]
    assert chosen == ["yes"]


def test_long_answers_are_counted():
    (counter, *_) = field("account", None).of("div")
    (control,) = field("account", None).of("textarea")
    assert counter["data-maxlength"] == "2000"
    assert control["aria-describedby"] == "id_account-info"


def test_the_summary_leads_to_the_first_control_at_fault():
    form = SampleForm({})
    targets = [target for target, _ in problems(form)]
    assert targets == [
        "id_given_names",
        "id_family_name",
        "id_born_0",
        "id_language",
        "id_is_safe_0",
        "id_account",
        "id_agrees",
        "id_password",
    ]
    assert set(targets) <= set(Tags(str(form)).ids)


def test_an_empty_answer_is_asked_for_in_the_words_of_its_question():
    told = dict(problems(SampleForm({})))
    assert told["id_given_names"] == "Enter given names"
    assert told["id_language"] == "Choose language"
    assert told["id_is_safe_0"] == "Answer “Is it safe to ring?”"
    assert told["id_agrees"] == "Tick “They agree to be contacted” to go on"


class Sworn(forms.Form):
    page_heading = "oath"
    oath = forms.CharField(error_messages={"required": "Read it out"})
    pnc = forms.CharField(label="PNC number", required=False)


def test_a_form_may_say_it_in_its_own_words():
    assert Sworn({}).errors["oath"] == ["Read it out"]


def test_optional_answers_say_so_unless_the_form_would_rather_not():
    assert "PNC number (optional)" in str(Sworn())
    Sworn.mark_optional = False
    try:
        assert "(optional)" not in str(Sworn())
    finally:
        del Sworn.mark_optional


def test_what_another_answer_may_make_necessary_is_not_called_optional():
    Sworn.by_answer = {"pnc"}
    try:
        assert "PNC number" in str(Sworn())
        assert "(optional)" not in str(Sworn())
    finally:
        del Sworn.by_answer


def test_a_question_may_be_the_heading_of_its_page():
    markup = Sworn()["oath"].as_field_group()
    assert Tags(markup).of("h1") == [{"class": "govuk-label-wrapper"}]


def test_a_field_in_no_section_is_a_mistake_of_ours():
    class Lost(Sworn):
        sections = [("Oath", ["oath"])]

    with pytest.raises(ImproperlyConfigured, match="shows pnc in no section"):
        sections(Lost())


def test_the_summary_of_several_forms_tells_of_each():
    several = formset_factory(Sworn, extra=2, min_num=1, validate_min=True)
    typed = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-oath": ""}
    assert ("id_form-0-oath", "Read it out") in problems(several(typed))


def test_every_form_of_several_is_drawn_under_its_own_names():
    markup = Tags(str(formset_factory(Sworn, extra=2)()))
    assert {"id_form-0-oath", "id_form-1-oath"} <= set(markup.ids)


def test_what_is_wrong_with_the_whole_is_told_without_a_link():
    form = Sworn({"oath": "I swear"})
    form.add_error(None, "Another officer has sent this.")
    summary = render_to_string("components/error_summary.html", {"form": form})
    assert "<li>Another officer has sent this.</li>" in summary
    assert "Another officer has sent this." in str(form)


class Asked(forms.Form):
    brief = forms.ChoiceField(choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect)
    wordy = forms.ChoiceField(choices=[("y", "Yes, " * 9), ("n", "No, " * 9)], widget=forms.RadioSelect)


@pytest.mark.parametrize(
    ("name", "arrangement"),
    [("brief", "govuk-radios--small app-choices--row"), ("wordy", "govuk-radios--small")],
)
def test_few_short_answers_stand_in_a_row(name, arrangement):
    (container, *_) = Tags(str(Asked()[name])).of("div")
    assert container["class"] == f"govuk-radios {arrangement}"


def test_the_one_question_of_a_page_is_large():
    class Alone(Asked):
        page_heading = "brief"

    (container, *_) = Tags(str(Alone()["brief"])).of("div")
    assert container["class"] == "govuk-radios"


def test_what_is_typed_cannot_become_markup():
    form = SampleForm(ANSWERS | {"given_names": '"><script>alert(1)</script>'})
    assert "<script>" not in str(form)
