"""Nothing is handed out twice, whoever asks, however many at once."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sohotich.foundation.database.clock import now
from sohotich.foundation.database.speaking import EVERYTHING, speaking
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.worklists import selectors, services
from sohotich.foundation.worklists.models import WorkItem


def somebody(name: str = "x") -> Actor:
    return Actor(uuid4(), name, name)


def offer(position: int = 0, **other):
    values = {"queue": "keying.first", "subject_key": uuid4(), "unit": "09508", "group": "KS.1998"}
    return services.offer(**{**values, "position": position, **other})


def take(actor: Actor, **other):
    return services.claim_next(actor=actor, queue="keying.first", minutes=30, **other)


@pytest.mark.django_db
def test_items_come_by_priority_group_and_position():
    items = [offer(2), offer(1), offer(1, group="KS.1997"), offer(9, priority=5)]
    taken = []
    for _ in items:
        actor = somebody()
        taken.append(take(actor).pk)
    assert taken == [items[3].pk, items[2].pk, items[1].pk, items[0].pk]
    assert take(somebody()) is None


@pytest.mark.django_db
def test_what_one_holds_comes_again_first():
    lan = somebody("lan")
    offer(1), offer(2)
    first = take(lan)
    assert take(lan) == first
    services.complete(actor=lan, item=first)
    assert take(lan) != first


@pytest.mark.django_db
def test_a_barred_person_never_gets_the_item():
    lan, minh = somebody("lan"), somebody("minh")
    item = offer(barred=[lan.key])
    assert take(lan) is None
    assert services.claim(actor=lan, item=item, minutes=5) is None
    assert list(selectors.waiting(lan, "keying.first")) == []
    assert take(minh) == item


@pytest.mark.django_db(transaction=True)
def test_two_letters_of_one_screen_both_find_the_item_in_hand():
    lan = somebody("lan")
    item = offer()
    take(lan)
    found, held_by_first = [], threading.Event()

    def second_letter():
        held_by_first.wait()
        with speaking(EVERYTHING):
            found.append(services.claim(actor=lan, item=item, minutes=5))
        connection.close()

    second = threading.Thread(target=second_letter)
    second.start()
    with transaction.atomic():
        assert services.claim(actor=lan, item=item, minutes=5) == item
        held_by_first.set()
        second.join(0.5)
        assert second.is_alive()
    second.join(10)
    assert found == [item]


@pytest.mark.django_db
def test_a_lease_runs_out_by_real_time_and_the_item_goes_on():
    lan, minh = somebody("lan"), somebody("minh")
    item = offer()
    take(lan)
    assert take(minh) is None
    WorkItem.objects.update(claimed_until=now() - timedelta(seconds=1))
    assert take(minh) == item
    with pytest.raises(services.NotHeld):
        services.renew(actor=lan, item=item, minutes=5)
    with pytest.raises(services.NotHeld):
        services.complete(actor=lan, item=item)
    services.release(actor=lan, item=item)
    assert list(selectors.held(minh)) == [item]


@pytest.mark.django_db
def test_expire_frees_only_what_has_run_out():
    held, gone = offer(1), offer(2)
    take(somebody()), take(somebody())
    WorkItem.objects.filter(pk=gone.pk).update(claimed_until=now() - timedelta(minutes=1))
    assert services.expire() == 1
    assert WorkItem.objects.get(pk=held.pk).claimed_by is not None


@pytest.mark.django_db
def test_offering_again_keeps_one_item_and_the_lease():
    lan = somebody("lan")
    item = offer()
    take(lan)
    services.offer(
        queue=item.queue, subject_key=item.subject_key, unit="09508", priority=3, barred=[uuid4()]
    )
    assert WorkItem.objects.count() == 1
    assert list(selectors.held(lan)) == [item]
    assert services.withdraw(queue=item.queue, subject_key=item.subject_key)
    assert not services.withdraw(queue=item.queue, subject_key=item.subject_key)


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(items=st.integers(1, 12), people=st.integers(2, 6), again=st.booleans())
def test_no_item_is_ever_in_two_hands(items, people, again):
    WorkItem.objects.all().delete()
    for position in range(items):
        offer(position)
    taken, lock, start = [], threading.Lock(), threading.Barrier(people)

    def work():
        actor = somebody()
        try:
            start.wait()
            while (item := take(actor)) is not None:
                with lock:
                    taken.append(item.pk)
                if again and len(taken) % 3 == 0:
                    services.release(actor=actor, item=item)
                    with lock:
                        taken.remove(item.pk)
                    if len(taken) >= items - 1:
                        break
                    continue
                services.complete(actor=actor, item=item)
        finally:
            connection.close()

    def seeing() -> None:
        with speaking(EVERYTHING):
            work()

    threads = [threading.Thread(target=seeing) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken))
    if not again:
        assert len(taken) == items
