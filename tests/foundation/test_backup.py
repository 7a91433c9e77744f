"""Backup and restore: the same rows, the same files, or nothing at all."""

from __future__ import annotations

import base64
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from sohotich.foundation.administration.backup import dump
from sohotich.foundation.administration.backup.checking import check
from sohotich.foundation.administration.backup.envelope import (
    CHUNK,
    Key,
    opened,
    sealed,
    stored_size,
)
from sohotich.foundation.administration.backup.errors import BackupError
from sohotich.foundation.administration.backup.making import Wish, make
from sohotich.foundation.administration.backup.restoring import Target, restore
from sohotich.foundation.administration.backup.store import (
    DATABASE,
    FILES,
    HOME,
    MANIFEST,
    manifest_digest,
    store_at,
    writing,
)
from sohotich.foundation.audit import chain
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.connection import addresses, superuser_address
from sohotich.foundation.database.home import Home
from sohotich.foundation.files.models import Link
from sohotich.foundation.files.services import store as store_file
from sohotich.foundation.people.actors import service_actor
from tests import database

WORDS = "mười hai con giáp"
GIGABYTE = 10**9


def seeing_all(name: str) -> str:
    """The address of a role that sees every row of one of the run's databases."""
    home = database.home()
    if addresses(home).embedded:
        return superuser_address(home, name)
    given = os.environ.get("DATABASE_BACKUP_URL")
    if not given:
        pytest.skip("DATABASE_BACKUP_URL names no role that sees every row")
    return make_conninfo(given, dbname=name)


@pytest.fixture
def work(campaign, transactional_db, tmp_path, monkeypatch) -> Home:
    """A home of its own with people, audit entries and three stored files, in the database."""
    home = Home(tmp_path / "home").ensure()
    monkeypatch.setenv("SOHOTICH_HOME", str(home.path))
    actor = service_actor("installer")
    for number in range(3):
        store_file(
            actor=actor,
            source=f"tệp số {number} ".encode() * 1000,
            unit="09508",
            subject="book",
            subject_key=uuid4(),
            purpose="page",
            name=f"trang {number}.jpg",
            media_type="image/jpeg",
        )
    chain.seal_all(maker="scheduler")
    return home


def wish(home: Home, keep: int | None = None) -> Wish:
    name = connection.settings_dict["NAME"]
    return Wish(home=home, address=seeing_all(name), least_free=0, keep=keep)


@pytest.fixture(params=[None, WORDS], ids=["plain", "encrypted"])
def words(request) -> str | None:
    return request.param


@pytest.fixture
def empty_database() -> Iterator[str]:
    """The owner's address of a database without a table."""
    name = f"{database.database_name('restore')}_{uuid4().hex[:8]}"
    with database._maintenance() as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    if addresses(database.home()).embedded:
        with psycopg.connect(superuser_address(database.home(), name), autocommit=True) as inside:
            owner = sql.Identifier(
                str(dump.conninfo_to_dict(database.address("owner", name))["user"])
            )
            inside.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(owner))
    yield database.address("owner", name)
    with database._maintenance() as server:
        database._drop(server, name)


def sums(address: str) -> dump.Sums:
    with dump.snapshot(address) as moment:
        rows = moment.connection
        return {table: dump.table_sum(rows, table) for table in dump.tables(rows)}


def seen_by_all(owner: str) -> str:
    return seeing_all(str(conninfo_to_dict(owner)["dbname"]))


def contents(home: Home) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in home.files.glob("*/*/*")}


def test_restored_is_as_it_was(work, words, tmp_path, empty_database) -> None:
    store = store_at(tmp_path / "backups", words, make=True)
    (work.tls / "root.pem").write_text("ca")
    made = make(store, wish(work)).backup
    assert made.good
    assert made.manifest["files"] == {"count": 3, "bytes": 39000, "new": 3, "new_bytes": 39000}
    before = sums(wish(work).address)
    assert before["files_link"][0] == 3
    assert before["audit_auditseal"][0] == 1
    new = Home(tmp_path / "new").ensure()
    restore(store, made, Target(new, empty_database, 0))
    assert sums(seen_by_all(empty_database)) == before
    assert contents(new) == contents(work)
    assert (new.tls / "root.pem").read_text() == "ca"
    assert new.secrets()["secret_key"] == work.secrets()["secret_key"]
    assert new.secrets()["owner_password"] != work.secrets()["owner_password"]


def test_what_the_sums_see(work) -> None:
    """A sum that could not differ would prove nothing."""
    before = sums(wish(work).address)
    record(actor=service_actor("installer"), action="book.view", unit="", subject="book")
    after = sums(wish(work).address)
    assert {name for name in after if after[name] != before[name]} == {"audit_auditentry"}


def test_constraints_triggers_and_sequences_come_back(work, tmp_path, empty_database) -> None:
    store = store_at(tmp_path / "backups", None, make=True)
    new = Home(tmp_path / "new").ensure()
    restore(store, make(store, wish(work)).backup, Target(new, empty_database, 0))
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only")
    with psycopg.connect(empty_database) as owner, refused:
        owner.execute("DELETE FROM audit_auditentry")
    with psycopg.connect(seen_by_all(empty_database)) as all_seen:
        top = all_seen.execute("SELECT max(number) FROM audit_auditentry").fetchone()
    with psycopg.connect(empty_database) as owner:
        following = owner.execute("SELECT nextval('audit_number')").fetchone()
    assert following[0] > top[0]


def test_only_new_contents_are_copied(work, words, tmp_path) -> None:
    store = store_at(tmp_path / "backups", words, make=True)
    make(store, wish(work))
    blobs = {p: p.stat().st_mtime_ns for p in store.blobs.glob("*/*/*")}
    second = make(store, wish(work)).backup
    assert second.manifest["files"]["new"] == 0
    assert {p: p.stat().st_mtime_ns for p in store.blobs.glob("*/*/*")} == blobs
    assert len(store.backups()) == 2
    assert check(store, second) == []


def test_nothing_readable_in_an_encrypted_store(work, tmp_path) -> None:
    store = store_at(tmp_path / "backups", WORDS, make=True)
    made = make(store, wish(work)).backup
    listed = [sha256 for sha256, _ in store.file_list(made)]
    for path in (tmp_path / "backups").rglob("*"):
        assert not any(sha256 in path.name for sha256 in listed)
        if path.is_file():
            content = path.read_bytes()
            assert b"PGDMP" not in content
            assert "tệp số".encode() not in content


@pytest.mark.parametrize("given", [None, "khác"])
def test_a_wrong_key_is_refused(given, tmp_path) -> None:
    store_at(tmp_path / "backups", WORDS, make=True)
    with pytest.raises(BackupError, match=r"mã hóa|Khóa không đúng"):
        store_at(tmp_path / "backups", given)


def test_a_key_for_a_plain_store_is_refused(tmp_path) -> None:
    store_at(tmp_path / "backups", None, make=True)
    with pytest.raises(BackupError, match="không mã hóa"):
        store_at(tmp_path / "backups", WORDS)


def test_a_folder_with_other_things_is_refused(tmp_path) -> None:
    (tmp_path / "thư").write_text("x")
    with pytest.raises(BackupError, match="chứa thứ khác"):
        store_at(tmp_path, None, make=True)
    with pytest.raises(BackupError, match="không có bản sao lưu"):
        store_at(tmp_path, None)


def test_a_folder_of_another_is_told_as_such(tmp_path, monkeypatch) -> None:
    def closed(*words: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", closed)
        with pytest.raises(BackupError, match="Không ghi được"):
            store_at(tmp_path / "kho", None, make=True)
    made = store_at(tmp_path / "kho", None, make=True)
    monkeypatch.setattr(os, "open", closed)
    with pytest.raises(BackupError, match="Không ghi được"), writing(made):
        pass


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)


@pytest.mark.parametrize("part", [DATABASE, FILES, MANIFEST, "blob"])
def test_damage_is_found_and_never_restored(part, work, words, tmp_path, empty_database) -> None:
    store = store_at(tmp_path / "backups", words, make=True)
    made = make(store, wish(work)).backup
    damaged(next(store.blobs.glob("*/*/*")) if part == "blob" else made.folder / part)
    (listed,) = store.backups()
    assert check(store, listed) != []
    new = Home(tmp_path / "new").ensure()
    with pytest.raises((BackupError, OSError)):
        restore(store, listed, Target(new, empty_database, 0))
    with psycopg.connect(empty_database) as owner:
        assert dump.tables(owner) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("pg/data/postgresql.auto.conf", "không thuộc bản sao lưu"),
        ("secrets.json", "không thuộc bản sao lưu"),
        ("tls/../secrets.json", "không thuộc bản sao lưu"),
        ("tls/.hidden", "không thuộc bản sao lưu"),
        ("/etc/cron.d/x", "không thuộc bản sao lưu"),
    ],
)
def test_what_no_backup_holds_is_never_brought(
    name, message, work, tmp_path, empty_database
) -> None:
    store = store_at(tmp_path / "backups", None, make=True)
    made = make(store, wish(work)).backup
    parts = json.loads((made.folder / HOME).read_text())
    parts["files"][name] = base64.b64encode(b"archive_command = 'id'").decode()
    forged = store.write(made.folder / HOME, [json.dumps(parts).encode()])
    manifest = json.loads((made.folder / MANIFEST).read_text())
    manifest["parts"][HOME] = vars(forged)
    manifest["digest"] = manifest_digest(manifest)
    (made.folder / MANIFEST).write_text(json.dumps(manifest))
    (listed,) = store.backups()
    assert listed.good
    new = Home(tmp_path / "new").ensure()
    with pytest.raises(BackupError, match=message):
        restore(store, listed, Target(new, empty_database, 0))
    assert not (new.path / "pg/data/postgresql.auto.conf").exists()
    with psycopg.connect(empty_database) as owner:
        assert dump.tables(owner) == []


def test_an_older_backup_in_a_newer_ones_place_is_seen(work, tmp_path) -> None:
    store = store_at(tmp_path / "backups", WORDS, make=True)
    old, new = (make(store, wish(work)).backup for _ in range(2))
    shutil.rmtree(new.folder)
    shutil.copytree(old.folder, new.folder)
    by_name = {one.name: one for one in store.backups()}
    assert by_name[old.name].good
    assert "Bản kê không do khóa này lập" in by_name[new.name].problems[0]
    manifest = json.loads((new.folder / MANIFEST).read_text())
    manifest["name"] = new.name
    manifest["digest"] = manifest_digest(manifest)
    (new.folder / MANIFEST).write_text(json.dumps(manifest))
    assert not {one.name: one for one in store.backups()}[new.name].good


def test_a_full_database_is_not_overwritten_without_a_word(work, tmp_path, empty_database) -> None:
    store = store_at(tmp_path / "backups", None, make=True)
    made = make(store, wish(work)).backup
    new = Home(tmp_path / "new").ensure()
    target = Target(new, empty_database, 0)
    restore(store, made, target)
    with pytest.raises(BackupError, match="không ghi đè"):
        restore(store, made, target)
    before = sums(wish(work).address)
    record(actor=service_actor("installer"), action="book.view", unit="", subject="book")
    later = make(store, wish(work)).backup
    restore(store, later, target, replace=True)
    assert sums(seen_by_all(empty_database)) != before
    assert sums(seen_by_all(empty_database)) == sums(wish(work).address)


@pytest.mark.parametrize("role", ["owner", "application"])
def test_a_database_in_use_is_left_alone(role, work, tmp_path, empty_database) -> None:
    store = store_at(tmp_path / "backups", None, make=True)
    made = make(store, wish(work)).backup
    name = conninfo_to_dict(empty_database)["dbname"]
    target = Target(Home(tmp_path / "new").ensure(), empty_database, 0)
    with (
        psycopg.connect(make_conninfo(getattr(addresses(database.home()), role), dbname=name)),
        pytest.raises(BackupError, match="đang dùng"),
    ):
        restore(store, made, target, replace=True)


def test_a_dump_that_differs_from_its_sums_leaves_nothing(work, tmp_path, empty_database) -> None:
    store = store_at(tmp_path / "backups", None, make=True)
    made = make(store, wish(work)).backup
    made.manifest["tables"]["files_link"]["sum"] = "1"
    with pytest.raises(BackupError, match="files_link differs"):
        restore(store, made, Target(Home(tmp_path / "new").ensure(), empty_database, 0))
    with psycopg.connect(empty_database) as owner:
        assert dump.tables(owner) == []


def test_a_backup_of_a_newer_program_is_refused(work, tmp_path, empty_database) -> None:
    store = store_at(tmp_path / "backups", None, make=True)
    made = make(store, wish(work)).backup
    with pytest.raises(BackupError, match="mới hơn"):
        restore(
            store,
            made,
            Target(Home(tmp_path / "new").ensure(), empty_database, 0),
            known=frozenset({("audit", "0001_initial")}),
        )


def test_a_role_that_sees_less_makes_no_backup(work, tmp_path) -> None:
    store = store_at(tmp_path / "backups", None, make=True)
    name = connection.settings_dict["NAME"]
    owner = database.address("owner", name)
    with psycopg.connect(owner, autocommit=True) as rows:
        rows.execute("ALTER TABLE people_grant ENABLE ROW LEVEL SECURITY")
        rows.execute("ALTER TABLE people_grant FORCE ROW LEVEL SECURITY")
    try:
        bounded = Wish(home=work, address=owner, least_free=0)
        with pytest.raises(BackupError, match=r"không thấy hết"):
            make(store, bounded)
        assert store.backups() == []
    finally:
        with psycopg.connect(owner, autocommit=True) as rows:
            rows.execute("ALTER TABLE people_grant NO FORCE ROW LEVEL SECURITY")
            rows.execute("ALTER TABLE people_grant DISABLE ROW LEVEL SECURITY")


def test_a_missing_file_makes_a_backup_that_is_not_good(work, tmp_path) -> None:
    store = store_at(tmp_path / "backups", None, make=True)
    next(work.files.glob("*/*/*")).unlink()
    damaged(next(work.files.glob("*/*/*")))
    made = make(store, wish(work, keep=1)).backup
    assert not made.good
    assert len(made.problems) == 2
    assert [one.good for one in store.backups()] == [False]


def test_short_of_room(work, tmp_path) -> None:
    store = store_at(tmp_path / "backups", None, make=True)
    with pytest.raises(BackupError, match="phải chừa"):
        make(store, Wish(home=work, address=wish(work).address, least_free=10**6 * GIGABYTE))
    assert store.backups() == []


def test_one_writer_at_a_time(work, tmp_path) -> None:
    store = store_at(tmp_path / "backups", None, make=True)
    with writing(store), pytest.raises(BackupError, match="lượt sao lưu khác"):
        make(store, wish(work))


def test_old_ones_go_with_what_only_they_named(work, tmp_path, monkeypatch) -> None:
    store = store_at(tmp_path / "backups", None, make=True)
    first = make(store, wish(work)).backup
    gone = next(work.files.glob("*/*/*")).name
    Link.objects.filter(sha256=gone).delete()
    second = make(store, wish(work, keep=2))
    assert second.removed == ()
    third = make(store, wish(work, keep=2))
    assert third.removed == (first.name,)
    assert not store.blob(gone).exists()
    assert [check(store, one) for one in store.backups()] == [[], []]


def test_the_last_good_one_stays(work, tmp_path) -> None:
    store = store_at(tmp_path / "backups", None, make=True)
    good = make(store, wish(work)).backup
    shutil.rmtree(work.files)
    work.files.mkdir()
    Link.objects.update(sha256="ab" * 32)
    for _ in range(2):
        assert not make(store, wish(work, keep=1)).backup.good
    assert good.name in {one.name for one in store.backups() if one.good}


def test_stopped_midway_nothing_is_listed(work, tmp_path) -> None:
    store = store_at(tmp_path / "backups", None, make=True)

    def stop(done: int, total: int, note: str) -> None:
        if note == "Chép tệp" and done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(store, wish(work), stop)
    assert store.backups() == []
    assert [p.name for p in store.folder.iterdir() if p.name.startswith(".making")] == []
    assert make(store, wish(work)).backup.good


@pytest.mark.parametrize(
    "size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK], ids=lambda n: str(n)
)
def test_the_envelope(size, tmp_path) -> None:
    key = Key.of(WORDS, b"0" * 16)
    content = bytes(i % 251 for i in range(size))
    pieces = [content[i : i + 70_000] for i in range(0, size, 70_000)]
    path = tmp_path / "x"
    path.write_bytes(b"".join(sealed(pieces, key)))
    assert path.stat().st_size == stored_size(size, key)
    with path.open("rb") as file:
        assert b"".join(opened(file, key, "x")) == content
    for spoiled in (path.read_bytes()[:-1], path.read_bytes()[: CHUNK + 38]):
        if len(spoiled) == stored_size(size, key):
            continue
        path.write_bytes(spoiled)
        with path.open("rb") as file, pytest.raises(BackupError):
            list(opened(file, key, "x"))


def test_chunks_cannot_be_exchanged(tmp_path) -> None:
    key = Key.of(WORDS, b"0" * 16)
    whole = b"".join(sealed([b"a" * (2 * CHUNK)], key))
    head, block = whole[:22], CHUNK + 16
    path = tmp_path / "x"
    path.write_bytes(head + whole[22 + block :] + whole[22 : 22 + block])
    with path.open("rb") as file, pytest.raises(BackupError):
        list(opened(file, key, "x"))
