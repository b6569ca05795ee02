"""Every write is an action: nothing else in the product writes through the ORM."""

from pathlib import Path

import pytest

from tests.architecture.writes import is_an_action, writes_in


# The doors that actions themselves write through, and what is no row of ours.
ELSEWHERE = {
    "chrysalis/versions.py": "the compare-and-set that actions call",
    "chrysalis/access/grants.py": "guardian's row, which actions have it make",
    "chrysalis/attachments/keeping.py": "a file, and no row",
    "chrysalis/attachments/pdfs.py": "the same",
    "chrysalis/attachments/pictures.py": "the same",
    "chrysalis/audit/log.py": "the one writer of the log, called by actions",
    "chrysalis/audit/apart.py": "the same, for a reason that stands apart from its entry",
    "chrysalis/events/announcing.py": "the one way into the outbox, called by actions",
    "chrysalis/events/scheduled.py": "the one way to have something done later, called by actions",
}
SOURCES = [
    path
    for folder in ("chrysalis", "referrals", "interventions", "partners")
    for path in sorted(Path(folder).rglob("*.py"))
    if "migrations" not in path.parts and "bootstrap" not in path.parts and not is_an_action(path)
]


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_only_actions_write(path):
    found = list(writes_in(path.read_text()))
    if str(path) in ELSEWHERE:
        assert found, f"{path} no longer writes: take it off the list"
        return
    assert found == [], f"{path} writes rows outside an action"


@pytest.mark.parametrize(
    "source",
    [
        "Case.objects.create(name=1)",
        "case.save()",
        "Case.objects.filter(pk=1).update(state='x')",
        "case.notes.create(text='')",
        "queries.cases(hat).filter(pk=1).delete()",
        "Case.objects.bulk_create([])",
    ],
)
def test_a_write_in_a_view_would_be_found(source):
    assert list(writes_in(source))


@pytest.mark.parametrize("source", ["page.update({'a': 1})", "request.session.save()", "form.data.copy()"])
def test_what_is_no_write_is_let_be(source):
    assert not list(writes_in(source))
