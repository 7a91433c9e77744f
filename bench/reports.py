"""The daily figures over the whole province: computing them, reading them, the page of them.

Targets: the province's roll-up ≤ 1 s, the dashboard ≤ 100 ms. The peer is what one writes first:
Django asked commune by commune, in the same run; its answer must be the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from bench import campaign_days
from bench.homes import attached, temporary_home
from bench.ledger import best

ROLL_UP, DASHBOARD = "≤ 1 s", "≤ 100 ms"


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield (measure, figure, what it is held against)."""
    with temporary_home() as home, attached(home):
        yield from _measured()


def _measured() -> Iterator[tuple[str, str, str]]:
    from sohotich.foundation.people.acting import as_service
    from sohotich.oversight.facts import selectors
    from sohotich.oversight.facts.book_figures import book_figures
    from sohotich.oversight.facts.services import facts_rebuild, facts_refresh

    events, units, day = campaign_days.fill(), campaign_days.communes(), campaign_days.TODAY
    yield "entries, events, communes", f"{campaign_days.ENTRIES}, {events}, {len(units)}", "327.822"
    yield "every day of the campaign anew", _once(facts_rebuild), ""
    yield "today's roll-up of the province", best(lambda: facts_rebuild(days=[day])), ROLL_UP
    yield "finding that nothing is behind", best(facts_refresh), ROLL_UP
    worked = campaign_days.work_on(5_000)
    yield f"catching up with {worked} late events of two days", _once(facts_refresh), ROLL_UP
    with as_service("facts", None):
        found = selectors.figures(units, day)
        same(found, naive(units, day))
        yield "every commune's figures of a day", best(lambda: selectors.figures(units, day)), ""
        peer = best(lambda: naive(units, day), times=2)
        yield "  peer: Django, commune by commune", peer, "the same figures"
        total = best(lambda: selectors.figures_total(units, day))
        yield "the province's figures of a day", total, DASHBOARD
        first = best(lambda: selectors.figures_total(units, campaign_days.FIRST))
        yield "the same of the first day", first, DASHBOARD
        line = best(lambda: selectors.series(units, "approved"))
        yield "a stage over every day", line, DASHBOARD
        books = best(lambda: book_figures(units[0], day))
        yield "every book of a commune", books, DASHBOARD
    yield "the province's page, asked of the server", best(_page("/tien-do/"), times=10), DASHBOARD
    yield from _boards(day)


def _boards(day: date) -> Iterator[tuple[str, str, str]]:
    """What the boards keep beside the figures, and the boards themselves once it is kept."""
    from sohotich.foundation.people.acting import as_service
    from sohotich.oversight.dashboards.outlooks import outlooks_keep
    from sohotich.oversight.dashboards.quality import quality_keep

    yield "rates of every commune and day anew", _once(quality_keep), ""
    yield "finding that no rate is behind", best(quality_keep), ROLL_UP
    with as_service("facts", None):
        yield "every commune's forecast anew", _once(outlooks_keep), ""
    yield "the province's board", best(_page("/dieu-hanh/"), times=10), DASHBOARD
    yield "a district's board", best(_page("/dieu-hanh/256/"), times=10), DASHBOARD
    before = f"/dieu-hanh/?ngay={day - timedelta(days=7)}"
    yield (
        "the province's board of an earlier day, not kept yet",
        _once(_page(before, warm=False)),
        "",
    )
    yield "the same, kept", best(_page(before), times=10), DASHBOARD


def naive(units: list[str], day: Any) -> dict[str, dict[str, tuple[int, int]]]:
    """Commune → stage → (that day, so far), by the ORM's own aggregation; books are not counted."""
    from datetime import timedelta

    from django.db.models import Count

    from sohotich.domain.workflow import STAGES, count_stages
    from sohotich.oversight.facts.selectors import day_begins
    from sohotich.register.ledger.models import Entry, LedgerEvent

    found = {}
    for unit in units:
        states = Entry.objects.filter(unit_code=unit).order_by().values_list("state")
        standing = count_stages(dict(states.annotate(Count("key"))))
        events = LedgerEvent.objects.filter(
            unit_code=unit,
            campaign_at__gte=day_begins(day),
            campaign_at__lt=day_begins(day + timedelta(days=1)),
        ).order_by()
        moves = list(events.values_list("from_state", "to_state").annotate(Count("key")))
        came = count_stages(_summed((after, n) for _, after, n in moves))
        left = count_stages(_summed((before, n) for before, _, n in moves))
        found[unit] = {s: (came[s] - left[s], standing[s]) for s in STAGES}
    return found


def _summed(pairs: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for state, count in pairs:
        found[state] = found.get(state, 0) + count
    return found


def same(found: Any, peer: dict[str, dict[str, tuple[int, int]]]) -> None:
    """AssertionError where the peer's figures are others than ours."""
    for unit, stages in peer.items():
        for stage, (today, so_far) in stages.items():
            ours = found[unit].counts[stage]
            assert (ours.today, ours.so_far) == (today, so_far), (unit, stage, ours)


def _page(address: str, *, warm: bool = True) -> Callable[[], Any]:
    """Asks for the page as somebody of the department, without the way over the network; `warm`:
    once already, so that what is loaded with the first page is.
    """
    client = _client()

    def ask() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, answer

    if warm:
        ask()
    return ask


@cache
def _client() -> Any:
    from django.test import Client

    from sohotich.foundation.database.speaking import EVERYTHING, speaking
    from sohotich.foundation.people.accounts import create_user, grant_role
    from sohotich.foundation.people.actors import service_actor

    installer, client = service_actor("installer"), Client(headers={"host": "localhost"})
    with speaking(EVERYTHING):
        user = create_user(actor=installer, username="bench", full_name="Bench").user
        # A role that needs no second step: the page is the same.
        grant_role(actor=installer, user=user, role="theo_doi", unit_code="27")
        client.force_login(user)
    return client


def _once(call: Callable[[], Any]) -> str:
    begun = time.perf_counter()
    call()
    return f"{time.perf_counter() - begun:.2f} s".replace(".", ",")
