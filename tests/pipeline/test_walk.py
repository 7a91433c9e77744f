"""One book from the inventory to the package, by the services alone."""

from __future__ import annotations

import pytest

from sohotich.engines.exchange.pm158 import verify_package
from sohotich.pipeline.keying.disputes import dispute_choose, dispute_settle, next_dispute
from sohotich.pipeline.keying.queues import FIRST, SECOND
from sohotich.pipeline.keying.services import next_entry
from sohotich.pipeline.review.minutes import approval_minutes
from sohotich.pipeline.review.readiness import readiness
from sohotich.pipeline.review.selectors import book_rows
from sohotich.pipeline.review.services import next_review, review_mark
from sohotich.pipeline.review.signing import book_sign, book_submit, signing_of
from sohotich.pipeline.transfer.services import package_dry_run, package_make
from sohotich.register.images.services import image_clear
from sohotich.register.ledger.models import Entry
from sohotich.register.ledger.selectors import counts, line_of_boxes
from sohotich.register.ledger.services import move
from sohotich.register.records.models import Record


def test_the_whole_walk(team, make_book, scan, in_process, key_entry, tmp_path) -> None:
    book = make_book(4)
    lost = Entry.objects.get(book=book, number=4)
    move(actor=team.officer, entry=lost, action="declare_missing", reason="mất tờ 4")
    scan(book, pages=3)
    assert counts(book=book).as_dict() == {
        "expected": 3,
        "scanned": 3,
        "keyed": 0,
        "agreed": 0,
        "reviewed": 0,
        "approved": 0,
        "exported": 0,
        "accepted": 0,
        "missing": 1,
        "cancelled": 0,
    }
    for name in ("NGUYỄN VĂN AN", "NGUYỄN VĂN AN", "LÊ THỊ ĐÀO"):
        assert key_entry(team.first, FIRST, nksHoTen=name).state == "keyed_once"
    assert next_entry(actor=team.first, queue=SECOND) is None, "a second reading is blind"
    states = [
        key_entry(team.second, SECOND, nksHoTen=name).state
        for name in ("NGUYỄN VĂN AN", "NGUYỄN VĂN ÂN", "LÊ THỊ ĐÀO")
    ]
    assert states == ["agreed", "disputed", "agreed"]

    entry = next_dispute(actor=team.officer)
    dispute_choose(actor=team.officer, entry=entry, field="nksHoTen", choice="b")
    settled = dispute_settle(actor=team.officer, entry=entry)
    assert settled.record.values["nksHoTen"] == "NGUYỄN VĂN ÂN"

    reviewed = {}
    for reviewer in (team.officer, team.colleague):
        while (entry := next_review(actor=reviewer)) is not None:
            record = Record.objects.get(entry=entry)
            review_mark(actor=reviewer, entry=entry, digest=record.digest)
            reviewed.setdefault(reviewer.name, []).append(entry.number)
    assert reviewed == {"Officer": [1, 3], "Colleague": [2]}, "nobody reviews what they settled"
    lacking = readiness(book).lacking
    assert len(lacking) == 1
    assert "cần xem lại" in lacking[0], "75 dpi is too coarse to pass alone"
    for entry in Entry.objects.filter(book=book, state="reviewed"):
        image_clear(actor=team.officer, entry=entry)
    assert readiness(book).lacking == ()
    book_submit(actor=team.officer, book=book)
    signing = signing_of(actor=team.chair, book=book)
    approval = book_sign(
        actor=team.chair,
        book=book,
        content_sha256=signing.content.sha256,
        signer_title="Chủ tịch UBND xã",
    )
    assert approval_minutes(actor=team.chair, approval=approval).startswith(b"%PDF")
    dry = package_dry_run(actor=team.chair, book=book)
    assert not dry.refused, dry.findings
    assert counts(book=book)["exported"] == 0
    package = package_make(actor=team.chair, book=book, out=tmp_path / "out")
    assert counts(book=book)["exported"] == 3
    assert package.stem == "xaantap_hlt_tbn.KS.1998.02"
    assert verify_package(tmp_path / "out" / package.stem) == []
    again = package_make(actor=team.chair, book=book)
    assert again.files == package.files
    (row,) = book_rows(team.officer, [book])
    assert row.stage == "transferred"
    assert [box.state for box in line_of_boxes(book)] == ["exported"] * 3 + ["missing"]


@pytest.mark.django_db
def test_nothing_of_it_is_open_to_another_commune(team, make_book, person) -> None:
    from sohotich.foundation.people.permissions import Forbidden

    book = make_book(1)
    stranger = person("stranger", "cong_chuc_ho_tich", "chu_tich", unit="09505")
    for call in (
        lambda: book_submit(actor=stranger, book=book),
        lambda: signing_of(actor=stranger, book=book),
        lambda: package_dry_run(actor=stranger, book=book),
        lambda: package_make(actor=stranger, book=book),
    ):
        with pytest.raises(Forbidden):
            call()
    assert next_entry(actor=stranger) is None
