"""A copy of everything every night, that only its keepers can open; and a drill that proves it is one."""

import io
import re
import tarfile
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Worker
from chrysalis.attachments import keeping
from chrysalis.backups import age, files, folder, taking
from chrysalis.backups.drill import proofs
from chrysalis.backups.programs import Failed, for_any_server
from tests.kernel.backups.keepers import KEYS


TAMPER = (
    "ALTER TABLE audit_accountentry DISABLE TRIGGER USER; "
    "UPDATE audit_accountentry SET word = 'account.ended'; "
    "ALTER TABLE audit_accountentry ENABLE TRIGGER USER"
)


def backs_up(capsys) -> tuple:
    call_command("backup")
    return folder.whole(folder.place())[-1], capsys.readouterr().out


def drills(backup, key_file, capsys) -> str:
    call_command("restore_drill", str(backup), "--key", str(key_file))
    return capsys.readouterr().out


def read(backup, name: str) -> bytes:
    with (backup / f"{name}.age").open("rb") as file:
        return b"".join(age.opened(file, by=age.private_key(KEYS.private)))


def drilled_on() -> list[str]:
    """The databases of drills that are still there."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'drill%'")
        return [name for (name,) in cursor.fetchall()]


def test_a_backup_is_restored_and_a_service_could_run_on_it(service, key_file, capsys):
    backup, said = backs_up(capsys)
    assert re.fullmatch(r"Kept 20\S+Z: \d+ bytes, encrypted and read back.\n", said)
    report = drills(backup, key_file, capsys)
    assert [line.partition(":")[0] for line in report.splitlines()] == [
        "opened", "restored", "migrations", "rows", "wall", "log", "documents", "sign-in",
        "A service could run on this backup.",
    ]  # fmt: skip
    assert re.search(r"log: .*neither [1-9]\d* seals hold", report)
    assert drilled_on() == []


def test_nobody_else_can_read_it(service, capsys):
    backup, _ = backs_up(capsys)
    whole = b"".join(path.read_bytes() for path in backup.iterdir())
    name = Worker.objects.first().full_name.encode()
    assert name not in whole
    assert {path.stat().st_mode & 0o777 for path in backup.iterdir()} == {0o600}
    assert backup.stat().st_mode & 0o777 == 0o700
    assert b"CREATE ROLE" in read(backup, "roles")
    assert b"neither 1 " in read(backup, "files")
    assert read(backup, "database").startswith(b"PGDMP")


def test_documents_go_along_as_they_lie_and_are_missed(service, key_file, capsys, monkeypatch):
    name = keeping.keep(b"Sallow Wharf", Side.SAFETY)
    backup, _ = backs_up(capsys)
    held = read(backup, "documents")
    assert b"Sallow" not in held
    with tarfile.open(fileobj=io.BytesIO(held)) as tar:
        assert f"kept/attachments/{name}" in tar.getnames()
    monkeypatch.setattr(proofs, "_checked", lambda table: [name] if "slip" in table else [])
    assert "documents: 1 are there\n" in drills(backup, key_file, capsys)
    with monkeypatch.context() as other_secret:
        other_secret.setattr(proofs, "_opens", lambda path, side: False)
        assert "1 need the service’s own secret key" in drills(backup, key_file, capsys)
    monkeypatch.setattr(proofs, "_checked", lambda table: ["change/aa/gone"])
    with pytest.raises(CommandError):
        drills(backup, key_file, capsys)
    assert "3 documents are missing" in capsys.readouterr().out
    keeping.drop(name)


def test_only_the_newest_stay(service, settings, capsys, monkeypatch):
    settings.BACKUPS_KEPT = 2
    monkeypatch.setattr(taking.programs, "dump", lambda *, snapshot: [b"PGDMP"])
    place = folder.place()
    for name in ("2026-01-02T030000Z", "2026-01-03T030000Z"):
        (place / name).mkdir(parents=True)
    backup, _ = backs_up(capsys)
    assert [path.name for path in folder.whole(place)] == ["2026-01-03T030000Z", backup.name]
    assert not (place / folder.UNFINISHED).exists()


def test_a_dump_that_fails_is_no_backup(service, capsys, monkeypatch):
    def fail(*, snapshot: str):
        yield b"PGDMP"
        raise taking.programs.Failed("pg_dump: out of memory")

    monkeypatch.setattr(taking.programs, "dump", fail)
    with pytest.raises(CommandError, match=r"No backup was made\. pg_dump: out of memory"):
        call_command("backup")
    assert folder.whole(folder.place()) == []


def test_what_the_disk_did_not_keep_is_no_backup(service, capsys, monkeypatch):
    def write_badly(path, content) -> None:
        whole = bytearray(b"".join(content))
        whole[-1] ^= 1
        path.write_bytes(whole)

    monkeypatch.setattr(taking, "_write", write_badly)
    with pytest.raises(CommandError, match=r"No backup was made\. files\.age"):
        call_command("backup")


@pytest.mark.parametrize(
    ("keys", "said"), [([], "CHRYSALIS_BACKUP_KEYS is empty"), (["age1slip"], "no public key")]
)
def test_without_a_good_public_key_there_is_no_backup(service, settings, keys, said):
    settings.BACKUP_KEYS = keys
    with pytest.raises(CommandError, match=said):
        call_command("backup")


def test_a_drill_with_another_key_opens_nothing(service, tmp_path, capsys):
    backup, _ = backs_up(capsys)
    other = tmp_path / "other.txt"
    call_command("backup_key", str(other))
    assert capsys.readouterr().out.startswith("CHRYSALIS_BACKUP_KEYS=age1")
    assert other.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="cannot be relied on"):
        drills(backup, other, capsys)
    assert capsys.readouterr().out == "opened: the key is wrong, or a file is missing or not whole\n"
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup_key", str(other))
    other.write_text("# no key\n")
    with pytest.raises(CommandError, match="holds no private key"):
        drills(backup, other, capsys)


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("DELETE FROM agencies_participation", "not as many as there were: agencies_participation"),
        ("DROP POLICY app_insert ON agencies_worker", "1 lines differ from what is declared"),
        ("DELETE FROM django_migrations WHERE app = 'audit'", "Migrations wait to be run"),
        (TAMPER, "neither: an entry was changed"),
    ],
)
def test_a_drill_finds_what_was_lost_on_the_way(service, key_file, capsys, monkeypatch, deed, said):
    backup, _ = backs_up(capsys)
    restore = taking.programs.restore

    def restore_and_lose(content) -> None:
        restore(content)
        assert len(drilled_on()) == 1
        with connections["owner"].cursor() as cursor:
            cursor.execute(deed)

    monkeypatch.setattr(taking.programs, "restore", restore_and_lose)
    with pytest.raises(CommandError):
        drills(backup, key_file, capsys)
    assert f"not proved: {said}" in capsys.readouterr().out
    assert drilled_on() == []


def test_a_restore_that_breaks_off_leaves_nothing_behind(service, key_file, capsys, monkeypatch):
    """Half of a service would be taken for the whole by whoever found it."""
    backup, _ = backs_up(capsys)
    restore, left = taking.programs.restore, []

    def breaking_off(content) -> Iterator[bytes]:
        read = b"".join(content)
        yield read[: len(read) * 3 // 4]
        raise Failed("The disk was pulled out.")

    def restore_and_break_off(content) -> None:
        try:
            restore(breaking_off(content))
        finally:
            with connections["owner"].cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
                left.append(cursor.fetchone()[0])

    monkeypatch.setattr(taking.programs, "restore", restore_and_break_off)
    with pytest.raises(CommandError):
        drills(backup, key_file, capsys)
    assert "The disk was pulled out." in capsys.readouterr().out
    assert left == [0]


def test_a_server_that_refuses_says_why_and_keeps_nothing(service, key_file, capsys, monkeypatch):
    """And names nobody: what goes with an error would quote the row."""
    backup, _ = backs_up(capsys)
    restore, statements, left = taking.programs.restore, taking.programs.for_any_server, []

    def refused(sent) -> Iterator[bytes]:
        yield from statements(sent)
        yield b"CREATE TABLE public.harmed (name text UNIQUE);\n"
        yield b"INSERT INTO public.harmed VALUES ('Maren Alder'), ('Maren Alder');\n"

    def restore_and_count(content) -> None:
        try:
            restore(content)
        finally:
            with connections["owner"].cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
                left.append(cursor.fetchone()[0])

    monkeypatch.setattr(taking.programs, "for_any_server", refused)
    monkeypatch.setattr(taking.programs, "restore", restore_and_count)
    with pytest.raises(CommandError):
        drills(backup, key_file, capsys)
    said = capsys.readouterr().out
    assert "not proved: psql: " in said
    assert "duplicate key value" in said
    assert "Maren" not in said
    assert left == [0]


@pytest.mark.parametrize(
    "member",
    [
        {"name": "../outside"},
        {"name": "/tmp/outside"},  # noqa: S108 - the place that must not be written
        {"name": "kept/link", "type": tarfile.SYMTYPE, "linkname": "/etc"},
    ],
    ids=lambda member: member["name"],
)
def test_a_backup_that_somebody_else_made_writes_nowhere_else(tmp_path, member):
    """Anybody may encrypt to the public key. Beside it, a plain file is unpacked."""
    plain, other = tarfile.TarInfo("kept/plain"), tarfile.TarInfo(member["name"])
    for name, value in member.items():
        setattr(other, name, value)
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w|") as tar:
        tar.addfile(plain, io.BytesIO())
        tar.addfile(other, io.BytesIO())
    folder = tmp_path / "home"
    folder.mkdir()
    with pytest.raises(OSError, match="no backup holds"):
        files.unpacked([held.getvalue()], folder)
    assert [path.name for path in tmp_path.rglob("*") if not path.is_dir()] == ["plain"]


def test_an_older_server_is_not_sent_what_only_newer_ones_know():
    """PostgreSQL 15 and 16 refuse the setting; where somebody wrote the same words, they stay."""
    searched = b"SELECT pg_catalog.set_config('search_path', '', false);\n"
    written = b"COPY public.notes (text) FROM stdin;\nSET transaction_timeout = 0;\n\\.\n"
    begun = b"SET statement_timeout = 0;\nSET transaction_timeout = 0;\nSET client_encoding = 'UTF8';\n"
    sent = b"".join(for_any_server(io.BytesIO(begun + searched + written)))
    assert sent == begun.replace(b"SET transaction_timeout = 0;\n", b"") + searched + written
