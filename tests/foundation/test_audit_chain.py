"""The chain of the access log: whoever alters, removes or slips in anything is found."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from sohotich.foundation.audit import chain, heads
from sohotich.foundation.audit.models import AuditEntry, AuditSeal
from sohotich.foundation.audit.services import record
from sohotich.foundation.audit.verifying import KeptHead, verify
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import service_actor
from tests.database import address

pytestmark = pytest.mark.django_db(transaction=True)


def write(count: int = 1, **facts) -> None:
    for _ in range(count):
        record(
            actor=service_actor("installer"),
            action="record.read",
            unit="09508",
            subject="entry",
            key=uuid4(),
            purpose="Soát xét “thử”",
            facts={"lần": 1, **facts},
        )


def sealed(*counts: int) -> None:
    for count in counts:
        write(count)
        assert chain.seal_all(maker="scheduler") == count


def as_owner(*statements: str) -> None:
    """What somebody with the owner's password could do: the trigger off, then the deed."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(address("owner", name)) as owner:
        owner.execute("SELECT set_config('app.service', 'scheduler', true)")
        for table in ("audit_auditentry", "audit_auditseal"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        for statement in statements:
            owner.execute(statement)
        for table in ("audit_auditentry", "audit_auditseal"):
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")


def numbers() -> list[int]:
    return list(AuditEntry.objects.order_by("number").values_list("number", flat=True))


def test_a_whole_chain() -> None:
    assert chain.head() is None
    sealed(3, 2)
    write()
    verdict = verify()
    assert verdict.problems == ()
    assert (verdict.seals, verdict.entries, verdict.waiting) == (2, 5, 1)
    assert verdict.head is not None
    assert (verdict.head.seal, verdict.head.entries) == (2, 5)


def test_nothing_waiting_makes_no_seal() -> None:
    sealed(1)
    assert chain.seal_all(maker="scheduler") == 0
    assert AuditSeal.objects.count() == 1


def test_batches(monkeypatch) -> None:
    monkeypatch.setattr(chain, "BATCH", 4)
    write(9)
    assert chain.seal_all(maker="scheduler") == 9
    assert list(AuditSeal.objects.values_list("entries", flat=True)) == [4, 4, 1]
    assert verify().problems == ()


@pytest.mark.parametrize(
    "change",
    [
        "actor_name = 'ai.do'",
        "purpose = 'khác'",
        "unit = '09511'",
        "at = at + interval '1 microsecond'",
        "facts = '{\"lần\": 2}'",
        "subject_key = NULL",
        "key = '01900000-0000-7000-8000-000000000000'",
    ],
)
def test_an_altered_entry_is_named(change: str) -> None:
    sealed(3, 3)
    second = numbers()[1]
    as_owner(f"UPDATE audit_auditentry SET {change} WHERE number = {second}")
    problems = verify().problems
    assert [(p.seal, p.entry) for p in problems] == [(1, second)]
    assert "bị sửa" in problems[0].message


def test_a_deleted_entry_is_named() -> None:
    sealed(3, 3)
    fourth = numbers()[3]
    as_owner(f"DELETE FROM audit_auditentry WHERE number = {fourth}")
    assert [(p.seal, p.entry) for p in verify().problems] == [(2, fourth)]


@pytest.mark.parametrize(
    "number", ["-5", "0", "(SELECT last_value + 10 FROM audit_number)"], ids=str
)
def test_an_entry_slipped_in_is_named(number: str) -> None:
    sealed(3)
    as_owner(copied(number))
    problems = verify().problems
    assert len(problems) == 1
    assert "chèn" in problems[0].message


def copied(number: str) -> str:
    return (
        "INSERT INTO audit_auditentry (key, number, at, actor_key, actor_name, action, unit,"
        f" subject, purpose, facts) SELECT gen_random_uuid(), {number}, at, actor_key, actor_name,"
        " action, unit, subject, purpose, facts FROM audit_auditentry ORDER BY number LIMIT 1"
    )


def test_an_entry_slipped_into_an_old_hole_is_named() -> None:
    write(2)
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    sealed_count = chain.seal_all(maker="scheduler")
    sealed(1)
    hole = numbers()[1] + 1
    assert sealed_count == 2
    assert hole not in numbers()
    # The seals are of the day before: nothing can still be on its way below them.
    made_long_ago()
    as_owner(copied(str(hole)))
    assert [(p.entry, "chèn" in p.message) for p in verify().problems] == [(hole, True)]
    assert chain.seal_all(maker="scheduler") == 0


def made_long_ago() -> None:
    """Make the chain anew as if two days older, as its maker would have."""
    previous, statements = chain.BEGINNING, []
    for seal in AuditSeal.objects.order_by("number"):
        made_at = seal.made_at - timedelta(days=2)
        digest = chain.seal_digest(
            number=seal.number,
            previous=previous,
            made_at=made_at,
            made_by=seal.made_by,
            members=seal.members,
            digests=bytes(seal.digests),
        )
        statements.append(
            f"UPDATE audit_auditseal SET made_at = '{made_at.isoformat()}',"
            f" previous = '{previous}', digest = '{digest}' WHERE number = {seal.number}"
        )
        previous = digest
    as_owner(*statements)
    assert verify().problems == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_auditseal SET made_by = 'ai' WHERE number = 2",
        "UPDATE audit_auditseal SET digests = '\\x00'::bytea || digests WHERE number = 2",
        "UPDATE audit_auditseal SET members = '{[1,2)}' WHERE number = 2",
        "UPDATE audit_auditseal SET digest = repeat('0', 64) WHERE number = 2",
        "UPDATE audit_auditseal SET previous = repeat('0', 64) WHERE number = 2",
        "UPDATE audit_auditseal SET made_at = made_at - interval '1 second' WHERE number = 2",
    ],
)
def test_an_altered_seal_is_named(change: str) -> None:
    sealed(1, 1, 1)
    as_owner(change)
    assert verify().problems[0].seal == 2


def test_a_removed_seal_is_named() -> None:
    sealed(1, 1, 1)
    as_owner("DELETE FROM audit_auditseal WHERE number = 2")
    assert verify().problems[0].message == "Thiếu niêm phong số 2."


def test_a_truncated_chain_shows_by_a_kept_head(tmp_path) -> None:
    sealed(2, 2)
    exported = heads.export_head(tmp_path)
    assert exported is not None
    kept = heads.kept_heads(tmp_path)
    assert verify(kept).problems == ()
    last = max(numbers())
    as_owner(
        "DELETE FROM audit_auditseal WHERE number = 2",
        f"DELETE FROM audit_auditentry WHERE number > {last - 2}",
    )
    assert verify().problems == ()
    assert [p.seal for p in verify(kept).problems] == [2]
    assert "bị cắt" in verify(kept).problems[0].message
    sealed(2)
    assert "làm lại" in verify(kept).problems[0].message


def test_an_entry_that_commits_late_gets_into_the_next_seal() -> None:
    written, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                write(nap="late")
                written.set()
                assert may_commit.wait(20)
        finally:
            connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert written.wait(20)
    write(2)
    assert chain.seal_all(maker="scheduler") == 2
    assert verify().problems == ()
    may_commit.set()
    writer.join()
    assert verify().waiting == 1
    assert chain.seal_all(maker="scheduler") == 1
    assert verify().problems == ()
    late = AuditEntry.objects.get(facts__nap="late")
    assert late.number == min(numbers())
    assert AuditSeal.objects.get(number=2).members == f"{{[{late.number},{late.number + 1})}}"


def test_two_sealers_make_one_chain() -> None:
    write(50)
    made = []

    def seal() -> None:
        try:
            made.append(chain.seal_all(maker="scheduler"))
        finally:
            connection.close()

    threads = [threading.Thread(target=seal) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    chain.seal_all(maker="scheduler")
    assert verify().problems == ()
    assert verify().entries == 50


def test_the_application_cannot_change_seals() -> None:
    sealed(1)
    with pytest.raises(Exception, match="permission denied"):
        AuditSeal.objects.update(digest="0" * 64)


def test_the_head_of_the_day_is_written_once(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(heads, "heads_folder", lambda: tmp_path / "heads")
    assert heads.head_of_day() is None
    sealed(1)
    first = heads.head_of_day()
    assert first is not None
    assert first.head.digest[:8] in first.sheet.read_text(encoding="utf-8")
    assert heads.head_of_day() is None
    assert heads.kept_heads(tmp_path / "heads") == [KeptHead(1, first.head.digest, first.data.name)]


def test_what_is_no_head_is_refused(tmp_path) -> None:
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(UserError, match=r"a\.json"):
        heads.kept_heads(tmp_path)
    with pytest.raises(UserError, match="thư mục"):
        heads.kept_heads(tmp_path / "không có")


@pytest.mark.parametrize(
    ("column", "given"),
    [
        ("number", "(SELECT last_value + 1 FROM audit_number)"),
        ("number", "-3"),
        ("at", "now() - interval '1 day'"),
        ("at", "now() + interval '1 minute'"),
    ],
)
def test_the_application_chooses_neither_number_nor_moment(column: str, given: str) -> None:
    """Or it could take the numbers of entries to come, and those would be lost without a word."""
    write()
    names = "key, actor_key, actor_name, action, unit, subject, purpose, facts"
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="database's own"):
        cursor.execute(
            f"INSERT INTO audit_auditentry ({names}, {column}) "
            f"SELECT gen_random_uuid(), actor_key, actor_name, action, unit, subject, purpose, "
            f"facts, {given} FROM audit_auditentry LIMIT 1"
        )
    write()
    assert AuditEntry.objects.count() == 2


def test_a_number_already_taken_fails_the_deed() -> None:
    write()
    as_owner(copied("(SELECT last_value + 1 FROM audit_number)"))
    with pytest.raises(IntegrityError):
        write()


@pytest.mark.parametrize(
    "change",
    [
        {"members": "{}", "top": 10**12, "entries": 0, "digests": b""},
        {"top": 10**12},
        {"made_at": timedelta(days=-2)},
        {"previous": "1" * 64},
        {"number": 9},
        {"digests": b"\0" * 32},
        {"made_by": "ai đó"},
        {"members": "{[1,1000)}"},
    ],
    ids=str,
)
def test_a_seal_that_is_not_true_is_refused(change, monkeypatch) -> None:
    sealed(1)
    write()
    honest = AuditSeal.objects.create

    def forged(**values):
        moved = change.get("made_at")
        return honest(**values | change | ({"made_at": values["made_at"] + moved} if moved else {}))

    with monkeypatch.context() as patch:
        patch.setattr(AuditSeal.objects, "create", forged)
        with pytest.raises(ProgrammingError, match="not the seal"):
            chain.seal_all(maker="scheduler")
    assert chain.seal_all(maker="scheduler") == 1
    assert verify().problems == ()
