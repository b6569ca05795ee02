"""The sergeant at Oldbury refers somebody, twice interrupted, or leaves it to the next shift; the caseworker
makes first contact."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.keyboard import Keyboard


ANSWERS = {
    "Sex": "Male",
    "Is the person fit and sober to talk?": "Yes",
    "Is an appropriate adult needed?": "Not needed",
    "Does the person agree that the service may get in touch?": "Yes",
    "Where things stand": "Bailed",
    "Does the person work for, or have close links with": "No",
}
REACHED = "Spoke with the person"
ENOUGH = 60  # clicks and things typed, of a whole referral with both interruptions


class Hands:
    """A person's: they take time, and every click and every thing typed is counted."""

    def __init__(self) -> None:
        self.count = 0

    def types(self, page: Page, label: str, text: str) -> None:
        self.count += 1
        page.get_by_label(label, exact=True).press_sequentially(text, delay=20)

    def chooses(self, page: Page, question: str) -> None:
        self.count += 1
        page.get_by_role("group", name=question).get_by_label(ANSWERS[question], exact=True).check()

    def presses(self, page: Page, button: str) -> None:
        self.count += 1
        page.get_by_role("button", name=button, exact=True).click()

    def follows(self, page: Page, link: str) -> None:
        self.count += 1
        with page.expect_navigation():
            page.get_by_role("link", name=link).first.click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [360, 1280])
def test_twice_interrupted_the_referral_is_sent_and_answered(desk, width, script):
    at_this_desk = {"width": width, "java_script_enabled": script}
    family_name = f"Kestrel-{width}-{'script' if script else 'plain'}"
    hands, page = Hands(), desk("sergeant", **at_this_desk)
    page.goto("/")
    hands.follows(page, "Refer someone")
    hands.types(page, "Given names", "Darnell")
    hands.types(page, "Family name", family_name)
    _is_called_away(page, hands, script=script)
    hands.follows(page, "Referral")
    assert page.get_by_label("Family name", exact=True).input_value() == family_name
    for question in ANSWERS:
        hands.chooses(page, question)
    _is_called_away(page, hands, script=script)
    page.context.close()

    page = desk("sergeant", **at_this_desk)
    page.goto("/")
    hands.follows(page, "Referral")
    assert page.get_by_label("Given names", exact=True).input_value() == "Darnell"
    hands.types(page, "Custody record number", "OL/2210/26")
    hands.presses(page, "Send referral")
    reference = _reference_on(page)
    assert hands.count <= ENOUGH

    _caseworker_answers(desk("caseworker", **at_this_desk), reference, family_name)
    page.reload()
    _is_accepted_and_names_nobody(page)


@pytest.mark.parametrize(("script", "width"), [(True, 360), (False, 1280)], ids=["script", "no script"])
def test_the_next_shift_goes_on_with_what_was_left(desk, script, width):
    at_this_desk = {"width": width, "java_script_enabled": script}
    family_name = f"Kestrel-left-{'script' if script else 'plain'}"
    hands, page = Hands(), desk("sergeant", **at_this_desk)
    page.goto("/")
    hands.follows(page, "Refer someone")
    hands.types(page, "Given names", "Darnell")
    hands.types(page, "Family name", family_name)
    for question in (near := "Does the person work for, or have close links with", "Sex"):
        hands.chooses(page, question)
    hands.presses(page, "Leave it for the next shift")
    expect(page.get_by_role("main")).to_contain_text("Left for the next shift.")
    assert family_name not in page.content()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You are signed out").wait_for()
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert "Begun" not in page.content()
    page.context.close()

    page = desk("colleague", **at_this_desk)
    page.goto("/")
    expect(page.get_by_role("main")).to_contain_text("Begun by Sergeant")
    assert family_name not in page.content()
    hands.follows(page, "Begun on")
    assert page.get_by_label("Family name", exact=True).input_value() == family_name
    for question in set(ANSWERS) - {near, "Sex"}:
        hands.chooses(page, question)
    hands.types(page, "Custody record number", "OL/2212/26")
    hands.presses(page, "Send referral")
    reference = _reference_on(page)
    assert hands.count <= ENOUGH

    page = desk("sergeant", **at_this_desk)
    page.goto("/")
    expect(page.get_by_role("main")).to_contain_text("was sent by Colleague")
    page.get_by_role("link", name="Sent").first.click()
    expect(page.get_by_role("main")).to_contain_text(reference)
    assert family_name not in page.content()


def test_what_is_for_partner_support_only_is_never_left_behind(desk):
    """Words beside the referral that were not saved stop it, with both texts where they were."""
    hands, page = Hands(), desk("sergeant")
    page.goto("/referrals/new/")
    hands.types(page, "Given names", "Darnell")
    hands.types(page, "Family name", "Kestrel-sealed")
    for question in ANSWERS:
        hands.chooses(page, question)
    hands.types(page, "Custody record number", "OL/2211/26")
    section = page.get_by_role("region", name="For partner support only")
    with page.expect_response("**/drafts/save/"):
        section.get_by_label("Anything else").fill("Ring before three.")
    hands.presses(page, "Send referral")
    expect(page.get_by_role("alert")).to_contain_text("is not sealed")
    expect(section.get_by_label("Anything else")).to_have_value("Ring before three.")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Sent").first.click()
    expect(section.get_by_label("Anything else")).to_have_value("Ring before three.")
    assert asked == ["beforeunload"], "what is kept nowhere is not left without a word"
    hands.presses(page, "Save this section")
    expect(page.get_by_role("status").filter(has_text="Sealed at")).to_be_in_viewport()
    expect(page.get_by_label("Family name", exact=True)).to_have_value("Kestrel-sealed")
    hands.presses(page, "Send referral")
    assert _reference_on(page)


def _is_called_away(page: Page, hands: Hands, *, script: bool) -> None:
    """With script the page has saved by itself; without, there is a button."""
    if not script:
        hands.presses(page, "Save and finish later")
        return
    with page.expect_response("**/drafts/save/"):
        page.get_by_label("PNC ID").focus()
    expect(page.locator("[data-saved]")).to_contain_text("Saved ")
    hands.count += 1
    page.goto("/")


def _reference_on(page: Page) -> str:
    expect(page.get_by_role("heading", level=1)).to_have_text("Referral sent")
    return re.search(r"CHR-\w{5}-\w{5}-\w", page.get_by_role("main").inner_text())[0]


def _caseworker_answers(page: Page, reference: str, family_name: str) -> None:
    page.goto("/referrals/inbox/?sort=-received_at")
    row = page.get_by_role("row").filter(has_text=reference)
    expect(row).to_contain_text("Due")
    row.get_by_role("link", name=f"{family_name}, Darnell").click()
    page.get_by_role("button", name="Accept and open a case").click()
    page.get_by_role("button", name="Record contact").click()
    page.get_by_role("group", name="How did you try?").get_by_label("Telephone call").check()
    page.get_by_role("group", name="What came of it?").get_by_label(REACHED, exact=True).check()
    page.get_by_label("What happened").fill("Agreed to meet.")
    page.get_by_role("button", name="Record contact").click()
    expect(page.get_by_role("main")).to_contain_text("Agreed to meet.")
    expect(page.get_by_role("main")).to_contain_text("Waiting for assessment")


def _is_accepted_and_names_nobody(page: Page) -> None:
    main = page.get_by_role("main")
    expect(main).to_contain_text("Accepted")
    for private in ("Darnell", "Kestrel", "OL/2210/26"):
        assert private not in page.content()


def test_the_whole_way_without_a_mouse(desk):
    page = desk("sergeant")
    page.goto("/")
    keys = Keyboard(page)
    keys.opens("Refer someone")
    keys.types("Given names", "Darnell")
    keys.types("Family name", "Kestrel-Keys")
    keys.chooses("Sex", "Male")
    keys.types("Custody record number", "OL/2210/26")
    for question in list(ANSWERS)[1:]:
        keys.chooses(question, ANSWERS[question])
    keys.presses("Send referral")
    reference = _reference_on(page)

    other = desk("caseworker")
    other.goto("/referrals/inbox/?sort=-received_at")
    keys = Keyboard(other)
    keys.opens("Kestrel-Keys, Darnell")
    expect(other.get_by_role("main")).to_contain_text(reference)
    keys.presses("Accept and open a case")
    keys.presses("Record contact")
    keys.chooses("How did you try?", "Telephone call")
    keys.chooses("What came of it?", REACHED)
    keys.types("What happened (optional)", "Agreed to meet.")
    keys.presses("Record contact")
    expect(other.get_by_role("main")).to_contain_text("Agreed to meet.")

    page.reload()
    _is_accepted_and_names_nobody(page)
