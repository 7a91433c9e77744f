"""A page taken twice is told, shown and decided; nothing is dropped by itself."""

from __future__ import annotations

import io
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from django.db.models import F
from django.urls import reverse

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.models import User
from sohotich.foundation.people.permissions import Forbidden
from sohotich.pipeline.scanning import twice
from sohotich.pipeline.scanning.jobs import run_process
from sohotich.pipeline.scanning.models import TakenTwice
from sohotich.pipeline.scanning.receive import image_receive
from sohotich.pipeline.scanning.sheet import contact_sheet
from sohotich.pipeline.scanning.twice import both_keep, open_pairs, page_put_aside, twice_find
from sohotich.register.images.models import Page, PageState

pytestmark = pytest.mark.django_db


def page_of(seed: int) -> np.ndarray:
    """A printed form with lines of a hand of its own."""
    page = np.full((900, 640), 245, np.uint8)
    for y in range(80, 860, 60):
        cv2.putText(page, "Ho va ten, ngay sinh:", (40, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 60, 2)
    chance = np.random.default_rng(seed)
    for y in range(80, 860, 60):
        words = "".join(chance.choice(list("abcdeghiklmnopqrstuvxy"), 16))
        at = (310 + int(chance.integers(-8, 8)), y + int(chance.integers(-6, 6)))
        cv2.putText(page, words, at, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 0.8, 40, 3)
    return cv2.cvtColor(page, cv2.COLOR_GRAY2RGB)


def again(page: np.ndarray) -> np.ndarray:
    """The same sheet, a little turned, smaller and darker."""
    turn = cv2.getRotationMatrix2D((320, 450), 0.6, 0.985)
    laid = cv2.warpAffine(page, turn, (640, 900), borderValue=(240, 240, 240))
    return np.clip(laid * 0.85 - 6, 0, 255).astype(np.uint8)


@pytest.fixture
def book(make_book, team, monkeypatch):
    """A book of seven pages whose third and sixth show one sheet."""
    book = make_book(last=7)
    for number in range(1, 8):
        small = cv2.imencode(".png", np.full((8, 8), number, np.uint8))[1].tobytes()
        name, stream = f"{number}.png", io.BytesIO(small)
        image_receive(actor=team.scanner, book=book, name=name, stream=stream, batch="one")
    Page.objects.filter(book=book).update(state=PageState.PROCESSED, thumb=F("link"))
    shown = [page_of(seed) for seed in range(7)]
    shown[5] = again(shown[2])
    monkeypatch.setattr(twice, "_pictures", lambda pages: [shown[page.order - 1] for page in pages])
    return book


def test_only_the_sheet_taken_twice_is_told_and_once(book, team) -> None:
    assert twice_find(actor=team.scanner, book=book) == 1
    assert twice_find(actor=team.scanner, book=book) == 0
    (pair,) = open_pairs(book)
    assert (pair.first.order, pair.second.order) == (3, 6)
    assert pair.second.problem == "Có thể chụp hai lần: giống trang 3"
    assert Page.objects.filter(book=book).count() == 7, "nothing is dropped"
    sheet = contact_sheet(actor=team.scanner, book=book)
    doubted = {page.page.order: page.doubts for page in sheet.pages}
    assert "Có thể chụp hai lần: giống trang 3" in doubted[6]


def test_a_run_killed_before_the_comparison_is_made_good_by_the_next(book, team) -> None:
    """Every page is processed already, and nobody has compared them."""
    context = SimpleNamespace(actor=team.scanner, progress=lambda *told: None)
    run_process(context, book=str(book.key))
    assert open_pairs(book).count() == 1


def test_both_are_kept(book, team) -> None:
    twice_find(actor=team.scanner, book=book)
    pair = open_pairs(book).get()
    with pytest.raises(Forbidden):
        both_keep(actor=team.first, pair=pair.key)
    both_keep(actor=team.scanner, pair=pair.key)
    assert not open_pairs(book).exists()
    assert Page.objects.get(pk=pair.second_id).problem == ""
    assert twice_find(actor=team.scanner, book=book) == 0, "it is not asked again"
    assert AuditEntry.objects.filter(action="page.twice").count() == 1
    with pytest.raises(UserError, match="đã có người xem"):
        both_keep(actor=team.scanner, pair=pair.key)


@pytest.mark.parametrize("which", ["first_id", "second_id"])
def test_one_is_put_aside_with_its_image_kept(book, team, which) -> None:
    twice_find(actor=team.scanner, book=book)
    pair = open_pairs(book).get()
    aside = getattr(pair, which)
    page_put_aside(actor=team.scanner, pair=pair.key, page=aside)
    page = Page.objects.get(pk=aside)
    assert page.state == PageState.BLANK
    assert page.problem == ""
    kept = pair.second_id if which == "first_id" else pair.first_id
    assert Page.objects.get(pk=kept).problem == ""
    assert not open_pairs(book).exists()


def test_an_image_replaced_since_is_no_pair(book, team) -> None:
    twice_find(actor=team.scanner, book=book)
    Page.objects.filter(pk=open_pairs(book).get().second_id).update(sha256="0" * 64)
    assert not open_pairs(book).exists()


def test_the_screen_shows_both_and_goes_on(book, team, client) -> None:
    client.force_login(User.objects.get(pk=team.scanner.key))
    twice_find(actor=team.scanner, book=book)
    pair = open_pairs(book).get()
    here = reverse("scanning:twice", args=[book.key])
    assert here in client.get(reverse("scanning:book", args=[book.key])).content.decode()
    shown = client.get(here).content.decode()
    for page in (pair.first_id, pair.second_id):
        assert reverse("scanning:page_image", args=[page]) in shown
        assert reverse("scanning:twice_aside", args=[pair.key, page]) in shown
    client.post(reverse("scanning:twice_aside", args=[pair.key, pair.second_id]))
    assert TakenTwice.objects.get().state == "aside"
    assert client.get(here).headers["Location"] == reverse("scanning:book", args=[book.key])
