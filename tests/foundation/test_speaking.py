"""Who speaks is told with every statement and forgotten with every transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction
from django.http import StreamingHttpResponse
from django.test import RequestFactory

import sohotich
from sohotich.config.who_speaks import WhoSpeaks
from sohotich.foundation.database import backend
from sohotich.foundation.database.bulk import insert_many
from sohotich.foundation.database.speaking import (
    ACTOR,
    BOOK_VIEW,
    NOBODY,
    Speaker,
    speaker,
    speaking,
)
from sohotich.foundation.worklists.models import WorkItem

pytestmark = pytest.mark.django_db
LAN = Speaker(uuid4(), "", {BOOK_VIEW: frozenset({"09508"})})
MINH = Speaker(uuid4(), "", {BOOK_VIEW: frozenset({"09511"})})
PROVINCE = Speaker(uuid4(), "", {BOOK_VIEW: None})


@pytest.fixture
def items(db) -> None:
    """One item of each of two communes."""
    for unit in ("09508", "09511"):
        WorkItem.objects.create(queue="test", subject_key=uuid4(), unit_code=unit)


def units() -> list[str]:
    return list(WorkItem.objects.order_by("unit_code").values_list("unit_code", flat=True))


def as_seen_by(who: Speaker) -> list[str]:
    with speaking(who):
        return units()


def told() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [ACTOR])
        return str(cursor.fetchone()[0])


def test_each_sees_their_own(items) -> None:
    assert as_seen_by(LAN) == ["09508"]
    assert as_seen_by(MINH) == ["09511"]
    assert as_seen_by(PROVINCE) == ["09508", "09511"]
    assert as_seen_by(NOBODY) == []


def test_whoever_speaks_inside_a_transaction_is_heard_at_once(items) -> None:
    with transaction.atomic(), speaking(LAN):
        assert units() == ["09508"]
        with speaking(MINH):
            assert units() == ["09511"]
        assert units() == ["09508"]


def test_what_a_savepoint_takes_back_is_told_again(items) -> None:
    with speaking(LAN):
        assert units() == ["09508"]
        with transaction.atomic(), speaking(MINH):
            assert units() == ["09511"]
            transaction.set_rollback(True)
        assert units() == ["09508"]
    with speaking(MINH):
        with pytest.raises(ProgrammingError), transaction.atomic():
            WorkItem.objects.create(queue="test", subject_key=uuid4(), unit_code="09508")
        assert units() == ["09511"]


def test_a_statement_that_never_left_told_nobody_anything(items) -> None:
    with transaction.atomic(), speaking(LAN), connection.cursor() as cursor:
        with speaking(MINH), pytest.raises(ProgrammingError):
            cursor.execute("SELECT %s", [object()])
        assert units() == ["09508"]


@pytest.mark.django_db(transaction=True)
def test_statements_outside_of_a_transaction_carry_it_and_leave_nothing(items) -> None:
    assert not connection.in_atomic_block
    with speaking(LAN):
        assert told() == str(LAN.actor)
        assert units() == ["09508"]
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE worklists_workitem SET priority = %s WHERE queue = %s",
                [(1, "test"), (2, "test")],
            )
            cursor.execute("SELECT 'a%'")
            assert cursor.fetchone() == ("a%",)
    assert told() == ""
    with speaking(PROVINCE):
        changed = dict(WorkItem.objects.values_list("unit_code", "priority"))
        assert changed == {"09508": 2, "09511": 0}
        assert list(WorkItem.objects.values_list("unit_code", flat=True).iterator(chunk_size=1))


@pytest.fixture
def pooled(transactional_db, items) -> Iterator[None]:
    """Django's connection lent from a pool of one."""
    kept = connections["default"]
    settings = {**kept.settings_dict, "CONN_MAX_AGE": 0}
    settings["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 1}}
    connections["default"] = type(kept)(settings, "default")
    yield
    connections["default"].close()
    connections["default"].close_pool()
    connections["default"] = kept


def borrowed(who: Speaker) -> tuple[int, list[str]]:
    """What `who` sees on a connection taken from the pool and given back: (its process, units)."""
    with speaking(who):
        seen = units()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (process,) = cursor.fetchone()
    connection.close()
    return process, seen


def leaked() -> list[str]:
    """What somebody sees on the connection that others used before them, beyond their own."""
    turns = [borrowed(who) for who in (LAN, MINH, NOBODY, LAN, NOBODY)]
    assert len({process for process, _ in turns}) == 1, "not the same connection"
    own = [["09508"], ["09511"], [], ["09508"], []]
    return [unit for (_, seen), mine in zip(turns, own, strict=True) for unit in {*seen} - {*mine}]


def test_a_connection_from_a_pool_knows_nothing_of_who_had_it_before(pooled) -> None:
    assert leaked() == []


def test_the_pool_test_sees_a_setting_that_outlives_its_transaction(pooled, monkeypatch) -> None:
    for who in (LAN, MINH):
        monkeypatch.setitem(who.__dict__, "words", who.words.replace("true", "false"))
    assert leaked() == ["09511", "09508"]


def test_another_thread_is_nobody(items) -> None:
    seen: list[Speaker] = []
    with speaking(LAN):
        thread = threading.Thread(target=lambda: seen.append(speaker()))
        thread.start()
        thread.join()
    assert seen == [NOBODY]


def test_a_streamed_answer_is_made_as_who_asked(items, person) -> None:
    def parts() -> Iterator[str]:
        yield str(speaker().actor)

    lan = person("lan", "nguoi_quet")
    request = RequestFactory().get("/")
    request.user = type("Somebody", (), {"is_authenticated": True})()
    request.actor = lan
    answer = WhoSpeaks(lambda _: StreamingHttpResponse(parts()))(request)
    assert b"".join(answer.streaming_content) == str(lan.key).encode()


def test_rows_by_copy_meet_the_wall(items) -> None:
    def put(unit: str, *subjects: UUID, **how: bool) -> int:
        shared = WorkItem(queue="copied", unit_code=unit)
        return insert_many(shared, ("key", "subject_key"), ((uuid4(), s) for s in subjects), **how)

    known = uuid4()
    with speaking(LAN):
        assert put("09508", known, uuid4()) == 2
        assert put("09508", known, uuid4(), skip_known=True) == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            put("09508", known)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            put("09511", uuid4())
        assert WorkItem.objects.filter(queue="copied").count() == 3


def test_the_settings_use_this_backend() -> None:
    assert connection.settings_dict["ENGINE"] == backend.__name__


def test_only_the_owner_and_the_invented_province_speak_as_everybody() -> None:
    source = Path(sohotich.__file__).parent
    users = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if "EVERYTHING" in path.read_text(encoding="utf-8")
    }
    own = "foundation/database/speaking.py"
    fillers = ("campaign", "side_by_side", "province/fill", "province/figures")
    assert users == {own, "config/install.py", *(f"sample/load/{name}.py" for name in fillers)}
