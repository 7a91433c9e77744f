"""The truth at 17:00, 18:00 and 18:30 of a whole province: roll-up, closing, board, documents.

Takes a home made by `sohotich sample campaign` (`--home`), or makes one of the full size first and
says how long that took. What closes is rolled back: the home stays as it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from datetime import time as hour
from typing import Any

from bench.homes import attached, campaign_home, making
from bench.ledger import best
from bench.recount import differing
from bench.tables import figure

PROVINCE, PAGE = "27", "p95 ≤ 300 ms"
ROLL_UP, CLOSING, BOARD, DOCUMENT, LOADING = "≤ 1 s", "≤ 1 s", "≤ 100 ms", "≤ 5 s", "≤ 10 min"


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield (measure, figure, what it is held against)."""
    with campaign_home() as home, attached(home):
        if making.seconds:
            yield "sample campaign, made and checked", f"{figure(making.seconds, 0)} s", LOADING
        from sohotich.foundation.database.speaking import EVERYTHING, speaking

        with speaking(EVERYTHING):
            yield _size()
            yield from _rolling_up()
            yield from _closing()
            yield from _reading()
            yield from _documents()


def _size() -> tuple[str, str, str]:
    from sohotich.register.books.models import Book
    from sohotich.register.ledger.models import Entry, LedgerEvent

    counts = [one.objects.count() for one in (Book, Entry, LedgerEvent)]
    communes = Book.objects.order_by().values("unit_code").distinct().count()
    words = ", ".join(figure(count, 0) for count in (communes, *counts))
    return "communes, books, entries, events", words, "121, 2.606, 327.822"


def _rolling_up() -> Iterator[tuple[str, str, str]]:
    from sohotich.oversight.facts.selectors import campaign_days
    from sohotich.oversight.facts.services import facts_rebuild, facts_refresh

    facts_refresh()
    today = campaign_days()[-1]
    yield "today's roll-up of the province", best(lambda: facts_rebuild(days=[today])), ROLL_UP
    yield "finding that nothing is behind", best(facts_refresh), ROLL_UP
    begun = time.perf_counter()
    count, wrong = differing()
    took = figure(time.perf_counter() - begun, 0)
    said = f"{figure(count, 0)} figures, {len(wrong)} differ{''.join(wrong[:1])}"
    yield f"counted again from the events by plain SQL ({took} s)", said, "none differs"


def _closing() -> Iterator[tuple[str, str, str]]:
    """Each tier's closing of a day that is not closed, then everything is as it was."""
    from django.db import transaction

    from sohotich.foundation.database.clock import campaign
    from sohotich.oversight.reports.models import Report, ReportPeriod

    found = campaign()
    assert found is not None
    day = min(found.ends_on, _today())
    with transaction.atomic():
        ReportPeriod.objects.filter(day__gte=day).delete()
        for name, at in (("communes", "17:01"), ("districts", "18:01"), ("province", "18:31")):
            took = _closed(day, at)
            frozen = Report.objects.filter(day=day, figures__isnull=False).count()
            words = f"{figure(took * 1000, 0)} ms, {frozen} reports frozen by then"
            yield f"closing of the {name} at {at}", words, CLOSING
        transaction.set_rollback(True)


def _today() -> date:
    from sohotich.foundation.database.clock import campaign_today

    return campaign_today()


def _closed(day: date, at: str) -> float:
    from sohotich.foundation.database.clock import campaign, campaign_set
    from sohotich.oversight.reports.chain import ZONE
    from sohotich.oversight.reports.closing import periods_close, reporting_begin

    found = campaign()
    assert found is not None
    moment = datetime.combine(day, hour.fromisoformat(at), ZONE)
    campaign_set(
        name=found.name,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        root_unit=found.root_unit,
        opens_at=moment,
    )
    reporting_begin(moment - timedelta(hours=8))
    begun = time.perf_counter()
    closed = periods_close()
    took = time.perf_counter() - begun
    assert closed, f"nothing to close at {at}"
    return took


def _reading() -> Iterator[tuple[str, str, str]]:
    asks = _asker("so.tuphap")
    district, commune = _places()
    day = _latest().isoformat()
    for name, address in (
        ("board of the province", "/dieu-hanh/"),
        ("board of a district", f"/dieu-hanh/{district}/"),
        ("board of a commune", f"/dieu-hanh/{commune}/"),
        ("progress of the province", "/tien-do/"),
        ("the province's report", f"/bao-cao/{PROVINCE}/{day}/"),
        ("who below has reported", f"/bao-cao/{PROVINCE}/{day}/cap-duoi/"),
    ):
        against = PAGE if address.startswith("/bao-cao/") else BOARD
        yield f"{name}, asked of the server", best(asks(address), times=5), against


def _asker(username: str) -> Callable[[str], Callable[[], Any]]:
    """Asks for pages as this person, without the way over the network."""
    from django.test import Client

    from sohotich.foundation.people.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=username))

    def asks(address: str) -> Callable[[], Any]:
        def ask() -> None:
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)

        return ask

    return asks


def _places() -> tuple[str, str]:
    from sohotich.foundation.people.units import unit_on
    from sohotich.oversight.facts.selectors import units_with_books

    commune = units_with_books()[0]
    found = unit_on(commune)
    assert found is not None
    return found.parent_code, commune


def _latest() -> date:
    from sohotich.oversight.reports.selectors import latest_day

    found = latest_day()
    assert found is not None
    return found


def _documents() -> Iterator[tuple[str, str, str]]:
    """From the question to the bytes, as the department asks for it."""
    from sohotich.foundation.people.actors import actor_by_username
    from sohotich.oversight.reports.late_list import late_letter_of
    from sohotich.oversight.reports.letters import WRITERS, letter_of
    from sohotich.oversight.reports.selectors import DayReport, day_report

    actor, day = actor_by_username("so.tuphap"), _latest()
    district, commune = _places()
    letters: tuple[tuple[str, str, Callable[[DayReport], Any]], ...] = (
        ("a commune's report", commune, letter_of),
        ("a district's report", district, letter_of),
        ("the province's report", PROVINCE, letter_of),
        ("the province's late units", PROVINCE, late_letter_of),
    )
    for name, unit, letter in letters:
        for ending, (_, write) in WRITERS.items():
            begun = time.perf_counter()
            found = day_report(actor=actor, unit=unit, day=day)
            assert found is not None, (unit, day)
            size = len(write(letter(found)))
            words = f"{figure(time.perf_counter() - begun, 2)} s, {figure(size / 1000, 0)} kB"
            yield f"{name} as {ending.upper()}", words, DOCUMENT
