"""Whoever is shown a person's data leaves an entry saying who, which unit, what for, which record.

Every address is asked with every key of a commune at work; whatever answers with the name of a
person of the register, a picture or a PDF must have written an entry while it answered. A new
address is asked as well, without anybody adding it here.
"""

from __future__ import annotations

import json

import pytest

from sohotich.foundation.people.permissions import PUBLIC
from tests.pipeline.finished_book import agree, picture
from tests.pipeline.test_url_walk import addresses, commune, sign_in  # noqa: F401

pytestmark = pytest.mark.django_db

NOBODYS = {
    # The log names the sheet as a whole (`sheet.read`); the stamps on it are asked for one by one.
    "scanning:sheet_strip",
    # Papers of books: labels, numbers, no person.
    "book_labels",
    "book_label",
    "book_cover",
}
EVERYBODY = ("cong_chuc_ho_tich", "chu_tich", "nguoi_quet", "nguoi_nhap_lieu")


@pytest.fixture
def at_work(commune, make_book, team):  # noqa: F811
    """Some of the commune's keys, and of a second book whose records are agreed and pictured."""
    from sohotich.register.images.models import Page
    from sohotich.register.ledger.models import Entry
    from sohotich.register.records.models import Reading

    second = make_book(volume=9, last=2)
    agree(team, second)
    picture(team, second)
    entry = Entry.objects.filter(book=second).first()
    pages = set(Page.objects.values_list("pk", flat=True)[:1])
    readings = set(Reading.objects.exclude(book=second).values_list("pk", flat=True))
    return [k for k in commune if k in pages | readings] + [second.key, entry.key]


def names_of_people() -> set[str]:
    from sohotich.register.records.models import Person, Reading

    names = set(Person.objects.values_list("ho_ten", flat=True))
    for values in Reading.objects.values_list("values", flat=True):
        names |= {value for field, value in values.items() if field.endswith("HoTen")}
    return names - {""}


def shows(answer, people: set[str]) -> bool:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    picture_or_paper = body[:2] == b"\xff\xd8" or body[:4] in (b"%PDF", b"\x89PNG")
    text = body.decode("utf-8", "replace")
    return picture_or_paper or any(
        name in text or json.dumps(name)[1:-1] in text for name in people
    )


def test_every_reading_leaves_an_entry(at_work, person, client) -> None:
    from sohotich.foundation.audit.models import AuditEntry

    people = names_of_people()
    actor = person("doc.so", *EVERYBODY)
    sign_in(client, actor)
    seen, silent = set(), []
    for name, one, address in addresses(at_work):
        if getattr(one.callback, "permission", PUBLIC) == PUBLIC:
            continue
        before = AuditEntry.objects.count()
        answer = client.get(address)
        if answer.status_code != 200 or not shows(answer, people) or name in NOBODYS:
            continue
        seen.add(name)
        written = AuditEntry.objects.order_by("number")[before:]
        if not any(e.actor_key == actor.key and e.unit and e.subject_key for e in written):
            silent.append(f"{name}: {address}")
    assert silent == []
    assert len(seen) >= 6, seen
