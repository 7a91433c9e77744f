"""The page on which an officer hands out the keying; what a keyer gets over the wire."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import acting
from sohotich.pipeline.keying.assigning import books_to_hand_out
from sohotich.pipeline.keying.leasing import lease_take
from sohotich.pipeline.keying.models import Lease
from sohotich.register.books.models import BookWork, KeyerSkill
from tests.pipeline.screens import begin, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(make_book, with_images, tmp_path):
    found = make_book(2)
    with_images(found, tmp_path)
    return found


def assign(team, book, **said):
    address = reverse("keying:assign-book", args=[book.key])
    return signed_in(team.officer).post(address, said, follow=True)


def page(team) -> str:
    return signed_in(team.officer).get(reverse("keying:assigning")).content.decode()


def test_an_officer_puts_a_book_first_and_gives_it_to_two(team, book):
    assert "Mọi người nhập" in page(team)
    people = [str(team.first.key), str(team.second.key)]
    answer = assign(team, book, standing="first", people=people)
    assert "Đã ghi việc giao sổ KS.1998.02." in answer.content.decode()
    work = BookWork.objects.get(book=book)
    assert (work.standing, set(work.people)) == ("first", {team.first.key, team.second.key})
    assert "Nhập trước" in page(team)
    assert team.first.name in page(team)


def test_what_lies_on_machines_is_counted_and_leads_to_where_it_is_taken_back(team, book):
    leases = f'href="{reverse("keying:leases")}"'
    assert leases not in page(team)
    with acting(team.first):
        lease_take(actor=team.first)
    text = page(team)
    assert "Đã lấy về máy" in text
    assert [row.leased for row in books_to_hand_out(team.officer)] == [2]
    assert leases in text
    Lease.objects.update(ended_at=now())
    assert [row.leased for row in books_to_hand_out(team.officer)] == [0]


def test_one_person_alone_is_refused_and_said_why(team, book):
    address = reverse("keying:assign-book", args=[book.key])
    asked = signed_in(team.officer).get(address).content.decode()
    assert "Chọn ít nhất hai người, hoặc không ai" in asked
    assert "Một người không nhập được cả hai lần" not in asked
    answer = assign(team, book, standing="usual", people=[str(team.first.key)])
    assert "Một người không nhập được cả hai lần" in answer.content.decode()
    assert not BookWork.objects.exists()


def test_a_paused_book_says_so_to_who_comes_by_its_page(team, book):
    assign(team, book, standing="paused")
    address = reverse("keying:book", args=[book.key])
    answer = signed_in(team.officer).post(address, follow=True)
    assert "đang không giao cho anh/chị lúc này" in answer.content.decode()


def test_what_somebody_may_key_is_said_and_taken_back(team, book):
    address = reverse("keying:assign-person", args=["09508", team.first.key])
    client = signed_in(team.officer)
    client.post(address, {"types": ["KH"], "year_from": "1990"})
    skill = KeyerSkill.objects.get()
    assert (skill.types, skill.year_from, skill.person) == (["KH"], 1990, team.first.key)
    assert "Kết hôn · sổ từ năm 1990" in page(team)
    client.post(address, {"drop": "1"})
    assert not KeyerSkill.objects.exists()
    assert client.post(address, {"types": ["XX"]}).status_code == 200
    assert not KeyerSkill.objects.exists()


def test_nobody_else_assigns_nor_into_another_commune(team, book, person):
    addresses = [
        reverse("keying:assigning"),
        reverse("keying:assign-book", args=[book.key]),
        reverse("keying:assign-person", args=["09508", team.first.key]),
    ]
    for actor in (team.first, team.scanner, team.chair):
        assert [signed_in(actor).get(one).status_code for one in addresses] == [403] * 3
    stranger = signed_in(person("stranger", "cong_chuc_ho_tich", unit="09511"))
    assert [stranger.get(one).status_code for one in addresses] == [200, 404, 404]
    assert "KS.1998.02" not in stranger.get(addresses[0]).content.decode()


def test_over_the_wire_a_keyer_gets_the_cut_registration_alone(team, make_book, scan, in_process):
    """Of a page with two registrations the half; of no other entry, page or file anything."""
    from sohotich.foundation.files.models import Link
    from sohotich.register.images.models import EntryImage, Page
    from sohotich.register.ledger.models import Entry

    book = make_book(4, layout="two")
    scan(book, pages=2, entries=2)
    client = signed_in(team.first)
    record = begin(client, book)["record"]
    whole = Page.objects.first()
    taken = [
        image[name] for image in record["images"] for name in ("url", "large") if name in image
    ]
    assert taken
    for address in taken:
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        width, height = Image.open(BytesIO(body)).size
        assert height / width < 0.7 * whole.height / whole.width, "half of a page, not the page"
        assert answer["Cache-Control"] == "private, no-store"
    mine = Entry.objects.get(readings__by=team.first.key)
    others = Entry.objects.exclude(pk=mine.pk)
    forbidden = [reverse("entry", args=[mine.key]), reverse("book", args=[book.key])]
    forbidden += [reverse("books"), reverse("scanning:list")]
    for name in ("scanning:entry_view", "scanning:entry_pdf", "scanning:entry_result", "entry"):
        forbidden += [reverse(name, args=[one.key]) for one in others]
    for name in ("scanning:page_image", "scanning:page_before", "scanning:page_original"):
        forbidden += [reverse(name, args=[one.key]) for one in Page.objects.all()]
    assert {client.get(one).status_code for one in forbidden} <= {403, 404}
    assert EntryImage.objects.count() == 4
    assert Link.objects.count() > 4
