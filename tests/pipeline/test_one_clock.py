"""The way of a book as people read it: pages, lists, workbooks, papers by the campaign's clock."""

from __future__ import annotations

import io
import re
from datetime import date
from urllib.parse import urlsplit

import pypdfium2
import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from sohotich.foundation.database.clock import now
from sohotich.foundation.pages import numbers
from tests.pipeline.finished_book import signed
from tests.pipeline.screens import signed_in

pytestmark = pytest.mark.django_db
YEAR = now().year
MACHINE = re.compile(rf"[/.-]{YEAR}\b|\b{YEAR}-\d\d|năm {YEAR}|D:{YEAR}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LINK = re.compile(r'(?:href|src|data-\w*url)="(/[^"#]*)"')
WORKED = "07/01/2025"


@pytest.fixture
def packed(make_book, team):
    """A book signed, reopened, signed again; its package made."""
    from sohotich.foundation.jobs import running
    from sohotich.pipeline.review.signing import book_reopen, book_sign, book_submit, signing_of
    from sohotich.pipeline.transfer.services import package_start

    book = make_book(last=2, volume=3)
    signed(team, book)
    book_reopen(actor=team.chair, book=book, reason="Xem lại số 2.")
    book_submit(actor=team.officer, book=book)
    content = signing_of(actor=team.chair, book=book).content.sha256
    book_sign(actor=team.chair, book=book, content_sha256=content, signer_title="Chủ tịch UBND xã")
    running.run(package_start(actor=team.officer, book=book).key)
    return book


@pytest.fixture
def begun(make_book, scan, team, key_entry, in_process):
    """A scanned book with a dispute and with a draft in hand."""
    from sohotich.pipeline.keying.services import next_entry

    book = make_book(last=2)
    scan(book, pages=2)
    key_entry(team.first)
    key_entry(team.second, nksHoTen="NGUYỄN VĂN ẤN")
    next_entry(actor=team.first)
    return book


@pytest.fixture
def every_moment_with_its_day(monkeypatch):
    """As read on the campaign's next day: no moment is of today, so that each shows its date."""
    monkeypatch.setattr(numbers, "campaign_today", lambda: date(2025, 1, 8))


def read_by(actor, found: dict[str, str], *more: str) -> None:
    """Add what a person reads (address → words) wherever links lead them that nobody has been."""
    client, waiting, tried = signed_in(actor), ["/", *more], set()
    while waiting:
        address = waiting.pop()
        tried.add(address)
        response = client.get(address)
        if response.status_code != 200:
            continue
        text = found[address] = words(response)
        if response.headers["Content-Type"].startswith("text/html"):
            links = {link for link in LINK.findall(response.content.decode()) if followed(link)}
            waiting += links - tried - set(found) - set(waiting)
        assert not MACHINE.search(text), (address, MACHINE.search(text))


# The access log, backups and destruction go by real time, and say so.
REAL_TIME = ("/nhat-ky/", "/quan-tri/sao-luu/", "/huy-du-lieu/")


def followed(link: str) -> bool:
    """Neither pictures nor orders and filters of a list, which hold the same rows."""
    parts = urlsplit(link)
    if parts.path.startswith(REAL_TIME):
        return False
    picture = parts.path.startswith(("/static/", "/anh/")) and not parts.path.endswith(".pdf")
    return not picture and parts.query in ("", "xuat=xlsx", "lan=1")


def words(response) -> str:
    """What an answer says, machine's keys left out."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers["Content-Type"]
    if kind == "application/pdf":
        pages = pypdfium2.PdfDocument(body)
        text = "\n".join(page.get_textpage().get_text_range() for page in pages)
        return f"{text}\n{pages.get_metadata_dict()}"
    if "spreadsheet" in kind:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        rows = book.get_sheet_by_index(0).to_python()
        return "\n".join(cell_text(cell) for row in rows for cell in row)
    if kind.startswith(("text/", "application/json")):
        return UUID.sub("", body.decode())
    return ""


def cell_text(cell: object) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def test_nobody_reads_a_day_of_the_machine(begun, packed, team, person, every_moment_with_its_day):
    from sohotich.foundation.jobs.models import Job

    book = packed
    job = reverse("administration:job", args=[Job.objects.get(kind="package.make").key])
    found: dict[str, str] = {}
    read_by(team.officer, found, job, reverse("scanning:sheet_pages", args=[begun.key]))
    read_by(team.first, found)
    read_by(team.chair, found)
    read_by(person("head", "quan_tri", unit="27"), found)
    wanted = [
        reverse("book", args=[book.key]),
        reverse("book_entries", args=[book.key]),
        reverse("book_entries", args=[book.key]) + "?xuat=xlsx",
        reverse("entry", args=[book.entries.first().key]),
        reverse("keying:disputes"),
        reverse("review:approvals"),
        reverse("review:sign", args=[book.key]),
        reverse("review:minutes", args=[book.key]),
        reverse("review:minutes", args=[book.key]) + "?lan=1",
        reverse("transfer:list"),
        reverse("transfer:book", args=[book.key]),
        reverse("administration:jobs"),
        reverse("administration:jobs") + "?xuat=xlsx",
        job,
    ]
    assert [address for address in wanted if WORKED not in found[address]] == []


def test_the_minutes_bear_the_campaigns_day_of_signing(packed, team):
    client = signed_in(team.chair)
    text = words(client.get(reverse("review:minutes", args=[packed.key])))
    assert "An Tập, ngày 07 tháng 01 năm 2025" in text
    assert re.search(r"lúc 15:0\d ngày 07/01/2025, tại Ủy ban nhân dân xã An Tập", text)
    assert "D:20250107" in text
