"""What review and signing refuse."""

from __future__ import annotations

from collections.abc import Sequence

from sohotich.foundation.database.errors import UserError


class ReviewError(UserError):
    """A step of review or signing that is not possible now."""


class NotReady(ReviewError):
    """The book lacks something before it may be submitted or signed; `lacking` says what."""

    def __init__(self, label: str, lacking: Sequence[str]) -> None:
        super().__init__(
            f"Sổ chưa đủ điều kiện: {'; '.join(lacking)}.",
            where=label,
            mend="Hoàn thành các việc còn thiếu rồi làm lại.",
        )
        self.lacking = tuple(lacking)


class OwnWork(ReviewError):
    """Whoever wrote a record does not review it."""

    def __init__(self, number: str) -> None:
        super().__init__(
            "Anh/chị đã nhập, giải quyết tranh chấp hoặc sửa số này, nên người khác soát.",
            where=f"Số {number}",
            mend="Xã chỉ có một công chức thì đề nghị Sở Tư pháp cho phép tự soát.",
        )


class KeyedByHand(ReviewError):
    """Whoever keyed any of a book does not sign it."""
