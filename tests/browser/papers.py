"""Documents, as somebody chooses them on a page; checked by the worker of the real stack."""

from tests.browser.visit import Visit


def chooses(visit: Visit, body: bytes, title: str, *, harmed: str = "No") -> None:
    page = visit.page
    file = {"name": "from-a-desk.pdf", "mimeType": "application/pdf", "buffer": body}
    page.get_by_label("Document", exact=True).set_input_files(file)
    page.get_by_label("What is it?").fill(title)
    question = page.get_by_role("group", name="Does this name or describe anyone harmed")
    question.get_by_label(harmed, exact=True).check()


def until_checked(visit: Visit) -> None:
    for _ in range(150):
        if not visit.page.get_by_text("Being checked").count():
            return
        visit.page.wait_for_timeout(200)
        visit.response = visit.page.reload()
    raise TimeoutError
