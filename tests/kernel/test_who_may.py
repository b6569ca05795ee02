"""The page that a data-protection officer reads: all roles, all records about people, and nobody's name."""

from chrysalis.access.permissions import Permission
from chrysalis.access.roles import ROLES
from chrysalis.who_may import tables
from referrals.models import Case


def test_everybody_with_a_hat_can_read_who_may_see_what(world):
    for person in world.one_of_each_role():
        page = person.opens("who_may").content.decode()
        assert all(f">{role.name}</h2>" in page for role in ROLES)
        assert "Custody details" in page
        assert person.worker.email not in page


def test_it_says_every_permission_and_every_kind_of_record():
    sections = tables.sections()
    assert {sentence for section in sections for sentence in section.may} == {p.english for p in Permission}
    named = {line.what for section in sections for line in section.lines}
    assert {str(model._meta.verbose_name_plural).capitalize() for model in (Case,)} <= named


def test_it_says_what_the_walls_say():
    caseworker = next(section for section in tables.sections() if section.role.slug == "caseworker")
    found = {line.what: line for line in caseworker.lines}
    assert found["Cases"].sees == "of the own agency, unless restricted"
    assert found["Clients"] == tables.Line(
        "Clients", "of the person whose case is open", "of the own agency", "of the person whose case is open"
    )
    assert "Form keys" in found
    officer = next(section for section in tables.sections() if section.role.slug == "custody-officer")
    sent = next(line for line in officer.lines if line.what == "Referrals")
    assert (sent.sees, sent.adds, sent.changes) == ("no", "of the own agency", "no")
    link_worker = next(section for section in tables.sections() if section.role.slug == "link-worker")
    told = next(line for line in link_worker.lines if line.what == "Slips")
    assert (told.adds, told.changes) == ("no", "“waits” alone, of the own agency")
