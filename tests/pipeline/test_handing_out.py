"""Registrations handed out: never in two hands, never to the same eyes twice, nothing stuck."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.worklists.models import WorkItem
from sohotich.pipeline.keying.carrying import carried_values
from sohotich.pipeline.keying.disputes import dispute_settle, next_dispute
from sohotich.pipeline.keying.holding import all_put_down
from sohotich.pipeline.keying.queues import FIRST, SECOND
from sohotich.pipeline.keying.selectors import queues
from sohotich.pipeline.keying.services import (
    field_save,
    next_beyond,
    next_entry,
    reading_finish,
)
from sohotich.register.books.services import book_defaults_set
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.records.errors import NotBlind, ReadingError
from sohotich.register.records.models import Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def scanned(make_book):
    """A book whose numbers stand as scanned, without the pixels."""

    def make(last: int = 4, **changes: object):
        book = make_book(last, **changes)
        Entry.objects.filter(book=book).update(state="scanned")
        return book

    return make


def counts_of(actor) -> dict[str, int]:
    return {queue.name: queue.count for queue in queues(actor)}


def test_two_keyers_get_two_registrations_in_order(team, scanned) -> None:
    scanned()
    mine, theirs = next_entry(actor=team.first), next_entry(actor=team.second)
    assert (mine.entry.number, theirs.entry.number) == (1, 2)
    assert next_entry(actor=team.first).reading == mine.reading, "a lost page goes on where it was"


def test_a_batch_is_held_ahead_and_no_more(team, scanned) -> None:
    scanned(6)
    batch = []
    while work := next_beyond(actor=team.first, have=[w.reading.key for w in batch]):
        batch.append(work)
    assert [work.entry.number for work in batch] == [1, 2, 3, 4], "the batch and one on its way"
    assert next_entry(actor=team.second).entry.number == 5


def test_returned_work_comes_first(team, scanned) -> None:
    book = scanned()
    Entry.objects.filter(book=book, number=3).update(returned=True)
    assert next_entry(actor=team.first).entry.number == 3


def test_what_was_let_go_is_taken_up_again(team, scanned) -> None:
    scanned(1)
    work = next_entry(actor=team.first)
    field_save(actor=team.first, reading=work.reading.key, field="trangSo", value="7", seq=1)
    assert all_put_down(actor=team.first) == 1
    again = next_entry(actor=team.first)
    assert again.reading.values == {"trangSo": "7"}


def test_after_the_lease_somebody_else_begins_blind(team, scanned) -> None:
    scanned(1)
    work = next_entry(actor=team.first)
    field_save(actor=team.first, reading=work.reading.key, field="trangSo", value="7", seq=1)
    assert next_entry(actor=team.second) is None
    WorkItem.objects.update(claimed_until=now() - timedelta(minutes=1))
    taken = next_entry(actor=team.second)
    assert (taken.entry, taken.slot, taken.reading.values) == (work.entry, 1, {})


def test_typing_prolongs_the_lease(team, scanned) -> None:
    scanned(1)
    work = next_entry(actor=team.first)
    soon = now() + timedelta(minutes=2)
    WorkItem.objects.update(claimed_until=soon)
    field_save(actor=team.first, reading=work.reading.key, field="trangSo", value="7", seq=1)
    assert WorkItem.objects.get().claimed_until > soon + timedelta(minutes=10)


def test_warnings_are_told_and_block_nothing(team, scanned) -> None:
    scanned(1)
    work = next_entry(actor=team.first)
    saved = field_save(
        actor=team.first, reading=work.reading.key, field="ngayDangKy", value="31.02.1998", seq=1
    )
    assert saved.stored
    assert "ngayDangKy" in {finding.field for finding in saved.findings}
    assert reading_finish(actor=team.first, reading=work.reading.key).state == "keyed_once"


def test_finishing_twice_is_once(team, scanned, key_entry) -> None:
    scanned(1)
    key_entry(team.first)
    reading = Reading.objects.get()
    assert reading_finish(actor=team.first, reading=reading.key).state == "keyed_once"
    assert LedgerEvent.objects.filter(action="key_first").count() == 1


def test_whatever_the_screen_says_nobody_takes_the_whole_queue(team, scanned) -> None:
    books = [scanned(6, volume=volume) for volume in (1, 2, 3)]
    for book in books:
        for _ in range(6):
            # As if nothing were at hand, and each window in a book of its own.
            next_beyond(actor=team.first, have=[], book=book.key)
        assert WorkItem.objects.filter(claimed_by=team.first.key).count() <= 4
    assert next_beyond(actor=team.second, have=[], book=books[0].key) is not None


def test_going_to_another_book_puts_the_first_one_down(team, scanned) -> None:
    one, other = (scanned(6, volume=volume) for volume in (1, 2))
    kept = next_entry(actor=team.first, book=one.key)
    field_save(actor=team.first, reading=kept.reading.key, field="nksHoTen", value="AN", seq=1)
    next_entry(actor=team.first, book=other.key)
    mine = WorkItem.objects.filter(claimed_by=team.first.key)
    assert set(mine.values_list("group", flat=True)) == {str(other.key)}
    again = next_entry(actor=team.first, book=one.key)
    assert again.reading == kept.reading
    assert again.reading.values["nksHoTen"] == "AN"


def test_what_changed_state_elsewhere_is_not_handed_out(team, scanned) -> None:
    scanned(2)
    held = next_entry(actor=team.first)
    Entry.objects.filter(pk=held.entry.pk).update(state="cancelled")
    assert next_entry(actor=team.first).entry.number == 2


def test_the_home_queues_count_what_is_mine_to_do(team, scanned, key_entry) -> None:
    scanned(3)
    key_entry(team.first, FIRST)
    assert counts_of(team.first) == {FIRST: 2, SECOND: 0}
    assert counts_of(team.second) == {FIRST: 2, SECOND: 1}
    assert counts_of(team.scanner) == {}


def test_only_keyers_key_and_only_in_their_unit(team, scanned, person) -> None:
    scanned(1)
    for actor in (team.scanner, team.chair):
        with pytest.raises(Forbidden):
            next_entry(actor=actor)
    assert next_entry(actor=person("far", "nguoi_nhap_lieu", unit="09505")) is None


def test_numbers_defaults_and_one_s_own_last_work_are_carried(team, scanned, key_entry) -> None:
    book = scanned(2)
    book_defaults_set(actor=team.officer, book=book, defaults={"noiDangKy": "UBND xã An Tập"})
    key_entry(team.first, FIRST, nguoiKy="LÊ VĂN KÝ")
    second = Entry.objects.select_related("book").get(number=2)
    carried = carried_values(actor=team.first, entry=second)
    assert (carried["so"].value, carried["so"].source) == ("02/1998", "ledger")
    assert carried["quyenSo"].value == "02/1998"
    assert (carried["noiDangKy"].value, carried["noiDangKy"].source) == ("UBND xã An Tập", "book")
    assert (carried["nguoiKy"].value, carried["nguoiKy"].source) == ("LÊ VĂN KÝ", "before")
    assert "nksHoTen" not in carried
    assert "nguoiKy" not in carried_values(actor=team.second, entry=second), "blind"


def test_a_dispute_goes_to_a_third_person(team, scanned, key_entry, person) -> None:
    scanned(1)
    keyer = person("both", "nguoi_nhap_lieu", "cong_chuc_ho_tich")
    key_entry(keyer, FIRST)
    assert key_entry(team.second, SECOND, nksHoTen="LÊ VĂN KHÁC").state == "disputed"
    assert next_dispute(actor=keyer) is None
    assert counts_of(keyer)["dispute"] == 0
    entry = next_dispute(actor=team.officer)
    with pytest.raises(NotBlind):
        dispute_settle(actor=keyer, entry=entry)
    with pytest.raises(ReadingError, match="chưa quyết định"):
        dispute_settle(actor=team.officer, entry=entry)
    assert Entry.objects.get().state == "disputed"


@pytest.mark.django_db(transaction=True)
def test_racing_keyers_never_hold_the_same(team, scanned) -> None:
    from django.db import connection

    scanned(20)
    taken: dict[str, list[int]] = {"first": [], "second": []}
    start = threading.Barrier(2)

    def run(name: str) -> None:
        actor = getattr(team, name)
        try:
            start.wait()
            with acting(actor):
                for _ in range(8):
                    work = next_entry(actor=actor, queue=FIRST)
                    taken[name].append(work.entry.number)
                    key = work.reading.key
                    field_save(actor=actor, reading=key, field="trangSo", value="1", seq=1)
                    reading_finish(actor=actor, reading=key)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(name,)) for name in taken]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({*taken["first"], *taken["second"]}) == 16
    assert Reading.objects.filter(state="complete").count() == 16
    assert not Reading.objects.filter(state="superseded").exists()


@pytest.mark.django_db(transaction=True)
def test_a_finish_that_waits_for_its_twin_finds_it_done(team, scanned) -> None:
    from django.db import connection, transaction

    scanned(1)
    work = next_entry(actor=team.first)
    field_save(actor=team.first, reading=work.reading.key, field="trangSo", value="1", seq=1)
    answers: list[object] = []

    def again() -> None:
        try:
            with acting(team.first):
                done = reading_finish(actor=team.first, reading=work.reading.key)
            answers.append(done.state)
        except Exception as error:
            answers.append(error)
        finally:
            connection.close()

    twin = threading.Thread(target=again)
    with transaction.atomic():
        Entry.objects.select_for_update().get(pk=work.entry.pk)
        twin.start()
        twin.join(0.5)
        assert twin.is_alive(), "it did not wait"
        reading_finish(actor=team.first, reading=work.reading.key)
    twin.join(10)
    assert answers == ["keyed_once"]
    assert LedgerEvent.objects.filter(action="key_first").count() == 1


@pytest.mark.django_db(transaction=True)
def test_finishing_waits_for_nobody_who_holds_the_book(team, scanned) -> None:
    from django.db import connection, transaction

    from sohotich.register.books.services import book_lock

    book = scanned(1)
    work = next_entry(actor=team.first)
    field_save(actor=team.first, reading=work.reading.key, field="trangSo", value="1", seq=1)

    def finish() -> None:
        try:
            with acting(team.first):
                reading_finish(actor=team.first, reading=work.reading.key)
        finally:
            connection.close()

    keyer = threading.Thread(target=finish)
    with transaction.atomic():
        book_lock(book.key)
        keyer.start()
        keyer.join(5)
        assert not keyer.is_alive(), "a keyer stood still for somebody at the book"
    keyer.join(10)
    assert Entry.objects.get().state == "keyed_once"
