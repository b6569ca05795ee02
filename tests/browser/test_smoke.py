def test_the_sign_in_page_answers(desk):
    page = desk()
    page.goto("/sign-in/")
    assert page.title() == "Sign in – Chrysalis"
