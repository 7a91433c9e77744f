"""What follows keying: disputes settled, records reviewed, the book submitted, signed, packaged."""

from __future__ import annotations

from typing import Final

from sohotich.pipeline.keying.disputes import dispute_choose, dispute_settle, next_dispute
from sohotich.pipeline.keying.selectors import DisputeField, dispute_payload
from sohotich.pipeline.review.services import entry_return_to_keying, next_review, review_mark
from sohotich.pipeline.review.signing import book_sign, book_submit, signing_of
from sohotich.pipeline.transfer.services import package_make
from sohotich.register.ledger.models import Entry
from sohotich.register.ledger.selectors import approval_in_force
from sohotich.register.records.selectors import record_read
from sohotich.sample.load.keyers import values_of
from sohotich.sample.load.work import Work, number_of

STAGES: Final = ("submitted", "signed", "packaged")
_REVIEWED: Final = ("reviewed", "approved", "exported", "accepted")
_RETURNED: Final = "Năm sinh của mẹ không khớp với ảnh, đề nghị nhập lại"


def disputes_settle(work: Work) -> None:
    """The officer settles the first disputes by looking at the page; the others wait."""
    wanted = len(work.plan.disputed) - min(work.plan.settled, len(work.plan.disputed))
    while work.standing(["disputed"]) > wanted:
        work.go_on()
        entry = next_dispute(actor=work.staff.officer, book=work.book.key)
        if entry is None:
            break
        _settle(work, entry)


def _settle(work: Work, entry: Entry) -> None:
    officer = work.staff.officer
    right = values_of(work.written[number_of(entry)])
    for field in dispute_payload(actor=officer, entry=entry).fields:
        value = right.get(field.key, "")
        choice = _choice(field, value)
        dispute_choose(actor=officer, entry=entry, field=field.key, choice=choice, value=value)
    dispute_settle(actor=officer, entry=entry)


def _choice(field: DisputeField, right: str) -> str:
    if not right:
        return "blank"
    pair = {"a": field.difference.a, "b": field.difference.b}
    return next((name for name, value in pair.items() if value == right), "other")


def records_review(work: Work) -> None:
    """The second officer reviews as many records as the plan says, settled disputes among them."""
    reviewer = work.staff.reviewer
    while work.standing(_REVIEWED) < work.plan.reviewed:
        work.go_on()
        entry = next_review(actor=reviewer, book=work.book.key)
        if entry is None:
            break
        record = record_read(actor=reviewer, entry=entry, purpose="review", permission="review.do")
        assert record is not None
        review_mark(actor=reviewer, entry=entry, digest=record.digest)


def one_return(work: Work) -> None:
    """The officer sends the last agreed registration back to keying, once."""
    entries = Entry.objects.filter(book=work.book).select_related("book")
    if not work.plan.returned or entries.filter(returned=True).exists():
        return
    entry = entries.filter(state="agreed").order_by("-year", "-number").first()
    if entry is not None:
        entry_return_to_keying(actor=work.staff.officer, entry=entry, reason=_RETURNED)


def stage_reach(work: Work) -> None:
    """Submit the book, have the chair sign it, make its package: as far as the plan says."""
    if not work.plan.stage:
        return
    wanted = STAGES[: STAGES.index(work.plan.stage) + 1]
    approval = approval_in_force(work.book)
    if approval is None:
        book_submit(actor=work.staff.officer, book=work.book)
    if "signed" in wanted and approval is None:
        signing = signing_of(actor=work.staff.chair, book=work.book)
        book_sign(
            actor=work.staff.chair,
            book=work.book,
            content_sha256=signing.content.sha256,
            signer_title=work.staff.chair.title,
        )
    if "packaged" in wanted:
        package_make(actor=work.staff.officer, book=work.book)
