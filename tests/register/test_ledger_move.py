"""The single door: the table decides, rights and reasons are asked for, nothing happens twice."""

from __future__ import annotations

import threading

import pytest

from sohotich.domain.workflow import ACTIONS, STATES, TRANSITIONS
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.permissions import Forbidden
from sohotich.register.ledger.errors import Conflict, MoveRefused
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.ledger.selectors import counts
from sohotich.register.ledger.services import move, move_all, move_many


@pytest.fixture
def chair(person):
    return person("chair", "chu_tich", "cong_chuc_ho_tich")


def test_a_move_writes_state_event_and_audit_together(make_book, officer) -> None:
    entry = make_book(3).entries.first()
    move(actor=officer, entry=entry, action="attach_image")
    stored = Entry.objects.get(pk=entry.pk)
    event = LedgerEvent.objects.get(entry=entry)
    assert (stored.state, entry.state) == ("scanned", "scanned")
    assert (event.from_state, event.to_state, event.actor_name) == (
        "expected",
        "scanned",
        officer.name,
    )
    # The campaign's clock stands on 07/01/2025, the real one elsewhere.
    assert event.campaign_at.year == 2025
    assert abs((event.at - stored.state_changed_at).total_seconds()) < 1
    trace = AuditEntry.objects.get(action="ledger.attach_image", subject_key=entry.key)
    assert trace.facts["to"] == "scanned"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ACTIONS)
def test_every_state_and_action_follows_the_table(make_book, chair, state, action) -> None:
    book = make_book(1)
    Entry.objects.filter(book=book).update(state=state)
    entry = Entry.objects.get(book=book)
    target = TRANSITIONS.get((state, action))
    if target is None:
        with pytest.raises(MoveRefused):
            move(actor=chair, entry=entry, action=action, reason="thử")
        assert Entry.objects.get(book=book).state == state
        assert not LedgerEvent.objects.exists()
    else:
        move(actor=chair, entry=entry, action=action, reason="thử")
        assert Entry.objects.get(book=book).state == target


@pytest.mark.parametrize("action", [a.code for a in ACTIONS.values() if a.needs_reason])
def test_what_needs_a_reason_is_refused_without_one(make_book, chair, action) -> None:
    book = make_book(1)
    source = next(state for state, name in TRANSITIONS if name == action)
    Entry.objects.filter(book=book).update(state=source)
    with pytest.raises(MoveRefused, match="lý do"):
        move(actor=chair, entry=book.entries.get(), action=action, reason="  ")


def test_without_the_right_nothing_moves(make_book, person) -> None:
    entry = make_book(1).entries.get()
    elsewhere = person("scanner", "nguoi_quet", unit="09505")
    with pytest.raises(Forbidden):
        move(actor=elsewhere, entry=entry, action="attach_image")
    assert Entry.objects.get().state == "expected"


def test_of_two_who_read_the_same_state_one_is_refused(make_book, officer) -> None:
    entry = make_book(1).entries.get()
    mine, theirs = Entry.objects.get(pk=entry.pk), Entry.objects.get(pk=entry.pk)
    move(actor=officer, entry=mine, action="attach_image")
    with pytest.raises(Conflict):
        move(actor=officer, entry=theirs, action="cancel", reason="gạch bỏ")
    assert LedgerEvent.objects.count() == 1


def test_many_move_together_or_not_at_all(make_book, officer) -> None:
    entries = list(make_book(5).entries.all())
    move(actor=officer, entry=Entry.objects.get(pk=entries[3].pk), action="attach_image")
    with pytest.raises(Conflict):
        move_many(actor=officer, entries=entries, action="attach_image")
    assert Entry.objects.filter(state="scanned").count() == 1
    assert LedgerEvent.objects.count() == 1


def test_move_all_takes_those_that_may(make_book, officer) -> None:
    book = make_book(5)
    Entry.objects.filter(number__in=(2, 3)).update(state="agreed")
    assert move_all(actor=officer, book=book, action="review") == 2
    assert counts(book=book)["reviewed"] == 2


def test_returned_work_wears_a_flag_until_it_moves_on(make_book, officer) -> None:
    book = make_book(1)
    Entry.objects.update(state="agreed")
    entry = book.entries.get()
    move(actor=officer, entry=entry, action="return_to_keying", reason="sai họ")
    assert (entry.state, entry.returned, entry.reason) == ("scanned", True, "sai họ")
    move(actor=officer, entry=entry, action="key_first")
    assert Entry.objects.get().returned is False


@pytest.mark.django_db(transaction=True)
def test_racing_movers_never_both_succeed(make_book, officer) -> None:
    from django.db import connection

    book = make_book(8)
    moves = [("attach_image", ""), ("declare_missing", "mất trang"), ("cancel", "gạch bỏ")]
    start = threading.Barrier(len(moves))
    wins: list[object] = []
    losses: list[object] = []

    def run(action: str, reason: str) -> None:
        try:
            start.wait()
            with acting(officer):
                for entry in list(Entry.objects.filter(book=book)):
                    try:
                        move(actor=officer, entry=entry, action=action, reason=reason)
                        wins.append(entry.key)
                    except MoveRefused:
                        losses.append(entry.key)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in moves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # scanned may still be cancelled, so count events against each entry's chain instead of wins.
    for entry in Entry.objects.filter(book=book):
        state = "expected"
        for event in LedgerEvent.objects.filter(entry=entry).order_by("at", "key"):
            assert event.from_state == state
            state = event.to_state
        assert entry.state == state
    assert len(wins) == LedgerEvent.objects.count()
    assert len(wins) + len(losses) == 8 * len(moves)
