"""The first line of a board: when everything will be done, against the campaign's end."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sohotich.oversight.dashboards.outlooks import Outlook
from sohotich.oversight.forecast.constants import HORIZON
from sohotich.oversight.forecast.model import Forecast, Outcome


@dataclass(frozen=True)
class Headline:
    """`words` and, behind the date, `against` the campaign's end; `late`: against red. `unknown`:
    communes for which no day can be said, and which the date leaves out; `needed`: a day from now,
    None when done or over.
    """

    words: str
    against: str
    late: bool
    finish: date | None
    early: date | None
    late_end: date | None
    unknown: int
    needed: int | None

    @property
    def between(self) -> str:
        """`15/01–18/01`, "" without a range."""
        if self.early is None or self.late_end is None or self.early == self.late_end:
            return ""
        return f"{self.early:%d/%m}–{self.late_end:%d/%m}"


def headline(found: Collection[Outlook], ends_on: date) -> Headline:
    """The last commune's finish is the unit's."""
    known = [one.forecast for one in found if one.forecast.history.expected]
    dated = [one for one in known if one.outcome is Outcome.DATED]
    open_ = [one for one in known if one.outcome is not Outcome.DONE]
    unknown = len(open_) - len(dated)
    needed = _needed(open_)
    if not known:
        return Headline("Chưa có sổ nào được khai", "", False, None, None, None, 0, None)
    if not open_:
        return Headline("Đã duyệt xong", "", False, None, None, None, 0, None)
    if not dated:
        words = "Chưa tính được ngày xong"
        far = all(one.outcome is Outcome.TOO_FAR for one in open_)
        if far:
            words = f"Còn hơn {HORIZON} ngày với nhịp này"
        return Headline(words, "", far, None, None, None, unknown, needed)
    finish = max(one.finish for one in dated if one.finish)
    return Headline(
        f"Dự báo xong {finish:%d/%m}",
        _against(finish, ends_on),
        finish > ends_on,
        finish,
        max(one.early for one in dated if one.early),
        max(one.late for one in dated if one.late),
        unknown,
        needed,
    )


def _needed(open_: Collection[Forecast]) -> int | None:
    each = [one.needed for one in open_ if one.needed is not None]
    return math.ceil(sum(each)) if each else None


def _against(finish: date, ends_on: date) -> str:
    days = (finish - ends_on).days
    if days > 0:
        return f"chậm {days} ngày"
    return f"sớm {-days} ngày" if days else "đúng hạn"
