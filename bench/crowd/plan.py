"""Who sits where in the crowd: real accounts of the sample province, signed in."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.crowd.people import Person

KEYERS, SCANNERS = 242, 121
PICTURES = 6


def clock_set(hour: int, minute: int) -> str:
    """The campaign's clock shows that time of its present day now; returns the day."""
    from datetime import datetime, time

    from sohotich.foundation.database.clock import campaign, campaign_set, campaign_today
    from sohotich.oversight.reports.chain import ZONE

    found = campaign()
    assert found is not None, "the home has no campaign: make one by `sohotich sample campaign`"
    day = min(campaign_today(), found.ends_on)
    campaign_set(
        name=found.name,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        root_unit=found.root_unit,
        opens_at=datetime.combine(day, time(hour, minute), ZONE),
    )
    return day.isoformat()


def people(day: str) -> list[dict[str, Any]]:
    """242 keyers where there is work, a scanner and an officer of each commune, the offices above
    them; each with a session of their own.
    """
    keyers = _keyers()
    scanners = [
        Person("scanner", user, unit, book)
        for unit, book in _open_books().items()
        for user in _holding("nguoi_quet", unit)[:1]
    ][:SCANNERS]
    officers = [
        Person("officer", user, unit, day=day)
        for unit in _units("cong_chuc_ho_tich")
        for user in _holding("cong_chuc_ho_tich", unit)[:1]
    ]
    leaders = [
        Person("leader", user, unit, day=day)
        for role in ("phong_tu_phap", "so_tu_phap")
        for unit in _units(role)
        for user in _holding(role, unit)[:1]
    ]
    return _signed_in([*keyers, *scanners, *officers, *leaders])


def _keyers() -> list[Person]:
    from django.db.models import Count

    from sohotich.register.ledger.models import Entry

    waiting = Entry.objects.filter(state="scanned").values_list("unit_code")
    work = dict(waiting.annotate(Count("key")).order_by())
    units = [unit for unit in _units("nguoi_nhap_lieu") if work.get(unit, 0) >= 60]
    rows = [
        Person("keyer", user, unit)
        for unit in units
        for user in _holding("nguoi_nhap_lieu", unit)[:4]
    ]
    # One of each commune before a second of any.
    met: dict[str, int] = {}
    ranked = []
    for row in rows:
        met[row.unit] = met.get(row.unit, 0) + 1
        ranked.append((met[row.unit], row.unit, row))
    return [row for *_, row in sorted(ranked, key=lambda one: one[:2])][:KEYERS]


def _open_books() -> dict[str, str]:
    """Commune → a book that takes pages: neither before the chair nor signed."""
    from sohotich.register.books.models import Book
    from sohotich.register.ledger.models import Entry

    signed = Entry.objects.filter(state__in=("approved", "exported", "accepted"))
    books = Book.objects.filter(submitted_at=None).exclude(key__in=signed.values("book_id"))
    return {
        unit: str(key)
        for unit, key in books.order_by("unit_code", "-label").values_list("unit_code", "key")
    }


def _units(role: str) -> list[str]:
    from sohotich.foundation.people.models import Grant

    rows = Grant.objects.filter(role=role).order_by("unit_code").values_list("unit_code", flat=True)
    return list(dict.fromkeys(rows))


def _holding(role: str, unit: str) -> list[str]:
    """Keys of those who hold the role there now."""
    from sohotich.foundation.database.clock import campaign_today
    from sohotich.foundation.people.models import Grant
    from sohotich.foundation.people.units import in_force

    rows = Grant.objects.filter(in_force(campaign_today()), role=role, unit_code=unit)
    held = rows.filter(user__is_active=True).order_by("user__username")
    return [str(key) for key in held.values_list("user_id", flat=True)]


def _signed_in(rows: list[Person]) -> list[dict[str, Any]]:
    """The same with a session for each: `session` holds a person's key until now."""
    import time

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from sohotich.foundation.people.models import User
    from sohotich.foundation.people.sessions import BEGUN, SEEN, SessionStore

    users = {str(user.key): user for user in User.objects.filter(key__in={r.session for r in rows})}
    found = []
    for row in rows:
        user, now = users[row.session], int(time.time())
        store = SessionStore()
        store[SESSION_KEY] = row.session
        store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store[BEGUN] = store[SEEN] = now
        store.create()
        found.append({**asdict(row), "session": store.session_key})
    return found


def pictures(folder: Path) -> list[str]:
    """Pages of a book drawn into the folder, as a scanner of 200 dpi would give them."""
    from sohotich.sample.world import BookOptions, write_book

    write_book(BookOptions(seed=9, entries=PICTURES * 2, layout="two", year=1998, dpi=200), folder)
    return [str(path) for path in sorted(folder.glob("*.jpg"))]
