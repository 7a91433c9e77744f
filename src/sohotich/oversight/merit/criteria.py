"""The criteria one by one: a share of the full points, the value, and why. Pure and exact.

Each is a function of a candidate, what the others did, and the published numbers. Doing more, the
rest the same, never lowers a share; and a share stays when everybody's load is multiplied.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from sohotich.domain.text.figures import grouped
from sohotich.oversight.merit.rules import NOTHING, Rules, Worth


@dataclass(frozen=True)
class Candidate:
    """What the work says of one unit or person over the days judged.

    `load`: registrations to do (a unit), readings finished (a person). `left`: open when the days
    began, `done`: approved in them, `needed`: what equal days up to the campaign's end ask for.
    `keyed`: readings finished in `hours`; `readings`, of which `wrong` were decided or corrected
    otherwise; `second`: registrations read twice, `returned`: times one came back. The days of the
    chain: `on_time`, `late`, `silent`. `key`: unit code, or the person's key.
    """

    key: str
    name: str
    unit: str = ""
    load: int = 0
    left: Worth = NOTHING
    done: Worth = NOTHING
    needed: Fraction = Fraction(0)
    keyed: Worth = NOTHING
    hours: Fraction = Fraction(0)
    readings: int = 0
    wrong: int = 0
    second: int = 0
    returned: int = 0
    on_time: int = 0
    late: int = 0
    silent: int = 0
    person: bool = False

    @property
    def finished(self) -> bool:
        """A unit that had nothing left to do when the days began."""
        return not self.person and not self.left

    @property
    def pace(self) -> Fraction | None:
        """Converted readings an hour; None where nobody keyed."""
        return self.keyed.whole / self.hours if self.hours and self.keyed else None

    @property
    def hardness(self) -> Fraction:
        """How much harder than good books those were that were keyed: 1 or more."""
        return self.keyed.worn / self.keyed.typed if self.keyed.typed else Fraction(1)


@dataclass(frozen=True)
class Peers:
    """What the ranked ones did together; `pace`: the middle one, None where nobody keyed."""

    pace: Fraction | None = None


@dataclass(frozen=True)
class Mark:
    """`share` of the full points, 0 to 1; `value` as people read it, `why` in a sentence or two."""

    share: Fraction
    value: str
    why: str


ONE, NONE = Fraction(1), Fraction(0)
Judge = Callable[[Candidate, Peers, Rules], Mark]


def progress(one: Candidate, _: Peers, rules: Rules) -> Mark:
    """Work approved against what was needed."""
    if one.finished:
        return Mark(ONE, "đã xong", "Đã duyệt xong trước ngày đầu kỳ.")
    if not one.needed:
        return Mark(ONE, "không cần", "Trong kỳ chưa đến ngày phải làm.")
    reached = one.done.whole / one.needed
    why = (
        f"Đã duyệt {grouped(int(one.done.plain))} trường hợp, bằng {_tenth(one.done.whole)} sau"
        f" quy đổi; kỳ này cần {_tenth(one.needed)}. {_factors(one.left, 'Phần việc còn lại')}"
    )
    return Mark(_up_to(reached / rules.part("progress_full")), _percent(reached), why)


def pace(one: Candidate, peers: Peers, rules: Rules) -> Mark:
    """Converted readings an hour against the middle one's."""
    if one.pace is None:
        return _nothing(one, "Không có lần nhập nào trong kỳ.")
    middle = peers.pace or one.pace
    ratio = one.pace / middle
    why = (
        f"Nhập {grouped(one.readings)} lần trong {_tenth(one.hours)} giờ có nhập; sau quy đổi"
        f" {_tenth(one.pace)} lần một giờ, mức giữa là {_tenth(middle)}."
        f" {_factors(one.keyed, 'Phần đã nhập')}"
    )
    return Mark(_up_to(ratio / rules.part("pace_full")), _percent(ratio), why)


def accuracy(one: Candidate, _: Peers, rules: Rules) -> Mark:
    """Readings decided or corrected otherwise."""
    if not one.readings:
        return _nothing(one, "Không có lần nhập nào trong kỳ.")
    rate = Fraction(one.wrong, one.readings) / one.hardness
    why = (
        f"{grouped(one.wrong)} trong {grouped(one.readings)} lần nhập có trường được quyết định"
        f" khác khi giải quyết tranh chấp, hoặc được sửa khi soát xét."
    )
    return Mark(_errors(rate, rules), _percent(rate), why + _softened(one))


def returned(one: Candidate, _: Peers, rules: Rules) -> Mark:
    """Registrations that came back."""
    if not one.second:
        return _nothing(one, "Chưa có trường hợp nào nhập đủ hai lần trong kỳ.")
    rate = Fraction(one.returned, one.second) / one.hardness
    why = (
        f"{grouped(one.returned)} lượt trả lại trên {grouped(one.second)} trường hợp nhập đủ hai"
        f" lần trong kỳ."
    )
    return Mark(_errors(rate, rules), _percent(rate), why + _softened(one))


def punctual(one: Candidate, _: Peers, rules: Rules) -> Mark:
    """Days of the chain confirmed in time; a late one counts in part, a silent one not."""
    days = one.on_time + one.late + one.silent
    if not days:
        return Mark(ONE, "không có ngày", "Trong kỳ không có ngày phải báo cáo nào đã chốt.")
    share = (one.on_time + one.late * rules.part("late_worth")) / days
    why = (
        f"{one.on_time} ngày đúng giờ, {one.late} ngày nộp muộn, {one.silent} ngày không báo cáo"
        f" trong {days} ngày đã chốt."
    )
    return Mark(share, f"{one.on_time}/{days} ngày", why)


TITLES: Final[dict[str, str]] = {
    "progress": "Tiến độ so với mức cần",
    "pace": "Năng suất nhập so với mức giữa",
    "accuracy": "Tỷ lệ lần nhập sai",
    "returned": "Tỷ lệ bị trả lại",
    "punctual": "Báo cáo đúng giờ",
}
JUDGES: Final[dict[str, Judge]] = {
    "progress": progress,
    "pace": pace,
    "accuracy": accuracy,
    "returned": returned,
    "punctual": punctual,
}


def _nothing(one: Candidate, why: str) -> Mark:
    """Nothing to measure: full for who had nothing left to do, none for the others."""
    if one.finished:
        return Mark(ONE, "đã xong", "Đã duyệt xong trước ngày đầu kỳ.")
    return Mark(NONE, "chưa có", why)


def _up_to(share: Fraction) -> Fraction:
    return max(NONE, min(share, ONE))


def _errors(rate: Fraction, rules: Rules) -> Fraction:
    full, none = rules.part("error_full"), rules.part("error_none")
    return _up_to((none - rate) / (none - full))


def _softened(one: Candidate) -> str:
    if one.hardness == 1:
        return ""
    return f" Chia cho {_hundredth(one.hardness)} vì sổ cũ, sổ rách mờ khó đọc."


def _factors(work: Worth, what: str) -> str:
    """How the registrations became converted ones, each factor named."""
    if not work:
        return ""
    typed, worn, whole = (
        work.typed / work.plain,
        work.worn / work.typed,
        work.whole / work.worn,
    )
    return (
        f"{what} quy đổi: loại sổ ×{_hundredth(typed)}, sổ cũ và rách mờ ×{_hundredth(worn)},"
        f" sổ ít trường hợp ×{_hundredth(whole)}."
    )


def rounded(value: Fraction, places: str) -> Decimal:
    """Half away from zero, as people round: `places` is "1", "0.1" …"""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(places), ROUND_HALF_UP)


def decimal_words(value: Decimal) -> str:
    """`87,50`, `1.234,5`."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def _tenth(value: Fraction) -> str:
    return decimal_words(rounded(value, "0.1"))


def _hundredth(value: Fraction) -> str:
    return decimal_words(rounded(value, "0.01"))


def _percent(value: Fraction) -> str:
    return f"{_tenth(value * 100)} %"
