"""Every address as every role: from another commune nothing is seen and nothing changes."""

from __future__ import annotations

from itertools import count
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter

from sohotich.domain.workflow import ROLE_PERMISSIONS, ROLES, Level
from sohotich.foundation.people.permissions import PUBLIC
from tests.pipeline.station import station

# Some hundreds of addresses, each as every role: minutes, on a machine with other work.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(1800)]
SECRETS = ("NGUYỄN VĂN AN", "TRẦN THỊ BÌNH", "KS.1998.02")
ABROAD = {Level.COMMUNE: "09511", Level.DISTRICT: "256"}
# Signing out, changing one's own password and the like concern nobody else's data.
OWN = {"account_logout", "account_login"}


def patterns(resolver: URLResolver, spaces: tuple[str, ...] = ()):
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, (*spaces, one.namespace) if one.namespace else spaces)
        elif isinstance(one, URLPattern) and one.name:
            yield ":".join((*spaces, one.name)), one


ALL = [(name, one) for name, one in patterns(get_resolver()) if name not in OWN]


@pytest.fixture
def commune(make_book, scan, key_entry, team, in_process):
    """A scanned book of 09508 with a registration read once, one agreed, one untouched: the keys of
    the book, of each registration and of one more thing of every kind.
    """
    from sohotich.foundation.files.models import Link
    from sohotich.foundation.jobs.models import Job
    from sohotich.register.images.models import Page
    from sohotich.register.ledger.models import Entry
    from sohotich.register.records.models import Reading

    book = make_book(last=3)
    scan(book, pages=3)
    key_entry(team.first)
    key_entry(team.second)
    key_entry(team.first)
    return [
        *sent_in(team.first),
        book.key,
        *Entry.objects.values_list("pk", flat=True),
        *(model.objects.values_list("pk", flat=True)[0] for model in (Page, Reading, Job, Link)),
    ]


def sent_in(keyer) -> list[object]:
    """The keys of a sending of somebody's and of its one workbook, taken in."""
    from sohotich.pipeline.workbooks.models import Sending, SentFile

    sending = Sending.objects.create(by=keyer.key, by_name=keyer.name)
    said = {"type_code": "KS", "state": "done", "books": [{"label": SECRETS[2], "waiting": 0}]}
    file = SentFile.objects.create(
        sending=sending, by=keyer.key, name=SECRETS[0], content=b"a", bytes=1, **said
    )
    return [sending.key, file.key]


def addresses(keys) -> list[tuple[str, URLPattern, str]]:
    """Each address with each key in each place where an address takes one."""
    found = []
    for name, one in ALL:
        converters = one.pattern.converters
        for key in (
            keys if any(isinstance(c, UUIDConverter) for c in converters.values()) else [None]
        ):
            given = {word: _value(converter, key) for word, converter in converters.items()}
            found.append((name, one, reverse(name, kwargs=given)))
    return found


def _value(converter, key):
    if isinstance(converter, UUIDConverter):
        return key
    if isinstance(converter, IntConverter):
        return 1
    assert isinstance(converter, StringConverter | SlugConverter)
    return "restore"


def state() -> list[object]:
    """Everything a stranger might have changed."""
    from sohotich.register.books.models import Book
    from sohotich.register.images.models import EntryImage, Page
    from sohotich.register.ledger.models import Entry
    from sohotich.register.records.models import Reading, Record

    return [
        list(model.objects.order_by("pk").values())
        for model in (Book, Entry, Page, EntryImage, Reading, Record)
    ]


def visit(client, keys, api: bool = True) -> list[str]:
    """What went wrong: addresses that showed something or broke; without the API's if told so."""
    wrong = []
    turns = count()
    for name, one, address in addresses(keys):
        if not api and getattr(one.callback, "by_token", False):
            continue
        for method in ("get", "post"):
            # Of no meaning to pages; writes of the API want one each.
            headers = {"Idempotency-Key": f"walk-{next(turns)}"}
            answer = getattr(client, method)(address, headers=headers)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            text = body.decode("utf-8", "replace")
            if answer.status_code >= 500 or any(secret in text for secret in SECRETS):
                wrong.append(f"{method} {name}: {answer.status_code}")
            if answer.status_code == 200 and not text.isprintable() and b"%PDF" in body[:8]:
                wrong.append(f"{method} {name}: a PDF")
    return wrong


def sign_in(client, actor) -> None:
    from sohotich.foundation.people.models import User

    client.force_login(User.objects.get(key=actor.key))


COMMUNE_ROLES = [code for code, role in ROLES.items() if role.levels[0] is Level.COMMUNE]


# All rights of a commune at once see most of what each of them sees.
@pytest.mark.parametrize("roles", [tuple(COMMUNE_ROLES), ("phong_tu_phap",)], ids=["xã", "huyện"])
def test_from_another_unit_nothing_is_seen_or_changed(roles, commune, person, client) -> None:
    before = state()
    sign_in(client, person("stranger", *roles, unit=ABROAD[ROLES[roles[0]].levels[0]]))
    # Sessions open nothing of the API: those without one walk it below.
    assert visit(client, [*commune, uuid4()], api=False) == []
    assert state() == before


@pytest.mark.soak
@pytest.mark.parametrize("role", COMMUNE_ROLES)
def test_each_role_alone_sees_nothing_from_another_unit(role, commune, person, client) -> None:
    before = state()
    sign_in(client, person("stranger", role, unit=ABROAD[Level.COMMUNE]))
    assert visit(client, [*commune, uuid4()]) == []
    assert state() == before


def test_by_a_token_of_another_commune_nothing_is_seen_or_changed(commune, person) -> None:
    """Every right that a token may hold, over every address; of the API each answers something."""
    before = state()
    stranger = station(person("quantri", "quan_tri", unit="27"), unit="09511")
    assert visit(stranger, [*commune, uuid4()]) == []
    for name, one, address in addresses(commune[:1]):
        if getattr(one.callback, "by_token", False):
            assert stranger.get(address).status_code in (200, 404, 405), name
    assert state() == before


def test_unsigned_nothing_is_seen_or_changed(commune, client) -> None:
    before = state()
    assert visit(client, commune) == []
    assert state() == before


def test_at_home_the_right_named_by_the_address_decides(commune, person, client) -> None:
    wrong = []
    for role, about in ROLES.items():
        unit = {Level.COMMUNE: "09508", Level.DISTRICT: "264", Level.PROVINCE: "27"}
        sign_in(client, person(f"home.{role}", role, unit=unit[about.levels[0]]))
        for name, one, address in addresses(commune[:1]):
            permission = getattr(one.callback, "permission", PUBLIC)
            if permission == PUBLIC or permission in ROLE_PERMISSIONS[role]:
                continue
            if getattr(one.callback, "by_token", False):
                # A session opens nothing of the API, whatever its role.
                assert client.get(address).status_code in (401, 405), name
                continue
            answers = {client.get(address).status_code, client.post(address).status_code}
            # A method the address does not take is told before anything else.
            if not {403} <= answers <= {403, 405}:
                wrong.append(f"{role} {name}: {answers}")
    assert wrong == []


def test_the_supporter_sees_no_record_and_no_person(commune, team, person, client) -> None:
    """Hỗ trợ kỹ thuật of the whole province: every address, with every key, for what it shows."""
    from sohotich.foundation.people.models import User
    from sohotich.register.records.models import Person

    staff = set(User.objects.values_list("full_name", flat=True))
    people = set(Person.objects.values_list("ho_ten", flat=True)) - {""}
    assert people, "nothing to find"
    before = state()
    supporter = person("hotro", "ho_tro_ky_thuat", unit="27")
    sign_in(client, supporter)
    shown, opened = [], 0
    for name, _, address in addresses(commune):
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = body.decode("utf-8", "replace")
        opened += answer.status_code == 200
        found = [
            word
            for word in (*people, *staff, *SECRETS)
            if f">{word}<" in text or (word in people and word in text)
        ]
        if found or b"%PDF" in body[:8] or body[:2] == b"\xff\xd8":
            shown.append(f"{name}: {found}")
    assert shown == []
    assert opened >= 4, "the walk opened hardly anything"
    assert state() == before
