"""The crowd at 16:55: five hundred people of 121 communes on one server of two cores.

Takes a home made by `sohotich sample campaign` (`--home`), or makes one of the full size first. Its
people key, scan and confirm in it, so it is no longer the same afterwards.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.crowd import plan
from bench.crowd.load import ARRIVE
from bench.crowd.people import FIELDS, THINKS
from bench.homes import attached, campaign_home
from bench.served import serving
from bench.tables import Table, figure, percentile

SECONDS = float(os.environ.get("CROWD_SECONDS", "90"))
MINUTE = 60.0
TARGET = "p95 ≤ 300 ms"
COLUMNS = ("measure", "figure", "target")


def rows() -> Table:
    """What every kind of request took, what was lost, what an empty view gives meanwhile."""
    with campaign_home() as home, attached(home), tempfile.TemporaryDirectory() as folder:
        lines = list(_measured(home, Path(folder)))
    return Table("Five hundred people at 16:55", COLUMNS, lines, _note())


def _measured(home: Path, folder: Path) -> Iterator[list[str]]:
    from sohotich.foundation.database.speaking import EVERYTHING, speaking

    with speaking(EVERYTHING):
        day = plan.clock_set(16, 54)
        people = plan.people(day)
    pages = plan.pictures(folder / "pages")
    with serving(home) as served, empty_view() as empty:
        host, port = served.address.removeprefix("http://").split(":")
        common = {"host": host, "port": int(port), "pages": pages}

        def crowd(**more: Any) -> tuple[dict[str, Any], float]:
            return _crowd(folder, {**common, "salt": time.time(), **more})

        yield ["empty view, requests a second, machine otherwise idle", figure(empty(3)), ""]
        yield from _at_five_to_five(people, crowd, empty)
        yield from _all_at_once(people, crowd)
    yield ["daily roll-up of the province, all figures, after all that", _roll_up(), "≤ 1 s"]


def _roll_up() -> str:
    from bench.ledger import best
    from sohotich.oversight.facts.selectors import campaign_days
    from sohotich.oversight.facts.services import facts_rebuild, facts_refresh

    facts_refresh()
    return best(lambda: facts_rebuild(days=[campaign_days()[-1]]))


def _at_five_to_five(
    people: list[dict[str, Any]], crowd: Callable[..., Any], empty: Callable[[float], float]
) -> Iterator[list[str]]:
    who = {role: sum(one["role"] == role for one in people) for role in _ROLES}
    yield ["people", ", ".join(f"{who[role]} {said}" for role, said in _ROLES.items()), "≈ 500"]
    before = _stood()
    found, load = crowd(people=people, seconds=SECONDS, together=False)
    asked = sum(map(len, found["times"].values()))
    share = asked / found["seconds"] / max(empty(3), 0.1)
    yield ["requests", f"{figure(asked, 0)} in {figure(found['seconds'], 0)} s", ""]
    yield [
        "a second",
        f"{figure(asked / found['seconds'])}, {figure(share * 100)} % of an empty view's alone",
        "stated",
    ]
    yield ["load of the machine meanwhile", f"{figure(load)} on {os.cpu_count()} cores", ""]
    yield ["the crowd's own processor time", f"{figure(found['cpu'])} s", ""]
    yield from _spreads(found)
    yield from _lost(found, before)


_ROLES = {
    "keyer": "keying",
    "scanner": "scanning",
    "officer": "officers",
    "leader": "offices above",
}


def _spreads(found: dict[str, Any]) -> Iterator[list[str]]:
    whole = [one for times in found["times"].values() for one in times]
    for kind, times in [("every request", whole), *sorted(found["times"].items())]:
        yield [f"{kind} (n = {figure(len(times), 0)})", spread(times), TARGET]


def spread(times: list[float]) -> str:
    """p50, p95, p99 in milliseconds."""
    parts = (f"p{part} {figure(percentile(times, part), 0)}" for part in (50, 95, 99))
    return f"{', '.join(parts)} ms"


def _stood() -> dict[str, Any]:
    from sohotich.foundation.database.speaking import EVERYTHING, speaking
    from sohotich.oversight.reports.models import EventKind, ReportEvent
    from sohotich.register.images.models import Page

    with speaking(EVERYTHING):
        return {
            "pages": Page.objects.count(),
            "confirmed": list(
                ReportEvent.objects.filter(kind=EventKind.CONFIRMED).values_list("pk", flat=True)
            ),
        }


def _lost(found: dict[str, Any], before: dict[str, Any]) -> Iterator[list[str]]:
    failed = sum(found["failed"].values())
    said = "".join(f"; {kind}: {words}" for kind, words in found["said"].items())
    yield ["requests refused or unanswered", f"{failed}{said[:300]}", "0"]
    yield ["fields saved and not in the database", str(_fields_lost(found["saved"])), "0"]
    now = _stood()
    sent = sum(found["sent"].values())
    yield ["pages sent and not in the database", str(sent - (now["pages"] - before["pages"])), "0"]
    yield ["reports confirmed, each once", _confirmed(found, before), "all of them"]


def _fields_lost(saved: dict[str, dict[str, int]]) -> int:
    from sohotich.foundation.database.speaking import EVERYTHING, speaking
    from sohotich.register.records.models import Reading

    with speaking(EVERYTHING):
        rows = Reading.objects.filter(key__in=list(saved)).values_list("key", "sequence")
        stored = {str(key): sequence for key, sequence in rows}
    return sum(
        stored.get(reading, {}).get(name, -1) < seq
        for reading, fields in saved.items()
        for name, seq in fields.items()
    )


def _confirmed(found: dict[str, Any], before: dict[str, Any]) -> str:
    from collections import Counter

    from sohotich.foundation.database.speaking import EVERYTHING, speaking
    from sohotich.oversight.reports.models import EventKind, ReportEvent

    with speaking(EVERYTHING):
        rows = ReportEvent.objects.filter(kind=EventKind.CONFIRMED)
        fresh = Counter(
            rows.exclude(pk__in=before["confirmed"]).values_list("unit_code", flat=True)
        )
    wrong = [unit for unit in found["confirmed"] if fresh[unit] != 1]
    more = f", {len(wrong)} of them stored otherwise" if wrong else ""
    return f"{len(found['confirmed'])} confirmed, {sum(fresh.values())} stored{more}"


def _all_at_once(people: list[dict[str, Any]], crowd: Callable[..., Any]) -> Iterator[list[str]]:
    """Every commune's confirmation within one minute, all from this one address."""
    officers = [one for one in people if one["role"] == "officer"]
    before = _stood()
    found, _ = crowd(people=officers, seconds=MINUTE, together=True)
    times = found["times"].get("confirm the report", [])
    yield [f"{len(officers)} confirm in one minute, from one address", spread(times), TARGET]
    failed = sum(found["failed"].values())
    words = "".join(f"; {said}" for said in found["said"].values())[:200]
    yield ["  lost", f"{len(officers) - len(found['confirmed'])}, refused {failed}{words}", "0"]
    yield ["  stored", _confirmed(found, before), "each once"]


def _crowd(folder: Path, wanted: dict[str, Any]) -> tuple[dict[str, Any], float]:
    """Run the crowd's process to its end; what came of it, and the machine's load then."""
    asked, answered = folder / "plan.json", folder / "result.json"
    asked.write_text(json.dumps(wanted))
    command = [sys.executable, "-m", "bench.crowd.load", str(asked), str(answered)]
    subprocess.run(command, check=True)
    return json.loads(answered.read_text()), os.getloadavg()[0]


@contextmanager
def empty_view() -> Iterator[Callable[[float], float]]:
    """Ask an empty view behind the same server and middleware; gives requests a second over some
    seconds, by eight askers at once.
    """
    from bench.served import free_port

    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "python:sohotich.config.gunicorn",
               "bench.crowd.empty:application"]  # fmt: skip
    environment = {**os.environ, "SOHOTICH_BIND": f"127.0.0.1:{port}"}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        time.sleep(4)
        yield lambda seconds: _empty_rate(port, seconds)
    finally:
        process.terminate()
        process.wait(30)


def _empty_rate(port: int, seconds: float) -> float:
    command = [sys.executable, "-m", "bench.crowd.hammer", str(port), str(seconds)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _note() -> str:
    thinks = "; ".join(f"{kind} {low:g}–{high:g} s" for kind, (low, high) in THINKS.items())
    return (
        f"Closed loop: each asks, waits for the answer, thinks, asks again ({thinks}). A keyer "
        f"takes the next record, saves {FIELDS} fields, finishes; a scanner uploads a page, which "
        "the worker processes meanwhile; officers look at pages and confirm the day's report once. "
        f"They arrive over {ARRIVE:g} s, which are not timed. "
        "The crowd and the server share the machine. Times are from the request's first byte to "
        "the answer's last. The empty view stands behind the same server and middleware, without "
        "a session, asked by eight at once with nothing else going on."
    )
