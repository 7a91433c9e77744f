"""Review, sending back, submitting, signing, opening again, packing: what is refused and kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from sohotich.engines.exchange.pm158 import read_manifest
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.clock import campaign_today, now
from sohotich.foundation.files.models import Link
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import set_value
from sohotich.pipeline.keying.queues import FIRST, SECOND
from sohotich.pipeline.keying.services import next_entry
from sohotich.pipeline.review.errors import KeyedByHand, NotReady, OwnWork, ReviewError
from sohotich.pipeline.review.readiness import readiness
from sohotich.pipeline.review.selectors import (
    book_rows,
    books_to_sign,
    records_waiting,
    review_payload,
)
from sohotich.pipeline.review.services import (
    entry_return_to_keying,
    entry_return_to_scanning,
    next_review,
    record_fix,
    review_mark,
    review_undo,
)
from sohotich.pipeline.review.signing import (
    book_reopen,
    book_sign,
    book_submit,
    book_withdraw,
    signing_of,
)
from sohotich.pipeline.scanning.receive import image_receive
from sohotich.pipeline.transfer.errors import TransferError
from sohotich.pipeline.transfer.models import Package
from sohotich.pipeline.transfer.services import package_dry_run, package_make, package_open
from sohotich.register.books.errors import BookWithChair
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import draft_of
from sohotich.register.books.services import book_defaults_set, book_form_confirm, book_update
from sohotich.register.images.models import EntryImage, Page
from sohotich.register.images.services import image_clear
from sohotich.register.ledger.entries import entries_open, entry_add
from sohotich.register.ledger.errors import EntryError
from sohotich.register.ledger.models import BookApproval, Entry
from sohotich.register.ledger.selectors import counts
from sohotich.register.ledger.services import move
from sohotich.register.records.models import Reading, Record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_process")]


@pytest.fixture
def agreed(team, make_book, scan, key_entry) -> Book:
    """A book of two numbers, both keyed twice alike."""
    book = make_book(2)
    scan(book, pages=2)
    for actor, queue in ((team.first, FIRST), (team.second, SECOND)):
        for _ in range(2):
            key_entry(actor, queue)
    for entry in Entry.objects.filter(book=book):
        image_clear(actor=team.officer, entry=entry)
    return book


@pytest.fixture
def review(team) -> Callable[[Book], None]:
    def run(book: Book) -> None:
        for entry in Entry.objects.filter(book=book, state="agreed"):
            digest = Record.objects.get(entry=entry).digest
            review_mark(actor=team.colleague, entry=entry, digest=digest)

    return run


@pytest.fixture
def sign(team, review) -> Callable[[Book], BookApproval]:
    def run(book: Book, actor: object = None) -> BookApproval:
        review(book)
        book_submit(actor=team.officer, book=book)
        signer = actor or team.chair
        content = signing_of(actor=signer, book=book).content
        return book_sign(
            actor=signer, book=book, content_sha256=content.sha256, signer_title="Chủ tịch UBND xã"
        )

    return run


def entry_of(book: Book, number: int) -> Entry:
    return Entry.objects.select_related("book").get(book=book, number=number)


def test_review_takes_entries_in_order_and_leaves_a_trace(team, agreed) -> None:
    entry = next_review(actor=team.officer)
    assert entry.label == "1/1998"
    assert next_review(actor=team.officer) == entry, "what one holds comes first"
    before = AuditEntry.objects.filter(action="record.read", purpose="review").count()
    payload = review_payload(actor=team.officer, entry=entry)
    assert payload.record.values["nksHoTen"] == "NGUYỄN VĂN AN"
    assert {reading.by for reading in payload.readings} == {team.first.key, team.second.key}
    assert AuditEntry.objects.filter(action="record.read", purpose="review").count() == before + 1
    for actor in (team.first, team.chair):
        with pytest.raises(Forbidden):
            review_payload(actor=actor, entry=entry)


def test_a_record_that_changed_is_not_marked_unseen(team, agreed) -> None:
    entry = entry_of(agreed, 1)
    seen = Record.objects.get(entry=entry).digest
    record_fix(actor=team.officer, entry=entry, changes={"trangSo": ("2", "")}, reason="sai trang")
    with pytest.raises(ReviewError, match="vừa thay đổi"):
        review_mark(actor=team.colleague, entry=entry, digest=seen)


class TestFourEyes:
    def marked(self, actor, entry) -> Entry:
        return review_mark(actor=actor, entry=entry, digest=Record.objects.get(entry=entry).digest)

    @pytest.fixture
    def wrote(self, team, agreed, person):
        """`wrote("second")`: the officer made that reading, or corrected a value."""

        def make(how: str) -> Entry:
            entry = entry_of(agreed, 1)
            slot = {"first": 1, "second": 2}.get(how)
            if slot:
                Reading.objects.filter(entry=entry, slot=slot).update(by=team.officer.key)
            elif how == "settled":
                Reading.objects.create(
                    entry=entry, book=agreed, unit_code="09508", kind="decision",
                    state="complete", by=team.officer.key, started_at=now(), completed_at=now(),
                )  # fmt: skip
            else:
                record_fix(
                    actor=team.officer,
                    entry=entry,
                    changes={"trangSo": ("2", "")},
                    reason="sai trang",
                )
            return entry

        return make

    @pytest.mark.parametrize("how", ["first", "second", "settled", "corrected"])
    def test_who_wrote_a_record_does_not_review_it(self, team, agreed, wrote, how) -> None:
        entry = wrote(how)
        assert [e.number for e in records_waiting(team.officer)] == [2]
        assert next_review(actor=team.officer).number == 2
        with pytest.raises(OwnWork, match="người khác soát"):
            self.marked(team.officer, entry)
        assert entry_of(agreed, 1).state == "agreed"
        assert next_review(actor=team.colleague).number == 1
        assert self.marked(team.colleague, entry).state == "reviewed"

    def test_vouching_for_a_value_is_part_of_reviewing(self, team, agreed) -> None:
        entry = entry_of(agreed, 1)
        record_fix(
            actor=team.officer,
            entry=entry,
            changes={"trangSo": ("1", "as_written"), "ghiChu": ("", "blank_in_book")},
            reason="Đối chiếu ảnh",
        )
        assert self.marked(team.officer, entry).state == "reviewed"

    def test_keyed_anew_by_others_the_record_is_nobodys_of_before(
        self, team, agreed, key_entry, person
    ) -> None:
        entry = entry_of(agreed, 1)
        record_fix(
            actor=team.officer, entry=entry, changes={"trangSo": ("2", "")}, reason="sai trang"
        )
        entry_return_to_keying(actor=team.officer, entry=entry, reason="nhập lại")
        for actor, queue in ((team.first, FIRST), (team.second, SECOND)):
            key_entry(actor, queue)
        assert self.marked(team.officer, entry_of(agreed, 1)).state == "reviewed"

    def test_the_province_may_allow_a_lone_officer_to(self, team, agreed, wrote, person) -> None:
        entry = wrote("corrected")
        set_value(
            actor=person("so", "so_tu_phap", unit="27"),
            name="review.own_keying",
            value="allow",
            from_date=campaign_today(),
            reason="Xã chỉ có một công chức",
        )
        assert records_waiting(team.officer).count() == 2
        assert self.marked(team.officer, entry).state == "reviewed"


def test_correcting_a_reviewed_record_asks_for_another_look(team, agreed, review) -> None:
    review(agreed)
    record_fix(
        actor=team.officer, entry=entry_of(agreed, 1), changes={"trangSo": ("2", "")}, reason="sai"
    )
    assert entry_of(agreed, 1).state == "agreed"
    review_undo(actor=team.officer, entry=entry_of(agreed, 2))
    assert counts(book=agreed)["reviewed"] == 0


def test_back_to_keying_it_is_keyed_anew_by_two(team, agreed, key_entry) -> None:
    entry_return_to_keying(actor=team.officer, entry=entry_of(agreed, 2), reason="nhầm dòng")
    entry = entry_of(agreed, 2)
    assert (entry.state, entry.returned, entry.reason) == ("scanned", True, "nhầm dòng")
    kept = Reading.objects.filter(entry=entry)
    assert {reading.state for reading in kept} == {"superseded"}
    work = next_entry(actor=team.second)
    assert (work.entry, work.slot, work.reading.values) == (entry, 1, {})
    assert key_entry(team.second, FIRST).state == "keyed_once"
    assert key_entry(team.first, SECOND).state == "agreed"
    assert kept.all().count() == 4


def test_back_to_scanning_the_page_waits_with_the_reason(team, agreed) -> None:
    entry_return_to_scanning(actor=team.officer, entry=entry_of(agreed, 1), reason="mất góc")
    page = Page.objects.get(order=1)
    assert entry_of(agreed, 1).state == "expected"
    assert (page.accepted_at, page.problem) == (None, "Số 1/1998: mất góc")
    assert not EntryImage.objects.get(entry__number=1).current


@pytest.mark.parametrize("back", [entry_return_to_keying, entry_return_to_scanning])
def test_sending_back_needs_a_reason(team, agreed, back) -> None:
    from sohotich.register.ledger.errors import MoveRefused

    with pytest.raises(MoveRefused, match="lý do"):
        back(actor=team.officer, entry=entry_of(agreed, 1), reason=" ")
    assert entry_of(agreed, 1).state == "agreed"
    assert Reading.objects.filter(state="superseded").count() == 0


def test_a_book_that_lacks_something_is_not_submitted(team, agreed, review) -> None:
    with pytest.raises(NotReady) as refused:
        book_submit(actor=team.officer, book=agreed)
    assert "2 trường hợp chưa soát xét" in refused.value.lacking[0]
    review(agreed)
    EntryImage.objects.update(cleared_at=None)
    lacking = [c.name for c in readiness(agreed).checks if c.blocks and not c.ok]
    assert lacking == ["images"]
    EntryImage.objects.update(verdict="ok")
    Page.objects.filter(order=2).update(accepted_at=None)
    lacking = [c.name for c in readiness(agreed).checks if c.blocks and not c.ok]
    assert lacking == ["pages"]


def test_a_record_with_an_error_keeps_the_book_open(team, agreed, review) -> None:
    record_fix(
        actor=team.officer,
        entry=entry_of(agreed, 1),
        changes={"ngayDangKy": ("", "")},
        reason="xóa thử",
    )
    review(agreed)
    assert [c.name for c in readiness(agreed).checks if not c.ok and c.blocks] == ["rules"]


def test_a_submitted_book_stands_still(team, agreed, review) -> None:
    review(agreed)
    book_submit(actor=team.officer, book=agreed)
    assert books_to_sign(team.chair) == [agreed]
    for call in (
        lambda e: review_undo(actor=team.officer, entry=e),
        lambda e: entry_return_to_keying(actor=team.officer, entry=e, reason="x"),
        lambda e: record_fix(
            actor=team.officer, entry=e, changes={"trangSo": ("9", "")}, reason="x"
        ),
    ):
        with pytest.raises(ReviewError, match="trình ký"):
            call(entry_of(agreed, 1))
    with pytest.raises(ReviewError, match="lý do"):
        book_withdraw(actor=team.chair, book=agreed)
    book_withdraw(actor=team.chair, book=agreed, reason="số 2 mờ")
    assert books_to_sign(team.chair) == []
    review_undo(actor=team.officer, entry=entry_of(agreed, 1))


def test_what_stands_on_the_cover_is_not_changed_beside_a_submission(team, agreed, review) -> None:
    """The figures that were signed for and those of the package are the same."""
    review(agreed)
    book_submit(actor=team.officer, book=agreed)
    draft = draft_of(agreed)
    for call in (
        lambda: book_update(
            actor=team.officer, book=agreed, draft=replace(draft, declared_count=321)
        ),
        lambda: book_defaults_set(actor=team.officer, book=agreed, defaults={"quyenSo": "9"}),
        lambda: book_form_confirm(actor=team.officer, book=agreed, era="", places={}),
        lambda: entry_add(actor=team.officer, book=agreed, year=1998, number=900),
        lambda: image_receive(
            actor=team.officer, book=agreed, name="x.jpg", stream=io.BytesIO(b""), batch="x"
        ),
    ):
        agreed.refresh_from_db()
        with pytest.raises(BookWithChair, match="đã trình ký"):
            call()
    held = Page.objects.filter(book=agreed).first()
    with blob_path(held.sha256).open("rb") as stream:
        again = image_receive(
            actor=team.officer, book=agreed, name="y.jpg", stream=stream, batch="y"
        )
    assert (again.pages, again.same_as) == (0, held.name), "sent once more, nothing changes"
    agreed.refresh_from_db()
    assert book_update(actor=team.officer, book=agreed, draft=draft) == agreed, "nothing changes"
    book_withdraw(actor=team.officer, book=agreed)
    agreed.refresh_from_db()
    book_update(actor=team.officer, book=agreed, draft=replace(draft, note="sờn gáy"))


def test_whoever_keyed_any_of_it_does_not_sign(team, agreed, person, review) -> None:
    both = person("both", "chu_tich", "cong_chuc_ho_tich")
    record_fix(
        actor=both, entry=entry_of(agreed, 1), changes={"trangSo": ("7", "")}, reason="sai trang"
    )
    review(agreed)
    book_submit(actor=team.officer, book=agreed)
    signing = signing_of(actor=both, book=agreed)
    assert not signing.may
    with pytest.raises(KeyedByHand):
        book_sign(actor=both, book=agreed, content_sha256=signing.content.sha256, signer_title="x")
    for actor in (team.officer, team.first):
        with pytest.raises(Forbidden):
            book_sign(
                actor=actor, book=agreed, content_sha256=signing.content.sha256, signer_title="x"
            )
    assert counts(book=agreed)["approved"] == 0


def test_only_what_was_seen_is_signed(team, agreed, review) -> None:
    with pytest.raises(ReviewError, match="chưa được trình"):
        book_sign(actor=team.chair, book=agreed, content_sha256="0" * 64, signer_title="x")
    review(agreed)
    book_submit(actor=team.officer, book=agreed)
    with pytest.raises(ReviewError, match="vừa thay đổi"):
        book_sign(actor=team.chair, book=agreed, content_sha256="0" * 64, signer_title="x")


def test_a_signature_binds_to_the_content_list(team, agreed, sign) -> None:
    approval = sign(agreed)
    record, image = Record.objects.get(entry__number=1), EntryImage.objects.get(entry__number=1)
    line = f"{record.entry_id}\t01/1998\t{record.digest}\t{image.sha256}"
    assert line in approval.content.splitlines()
    assert approval.figures["records"] == 2
    assert approval.signer_name == team.chair.name
    assert approval.campaign_at.year == 2025
    with pytest.raises(ReviewError):
        book_withdraw(actor=team.officer, book=agreed)


def test_what_was_signed_is_not_rewritten_by_anybody(team, agreed, sign) -> None:
    approval = sign(agreed)
    rows = BookApproval.objects.filter(pk=approval.pk)
    tampering = (
        lambda: rows.update(content="khác"),
        lambda: rows.update(signer_name="Người khác"),
        lambda: rows.update(figures={}),
        lambda: rows.delete(),
    )
    for tamper in tampering:
        with pytest.raises(DatabaseError), transaction.atomic():
            tamper()
    book_reopen(actor=team.chair, book=agreed, reason="sai số")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(revoked_reason="lý do khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(revoked_at=None)
    assert rows.get().revoked_reason == "sai số"


def test_opened_again_corrected_and_signed_anew(team, agreed, sign, tmp_path) -> None:
    first = sign(agreed)
    package_make(actor=team.chair, book=agreed)
    assert counts(book=agreed)["exported"] == 2
    book_reopen(actor=team.chair, book=agreed, reason="sai trang số 1")
    assert counts(book=agreed)["reviewed"] == 2
    assert counts(book=agreed)["approved"] == 0
    with pytest.raises(TransferError, match="chưa được ký"):
        package_make(actor=team.chair, book=agreed)
    record_fix(
        actor=team.officer, entry=entry_of(agreed, 1), changes={"trangSo": ("5", "")}, reason="sai"
    )
    second = sign(agreed)
    assert (first.version, second.version) == (1, 2)
    assert first.content_sha256 != second.content_sha256
    assert BookApproval.objects.filter(revoked_at__isnull=True).get() == second
    package = package_make(actor=team.chair, book=agreed, out=tmp_path)
    manifest = read_manifest(tmp_path / package.stem)
    assert manifest["approval"]["content_sha256"] == second.content_sha256
    assert package.content_sha256 == second.content_sha256
    assert Package.objects.count() == 2


def test_a_signed_book_takes_no_more_numbers(team, agreed, sign) -> None:
    sign(agreed)
    for add in (
        lambda: entry_add(actor=team.officer, book=agreed, year=1998, number=2, suffix="bis"),
        lambda: entries_open(actor=team.officer, book=agreed, year=1998, first=1, last=3),
    ):
        with pytest.raises(EntryError, match="đã ký duyệt") as refused:
            add()
        assert "mở lại sổ" in refused.value.mend
    # Saying again what is there opens nothing and stays allowed.
    assert entries_open(actor=team.officer, book=agreed, year=1998, first=1, last=2) == 0
    book_reopen(actor=team.chair, book=agreed, reason="sót một số")
    assert entry_add(actor=team.officer, book=agreed, year=1998, number=2, suffix="bis")


def test_the_check_names_a_number_that_came_after_the_signature(team, agreed, sign) -> None:
    sign(agreed)
    late = Entry(book=agreed, unit_code=agreed.unit_code, year=1998, number=3)
    late.state_changed_at = now()
    late.save()
    found = package_dry_run(actor=team.chair, book=agreed).findings
    (finding,) = [f for f in found if f.rule == "Q13"]
    assert finding.number == "03/1998"
    assert "mở lại sổ" in finding.message


def test_a_record_changed_since_the_signing_stops_the_package(team, agreed, sign) -> None:
    sign(agreed)
    Record.objects.filter(entry__number=1).update(values={"nksHoTen": "KẺ KHÁC"})
    assert package_dry_run(actor=team.chair, book=agreed).refused
    with pytest.raises(TransferError) as refused:
        package_make(actor=team.chair, book=agreed)
    assert "P01" in {finding.rule for finding in refused.value.findings}
    assert counts(book=agreed)["exported"] == 0
    assert not Link.objects.filter(purpose="package").exists()


def test_a_package_is_downloaded_by_name_and_on_record(team, agreed, sign) -> None:
    sign(agreed)
    package = package_make(actor=team.chair, book=agreed)
    names = {item["name"] for item in package.files}
    assert {name.rpartition(".")[2] for name in names} == {"xlsx", "zip", "json"}
    name = f"{package.stem}.zip"
    _, content = package_open(actor=team.officer, package=package, name=name)
    with content:
        assert content.read(2) == b"PK"
    assert AuditEntry.objects.filter(action="package.download").count() == 1
    with pytest.raises(TransferError):
        package_open(actor=team.officer, package=package, name="../../etc/passwd")
    with pytest.raises(Forbidden):
        package_open(actor=team.scanner, package=package, name=name)


def test_refused_entries_come_back_agreed(team, agreed, sign) -> None:
    sign(agreed)
    package_make(actor=team.chair, book=agreed)
    move(actor=team.officer, entry=entry_of(agreed, 1), action="refuse", reason="thiếu ngày")
    move(actor=team.officer, entry=entry_of(agreed, 2), action="accept")
    assert counts(book=agreed).as_dict()["accepted"] == 1
    assert entry_of(agreed, 1).returned


def test_the_list_of_books_costs_the_same_for_any_number(
    team, make_book, django_assert_max_num_queries
) -> None:
    books = [make_book(3, volume=volume) for volume in range(2, 9)]
    with django_assert_max_num_queries(3):
        rows = book_rows(team.officer, books)
    assert {row.stage for row in rows} == {"open"}
