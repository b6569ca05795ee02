"""Whoever changes the log is found, and so is what they changed: also the owner of the database."""

import threading
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from chrysalis.access.barriers import Side
from chrysalis.access.context import acting_as
from chrysalis.audit import anchors, merkle
from chrysalis.audit.actions import sealing
from chrysalis.audit.log import record
from chrysalis.audit.tasks import seal
from chrysalis.audit.verification import verify


NOW = timezone.now()


def test_what_was_written_is_sealed_once_and_holds(log):
    log.writes(5, at=NOW)
    first = log.is_sealed(at=NOW)
    log.writes(3, at=NOW)
    second = log.is_sealed(at=NOW)
    assert [len(each.keys) for each in [*first, *second]] == [5, 3]
    assert second[0].previous == first[0].digest
    assert log.is_sealed(at=NOW) == []
    verdict = verify(Side.CHANGE)
    assert (verdict.seals, verdict.entries, verdict.fault) == (2, 8, None)


def test_a_seal_closes_no_more_than_it_should(log):
    log.writes(5, at=NOW)
    assert [len(each.keys) for each in log.is_sealed(at=NOW, most=2)] == [2, 2, 1]
    with transaction.atomic():
        log.writes(4, at=NOW)
    assert [len(each.keys) for each in log.is_sealed(at=NOW, most=2)] == [4]  # one transaction stays whole
    assert verify(Side.CHANGE).fault is None


def test_an_entry_that_is_committed_late_is_not_passed_over(log):
    """Numbers are given out before they are committed: the first to begin may be the last to end."""
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        with acting_as(log.by):
            record("page.refused", by=log.by, at=NOW)
            begun.set()
            may_end.wait(60)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    begun.wait(60)
    log.writes(3, at=NOW)  # after it, and committed before it
    early = sealing.seal(Side.CHANGE, at=NOW)
    may_end.set()
    thread.join()
    log.is_sealed(at=NOW)
    verdict = verify(Side.CHANGE)
    assert early is None
    assert (verdict.entries, verdict.fault) == (4, None)


def test_two_sealers_at_once_make_one_chain(log):
    log.writes(6, at=NOW)
    log._waits()

    def run() -> None:
        while sealing.seal(Side.CHANGE, at=NOW, most=1):
            pass
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = verify(Side.CHANGE)
    assert (verdict.seals, verdict.entries, verdict.fault) == (6, 6, None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_changeentry SET reason = 'x'",
        "DELETE FROM audit_changeentry",
        "TRUNCATE audit_changeentry",
        "UPDATE audit_changeseal SET root = ''",
        "DELETE FROM audit_changeseal",
        "TRUNCATE audit_changeseal",
    ],
)
def test_the_owner_too_is_refused(log, statement):
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic(using="owner"):
        log.owner(statement)


TAMPERED = {
    "edited": ("UPDATE audit_changeentry SET reason = 'x' WHERE id = %s", "an entry was changed"),
    "given another worker": ("UPDATE audit_changeentry SET worker_id = NULL WHERE id = %s", "changed"),
    "given another time": (
        "UPDATE audit_changeentry SET at = at - interval '1 day' WHERE id = %s",
        "changed",
    ),
    "moved to another place": ("UPDATE audit_changeentry SET xid = xid - 1 WHERE id = %s", "changed"),
    "moved out of sight": ("UPDATE audit_changeentry SET xid = xid + 1000000 WHERE id = %s", "deleted"),
    "deleted": ("DELETE FROM audit_changeentry WHERE id = %s", "an entry was deleted"),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_the_row_that_was_touched_is_named(log, how):
    log.writes(5, at=NOW)
    log.is_sealed(at=NOW)
    statement, what = TAMPERED[how]
    third = log.keys()[2]
    with log.unguarded() as owner:
        owner(statement, [third])
    fault = verify(Side.CHANGE).fault
    assert (fault.side, fault.key) == (Side.CHANGE, third)
    assert what in fault.what


COLUMNS = "at, word, role_slug, subjects, fields, purpose, reason, recipient, was_refused"


# One entry once more under another key, at a time long ago, with the number of a transaction long sealed.
COPY = """
    INSERT INTO audit_changeentry
    SELECT (jsonb_populate_record(e, jsonb_build_object('id', %s::text, 'at', '2020-01-01'))).*
    FROM audit_changeentry e ORDER BY xid LIMIT 1"""
NEW = UUID("0b5e55ed-0000-4000-8000-000000000001")


def test_an_entry_put_in_between_is_named(log):
    log.writes(5, at=NOW)
    log.is_sealed(at=NOW)
    with log.unguarded() as owner:
        owner(COPY, [str(NEW)])
    fault = verify(Side.CHANGE).fault
    assert (fault.what, fault.key) == ("an entry was put in afterwards", NEW)


def test_an_entry_the_owner_writes_is_named_without_a_guard_taken_away(log):
    log.writes(2, at=NOW)
    log.owner(COPY, [str(NEW)])
    fault = verify(Side.CHANGE).fault
    assert (fault.what, fault.key) == ("an entry was written around the service", NEW)


def test_an_emptied_log_names_its_first_entry(log):
    log.writes(3, at=NOW)
    log.is_sealed(at=NOW)
    first = log.keys()[0]
    with log.unguarded() as owner:
        owner("TRUNCATE audit_changeentry")
    fault = verify(Side.CHANGE).fault
    assert (fault.what, fault.key) == ("an entry was deleted", first)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE audit_changeseal SET horizon = horizon + 1 WHERE number = 2", "seal 2 was changed"),
        ("UPDATE audit_changeseal SET keys = keys[2:] WHERE number = 2", "the list in seal 2 was changed"),
        ("UPDATE audit_changeseal SET previous = '' WHERE number = 2", "seal 2 does not follow"),
        ("DELETE FROM audit_changeseal WHERE number = 2", "seal 2 is gone"),
        ("DELETE FROM audit_changeseal WHERE number = 3", "seal 3 is gone"),
        ("TRUNCATE audit_changeseal", "seal 1 is gone"),
    ],
)
def test_a_seal_that_was_touched_is_named(log, statement, what):
    for _ in range(3):
        log.writes(2, at=NOW)
        log.is_sealed(at=NOW)
    with log.unguarded() as owner:
        owner(statement)
    assert what in verify(Side.CHANGE).fault.what


def test_a_chain_written_anew_does_not_fit_what_was_kept_outside(log):
    log.writes(2, at=NOW)
    log.is_sealed(at=NOW)
    with log.unguarded() as owner:
        owner("UPDATE audit_changeentry SET reason = 'x'")
        owner("TRUNCATE audit_changeseal")
    sealing.seal(Side.CHANGE, at=NOW)  # whoever can do the one can do the other
    assert verify(Side.CHANGE).fault.what == "seal 1 is not the one that was kept outside"
    anchors._path().unlink()
    assert verify(Side.CHANGE).fault is None  # nothing in the database could tell


def test_a_database_that_counts_from_anew_is_not_sealed_as_if_nothing_were(log):
    log.writes(1, at=NOW)
    log.is_sealed(at=NOW)
    with log.unguarded() as owner:
        owner("UPDATE audit_changeseal SET horizon = horizon + 1000000000")
    with pytest.raises(sealing.WentBack):
        sealing.seal(Side.CHANGE, at=NOW)


class TestCommand:
    def test_says_how_far_each_side_holds(self, log, capsys):
        log.writes(2, at=NOW)
        log.is_sealed(at=NOW)
        call_command("verify_audit", side="change")
        assert capsys.readouterr().out == "change: 1 seals hold, over 2 entries\n"

    def test_fails_and_names_the_row(self, log, capsys):
        log.writes(2, at=NOW)
        log.is_sealed(at=NOW)
        first = log.keys()[0]
        with log.unguarded() as owner:
            owner("DELETE FROM audit_changeentry WHERE id = %s", [first])
        with pytest.raises(SystemExit) as ended:
            call_command("verify_audit")
        assert ended.value.code == 1
        assert f"change: an entry was deleted ({first})" in capsys.readouterr().err


def test_the_task_seals_every_side_and_keeps_each_digest(log, settings):
    log.writes(2, at=NOW)
    log._waits()
    seal()
    kept = (settings.HOME / "kept" / "seals.txt").read_text().splitlines()
    assert {line.split()[0] for line in kept} >= {"change"}
    assert anchors._path().stat().st_mode & 0o777 == 0o600
    assert verify(Side.CHANGE).fault is None
    with log.unguarded() as owner:
        owner("ALTER TABLE audit_accountseal DISABLE TRIGGER USER")
        owner("TRUNCATE audit_accountseal")
        owner("ALTER TABLE audit_accountseal ENABLE TRIGGER USER")


def test_the_root_depends_on_every_leaf_and_its_place():
    leaves = [merkle.leaf(text) for text in "abcde"]
    roots = {merkle.root(leaves[:count]) for count in range(6)}
    assert len(roots) == 6
    assert merkle.root(leaves) != merkle.root(leaves[::-1])
    assert merkle.split(b"".join(leaves)) == leaves
